/**
 * Why something was or was not done: every code with its parameters. Shares and probabilities are 0..1, times
 * milliseconds. Whoever shows a reason writes the sentence (bot/texts); the engine has none.
 */
export interface ReasonParams {
  /**
   * A sentence that is handed on as it is: reasons of signals stored before there were codes, and what was mended in a caller's candles.
   */
  readonly text: { readonly text: string };

  // How far candles can be trusted (signals/quality.ts).
  readonly 'no-candle': Nothing;
  /** `ratio`: new ÷ old price. */
  readonly 'level-changed': { readonly candlesAgo: number; readonly ratio: number };
  readonly 'candles-missing': { readonly share: number };
  readonly 'candles-revised': { readonly share: number };
  /** In average true ranges from the close before. */
  readonly 'newest-reaches-far': { readonly ranges: number };
  readonly 'price-still': { readonly share: number; readonly candles: number };
  readonly untraded: { readonly share: number; readonly candles: number };
  readonly 'newest-late': { readonly lateMs: number };
  readonly 'newest-stale': { readonly staleMs: number };
  readonly 'market-closes': Nothing;

  // Why there is no decision (walk/decide.ts, signals/evaluate.ts).
  readonly 'decided-too-late': Nothing;
  readonly 'no-model': Nothing;
  readonly 'too-few-candles': { readonly have: number; readonly need: number };
  readonly 'no-score': Nothing;

  // Why a market publishes nothing (monitoring/mute-state.ts, serving/model-selection.ts).
  /** Over so many candles the base rate foretold the outcomes better, by such odds; it speaks again at `oddsToSpeak` for the model. */
  readonly 'worse-than-base-rate': { readonly candles: number; readonly odds: number; readonly oddsToSpeak: number };
  /** By an operator's word, until they take it back. */
  readonly paused: Nothing;
  readonly 'model-damaged': { readonly version: string };
  readonly 'model-stale': { readonly ageDays: number };

  // Why a model serves or does not (serving/).
  readonly 'first-model': Nothing;
  readonly 'walk-forward-too-short': Nothing;
  readonly 'no-skill': { readonly brierSkill: number };
  readonly 'too-few-compared': { readonly compared: number };
  readonly 'brier-gain': BrierComparison;
  readonly 'brier-kept': BrierComparison;
  readonly 'skill-unopposed': { readonly brierSkill: number };
  readonly 'artefact-gone': Nothing;
  /** `error`: what the reader of artefacts or the training threw, for the log. */
  readonly 'artefact-unreadable': { readonly error: string };
  readonly 'training-failed': { readonly error: string };

  // Why a prediction is refused (predictor.ts).
  readonly 'unknown-timeframe': { readonly timeframe: string };
  readonly 'unknown-symbol': { readonly symbol: string; readonly followed: readonly string[] };
  readonly 'no-model-for': {
    readonly symbol: string;
    readonly timeframe: string;
    readonly followed: readonly string[];
  };
  readonly 'not-followed': {
    readonly symbol: string;
    readonly timeframe: string;
    readonly followed: readonly string[];
  };
}

type Nothing = Readonly<Record<string, never>>;

/** Mean Brier score of the champion less the challenger's, with its 95 % interval, over the decisions both took. */
interface BrierComparison {
  readonly gain: number;
  readonly low: number;
  readonly high: number;
  readonly compared: number;
  readonly days: number;
  /** Where the interval's lower end has to lie above, besides a gain above 0. */
  readonly leastLow: number;
}

/** The names of all reasons; stable, for documents and logs. */
export type ReasonCode = keyof ReasonParams;

/** A reason with one of some codes: `ReasonOf<'no-model' | 'no-score'>`. */
export type ReasonOf<Code extends ReasonCode> = {
  readonly [Each in Code]: { readonly code: Each; readonly params: ReasonParams[Each] };
}[Code];

/** Why something was or was not done, as a code with parameters. */
export type Reason = ReasonOf<ReasonCode>;

/** A reason that lowers the stamp of data quality: the only reasons that documents store, inside signals. */
export type QualityReason = ReasonOf<
  | 'text'
  | 'no-candle'
  | 'level-changed'
  | 'candles-missing'
  | 'candles-revised'
  | 'newest-reaches-far'
  | 'price-still'
  | 'untraded'
  | 'newest-late'
  | 'newest-stale'
  | 'market-closes'
>;
