import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryPosition, createPositionFile } from '../../../bot/sandbox/position-store.ts';
import {
  closeReplayClock,
  endFastForward,
  fastForwardTo,
  hasEnded,
  isFastForwarding,
  openReplayClock,
  type ReplayClockOptions,
  replayNowMs,
  replaySpeed,
  wallMsUntil,
} from '../../../bot/sandbox/replay-clock.ts';
import { createSystemClock } from '../../../engine/adapters/system-clock.ts';

const START = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

function bench(options: Partial<ReplayClockOptions> = {}) {
  const wall = { ms: 0 };
  const position = options.position ?? createMemoryPosition();
  const open = (more: Partial<ReplayClockOptions> = {}) =>
    openReplayClock({
      startMs: START,
      endMs: null,
      speed: 720,
      position,
      wallNowMs: () => wall.ms,
      ...options,
      ...more,
    });
  return { wall, position, open };
}

describe('replay clock', () => {
  it('is the start and wall time times speed', () => {
    const { wall, open } = bench();
    const clock = open();
    expect(replayNowMs(clock)).toBe(START);
    wall.ms += 5_000;
    expect(replayNowMs(clock)).toBe(START + 3_600_000);
  });

  it.each([
    [12, 3_600_000, 720],
    [1, 60_000, 1],
    [60, 900_000, 900],
  ])('at %d candles a minute of %d ms each runs %d times as fast', (candles, candleMs, speed) => {
    expect(replaySpeed(candles, candleMs)).toBe(speed);
  });

  it('goes on exactly where it was closed, however long ago', () => {
    const { wall, open } = bench();
    const clock = open();
    wall.ms += 10_000;
    const last = replayNowMs(clock);
    closeReplayClock(clock);
    wall.ms += DAY;
    expect(replayNowMs(clock)).toBe(last);
    expect(replayNowMs(open())).toBe(last);
  });

  it('never runs backwards, whatever kills it and whenever it is asked', () => {
    const step = fc.record({
      wallMs: fc.nat(6_000),
      act: fc.constantFrom('ask', 'ask', 'ask', 'kill', 'close', 'fast'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { wall, open } = bench({ endMs: START + 3 * DAY });
        let clock = open();
        let last = START;
        for (const { wallMs, act } of steps) {
          wall.ms += wallMs;
          if (act === 'close') closeReplayClock(clock);
          if (act === 'close' || act === 'kill') clock = open();
          if (act === 'fast') fastForwardTo(clock, START + DAY, 20_000);
          const now = replayNowMs(clock);
          expect(now).toBeGreaterThanOrEqual(last);
          last = now;
        }
      }),
    );
  });

  it('loses at most two seconds of wall time to a kill', () => {
    const { wall, open } = bench();
    const killed = open();
    wall.ms += 60_000;
    const last = replayNowMs(killed);
    expect(replayNowMs(open()) - last).toBeLessThanOrEqual(2_000 * 720);
  });

  it('saves now and then, not at every question', () => {
    let saves = 0;
    const { wall, open } = bench({
      position: {
        load: () => null,
        save: () => {
          saves += 1;
        },
      },
    });
    const clock = open();
    for (let call = 0; call < 10_000; call += 1) {
      wall.ms += 1;
      replayNowMs(clock);
    }
    expect(saves).toBeLessThanOrEqual(6);
  });

  it('stops at the end and says so once, again after a restart', () => {
    let ends = 0;
    const { wall, open } = bench({
      endMs: START + DAY,
      onEnd: () => {
        ends += 1;
      },
    });
    const clock = open();
    wall.ms += 3 * DAY;
    expect(hasEnded(clock)).toBe(true);
    expect(replayNowMs(clock)).toBe(START + DAY);
    expect(ends).toBe(1);
    expect(replayNowMs(open())).toBe(START + DAY);
    expect(ends).toBe(2);
  });

  it('fast-forwards to a moment, then goes on as usual, to the millisecond', () => {
    const { wall, open } = bench();
    const clock = open();
    fastForwardTo(clock, START + 10 * DAY, 43_200);
    expect(isFastForwarding(clock)).toBe(true);
    expect(wallMsUntil(clock, START + 10 * DAY + 720)).toBe(20_001);
    wall.ms += 10_000;
    expect(replayNowMs(clock)).toBe(START + 5 * DAY);
    wall.ms += 10_001;
    expect(replayNowMs(clock)).toBe(START + 10 * DAY + 720);
    expect(isFastForwarding(clock)).toBe(false);
    fastForwardTo(clock, START + DAY, 43_200);
    expect(isFastForwarding(clock)).toBe(false);
  });

  it('ends a fast-forward when asked, and goes on from there as usual', () => {
    const { wall, open } = bench();
    const clock = open();
    fastForwardTo(clock, START + 10 * DAY, 43_200);
    wall.ms += 10_000;
    endFastForward(clock);
    expect(isFastForwarding(clock)).toBe(false);
    expect(replayNowMs(clock)).toBe(START + 5 * DAY);
    wall.ms += 1;
    expect(replayNowMs(clock)).toBe(START + 5 * DAY + 720);
    endFastForward(clock);
    expect(replayNowMs(clock)).toBe(START + 5 * DAY + 720);
  });

  it('waits at a ceiling and does not make up for it', () => {
    const { wall, open } = bench();
    let ceilingMs = START + 1_000;
    const clock = open({ ceilingMs: () => ceilingMs });
    wall.ms += 60_000;
    expect(replayNowMs(clock)).toBe(START + 1_000);
    ceilingMs = START + DAY;
    wall.ms += 10;
    expect(replayNowMs(clock)).toBe(START + 1_000 + 7_200);
    ceilingMs = START;
    expect(replayNowMs(clock)).toBe(START + 1_000 + 7_200);
  });

  it('goes on with a fast-forward that was held for longer than it would have taken', () => {
    let ceilingMs = START + 1_000;
    const { wall, open } = bench();
    const clock = open({ ceilingMs: () => ceilingMs });
    fastForwardTo(clock, START + DAY, 86_400);
    wall.ms += 60_000;
    expect(replayNowMs(clock)).toBe(START + 1_000);
    expect(isFastForwarding(clock)).toBe(true);
    ceilingMs = Number.POSITIVE_INFINITY;
    wall.ms += 100;
    expect(replayNowMs(clock)).toBe(START + 1_000 + 8_640_000);
  });

  it('stands still while its position cannot be saved, and says so once', () => {
    const errors: unknown[] = [];
    let full = false;
    const memory = createMemoryPosition();
    const { wall, open } = bench({
      position: {
        load: memory.load,
        save(ms) {
          if (full) throw new Error('disk full');
          memory.save(ms);
        },
      },
      onSaveFailed: (error) => errors.push(error),
    });
    const clock = open();
    replayNowMs(clock);
    full = true;
    wall.ms += 60_000;
    const held = replayNowMs(clock);
    wall.ms += 60_000;
    expect(replayNowMs(clock)).toBe(held);
    expect(held).toBeLessThanOrEqual(memory.load() ?? 0);
    expect(errors).toHaveLength(1);
    full = false;
    wall.ms += 1_000;
    expect(replayNowMs(clock)).toBeGreaterThan(held);
  });
});

