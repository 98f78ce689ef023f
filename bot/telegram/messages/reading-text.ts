import type { FamilyReading, Reading } from '../../../engine/explanation/family-readings.ts';
import type { FeatureFamily } from '../../../engine/explanation/feature-family.ts';
import type { Followed } from '../../../engine/explanation/followed-similar.ts';
import { assetClass } from '../../../engine/market/asset-class.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import { wilsonInterval } from '../../../engine/math.ts';
import type { Language } from '../../texts/language.ts';

/** With fewer cases their number and an interval are shown. */
const FEW_CASES = 300;
/** A move that rounds to 0.00 % is none. */
const STILL = 5e-5;
const DAY_CANDLES = 24;
const WEEK_CANDLES = 168;
const EARLIER_CANDLES = 5;

/** Names of texts begin with a letter. */
const SPANS = {
  '1m': 'm1',
  '5m': 'm5',
  '15m': 'm15',
  '30m': 'm30',
  '1h': 'h1',
  '4h': 'h4',
  '1d': 'd1',
} as const satisfies Readonly<Record<Timeframe, string>>;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** What the text of a reading depends on: a language and a market. */
export interface ReadingOf {
  readonly language: Language;
  readonly series: SeriesKey;
}

/** The name of a family without a value, in plain text. */
export function familyText({ language: { plain, format }, series }: ReadingOf, family: FeatureFamily): string {
  const candleMs = timeframeMs(series.timeframe);
  return plain('why-family', {
    family,
    day: format.duration(DAY_CANDLES * candleMs),
    week: format.duration(WEEK_CANDLES * candleMs),
  });
}

/** One sentence (HTML, no full stop): what was read, in values that people know, and how often a rise followed. */
export function readingText(of: ReadingOf, { family, reading }: FamilyReading): string {
  const { t } = of.language;
  if (reading === null) return t('why-unread', { family: familyText(of, family) });
  return FACTS[family](of, reading);
}

/** The second half of the sentence: empty where nothing is read. */
export function followedText({ language, series }: ReadingOf, { family, reading }: FamilyReading): string {
  const { t } = language;
  if (reading === null) return '';
  const { followed } = reading;
  if (followed === null) return t('why-too-few');
  const after = afterOf(family, series.timeframe);
  const [low, high] = wilsonInterval(followed.rises, followed.cases) ?? [0, 1];
  if (followed.cases >= FEW_CASES) return t('why-followed', { after, share: hundredths(language, shareOf(followed)) });
  const few = { low: hundredths(language, low), high: hundredths(language, high) };
  return t('why-followed-few', { after, rises: followed.rises, cases: followed.cases, ...few });
}

/** A value as it stands next to a bar, in plain text; null where the family's name is enough. */
export function shortReading(
  { language: { plain, format } }: ReadingOf,
  { family, reading }: FamilyReading,
): string | null {
  if (reading === null) return null;
  const { value, timesUsual } = reading;
  switch (family) {
    case 'candle-close':
    case 'day-place':
    case 'week-place':
    case 'takers':
      return format.percent(value, 0);
    case 'swings':
    case 'volume':
      return timesUsual === null ? null : plain('why-times', { times: format.trimmed(timesUsual) });
    case 'hour':
      return plain('why-utc', { time: format.timeOfDay(value) });
    case 'long-short':
      return format.decimal(value, 2);
    case 'fear-greed':
      return format.count(Math.round(value));
    case 'weekday':
      return plain('why-day', { day: weekdayOf(value) });
    case 'spread':
    case 'funding':
      return format.percent(value, 3);
    case 'this-market':
    case 'chosen':
      return null;
    default:
      return format.signedPercent(value);
  }
}

/** "57" of a share of .57. */
export function hundredths({ format }: Language, share: number): string {
  return format.fixed(100 * share, 0);
}

export const shareOf = ({ rises, cases }: Followed): number => rises / Math.max(1, cases);

function afterOf(family: FeatureFamily, timeframe: Timeframe) {
  if (family === 'hour') return 'at-hour';
  if (family === 'weekday') return 'weekday';
  if (family === 'this-market') return 'past';
  if (timeframe === '1d') return 'days';
  return timeframe === '1h' ? 'hours' : 'candles';
}

const weekdayOf = (timeMs: number) => WEEKDAYS[new Date(timeMs).getUTCDay()] ?? 'sunday';

