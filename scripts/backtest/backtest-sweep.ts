import { availableParallelism } from 'node:os';
import { runSweep } from '../../engine/adapters/sweep-thread/run-sweep.ts';
import type { BacktestMarket } from '../../engine/backtest/plan/backtest-market.ts';
import type { BacktestPlan, Level } from '../../engine/backtest/plan/plan.ts';
import { withVolatility } from '../../engine/backtest/plan/volatility.ts';
import { judgeSweep, type SweepVerdict } from '../../engine/backtest/sweep/judge-sweep.ts';
import { type SweepGrid, type SweepTable, sweepSize } from '../../engine/backtest/sweep/sweep.ts';
import { numberOf, UsageError } from '../terminal/arguments.ts';
import type { Progress } from '../terminal/progress.ts';
import { type BacktestValues, feesOf, levelsOf, thresholdsOf } from './backtest-options.ts';

const percent = (fraction: number): Level => ({ type: 'percent', fraction });
const DEFAULT_LEVELS: readonly (Level | null)[] = [
  null,
  ...[0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06].map(percent),
];
const DEFAULT_THRESHOLDS = [0.5, 0.52, 0.54, 0.56, 0.58, 0.6];
const MAX_CELLS = 200_000;

/** A finished sweep and how fast it was. */
export interface FinishedSweep {
  readonly grid: SweepGrid;
  readonly table: SweepTable;
  readonly verdict: SweepVerdict;
  readonly combinationsPerSecond: number;
}

function gridOf(values: BacktestValues, plan: BacktestPlan, markets: readonly BacktestMarket[]): SweepGrid {
  const hasProbability = markets.every(({ signals }) => signals.strengthIsProbability);
  const grid: SweepGrid = {
    stops: values.stop === null ? DEFAULT_LEVELS : levelsOf('stop', values.stop),
    targets: values.target === null ? DEFAULT_LEVELS : levelsOf('target', values.target),
    thresholds:
      values.threshold === null ? (hasProbability ? DEFAULT_THRESHOLDS : [null]) : thresholdsOf(values.threshold),
    fees: values['cost-bps'] === null ? [plan.costs.fee] : feesOf(values['cost-bps']),
  };
  if (sweepSize(grid) > MAX_CELLS)
    throw new UsageError(`expected at most ${MAX_CELLS} combinations, was ${sweepSize(grid)}`);
  return grid;
}

/** Rejects when the user ends the command. */
function untilInterrupted(): AbortController {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new Error('stopped before the sweep was done; nothing was written')));
  return controller;
}

/** Runs the sweep that the options describe, on all cores unless the options limit them. */
export async function sweepOf(
  values: BacktestValues,
  {
    plan,
    markets,
    progress,
  }: { readonly plan: BacktestPlan; readonly markets: readonly BacktestMarket[]; readonly progress: Progress },
): Promise<FinishedSweep> {
  const grid = gridOf(values, plan, markets);
  const plans = [...grid.stops, ...grid.targets].map((stop) => ({ ...plan, stop }));
  const ready = markets.map((market) => withVolatility(market, plans, plan.timeframeMs));
  const threads =
    values.threads === null
      ? availableParallelism()
      : numberOf('threads', values.threads, { min: 1, max: 256, whole: true });
  const startedMs = performance.now();
  const { signal } = untilInterrupted();
  const onProgress = (done: number, total: number): void => progress.step('combinations', done, total);
  const table = await runSweep({ plan, markets: ready, grid }, { threads, onProgress, signal });
  const seconds = (performance.now() - startedMs) / 1e3;
  const verdict = judgeSweep(grid, table, (done, total) => progress.step('luck or skill', done, total));
  return { grid, table, verdict, combinationsPerSecond: Math.round(sweepSize(grid) / seconds) };
}
