import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HOUR_MS } from '../../../engine/time.ts';

const START_MS = Date.UTC(2024, 5, 16);

interface PageClock {
  speed(): number | null;
  sync(nowMs: number, knownSpeed?: number | null): void;
  sawTime(dateMs: number): void;
  nowMs(): number | null;
}

/** The page's own module: plain JavaScript, typed here at the edge. */
async function loadClock(): Promise<(wallMs: () => number) => PageClock> {
  const address = new URL('../../../bot/sandbox/chat/data/clock.js', import.meta.url).href;
  const { createClock } = z
    .object({ createClock: z.custom<(wallMs: () => number) => PageClock>((value) => typeof value === 'function') })
    .parse(await import(address));
  return createClock;
}

async function stage() {
  const createClock = await loadClock();
  let wallMs = 0;
  const clock = createClock(() => wallMs);
  const pass = (ms: number): void => {
    wallMs += ms;
  };
  return { clock, pass };
}

describe('the virtual clock of the chat page', () => {
  it('knows nothing before the first sign of life', async () => {
    const { clock } = await stage();
    expect(clock.nowMs()).toBeNull();
    expect(clock.speed()).toBeNull();
  });

  it('measures the speed when the server does not say it, and moves on between signs of life', async () => {
    const { clock, pass } = await stage();
    clock.sync(START_MS);
    pass(3_000);
    clock.sync(START_MS + 3_000 * 60);
    expect(clock.speed()).toBe(60);
    pass(1_000);
    expect(clock.nowMs()).toBe(START_MS + 4_000 * 60);
  });

  it('calls an ordinary clock one with speed 1', async () => {
    const { clock, pass } = await stage();
    clock.sync(START_MS);
    pass(3_000);
    clock.sync(START_MS + 3_012);
    expect(clock.speed()).toBe(1);
  });

  it('stands still with a replay that has ended, while the ribbon keeps its speed', async () => {
    const { clock, pass } = await stage();
    clock.sync(START_MS, 720);
    pass(3_000);
    clock.sync(START_MS);
    pass(60_000);
    expect(clock.nowMs()).toBe(START_MS);
    expect(clock.speed()).toBe(720);
  });

  it('comes back after a fast-forward has ended instead of staying hours ahead', async () => {
    const { clock, pass } = await stage();
    clock.sync(START_MS, 720);
    pass(3_000);
    clock.sync(START_MS + 36 * HOUR_MS);
    pass(3_000);
    const before = clock.nowMs();
    expect(before).toBe(START_MS + 72 * HOUR_MS);
    const nowMs = START_MS + 36 * HOUR_MS + 3_000 * 720;
    clock.sync(nowMs);
    expect(clock.nowMs()).toBeLessThanOrEqual(nowMs + 720_000);
  });

  it('never runs backwards for a small lag, and is never behind a message it shows', async () => {
    const { clock, pass } = await stage();
    clock.sync(START_MS, 60);
    pass(3_000);
    clock.sync(START_MS + 180_000);
    pass(3_000);
    const shown = clock.nowMs();
    clock.sync(START_MS + 350_000);
    expect(clock.nowMs()).toBe(shown);
    clock.sawTime(START_MS + HOUR_MS);
    expect(clock.nowMs()).toBe(START_MS + HOUR_MS);
  });
});
