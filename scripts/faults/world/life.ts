import type { StartTimer } from '../../../bot/telegram/deadline.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Whether a process runs. What is dead never goes on; what is paused goes on late and does not know it. */
export interface Life {
  readonly isDead: () => boolean;
  readonly isPaused: () => boolean;
  /** Resolves when the process may go on; never for a dead one. */
  running(): Promise<void>;
  /** Timers of the process: none fires in a dead one, and in a paused one late. */
  readonly startTimer: StartTimer;
  kill(): void;
  pause(ms: number): void;
}

export function createLife(time: VirtualTime): Life {
  let isDead = false;
  let pausedUntilMs = 0;
  const waitMs = (): number => pausedUntilMs - time.nowMs();
  const startTimer: StartTimer = (ms, run) => {
    let cancel = time.startTimer(ms, fire);
    function fire(): void {
      if (isDead) return;
      if (waitMs() > 0) cancel = time.startTimer(waitMs(), fire);
      else run();
    }
    return () => cancel();
  };
  return {
    isDead: () => isDead,
    isPaused: () => waitMs() > 0,
    async running() {
      while (waitMs() > 0) await time.wait(waitMs());
      if (isDead) await new Promise<never>(() => {});
    },
    startTimer,
    kill() {
      isDead = true;
    },
    pause(ms) {
      pausedUntilMs = time.nowMs() + ms;
    },
  };
}
