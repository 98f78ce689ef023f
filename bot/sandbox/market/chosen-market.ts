import { createHash } from 'node:crypto';
import { firstRowAt } from '../../../engine/market/rows.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { MarketSource } from '../../../engine/signals/signal.ts';
import { SWING_CANDLES } from '../../../engine/swing/decide-swing.ts';
import { ENGLISH } from '../../texts/language.ts';
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
  /** Candles before startMs that each series has at least. */
  readonly pastCandles: number;
  /** Series whose candles do not have their own date. */
  readonly redated: readonly Redated[];
  /** Of a simulated market, else null. */
  readonly seed: number | null;
}

/** A series of one year under the dates of another, so that all share one clock. */
export interface Redated {
  readonly symbol: string;
  /** The year of its newest candle, and how many years later it is dated; negative: earlier. */
  readonly year: number;
  readonly yearsLater: number;
}

export interface MarketOrigin {
  readonly source: MarketSource;
  /** What besides source, names and first times makes this history what it is, such as a seed. */
  readonly idSeed: string;
  /** Of a simulated market, else null. */
  readonly seed: number | null;
}

/** The market made of these series, or why there is none. */
export function marketOf(series: readonly MarketSeries[], origin: MarketOrigin): ChosenMarket | string {
  const clash = venueClash(series.map(({ key }) => key));
  if (clash !== null) return clash;
  const { source, idSeed, seed } = origin;
  const span = replaySpan(series, { continues: source === 'live' });
  if (span.type === 'too-short') return span.reason;
  const { startMs, endMs, pastCandles } = span;
  const names = series.map(({ key }) => seriesName(key));
  const firstTimes = source === 'live' ? [] : series.map(({ columns }) => columns.openTimeMs[0] ?? 0);
  const silent = series.filter(({ columns }) => columns.volume.every(Number.isNaN)).map(({ key }) => key.symbol);
  const wanted = series.filter(({ isSwing }) => isSwing === true);
  const isLongEnough = ({ columns }: MarketSeries): boolean => firstRowAt(columns, startMs) >= SWING_CANDLES;
  const swing = wanted.filter(isLongEnough).map(({ key }) => key);
  const tooShortForSwing = wanted.filter((each) => !isLongEnough(each)).map(({ key }) => key);
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
    pastCandles,
    redated: redatedOf(series),
    seed,
  };
}

/** Why the series cannot be served by one venue, or null. */
export function venueClash(keys: readonly SeriesKey[]): string | null {
  const venues = new Map<string, string>();
  for (const { symbol, exchange } of keys) {
    const other = venues.get(symbol);
    if (other !== undefined && other !== exchange)
      return ENGLISH.plain('market-venues', { symbol, venue: other, other: exchange });
    venues.set(symbol, exchange);
  }
  return null;
}

function redatedOf(series: readonly MarketSeries[]): readonly Redated[] {
  return series.flatMap(({ key, columns, yearsLater = 0 }) => {
    if (yearsLater === 0) return [];
    const year = new Date(columns.openTimeMs.at(-1) ?? 0).getUTCFullYear() - yearsLater;
    return [{ symbol: key.symbol, year, yearsLater }];
  });
}
