import { classifySendError } from '../telegram/classify-send-error.ts';
import type { StartTimer } from '../telegram/deadline.ts';
import { noticeText } from './notice-text.ts';
import type { Trouble } from './trouble.ts';
import { type TroubleEvent, troubleOf } from './trouble-table.ts';

export interface OperatorDependencies {
  readonly adminIds: readonly number[];
  /** Sends a text to one person; rejects when that fails. */
  readonly send: (telegramId: number, text: string) => Promise<unknown>;
  /** Wall time, monotonic. */
  readonly wallNowMs: () => number;
  readonly onFailed: (error: unknown) => void;
  readonly startTimer: StartTimer;
}

/** Tells the operators of troubles: each once while it lasts, and its end; one that comes and goes at most once an hour. */
export interface Operator {
  onEvent(event: TroubleEvent): void;
  /** Resolves when everything to be sent has been sent or has failed. */
  idle(): Promise<void>;
}

const QUIET_MS = 3_600_000;
/** A message that Telegram could not take is tried again ever later: the ninth time after two hours. */
const FIRST_RETRY_MS = 15_000;
const MOST_ATTEMPTS = 10;

export function createOperator({ adminIds, send, wallNowMs, onFailed, startTimer }: OperatorDependencies): Operator {
  const current = new Set<string>();
  const toldAtMs = new Map<string, number>();
  let sending: Promise<void> = Promise.resolve();

  function isWorthTelling({ key, state, endsToo, notWhile }: Trouble): boolean {
    if (state === 'over') {
      const ended = [key, ...(endsToo === undefined ? [] : [endsToo])].filter((each) => current.delete(each));
      return ended.length > 0;
    }
    if (current.has(key) || (notWhile !== undefined && current.has(notWhile))) return false;
    if (wallNowMs() - (toldAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return false;
    current.add(key);
    toldAtMs.set(key, wallNowMs());
    return true;
  }

  async function sendTo(telegramId: number, text: string, attempt: number): Promise<void> {
    try {
      await send(telegramId, text);
    } catch (error) {
      onFailed(error);
      // What Telegram refuses it refuses for ever; what it could not be asked is still worth knowing later.
      if (classifySendError(error).type === 'rejected' || attempt >= MOST_ATTEMPTS) return;
      startTimer(FIRST_RETRY_MS * 2 ** (attempt - 1), () => void sendTo(telegramId, text, attempt + 1));
    }
  }

  return {
    onEvent(event) {
      const trouble = troubleOf(event);
      if (trouble === null || !trouble.wakesOperator || !isWorthTelling(trouble)) return;
      const text = noticeText(trouble.notice);
      sending = sending.then(async () => {
        for (const telegramId of adminIds) await sendTo(telegramId, text, 1);
      });
    },
    idle: () => sending,
  };
}
