import { beforeAll, describe, expect, it } from 'vitest';
import type { TrainedModel } from '../../engine/models/trained.ts';
import { DEFECTS } from '../../scripts/faults/defects.ts';
import { findDefect } from '../../scripts/faults/find-defects.ts';
import {
  killPoints,
  quietDay,
  runKilled,
  runSeed,
  runTwoMachines,
  talkativeModel,
} from '../../scripts/faults/harness.ts';
import { regressions } from '../../scripts/faults/regressions.ts';
import { emptyTally, neverSeen } from '../../scripts/faults/tally.ts';
import type { World } from '../../scripts/faults/world/world.ts';

/** The short form of `npm run faults`: some kills, some seeds, every planted defect. */
describe('the fault harness', { timeout: 300_000 }, () => {
  let model: TrainedModel;
  let quiet: World;
  beforeAll(async () => {
    model = await talkativeModel();
    quiet = await quietDay(model);
  });

  it('gives the same day for the same seed', async () => {
    const tallies = [emptyTally(), emptyTally()];
    for (const tally of tallies) await runSeed(tally, model, 4);
    expect(tallies[0]).toEqual(tallies[1]);
  });

  it('ends a day alike when the process is killed at a side effect and started again', async () => {
    const tally = emptyTally();
    const moments = killPoints(quiet, 1).filter((_, index) => index % 50 === 7);
    for (const moment of moments) await runKilled(tally, { model, quiet }, moment);
    expect(tally.failures).toEqual([]);
    expect(moments.length).toBeGreaterThanOrEqual(12);
    expect(tally.seen.faults['process killed']).toBe(tally.killPoints);
  });

  it('keeps every promise on days of mixed faults, those that once failed among them', async () => {
    const tally = emptyTally();
    for (const seed of [...regressions(), 1, 2, 3, 4, 5, 6]) await runSeed(tally, model, seed);
    expect(tally.failures).toEqual([]);
    expect(tally.seen.transitions['claimed → unknown']).toBeGreaterThan(0);
  });

  it('kills at every side effect, the writes to the disk among them, and before those that something else overlaps', () => {
    const points = killPoints(quiet, 1);
    expect(points.filter(({ isDone }) => isDone)).toHaveLength(quiet.effects);
    expect(points.length).toBeGreaterThan(quiet.effects);
    expect(new Set(quiet.effectNames.map((name) => name.split('.')[0]))).toContain('disk');
  });

  it('lets two machines do nothing twice, and replaces a killed holder within a lease and five seconds', async () => {
    const tally = emptyTally();
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) await runTwoMachines(tally, model, seed);
    expect(tally.failures).toEqual([]);
    expect(tally.modes.twoMachines.takeovers).toBeGreaterThan(0);
    expect(tally.modes.twoMachines.slowestTakeoverMs).toBeLessThanOrEqual(20_000);
  });

  it('names every kind of fault, state and change that did not occur', () => {
    const never = neverSeen(emptyTally());
    expect(never).toContain('exchange late');
    expect(never).toContain('expired');
    expect(never).toContain('claimed → unknown');
  });

  it('finds every defect that is planted', async () => {
    const missed: string[] = [];
    for (const name of Object.keys(DEFECTS)) if ((await findDefect(name, model)) === null) missed.push(name);
    expect(missed).toEqual([]);
    expect(Object.keys(DEFECTS).length).toBeGreaterThanOrEqual(12);
  });
});
