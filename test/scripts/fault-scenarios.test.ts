import { beforeAll, describe, expect, it } from 'vitest';
import type { TrainedModel } from '../../engine/models/trained.ts';
import { HOUR_MS, MINUTE_MS } from '../../engine/time.ts';
import { talkativeModel } from '../../scripts/faults/harness.ts';
import { runDay } from '../../scripts/faults/run-day.ts';
import { judge } from '../../scripts/faults/verdict/judge.ts';
import { FAULT_KINDS, type FaultKind, type FaultRates } from '../../scripts/faults/world/chance.ts';
import { type DayEvent, shortDay } from '../../scripts/faults/world/scenario.ts';

const CLEAN = { lost: [], silentDuplicates: [], entitlementDrift: [], lateAfterHealing: [] };
/** When Telegram asks before the first payment of the day. */
const CHECKOUT_MS = 1.3 * HOUR_MS;
const SEED = 7;

/** Hours in which one thing goes wrong, and often. */
describe('one kind of fault at a time', { timeout: 120_000 }, () => {
  let model: TrainedModel;
  beforeAll(async () => {
    model = await talkativeModel();
  });

  async function expectClean(scenario: ReturnType<typeof shortDay>) {
    const world = await runDay({ seed: SEED, scenario, model });
    expect(judge(world, scenario, null)).toEqual(CLEAN);
    return world;
  }

  const byCall = FAULT_KINDS.filter((kind) => /^(?:telegram|exchange|database)/.test(kind));
  const ratesOf = (only: FaultKind): Partial<FaultRates> => {
    const [side] = only.split(' ');
    return { [side ?? '']: side === 'database' ? 0.05 : 0.4, only };
  };

  it.each(byCall)('%s: nothing is lost, doubled or late after it', async (kind) => {
    const world = await expectClean(shortDay(ratesOf(kind)));
    expect(world.seen.faults.get(kind)).toBeGreaterThan(0);
  });

  it.each<[string, DayEvent]>([
    ['the disk is full', { atMs: 10 * MINUTE_MS, what: 'disk-full', forMs: 3 * HOUR_MS }],
    ['the clock jumps ahead', { atMs: HOUR_MS + 5_000, what: 'clock-jump', byMs: 3 * HOUR_MS, forMs: 40 * MINUTE_MS }],
    ['the clock jumps back', { atMs: HOUR_MS + 5_000, what: 'clock-jump', byMs: -3 * HOUR_MS, forMs: 40 * MINUTE_MS }],
    ['the process is paused', { atMs: HOUR_MS + 1_000, what: 'pause', process: 0, forMs: 150_000 }],
    ['the database is away', { atMs: HOUR_MS - 1_000, what: 'database-away', forMs: 20 * MINUTE_MS }],
  ])('%s: nothing is lost, doubled or late after it', async (_name, event) => {
    await expectClean(shortDay({}, [event]));
  });

  it('a database that says nothing while somebody pays: the question is answered within a second, by a refusal', async () => {
    const { telegram } = await expectClean(
      shortDay({}, [{ atMs: CHECKOUT_MS - 30_000, what: 'database-away', forMs: 3 * MINUTE_MS }]),
    );
    const [first] = telegram.checkouts;
    expect(first?.accepted).toBe(false);
    expect((first?.answeredMs ?? Number.POSITIVE_INFINITY) - (first?.askedMs ?? 0)).toBeLessThanOrEqual(1_000);
    expect(telegram.charges.filter(({ atMs }) => atMs < (first?.askedMs ?? 0) + 10_000)).toEqual([]);
  });
});