describe('position file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps the position of one market', () => {
    const path = join(folder, 'deep', 'position.json');
    expect(createPositionFile(path, 'a').load()).toBeNull();
    createPositionFile(path, 'a').save(START);
    expect(createPositionFile(path, 'a').load()).toBe(START);
    expect(createPositionFile(path, 'b').load()).toBeNull();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ marketId: 'a', positionMs: START });
  });

  it('is refused when it cannot be understood', () => {
    const path = join(folder, 'position.json');
    writeFileSync(path, '{"marketId": "a"');
    expect(() => createPositionFile(path, 'a').load()).toThrow('npm start -- --fresh');
  });
});

describe('system clock', () => {
  it('stands still when the time of the machine is set back', () => {
    const times = [100, 200, 150, 199, 201];
    const clock = createSystemClock(() => times.shift() ?? 0);
    expect([1, 2, 3, 4, 5].map(() => clock.nowMs())).toEqual([100, 200, 200, 200, 201]);
  });

  it('follows a time that is set back far: it had been wrong before', () => {
    const times = [20_000, 10_000, 9_999, 9_000, 9_500];
    const clock = createSystemClock(() => times.shift() ?? 0);
    expect([1, 2, 3, 4, 5].map(() => clock.nowMs())).toEqual([20_000, 20_000, 9_999, 9_999, 9_999]);
  });
});
