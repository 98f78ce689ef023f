import { createHash } from 'node:crypto';
import type { SeriesKey } from '../market/series.ts';
import { seriesName } from '../market/series.ts';
import type { QualityReason } from '../reason.ts';

/** BUY bets on a rise of the next candle, SELL on a fall. */
export type Side = 'BUY' | 'SELL';

/** Kinds of signals; of each there is at most one per series and close. */
export const SIGNAL_FAMILIES = ['next-candle'] as const;
/** One of SIGNAL_FAMILIES. */
export type SignalFamily = (typeof SIGNAL_FAMILIES)[number];

/** How far the look-back window of a decision can be trusted. Red means no signal, amber lowers coverage. */
export interface DataQuality {
  readonly stamp: 'green' | 'amber' | 'red';
  readonly reasons: readonly QualityReason[];
}

/** What a subscriber reads: a decision taken at closeTimeMs about the next candle. Prices are in the quote currency. */
export interface Signal {
  readonly id: string;
  readonly family: SignalFamily;
  readonly series: SeriesKey;
  readonly closeTimeMs: number;
  readonly side: Side;
  /** Calibrated probability that the next candle closes above its open, 0..1. */
  readonly probabilityUp: number;
  /** max(p, 1 − p) after recalibration, 0.5..1. */
  readonly confidence: number;
  readonly entry: number;
  readonly stop: number;
  readonly target: number;
  /** Expected value of one round trip after cost, basis points of the entry price; may be negative. */
  readonly expectedValueBps: number;
  /** Round-trip cost assumed for expectedValueBps, basis points. */
  readonly costBps: number;
  readonly dataQuality: DataQuality;
  readonly modelVersion: string;
  readonly marketSource: MarketSource;
  readonly createdAtMs: number;
}

/** Where the candles come from; "simulated" is said wherever the market shows. */
export type MarketSource = 'live' | 'recorded' | 'simulated';

/** How the candle after a signal ended. "void": that candle never came or was not adjacent; "flat": close equals open. */
export interface Outcome {
  readonly type: 'right' | 'wrong' | 'flat' | 'void';
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  /** Signed by the side and before cost, ln(close / open) in basis points; null when void. */
  readonly returnBps: number | null;
  readonly settledAtMs: number;
}

/** sha256(exchange | symbol | timeframe | closeTime | model version) in hex: the same decision always has the same id. */
export function signalId(series: SeriesKey, closeTimeMs: number, modelVersion: string): string {
  const text = [series.exchange, series.symbol, series.timeframe, closeTimeMs, modelVersion].join('|');
  return createHash('sha256').update(text).digest('hex');
}

/**
 * What only one signal can have: "binance:BTC/USDT@1h|1704067200000|next-candle".
 * Whatever model decided, subscribers hear of a candle once.
 */
export function signalSlot({ series, closeTimeMs, family }: Pick<Signal, 'series' | 'closeTimeMs' | 'family'>): string {
  return [seriesName(series), closeTimeMs, family].join('|');
}

/** The first ten digits, as messages show it and /signal takes it. */
export function shortSignalId(id: string): string {
  return id.slice(0, 10);
}

/** One line for logs: "BUY binance:BTC/USDT@1h 0.61 a1b2c3d4e5". */
export function describeSignal(signal: Signal): string {
  return `${signal.side} ${seriesName(signal.series)} ${signal.confidence.toFixed(2)} ${shortSignalId(signal.id)}`;
}
