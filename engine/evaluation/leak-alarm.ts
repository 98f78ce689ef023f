import { type FeatureMatrix, featureColumn } from '../features/matrix.ts';
import type { CandleColumns } from '../market/candle.ts';
import { sliceColumns } from '../market/candle.ts';
import { aucScore } from '../statistics/metrics.ts';

/** A single feature that ranks outcomes better than this knows something it should not, until explained. */
const FEATURE_AUC_ALARM = 0.6;
/** So does a model on candles of 15 minutes or longer. */
export const MODEL_AUC_ALARM = 0.62;

/** Something too good to be true, in words. */
export interface LeakAlarm {
  readonly what: string;
  readonly auc: number;
}

/** Features and, when given, a model whose AUC (either way round) is beyond the alarm on the labelled rows; empty is good. */
export function leakAlarms(
  matrix: FeatureMatrix,
  up: Float64Array,
  modelAuc: number | null = null,
): readonly LeakAlarm[] {
  const alarms: LeakAlarm[] = [];
  for (const name of matrix.names) {
    const column = featureColumn(matrix, name);
    const rows = Int32Array.from(up.keys()).filter(
      (row) => !Number.isNaN(up[row] ?? Number.NaN) && !Number.isNaN(column[row] ?? Number.NaN),
    );
    const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] ?? 0);
    const auc = aucScore({ probability: pick(column), up: pick(up) });
    if (auc !== null && Math.max(auc, 1 - auc) > FEATURE_AUC_ALARM) alarms.push({ what: `feature ${name}`, auc });
  }
  if (modelAuc !== null && modelAuc > MODEL_AUC_ALARM) alarms.push({ what: 'model', auc: modelAuc });
  return alarms;
}

/** Columns computed from candles: one array per feature, one value per candle. */
export type ColumnsOfCandles = (candles: CandleColumns) => readonly Float64Array[];

/**
 * Rows among `rows` whose values change, by as much as a bit, when the candles after them are cut off: a leak from the
 * future; empty is good.
 */
export function truncationLeaks(
  compute: ColumnsOfCandles,
  candles: CandleColumns,
  rows: readonly number[],
): readonly number[] {
  const whole = compute(candles);
  return rows.filter((row) => {
    const cut = compute(sliceColumns(candles, 0, row + 1));
    return whole.some((column, index) => !Object.is(column[row], cut[index]?.[row]));
  });
}
