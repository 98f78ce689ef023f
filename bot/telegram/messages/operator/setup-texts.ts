import type { Tier } from '../../../../billing/tiers.ts';
import type { Language } from '../../../texts/language.ts';
import { clipped } from '../clipped.ts';
import { channelSetting } from './channel-setting.ts';

/** Longest title in a line, and on a button. */
const MOST_TITLE = 80;
const MOST_BUTTON_TITLE = 24;

/** A tier's channel as an owner sees it. */
export interface ShownChannel {
  readonly tier: Tier;
  /** Null: none. */
  readonly title: string | null;
  readonly isBySetting: boolean;
  /** In which it is written, as it calls itself. */
  readonly language: string;
  /** What the bot lacks there, null for nothing. */
  readonly lacks: string | null;
}

/** Texts of the owner and of channels set up by buttons. */
export function setupTexts({ t, plain }: Language) {
  const tierName = (tier: Tier): string => plain(`tier-${tier}`);
  const named = (title: string): { readonly title: string } => ({ title: clipped(title, MOST_TITLE) });
  const settingsOf = (tiers: readonly Tier[]): string => tiers.map(channelSetting).join(', ');
  return {
    ownerClaimed: `${t('owner-claimed')}\n\n${t('setup-next')}`,
    setupNext: t('setup-next'),
    setupStranger: (title: string) => t('setup-stranger', named(title)),
    /** settled: tiers whose channel is that of a setting. */
    setupAsk: (title: string, settled: readonly Tier[]) => withSettings(t('setup-ask', named(title)), settled),
    setupAskAgain: (title: string, settled: readonly Tier[]) =>
      withSettings(t('setup-ask-again', named(title)), settled),
    setupSureTaken: (title: string, tier: Tier, from: string) =>
      t('setup-sure-taken', { ...named(title), tier: tierName(tier), from: clipped(from, MOST_TITLE) }),
    setupSureMoved: (title: string, tier: Tier | null, was: Tier) =>
      tier === null
        ? t('setup-sure-none', { ...named(title), was: tierName(was) })
        : t('setup-sure-moved', { ...named(title), tier: tierName(tier), was: tierName(was) }),
    setupNone: (title: string) => t('setup-none', named(title)),
    setupGone: t('setup-gone'),
    setupPick: plain('setup-pick'),
    setupNotYet: (title: string) => t('setup-not-yet', named(title)),
    /** lacks: what the bot may not do there. */
    setupDone: (title: string, tier: Tier, state: { readonly lacks: string | null; readonly isPublic: boolean }) =>
      [
        t('setup-done', { ...named(title), tier: tierName(tier) }),
        ...(state.lacks === null
          ? [t('setup-rights-all')]
          : [t('setup-rights-missing', { detail: state.lacks }), t('setup-press')]),
        ...(state.isPublic ? [t('setup-public')] : []),
      ].join('\n'),
    setupRightsLost: (title: string, detail: string) =>
      `${t('channel-rights-lost', { ...named(title), detail })}.\n${t('setup-press')}`,
    setupRightsBack: (title: string) => t('setup-rights-back', named(title)),
    setupBySetting: (tier: Tier) => t('setup-by-setting', { settings: channelSetting(tier) }),
    channels: (channels: readonly ShownChannel[]) =>
      [t('channels-title'), ...channels.flatMap(channelLines), '', t('setup-next')].join('\n'),
    buttonPick: plain('button-pick'),
    buttonPickChannel: plain('button-pick-channel'),
    buttonAddToChannel: plain('button-add-to-channel'),
    buttonChannel: (title: string) => plain('button-channel', { title: clipped(title, MOST_BUTTON_TITLE) }),
    buttonChannels: plain('button-channels'),
    buttonSetupTier: (tier: Tier, now: string | null) =>
      now === null
        ? plain('button-setup-tier', { tier: tierName(tier) })
        : plain('button-setup-tier-taken', {
            tier: tierName(tier),
            now: plain('setup-now', { title: clipped(now, MOST_BUTTON_TITLE) }),
          }),
    buttonSetupNone: plain('button-setup-none'),
    buttonChannelLanguage: (tier: Tier, language: string) =>
      plain('button-channel-language', { tier: tierName(tier), language }),
    channelLanguageAsk: (tier: Tier) => t('channel-language-ask', { tier: tierName(tier) }),
    channelLanguageSet: (tier: Tier) => t('channel-language-set', { tier: tierName(tier) }),
  };

  function withSettings(text: string, settled: readonly Tier[]): string {
    return settled.length === 0 ? text : `${text}\n${t('setup-by-setting', { settings: settingsOf(settled) })}`;
  }

  function channelLines({ tier, title, isBySetting, language, lacks }: ShownChannel): readonly string[] {
    if (title === null) return [t('channels-line-none', { tier: tierName(tier) })];
    const line = { ...named(title), tier: tierName(tier), language };
    return [
      isBySetting ? t('channels-line-set', { ...line, setting: channelSetting(tier) }) : t('channels-line', line),
      ...(lacks === null ? [] : [t('channels-lacks', { detail: lacks })]),
    ];
  }
}
