import { existsSync, writeFileSync } from 'node:fs';
import { endFastForward, fastForwardTo, isFastForwarding, type ReplayClock } from './replay-clock.ts';
import type { TelegramWorld } from './telegram/world.ts';

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

/** Until which virtual time the clock is fast-forwarded; null when it is not. */
export function catchingUp({ replay, untilMs }: FirstDays): { readonly untilMs: number } | null {
  return isFastForwarding(replay) ? { untilMs } : null;
}

/** The same world, in which paying ends the fast-forward for good: a plan bought meanwhile would lose days. */
export function endFirstDaysByPaying(firstDays: FirstDays, world: TelegramWorld): TelegramWorld {
  return {
    ...world,
    act(personId, action) {
      if (action.type === 'pay') endFirstDays(firstDays);
      return world.act(personId, action);
    },
  };
}

function endFirstDays({ replay, overPath }: FirstDays): void {
  endFastForward(replay);
  if (!existsSync(overPath)) writeFileSync(overPath, 'yes', { flush: true });
}
