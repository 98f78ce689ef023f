import { describe, expect, it } from 'vitest';
import type { DrainReport } from '../../../bot/broadcast/deliver.ts';
import { createScheduler, idle, runDue, type SchedulerDependencies, tick } from '../../../bot/process/scheduler.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import type { WalkResult } from '../../../engine/walk/on-candle-close.ts';

const CLOSE_MS = Date.UTC(2024, 0, 2, 10);
const FINE: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const ILL: SeriesKey = { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' };
const NOTHING_SENT: DrainReport = {
  ...{ sent: 0, edited: 0, deferred: 0, retried: 0, dead: 0, unknown: 0, expired: 0, nextAtMs: null },
};

/** Work that goes on until the test says so. */
function pending(): { readonly work: Promise<void>; readonly end: () => void } {
  let end = (): void => {};
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work, end };
}

/** A scheduler over fakes that write down what was called; the clock is the test's. */
function stage(
  changes: Partial<SchedulerDependencies> = {},
  walk = async (_: SeriesKey): Promise<WalkResult> => 'nothing',
) {
  const time = { nowMs: CLOSE_MS + 1_000 };
  const calls: string[] = [];
  const logged: string[] = [];
  const scheduler = createScheduler({
    clock: { nowMs: () => time.nowMs },
    series: [FINE, ILL],
    walk: {
      onCandleClose: async (series) => {
        calls.push(`walk ${series.exchange}`);
        return walk(series);
      },
      nextAskMs: () => null,
    },
    refreshModels: async () => void calls.push('models'),
    deliverer: {
      drain: async () => {
        calls.push('drain');
        return NOTHING_SENT;
      },
    },
    jobs: [],
    observe: {
      log: (event) => void logged.push(event.type === 'job-run' ? `${event.job} ${event.outcome}` : event.type),
    },
    wallNowMs: () => time.nowMs,
    ...changes,
  });
  const seconds = async (count: number): Promise<void> => {
    for (let second = 0; second < count; second += 1) {
      time.nowMs += 1_000;
      tick(scheduler);
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
  };
  return {
    scheduler,
    time,
    calls,
    logged,
    seconds,
    count: (call: string) => calls.filter((each) => each === call).length,
  };
}

describe('scheduler', () => {
  it('goes on with every other market, with sending and with jobs while one venue hangs, and counts as alive', async () => {
    const hang = pending();
    const jobs = [{ name: 'minute', everyMs: 60_000, run: async () => void seen.push('minute') }];
    const seen: string[] = [];
    const { scheduler, time, count, seconds } = stage({ jobs }, async ({ exchange }) => {
      if (exchange === 'kraken') await hang.work;
      return exchange === 'binance' ? 'decided' : 'nothing';
    });
    await seconds(180);
    expect(count('walk kraken')).toBe(1);
    expect(count('walk binance')).toBe(180);
    expect(count('models')).toBeGreaterThan(100);
    expect(count('drain')).toBeGreaterThan(100);
    expect(seen).toHaveLength(3);
    expect(scheduler.lastTickWallMs).toBe(time.nowMs);
    hang.end();
    await seconds(2);
    expect(count('walk kraken')).toBeGreaterThan(1);
  });

  it('walks on while a job, a training or Telegram takes for ever, and reports what is overdue once', async () => {
    const forEver = pending();
    const { count, seconds, logged } = stage({
      jobs: [{ name: 'reconcile-stars', everyMs: HOUR_MS, run: () => forEver.work }],
      deliverer: { drain: () => forEver.work.then(() => NOTHING_SENT) },
    });
    await seconds(1_300);
    expect(count('walk binance')).toBe(1_300);
    expect(logged.toSorted()).toEqual(['deliver skipped', 'reconcile-stars skipped']);
  });

  it('sends as soon as a walk has stored something, and looks once more when a drain is under way', async () => {
    const slow = pending();
    const drains: number[] = [];
    const staged = stage(
      {
        deliverer: {
          drain: async () => {
            drains.push(staged.time.nowMs);
            if (drains.length === 1) await slow.work;
            return NOTHING_SENT;
          },
        },
      },
      async () => 'decided',
    );
    await staged.seconds(1);
    // The first call drains, those of both walks ask it to look again.
    expect(drains).toEqual(Array(3).fill(staged.time.nowMs));
    slow.end();
    await staged.seconds(1);
    await idle(staged.scheduler);
    expect(drains.at(-1)).toBe(staged.time.nowMs);
  });

  it('calls the deliverer at the earliest time in the outbox', async () => {
    const drains: number[] = [];
    const dueMs = CLOSE_MS + 4_000;
    const staged = stage({
      deliverer: {
        drain: async () => {
          drains.push(staged.time.nowMs);
          return { ...NOTHING_SENT, nextAtMs: staged.time.nowMs < dueMs ? dueMs : null };
        },
      },
    });
    await staged.seconds(5);
    expect(drains).toEqual([CLOSE_MS + 2_000, dueMs]);
    staged.time.nowMs = CLOSE_MS + 60_000;
    expect(await runDue(staged.scheduler)).toBeNull();
  });

  it('tells the sandbox when work goes on: at the earliest of a late venue and the outbox', async () => {
    const at = { ask: CLOSE_MS + 8_000, send: CLOSE_MS + 3_000 };
    const staged = stage({
      walk: { onCandleClose: async () => 'waiting', nextAskMs: () => at.ask },
      deliverer: { drain: async () => ({ ...NOTHING_SENT, nextAtMs: at.send }) },
    });
    expect(await runDue(staged.scheduler)).toBe(at.send);
    at.send = CLOSE_MS + 20_000;
    expect(await runDue(staged.scheduler)).toBe(at.ask);
    // What became due meanwhile is done at once, never at the next candle.
    at.send = CLOSE_MS;
    expect(await runDue(staged.scheduler)).toBe(staged.time.nowMs + 1);
  });

  it('lets a series whose walk fails rest like one whose candle is late, until the next close', async () => {
    const walked: number[] = [];
    const staged = stage({ series: [FINE] }, async () => {
      walked.push(staged.time.nowMs - CLOSE_MS);
      throw new Error('the database is away');
    });
    await staged.seconds(100);
    expect(walked).toEqual([2_000, 3_000, 8_000, 20_000, 80_000]);
    expect(staged.logged.filter((each) => each === 'walk-failed')).toHaveLength(5);
  });

  it('refreshes the models after a candle was decided upon, and runs jobs by the clock', async () => {
    const ran: number[] = [];
    const results: WalkResult[] = ['decided'];
    const jobs = [{ name: 'hourly', everyMs: HOUR_MS, run: async (nowMs: number) => void ran.push(nowMs) }];
    const { scheduler, time, count } = stage({ series: [FINE], jobs }, async () => results.shift() ?? 'nothing');
    for (let minute = 0; minute <= 120; minute += 10) {
      time.nowMs = CLOSE_MS + minute * 60_000;
      await runDue(scheduler);
    }
    expect(count('models')).toBe(1);
    expect(ran.map((nowMs) => nowMs - CLOSE_MS)).toEqual([0, HOUR_MS, 2 * HOUR_MS]);
  });

  it('goes on at once where the clock is set back by hours: what had its time in the hours that never were', async () => {
    const ran: number[] = [];
    const jobs = [{ name: 'hourly', everyMs: HOUR_MS, run: async (nowMs: number) => void ran.push(nowMs) }];
    const { time, seconds, count } = stage({ series: [FINE], jobs });
    time.nowMs += 3 * HOUR_MS;
    await seconds(1);
    const before = count('drain');
    time.nowMs -= 3 * HOUR_MS;
    await seconds(2);
    expect(ran.map((nowMs) => nowMs - CLOSE_MS)).toEqual([3 * HOUR_MS + 2_000, 3_000]);
    expect(count('drain')).toBeGreaterThan(before);
    expect(count('models')).toBe(0);
  });

  it('looks into the outbox when a decision is stored, not when the walk that took it has ended', async () => {
    const outcomes = pending();
    const staged = stage({
      series: [FINE],
      walk: {
        onCandleClose: async (_series, onDecided) => {
          await Promise.resolve();
          onDecided();
          await outcomes.work;
          return 'decided';
        },
        nextAskMs: () => null,
      },
    });
    tick(staged.scheduler);
    const before = staged.count('drain');
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(staged.count('drain')).toBe(before + 1);
    outcomes.end();
    await idle(staged.scheduler);
    expect(staged.count('drain')).toBe(before + 2);
  });

  it('looks into the outbox once after all walks of a replay, however many stored something', async () => {
    const { scheduler, count } = stage({}, async () => 'decided');
    await runDue(scheduler);
    expect(count('walk binance') + count('walk kraken')).toBe(2);
    expect(count('drain')).toBe(1);
  });

  it('lets short jobs rest by wall time in a fast-forwarded replay, and long ones never', async () => {
    const ran: string[] = [];
    const wall = { nowMs: 10_000 };
    const job = (name: string, everyMs: number) => ({ name, everyMs, run: async () => void ran.push(name) });
    const staged = stage({
      jobs: [job('short', HOUR_MS / 2), job('long', 6 * HOUR_MS)],
      ...{ jobRestWallMs: () => 1_000, wallNowMs: () => wall.nowMs },
    });
    for (let turn = 0; turn < 10; turn += 1) {
      await runDue(staged.scheduler);
      staged.time.nowMs += 6 * HOUR_MS;
      wall.nowMs += 250;
    }
    expect(ran.filter((name) => name === 'long')).toHaveLength(10);
    // At 10 s, 11 s and 12 s of wall time.
    expect(ran.filter((name) => name === 'short')).toHaveLength(3);
  });
});
