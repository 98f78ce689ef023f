import { existsSync, writeFileSync } from 'node:fs';
import type { ReplayClock } from './replay-clock.ts';
import type { TelegramWorld } from './telegram/world.ts';

/** The days that are fast-forwarded at the very first start, so that the channels are not empty. */
export interface FirstDays {
  /** The people's side of Telegram, in which paying ends the fast-forward for good: a plan bought meanwhile would lose days. */
  readonly world: TelegramWorld;
  begin(): void;
  /** Until which virtual time the clock is fast-forwarded; null when it is not. */
  catchingUp(): { readonly untilMs: number } | null;
}

export interface FirstDaysOptions {
  readonly clock: ReplayClock;
  readonly world: TelegramWorld;
  readonly untilMs: number;
  /** Virtual milliseconds per millisecond of wall time. */
  readonly speed: number;
  /** A file that says that the first days are over, so that a restart does not take them up again. */
  readonly overPath: string;
}

/** Nothing happens before `begin`. */
export function openFirstDays({ clock, world, untilMs, speed, overPath }: FirstDaysOptions): FirstDays {
  const end = (): void => {
    clock.endFastForward();
    if (!existsSync(overPath)) writeFileSync(overPath, 'yes', { flush: true });
  };
  return {
    world: {
      ...world,
      act(personId, action) {
        if (action.type === 'pay') end();
        return world.act(personId, action);
      },
    },
    begin() {
      if (!existsSync(overPath)) clock.fastForwardTo(untilMs, speed);
    },
    catchingUp: () => (clock.isFastForwarding() ? { untilMs } : null),
  };
}
