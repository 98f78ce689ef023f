import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBroadcasts } from '../../../../bot/broadcast/direct/broadcasts.ts';
import { createDirectWork } from '../../../../bot/broadcast/direct/direct-work.ts';
import { planDirects } from '../../../../bot/broadcast/direct/plan-directs.ts';
import { createRandom } from '../../../../engine/random.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { openDirectStage } from '../../../support/direct-stage.ts';
import { createManualClock } from '../../../support/fakes/broadcast-fakes.ts';
import { createMemoryAccounts } from '../../../support/fakes/memory-billing.ts';
import { createMemoryAlertDays } from '../../../support/fakes/memory-bot-stores.ts';
import { createMemoryDirects, createMemoryFanOuts } from '../../../support/fakes/memory-directs.ts';
import { createMemoryLedger } from '../../../support/fakes/memory-ledger.ts';
import { createMemoryOutbox } from '../../../support/fakes/memory-outbox.ts';
import { type BroadcastStage, sendKilled } from '../../../support/killed-broadcast.ts';

const START_MS = Date.UTC(2024, 4, 12, 9);
const ALL = { tiers: null, languages: null } as const;

/** Ten kills, spread over the whole broadcast by a seed. */
function killsOf(seed: number, effects: number) {
  const random = createRandom(seed);
  return Array.from({ length: 10 }, () => ({
    atEffect: 1 + Math.floor((random() * effects) / 6),
    isMade: random() < 0.5,
  }));
}

/** Nothing waits and nothing is claimed: what a dead process held has run out. */
async function isOver({ fanOuts, directs }: BroadcastStage['stores']): Promise<boolean> {
  if ((await fanOuts.open()).length > 0) return false;
  const states = Object.values(await directs.count('broadcast:k')).flatMap((each) => Object.keys(each));
  return !states.includes('pending') && !states.includes('claimed');
}

async function memoryStage(persons: number) {
  const clock = createManualClock(START_MS);
  // Nobody wants alerts, and so many accounts need not be asked each time.
  const accounts = { ...createMemoryAccounts(), countWanting: async () => 0 };
  for (let telegramId = 1; telegramId <= persons; telegramId += 1)
    await accounts.meet(
      { telegramId, firstName: 'P', languageCode: telegramId % 2 === 0 ? 'de' : 'en' },
      null,
      START_MS,
    );
  const directs = createMemoryDirects();
  const fanOuts = createMemoryFanOuts();
  const stores = { accounts, directs, fanOuts, alertDays: createMemoryAlertDays(), signals: createMemoryLedger() };
  return { clock, stores, directs, outbox: createMemoryOutbox() };
}

it('a broadcast to 20,000, killed ten times: everybody once, or reported unknown', async () => {
  const persons = 20_000;
  const stage = await memoryStage(persons);
  const isDone = async (): Promise<boolean> => await isOver(stage.stores);
  const { id, times } = await sendKilled(stage, killsOf(20_000, persons), isDone);
  const rows = [...stage.directs.rows.values()];
  expect(rows).toHaveLength(persons);
  expect(Math.max(...times.values())).toBe(1);
  const unknown = rows.filter(({ state }) => state === 'unknown');
  expect(rows.filter(({ state }) => state === 'sent').length + unknown.length).toBe(persons);
  for (const { chatId, state } of rows) if (state === 'sent') expect(times.get(chatId)).toBe(1);
  // At most what one process has claimed at a time, for each kill.
  expect(unknown.length).toBeLessThanOrEqual(10 * 48);
  const broadcasts = createBroadcasts({ ...stage.stores, clock: stage.clock, tiersOf: async () => new Map() });
  expect(await broadcasts.progress(id)).toMatchObject({
    ...{ state: 'done', planned: persons },
    byState: { sent: persons - unknown.length, ...(unknown.length === 0 ? {} : { unknown: unknown.length }) },
  });
}, 240_000);

it('says whom a segment reaches, begins once by its key, and sends nothing more once stopped', async () => {
  const stage = await memoryStage(200);
  const broadcasts = createBroadcasts({ ...stage.stores, clock: stage.clock, tiersOf: async () => new Map() });
  expect(await broadcasts.preview({ segment: ALL, kind: 'news' })).toEqual({ receivers: 200, mostStars: null });
  const german = { tiers: ['free'], languages: ['de'] };
  expect((await broadcasts.preview({ segment: german, kind: 'news' })).receivers).toBe(100);
  expect((await broadcasts.preview({ segment: { tiers: ['pro'], languages: null }, kind: 'news' })).receivers).toBe(0);
  let looks = 0;
  const { id, times } = await sendKilled(stage, [], async () => {
    looks += 1;
    if (looks === 3) expect(await broadcasts.stop('broadcast:k')).toBe(true);
    return looks > 12;
  });
  expect(await broadcasts.start({ segment: ALL, kind: 'news', html: 'News', by: 1, key: 'k' })).toEqual({
    ...{ id, isNew: false },
  });
  expect(times.size).toBeGreaterThan(0);
  expect(times.size).toBeLessThan(120);
  expect([...stage.directs.rows.values()].filter(({ state }) => state === 'pending')).toEqual([]);
  expect(await broadcasts.progress(id)).toMatchObject({ state: 'stopped', by: 1 });
  expect(await broadcasts.stop(id)).toBe(false);
  expect((await broadcasts.latest(5)).map((each) => each.id)).toEqual([id]);
});

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

