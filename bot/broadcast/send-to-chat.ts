import type { Clock } from '../../engine/ports.ts';
import { classifySendError, type SendFailure } from '../telegram/classify-send-error.ts';
import type { BroadcastEvent } from './event.ts';
import type { SendGate } from './token-bucket.ts';

/** Makes one call at a time to Telegram and keeps count of what Telegram can take. */
export interface Courier {
  /** Calls once, or a second time where the chat has moved. Null when it worked. Never throws. */
  attempt(task: CourierTask): Promise<SendFailure | null>;
}

export interface CourierTask {
  readonly method: 'sendMessage' | 'editMessageText';
  readonly chatId: number;
  /** As given to SendGate.reserveMs. */
  readonly key: string;
  readonly call: (chatId: number) => Promise<void>;
}

const PAUSE_MS = 1_000;
/** While Telegram says no: short, because one poisoned message may be the reason, and it is tried again. */
const LONGEST_OUTAGE_PAUSE_MS = 5_000;
/** While calls vanish: every try costs a message that is then never sent again, so try seldom. */
const LONGEST_SILENCE_PAUSE_MS = 60_000;

export function createCourier(deps: {
  readonly gate: SendGate;
  readonly clock: Clock;
  readonly onEvent: (event: BroadcastEvent) => void;
}): Courier {
  const { gate, clock, onEvent } = deps;
  let failuresInRow = 0;

  async function callOnce({ chatId, key, call }: CourierTask): Promise<SendFailure | null> {
    try {
      await call(chatId);
      return null;
    } catch (error) {
      return classifySendError(error);
    } finally {
      gate.record(chatId, key, clock.nowMs());
    }
  }

  /** Stops all sends of the bot where the failure is not about this message alone. */
  function holdBack(failure: SendFailure, method: CourierTask['method']): void {
    const down = failure.type === 'unavailable' || failure.type === 'lost';
    failuresInRow = down ? failuresInRow + 1 : 0;
    if (failure.type === 'too-many-requests') {
      gate.stopUntil(clock.nowMs() + failure.retryAfterMs);
      onEvent({ type: 'telegram-limited', method, retryAfterSeconds: failure.retryAfterMs / 1_000 });
    } else if (down) {
      const longestMs = failure.type === 'lost' ? LONGEST_SILENCE_PAUSE_MS : LONGEST_OUTAGE_PAUSE_MS;
      gate.stopUntil(clock.nowMs() + Math.min(longestMs, PAUSE_MS * 2 ** (failuresInRow - 1)));
    }
  }

  return {
    async attempt(task) {
      const first = await callOnce(task);
      const failure = first?.type === 'moved' ? await callOnce({ ...task, chatId: first.chatId }) : first;
      if (failure === null) {
        failuresInRow = 0;
      } else {
        holdBack(failure, task.method);
      }
      return failure;
    },
  };
}
