import type { EvaluationPlan } from '../../evaluation/judge-model.ts';
import { sliceColumns } from '../../market/candle.ts';
import { decideRows } from '../../signals/evaluate.ts';
import { valueSlopes } from '../../training/value-slope.ts';
import type { BacktestMarket } from './backtest-market.ts';
import { type DecisionChoice, decisionSignals } from './decision-signals.ts';
import { BacktestError } from './signal-columns.ts';
import { worthSignals } from './worth-signals.ts';

/** Which decisions are traded: a choice among them, or what is worth a round trip's cost (null: each decision's published one). */
export type ModelEntries = DecisionChoice | { readonly type: 'worth'; readonly roundTripBps: number | null };

/**
 * The markets of a walk-forward, from the first out-of-sample decision on, with what the live code would have decided
 * there: scores from models fitted on the past only, recalibrated causally, and the very rule of live signals. Throws
 * BacktestError when nothing was decided.
 */
export async function modelMarkets(plan: EvaluationPlan, entries: ModelEntries): Promise<readonly BacktestMarket[]> {
  const { dataset, timeframe } = plan;
  const { score } = await plan.scoresOf(plan.fit, plan.model);
  const probability = plan.recalibrate(score);
  const values = valueSlopes(dataset, probability);
  const markets = dataset.markets.flatMap(({ name, symbol, from, to, candles, quality }): readonly BacktestMarket[] => {
    const rows = score.subarray(from, to);
    const first = rows.findIndex((value) => !Number.isNaN(value));
    if (first < 0) return [];
    const sigma24 = dataset.sigma24.subarray(from, to);
    const valueSlope = (row: number) => values.at(from + row);
    const probabilityUp = probability.subarray(from, to);
    const scored = { candles, scoreUp: rows, probabilityUp, sigma24, quality, valueSlope };
    const series = { exchange: 'file', symbol, timeframe };
    const run = { series, recentConfidences: [], from: first, to: to - from };
    const evaluations = decideRows(scored, { version: 'walk-forward' }, run);
    return [
      {
        name,
        symbol,
        candles: sliceColumns(candles, first),
        signals:
          typeof entries === 'string'
            ? decisionSignals(evaluations, entries)
            : worthSignals(evaluations, entries.roundTripBps),
        sigma: sigma24.subarray(first),
        atr: null,
        funding: null,
      },
    ];
  });
  if (markets.length === 0) throw new BacktestError('expected out-of-sample decisions, was none');
  return markets;
}
