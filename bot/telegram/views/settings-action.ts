import {
  DIGEST_PERIODS,
  type DigestPeriod,
  LOUDNESSES,
  type Loudness,
  MESSAGE_KINDS,
  type MessageKind,
  type QuietHours,
  RISKS,
  type RiskPerTrade,
  THEMES,
  type Theme,
} from '../../../billing/reader-settings.ts';
import { parseTimeframe, type Timeframe } from '../../../engine/market/timeframe.ts';
import { isTimeZone } from '../../readers/wall-time.ts';

const PAGES = ['main', 'messages', 'quiet', 'zone', 'language'] as const;
/** Pages of /settings. */
export type SettingsPage = (typeof PAGES)[number];

/** What a button of /settings asks for: each holds what it sets, so an old one sets what it says. */
export type SettingsAction =
  | { readonly type: 'settings'; readonly page: SettingsPage }
  | { readonly type: 'set-kind'; readonly kind: MessageKind; readonly loudness: Loudness }
  | { readonly type: 'set-digest'; readonly period: DigestPeriod }
  | { readonly type: 'set-theme'; readonly theme: Theme | null }
  | { readonly type: 'set-risk'; readonly risk: RiskPerTrade | null }
  | { readonly type: 'set-quiet'; readonly hours: QuietHours | null }
  | { readonly type: 'set-zone'; readonly timeZone: string }
  /** Null: as their Telegram app tells. */
  | { readonly type: 'set-language'; readonly language: string | null }
  /** Of /watch: a timeframe of which signals come. */
  | { readonly type: 'watch-frame'; readonly timeframe: Timeframe; readonly page?: number };

type Decoder = (args: readonly string[]) => SettingsAction | null;

const NONE = 'none';

const one =
  (read: (text: string) => SettingsAction | null): Decoder =>
  ([text, ...more]) =>
    text === undefined || more.length > 0 ? null : read(text);
const among = <T extends string>(choices: readonly T[], text: string | undefined): T | null =>
  choices.find((each) => each === text) ?? null;

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  [
    'settings',
    one((text) => {
      const page = among(PAGES, text);
      return page === null ? null : { type: 'settings', page };
    }),
  ],
  [
    'set-kind',
    ([name, how, ...more]) => {
      const [kind, loudness] = [among(MESSAGE_KINDS, name), among(LOUDNESSES, how)];
      return kind === null || loudness === null || more.length > 0 ? null : { type: 'set-kind', kind, loudness };
    },
  ],
  [
    'set-digest',
    one((text) => {
      const period = among(DIGEST_PERIODS, text);
      return period === null ? null : { type: 'set-digest', period };
    }),
  ],
  [
    'set-theme',
    one((text) => {
      const theme = among(THEMES, text);
      return theme === null && text !== NONE ? null : { type: 'set-theme', theme };
    }),
  ],
  [
    'set-risk',
    one((text) => {
      const risk = RISKS.find((each) => String(each) === text) ?? null;
      return risk === null && text !== NONE ? null : { type: 'set-risk', risk };
    }),
  ],
  [
    'set-quiet',
    one((text) => {
      const hours = readQuietHours(text);
      return hours === undefined ? null : { type: 'set-quiet', hours };
    }),
  ],
  ['set-zone', one((timeZone) => (isTimeZone(timeZone) ? { type: 'set-zone', timeZone } : null))],
  [
    'set-language',
    one((text) =>
      /^[a-z]{2,3}$/.test(text) || text === NONE
        ? { type: 'set-language', language: text === NONE ? null : text }
        : null,
    ),
  ],
  [
    'watch-frame',
    ([name = '', at, ...more]) => {
      const timeframe = parseTimeframe(name);
      if (timeframe === null || more.length > 0 || (at !== undefined && !/^[1-9]\d{0,2}$/.test(at))) return null;
      return { type: 'watch-frame', timeframe, ...(at === undefined ? {} : { page: Number(at) }) };
    },
  ],
]);

/** "22:30-06:45", null for "off" or "none", undefined for anything else. */
export function readQuietHours(text: string): QuietHours | null | undefined {
  if (/^(?:off|none)$/i.test(text.trim())) return null;
  const found = /^([01]?\d|2[0-3])[:.]?([0-5]\d)?\s*[-–]\s*([01]?\d|2[0-3])[:.]?([0-5]\d)?$/.exec(text.trim());
  if (found === null) return undefined;
  const minuteOf = (hour: string | undefined, minute = '0'): number => Number(hour) * 60 + Number(minute);
  const hours = { fromMinute: minuteOf(found[1], found[2]), toMinute: minuteOf(found[3], found[4]) };
  return hours.fromMinute === hours.toMinute ? undefined : hours;
}

/** "22:30" of minutes since midnight. */
export function wallClock(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Whether a button's type is one of /settings. */
export function isSettingsAction(type: string): boolean {
  return DECODERS.has(type);
}

/** The action of its type and arguments; null when it is none. */
export function decodeSettingsAction(type: string, args: readonly string[]): SettingsAction | null {
  return DECODERS.get(type)?.(args) ?? null;
}

/** What follows the type in callback data. */
export function settingsArguments(action: SettingsAction): readonly (string | number)[] {
  switch (action.type) {
    case 'settings':
      return [action.page];
    case 'set-kind':
      return [action.kind, action.loudness];
    case 'set-digest':
      return [action.period];
    case 'set-theme':
      return [action.theme ?? NONE];
    case 'set-risk':
      return [action.risk ?? NONE];
    case 'set-quiet':
      return [
        action.hours === null ? NONE : `${wallClock(action.hours.fromMinute)}-${wallClock(action.hours.toMinute)}`,
      ];
    case 'set-zone':
      return [action.timeZone];
    case 'set-language':
      return [action.language ?? NONE];
    case 'watch-frame':
      return [action.timeframe, ...(action.page === undefined || action.page === 0 ? [] : [action.page])];
  }
}
