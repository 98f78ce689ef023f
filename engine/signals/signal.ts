import { createHash } from 'node:crypto';
import type { SeriesKey } from '../market/series.ts';
import { seriesName } from '../market/series.ts';
import type { QualityReason } from '../reason.ts';

/** BUY bets on a rise of the next candle, SELL on a fall. */
export type Side = 'BUY' | 'SELL';

/** Kinds of signals, about the next candle or held for days; of each there is at most one per series and close. */
export const SIGNAL_FAMILIES = ['next-candle', 'swing'] as const;
/** One of SIGNAL_FAMILIES. */
export type SignalFamily = (typeof SIGNAL_FAMILIES)[number];

/** How far the look-back window of a decision can be trusted. Red means no signal, amber lowers coverage. */
export interface DataQuality {
  readonly stamp: 'green' | 'amber' | 'red';
  readonly reasons: readonly QualityReason[];
}

/** What a subscriber reads: a decision taken at closeTimeMs. Prices are in the quote currency. */
export interface Signal {
  readonly id: string;
  readonly family: SignalFamily;
  readonly series: SeriesKey;
  readonly closeTimeMs: number;
  readonly side: Side;
  /** Calibrated probability that the next candle closes above its open, 0..1. */
  readonly probabilityUp: number | null;
  /** max(p, 1 − p) after recalibration, 0.5..1. Both null where the family states none: a swing is not about the next candle. */
  readonly confidence: number | null;
  /** The newest close: what is known of the next open, at which the position is entered. */
  readonly entry: number;
  readonly stop: number;
  /** Null where the plan has none. */
  readonly target: number | null;
  /** Candles until the position is left at the close, the entry's own included; null: held until an exit is published. */
  readonly horizonCandles: number | null;
  /** Share of the account, 0..1, that loses STOP_RISK at the stop, never more than the account. */
  readonly size: number;
  /** Expected value of the position before cost, basis points of the entry price; null where past statements do not support one. */
  readonly expectedValueBps: number | null;
  /** Its 95 % interval; null where none is known. */
  readonly expectedValueInterval: readonly [number, number] | null;
  /** Round-trip cost assumed, basis points. */
  readonly costBps: number;
  /** Whether the expected value covers that cost (signals/cost.ts); otherwise the signal is information. */
  readonly worthTrading: boolean;
  readonly dataQuality: DataQuality;
  readonly modelVersion: string;
  readonly marketSource: MarketSource;
  readonly createdAtMs: number;
}

/** Why a part of a position is sold, or all of it. */
export const STEP_REASONS = ['stop', 'trend-faded', 'grown'] as const;
/** One of STEP_REASONS: the close lay beyond the stop, the trend has faded, the position has outgrown its risk. */
export type StepReason = (typeof STEP_REASONS)[number];

/** What is published of a position after its entry; decided at a close, carried out at the next open. */
export interface PositionStep {
  readonly type: 'trim' | 'leave';
  readonly closeTimeMs: number;
  /** Price of that close, quote currency. */
  readonly close: number;
  /** Share of what is held that is sold, 0..1; 1 to leave. */
  readonly fraction: number;
  readonly reason: StepReason;
}

/** Where the candles come from; "simulated" is shown wherever the market is. */
export type MarketSource = 'live' | 'recorded' | 'simulated';

/** Prices from a position's entry to its horizon: the first open, the extremes, the last close. */
export interface PriceSpan {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Whether the market went to the side that was named, from the entry's open to the close at the horizon, whatever lay between. */
export interface DirectionOutcome {
  /** "void": the candle never came, was not adjacent, or the price changed its level; "flat": close equals open. */
  readonly type: 'right' | 'wrong' | 'flat' | 'void';
  /** ln(close / open) signed by the side, basis points; null when void. */
  readonly grossBps: number | null;
  /** Less the signal's costBps. */
  readonly netBps: number | null;
}

/** The result of following the printed plan: in at the next open, out at whatever came first. */
export interface PlanOutcome {
  readonly touched: 'stop' | 'target' | 'horizon' | 'exit';
  readonly entryPrice: number;
  /** By when the position was left: the end of the candle, or of the finer one, in which a level was touched; the open of a gap. */
  readonly exitTimeMs: number;
  readonly exitPrice: number;
  /** ln(exitPrice / entryPrice) signed by the side, basis points. */
  readonly grossBps: number;
  /** Less the signal's costBps. */
  readonly netBps: number;
}

/** How a signal ended: by direction, and by its printed plan. */
export interface Outcome {
  readonly direction: DirectionOutcome;
  /** Null when void. */
  readonly plan: PlanOutcome | null;
  /** Null when void. */
  readonly prices: PriceSpan | null;
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
  return `${signal.side} ${seriesName(signal.series)} ${signal.confidence?.toFixed(2) ?? signal.family} ${shortSignalId(signal.id)}`;
}
