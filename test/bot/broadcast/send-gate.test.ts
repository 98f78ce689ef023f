import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSendGate, freeAtMs, TELEGRAM_LIMITS } from '../../../bot/broadcast/send-gate.ts';

const [perSecond, perMinute] = TELEGRAM_LIMITS.chat;

describe('freeAtMs', () => {
  it.each([
    ['nothing sent', [], 5_000, 5_000],
    ['one sent just now', [4_800], 5_000, 5_800],
    ['one sent a second ago', [4_000], 5_000, 5_000],
    ['twenty sent within a minute', Array.from({ length: 20 }, (_, i) => i * 1_000), 20_000, 60_000],
  ])('with %s', (_, sent, now, free) => {
    expect(freeAtMs(TELEGRAM_LIMITS.chat, sent, now)).toBe(free);
  });

  it('never lets a window hold more than its count', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 120 }), (waits) => {
        const sent: number[] = [];
        let nowMs = 0;
        for (const waitMs of waits) {
          nowMs = freeAtMs(TELEGRAM_LIMITS.chat, sent, nowMs + waitMs);
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

describe('createSendGate', () => {
  it('reserves slots that can all be kept', () => {
    const gate = createSendGate();
    gate.record(-1, 'first', 0);
    const slots = Array.from({ length: 45 }, (_, index) => gate.reserveMs(-1, String(index), 10));
    expect(slots.slice(0, 3)).toEqual([1_000, 2_000, 3_000]);
    expect(slots[19]).toBe(60_000);
    slots.forEach((slotMs, index) => {
      expect(gate.chatFreeAtMs(-1, slotMs)).toBe(slotMs);
      gate.record(-1, String(index), slotMs);
    });
  });

  it('keeps the place of who asks again', () => {
    const gate = createSendGate();
    gate.record(-1, 'first', 0);
    expect(['a', 'b', 'c'].map((key) => gate.reserveMs(-1, key, 10))).toEqual([1_000, 2_000, 3_000]);
    gate.record(-1, 'a', 1_300);
    expect(gate.reserveMs(-1, 'b', 2_000)).toBe(2_300);
    expect(gate.reserveMs(-1, 'd', 2_000)).toBe(4_300);
  });

  it('forgets who never comes back', () => {
    const gate = createSendGate();
    gate.record(-1, 'first', 0);
    gate.reserveMs(-1, 'a', 10);
    gate.record(-1, 'second', 70_000);
    expect(gate.reserveMs(-1, 'b', 70_010)).toBe(71_000);
  });

  it('counts chats apart and the bot as a whole', () => {
    const gate = createSendGate();
    for (let chatId = -1; chatId >= -30; chatId -= 1) {
      expect(gate.chatFreeAtMs(chatId, 0)).toBe(0);
      expect(gate.botFreeAtMs(0)).toBe(0);
      gate.record(chatId, 'x', 0);
    }
    expect(gate.chatFreeAtMs(-31, 0)).toBe(0);
    expect(gate.botFreeAtMs(0)).toBe(1_000);
  });

  it('keeps the longer of two stops', () => {
    const gate = createSendGate();
    gate.stopUntil(9_000);
    gate.stopUntil(4_000);
    expect(gate.botFreeAtMs(0)).toBe(9_000);
    expect(gate.botFreeAtMs(9_500)).toBe(9_500);
  });
});
