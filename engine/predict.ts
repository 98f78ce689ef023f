import type { Candle } from './market/candle.ts';
import type { ReasonOf } from './reason.ts';
import type { DataQuality } from './signals/signal.ts';

/** What POST /predict, `npm run predict` and the bot's /predict answer, beside the words they add. */
export interface PredictionAnswer {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: string;
  /** ISO-8601 UTC close of the newest candle used. */
  readonly closeTime: string;
  readonly action: 'BUY' | 'SELL' | 'HOLD';
  readonly direction: 'up' | 'down';
  readonly probabilityUp: number;
  /** 50..100, one decimal. */
  readonly confidencePercent: number;
  /** Of one round trip after cost; null where past ones may as well have been worth nothing. */
  readonly expectedValueBps: number | null;
  /** Of that round trip, basis points. */
  readonly costBps: number;
  readonly dataQuality: DataQuality;
  readonly modelVersion: string;
}

/** What is asked: a market, and the candles to judge where the caller brings them. */
export interface PredictionRequest {
  readonly symbol: string;
  readonly timeframe: string;
  /** Oldest first, newest closed candle last; absent: the engine's own candles of a market it follows. */
  readonly candles?: readonly Candle[];
  /**
   * Of a followed market: answer as of the newest candle that had closed by then, for who may not hear of later ones yet;
   * absent: of the newest. Candles that come with the request are judged as they are.
   */
  readonly closedByMs?: number;
}

/** Why a prediction is refused. */
export type PredictionRefusal = ReasonOf<
  'text' | 'unknown-timeframe' | 'unknown-symbol' | 'no-model-for' | 'not-followed' | 'too-few-candles' | 'no-score'
>;

/** An answer, or why there is none: `code` for programs, `reason` for the sentence that a reader meets. */
export type PredictionResult =
  | { readonly type: 'answer'; readonly answer: PredictionAnswer }
  | {
      readonly type: 'refused';
      readonly code:
        | 'predict/unknown-symbol'
        | 'predict/unsupported-timeframe'
        | 'predict/no-model'
        | 'predict/bad-candles';
      /** The request's field at fault: "symbol", "timeframe", "candles", "candles[3]". */
      readonly field: string;
      readonly reason: PredictionRefusal;
    };

/** Answers one question; never rejects for what was asked. */
export type Predictor = (request: PredictionRequest) => Promise<PredictionResult>;
