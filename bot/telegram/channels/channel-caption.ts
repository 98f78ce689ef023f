import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { SignalMessageOptions } from '../messages/signal/signal-texts.ts';
import type { Texts } from '../messages/texts.ts';

/** Telegram refuses a longer caption; counted without tags. */
export const MOST_CAPTION = 1_024;

/** A signal under its picture: the message with the details for which a caption has room, and what has to stand below it (HTML). */
export function channelCaption(
  { signalMessage }: Pick<Texts, 'signalMessage'>,
  entry: ShownSignal,
  { below = '', ...options }: SignalMessageOptions & { readonly below?: string },
): string {
  return `${signalMessage(entry, { ...options, mostCharacters: MOST_CAPTION - below.length })}${below}`;
}
