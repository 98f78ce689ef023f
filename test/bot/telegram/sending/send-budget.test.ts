import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSendBudget,
  freeAtMs,
  type SendBudget,
  TELEGRAM_LIMITS,
} from '../../../../bot/telegram/sending/send-budget.ts';

const [perSecond, perMinute] = TELEGRAM_LIMITS.group;

describe('freeAtMs', () => {
  it.each([
    ['nothing sent', [], 5_000, 5_000],
    ['one sent just now', [4_800], 5_000, 5_800],
    ['one sent a second ago', [4_000], 5_000, 5_000],
    ['twenty sent within a minute', Array.from({ length: 20 }, (_, i) => i * 1_000), 20_000, 60_000],
  ])('with %s', (_, sent, now, free) => {
    expect(freeAtMs(TELEGRAM_LIMITS.group, sent, now)).toBe(free);
  });

  it('never lets a window hold more than its count', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 120 }), (waits) => {
        const sent: number[] = [];
        let nowMs = 0;
        for (const waitMs of waits) {
          nowMs = freeAtMs(TELEGRAM_LIMITS.group, sent, nowMs + waitMs);
          sent.push(nowMs);
        }
        for (const limit of [perSecond, perMinute]) {
          const { count = 0, windowMs = 0 } = limit ?? {};
          sent.forEach((timeMs, index) => {
            expect(timeMs - (sent[index - count] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(windowMs);
          });
        }
      }),
    );
  });
});

/** A call that is answered at once. */
function sendAt(budget: SendBudget, chatId: number, atMs: number): void {
  budget.begin({ sendClass: 'post', chatId }, atMs)(atMs);
}

