import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeliverer } from '../../../bot/broadcast/deliver.ts';
import { planDeliveries } from '../../../bot/broadcast/plan.ts';
import { createMemoryOutbox } from '../../support/fakes/memory-outbox.ts';
import { nthSignal } from '../../support/fakes/opened-signals.ts';
import { CLOSE_TIME_MS } from '../../support/signal-fixtures.ts';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

beforeEach(() => {
  vi.useFakeTimers({ now: CLOSE_TIME_MS + 3_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

it.each([0, 100, 400, 1_000])(
  'fills the limit of the token at a round trip of %i ms, and never passes it',
  async (ms) => {
    const count = 450;
    const outbox = createMemoryOutbox();
    for (let index = 0; index < count; index += 1) {
      const channels = { free: null, elite: null, pro: { chatId: -10_000 - index } };
      outbox.open(nthSignal(index), planDeliveries(nthSignal(index), { channels }));
    }
    const arrivals: number[] = [];
    const post = async (): Promise<number> => {
      arrivals.push(Date.now());
      await sleep(ms);
      return arrivals.length;
    };
    const none = async (): Promise<never> => Promise.reject(new Error('expected posts alone'));
    const deliverer = createDeliverer({
      ...{
        outbox,
        clock: { nowMs: () => Date.now() },
        pause: sleep,
        record: async () => null,
        picture: async () => null,
      },
      sender: { post, edit: none, postPhoto: none, editPhoto: none, editCaption: none },
      onEvent: () => undefined,
    });
    const drained = deliverer.drain();
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await drained).sent).toBe(count);
    arrivals.forEach((atMs, index) => {
      expect(atMs - (arrivals[index - 30] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1_000);
    });
    // Without the first round trips, in which one call after another shows that Telegram answers.
    const steady = arrivals.slice(100);
    const elapsedMs = (steady.at(-1) ?? 0) - (steady[0] ?? 0);
    expect(steady.length / (elapsedMs / 1_000) / 30).toBeGreaterThanOrEqual(0.95);
  },
);
