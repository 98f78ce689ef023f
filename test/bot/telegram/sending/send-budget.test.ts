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
function sendAt(budget: SendBudget, send: { readonly chatId: number; readonly key: string }, atMs: number): void {
  budget.begin({ sendClass: 'post', ...send }, atMs)(atMs);
}

describe('createSendBudget', () => {
  it('reserves slots that can all be kept', () => {
    const budget = createSendBudget();
    sendAt(budget, { chatId: -1, key: 'first' }, 0);
    const slots = Array.from({ length: 45 }, (_, index) => budget.reserveMs(-1, String(index), 10));
    expect(slots.slice(0, 3)).toEqual([1_000, 2_000, 3_000]);
    expect(slots[19]).toBe(60_000);
    slots.forEach((slotMs, index) => {
      expect(budget.chatFreeAtMs(-1, slotMs, 'post')).toBe(slotMs);
      sendAt(budget, { chatId: -1, key: String(index) }, slotMs);
    });
  });

  it('keeps the place of who asks again', () => {
    const budget = createSendBudget();
    sendAt(budget, { chatId: -1, key: 'first' }, 0);
    expect(['a', 'b', 'c'].map((key) => budget.reserveMs(-1, key, 10))).toEqual([1_000, 2_000, 3_000]);
    sendAt(budget, { chatId: -1, key: 'a' }, 1_300);
    expect(budget.reserveMs(-1, 'b', 2_000)).toBe(2_300);
    expect(budget.reserveMs(-1, 'd', 2_000)).toBe(4_300);
  });

  it('forgets who never comes back', () => {
    const budget = createSendBudget();
    sendAt(budget, { chatId: -1, key: 'first' }, 0);
    budget.reserveMs(-1, 'a', 10);
    sendAt(budget, { chatId: -1, key: 'second' }, 70_000);
    expect(budget.reserveMs(-1, 'b', 70_010)).toBe(71_000);
  });

  it('counts chats apart and the bot as a whole', () => {
    const budget = createSendBudget();
    for (let chatId = -1; chatId >= -30; chatId -= 1) {
      expect(budget.chatFreeAtMs(chatId, 0, 'post')).toBe(0);
      expect(budget.botFreeAtMs(0, 'answer')).toBe(0);
      sendAt(budget, { chatId: chatId, key: 'x' }, 0);
    }
    expect(budget.chatFreeAtMs(-31, 0, 'post')).toBe(0);
    expect(budget.botFreeAtMs(0, 'answer')).toBe(1_000);
  });

  it('keeps the longer of two stops', () => {
    const budget = createSendBudget();
    budget.stopUntil(9_000);
    budget.stopUntil(4_000);
    expect(budget.botFreeAtMs(0, 'answer')).toBe(9_000);
    expect(budget.botFreeAtMs(9_500, 'answer')).toBe(9_500);
  });
});
