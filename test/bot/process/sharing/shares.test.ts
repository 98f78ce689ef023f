import { describe, expect, it } from 'vitest';
import type { SharesEvent } from '../../../../bot/lease-event.ts';
import { LEASE_MS } from '../../../../bot/process/lease.ts';
import { SHARDS, shardOf } from '../../../../bot/process/sharing/deal-shards.ts';
import { createShares } from '../../../../bot/process/sharing/shares.ts';
import type { ShardStore } from '../../../../bot/shard-store.ts';
import type { SeriesKey } from '../../../../engine/market/series.ts';
import { createMemoryShards } from '../../../support/fakes/memory-leases.ts';
import { createManualTime, type ManualTime } from '../../../support/manual-time.ts';

const SERIES: readonly SeriesKey[] = Array.from({ length: 300 }, (_, index) => ({
  ...{ exchange: 'binance', symbol: `C${index}/USDT`, timeframe: '1h' },
}));

interface At {
  readonly time: ManualTime;
  readonly store: ShardStore;
}

function openEngine({ time, store }: At, holder: string, leads = false) {
  const events: SharesEvent[] = [];
  const taken: SeriesKey[] = [];
  const failures: unknown[] = [];
  let followed = 0;
  const shares = createShares({
    ...{ store, series: SERIES, holder, nowMs: time.nowMs, wallNowMs: time.nowMs, startTimer: time.startTimer },
    leads: () => leads,
    follow: async () => {
      followed += 1;
    },
    onTaken: (series) => taken.push(...series),
    onEvent: (event) => events.push(event),
    onFailed: (error) => failures.push(error),
  });
  return { shares, events, taken, failures, followed: () => followed };
}

type Engine = ReturnType<typeof openEngine>;
const walkers = (engines: readonly Engine[]): readonly number[] =>
  SERIES.map((each) => engines.filter(({ shares }) => shares.walks(each)).length);
const counts = (engines: readonly Engine[]): readonly number[] => engines.map(({ shares }) => shares.count());

describe('the followed series among engines', () => {
  it('lie in shards that hold about as many each, and in the same one in every process', () => {
    const inShard = Array.from({ length: SHARDS }, () => 0);
    for (const each of SERIES) inShard[shardOf(each)] = (inShard[shardOf({ ...each })] ?? 0) + 1;
    expect(inShard.reduce((sum, count) => sum + count)).toBe(300);
    expect(Math.max(...inShard)).toBeLessThan(16);
  });

  it('are all walked at once by the one that leads, where there is no other', async () => {
    const time = createManualTime(1_000_000);
    const only = openEngine({ time, store: createMemoryShards() }, 'a', true);
    await only.shares.start();
    expect(only.shares.count()).toBe(300);
    await time.pass(3_600_000);
    expect(only.shares.count()).toBe(300);
    expect(only.events).toEqual([{ type: 'shards', held: SHARDS, series: 300, engines: 1 }]);
    expect(only.followed()).toBe(0);
  });

  it('wait for the first that has led: models and candles are not there before', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryShards();
    const waiting = openEngine({ time, store }, 'a');
    await waiting.shares.start();
    await time.pass(60_000);
    expect([waiting.shares.count(), waiting.shares.takesPart()]).toEqual([0, false]);
    const first = openEngine({ time, store }, 'b', true);
    await first.shares.start();
    await time.pass(6_000);
    expect(counts([waiting, first]).every((count) => count > 120)).toBe(true);
    expect(waiting.followed()).toBe(1);
  });

  it('are dealt in halves and thirds as engines come, each walked by exactly one', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryShards();
    const engines = [openEngine({ time, store }, 'b', true)];
    for (const holder of ['a', 'c']) {
      for (const { shares } of engines.slice(-1)) await shares.start();
      engines.push(openEngine({ time, store }, holder));
      await engines.at(-1)?.shares.start();
      await time.pass(6_000);
      expect(new Set(walkers(engines))).toEqual(new Set([1]));
      const fair = 300 / engines.length;
      for (const count of counts(engines)) expect(Math.abs(count - fair)).toBeLessThan(fair * 0.25);
    }
  });

  it('of a killed engine are walked by the others within a lease and five seconds, what they had stays theirs', async () => {
    const time = createManualTime(1_000_000);
    const dying = createManualTime(1_000_000);
    const store = createMemoryShards();
    const [survivor, killed] = [openEngine({ time, store }, 'a', true), openEngine({ time: dying, store }, 'b')];
    await survivor.shares.start();
    await killed.shares.start();
    await time.pass(2_000);
    await dying.pass(2_000);
    const before = SERIES.filter((each) => survivor.shares.walks(each));
    expect(before.length).toBeLessThan(200);
    await time.pass(LEASE_MS + 5_000);
    expect(survivor.shares.count()).toBe(300);
    expect(survivor.taken.length).toBe(600 - before.length);
    // Nobody but itself knows that it is dead.
    dying.sleep(LEASE_MS + 5_000);
    expect(killed.shares.count()).toBe(0);
  });

  it('are given away only when their walk has ended, and nothing more of them is begun meanwhile', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryShards();
    const first = openEngine({ time, store }, 'b', true);
    await first.shares.start();
    const ends: (() => void)[] = [];
    const walks = SERIES.map((each) =>
      first.shares.during(each, () => new Promise<void>((resolve) => void ends.push(resolve))),
    );
    const second = openEngine({ time, store }, 'a');
    await second.shares.start();
    await time.pass(10_000);
    expect(second.shares.count()).toBe(0);
    expect(first.shares.count()).toBeLessThan(200);
    for (const end of ends) end();
    await Promise.all(walks);
    await time.pass(4_000);
    expect(new Set(walkers([first, second]))).toEqual(new Set([1]));
  });

  it('are all free at once after an orderly stop, and a paused engine walks none before it has read again', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryShards();
    const [first, second] = [openEngine({ time, store }, 'a', true), openEngine({ time, store }, 'b')];
    await first.shares.start();
    await second.shares.start();
    await time.pass(4_000);
    await first.shares.stop();
    await time.pass(2_000);
    expect(counts([first, second])).toEqual([0, 300]);
    time.sleep(LEASE_MS);
    expect(second.shares.count()).toBe(0);
  });

  it('stay through a short loss of the database, end with a long one, and come back', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryShards();
    let isAway = false;
    const road: ShardStore = {
      read: () => (isAway ? Promise.reject(new Error('away')) : store.read()),
      replace: (table) => store.replace(table),
    };
    const only = openEngine({ time, store: road }, 'a', true);
    await only.shares.start();
    isAway = true;
    await time.pass(8_000);
    expect(only.shares.count()).toBe(300);
    await time.pass(LEASE_MS);
    expect(only.shares.count()).toBe(0);
    expect(only.failures.length).toBeGreaterThan(1);
    isAway = false;
    await time.pass(2_000);
    expect(only.shares.count()).toBe(300);
    expect(only.taken).toHaveLength(600);
  });
});
