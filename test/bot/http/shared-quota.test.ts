import { describe, expect, it } from 'vitest';
import { createSharedQuota } from '../../../bot/http/v1/shared-quota.ts';
import type { RequestCounts } from '../../../bot/limits/request-counts.ts';
import { createMemoryRequestCounts } from '../../support/fakes/memory-use-counts.ts';
import { createManualTime, settle } from '../../support/manual-time.ts';

const NOON_MS = Date.UTC(2025, 0, 15, 12);
const RIGHTS = { perMinute: 30, perDay: 100 };

function openInstallation() {
  const time = createManualTime(NOON_MS);
  const stored = createMemoryRequestCounts();
  let writes = 0;
  let failing: 'no' | 'refuses' = 'no';
  const failures: unknown[] = [];
  const counts: RequestCounts = {
    async add(...args) {
      writes += 1;
      // As a database: the answer comes later.
      await settle();
      if (failing !== 'no') throw new Error('away');
      return await stored.add(...args);
    },
  };
  const fail = (how: typeof failing): void => {
    failing = how;
  };
  const open = () =>
    createSharedQuota({
      ...{ counts, clock: time, startTimer: time.startTimer },
      onFailed: (error) => failures.push(error),
    });
  return { time, stored, failures, open, writes: () => writes, fail };
}

type Installation = ReturnType<typeof openInstallation>;
type Process = ReturnType<Installation['open']>;

const allowedOf = async (process: Process, count: number): Promise<number> => {
  let allowed = 0;
  for (let each = 0; each < count; each += 1) if ((await process.take('key:a', RIGHTS)).allowed) allowed += 1;
  return allowed;
};

describe('a quota that processes keep together', () => {
  it('is one quota for two processes that are asked by turns', async () => {
    const { time, open } = openInstallation();
    const [first, second] = [open(), open()];
    let allowed = 0;
    for (let turn = 0; turn < 40; turn += 1) {
      allowed += await allowedOf(turn % 2 === 0 ? first : second, 1);
      await time.pass(1_000);
    }
    expect(allowed).toBe(30);
  });

  it('is exact where everybody asks at once, once half of it is used', async () => {
    const { time, open } = openInstallation();
    const [first, second] = [open(), open()];
    expect(await allowedOf(first, 16)).toBe(16);
    await time.pass(2_000);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? first : second).take('key:a', RIGHTS)),
    );
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(14);
  });

  it('lets a second process have at most half a window more in one second', async () => {
    const { open } = openInstallation();
    const [first, second] = [open(), open()];
    const both = await Promise.all([allowedOf(first, 60), allowedOf(second, 60)]);
    expect(both[0] + both[1]).toBeGreaterThanOrEqual(30);
    expect(both[0] + both[1]).toBeLessThanOrEqual(45);
  });

  it('is not forgotten by a restart, in order or by a kill a second later', async () => {
    const { time, open } = openInstallation();
    const before = open();
    expect(await allowedOf(before, 12)).toBe(12);
    await before.flush();
    expect(await allowedOf(open(), 60)).toBe(18);
    await time.pass(60_000);
    expect(await allowedOf(open(), 10)).toBe(10);
    await time.pass(1_001);
    expect(await allowedOf(open(), 60)).toBe(20);
  });

  it('keeps the day, and says when it goes on', async () => {
    const { time, open } = openInstallation();
    let allowed = 0;
    for (let minute = 0; minute < 5; minute += 1) {
      allowed += await allowedOf(open(), 25);
      await time.pass(60_000);
    }
    expect(allowed).toBe(100);
    const last = open();
    expect(await last.take('key:a', RIGHTS)).toMatchObject({ allowed: false, window: 'day', limit: 100, remaining: 0 });
    expect(last.peek('key:a', RIGHTS).resetSeconds).toBe(12 * 3_600 - 5 * 60);
    await time.pass(12 * 3_600_000);
    expect((await last.take('key:a', RIGHTS)).allowed).toBe(true);
  });

  it('costs one write a second of a key that asks often, and counts what the second before the minute belongs to there', async () => {
    const { time, stored, open, writes } = openInstallation();
    const rights = { perMinute: 10_000, perDay: 1_000_000 };
    const process = open();
    await time.pass(59_900);
    for (let each = 0; each < 500; each += 1) await process.take('key:a', rights);
    expect(writes()).toBe(1);
    await time.pass(200);
    await process.take('key:a', rights);
    await time.pass(1_000);
    expect(writes()).toBeLessThanOrEqual(3);
    expect(await stored.add('key:a', 0, NOON_MS)).toEqual({ inMinute: 500, inDay: 501 });
    expect(await stored.add('key:a', 0, time.nowMs())).toEqual({ inMinute: 1, inDay: 501 });
  });

  it('charges nothing for what is refused', async () => {
    const { time, stored, open } = openInstallation();
    await stored.add('key:a', 30, NOON_MS);
    expect(await allowedOf(open(), 1)).toBe(0);
    await time.pass(1_000);
    expect(await stored.add('key:a', 0, NOON_MS)).toEqual({ inMinute: 30, inDay: 30 });
  });

  it('is kept by each process alone while the database does not answer, and told once it does', async () => {
    const { time, stored, failures, open, fail } = openInstallation();
    fail('refuses');
    const process = open();
    expect(await allowedOf(process, 40)).toBe(30);
    expect(failures.length).toBeGreaterThan(0);
    fail('no');
    await process.flush();
    await time.pass(1_000);
    expect(await stored.add('key:a', 0, NOON_MS)).toEqual({ inMinute: 30, inDay: 30 });
  });
});
