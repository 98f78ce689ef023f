import { describe, expect, it } from 'vitest';
import { runSweep } from '../../../engine/adapters/sweep-thread/run-sweep.ts';
import { backtest } from '../../../engine/backtest/backtest.ts';
import { strongSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { judgeSweep } from '../../../engine/backtest/sweep/judge-sweep.ts';
import {
  cellAt,
  cellPlan,
  createSweepRunner,
  type SweepGrid,
  sweepSize,
} from '../../../engine/backtest/sweep/sweep.ts';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { overfittingOf } from '../../../engine/statistics/overfitting.ts';
import { jumpyWalk, marketOf, PLAN, randomSignals } from './backtest-fixtures.ts';

const ROWS = 24 * 40;
const percent = (fraction: number) => ({ type: 'percent' as const, fraction });
const GRID: SweepGrid = {
  stops: [null, ...Array.from({ length: 9 }, (_, at) => percent(0.004 + 0.004 * at))],
  targets: [null, ...Array.from({ length: 9 }, (_, at) => percent(0.004 + 0.008 * at))],
  thresholds: [null, 0.2, 0.4, 0.6],
  fees: [0.0002, 0.001, 0.002, 0.003],
};

describe('a sweep', () => {
  const markets = [marketOf(jumpyWalk(ROWS, 11), randomSignals(ROWS, 11))];

  it('numbers every combination once', () => {
    const seen = new Set(Array.from({ length: sweepSize(GRID) }, (_, number) => JSON.stringify(cellAt(GRID, number))));
    expect(seen.size).toBe(sweepSize(GRID));
  });

  it('finds for each combination what a backtest of it finds', () => {
    const table = createSweepRunner({ plan: PLAN, markets, grid: GRID })(100, 140);
    for (let number = 100; number < 140; number += 1) {
      const cell = cellAt(GRID, number);
      const threshold = GRID.thresholds[cell.threshold] ?? null;
      const chosen =
        threshold === null
          ? markets
          : markets.map((market) => ({ ...market, signals: strongSignals(market.signals, threshold) }));
      const { statistics } = backtest(cellPlan({ plan: PLAN, markets, grid: GRID }, cell), chosen);
      const at = number - 100;
      expect(table.netReturn[at]).toBe(statistics.netReturn);
      expect(table.sharpe[at]).toBe(statistics.sharpe ?? Number.NaN);
      expect(table.maxDrawdown[at]).toBe(statistics.maxDrawdown);
      expect(table.trades[at]).toBe(statistics.trades);
    }
  });

  it('gives the same table on one thread and on three', async () => {
    const seen: number[] = [];
    const input = { plan: PLAN, markets, grid: GRID };
    const one = await runSweep(input, { threads: 1 });
    const onProgress = (done: number): number => seen.push(done);
    const three = await runSweep(input, { threads: 3, smallWorkCandles: 0, onProgress });
    expect(one.netReturn.length).toBe(sweepSize(GRID));
    expect(three).toEqual(one);
    expect(seen.at(-1)).toBe(sweepSize(GRID));
  });

  it('refuses a combination that makes no sense before it starts', async () => {
    const grid = { ...GRID, stops: [percent(0.01), percent(1.5)] };
    await expect(runSweep({ plan: PLAN, markets, grid }, { threads: 1 })).rejects.toThrow(/stop .* was 1.5/);
  });

  it('rejects with the reason when it is ended early', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(runSweep({ plan: PLAN, markets, grid: GRID }, { threads: 1, signal })).rejects.toThrow('enough');
  });

  it('warns that the best of random signals is luck', async () => {
    const table = await runSweep({ plan: PLAN, markets, grid: GRID }, { threads: 1 });
    const verdict = judgeSweep(GRID, table);
    expect(verdict.warnings.map(({ code }) => code).join(' ')).toMatch(/luck|without-skill|best-loses/);
    expect(verdict.deflatedSharpe ?? 0).toBeLessThan(0.95);
  });
});

describe('the probability of overfitting', () => {
  /** Block sums of `configurations` series of `periods` normal returns, each with its own mean. */
  function sample(means: readonly number[], periods: number, seed: number) {
    const blocks = 16;
    const random = createRandom(seed);
    const configurations = means.length;
    const sums = new Float64Array(configurations * blocks);
    const squares = new Float64Array(configurations * blocks);
    means.forEach((mean, each) => {
      for (let block = 0; block < blocks; block += 1) {
        for (let period = 0; period < periods; period += 1) {
          const value = mean + normalFrom(random);
          const at = block * configurations + each;
          sums[at] = (sums[at] ?? 0) + value;
          squares[at] = (squares[at] ?? 0) + value * value;
        }
      }
    });
    return { configurations, blocks, counts: new Float64Array(blocks).fill(periods), sums, squares };
  }

  it('is about a half without skill', () => {
    const probabilities = Array.from(
      { length: 12 },
      (_, seed) => overfittingOf(sample(Array(40).fill(0), 30, seed + 1))?.probability ?? 0,
    );
    const mean = probabilities.reduce((sum, value) => sum + value, 0) / probabilities.length;
    expect(mean, `seeds 1 to 12 gave ${probabilities.join(', ')}`).toBeGreaterThan(0.35);
    expect(mean).toBeLessThan(0.65);
  });

  it('is about nothing when one is truly better', () => {
    const found = overfittingOf(sample([0.5, ...Array(39).fill(0)], 30, 3));
    expect(found?.splits).toBe(12_870);
    expect(found?.probability).toBeLessThan(0.01);
    expect(found?.meanRank).toBeGreaterThan(0.95);
  });

  it('agrees with counting the splits one by one', () => {
    const source = { ...sample([0.1, 0, -0.1, 0.05, 0], 20, 9), blocks: 4 };
    const small = { ...source, counts: source.counts.subarray(0, 4) };
    const sharpe = (each: number, blocks: readonly number[]): number => {
      const total = (column: Float64Array): number =>
        blocks.reduce((sum, block) => sum + (column[block * 5 + each] ?? 0), 0);
      const mean = total(small.sums) / (20 * blocks.length);
      return mean / Math.sqrt(total(small.squares) / (20 * blocks.length) - mean * mean);
    };
    const halves = [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ] as const;
    const below = halves.filter((half) => {
      const others = [0, 1, 2, 3].filter((block) => !half.some((taken) => taken === block));
      const inside = [0, 1, 2, 3, 4].map((each) => sharpe(each, half));
      const outside = [0, 1, 2, 3, 4].map((each) => sharpe(each, others));
      const chosen = inside.indexOf(Math.max(...inside));
      const rank = outside.filter((value) => value < (outside[chosen] ?? 0)).length + 1;
      return rank / 6 <= 0.5;
    });
    expect(overfittingOf(small)?.probability).toBeCloseTo(below.length / 6, 12);
  });

  it('is null with one configuration or an empty block', () => {
    expect(overfittingOf(sample([0], 10, 1))).toBeNull();
    const empty = sample([0, 0], 10, 1);
    expect(overfittingOf({ ...empty, counts: empty.counts.with(3, 0) })).toBeNull();
  });
});
