import { availableParallelism } from 'node:os';
import { runSweep } from '../../engine/adapters/sweep-thread/run-sweep.ts';
import type { BacktestMarket } from '../../engine/backtest/plan/backtest-market.ts';
import type { BacktestPlan, Level } from '../../engine/backtest/plan/plan.ts';
import { withVolatility } from '../../engine/backtest/plan/volatility.ts';
import { judgeSweep, type SweepVerdict } from '../../engine/backtest/sweep/judge-sweep.ts';
import { type SweepGrid, type SweepInput, type SweepTable, sweepSize } from '../../engine/backtest/sweep/sweep.ts';
import { numberOf, UsageError } from '../terminal/arguments.ts';
import type { Progress } from '../terminal/progress.ts';
import { type BacktestValues, feesOf, levelsOf, thresholdsOf } from './backtest-options.ts';
import { mergeShards, rangeOf, type Shard, shardOf, writeShard } from './sweep-shards.ts';

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

interface SweepWork {
  readonly plan: BacktestPlan;
  readonly markets: readonly BacktestMarket[];
  readonly progress: Progress;
}

function inputOf(values: BacktestValues, { plan, markets }: SweepWork): SweepInput {
  const grid = gridOf(values, plan, markets);
  const plans = [...grid.stops, ...grid.targets].map((stop) => ({ ...plan, stop }));
  return { plan, grid, markets: markets.map((market) => withVolatility(market, plans, plan.timeframeMs)) };
}

/** Combinations of a sweep, or those of one part, on all cores unless the options limit them. */
async function runPart(
  values: BacktestValues,
  input: SweepInput,
  { shard, progress }: { readonly shard: Shard; readonly progress: Progress },
): Promise<{ readonly table: SweepTable; readonly seconds: number }> {
  const threads =
    values.threads === null
      ? availableParallelism()
      : numberOf('threads', values.threads, { min: 1, max: 256, whole: true });
  const startedMs = performance.now();
  const { signal } = untilInterrupted();
  const onProgress = (done: number, total: number): void => progress.step('combinations', done, total);
  const range = rangeOf(shard, sweepSize(input.grid));
  const table = await runSweep(input, { threads, onProgress, signal, range });
  return { table, seconds: (performance.now() - startedMs) / 1e3 };
}

/** Runs the sweep that the options describe, or puts it together from its parts. */
export async function sweepOf(values: BacktestValues, work: SweepWork): Promise<FinishedSweep> {
  const input = inputOf(values, work);
  const { progress } = work;
  const { table, seconds } =
    values.merge.length > 0
      ? mergeShards(values.merge, input)
      : await runPart(values, input, { shard: { index: 0, of: 1 }, progress });
  const { grid } = input;
  const verdict = judgeSweep(grid, table, (done, total) => progress.step('luck or skill', done, total));
  return { grid, table, verdict, combinationsPerSecond: Math.round(sweepSize(grid) / seconds) };
}

/** Runs one part of the sweep that the options describe and writes it to a file for --merge. */
export async function sweepShard(values: BacktestValues, work: SweepWork): Promise<string> {
  const { shard: text, out } = values;
  if (text === null || out === null) throw new Error('expected --shard and --out');
  const shard = shardOf(text, process.env.AWS_BATCH_JOB_ARRAY_INDEX);
  const input = inputOf(values, work);
  const part = await runPart(values, input, { shard, progress: work.progress });
  writeShard(out, input, part);
  const { from, to } = part.table;
  return `combinations ${from} to ${to} of ${sweepSize(input.grid)} in ${out}`;
}
