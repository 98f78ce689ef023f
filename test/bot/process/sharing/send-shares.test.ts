import { describe, expect, it } from 'vitest';
import type { SendShareEvent } from '../../../../bot/lease-event.ts';
import { LEASE_MS } from '../../../../bot/process/lease.ts';
import { SENDS } from '../../../../bot/process/sharing/deal-sends.ts';
import { createSendShares } from '../../../../bot/process/sharing/send-shares.ts';
import { NO_SENDS, type SendPart, type SendShareStore } from '../../../../bot/send-share-store.ts';
import { createSendBudget, type SendClass } from '../../../../bot/telegram/sending/send-budget.ts';
import { createMemoryDivision } from '../../../support/fakes/memory-leases.ts';
import { createManualTime, type ManualTime } from '../../../support/manual-time.ts';

const START_MS = 1_000_000;

interface At {
  readonly time: ManualTime;
  readonly store: SendShareStore;
  /** When a call of any process arrived at Telegram. */
  readonly arrivals: number[];
}

const openAt = (): At => ({ time: createManualTime(START_MS), store: createMemoryDivision(NO_SENDS), arrivals: [] });

function openSender({ time, store, arrivals }: At, holder: string, wayMs = 300) {
  const events: SendShareEvent[] = [];
  const failures: unknown[] = [];
  const budget = createSendBudget();
  const shares = createSendShares({
    ...{ store, budget, holder, nowMs: time.nowMs, wallNowMs: time.nowMs, startTimer: time.startTimer },
    onEvent: (event) => events.push(event),
    onFailed: (error) => failures.push(error),
  });
  let chatId = 0;
  /** Sends as much as it may of what has come so far; the rest waits for the next call. */
  const send = (sendClass: SendClass, most: number): number => {
    let sent = 0;
    for (; sent < most && budget.room(time.nowMs(), sendClass) > 0; sent += 1) {
      chatId += 1;
      const end = budget.begin({ sendClass, chatId }, time.nowMs());
      time.startTimer(wayMs, () => arrivals.push(time.nowMs()));
      time.startTimer(2 * wayMs, () => end(time.nowMs()));
    }
    const leave = Array.from({ length: most - sent }, () => budget.wait(sendClass));
    for (const each of leave) each();
    return sent;
  };
  return { shares, budget, events, failures, send, may: () => events.at(-1)?.sends };
}

type Sender = ReturnType<typeof openSender>;

interface Load {
  readonly sender: Sender;
  readonly sendClass: SendClass;
  readonly perSecond: number;
}

/** Sends at fixed rates; how many of each went out. */
async function under(time: ManualTime, seconds: number, loads: readonly Load[]): Promise<readonly number[]> {
  const waiting = loads.map(() => 0);
  const sent = loads.map(() => 0);
  for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
    for (const [index, { sender, sendClass, perSecond }] of loads.entries()) {
      waiting[index] = (waiting[index] ?? 0) + perSecond / 10;
      const count = sender.send(sendClass, Math.floor(waiting[index] ?? 0));
      waiting[index] = (waiting[index] ?? 0) - count;
      sent[index] = (sent[index] ?? 0) + count;
    }
    await time.pass(100);
  }
  return sent;
}

/**
 * An engine with more alerts than it may send beside a bot that people press so often in each second: how many alerts went out from the
 * tenth second on, and how long an answer waited at most then, but for the seconds in which the bot was held up.
 */
async function twoMinutes(
  at: At,
  pressesIn: (second: number) => number,
  isHeldUp: (second: number) => boolean = () => false,
): Promise<{ readonly alerts: number; readonly longestMs: number }> {
  const [engine, bot] = [openSender(at, 'engine'), openSender(at, 'bot')];
  await engine.shares.start();
  await bot.shares.start();
  // Until the engine has heard of the bot it has the whole limit, and the bot one send a second.
  await at.time.pass(5_000);
  let [pressed, answered, alerts, longestMs] = [0, 0, 0, 0];
  let oldest: number | null = null;
  for (let tenth = 0; tenth < 1_200; tenth += 1) {
    const second = Math.floor(tenth / 10);
    if (tenth % 10 === 0) pressed += pressesIn(second);
    if (!isHeldUp(second)) answered += bot.send('answer', pressed - answered);
    oldest = answered === pressed || isHeldUp(second) ? null : (oldest ?? at.time.nowMs());
    const sent = engine.send('alert', 4);
    if (second >= 10) {
      longestMs = Math.max(longestMs, oldest === null ? 0 : at.time.nowMs() - oldest);
      alerts += sent;
    }
    await at.time.pass(100);
  }
  return { alerts, longestMs };
}

