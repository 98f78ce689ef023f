import { createHash } from 'node:crypto';
import { firstRowAt } from '../../../engine/market/rows.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { MarketSource } from '../../../engine/signals/signal.ts';
import { SWING_CANDLES } from '../../../engine/swing/decide-swing.ts';
import { marketNames } from '../../market-names.ts';
import { type MarketSeries, replaySpan } from './replay-span.ts';

/** The markets that the sandbox replays, on one clock. */
export interface ChosenMarket {
  readonly source: MarketSource;
  /** Names this very history: a stored position or database of another id belongs to another replay. */
  readonly id: string;
  /** Keys carry the true venue ("oanda", "simulated"), also where the stand-in plays another; one venue per symbol. */
  readonly series: readonly MarketSeries[];
  /** The series on which the swing family decides as well. */
  readonly swing: readonly SeriesKey[];
  /** Those on which it should and cannot, because too few candles lie before the start. */
  readonly tooShortForSwing: readonly SeriesKey[];
  /** Candles that close at or before it are the training past. */
  readonly startMs: number;
  /** Close of the last candle that every series has; of a live market, so far. */
  readonly endMs: number;
  /** Symbols whose volume is unknown, which the stand-in can only state as 0. */
  readonly symbolsWithoutVolume: ReadonlySet<string>;
  /** For people, without configuration strings or paths. */
  readonly description: string;
  /** "EUR/USD is of 2018, dated 6 years later"; null when every candle has its own date. */
  readonly redated: string | null;
}

export interface MarketOrigin {
  readonly source: MarketSource;
  /** What besides source, names and first times makes this history what it is, such as a seed. */
  readonly idSeed: string;
  /** First words of the description, from the names of the markets. */
  readonly headline: (names: string) => string;
}

/** The market made of these series, or why there is none. */
export function marketOf(series: readonly MarketSeries[], origin: MarketOrigin): ChosenMarket | string {
  const clash = venueClash(series.map(({ key }) => key));
  if (clash !== null) return clash;
  const { source, idSeed, headline } = origin;
  const span = replaySpan(series, { continues: source === 'live' });
  if (span.type === 'too-short') return span.reason;
  const { startMs, endMs, pastCandles } = span;
  const names = series.map(({ key }) => seriesName(key));
  const firstTimes = source === 'live' ? [] : series.map(({ columns }) => columns.openTimeMs[0] ?? 0);
  const silent = series.filter(({ columns }) => columns.volume.every(Number.isNaN)).map(({ key }) => key.symbol);
  const redated = redatedText(series);
  const markets = headline(marketNames(series.map(({ key }) => key)));
  const past = `${pastCandles.toLocaleString('en')} candles to learn from`;
  const wanted = series.filter(({ isSwing }) => isSwing === true);
  const isLongEnough = ({ columns }: MarketSeries): boolean => firstRowAt(columns, startMs) >= SWING_CANDLES;
  const swing = wanted.filter(isLongEnough).map(({ key }) => key);
  const tooShortForSwing = wanted.filter((each) => !isLongEnough(each)).map(({ key }) => key);
  const sentences = [
    `${markets}, replayed from ${dayText(startMs)} to ${dayText(endMs)} after ${past}`,
    ...(redated === null ? [] : [`${redated}, so that all markets share one clock`]),
    ...(tooShortForSwing.length === 0 ? [] : [withoutSwingText(tooShortForSwing)]),
  ];
  return {
    source,
    id: createHash('sha256')
      .update(JSON.stringify([source, names, firstTimes, idSeed]))
      .digest('hex')
      .slice(0, 12),
    series,
    swing,
    tooShortForSwing,
    startMs,
    endMs,
    symbolsWithoutVolume: new Set(silent),
    description: sentences.join('. '),
    redated,
  };
}

/** Why the series cannot be served by one venue, or null. */
export function venueClash(keys: readonly SeriesKey[]): string | null {
  const venues = new Map<string, string>();
  for (const { symbol, exchange } of keys) {
    const other = venues.get(symbol);
    if (other !== undefined && other !== exchange)
      return `expected one venue per pair, ${symbol} is from ${other} and ${exchange}`;
    venues.set(symbol, exchange);
  }
  return null;
}

/** "No swing signals of BTC/USD (Kraken, 4h): fewer than 901 candles of past". */
export function withoutSwingText(keys: readonly SeriesKey[]): string {
  return `No swing signals of ${marketNames(keys)}: fewer than ${SWING_CANDLES} candles of past`;
}

/** "6 Sep 2024", UTC. */
export function dayText(timeMs: number): string {
  const date = new Date(timeMs);
  const month = date.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}

function redatedText(series: readonly MarketSeries[]): string | null {
  const texts = series.flatMap(({ key, columns, yearsLater = 0 }) => {
    if (yearsLater === 0) return [];
    const year = new Date(columns.openTimeMs.at(-1) ?? 0).getUTCFullYear() - yearsLater;
    const years = Math.abs(yearsLater) === 1 ? 'a year' : `${Math.abs(yearsLater)} years`;
    return [`${key.symbol} is of ${year}, dated ${years} ${yearsLater > 0 ? 'later' : 'earlier'}`];
  });
  return texts.length === 0 ? null : texts.join(', ');
}
