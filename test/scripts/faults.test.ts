import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TrainedModel } from '../../engine/models/trained.ts';
import { findDefects } from '../../scripts/faults/find-defects.ts';
import { emptyTally, quietDay, runKilled, runSeed, talkativeModel } from '../../scripts/faults/harness.ts';
import type { World } from '../../scripts/faults/world.ts';

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
    for (let effect = 7; effect < quiet.effects; effect += 90)
      for (const isDone of [true, false]) await runKilled(tally, { model, quiet }, { effect, isDone });
    expect(tally.failures).toEqual([]);
    expect(tally.faults.get('process killed')).toBe(tally.killPoints);
  });

  it('keeps every promise on days of mixed faults, those that once failed among them', async () => {
    const path = new URL('../../scripts/faults/regressions.json', import.meta.url);
    const once = z.array(z.number()).parse(JSON.parse(readFileSync(path, 'utf8')));
    const tally = emptyTally();
    for (const seed of [...once, 1, 2, 3, 4, 5, 6]) await runSeed(tally, model, seed);
    expect(tally.failures).toEqual([]);
    expect(tally.transitions.get('claimed → unknown')).toBeGreaterThan(0);
  });

  it('finds every defect that is planted', async () => {
    const missed: string[] = [];
    const { tried, found } = await findDefects(model, (name, sign) => {
      if (sign === null) missed.push(name);
    });
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThanOrEqual(12);
    expect(found).toBe(tried);
  });
});
