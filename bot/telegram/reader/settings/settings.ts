import { Composer } from 'grammy';
import {
  DIGEST_PERIODS,
  LOUDNESSES,
  MESSAGE_KINDS,
  type MessageKind,
  type QuietHours,
  RISKS,
  type StoredSettings,
  settingsOf,
} from '../../../../billing/reader-settings.ts';
import { isTimeZone } from '../../../readers/wall-time.ts';
import { LANGUAGES } from '../../../texts/language.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { languageName } from '../../messages/settings/language-name.ts';
import { inRows } from '../../views/paged-buttons.ts';
import { readQuietHours, type SettingsAction, type SettingsPage } from '../../views/settings-action.ts';
import { actionButton, type Keyboard, type Screen, show } from '../../views/show.ts';
import { changeSettings } from './change-settings.ts';
import { nextOf } from './next-of.ts';
import { mayWatch } from './watch.ts';

/** Quiet hours offered, minutes from midnight. */
const NIGHTS: readonly QuietHours[] = [
  [22, 7],
  [23, 7],
  [23, 8],
  [0, 8],
].map(([from = 0, to = 0]) => ({ fromMinute: from * 60, toMinute: to * 60 }));

/** Places offered for the clock, from west to east; others are written. */
const ZONES = [
  ...['America/Los_Angeles', 'America/New_York', 'America/Mexico_City', 'America/Sao_Paulo', 'UTC', 'Europe/London'],
  ...['Europe/Berlin', 'Africa/Lagos', 'Europe/Istanbul', 'Europe/Moscow', 'Asia/Dubai', 'Asia/Kolkata'],
  ...['Asia/Jakarta', 'Asia/Singapore', 'Asia/Tokyo', 'Australia/Sydney'],
] as const;

const LOOKS = [null, 'light', 'dark'] as const;
const RISK_CHOICES = [null, ...RISKS] as const;

/** /settings: everything a reader can choose, one message that changes at every press; stored at once with the account. */
export function settingsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const keep = async (ctx: BotContext, changes: StoredSettings, page: SettingsPage): Promise<void> => {
    await changeSettings(deps, ctx, changes);
    await show(ctx, settingsScreen(ctx, page));
  };
  composer.command('settings', async (ctx) => {
    const asked = readWords(ctx.match);
    if (asked.type === 'changes') return await keep(ctx, asked.changes, asked.page);
    const screen = settingsScreen(ctx, asked.page);
    await show(ctx, asked.type === 'page' ? screen : { ...screen, text: `${ctx.texts[asked.why]}\n\n${screen.text}` });
  });
  onAction(composer, 'settings', async (ctx, { page }) => await show(ctx, settingsScreen(ctx, page)));
  onAction(composer, 'set-kind', async (ctx, { kind, loudness }) => {
    const isOffered = mayWatch(ctx) || !isSentByPlan(kind);
    await keep(ctx, isOffered ? { messages: { [kind]: loudness } } : {}, 'messages');
  });
  onAction(composer, 'set-digest', async (ctx, { period }) => await keep(ctx, { digest: period }, 'main'));
  onAction(composer, 'set-theme', async (ctx, { theme }) => await keep(ctx, { theme }, 'main'));
  onAction(composer, 'set-risk', async (ctx, { risk }) => await keep(ctx, { riskPerTrade: risk }, 'main'));
  onAction(composer, 'set-quiet', async (ctx, { hours }) => await keep(ctx, { quietHours: hours }, 'quiet'));
  onAction(composer, 'set-zone', async (ctx, { timeZone }) => await keep(ctx, { timeZone }, 'zone'));
  onAction(composer, 'set-language', async (ctx, { language }) => {
    const isKnown = language === null || LANGUAGES.some((code) => code === language);
    await keep(ctx, isKnown ? { language } : {}, 'language');
  });
  return composer;
}

type Words =
  | { readonly type: 'page'; readonly page: SettingsPage }
  | { readonly type: 'changes'; readonly changes: StoredSettings; readonly page: SettingsPage }
  | {
      readonly type: 'unclear';
      readonly why: 'settingsQuietUnknown' | 'settingsZoneUnknown';
      readonly page: SettingsPage;
    };

/** What is written behind the command: "quiet 22:30-06:45", "zone Europe/Berlin". */
function readWords(words: string): Words {
  const [, name = '', value = ''] = /^\s*(\S*)\s*(.*)$/s.exec(words) ?? [];
  if (name.toLowerCase() === 'quiet') {
    const quietHours = readQuietHours(value);
    if (quietHours === undefined) return { type: 'unclear', why: 'settingsQuietUnknown', page: 'quiet' };
    return { type: 'changes', changes: { quietHours }, page: 'quiet' };
  }
  if (name.toLowerCase() === 'zone') {
    const timeZone = value.trim();
    if (!isTimeZone(timeZone)) return { type: 'unclear', why: 'settingsZoneUnknown', page: 'zone' };
    return { type: 'changes', changes: { timeZone }, page: 'zone' };
  }
  return { type: 'page', page: 'main' };
}

