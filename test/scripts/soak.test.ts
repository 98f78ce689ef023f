import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../engine/random.ts';
import { createEffectGate } from '../../scripts/faults/real/effect-gate.ts';
import { runRealStops } from '../../scripts/faults/real/real-stops.ts';
import { runSoak } from '../../scripts/soak/run-soak.ts';
import { isGrowing, trendOf } from '../../scripts/soak/trend.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';

const DAY = { span: 24, share: 0.1 };

describe('the trend of a soak', () => {
  const samples = (slope: number): readonly (readonly [number, number])[] => {
    const random = createRandom(3);
    return Array.from({ length: 300 }, (_, index) => [index / 25, 250 + (slope * index) / 25 + 20 * (random() - 0.5)]);
  };

  it('is the slope of a line, with its standard error', () => {
    const { slope, error, mean } = trendOf([
      [0, 1],
      [1, 3],
      [2, 5],
    ]);
    expect([slope, error, mean]).toEqual([2, 0, 3]);
    expect(trendOf(samples(4)).slope).toBeCloseTo(4, 0);
    expect(() => trendOf([[0, 1]])).toThrow('three samples');
  });

  it('finds a leak of a tenth a day and more, and no leak in noise or in a shrinking process', () => {
    expect(isGrowing(trendOf(samples(4)), DAY)).toBe(true);
    expect(isGrowing(trendOf(samples(0)), DAY)).toBe(false);
    expect(isGrowing(trendOf(samples(-4)), DAY)).toBe(false);
  });
});

describe('the gate of effects', () => {
  it('counts once it is open, and kills at the chosen ones, whose answers are dropped', () => {
    const killed: number[] = [];
    const gate = createEffectGate([2, 3], () => killed.push(gate.count()));
    expect(gate.pass()).toBe(true);
    gate.open();
    const passed = [gate.pass(), gate.pass()];
    gate.open();
    expect([...passed, gate.pass()]).toEqual([true, false, false]);
    gate.open();
    expect(gate.pass()).toBe(true);
    expect(killed).toEqual([2, 3]);
  });

  it('neither counts nor kills a process that is dead: what it left on its way is no moment of the next one', () => {
    const killed: number[] = [];
    const gate = createEffectGate([1, 2], () => killed.push(gate.count()));
    gate.open();
    expect([gate.pass(), gate.pass(), gate.pass()]).toEqual([false, true, true]);
    expect([killed, gate.count()]).toEqual([[1], 1]);
    gate.open();
    expect(gate.pass()).toBe(false);
    expect(killed).toEqual([1, 2]);
  });
});

/** The real process under the drill's clock, in short; `npm run soak` and `npm run faults -- --stops 50` are the long forms. */
describe('the real process', { timeout: 400_000 }, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  }, 120_000);
  afterAll(async () => await database?.drop());
  const options = () => ({
    mongodbUri: database.uri,
    toolsDir: fileURLToPath(new URL('../../node_modules/.cache/analyser/tools', import.meta.url)),
    log: () => {},
  });

  it('stops in order at random moments, the start included, as process 1 too where that is permitted', async () => {
    const { stops, lost, silentDuplicates, lateAfterHealing } = await runRealStops({ ...options(), count: 2, seed: 5 });
    expect({ lost, silentDuplicates, lateAfterHealing }).toEqual({
      lost: [],
      silentDuplicates: [],
      lateAfterHealing: [],
    });
    expect(stops).toHaveLength(2);
  });

  it('lives through half a virtual hour under load, and loses and doubles nothing', async () => {
    const soak = await runSoak({ ...options(), hours: 0.5, onHour: () => {} });
    expect({ lost: soak.lost, silentDuplicates: soak.silentDuplicates }).toEqual({ lost: [], silentDuplicates: [] });
    expect(soak.tooManyRequests).toBe(0);
    expect(soak.payments).toBeGreaterThan(0);
    expect(soak.peakRssMb).toBeGreaterThan(50);
    expect(soak.peakRssMb).toBeLessThan(900);
    expect(soak.samples).toBeGreaterThan(3);
  });
});
