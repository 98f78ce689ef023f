import { describe, expect, it } from 'vitest';
import type { LeaseEvent } from '../../../bot/lease-event.ts';
import type { LeaseStore } from '../../../bot/lease-store.ts';
import { createLease, LEASE_MS, type Lease } from '../../../bot/process/lease.ts';
import { createMemoryLeases } from '../../support/fakes/memory-leases.ts';
import { createManualTime, type ManualTime } from '../../support/manual-time.ts';

function openProcess(time: ManualTime, store: LeaseStore, holder: string) {
  const events: LeaseEvent[] = [];
  const taken: number[] = [];
  const failures: unknown[] = [];
  const lease: Lease = createLease({
    ...{ store, name: 'engine', holder, nowMs: time.nowMs, wallNowMs: time.nowMs, startTimer: time.startTimer },
    onTaken: async (token) => void taken.push(token),
    onEvent: (event) => events.push(event),
    onFailed: (error) => failures.push(error),
  });
  return { lease, events, taken, failures };
}

describe('the lease of engine and sender', () => {
  it('is kept for days by renewing, while another stands by', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryLeases();
    const [first, second] = [openProcess(time, store, 'a'), openProcess(time, store, 'b')];
    await first.lease.start();
    await second.lease.start();
    await time.pass(3_600_000);
    expect([first.lease.leads(), second.lease.leads()]).toEqual([true, false]);
    expect(first.taken).toEqual([1]);
    expect(second.events).toEqual([{ type: 'lease', name: 'engine', what: 'waiting' }]);
  });

  it('goes to the other within a lease and five seconds after a kill, with a higher token', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryLeases();
    const killed = createManualTime(1_000_000);
    const first = openProcess(killed, store, 'a');
    killed.sleep(time.nowMs() - killed.nowMs());
    await first.lease.start();
    const second = openProcess(time, store, 'b');
    await second.lease.start();
    await time.pass(LEASE_MS + 5_000);
    expect(second.lease.leads()).toBe(true);
    expect(second.taken).toEqual([2]);
  });

  it('is not held by a process that slept through its end, and not prepared for twice under one token', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryLeases();
    const first = openProcess(time, store, 'a');
    await first.lease.start();
    time.sleep(LEASE_MS);
    expect([first.lease.token(), first.lease.leads()]).toEqual([null, false]);
    await time.pass(10_000);
    expect(first.lease.leads()).toBe(true);
    expect(first.taken).toEqual([1, 2]);
    expect(first.events.map(({ what }) => what)).toEqual(['taken', 'lost', 'taken']);
  });

  it('stays held through a short loss of the database and ends with a long one', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryLeases();
    let isAway = false;
    const road: LeaseStore = {
      ...store,
      renew: (...args) => (isAway ? Promise.reject(new Error('away')) : store.renew(...args)),
      take: (...args) => (isAway ? Promise.reject(new Error('away')) : store.take(...args)),
    };
    const first = openProcess(time, road, 'a');
    await first.lease.start();
    isAway = true;
    await time.pass(8_000);
    expect(first.lease.leads()).toBe(true);
    await time.pass(LEASE_MS);
    expect(first.lease.leads()).toBe(false);
    expect(first.failures.length).toBeGreaterThan(1);
    isAway = false;
    await time.pass(5_000);
    expect(first.lease.leads()).toBe(true);
  });

  it('is prepared again where the preparation fails after a take-over', async () => {
    const time = createManualTime(1_000_000);
    let failing = true;
    const store = createMemoryLeases();
    const other = await store.take({ name: 'engine', holder: 'z', nowMs: time.nowMs(), lengthMs: 5_000 });
    expect(other).toBe(1);
    const failures: unknown[] = [];
    const lease = createLease({
      ...{ store, name: 'engine', holder: 'a', nowMs: time.nowMs, wallNowMs: time.nowMs, startTimer: time.startTimer },
      onTaken: () => (failing ? Promise.reject(new Error('no candles')) : Promise.resolve()),
      onEvent: () => {},
      onFailed: (error) => failures.push(error),
    });
    await lease.start();
    await time.pass(10_000);
    expect([lease.token() !== null, lease.leads()]).toEqual([true, false]);
    expect(failures.length).toBeGreaterThan(0);
    failing = false;
    await time.pass(6_000);
    expect(lease.leads()).toBe(true);
  });

  it('is free at once after an orderly stop', async () => {
    const time = createManualTime(1_000_000);
    const store = createMemoryLeases();
    const [first, second] = [openProcess(time, store, 'a'), openProcess(time, store, 'b')];
    await first.lease.start();
    await second.lease.start();
    await first.lease.stop();
    await time.pass(3_000);
    expect([first.lease.leads(), second.lease.leads()]).toEqual([false, true]);
  });
});
