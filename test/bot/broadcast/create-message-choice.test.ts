import { describe, expect, it } from 'vitest';
import type { ChannelMessages } from '../../../bot/broadcast/close-message.ts';
import {
  type ChoiceDeps,
  createMessageChoice,
  type MessageChoice,
} from '../../../bot/broadcast/create-message-choice.ts';
import type { DuePost } from '../../../engine/ports.ts';
import { nthSignal } from '../../support/fakes/opened-signals.ts';
import { CLOSE_TIME_MS } from '../../support/signal-fixtures.ts';

const NOW = CLOSE_TIME_MS + 5_000;
const MESSAGES: ChannelMessages = { begin: async () => 'id', find: async () => null };

/** Posts of the same close in these channels, a signal each. */
function posts(chatIds: readonly number[]): readonly DuePost[] {
  return chatIds.map((chatId, index) => {
    const signal = nthSignal(index);
    const delivery = {
      ...{ id: `${index}`, audience: 'pro', priority: 1, chatId, dueAtMs: CLOSE_TIME_MS, expiresAtMs: NOW + 9_999 },
      ...{ state: 'pending' as const, attempt: 0, messageId: null, sentAtMs: null, form: 'text' as const },
      ...{ outcomeShown: false, error: null },
    };
    return { delivery, entry: { signal, steps: [], outcome: null, deliveries: [delivery] } };
  });
}

interface Chosen {
  readonly choice: MessageChoice;
  readonly ids: readonly string[];
}

function choose(due: readonly DuePost[], changes: Partial<ChoiceDeps> = {}, most = 30): Chosen {
  const choice = createMessageChoice({
    ...{ messages: MESSAGES, heldUntilMs: () => null, chatFreeAtMs: (_, nowMs) => nowMs, busy: new Set<number>() },
    ...{ aheadMs: 0, rests: true },
    ...changes,
  });
  choice.begin(NOW);
  const ids = choice.choose(due, most, NOW).map(({ delivery }) => delivery.id);
  choice.end(ids.length > 0, NOW);
  return { choice, ids };
}

const many = (count: number, chatId: number): readonly number[] => Array<number>(count).fill(chatId);

describe('of what is due', () => {
  it('one message of each channel is begun, in the order of what is due', () => {
    expect(choose(posts([-3, -3, -2, -2, -1])).ids).toEqual(['0', '2', '4']);
  });

  it('no more messages than there is room for', () => {
    expect(choose(posts([-3, -2, -1]), {}, 2).ids).toEqual(['0', '1']);
  });

  it('the next is looked for at once where the clock is set back', () => {
    const { choice } = choose([]);
    expect(choice.isTimeToLook(NOW + 1)).toBe(false);
    expect(choice.isTimeToLook(NOW - 3_600_000)).toBe(true);
  });

  it.each([
    [3, 1],
    [4, 4],
    [15, 15],
    [16, 8],
    [50, 13],
  ])('%i signals of one close begin with a message of %i', (signals, first) => {
    expect(choose(posts(many(signals, -1))).ids).toHaveLength(first);
  });

  it('nothing is begun for a channel with a message under way, and what waits is known', () => {
    const { choice, ids } = choose(posts([-2, -1]), { busy: new Set([-2]) });
    expect(ids).toEqual(['1']);
    expect([choice.isWaiting('0'), choice.isWaiting('1')]).toEqual([true, false]);
  });

  it('what waits for its channel waits until that is free, less the time to make it ready', () => {
    const free = { chatFreeAtMs: (chatId: number) => (chatId === -2 ? NOW + 700 : NOW + 40_000), aheadMs: 100 };
    const { choice, ids } = choose(posts([-2, -1]), free);
    expect(ids).toEqual([]);
    // With those that are free in the same quarter of a second.
    expect(choice.untilMs()).toBe(NOW + 750);
    expect([choice.isTimeToLook(NOW + 749), choice.isTimeToLook(NOW + 750)]).toEqual([false, true]);
  });

  it('what is kept back for more of its close is not begun before', () => {
    const { choice, ids } = choose(posts([-1]), { heldUntilMs: () => NOW + 300 });
    expect(ids).toEqual([]);
    expect(choice.untilMs()).toBe(NOW + 300);
  });
});

describe('the next look', () => {
  it('comes when something was stored, a tenth of a second after the last at the earliest, and else after a rest', () => {
    const { choice } = choose([]);
    expect(choice.isTimeToLook(NOW + 199)).toBe(false);
    expect(choice.isTimeToLook(NOW + 200)).toBe(true);
    choice.wake();
    expect([choice.isTimeToLook(NOW + 99), choice.isTimeToLook(NOW + 100)]).toEqual([false, true]);
    expect(choice.untilMs()).toBe(NOW + 100);
  });

  it('comes when the channel of an ended message is free again', () => {
    let freeMs = NOW;
    const { choice } = choose(posts([-1]), { busy: new Set([-1]), chatFreeAtMs: () => freeMs, aheadMs: 100 });
    expect(choice.untilMs()).toBeNull();
    freeMs = NOW + 900;
    choice.chatEnded(-1, NOW + 100);
    expect(choice.untilMs()).toBe(NOW + 1_000);
    expect([choice.isTimeToLook(NOW + 999), choice.isTimeToLook(NOW + 1_000)]).toEqual([false, true]);
  });
});