describe('createSendBudget', () => {
  it('names times for a chat that can all be kept, at its pace by the second and then by the minute', () => {
    const budget = createSendBudget();
    sendAt(budget, -1, 0);
    const times = Array.from({ length: 45 }, () => {
      const freeMs = budget.chatFreeAtMs(-1, 10, 'post');
      sendAt(budget, -1, freeMs);
      return freeMs;
    });
    expect(times.slice(0, 3)).toEqual([1_000, 2_000, 3_000]);
    expect(times[19]).toBe(60_000);
    expect(times[44]).toBe(125_000);
  });

  it('counts chats apart and the bot as a whole', () => {
    const budget = createSendBudget();
    for (let chatId = -1; chatId >= -30; chatId -= 1) {
      expect(budget.chatFreeAtMs(chatId, 0, 'post')).toBe(0);
      expect(budget.botFreeAtMs(0, 'answer')).toBe(0);
      sendAt(budget, chatId, 0);
    }
    expect(budget.chatFreeAtMs(-31, 0, 'post')).toBe(0);
    expect(budget.botFreeAtMs(0, 'answer')).toBe(1_000);
  });

  it('counts what the balance pays for apart, up to 1,000 a second, and stops it with everything else', () => {
    const budget = createSendBudget();
    for (let chatId = 1; chatId <= 30; chatId += 1) sendAt(budget, -chatId, 0);
    expect(budget.botFreeAtMs(0, 'answer')).toBe(1_000);
    expect(budget.room(0, 'paid')).toBeGreaterThan(0);
    for (let chatId = 1; chatId <= 1_000; chatId += 1) budget.begin({ sendClass: 'paid', chatId }, 2_000)(2_000);
    expect(budget.botFreeAtMs(2_000, 'answer')).toBe(2_000);
    expect(budget.botFreeAtMs(2_000, 'paid')).toBeGreaterThanOrEqual(3_000);
    budget.stopFor(9_000, 0);
    expect(budget.botFreeAtMs(4_000, 'paid')).toBe(9_000);
  });

  it('keeps to a share of the token, of what is sent already, too, and takes more at once', () => {
    const budget = createSendBudget();
    for (let chatId = 1; chatId <= 10; chatId += 1) budget.begin({ sendClass: 'answer', chatId }, 0)(0);
    budget.limitTo(10 / 30);
    expect(budget.botFreeAtMs(500, 'answer')).toBe(1_000);
    budget.limitTo(11 / 30);
    expect(budget.botFreeAtMs(500, 'answer')).toBe(500);
    budget.limitTo(0);
    expect(budget.botFreeAtMs(2_000, 'answer')).toBe(2_000);
    budget.begin({ sendClass: 'answer', chatId: 11 }, 2_000)(2_000);
    expect(budget.botFreeAtMs(2_001, 'answer')).toBe(3_000);
    for (let sends = 1; sends <= 30; sends += 1) {
      const share = createSendBudget();
      share.limitTo(sends / 30);
      expect(share.room(0, 'answer')).toBe(sends);
    }
  });

  it('says what was begun since it was asked, answers apart, and for how long it is stopped', () => {
    const budget = createSendBudget();
    for (const sendClass of ['answer', 'post', 'edit', 'alert', 'broadcast', 'answer', 'paid'] as const)
      budget.begin({ sendClass, chatId: 5 }, 0)(0);
    const nobodyWaited = { answersWaiting: 0, hasRestWaited: false };
    expect(budget.readUse()).toEqual({ answers: 2, rest: 4, ...nobodyWaited });
    budget.wait('edit')();
    budget.wait('paid')();
    expect(budget.readUse()).toEqual({ answers: 0, rest: 0, ...nobodyWaited, hasRestWaited: true });
    const leave = [budget.wait('answer'), budget.wait('answer')];
    leave[0]?.();
    budget.wait('answer')();
    expect(budget.readUse()).toEqual({ answers: 0, rest: 0, ...nobodyWaited, answersWaiting: 2 });
    expect(budget.readUse()).toEqual({ answers: 0, rest: 0, ...nobodyWaited, answersWaiting: 1 });
    leave[1]?.();
    budget.readUse();
    expect(budget.readUse()).toEqual({ answers: 0, rest: 0, ...nobodyWaited });
    expect(budget.stoppedForMs(0)).toBe(0);
    budget.stopFor(4_000, 1_000);
    expect([budget.stoppedForMs(2_000), budget.stoppedForMs(9_000)]).toEqual([3_000, 0]);
  });

  it('never passes the limit where calls that took long are fast again all at once', () => {
    const budget = createSendBudget();
    const tripAt = (ms: number): number => (ms < 5_000 || ms >= 30_000 ? 10 : 400);
    const arrivals: number[] = [];
    const answers = new Map<number, (() => void)[]>();
    for (let nowMs = 0; nowMs < 40_000; nowMs += 1) {
      for (const answer of answers.get(nowMs) ?? []) answer();
      if (budget.botFreeAtMs(nowMs, 'alert') > nowMs) continue;
      const end = budget.begin({ sendClass: 'alert', chatId: nowMs + 1 }, nowMs);
      const tripMs = tripAt(nowMs);
      arrivals.push(nowMs + tripMs / 2);
      const answeredMs = nowMs + tripMs;
      answers.set(answeredMs, [...(answers.get(answeredMs) ?? []), () => end(answeredMs)]);
    }
    arrivals.sort((a, b) => a - b);
    for (const [index, atMs] of arrivals.entries())
      expect(atMs - (arrivals[index - 30] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1_000);
    expect(arrivals.length).toBeGreaterThan(700);
  });

  it('gives 99.7 % of the limit at an even round trip of 400 ms, once it knows that round trip well', () => {
    const budget = createSendBudget();
    const starts: number[] = [];
    const answers = new Map<number, () => void>();
    for (let nowMs = 0; nowMs < 70_000; nowMs += 1) {
      answers.get(nowMs)?.();
      if (budget.botFreeAtMs(nowMs, 'answer') > nowMs) continue;
      const end = budget.begin({ sendClass: 'answer', chatId: nowMs + 1 }, nowMs);
      starts.push(nowMs);
      answers.set(nowMs + 400, () => end(nowMs + 400));
    }
    for (const [index, atMs] of starts.entries())
      expect(atMs - (starts[index - 30] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1_000);
    expect(starts.filter((atMs) => atMs >= 10_000).length / 60 / 30).toBeGreaterThanOrEqual(0.997);
  });

  it('keeps the longer of two stops', () => {
    const budget = createSendBudget();
    budget.stopFor(9_000, 0);
    budget.stopFor(4_000, 0);
    expect(budget.botFreeAtMs(0, 'answer')).toBe(9_000);
    expect(budget.botFreeAtMs(9_500, 'answer')).toBe(9_500);
  });

  it.each([
    ['put back by hours', -3 * 3_600_000],
    ['put forward by hours', 3 * 3_600_000],
  ])('waits as long as it must where the clock is %s', (_, jumpMs) => {
    let steadyMs = 500.25;
    const budget = createSendBudget(TELEGRAM_LIMITS, () => steadyMs);
    const nowMs = 1_700_000_000_000;
    const end = budget.begin({ sendClass: 'post', chatId: -1 }, nowMs);
    steadyMs += 100;
    end(nowMs + jumpMs + 100);
    expect(budget.chatFreeAtMs(-1, nowMs + jumpMs + 100, 'post')).toBe(nowMs + jumpMs + 1_100);
    budget.stopFor(7_000, nowMs + jumpMs + 100);
    steadyMs += 1_000;
    expect(budget.botFreeAtMs(nowMs + 1_100, 'post')).toBe(nowMs + 7_100);
    expect(budget.room(nowMs + 1_100, 'post')).toBe(0);
    steadyMs += 6_000;
    expect(budget.room(nowMs + jumpMs + 7_100, 'post')).toBeGreaterThan(0);
  });
});
