import type { Clock } from '../../engine/ports.ts';
import type { PositionStore } from './position-store.ts';

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
  /** Called once per process when the end is reached. */
  readonly onEnd?: () => void;
  /** The position could not be saved: the clock stands still until it can. Called once per failure. */
  readonly onSaveFailed?: (error: unknown) => void;
}

/**
 * The clock of a replay: virtual now = anchor + wall time since the anchor × speed. Never runs backwards, not even after
 * kill -9: it hands out no time beyond the saved position, which therefore lies a little ahead. Stands still while the process
 * is down. Read and moved only by the functions of this file.
 */
export interface ReplayClock {
  readonly options: ReplayClockOptions;
  readonly wallNowMs: () => number;
  /** The end, Infinity when there is none. */
  readonly lastMs: number;
  /** The saved position: no later time is handed out. */
  reservedMs: number;
  /** At this wall time the virtual time was that one. */
  anchor: { readonly virtualMs: number; readonly wallMs: number };
  fast: { readonly untilMs: number; readonly speed: number } | null;
  /** The newest time handed out. */
  shownMs: number;
  /** onEnd was called. */
  endNoticed: boolean;
  /** The last save failed. */
  saveFailing: boolean;
  closed: boolean;
}

/** Wall time between two saves: what a kill -9 skips at most, times the speed. */
const RESERVE_WALL_MS = 2_000;
/** The same while it is fast-forwarded: a day of ten that take two seconds. */
const RESERVE_FAST_WALL_MS = 200;

/** The speed at which a market closes so many candles per minute of wall time. */
export function replaySpeed(candlesPerMinute: number, candleMs: number): number {
  return (candlesPerMinute * candleMs) / 60_000;
}

/** Goes on where the stored position is. */
export function openReplayClock(options: ReplayClockOptions): ReplayClock {
  const { startMs, endMs, position, wallNowMs = () => performance.now() } = options;
  const lastMs = endMs ?? Number.POSITIVE_INFINITY;
  const stored = position.load();
  const virtualMs = Math.min(Math.max(stored ?? startMs, startMs), lastMs);
  return {
    options,
    wallNowMs,
    lastMs,
    reservedMs: stored ?? Number.NEGATIVE_INFINITY,
    anchor: { virtualMs, wallMs: wallNowMs() },
    fast: null,
    shownMs: virtualMs,
    endNoticed: false,
    saveFailing: false,
    closed: false,
  };
}

/** The replay's clock for those who only read it. */
export function clockOf(replay: ReplayClock): Clock {
  return { nowMs: () => replayNowMs(replay) };
}

/** Virtual epoch milliseconds. */
export function replayNowMs(replay: ReplayClock): number {
  if (replay.closed) return Math.floor(replay.shownMs);
  const wallMs = replay.wallNowMs();
  const { fast } = replay;
  const wantedMs = advance(replay, wallMs);
  const ceilingMs = Math.min(replay.options.ceilingMs?.() ?? Number.POSITIVE_INFINITY, replay.lastMs);
  const stopAt = (virtualMs: number): number => {
    const stoppedMs = Math.max(replay.shownMs, virtualMs);
    replay.anchor = { virtualMs: stoppedMs, wallMs };
    return stoppedMs;
  };
  // A ceiling that has come down holds the clock where it is; it never pulls it back.
  const heldMs = wantedMs > ceilingMs ? stopAt(ceilingMs) : Math.max(replay.shownMs, wantedMs);
  replay.shownMs = reserve(replay, heldMs) ? heldMs : stopAt(replay.reservedMs);
  // Held before its end, a fast-forward goes on afterwards, however long that took.
  if (fast !== null && replay.shownMs < fast.untilMs) replay.fast = fast;
  if (replay.shownMs >= replay.lastMs && !replay.endNoticed) {
    replay.endNoticed = true;
    replay.options.onEnd?.();
  }
  return Math.floor(replay.shownMs);
}

/** Where the clock would be if nothing held it; ends a fast-forward that is over. */
function advance(replay: ReplayClock, wallMs: number): number {
  const { anchor, fast, options } = replay;
  const passedMs = Math.max(0, wallMs - anchor.wallMs);
  if (fast === null) return anchor.virtualMs + passedMs * options.speed;
  const fastWallMs = (fast.untilMs - anchor.virtualMs) / fast.speed;
  if (wallMs - anchor.wallMs < fastWallMs) return anchor.virtualMs + passedMs * fast.speed;
  replay.anchor = { virtualMs: fast.untilMs, wallMs: anchor.wallMs + fastWallMs };
  replay.fast = null;
  return advance(replay, wallMs);
}

/** True when times up to virtualMs may be handed out. */
function reserve(replay: ReplayClock, virtualMs: number): boolean {
  if (virtualMs <= replay.reservedMs) return true;
  const { options, fast, lastMs } = replay;
  const reservedMs = fast === null ? RESERVE_WALL_MS * options.speed : RESERVE_FAST_WALL_MS * fast.speed;
  const aheadMs = Math.min(Math.ceil(virtualMs + reservedMs), lastMs);
  try {
    options.position.save(aheadMs);
  } catch (error) {
    if (!replay.saveFailing) options.onSaveFailed?.(error);
    replay.saveFailing = true;
    return false;
  }
  replay.saveFailing = false;
  replay.reservedMs = aheadMs;
  return true;
}

/** Runs at another speed until a moment; changes nothing when that moment has passed. */
export function fastForwardTo(replay: ReplayClock, untilMs: number, speed: number): void {
  const nowMs = replayNowMs(replay);
  const targetMs = Math.min(untilMs, replay.lastMs);
  if (targetMs <= nowMs) return;
  replay.anchor = { virtualMs: replay.shownMs, wallMs: replay.wallNowMs() };
  replay.fast = { untilMs: targetMs, speed };
}

/** Goes on at the usual speed from now on. */
export function endFastForward(replay: ReplayClock): void {
  replayNowMs(replay);
  if (replay.fast === null) return;
  replay.anchor = { virtualMs: replay.shownMs, wallMs: replay.wallNowMs() };
  replay.fast = null;
}

export function isFastForwarding(replay: ReplayClock): boolean {
  return fastForwardUntilMs(replay) !== null;
}

/** Until which virtual time the clock is fast-forwarded; null when it is not. */
export function fastForwardUntilMs(replay: ReplayClock): number | null {
  const nowMs = replayNowMs(replay);
  return replay.fast !== null && nowMs < replay.fast.untilMs ? replay.fast.untilMs : null;
}

export function hasEnded(replay: ReplayClock): boolean {
  return replayNowMs(replay) >= replay.lastMs;
}

/** Wall milliseconds until the clock shows this moment if nothing holds it; 0 when it has passed, Infinity past the end. */
export function wallMsUntil(replay: ReplayClock, virtualMs: number): number {
  const nowMs = replayNowMs(replay);
  if (virtualMs <= nowMs) return 0;
  if (virtualMs > replay.lastMs) return Number.POSITIVE_INFINITY;
  const { fast, options } = replay;
  const fastUntilMs = fast === null ? nowMs : Math.min(fast.untilMs, virtualMs);
  return (fastUntilMs - nowMs) / (fast?.speed ?? 1) + (virtualMs - fastUntilMs) / options.speed;
}

/** Saves the exact position; the clock stands still from now on. */
export function closeReplayClock(replay: ReplayClock): void {
  if (replay.closed) return;
  replayNowMs(replay);
  replay.closed = true;
  try {
    replay.options.position.save(Math.ceil(replay.shownMs));
  } catch (error) {
    replay.options.onSaveFailed?.(error);
  }
}
