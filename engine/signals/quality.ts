import type { CandleColumns } from '../market/candle.ts';
import { missingBefore, type TradingCalendar } from '../market/gaps.ts';
import type { DataQuality } from './signal.ts';

/** Candles that a decision looks back on: the longest feature window. */
export const QUALITY_CANDLES = 168;
/** More missing candles than this share of the look-back window: amber. */
export const AMBER_MISSING_SHARE = 0.01;
/** More than this share: red; such rows are neither trained on nor decided upon. */
export const RED_MISSING_SHARE = 0.05;
/** A newest move larger than this many standard deviations of the week before it wants a second source before anyone acts on it. */
const SUSPECT_SIGMAS = 12;
/** Share of candles without any range in the last day above which the feed looks frozen. */
const FROZEN_SHARE = 0.5;
const DAY_CANDLES = 24;

/** Causal facts about each row's look-back window, from which its stamp follows. */
export interface QualityColumns {
  /** Missing candles among the QUALITY_CANDLES newest expected ones, as a share of the window. */
  readonly missingShare: Float64Array;
  /** |newest log return| in standard deviations of the 168 before it; 0 while fewer are known. */
  readonly moveSigmas: Float64Array;
  /** Share of the newest 24 candles with high = low. */
  readonly frozenShare: Float64Array;
}

function rollingShare(values: Float64Array, length: number): Float64Array {
  const shares = new Float64Array(values.length);
  let sum = 0;
  for (let row = 0; row < values.length; row += 1) {
    // Whole numbers: the running sum is exact.
    sum += (values[row] ?? 0) - (row >= length ? (values[row - length] ?? 0) : 0);
    shares[row] = Math.min(1, sum / length);
  }
  return shares;
}

/** Quality facts of every row from candles ≤ that row only. */
export function qualityColumns(candles: CandleColumns, timeframeMs: number, calendar: TradingCalendar): QualityColumns {
  const { length, high, low, close } = candles;
  const frozen = new Float64Array(length);
  const moveSigmas = new Float64Array(length);
  let squares = 0;
  const move = (row: number): number => (row < 1 ? 0 : Math.log((close[row] ?? 1) / (close[row - 1] ?? 1)));
  const moves = close.map((_, row) => move(row));
  for (let row = 0; row < length; row += 1) {
    frozen[row] = high[row] === low[row] ? 1 : 0;
    // Squares of the window before this row; a resum every 512 rows keeps rounding from piling up.
    if (row % 512 === 0) {
      squares = 0;
      for (let j = Math.max(0, row - QUALITY_CANDLES); j < row; j += 1) squares += (moves[j] ?? 0) ** 2;
    } else {
      squares += (moves[row - 1] ?? 0) ** 2;
      if (row > QUALITY_CANDLES) squares -= (moves[row - 1 - QUALITY_CANDLES] ?? 0) ** 2;
    }
    const sigma = Math.sqrt(Math.max(squares / QUALITY_CANDLES, 1e-12));
    moveSigmas[row] = row < QUALITY_CANDLES ? 0 : Math.abs(moves[row] ?? 0) / sigma;
  }
  return {
    missingShare: rollingShare(missingBefore(candles, timeframeMs, calendar), QUALITY_CANDLES),
    moveSigmas,
    frozenShare: rollingShare(frozen, DAY_CANDLES),
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The stamp of one row: red when candles are missing beyond tolerance or the newest move is implausible, amber when in doubt. */
export function qualityAt(columns: QualityColumns, row: number): DataQuality {
  const missing = columns.missingShare[row] ?? 1;
  const sigmas = columns.moveSigmas[row] ?? 0;
  const frozen = columns.frozenShare[row] ?? 0;
  const red: string[] = [];
  const amber: string[] = [];
  if (missing > RED_MISSING_SHARE) red.push(`${percent(missing)} of the look-back window is missing`);
  else if (missing > AMBER_MISSING_SHARE) amber.push(`${percent(missing)} of the look-back window is missing`);
  if (sigmas > SUSPECT_SIGMAS) red.push(`the newest move is ${sigmas.toFixed(0)} standard deviations and unconfirmed`);
  if (frozen > FROZEN_SHARE) amber.push(`${percent(frozen)} of the last ${DAY_CANDLES} candles did not move`);
  if (red.length > 0) return { stamp: 'red', reasons: [...red, ...amber] };
  return { stamp: amber.length > 0 ? 'amber' : 'green', reasons: amber };
}
