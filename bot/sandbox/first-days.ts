import { existsSync, writeFileSync } from 'node:fs';
import { endFastForward, fastForwardTo, type ReplayClock } from './replay-clock.ts';
import type { TelegramWorld, WorldAction } from './telegram/world.ts';

/** The days that are fast-forwarded at the very first start, so that the channels are not empty. */
export interface FirstDays {
  readonly replay: ReplayClock;
  readonly untilMs: number;
  /** Virtual milliseconds per millisecond of wall time. */
  readonly speed: number;
  /** A file that marks the first days as over, so that a restart does not take them up again. */
  readonly overPath: string;
}

export function beginFirstDays({ replay, untilMs, speed, overPath }: FirstDays): void {
  if (!existsSync(overPath)) fastForwardTo(replay, untilMs, speed);
}

/** What gives somebody days: paying, and the trial, asked for by command or pressed. */
function givesDays(action: WorldAction): boolean {
  switch (action.type) {
    case 'pay':
      return true;
    case 'write':
      return /^\/(?:trial|redeem)/.test(action.text);
    case 'press':
      return action.data.startsWith('trial');
    default:
      return false;
  }
}

/** The same world, in which what gives days ends the fast-forward for good: a plan or a trial begun meanwhile would lose days. */
export function endFirstDaysByBuying(firstDays: FirstDays, world: TelegramWorld): TelegramWorld {
  return {
    ...world,
    act(personId, action) {
      if (givesDays(action)) endFirstDays(firstDays);
      return world.act(personId, action);
    },
  };
}

/** Ends the fast-forward for good: a card was charged. */
export function endFirstDays({ replay, overPath }: FirstDays): void {
  endFastForward(replay);
  if (!existsSync(overPath)) writeFileSync(overPath, 'yes', { flush: true });
}
