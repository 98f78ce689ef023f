import type { Clock } from '../../engine/ports.ts';
import { classifySendError, type SendFailure } from '../telegram/classify-send-error.ts';
import type { SendBudget, SendStart } from '../telegram/sending/send-budget.ts';
import type { BroadcastEvent } from './event.ts';
import type { MovedChats } from './moved-chats.ts';
import type { SendSlot } from './send-slot.ts';

/** Calls Telegram once, or a second time where the chat has moved. Null when it worked. Never throws. */
export type SendToChat = (task: SendTask) => Promise<SendFailure | null>;

export interface SendTask extends SendStart {
  /** Where the call was counted before; a second call is counted anew. */
  readonly slot?: SendSlot;
  readonly method: 'sendMessage' | 'sendPhoto' | 'editMessageText' | 'editMessageMedia' | 'editMessageCaption';
  readonly call: (chatId: number) => Promise<void>;
}

const PAUSE_MS = 1_000;
/** While Telegram refuses: short, because one poisoned message may be the reason, and it is tried again. */
const LONGEST_OUTAGE_PAUSE_MS = 5_000;
/** While calls get no answer: each attempt costs a message that is never sent again, so attempts are rare. */
const LONGEST_SILENCE_PAUSE_MS = 60_000;

/** Counts each call in the token's budget, and closes it for a while where Telegram is away. */
export function createSendToChat(deps: {
  readonly budget: SendBudget;
  readonly clock: Clock;
  readonly onEvent: (event: BroadcastEvent) => void;
  /** Which chats have another id now; absent: a chat that moved is followed at each call anew. */
  readonly moved?: MovedChats;
  /** Told of each call whether Telegram was there to answer it. */
  readonly onAnswered?: (isAnswered: boolean) => void;
}): SendToChat {
  const { budget, clock, onEvent, moved } = deps;
  let failuresInRow = 0;

  async function callOnce(task: SendTask): Promise<SendFailure | null> {
    const end = task.slot?.end ?? budget.begin(task, clock.nowMs());
    if (task.slot !== undefined) task.slot.end = null;
    try {
      await task.call(moved?.current(task.chatId) ?? task.chatId);
      return null;
    } catch (error) {
      return classifySendError(error);
    } finally {
      end(clock.nowMs());
    }
  }

  /** Once: a chat that has moved again since is followed at its next message. */
  async function callMoved(task: SendTask, chatId: number): Promise<SendFailure | null> {
    // The message is sent whether or not the new id could be kept.
    await moved
      ?.note(moved.current(task.chatId), chatId)
      .catch((error: unknown) => onEvent({ type: 'failure', where: 'broadcast/moved', error }));
    return await callOnce({ ...task, chatId });
  }

  /** Stops all sends of the bot where the failure is not about this message alone. */
  function holdBack(failure: SendFailure, method: SendTask['method']): void {
    const down = isAway(failure);
    failuresInRow = down ? failuresInRow + 1 : 0;
    if (failure.type === 'too-many-requests') {
      budget.stopFor(failure.retryAfterMs, clock.nowMs());
      onEvent({ type: 'telegram-limited', method, retryAfterSeconds: failure.retryAfterMs / 1_000 });
    } else if (down) {
      const longestMs = failure.type === 'lost' ? LONGEST_SILENCE_PAUSE_MS : LONGEST_OUTAGE_PAUSE_MS;
      budget.stopFor(Math.min(longestMs, PAUSE_MS * 2 ** (failuresInRow - 1)), clock.nowMs());
    }
  }

  return async (task) => {
    const first = await callOnce(task);
    const failure = first?.type === 'moved' ? await callMoved(task, first.chatId) : first;
    deps.onAnswered?.(failure === null || !isAway(failure));
    if (failure === null) failuresInRow = 0;
    else holdBack(failure, task.method);
    return failure;
  };
}

function isAway({ type }: SendFailure): boolean {
  return type === 'unavailable' || type === 'lost';
}
