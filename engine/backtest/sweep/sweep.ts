import { momentsOf } from '../../statistics/sharpe.ts';
import { type BacktestMarket, checkMarket, inNameOrder } from '../plan/backtest-market.ts';
import { type BacktestPlan, checkPlan, type Level } from '../plan/plan.ts';
import { BacktestError, strongSignals } from '../plan/signal-columns.ts';
import { simulateInto } from '../simulate/simulate.ts';
import { timelineOf } from '../simulate/timeline.ts';
import { createTradeLog } from '../simulate/trade-log.ts';
import { dailyEquityOf, dailyReturns, daysOf, daysPerYear } from '../statistics/equity-walk.ts';
import { summariseTrades } from '../statistics/trade-summary.ts';

/** What a sweep tries: every combination of these. null is "none" for stops and targets and "all entries" for thresholds. */
export interface SweepGrid {
  readonly stops: readonly (Level | null)[];
  readonly targets: readonly (Level | null)[];
  readonly thresholds: readonly (number | null)[];
  /** Fees per side, fractions. */
  readonly fees: readonly number[];
}

/** One combination: numbers into the grid's lists. */
export interface SweepCell {
  readonly stop: number;
  readonly target: number;
  readonly threshold: number;
  readonly fee: number;
}

/** Blocks of the cross-validation that separates luck from skill (S of CSCV). */
export const SWEEP_BLOCKS = 16;

/** Figures of the cells [from, to) as columns; NaN where undefined. */
export interface SweepTable {
  readonly from: number;
  readonly to: number;
  readonly netReturn: Float64Array;
  readonly sharpe: Float64Array;
  readonly maxDrawdown: Float64Array;
  readonly profitFactor: Float64Array;
  readonly trades: Float64Array;
  /** Σ and Σ of squares of daily returns by cell and block: cell · SWEEP_BLOCKS + block. */
  readonly blockSums: Float64Array;
  readonly blockSquares: Float64Array;
  /** Days in each block; the same for every cell. */
  readonly blockCounts: Float64Array;
}

/** How many combinations a grid has. */
export function sweepSize({ stops, targets, thresholds, fees }: SweepGrid): number {
  return stops.length * targets.length * thresholds.length * fees.length;
}

/** The combination of a number below sweepSize: targets vary fastest, then stops, thresholds, fees. */
export function cellAt({ stops, targets, thresholds }: SweepGrid, number: number): SweepCell {
  const target = number % targets.length;
  const rest = Math.floor(number / targets.length);
  const stop = rest % stops.length;
  const above = Math.floor(rest / stops.length);
  return { target, stop, threshold: above % thresholds.length, fee: Math.floor(above / thresholds.length) };
}

/** A plan, its markets and the grid to try on them. */
export interface SweepInput {
  readonly plan: BacktestPlan;
  readonly markets: readonly BacktestMarket[];
  readonly grid: SweepGrid;
}

/** The plan of one combination. */
export function cellPlan({ plan, grid }: SweepInput, cell: SweepCell): BacktestPlan {
  return {
    ...plan,
    stop: grid.stops[cell.stop] ?? null,
    target: grid.targets[cell.target] ?? null,
    costs: { ...plan.costs, fee: grid.fees[cell.fee] ?? plan.costs.fee },
  };
}

/** Refuses a grid or markets of which any combination makes no sense. Throws BacktestError. */
export function checkSweep(input: SweepInput): void {
  const { grid, markets } = input;
  if (sweepSize(grid) === 0) throw new BacktestError('expected at least one value of each option to sweep, was none');
  if (markets.length === 0) throw new BacktestError('expected at least one market, was none');
  const longest = Math.max(grid.stops.length, grid.targets.length, grid.fees.length);
  for (let at = 0; at < longest; at += 1) {
    const of = (values: readonly unknown[]): number => Math.min(at, values.length - 1);
    const cell = { stop: of(grid.stops), target: of(grid.targets), threshold: 0, fee: of(grid.fees) };
    const plan = cellPlan(input, cell);
    checkPlan(plan);
    for (const market of markets) checkMarket(market, plan);
  }
}

