import { DAY_MS, HOUR_MS } from '../../engine/time.ts';
import { ENGLISH } from '../texts/language.ts';
import { endFastForward, fastForwardTo, fastForwardUntilMs, type ReplayClock, replayNowMs } from './replay-clock.ts';

/** Hours that a person may let pass in one go. */
export const MAX_PASSING_HOURS = 31 * 24;
/** Virtual milliseconds per millisecond of wall time at most; the work at each stop of the clock takes longer. */
const SPEED = (4 * DAY_MS) / 1_000;
/** How often frequent jobs run by the replay's clock: at each of its stops they would take longer than all else. */
const JOBS_EVERY_MS = 2 * HOUR_MS;
/** Longer than 31 days take on a slow machine: then the clock goes on at its usual speed from where it is. */
const LONGEST_WALL_MS = 600_000;

/** Hours or days that a person lets pass on the chat page: the replay's clock runs faster, with all the work it always stops for. */
export interface TimePassing {
  readonly replay: ReplayClock;
  /** How far the clock can go: the end of a recording, or the real time of a live market. */
  readonly latestMs: () => number;
  readonly wallNowMs: () => number;
  /** Wall time at which it is over, wherever the clock is; null: nobody lets time pass now. */
  endWallMs: number | null;
  /** When frequent jobs ran last while time passed, by the replay's clock. */
  jobsMs: number;
}

export type TimeAnswer =
  | { readonly type: 'passing'; readonly fromMs: number; readonly untilMs: number }
  | { readonly type: 'refused'; readonly why: 'already-passing' | 'no-more-time'; readonly text: string };

/** Begins to let hours pass, fewer where there are not as many; refused while time is passing already. */
export function letTimePass(passing: TimePassing, hours: number): TimeAnswer {
  const { replay, wallNowMs } = passing;
  const fromMs = replayNowMs(replay);
  if (fastForwardUntilMs(replay) !== null)
    return { type: 'refused', why: 'already-passing', text: ENGLISH.plain('sandbox-time-passing') };
  const untilMs = Math.min(fromMs + hours * HOUR_MS, passing.latestMs());
  if (untilMs <= fromMs) return { type: 'refused', why: 'no-more-time', text: ENGLISH.plain('sandbox-no-more-time') };
  fastForwardTo(replay, untilMs, SPEED);
  passing.endWallMs = wallNowMs() + LONGEST_WALL_MS;
  return { type: 'passing', fromMs, untilMs };
}

/** Whether somebody lets time pass now; ends it when it has taken too long. */
export function isLettingTimePass(passing: TimePassing): boolean {
  const { replay, endWallMs, wallNowMs } = passing;
  if (endWallMs === null) return false;
  if (wallNowMs() >= endWallMs) endFastForward(replay);
  if (fastForwardUntilMs(replay) !== null) return true;
  passing.endWallMs = null;
  return false;
}

/** While time passes, at a stop of the clock: whether frequent jobs are to run. */
export function takeJobTurn(passing: TimePassing): boolean {
  const nowMs = replayNowMs(passing.replay);
  if (nowMs - passing.jobsMs < JOBS_EVERY_MS) return false;
  passing.jobsMs = nowMs;
  return true;
}
