import type { Tier } from '../../../../billing/tiers.ts';
import type { Language } from '../../../texts/language.ts';
import type { Pause, ServableModel } from '../../operations.ts';
import type { BroadcastProgress } from '../../sending/broadcasts.ts';
import { clipped } from '../clipped.ts';

type Operation = 'look' | 'pause' | 'mute' | 'resume' | 'retrain' | 'promote';
type Audience = 'all' | Tier;
type Kind = 'news' | 'incident';

/** A message that is not sent yet. */
interface Draft {
  readonly html: string;
  readonly audience: Audience;
  readonly kind: Kind;
}

/** Pauses, models and messages to many, as operators read of them. */
export function controlsTexts(language: Language) {
  const { t, plain, format } = language;
  const audienceName = (audience: Audience): string =>
    audience === 'all' ? plain('broadcast-everybody') : plain(`tier-${audience}`);
  const kindName = (kind: Kind): string => plain('broadcast-kind', { kind });
  return {
    controlsTitle: (paused: number) => [t('controls-title'), t('controls-paused', { paused })].join('\n'),
    controlsMarket: (
      market: string,
      about: { readonly pause: Pause | null; readonly models: readonly ServableModel[] },
    ) => marketText(language, market, about),
    controlsSure: (what: Operation, market: string) => t('controls-sure', { what, market }),
    controlsModelGone: t('controls-model-gone'),
    buttonControlled: (market: string, isPaused: boolean) =>
      isPaused ? plain('button-controlled-paused', { market }) : market,
    buttonControls: plain('button-controls'),
    buttonPause: plain('button-pause'),
    buttonMute: plain('button-mute'),
    buttonResume: plain('button-resume'),
    buttonRetrain: plain('button-retrain'),
    buttonPromote: (model: string) => plain('button-promote', { model }),
    broadcastTitle: t('broadcast-title'),
    broadcastAsk: (audience: Audience, kind: Kind) =>
      t('broadcast-ask', { audience: audienceName(audience), kind: kindName(kind) }),
    broadcastTooLong: (most: number) => t('support-too-long', { most }),
    broadcastDraft: ({ html, audience, kind }: Draft, receivers: number) =>
      [t('broadcast-draft', { audience: audienceName(audience), kind: kindName(kind), receivers }), html].join('\n\n'),
    broadcastSure: (receivers: number, mostStars: number | null) =>
      [
        t('broadcast-sure', { receivers }),
        ...(mostStars === null ? [] : [t('broadcast-cost', { stars: mostStars })]),
      ].join('\n'),
    broadcastUnknown: t('broadcast-unknown'),
    broadcastProgress: (progress: BroadcastProgress) => progressText(language, progress),
    toastTestSent: plain('toast-test-sent'),
    buttonBroadcasts: plain('button-broadcasts'),
    buttonBroadcastTo: (audience: Audience, kind: Kind) =>
      plain('button-broadcast-to', { audience: audienceName(audience), kind: kindName(kind) }),
    buttonBroadcast: (html: string, state: BroadcastProgress['state']) =>
      plain('button-broadcast', {
        words: format.repeated(html.replaceAll(/<[^>]*>|&\w+;/g, ' ')),
        state: plain('broadcast-state', { state }),
      }),
    buttonBroadcastTest: plain('button-broadcast-test'),
    buttonBroadcastSend: plain('button-broadcast-send'),
    buttonBroadcastStop: plain('button-broadcast-stop'),
    removalsAsk: (title: string, counts: { readonly removals: number; readonly members: number }) =>
      t('removals-ask', { title, ...counts }),
    removalsDone: (removed: number) => t('removals-done', { removed }),
    removalsLeft: t('removals-left'),
    removalsStale: t('removals-stale'),
    buttonRemoveAll: (removals: number) => plain('button-remove-all', { removals }),
    buttonRemoveNone: plain('button-remove-none'),
    dailyWord: (isWell: boolean, overview: string) =>
      [isWell ? t('daily-well') : t('daily-trouble'), overview].join('\n\n'),
  };
}

function marketText(
  { t, format }: Language,
  market: string,
  { pause, models }: { readonly pause: Pause | null; readonly models: readonly ServableModel[] },
): string {
  const state =
    pause === null
      ? t('controls-runs')
      : pause.untilMs === null
        ? t('controls-is-paused')
        : t('controls-is-muted', { until: format.minute(pause.untilMs) });
  const lines = models.map(({ version, savedAtMs, serves }) => {
    const model = { version: clipped(version, 60), saved: format.day(savedAtMs) };
    return serves ? t('controls-model-serves', model) : t('controls-model', model);
  });
  return [t('controls-market', { market }), state, ...lines, t('controls-hint')].join('\n');
}

function progressText({ t, plain, format }: Language, progress: BroadcastProgress): string {
  const { html, state, planned, byState, startedAtMs } = progress;
  const count = (...names: readonly string[]): number => names.reduce((sum, name) => sum + (byState[name] ?? 0), 0);
  return [
    t('broadcast-progress', { state: plain('broadcast-state', { state }), started: format.minute(startedAtMs) }),
    t('broadcast-counts', {
      ...{ planned, sent: count('sent'), waiting: count('pending', 'claimed', 'sending') },
      ...{ unknown: count('unknown'), blocked: count('blocked', 'dead'), late: count('expired', 'stopped') },
    }),
    '',
    clipped(html.replaceAll(/<[^>]*>/g, ''), 600),
  ].join('\n');
}
