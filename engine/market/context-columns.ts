/**
 * What may be known at the close of a candle besides the candle itself and those before it: how other markets did over
 * the same time, the path within the candle, what was published. One number per candle each; NaN where unknown.
 */
export const CONTEXT_NAMES = [
  'leaderReturn',
  'leaderCloseLocation',
  'marketReturn',
  'marketCloseLocation',
  'symbolCode',
  'pathLate',
  'pathTurn',
  'pathEfficiency',
  'pathCloseLocation',
  'fundingRate',
  'fundingChange',
  'longShortRatio',
  'longShortChange',
  'fearGreed',
  'fearGreedChange',
] as const;
/** Name of a context column. */
export type ContextName = (typeof CONTEXT_NAMES)[number];

/** Columns as long as the candles they belong to; a name that is absent is known for none of them. */
export type ContextColumns = Readonly<Partial<Record<ContextName, Float64Array>>>;

/** Rows [from, to) without copying. */
export function sliceContext(context: ContextColumns, from: number, to: number): ContextColumns {
  const entries = CONTEXT_NAMES.flatMap((name) => {
    const column = context[name];
    return column === undefined ? [] : [[name, column.subarray(from, to)] as const];
  });
  return Object.fromEntries(entries);
}
