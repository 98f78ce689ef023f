import type { SeriesKey } from './market/series.ts';
import type { DataQuality, Outcome, Signal } from './signals/signal.ts';

/** What the engine tells the process; one line of log and a metric each (bot/observe.ts). */
export type EngineEvent =
  | { readonly type: 'candles-stored'; readonly series: SeriesKey; readonly count: number; readonly newestOpenTimeMs: number }
  | { readonly type: 'candles-refused'; readonly series: SeriesKey; readonly findings: readonly string[] }
  | { readonly type: 'data-late'; readonly series: SeriesKey; readonly closeTimeMs: number }
  | {
      readonly type: 'decided';
      readonly series: SeriesKey;
      readonly closeTimeMs: number;
      readonly action: 'BUY' | 'SELL' | 'HOLD';
      readonly probabilityUp: number;
      readonly dataQuality: DataQuality;
    }
  /** No decision for this candle, and why: the rest of the walk went on. */
  | { readonly type: 'undecided'; readonly series: SeriesKey; readonly closeTimeMs: number; readonly reason: string }
  | { readonly type: 'signal-opened'; readonly signal: Signal }
  | { readonly type: 'signal-settled'; readonly signal: Signal; readonly outcome: Outcome }
  | {
      readonly type: 'model-ready';
      readonly group: string;
      readonly version: string;
      readonly how: 'loaded' | 'trained';
      readonly rows: number;
      readonly trainedUntilMs: number;
    }
  | { readonly type: 'model-refused'; readonly group: string; readonly version: string; readonly reason: string }
  | { readonly type: 'walk-failed'; readonly series: SeriesKey; readonly error: unknown };

export type EngineListener = (event: EngineEvent) => void;
