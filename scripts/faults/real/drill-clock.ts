import { renameSync, writeFileSync } from 'node:fs';
import { fastForwardTo, openReplayClock, type ReplayClock, replayNowMs } from '../../../bot/sandbox/replay-clock.ts';

/** The clock of a drill: faster than the machine's, and held while the product is down. Stand-ins and product share it. */
export interface DrillClock {
  readonly replay: ReplayClock;
  nowMs(): number;
  hold(): void;
  release(): void;
  /** Skips the time until then, where the clock is not held; never goes back. */
  leapTo(timeMs: number): void;
  /** Goes on at this speed. */
  runAt(speed: number): void;
}

/** `path`: the file that the product's processes read (follow-clock.ts). Begins held. */
export function openDrillClock(
  path: string,
  { startMs, speed: firstSpeed }: { readonly startMs: number; readonly speed: number },
): DrillClock {
  let heldMs = startMs;
  let speed = firstSpeed;
  const replay = openReplayClock({
    ...{ startMs, endMs: null, speed, wallNowMs: Date.now, ceilingMs: () => heldMs },
    position: { load: () => null, save: () => {} },
  });
  const publish = (): void => {
    const isHeld = heldMs !== Number.POSITIVE_INFINITY;
    writeFileSync(
      `${path}.next`,
      JSON.stringify({ virtualMs: replayNowMs(replay), wallMs: Date.now(), speed: isHeld ? 0 : speed }),
    );
    renameSync(`${path}.next`, path);
  };
  const runAt = (wanted: number): void => {
    speed = wanted;
    fastForwardTo(replay, Number.POSITIVE_INFINITY, speed);
    publish();
  };
  publish();
  return {
    ...{ replay, runAt, nowMs: () => replayNowMs(replay) },
    hold() {
      heldMs = replayNowMs(replay);
      publish();
    },
    release() {
      // Read once while held, so that the time of the hold is not made up for.
      replayNowMs(replay);
      heldMs = Number.POSITIVE_INFINITY;
      publish();
    },
    leapTo(timeMs) {
      fastForwardTo(replay, timeMs, Number.POSITIVE_INFINITY);
      replayNowMs(replay);
      runAt(speed);
    },
  };
}
