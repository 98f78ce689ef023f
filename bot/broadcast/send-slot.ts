import type { Clock } from '../../engine/ports.ts';
import type { SendBudget, SendStart } from '../telegram/sending/send-budget.ts';
import type { Flight } from './flight.ts';

export interface SlotDeps {
  readonly budget: SendBudget;
  readonly clock: Clock;
  /** Waits so many milliseconds of the clock's time; absent where that clock stands still during a drain, as a replay's does. */
  readonly pause?: (ms: number) => Promise<void>;
  /** Where messages wait for their calls: how many may be under way. */
  readonly calls?: Pick<Flight, 'mayCall' | 'beginCall' | 'nextCallEnd'>;
}

/** What would wait longer goes back into the outbox. */
const LONGEST_WAIT_MS = 5_000;

const LOOK_AGAIN_MS = 1_000;

/** A call that the budget counts already, though it is still to be made; null once it was. */
export interface SendSlot {
  end: ((answeredAtMs: number) => void) | null;
}

/**
 * Waits until the token and the chat allow a call, and counts it at once, so that nobody else gets in between. Else the time at
 * which it may go: that is far off, or there is no waiting here.
 */
export async function openSlot(
  { budget, clock, pause, calls }: SlotDeps,
  send: SendStart,
): Promise<{ readonly type: 'open'; readonly slot: SendSlot } | { readonly type: 'later'; readonly atMs: number }> {
  const { sendClass, chatId } = send;
  for (;;) {
    const nowMs = clock.nowMs();
    const botMs = budget.botFreeAtMs(nowMs, sendClass);
    const freeMs = Math.max(botMs, budget.chatFreeAtMs(chatId, nowMs, sendClass));
    if (freeMs <= nowMs && pause !== undefined && calls?.mayCall() === false) {
      // Told in time by an answer; the pause is for a clock that is not the timers'.
      await Promise.race([calls.nextCallEnd(), pause(LOOK_AGAIN_MS)]);
      continue;
    }
    if (freeMs <= nowMs) return { type: 'open', slot: openNow(budget, calls, { send, nowMs }) };
    if (pause === undefined || freeMs - nowMs > LONGEST_WAIT_MS) return { type: 'later', atMs: freeMs };
    // Less urgent ones yield to who waits for the token, not to who waits for a chat.
    const leave = botMs > nowMs ? budget.wait(sendClass) : null;
    await pause(freeMs - nowMs);
    leave?.();
  }
}

function openNow(
  budget: SendBudget,
  calls: SlotDeps['calls'],
  begun: { readonly send: SendStart; readonly nowMs: number },
): SendSlot {
  const ends = [budget.begin(begun.send, begun.nowMs), ...(calls === undefined ? [] : [calls.beginCall()])];
  return {
    end(answeredAtMs) {
      for (const end of ends) end(answeredAtMs);
    },
  };
}
