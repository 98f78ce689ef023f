import { describe, expect, it } from 'vitest';
import { DEFECTS } from '../../scripts/fuzz/defects.ts';
import { REGRESSIONS } from '../../scripts/fuzz/regressions.ts';
import { playActs, runFuzz } from '../../scripts/fuzz/run-fuzz.ts';

/** The short form of `npm run fuzz`. */
describe('the fuzz of updates', { timeout: 300_000 }, () => {
  it('finds nothing in 20,000 updates: nothing refused, unanswered or given without a payment, no growth', async () => {
    const report = await runFuzz({ updates: 20_000, seed: 1 });
    expect(report.failures, 'seed 1').toEqual([]);
    expect(report.updates).toBeGreaterThanOrEqual(20_000);
    expect(report.bytesPerUpdate).not.toBeNull();
  });

  it.each(REGRESSIONS)('has nothing left of: $what', async ({ acts }) => {
    expect(await playActs(acts, { seed: 1 })).toBeNull();
  });

  it('gives the same run for the same seed', async () => {
    const runs = [await runFuzz({ updates: 600, seed: 7 }), await runFuzz({ updates: 600, seed: 7 })];
    const [one, two] = runs.map(({ updates, calls, refusals }) => ({ updates, calls, refusals }));
    expect(one).toEqual(two);
  });

  it.each(Object.entries(DEFECTS))('finds %s', async (_, defect) => {
    const { failures } = await runFuzz({ updates: 5_000, seed: 2, defect, mostFailures: 1, shrinks: false });
    expect(failures).toHaveLength(1);
  });

  it('leaves of a failure the acts that lead there', async () => {
    const defect = DEFECTS['a crash on a missing from'];
    const { failures } = await runFuzz({
      ...{ updates: 5_000, seed: 3, mostFailures: 1 },
      ...(defect === undefined ? {} : { defect }),
    });
    const [failure] = failures;
    expect(failure?.what).toMatch(/expected from, was undefined/);
    expect(failure?.acts).toEqual([expect.objectContaining({ type: 'raw', shape: 'without-from' })]);
  });
});
