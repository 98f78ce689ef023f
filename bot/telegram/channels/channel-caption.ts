import type { ShownSignal } from '../../answers/reader-signal.ts';
import { visibleLength } from '../../texts/html.ts';
import type { SignalMessageOptions } from '../messages/signal-texts.ts';
import type { Texts } from '../messages/texts.ts';

/** Telegram refuses a longer caption; counted without tags. */
export const MOST_CAPTION = 1_024;

/** A signal under its picture: the message with the details for which a caption has room, where even that is too long the short form. */
export function channelCaption(
  { signalMessage, signalCaption }: Pick<Texts, 'signalMessage' | 'signalCaption'>,
  entry: ShownSignal,
  options: SignalMessageOptions,
): string {
  const html = signalMessage(entry, { ...options, mostCharacters: MOST_CAPTION });
  return visibleLength(html) <= MOST_CAPTION ? html : signalCaption(entry);
}
