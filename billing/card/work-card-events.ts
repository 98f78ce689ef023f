import { retryWaitMs, STUCK_AFTER } from '../retry-wait.ts';
import type { CardEvent, CardEvents } from './ports.ts';
import { type CardSettling, takeCardEvent } from './settle-card.ts';

/** What the events' work needs. */
export interface CardEventWork {
  readonly settling: CardSettling;
  readonly events: CardEvents;
  readonly onFailed: (event: CardEvent, error: unknown) => void;
  /** Called when an event has failed so often that a person has to look, with how many have; 0: the last of them was done. */
  readonly onStuck: (events: number) => void;
}

const AT_ONCE = 100;

/** Deals with one event and marks it done after its effects. False when it failed: it stays open and runs again. */
export async function workCardEvent(work: CardEventWork, event: CardEvent): Promise<boolean> {
  const { settling, events, onFailed, onStuck } = work;
  try {
    await takeCardEvent(settling, event);
    await events.markDone(event.id, settling.nowMs());
    return true;
  } catch (error) {
    onFailed(event, error);
  }
  const failures = await events.markFailed(event.id, (count) => settling.nowMs() + retryWaitMs(count));
  if (failures === STUCK_AFTER) onStuck(await events.countFailing(STUCK_AFTER));
  return false;
}

/**
 * Deals with events that were received and not done, those of an earlier process among them. Whatever fails goes behind what waits, so
 * that no number of events that always fail keeps others from their turn. How many were done.
 */
export async function workOpenCardEvents(work: CardEventWork): Promise<number> {
  const { settling, events, onStuck } = work;
  let [done, unstuck] = [0, 0];
  for (const { event, failures } of await events.open(AT_ONCE, settling.nowMs())) {
    if (!(await workCardEvent(work, event))) continue;
    done += 1;
    if (failures >= STUCK_AFTER) unstuck += 1;
  }
  if (unstuck > 0 && (await events.countFailing(STUCK_AFTER)) === 0) onStuck(0);
  return done;
}
