import { DEFAULT_SETTINGS, LOUDNESSES, MESSAGE_KINDS, type ReaderSettings } from '../../../billing/reader-settings.ts';
import type { digestTexts } from '../../../bot/telegram/messages/settings/digest-texts.ts';
import type { settingsTexts } from '../../../bot/telegram/messages/settings/settings-texts.ts';
import type { watchTexts } from '../../../bot/telegram/messages/settings/watch-texts.ts';
import { CLOSE_TIME_MS } from '../signal-fixtures.ts';

type Functions<Texts> = { [K in keyof Texts as Texts[K] extends (...args: never[]) => string ? K : never]: Texts[K] };
type SettingsFunctions = Functions<
  ReturnType<typeof settingsTexts> & ReturnType<typeof watchTexts> & ReturnType<typeof digestTexts>
>;
type Samples = {
  readonly [K in keyof SettingsFunctions]: readonly Parameters<
    Extract<SettingsFunctions[K], (...args: never[]) => string>
  >[];
};

/** What the texts of /settings and /watch are called with; `x` stands for a value from outside. */
export function settingsSamples(x: string): Samples {
  const { messages } = DEFAULT_SETTINGS;
  const hours = { fromMinute: 1_350, toMinute: 405 };
  const chosen: ReaderSettings = {
    ...{
      ...DEFAULT_SETTINGS,
      messages: { ...messages, signal: 'silent', digest: 'off' },
      pairs: [x],
      timeframes: ['1h'],
    },
    ...{ side: 'BUY', minimumConfidence: 0.6, onlyWorthTrading: true, mostSignalsPerDay: null, quietHours: hours },
    ...{ theme: 'dark', riskPerTrade: 0.005, digest: 'daily', timeZone: 'UTC', language: 'ru' },
  };
  const all: ReaderSettings = { ...DEFAULT_SETTINGS, messages: { ...messages, signal: 'on' }, theme: 'light' };
  const none = { right: 0, wrong: 0, accuracy: null, accuracyInterval: null };
  const line = { signals: 9, record: { right: 4, wrong: 3, accuracy: 4 / 7, accuracyInterval: [0.2, 0.8] as const } };
  const week = { kind: 'weekly', fromDay: 4, toDay: 11 } as const;
  return {
    watch: [[DEFAULT_SETTINGS], [chosen], [all]],
    buttonWatchSide: [[null], ['SELL']],
    buttonWatchConfidence: [[0], [0.6]],
    buttonWatchWorth: [[true], [false]],
    buttonWatchMost: [[6], [null]],
    settings: [DEFAULT_SETTINGS, chosen, all].map((settings) => [settings, CLOSE_TIME_MS]),
    settingsMessages: [[true], [false]],
    settingsQuiet: [[DEFAULT_SETTINGS], [chosen]],
    settingsZone: [['UTC', CLOSE_TIME_MS]],
    settingsLanguage: [[null], ['ru']],
    buttonSettingsRisk: [[null], [0.0025], [0.02]],
    buttonSettingsTheme: [[null], ['light'], ['dark']],
    buttonSettingsDigest: [['daily'], ['weekly']],
    buttonSettingsKind: MESSAGE_KINDS.flatMap((kind) => LOUDNESSES.map((loudness) => [kind, loudness] as const)),
    buttonSettingsHours: [[hours]],
    buttonSettingsPlace: [['UTC', CLOSE_TIME_MS]],
    digest: [
      [{ period: { kind: 'daily', fromDay: 1, toDay: 2 }, decided: line, sent: null, leftOut: null }],
      [{ period: week, decided: line, sent: line, leftOut: line }],
      [{ period: week, decided: line, sent: line, leftOut: { signals: 0, record: none } }],
      [{ period: week, decided: line, sent: line, leftOut: { signals: 2, record: none } }],
    ],
    buttonChosen: [[x]],
  };
}
