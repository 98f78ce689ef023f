import { type Overfitting, overfittingOf } from '../../statistics/overfitting.ts';
import { deflatedSharpeRatio, momentsOf } from '../../statistics/sharpe.ts';
import { cellAt, SWEEP_BLOCKS, type SweepCell, type SweepGrid, type SweepTable, sweepSize } from './sweep.ts';

/** What a sweep found: the best combination, and whether it is more than luck. */
export interface SweepVerdict {
  readonly cells: number;
  /** By Sharpe ratio; null when no combination has one. */
  readonly best: (SweepCell & { readonly number: number }) | null;
  /** Over combinations at the fee of the best. Costs are not chosen, so they are no trials. */
  readonly overfitting: Overfitting | null;
  /** Deflated Sharpe ratio of the best against that many trials, from its daily returns taken as normal. */
  readonly deflatedSharpe: number | null;
  /** Median Sharpe ratio of the combinations next to the best, one step in stop, target or threshold. */
  readonly neighbourSharpe: number | null;
  /** Empty when nothing speaks against the best. */
  readonly warnings: readonly SweepWarning[];
}

/** A reason to distrust the best combination. `probability` is that of overfitting, 0..1; `deflatedSharpe` a probability, 0..1. */
export type SweepWarning =
  | { readonly code: 'nothing-traded' }
  | { readonly code: 'too-little-to-judge' }
  | { readonly code: 'is-luck' | 'may-be-luck'; readonly probability: number }
  | { readonly code: 'as-without-skill'; readonly deflatedSharpe: number }
  | { readonly code: 'best-loses' }
  | { readonly code: 'neighbours-lose' }
  | { readonly code: 'few-trades'; readonly trades: number };

function bestNumber(table: SweepTable, candidates: readonly number[]): number | null {
  let best: number | null = null;
  for (const number of candidates) {
    const sharpe = table.sharpe[number] ?? Number.NaN;
    if (!Number.isNaN(sharpe) && (best === null || sharpe > (table.sharpe[best] ?? 0))) best = number;
  }
  return best;
}

function neighbourMedian(grid: SweepGrid, table: SweepTable, best: SweepCell): number | null {
  const values: number[] = [];
  for (let number = 0; number < sweepSize(grid); number += 1) {
    const cell = cellAt(grid, number);
    const steps =
      Math.abs(cell.stop - best.stop) + Math.abs(cell.target - best.target) + Math.abs(cell.threshold - best.threshold);
    const sharpe = table.sharpe[number] ?? Number.NaN;
    if (cell.fee === best.fee && steps === 1 && !Number.isNaN(sharpe)) values.push(sharpe);
  }
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? null;
}

/** The cells of one fee as the cross-validation wants them. */
function blocksOf(table: SweepTable, numbers: readonly number[]) {
  const configurations = numbers.length;
  const sums = new Float64Array(configurations * SWEEP_BLOCKS);
  const squares = new Float64Array(configurations * SWEEP_BLOCKS);
  numbers.forEach((number, each) => {
    for (let block = 0; block < SWEEP_BLOCKS; block += 1) {
      sums[block * configurations + each] = table.blockSums[number * SWEEP_BLOCKS + block] ?? 0;
      squares[block * configurations + each] = table.blockSquares[number * SWEEP_BLOCKS + block] ?? 0;
    }
  });
  return { configurations, blocks: SWEEP_BLOCKS, counts: table.blockCounts, sums, squares };
}

/** Sharpe ratio per day of a cell, from its block sums. */
function dailySharpe(table: SweepTable, number: number, days: number): number {
  const range = [number * SWEEP_BLOCKS, (number + 1) * SWEEP_BLOCKS] as const;
  const total = (column: Float64Array): number => column.subarray(...range).reduce((sum, value) => sum + value, 0);
  const mean = total(table.blockSums) / days;
  const variance = total(table.blockSquares) / days - mean * mean;
  return variance > 0 ? mean / Math.sqrt(variance) : 0;
}

function warningsOf({
  overfitting,
  deflatedSharpe,
  neighbourSharpe,
  trades,
  bestReturn,
}: {
  readonly overfitting: Overfitting | null;
  readonly deflatedSharpe: number | null;
  readonly neighbourSharpe: number | null;
  readonly trades: number;
  readonly bestReturn: number;
}): readonly SweepWarning[] {
  const warnings: SweepWarning[] = [];
  if (overfitting === null) warnings.push({ code: 'too-little-to-judge' });
  else if (overfitting.probability >= 0.1) {
    const { probability } = overfitting;
    warnings.push({ code: probability >= 0.5 ? 'is-luck' : 'may-be-luck', probability });
  }
  if (deflatedSharpe !== null && deflatedSharpe < 0.95) warnings.push({ code: 'as-without-skill', deflatedSharpe });
  if (bestReturn <= 0) warnings.push({ code: 'best-loses' });
  else if (neighbourSharpe !== null && neighbourSharpe <= 0) warnings.push({ code: 'neighbours-lose' });
  if (trades < 30) warnings.push({ code: 'few-trades', trades });
  return warnings;
}

/** Judges a finished sweep. Deterministic. `onSplit` may report the progress of the cross-validation. */
export function judgeSweep(
  grid: SweepGrid,
  table: SweepTable,
  onSplit?: (done: number, total: number) => void,
): SweepVerdict {
  const cells = sweepSize(grid);
  const numbers = Array.from({ length: cells }, (_, number) => number);
  const best = bestNumber(table, numbers);
  if (best === null) {
    const warnings = [{ code: 'nothing-traded' }] as const;
    return { cells, best, overfitting: null, deflatedSharpe: null, neighbourSharpe: null, warnings };
  }
  const cell = cellAt(grid, best);
  const sameFee = numbers.filter((number) => cellAt(grid, number).fee === cell.fee);
  const overfitting = overfittingOf(blocksOf(table, sameFee), onSplit);
  const days = table.blockCounts.reduce((sum, count) => sum + count, 0);
  const sharpes = Float64Array.from(sameFee, (number) => dailySharpe(table, number, days));
  const spread = momentsOf(sharpes);
  const deflatedSharpe = deflatedSharpeRatio(
    { sharpe: dailySharpe(table, best, days), count: days, skew: 0, kurtosis: 3 },
    { count: sameFee.length, variance: spread === null ? null : spread.deviation ** 2 },
  );
  const neighbourSharpe = neighbourMedian(grid, table, cell);
  const trades = table.trades[best] ?? 0;
  const bestReturn = table.netReturn[best] ?? 0;
  return {
    cells,
    best: { ...cell, number: best },
    overfitting,
    deflatedSharpe,
    neighbourSharpe,
    warnings: warningsOf({ overfitting, deflatedSharpe, neighbourSharpe, trades, bestReturn }),
  };
}
