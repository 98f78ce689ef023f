import { classifySendError } from './classify-send-error.ts';
import type { Outgoing } from './dependencies.ts';
import { type Screen, sendScreen } from './views/show.ts';

export type SendOnceDependencies = Pick<Outgoing, 'api' | 'accounts' | 'notices'>;

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
    await sendScreen(deps, chatId, { ...screen, text });
  } catch (error) {
    const { type } = classifySendError(error);
    if (type === 'rejected' || type === 'moved') return await notices.end(key);
    await (type === 'lost' ? notices.giveUp(key) : notices.release(key));
    throw error;
  }
  await notices.end(key);
}
