import { describe, expect, it } from 'vitest';
import { createDatabaseWatch, type DatabaseEvent } from '../../../bot/database/database-watch.ts';

function stage() {
  const events: DatabaseEvent[] = [];
  const state = { wallMs: 0, asked: 0, connected: true, ping: (): Promise<unknown> => Promise.resolve() };
  const watch = createDatabaseWatch({
    ping: () => {
      state.asked += 1;
      return state.ping();
    },
    isConnected: () => state.connected,
    wallNowMs: () => state.wallMs,
    onEvent: (event) => events.push(event),
  });
  return { watch, events, state };
}

const never = (): Promise<never> => new Promise(() => {});

describe('the watch over the database', () => {
  it('asks once for all who ask at the same time or shortly after', async () => {
    const { watch, state } = stage();
    expect(await Promise.all(Array.from({ length: 50 }, () => watch.answers()))).toEqual(new Array(50).fill(true));
    state.wallMs += 100;
    await watch.answers();
    expect(state.asked).toBe(1);
    state.wallMs += 300;
    await watch.answers();
    expect(state.asked).toBe(2);
  });

  it('knows within a second that a database hangs, and sooner when its connections are gone', async () => {
    const { watch, state } = stage();
    state.ping = never;
    for (const [connected, limitMs] of [
      [true, 1_000],
      [false, 500],
    ] as const) {
      state.connected = connected;
      state.wallMs += 1_000;
      const startedMs = performance.now();
      expect(await watch.answers()).toBe(false);
      expect(performance.now() - startedMs).toBeLessThan(limitMs);
    }
  });

  it('tells a loss once, and its end with how long it was', async () => {
    const { watch, state, events } = stage();
    await watch.answers();
    state.ping = () => Promise.reject(new Error('refused'));
    for (let second = 0; second < 5; second += 1) {
      state.wallMs += 1_000;
      expect(await watch.answers()).toBe(false);
    }
    expect(watch.describe()).toBe('has not answered for 4 s');
    state.ping = () => Promise.resolve();
    state.wallMs += 1_000;
    expect(await watch.answers()).toBe(true);
    expect(watch.describe()).toBe('answers');
    expect(events).toEqual([
      { type: 'database', what: 'lost' },
      { type: 'database', what: 'back', awayMs: 5_000 },
    ]);
  });
});