const minuteOf = (timeMs: number): number => Math.floor(timeMs / 60_000) % 1_440;

it('ends what waits for the end of quiet hours when it is stopped after the last page was read', async () => {
  const { stores, clock, addPerson, sent, start, run, states } = await openDirectStage(database);
  const [fromMinute, toMinute] = [minuteOf(clock.nowMs() - 600_000), minuteOf(clock.nowMs() + 600_000)];
  for (const id of [1, 2, 3]) await addPerson(id, 'free');
  for (const id of [2, 3])
    await stores.accounts.changeSettings(id, {
      quietHours: { fromMinute, toMinute },
    });
  const broadcasts = createBroadcasts({ ...stores, clock, tiersOf: async () => new Map() });
  const { id } = await broadcasts.start({ segment: ALL, kind: 'news', html: 'News', by: 1, key: 'q' });
  const deliverer = start();
  await run(5_000, deliverer);
  expect(sent.map(({ chatId }) => chatId)).toEqual([1]);
  expect((await stores.fanOuts.find(id))?.state).toBe('done');
  expect(await broadcasts.progress(id)).toMatchObject({ state: 'sending', byState: { sent: 1, pending: 2 } });
  expect(await broadcasts.stop(id)).toBe(true);
  expect(await broadcasts.progress(id)).toMatchObject({ state: 'stopped', byState: { sent: 1, stopped: 2 } });
  expect(await broadcasts.stop(id)).toBe(false);
  clock.advance(1_200_000);
  await run(5_000, deliverer);
  expect([sent.length, await states()]).toEqual([1, ['sent', 'stopped', 'stopped']]);
});

it('sends none that was claimed before the stop and waited for its slot', async () => {
  const { stores, clock, addPerson, directDeps, sent, start, run, states } = await openDirectStage(database);
  for (const id of [1, 2, 3]) await addPerson(id, 'free');
  const broadcasts = createBroadcasts({ ...stores, clock, tiersOf: async () => new Map() });
  const { id } = await broadcasts.start({ segment: ALL, kind: 'news', html: 'News', by: 1, key: 'c' });
  const textOf = async () => {
    await broadcasts.stop(id);
    return 'News';
  };
  await run(3_000, start({ more: (parts) => createDirectWork({ ...parts, ...directDeps, textOf }) }));
  expect([sent, await states()]).toEqual([[], ['stopped', 'stopped', 'stopped']]);
});

it('leaves nothing waiting of a broadcast that is stopped between two pages of its planning', async () => {
  const { stores, clock, addPerson, directDeps, states } = await openDirectStage(database);
  for (const id of [1, 2, 3]) await addPerson(id, 'free');
  const broadcasts = createBroadcasts({ ...stores, clock, tiersOf: async () => new Map() });
  const { id } = await broadcasts.start({ segment: ALL, kind: 'news', html: 'News', by: 1, key: 's' });
  const add: typeof stores.directs.add = async (planned) => {
    expect(await broadcasts.stop(id)).toBe(true);
    await stores.directs.add(planned);
  };
  await planDirects({ ...directDeps, directs: { ...stores.directs, add } }, () => false);
  expect(await states()).toEqual(['stopped', 'stopped', 'stopped']);
});

it('a broadcast over the real database, killed ten times: everybody once, or reported unknown', async () => {
  const persons = 150;
  const { stores, clock, addPerson } = await openDirectStage(database);
  for (let id = 1; id <= persons; id += 1) await addPerson(id, 'free');
  const isDone = async (): Promise<boolean> => await isOver(stores);
  const { id, times } = await sendKilled({ clock, stores, outbox: createMemoryOutbox() }, killsOf(7, persons), isDone);
  const { free = {} } = await stores.directs.count(id);
  expect(Math.max(...times.values())).toBe(1);
  expect((free.sent ?? 0) + (free.unknown ?? 0)).toBe(persons);
  expect(times.size).toBeGreaterThanOrEqual(free.sent ?? 0);
}, 240_000);
