import type { Clock } from '../../engine/ports.ts';

/**
 * Holds the replay to the engine's work: its clock stands still while work is under way, stops shortly after each candle's end
 * and middle until that work is done, sooner when work waits for a venue or for Telegram, and never runs ahead of the real
 * world. So a post is as late by the replay's clock as it would be by a real one.
 */
export interface ReplayHold {
  /** The clock may run up to this moment. */
  untilMs: number;
  readonly stepMs: number;
  /** The real clock, which a replay of a live market must not overtake; null for recorded and made-up candles. */
  readonly real: Clock | null;
}

/** How long after a candle's end, or its middle when free readers are served, the replay stops for the engine to work. */
const STOP_AFTER_MS = 2_000;

export function createReplayHold(candleMs: number, real: Clock | null): ReplayHold {
  return { untilMs: Number.POSITIVE_INFINITY, stepMs: candleMs / 2, real };
}

/** Work begins: the clock stands still at this moment. */
export function holdReplay(hold: ReplayHold, nowMs: number): void {
  hold.untilMs = nowMs;
}

/** Work is done: the clock runs to the next stop, or to the moment for which work waits (null: nothing waits). */
export function releaseReplay(hold: ReplayHold, nowMs: number, againAtMs: number | null): void {
  const { stepMs } = hold;
  const nextStopMs = (Math.floor((nowMs - STOP_AFTER_MS) / stepMs) + 1) * stepMs + STOP_AFTER_MS;
  hold.untilMs = Math.min(nextStopMs, againAtMs ?? Number.POSITIVE_INFINITY);
}

/** The moment that the replay's clock must not pass now. */
export function replayCeilingMs({ untilMs, real }: ReplayHold): number {
  return Math.min(untilMs, real?.nowMs() ?? Number.POSITIVE_INFINITY);
}