/** "SOL", "EUR/USD": what people call a market. */
function marketName({ symbol }: SeriesKey): string {
  return assetClass(symbol) === 'crypto' ? (symbol.split('/')[0] ?? symbol) : symbol;
}

type Fact = (of: ReadingOf, reading: Reading) => string;

const directionOf = (value: number): 'up' | 'down' | 'still' =>
  Math.abs(value) < STILL ? 'still' : value > 0 ? 'up' : 'down';

function moveText({ plain, format }: Language, value: number): string {
  return plain('why-move', { way: directionOf(value), size: format.percent(Math.abs(value), 2) });
}

const spanText = ({ language: { format }, series }: ReadingOf, candles: number): string =>
  format.duration(candles * timeframeMs(series.timeframe));

const lastMove: Fact = ({ language, series }, { value, timesUsual }) => {
  const { t, plain, format } = language;
  const span = plain('why-span', { timeframe: SPANS[series.timeframe] });
  const told = { name: marketName(series), move: moveText(language, value), span };
  return timesUsual === null || directionOf(value) === 'still'
    ? t('why-last-move', told)
    : t('why-last-move-usual', { ...told, times: format.trimmed(timesUsual) });
};

const trendOver =
  (candles: number): Fact =>
  (of, { value }) =>
    of.language.t('why-trend', { span: spanText(of, candles), move: moveText(of.language, value) });

const placeWithin =
  (candles: number): Fact =>
  (of, { value }) =>
    of.language.t('why-price-place', {
      name: marketName(of.series),
      share: of.language.format.percent(value, 0),
      span: spanText(of, candles),
    });

const spread: Fact = ({ language: { t, format } }, { value, timesUsual }) => {
  const size = format.percent(value, 3);
  return timesUsual === null
    ? t('why-spread', { size })
    : t('why-spread-usual', { size, times: format.trimmed(timesUsual) });
};

/** What is read of each family. */
const FACTS: Readonly<Record<FeatureFamily, Fact>> = {
  'last-move': lastMove,
  'earlier-moves': (of, { value }) =>
    of.language.t('why-earlier-moves', { span: spanText(of, EARLIER_CANDLES), move: moveText(of.language, value) }),
  'day-trend': trendOver(DAY_CANDLES),
  'week-trend': trendOver(WEEK_CANDLES),
  'candle-close': ({ language: { t, format } }, { value }) =>
    t('why-candle-close', { share: format.percent(value, 0) }),
  'day-place': placeWithin(DAY_CANDLES),
  'week-place': placeWithin(WEEK_CANDLES),
  swings: (of, { timesUsual }) =>
    of.language.t('why-swings', {
      span: spanText(of, DAY_CANDLES),
      times: of.language.format.trimmed(timesUsual ?? 1),
    }),
  volume: ({ language: { t, format } }, { timesUsual }) => t('why-volume', { times: format.trimmed(timesUsual ?? 1) }),
  takers: ({ language: { t, format } }, { value }) => t('why-takers', { share: format.percent(value, 0) }),
  spread,
  hour: ({ language: { t, format } }, { value }) =>
    t('why-hour', { time: format.timeOfDay(value), unix: String(Math.round(value / 1_000)) }),
  weekday: ({ language: { t, plain } }, { value }) =>
    t('why-weekday', { day: plain('why-day', { day: weekdayOf(value) }) }),
  'same-time': ({ language }, { value }) => language.t('why-same-time', { move: moveText(language, value) }),
  leader: ({ language }, { value }) => language.t('why-leader', { move: moveText(language, value) }),
  peers: ({ language }, { value }) => language.t('why-peers', { move: moveText(language, value) }),
  path: ({ language: { t, format } }, { value }) =>
    t('why-path', { way: directionOf(value), share: format.percent(Math.abs(value), 0) }),
  funding: ({ language: { t, format } }, { value }) =>
    t('why-funding', {
      way: value === 0 ? 'still' : value > 0 ? 'up' : 'down',
      size: format.percent(Math.abs(value), 3),
    }),
  'long-short': ({ language: { t, format } }, { value }) => t('why-long-short', { times: format.decimal(value, 2) }),
  'fear-greed': ({ language: { t, format } }, { value }) =>
    t('why-fear-greed', { index: format.count(Math.round(value)) }),
  'this-market': ({ language: { t }, series }) => t('why-this-market', { name: marketName(series) }),
  chosen: (of) => of.language.t('why-unread', { family: familyText(of, 'chosen') }),
};
