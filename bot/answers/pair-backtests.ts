import type { RuleAnswer, RuleQuestion } from '../../engine/backtest/ledger/published-rule.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { ModelKind } from '../../engine/models/model.ts';
import type { TrainedModel } from '../../engine/models/trained.ts';
import type { CandleStore, PredictionStore } from '../../engine/ports.ts';
import { DAY_MS } from '../../engine/time.ts';

/** Two years of hours: the walk-forward learns from the first. */
const PAST_CANDLES = 17_520;
/** Kinds whose walk-forward is over in seconds; for the others a logistic model stands in, and the answer says so. */
const QUICK_KINDS: readonly ModelKind[] = ['logistic', 'boosting', 'reversal', 'base-rate'];

/** Tries the published rule on a market's stored past, out of sample. */
export interface PairBacktests {
  /** Version of the model that serves a series, null while there is none: what a result was made with. */
  versionOf(series: SeriesKey): string | null;
  /** The last `days` days of stored candles. May take seconds; does not hold up the event loop. */
  run(series: SeriesKey, past: { readonly days: number; readonly nowMs: number }): Promise<RuleAnswer>;
}

export interface PairBacktestDependencies {
  readonly candles: Pick<CandleStore, 'readNewest'>;
  readonly predictions: Pick<PredictionStore, 'newest'>;
  readonly modelFor: (symbol: string, timeframe: SeriesKey['timeframe']) => TrainedModel | null;
  readonly seed: number;
  /** Tries the rule, possibly on another thread. */
  readonly run: (question: RuleQuestion) => Promise<RuleAnswer>;
}

/** Backtests of the published rule over what is stored. */
export function createPairBacktests(deps: PairBacktestDependencies): PairBacktests {
  const modelOf = ({ symbol, timeframe }: SeriesKey): TrainedModel | null => deps.modelFor(symbol, timeframe);
  return {
    versionOf: (series) => modelOf(series)?.version ?? null,
    async run(series, { days, nowMs }) {
      const candleMs = timeframeMs(series.timeframe);
      const candles = await deps.candles.readNewest(series, PAST_CANDLES);
      const newestCloseMs = (candles.openTimeMs.at(-1) ?? nowMs - candleMs) + candleMs;
      const fromMs = newestCloseMs - days * DAY_MS;
      const count = Math.ceil((days * DAY_MS) / candleMs) + 1;
      const predictions = await deps.predictions.newest(series, newestCloseMs, count);
      const kind = modelOf(series)?.model.kind ?? 'logistic';
      return await deps.run({
        series,
        candles,
        predictions: predictions.filter(({ closeTimeMs }) => closeTimeMs >= fromMs),
        kind: QUICK_KINDS.includes(kind) ? kind : 'logistic',
        seed: deps.seed,
        fromMs,
      });
    },
  };
}