function fullestSecond(arrivals: readonly number[]): number {
  const sorted = arrivals.toSorted((a, b) => a - b);
  let [from, most] = [0, 0];
  for (const [to, atMs] of sorted.entries()) {
    while ((sorted[from] ?? 0) <= atMs - 1_000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** Second by second, as chance has it with six. */
const PRESSES = [5, 8, 3, 6, 11, 4, 7, 2, 6, 9, 5, 3, 12, 6, 4, 7, 6, 1, 8, 5, 10, 4, 6, 7];

describe('what the token may send, among processes', () => {
  it('is all for one that is alone, at once, with a write every half lease and no more', async () => {
    const at = openAt();
    let writes = 0;
    const counted: SendShareStore = {
      read: at.store.read,
      replace: async (table) => {
        writes += 1;
        return await at.store.replace(table);
      },
    };
    const only = openSender({ ...at, store: counted }, 'a');
    await only.shares.start();
    expect(only.send('answer', 100)).toBe(30);
    await at.time.pass(10_000);
    writes = 0;
    await at.time.pass(60_000);
    expect(writes).toBeLessThanOrEqual(9);
    expect(only.events.map(({ sends, processes }) => [sends, processes])).toEqual([[30, 1]]);
    expect(only.failures).toEqual([]);
  });

  it('goes to a bot that people press 25 times a second, though the engine has sent at the limit before', async () => {
    const at = openAt();
    // What the engine sent is still on its way when the bot may send more already.
    const [engine, bot] = [openSender(at, 'engine', 700), openSender(at, 'bot', 5)];
    await engine.shares.start();
    await bot.shares.start();
    await under(at.time, 20, [{ sender: engine, sendClass: 'alert', perSecond: 40 }]);
    expect(engine.may()).toBe(29);
    const presses = { sender: bot, sendClass: 'answer', perSecond: 25 } as const;
    await under(at.time, 10, [presses, { sender: engine, sendClass: 'alert', perSecond: 40 }]);
    const [answered, alerts] = await under(at.time, 30, [
      presses,
      { sender: engine, sendClass: 'alert', perSecond: 40 },
    ]);
    expect(answered).toBeGreaterThanOrEqual(25 * 30 - 1);
    expect(alerts).toBeGreaterThanOrEqual(25);
    expect(fullestSecond(at.arrivals)).toBeLessThanOrEqual(SENDS);
  });

  it('stays mostly with the engine while people press now and then, several at once', async () => {
    const at = openAt();
    // Six a second on average, as a hundred thousand do who press five times a day.
    const { alerts, longestMs } = await twoMinutes(at, (second) => PRESSES[second % PRESSES.length] ?? 0);
    expect(longestMs).toBeLessThanOrEqual(1_000);
    // Five a second where one answer that waited claimed the whole limit, 12.7 where all did that waited at once.
    expect(alerts).toBeGreaterThan(16 * 110);
    expect(fullestSecond(at.arrivals)).toBeLessThanOrEqual(SENDS);
  });

  it('stays mostly with the engine while the bot is held up for seconds now and then, and then answers many at once', async () => {
    const at = openAt();
    // As on a database that is busy with something long three seconds of twelve.
    const isHeldUp = (second: number): boolean => second % 12 < 3;
    const { alerts, longestMs } = await twoMinutes(at, () => 6, isHeldUp);
    // Four a second, and answers up to 5.4 s late, where all that waited at once claimed their part.
    expect(longestMs).toBeLessThanOrEqual(3_500);
    expect(alerts).toBeGreaterThan(13 * 110);
    expect(fullestSecond(at.arrivals)).toBeLessThanOrEqual(SENDS);
  });

  it('goes over bit by bit while ever more people press', async () => {
    const at = openAt();
    const [engine, bot] = [openSender(at, 'engine'), openSender(at, 'bot')];
    await engine.shares.start();
    await bot.shares.start();
    const alerts = { sender: engine, sendClass: 'alert', perSecond: 40 } as const;
    await under(at.time, 20, [alerts]);
    let [pressed, answered] = [0, 0];
    for (let second = 1; second <= 12; second += 1) {
      pressed += 2 * second;
      const [done = 0] = await under(at.time, 1, [
        { sender: bot, sendClass: 'answer', perSecond: pressed - answered },
        alerts,
      ]);
      answered += done;
    }
    // Half of that where the engine gave nothing away before it had wanted the same for a whole window.
    expect(bot.may()).toBeGreaterThanOrEqual(21);
    expect(fullestSecond(at.arrivals)).toBeLessThanOrEqual(SENDS);
  });

  it('comes back to the engine within ten seconds of the last press', async () => {
    const at = openAt();
    const [engine, bot] = [openSender(at, 'engine'), openSender(at, 'bot')];
    await engine.shares.start();
    await bot.shares.start();
    await under(at.time, 20, [{ sender: bot, sendClass: 'answer', perSecond: 26 }]);
    await at.time.pass(10_000);
    const [posts] = await under(at.time, 30, [{ sender: engine, sendClass: 'alert', perSecond: 26 }]);
    expect(posts).toBeGreaterThan(24 * 30);
  });

  it('is taken from one that ended without a word after a lease, and from one that ended in order after a window', async () => {
    const at = openAt();
    const [a, b, c] = [openSender(at, 'a'), openSender(at, 'b'), openSender(at, 'c')];
    for (const each of [a, b, c]) await each.shares.start();
    await at.time.pass(10_000);
    expect([a.may(), b.may(), c.may()]).toEqual([10, 10, 10]);
    await b.shares.stop();
    await at.time.pass(4_000);
    expect([a.may(), c.may()]).toEqual([15, 15]);
    const killed: SendPart = {
      holder: 'd',
      untilMs: at.time.nowMs() + LEASE_MS,
      sends: 9,
      wants: { answers: 9, rest: 0 },
    };
    const table = await at.store.read();
    await at.store.replace({ ...table, parts: [...table.parts, killed] });
    await at.time.pass(LEASE_MS - 2_000);
    expect((a.may() ?? 0) + (c.may() ?? 0)).toBeLessThanOrEqual(21);
    await at.time.pass(6_000);
    expect([a.may(), c.may()]).toEqual([15, 15]);
  });

  it.each(['refuses', 'hangs'])('is one a second for a process whose database %s for a lease', async (how) => {
    const at = openAt();
    let isAway = false;
    const store: SendShareStore = {
      read: async () => {
        if (isAway && how === 'refuses') throw new Error('away');
        while (isAway) await new Promise<void>((resolve) => void at.time.startTimer(1_000, resolve));
        return await at.store.read();
      },
      replace: at.store.replace,
    };
    const cut = openSender({ ...at, store }, 'a');
    await cut.shares.start();
    isAway = true;
    await at.time.pass(7_000);
    expect(cut.send('answer', 100)).toBe(30);
    await at.time.pass(LEASE_MS);
    expect(cut.send('answer', 100)).toBe(1);
    expect(cut.failures.length > 10).toBe(how === 'refuses');
    isAway = false;
    await at.time.pass(2_000);
    expect(cut.send('answer', 100)).toBe(30);
  });

  it('stops in every process when Telegram asks one of them for silence, and goes on when that is over', async () => {
    const at = openAt();
    const [engine, bot] = [openSender(at, 'engine'), openSender(at, 'bot')];
    await engine.shares.start();
    await bot.shares.start();
    await at.time.pass(5_000);
    engine.budget.stopFor(30_000, at.time.nowMs());
    await at.time.pass(2_000);
    expect(bot.send('answer', 5)).toBe(0);
    await at.time.pass(27_900);
    expect([bot.send('answer', 5), engine.send('post', 5)]).toEqual([0, 0]);
    await at.time.pass(300);
    expect([bot.send('answer', 5), engine.send('post', 5)]).toEqual([5, 5]);
  });
});
