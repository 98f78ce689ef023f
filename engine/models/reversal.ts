import { type FeatureMatrix, featureColumn } from '../features/matrix.ts';
import type { FitInput } from './fit.ts';
import type { Model } from './model.ts';

const FEATURE = 'direction';

/** The rule "the next candle has the other colour", with the confidence it has earned; a flat candle scores ½. */
export function createReversal(rightShare: number): Model {
  const weight = Math.log(rightShare / (1 - rightShare));
  const scoreOf = (direction: number): number => {
    if (direction === 0) return 0.5;
    if (direction > 0) return 1 - rightShare;
    return direction < 0 ? rightShare : Number.NaN;
  };
  const score = (matrix: FeatureMatrix, row: number): number =>
    scoreOf(featureColumn(matrix, FEATURE)[row] ?? Number.NaN);
  return {
    kind: 'reversal',
    features: [FEATURE],
    rowsRead: 1,
    score,
    scoreRows: (matrix, from, to) => featureColumn(matrix, FEATURE).slice(from, to).map(scoreOf),
    explain(matrix, row) {
      const value = featureColumn(matrix, FEATURE)[row] ?? Number.NaN;
      return { bias: 0, parts: [{ feature: FEATURE, value, logOdds: value === 0 ? 0 : -Math.sign(value) * weight }] };
    },
    toJSON: () => ({ rightShare }),
  };
}

/** The side is the rule's own; only the confidence is learned: the rule's share of right calls on the rows, a hair above ½ at least. */
export function fitReversal({ matrix, up, rows }: FitInput): Model {
  const direction = featureColumn(matrix, FEATURE);
  let right = 1;
  let calls = 2;
  for (const row of rows) {
    const value = direction[row] ?? 0;
    if (value === 0) continue;
    calls += 1;
    if (value < 0 === (up[row] === 1)) right += 1;
  }
  return createReversal(Math.max(0.5001, right / calls));
}

/** The model from its JSON value. Throws when the value is not what toJSON gives. */
export function parseReversal(value: unknown): Model {
  const rightShare =
    typeof value === 'object' && value !== null && 'rightShare' in value ? value.rightShare : undefined;
  if (typeof rightShare !== 'number' || !(rightShare > 0 && rightShare < 1)) {
    throw new Error(`expected {rightShare} within 0..1, was ${JSON.stringify(value)}`);
  }
  return createReversal(rightShare);
}
