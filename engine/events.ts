import type { Candle } from './market/candle.ts';
import type { CandleRevision } from './market/revision.ts';
import type { SeriesKey } from './market/series.ts';
import type { ModelKind } from './models/model.ts';
import type { Reason } from './reason.ts';
import type { DataQuality, Outcome, PositionStep, Signal } from './signals/signal.ts';

/** What the engine reports to the process; one line of log and a metric each (bot/observe/observe.ts). */
export type EngineEvent =
  | {
      readonly type: 'candles-stored';
      readonly series: SeriesKey;
      readonly count: number;
      readonly newestOpenTimeMs: number;
    }
  | { readonly type: 'candles-refused'; readonly series: SeriesKey; readonly findings: readonly string[] }
  /** A candle reaches absurdly far, in average true ranges, and is not stored before a second fetch shows it again. */
  | { readonly type: 'candle-held'; readonly series: SeriesKey; readonly candle: Candle; readonly reach: number }
  | { readonly type: 'candle-confirmed'; readonly series: SeriesKey; readonly candle: Candle; readonly reach: number }
  /** The venue revised a closed candle; the store follows. */
  | { readonly type: 'candle-revised'; readonly series: SeriesKey; readonly revision: CandleRevision }
  /** Still missing after the last early poll; reported once for each candle. */
  | { readonly type: 'data-late'; readonly series: SeriesKey; readonly closeTimeMs: number }
  /** After lateness was reported: a newest candle is there again, silentMs after the close of the first that was late. */
  | {
      readonly type: 'data-arrived';
      readonly series: SeriesKey;
      readonly closeTimeMs: number;
      readonly silentMs: number;
    }
  | {
      readonly type: 'decided';
      readonly series: SeriesKey;
      readonly closeTimeMs: number;
      readonly action: 'BUY' | 'SELL' | 'HOLD';
      readonly probabilityUp: number;
      readonly dataQuality: DataQuality;
    }
  /** No decision for this candle, and why: the rest of the walk went on. */
  | { readonly type: 'undecided'; readonly series: SeriesKey; readonly closeTimeMs: number; readonly reason: Reason }
  | { readonly type: 'signal-opened'; readonly signal: Signal }
  /** A part of an open position is to be sold, or all of it. */
  | { readonly type: 'position-step'; readonly signal: Signal; readonly step: PositionStep }
  | { readonly type: 'signal-settled'; readonly signal: Signal; readonly outcome: Outcome }
  | {
      readonly type: 'model-ready';
      readonly group: string;
      readonly version: string;
      readonly how: 'loaded' | 'trained';
      readonly rows: number;
      readonly trainedUntilMs: number;
    }
  | { readonly type: 'model-refused'; readonly group: string; readonly version: string; readonly reason: Reason }
  /** The champion's artefact cannot be read: the last one promoted before it serves, or nothing does (null) and its markets are silent. */
  | {
      readonly type: 'model-damaged';
      readonly group: string;
      readonly champion: string;
      readonly serving: string | null;
    }
  /** A training is under way: folds done of its walk-forward, how long it may still take, and the tensors that live after the fold. */
  | {
      readonly type: 'training';
      readonly group: string;
      readonly kind: ModelKind;
      readonly done: number;
      readonly total: number;
      readonly leftMs: number | null;
      readonly tensors?: number;
    }
  /** Announced before the first decision is taken with the new model; `from` is null for the first one. */
  | {
      readonly type: 'model-change';
      readonly group: string;
      readonly from: string | null;
      readonly to: string;
      readonly reason: Reason;
    }
  /** A challenger did not pass the gate: the champion stays. */
  | {
      readonly type: 'challenger-refused';
      readonly group: string;
      readonly version: string;
      readonly champion: string;
      readonly reason: Reason;
    }
  /** Figures of the last 90 days of one series: what its probabilities were worth, and how far its features moved. */
  | {
      readonly type: 'evidence';
      readonly series: SeriesKey;
      readonly rows: number;
      readonly signals: {
        readonly count: number;
        readonly accuracy: number | null;
        readonly interval: readonly [number, number] | null;
      };
      readonly brierSkill: number | null;
      readonly calibrationError: number | null;
      readonly drift: readonly { readonly feature: string; readonly stabilityIndex: number }[];
      readonly mutedReason: Reason | null;
    }
  /** A series stops publishing signals for a reason, or may speak again (reason null). */
  | { readonly type: 'signals-muted'; readonly series: SeriesKey; readonly reason: Reason | null }
  /** `repeats`: how often in a row before this the same walk failed in the same way. */
  | { readonly type: 'walk-failed'; readonly series: SeriesKey; readonly error: unknown; readonly repeats: number };

/** Takes one event. */
export type EngineListener = (event: EngineEvent) => void;