function isSentByPlan(kind: MessageKind): boolean {
  return kind === 'signal' || kind === 'outcome';
}

function settingsScreen(ctx: BotContext, page: SettingsPage): Screen {
  const settings = settingsOf(ctx.account);
  const { texts, nowMs } = ctx;
  const back: Keyboard = [[actionButton(texts.buttonSettings, { type: 'settings', page: 'main' })]];
  switch (page) {
    case 'main':
      return { text: texts.settings(settings, nowMs), keyboard: mainKeyboard(ctx) };
    case 'messages':
      return { text: texts.settingsMessages(mayWatch(ctx)), keyboard: [...kindRows(ctx), ...back] };
    case 'quiet':
      return { text: texts.settingsQuiet(settings), keyboard: [...nightRows(ctx), ...back] };
    case 'zone':
      return { text: texts.settingsZone(settings.timeZone, nowMs), keyboard: [...zoneRows(ctx), ...back] };
    case 'language':
      return { text: texts.settingsLanguage(settings.language), keyboard: [...languageRows(ctx), ...back] };
  }
}

function mainKeyboard(ctx: BotContext): Keyboard {
  const { texts, account } = ctx;
  const { theme, digest, riskPerTrade } = settingsOf(account);
  const page = (text: string, to: SettingsPage) => actionButton(text, { type: 'settings', page: to });
  return [
    [
      actionButton(texts.buttonWatch, { type: 'watch', change: 'look' }),
      page(texts.buttonSettingsMessages, 'messages'),
    ],
    [page(texts.buttonSettingsQuiet, 'quiet'), page(texts.buttonSettingsZone, 'zone')],
    [
      actionButton(texts.buttonSettingsDigest(digest), { type: 'set-digest', period: nextOf(DIGEST_PERIODS, digest) }),
      actionButton(texts.buttonSettingsTheme(theme), { type: 'set-theme', theme: nextOf(LOOKS, theme) }),
    ],
    [
      actionButton(texts.buttonSettingsCost, { type: 'cost', choice: null }),
      actionButton(texts.buttonSettingsRisk(riskPerTrade), {
        ...{ type: 'set-risk', risk: nextOf(RISK_CHOICES, riskPerTrade) },
      }),
    ],
    [page(texts.buttonSettingsLanguage, 'language')],
    [actionButton(texts.buttonMenu, { type: 'home' })],
  ];
}

function kindRows(ctx: BotContext): Keyboard {
  const { messages } = settingsOf(ctx.account);
  return MESSAGE_KINDS.filter((kind) => mayWatch(ctx) || !isSentByPlan(kind)).map((kind) => {
    const action: SettingsAction = { type: 'set-kind', kind, loudness: nextOf(LOUDNESSES, messages[kind]) };
    return [actionButton(ctx.texts.buttonSettingsKind(kind, messages[kind]), action)];
  });
}

function nightRows({ texts, account }: BotContext): Keyboard {
  const { quietHours } = settingsOf(account);
  const isChosen = (hours: QuietHours): boolean =>
    hours.fromMinute === quietHours?.fromMinute && hours.toMinute === quietHours.toMinute;
  const nights = NIGHTS.map((hours) =>
    actionButton(marked(texts, texts.buttonSettingsHours(hours), isChosen(hours)), { type: 'set-quiet', hours }),
  );
  const none = actionButton(marked(texts, texts.buttonSettingsNoQuiet, quietHours === null), {
    ...{ type: 'set-quiet', hours: null },
  });
  return [...inRows(nights, 2), [none]];
}

function zoneRows({ texts, account, nowMs }: BotContext): Keyboard {
  const chosen = settingsOf(account).timeZone;
  const buttons = ZONES.map((timeZone) =>
    actionButton(marked(texts, texts.buttonSettingsPlace(timeZone, nowMs), timeZone === chosen), {
      ...{ type: 'set-zone', timeZone },
    }),
  );
  return inRows(buttons, 2);
}

function languageRows({ texts, account }: BotContext): Keyboard {
  const chosen = settingsOf(account).language;
  const button = (language: string | null, label: string) =>
    actionButton(marked(texts, label, language === chosen), { type: 'set-language', language });
  const languages = LANGUAGES.map((code) => button(code, languageName(code)));
  return [...inRows(languages, 2), [button(null, texts.settingsLanguageApp)]];
}

function marked(texts: BotContext['texts'], label: string, isChosen: boolean): string {
  return isChosen ? texts.buttonChosen(label) : label;
}
