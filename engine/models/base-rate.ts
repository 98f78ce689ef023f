import type { FitInput } from './fit.ts';
import type { Model } from './model.ts';

/** Always the same score: the share of up candles it was fitted on. */
export function createBaseRate(shareUp: number): Model {
  const bias = Math.log(shareUp / (1 - shareUp));
  return {
    kind: 'base-rate',
    features: [],
    rowsRead: 1,
    score: () => shareUp,
    scoreRows: (_, from, to) => new Float64Array(to - from).fill(shareUp),
    explain: () => ({ bias, parts: [] }),
    toJSON: () => ({ shareUp }),
  };
}

/** Share of up labels among the rows, with one of each side added so that it is never 0 or 1. */
export function fitBaseRate({ up, rows }: FitInput): Model {
  let count = 1;
  for (const row of rows) count += up[row] ?? 0;
  return createBaseRate(count / (rows.length + 2));
}

/** The model from its JSON value. Throws when the value is not what toJSON gives. */
export function parseBaseRate(value: unknown): Model {
  const shareUp = typeof value === 'object' && value !== null && 'shareUp' in value ? value.shareUp : undefined;
  if (typeof shareUp !== 'number' || !(shareUp > 0 && shareUp < 1))
    throw new Error(`expected {shareUp} within 0..1, was ${JSON.stringify(value)}`);
  return createBaseRate(shareUp);
}
