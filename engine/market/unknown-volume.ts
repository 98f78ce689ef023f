import type { CandleColumns } from './candle.ts';

/** Rows with one and the same volume that are no measure of anything; fewer may be chance. */
const SAME_ROWS = 50;

/** Why volumes are none. zeros: 0 though the price moves. constant: one figure in every row. */
export interface UnknownVolume {
  readonly why: 'zeros' | 'constant';
  /** 1 for the rows whose volume is unknown. */
  readonly rows: Uint8Array;
  readonly count: number;
}

type Priced = Pick<CandleColumns, 'length' | 'high' | 'low' | 'volume'>;

const moves = ({ high, low }: Priced, row: number): boolean => (high[row] ?? 0) > (low[row] ?? 0);

/**
 * Which stated volumes are in fact unknown; null when none is: a price cannot move without a trade, so a 0 in a
 * candle that moved is "not known" (FX of Yahoo and HistData). Where more candles moved at 0 than have a volume, the
 * zeros of candles that stood still are unknown too; otherwise those are candles without a trade. `whole`: the rows
 * are all that a source has, so that one figure throughout is no volume either.
 */
export function unknownVolume(rows: Priced, { whole }: { readonly whole: boolean }): UnknownVolume | null {
  const { length, volume } = rows;
  let [zerosMoving, zerosStill, positive, isConstant, figure] = [0, 0, 0, true, Number.NaN];
  for (let row = 0; row < length; row += 1) {
    const value = volume[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(figure)) figure = value;
    else if (value !== figure) isConstant = false;
    if (value !== 0) positive += 1;
    else if (moves(rows, row)) zerosMoving += 1;
    else zerosStill += 1;
  }
  if (whole && positive >= SAME_ROWS && isConstant) {
    return {
      why: 'constant',
      rows: Uint8Array.from(volume, (value) => (Number.isNaN(value) ? 0 : 1)),
      count: positive,
    };
  }
  if (zerosMoving === 0) return null;
  const all = zerosMoving > positive;
  const unknown = Uint8Array.from(volume, (value, row) => (value === 0 && (all || moves(rows, row)) ? 1 : 0));
  return { why: 'zeros', rows: unknown, count: all ? zerosMoving + zerosStill : zerosMoving };
}

/** Columns whose volume, and taker volume, is NaN at the given rows. A copy of those two. */
export function withoutVolume<Columns extends CandleColumns>(columns: Columns, { rows }: UnknownVolume): Columns {
  const blank = (values: Float64Array): Float64Array =>
    values.map((value, row) => (rows[row] === 1 ? Number.NaN : value));
  const { volume, takerBuyVolume } = columns;
  return { ...columns, volume: blank(volume), takerBuyVolume: takerBuyVolume === null ? null : blank(takerBuyVolume) };
}

/**
 * Columns in which a 0 in a candle that moved is unknown; the same object when there is none. Row by row, so that a
 * decision never depends on later rows: for what was stored before importers knew.
 */
export function withBelievableVolume(columns: CandleColumns): CandleColumns {
  const isUnknown = (value: number, row: number): boolean => value === 0 && moves(columns, row);
  if (!columns.volume.some(isUnknown)) return columns;
  const rows = Uint8Array.from(columns.volume, (value, row) => (isUnknown(value, row) ? 1 : 0));
  const count = rows.reduce((sum, one) => sum + one, 0);
  return withoutVolume(columns, { why: 'zeros', rows, count });
}
