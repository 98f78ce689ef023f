import type { Clock } from '../../engine/ports.ts';
import { classifySendError, type SendFailure } from '../telegram/classify-send-error.ts';
import type { BroadcastEvent } from './event.ts';
import type { SendGate } from './send-gate.ts';

/** Calls Telegram once, or a second time where the chat has moved. Null when it worked. Never throws. */
export type SendToChat = (task: SendTask) => Promise<SendFailure | null>;

export interface SendTask {
  readonly method: 'sendMessage' | 'sendPhoto' | 'editMessageText' | 'editMessageMedia' | 'editMessageCaption';
  readonly chatId: number;
  /** As given to SendGate.reserveMs. */
  readonly key: string;
  readonly call: (chatId: number) => Promise<void>;
}

const PAUSE_MS = 1_000;
/** While Telegram refuses: short, because one poisoned message may be the reason, and it is tried again. */
const LONGEST_OUTAGE_PAUSE_MS = 5_000;
/** While calls get no answer: each attempt costs a message that is never sent again, so attempts are rare. */
const LONGEST_SILENCE_PAUSE_MS = 60_000;

/** Makes one call at a time; counts each for the gate's limits, and closes the gate for a while where Telegram is away. */
export function createSendToChat(deps: {
  readonly gate: SendGate;
  readonly clock: Clock;
  readonly onEvent: (event: BroadcastEvent) => void;
}): SendToChat {
  const { gate, clock, onEvent } = deps;
  let failuresInRow = 0;

  async function callOnce({ chatId, key, call }: SendTask): Promise<SendFailure | null> {
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
  function holdBack(failure: SendFailure, method: SendTask['method']): void {
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

  return async (task) => {
    const first = await callOnce(task);
    const failure = first?.type === 'moved' ? await callOnce({ ...task, chatId: first.chatId }) : first;
    if (failure === null) failuresInRow = 0;
    else holdBack(failure, task.method);
    return failure;
  };
}