/** Runs combinations [from, to) of a checked sweep, in one workspace. */
export function createSweepRunner(input: SweepInput): (from: number, to: number) => SweepTable {
  const { plan, grid } = input;
  const markets = inNameOrder(input.markets);
  const { openTimeMs, length } = timelineOf(markets);
  const days = daysOf(openTimeMs);
  const workspace = { equity: new Float64Array(length), worst: new Float64Array(length), trades: createTradeLog() };
  const { equity, trades } = workspace;
  const marketsAt = grid.thresholds.map((threshold) =>
    threshold === null
      ? markets
      : markets.map((market) => ({ ...market, signals: strongSignals(market.signals, threshold) })),
  );

  return (from, to) => {
    const cells = to - from;
    const table: SweepTable = {
      from,
      to,
      netReturn: new Float64Array(cells),
      sharpe: new Float64Array(cells),
      maxDrawdown: new Float64Array(cells),
      profitFactor: new Float64Array(cells),
      trades: new Float64Array(cells),
      blockSums: new Float64Array(cells * SWEEP_BLOCKS),
      blockSquares: new Float64Array(cells * SWEEP_BLOCKS),
      blockCounts: new Float64Array(SWEEP_BLOCKS),
    };
    for (let at = 0; at < cells; at += 1) {
      const cell = cellAt(grid, from + at);
      const chosen = marketsAt[cell.threshold] ?? markets;
      table.maxDrawdown[at] = simulateInto(workspace, { plan: cellPlan(input, cell), markets: chosen });
      const daily = dailyEquityOf(days, equity);
      const returns = dailyReturns(daily, plan.startEquity);
      const moments = momentsOf(returns);
      const { profitFactor } = summariseTrades(trades, { side: 0, market: -1 });
      table.netReturn[at] = (equity[length - 1] ?? plan.startEquity) / plan.startEquity - 1;
      table.sharpe[at] =
        moments === null
          ? Number.NaN
          : (moments.mean / moments.deviation) * Math.sqrt(daysPerYear(daily) ?? Number.NaN);
      table.profitFactor[at] = profitFactor ?? Number.NaN;
      table.trades[at] = trades.count;
      sumBlocks(returns, table, at * SWEEP_BLOCKS);
    }
    return table;
  };
}

/** Sums of the returns in blocks of equal length, the last ones a day longer at most. */
function sumBlocks(returns: Float64Array, { blockSums, blockSquares, blockCounts }: SweepTable, offset: number): void {
  for (let block = 0; block < SWEEP_BLOCKS; block += 1) {
    const from = Math.floor((block * returns.length) / SWEEP_BLOCKS);
    const to = Math.floor(((block + 1) * returns.length) / SWEEP_BLOCKS);
    let sum = 0;
    let squares = 0;
    for (let day = from; day < to; day += 1) {
      const value = returns[day] ?? 0;
      sum += value;
      squares += value * value;
    }
    blockSums[offset + block] = sum;
    blockSquares[offset + block] = squares;
    blockCounts[block] = to - from;
  }
}

/** The tables of neighbouring ranges as one, in the order of their cells. */
export function joinTables(tables: readonly SweepTable[]): SweepTable {
  const sorted = [...tables].sort((a, b) => a.from - b.from);
  const join = (read: (table: SweepTable) => Float64Array): Float64Array => {
    const whole = new Float64Array(sorted.reduce((sum, table) => sum + read(table).length, 0));
    let at = 0;
    for (const table of sorted) {
      whole.set(read(table), at);
      at += read(table).length;
    }
    return whole;
  };
  return {
    from: sorted[0]?.from ?? 0,
    to: sorted.at(-1)?.to ?? 0,
    netReturn: join((table) => table.netReturn),
    sharpe: join((table) => table.sharpe),
    maxDrawdown: join((table) => table.maxDrawdown),
    profitFactor: join((table) => table.profitFactor),
    trades: join((table) => table.trades),
    blockSums: join((table) => table.blockSums),
    blockSquares: join((table) => table.blockSquares),
    blockCounts: sorted[0]?.blockCounts ?? new Float64Array(SWEEP_BLOCKS),
  };
}
