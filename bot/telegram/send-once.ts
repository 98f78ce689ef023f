import type { Api } from 'grammy';
import type { Accounts } from '../../billing/ports.ts';
import { classifySendError } from '../broadcast/classify-send-error.ts';
import { type Screen, tell } from './views/show.ts';

/**
 * Messages that must be sent once, by what they are about. Telegram's sendMessage has no idempotency key: a process killed
 * between sending and storing cannot know, so the second attempt is marked as such and there is no third.
 */
export interface SentNotices {
  /** "first" or "again" (an earlier attempt ended in the dark) to whoever may send now; "done" when nobody may. */
  begin(key: string): Promise<'first' | 'again' | 'done'>;
  /** The attempt sent nothing for sure: it does not count. */
  release(key: string): Promise<void>;
  end(key: string): Promise<void>;
}

export interface SendOnceDependencies {
  readonly api: Api;
  readonly accounts: Accounts;
  readonly notices: SentNotices;
}

export interface OnceMessage {
  /** What it is about: the same key is sent once. */
  readonly key: string;
  readonly chatId: number;
  readonly screen: Screen;
  /** Put before the text when it may have been sent before. */
  readonly repeatNote: string;
}

/** Sends a message unless it was sent; somebody who cannot be written to is done too. Rejects when it has to be tried again. */
export async function sendOnce(deps: SendOnceDependencies, message: OnceMessage): Promise<void> {
  const { notices } = deps;
  const { key, chatId, screen, repeatNote } = message;
  const turn = await notices.begin(key);
  if (turn === 'done') return;
  const text = turn === 'again' ? `${repeatNote}\n\n${screen.text}` : screen.text;
  try {
    await tell(deps, chatId, { ...screen, text });
  } catch (error) {
    const { type } = classifySendError(error);
    if (type === 'rejected' || type === 'moved') return await notices.end(key);
    if (type !== 'lost') await notices.release(key);
    throw error;
  }
  await notices.end(key);
}
