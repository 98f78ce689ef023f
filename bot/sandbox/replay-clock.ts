import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Clock } from '../../engine/ports.ts';
import { WorldDamaged } from './world-folder.ts';
import { writeFileAtomically } from './write-file.ts';

/** Where the clock keeps how far it may have come. */
export interface PositionStore {
  /** The last saved position in virtual epoch milliseconds, or null at the first start. */
  load(): number | null;
  /** Must not return before the position is safe from a kill. */
  save(positionMs: number): void;
}

export interface ReplayClockOptions {
  /** Virtual time of the very first start. */
  readonly startMs: number;
  /** Where recorded candles end: the clock stops there. Null: it goes on for ever. */
  readonly endMs: number | null;
  /** Virtual milliseconds per millisecond of wall time. */
  readonly speed: number;
  readonly position: PositionStore;
  /** Monotonic wall time in milliseconds. */
  readonly wallNowMs?: () => number;
  /** The clock never passes this moment, read at each call, and does not make up for the time it was held. */
  readonly ceilingMs?: () => number;
  /** Said once per process when the end is reached. */
  readonly onEnd?: () => void;
  /** The position could not be saved: the clock stands still until it can. Said once per failure. */
  readonly onSaveFailed?: (error: unknown) => void;
}

export interface ReplayClock extends Clock {
  readonly startMs: number;
  readonly endMs: number | null;
  /** Runs at another speed until a moment; changes nothing when that moment has passed. */
  fastForwardTo(untilMs: number, speed: number): void;
  /** Goes on at the usual speed from now on. */
  endFastForward(): void;
  isFastForwarding(): boolean;
  hasEnded(): boolean;
  /** Wall milliseconds until the clock shows this moment if nothing holds it; 0 when it has passed, Infinity past the end. */
  wallMsUntil(virtualMs: number): number;
  /** Saves the exact position and stands still from now on. */
  close(): void;
}

/** Wall time between two saves: what a kill -9 skips at most, times the speed. */
const RESERVE_WALL_MS = 2_000;

const POSITION = z.object({ marketId: z.string(), positionMs: z.number().finite() });

/** The speed at which a market closes so many candles per minute of wall time. */
export function replaySpeed(candlesPerMinute: number, candleMs: number): number {
  return (candlesPerMinute * candleMs) / 60_000;
}

/**
 * Virtual now = stored position + wall time × speed. Never runs backwards, not even after kill -9: it hands out no time
 * beyond the saved position, which therefore lies a little ahead. Stands still while the process is down.
 */
export function createReplayClock(options: ReplayClockOptions): ReplayClock {
  const { startMs, endMs, position, wallNowMs = () => performance.now() } = options;
  const lastMs = endMs ?? Number.POSITIVE_INFINITY;
  const stored = position.load();
  let reservedMs = stored ?? Number.NEGATIVE_INFINITY;
  let anchorMs = Math.min(Math.max(stored ?? startMs, startMs), lastMs);
  let anchorWallMs = wallNowMs();
  let fast: { readonly untilMs: number; readonly speed: number } | null = null;
  /** The newest time handed out. */
  let shownMs = anchorMs;
  let ended = false;
  let failing = false;
  let closed = false;

  const anchorAt = (virtualMs: number, wallMs: number): number => {
    anchorMs = virtualMs;
    anchorWallMs = wallMs;
    return virtualMs;
  };

  const advance = (wallMs: number): number => {
    if (fast === null) return anchorMs + Math.max(0, wallMs - anchorWallMs) * options.speed;
    const fastWallMs = (fast.untilMs - anchorMs) / fast.speed;
    if (wallMs - anchorWallMs < fastWallMs) return anchorMs + Math.max(0, wallMs - anchorWallMs) * fast.speed;
    anchorAt(fast.untilMs, anchorWallMs + fastWallMs);
    fast = null;
    return advance(wallMs);
  };

  /** True when times up to virtualMs may be handed out. */
  const reserve = (virtualMs: number): boolean => {
    if (virtualMs <= reservedMs) return true;
    const aheadMs = Math.min(Math.ceil(virtualMs + RESERVE_WALL_MS * (fast?.speed ?? options.speed)), lastMs);
    try {
      position.save(aheadMs);
    } catch (error) {
      if (!failing) options.onSaveFailed?.(error);
      failing = true;
      return false;
    }
    failing = false;
    reservedMs = aheadMs;
    return true;
  };

  const nowMs = (): number => {
    if (closed) return Math.floor(shownMs);
    const wallMs = wallNowMs();
    const wanted = advance(wallMs);
    const ceilingMs = Math.min(options.ceilingMs?.() ?? Number.POSITIVE_INFINITY, lastMs);
    // A ceiling that has come down holds the clock where it is; it never pulls it back.
    const held = wanted > ceilingMs ? anchorAt(Math.max(shownMs, ceilingMs), wallMs) : Math.max(shownMs, wanted);
    const now = reserve(held) ? held : anchorAt(Math.max(shownMs, reservedMs), wallMs);
    shownMs = now;
    if (now >= lastMs && !ended) {
      ended = true;
      options.onEnd?.();
    }
    return Math.floor(now);
  };

  return {
    startMs,
    endMs,
    nowMs,
    fastForwardTo(untilMs, speed) {
      const now = nowMs();
      const target = Math.min(untilMs, lastMs);
      if (target <= now) return;
      anchorAt(shownMs, wallNowMs());
      fast = { untilMs: target, speed };
    },
    endFastForward() {
      nowMs();
      if (fast === null) return;
      anchorAt(shownMs, wallNowMs());
      fast = null;
    },
    isFastForwarding: () => nowMs() < (fast?.untilMs ?? Number.NEGATIVE_INFINITY),
    hasEnded: () => nowMs() >= lastMs,
    wallMsUntil(virtualMs) {
      const now = nowMs();
      if (virtualMs <= now) return 0;
      if (virtualMs > lastMs) return Number.POSITIVE_INFINITY;
      const fastUntilMs = fast === null ? now : Math.min(fast.untilMs, virtualMs);
      return (fastUntilMs - now) / (fast?.speed ?? 1) + (virtualMs - fastUntilMs) / options.speed;
    },
    close() {
      if (closed) return;
      nowMs();
      closed = true;
      try {
        position.save(Math.ceil(shownMs));
      } catch (error) {
        options.onSaveFailed?.(error);
      }
    },
  };
}

/** Keeps the position in memory, for tests. */
export function createMemoryPosition(initialMs: number | null = null): PositionStore {
  let positionMs = initialMs;
  return {
    load: () => positionMs,
    save(next) {
      positionMs = next;
    },
  };
}

/**
 * Keeps the position in a JSON file, replaced in one step. A file of another market counts as none. Throws WorldDamaged when the
 * file is there and cannot be understood: starting over in silence would run the clock backwards.
 */
export function createPositionFile(path: string, marketId: string): PositionStore {
  return {
    load() {
      if (!existsSync(path)) return null;
      const text = readFileSync(path, 'utf8');
      try {
        const stored = POSITION.parse(JSON.parse(text));
        return stored.marketId === marketId ? stored.positionMs : null;
      } catch (cause) {
        throw new WorldDamaged("the sandbox's clock (clock.json) is damaged", { cause });
      }
    },
    save(positionMs) {
      writeFileAtomically(path, JSON.stringify({ marketId, positionMs }));
    },
  };
}
