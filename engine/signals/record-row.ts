import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { DirectionOutcome, PlanOutcome, Signal, SignalFamily } from './signal.ts';

/** A settled signal as the record counts it: everything in it is public (GET /v1/signals). */
export interface RecordRow {
  /** "binance:BTC/USDT@1h". */
  readonly series: string;
  readonly symbol: string;
  readonly timeframe: Signal['series']['timeframe'];
  readonly family: SignalFamily;
  readonly closeTimeMs: number;
  /** Share of the account at the entry, 0..1. */
  readonly size: number;
  readonly worthTrading: boolean;
  /** Whether somebody got it before its first candle was over. */
  readonly inTime: boolean;
  readonly direction: DirectionOutcome;
  readonly plan: Pick<PlanOutcome, 'touched' | 'grossBps' | 'netBps'> | null;
}

/** What a row is made of: an entry of the ledger, or one read back from the API. */
export interface RecordSource {
  readonly signal: Pick<Signal, 'family' | 'closeTimeMs' | 'size' | 'worthTrading'> & { readonly series: SeriesKey };
  readonly outcome: Pick<RecordRow, 'direction' | 'plan'> | null;
  /** When it was first sent to anybody; null while it was not. */
  readonly deliveredAtMs: number | null;
}

/** The row of a signal; null while it is not settled. */
export function recordRow({ signal, outcome, deliveredAtMs }: RecordSource): RecordRow | null {
  if (outcome === null) return null;
  const { family, closeTimeMs, size, worthTrading, series } = signal;
  const { symbol, timeframe } = series;
  const { direction, plan } = outcome;
  return {
    ...{ series: seriesName(series), symbol, timeframe, family, closeTimeMs, size, worthTrading },
    inTime: deliveredAtMs !== null && deliveredAtMs < closeTimeMs + timeframeMs(timeframe),
    direction,
    plan: plan === null ? null : { touched: plan.touched, grossBps: plan.grossBps, netBps: plan.netBps },
  };
}
