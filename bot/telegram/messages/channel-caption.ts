import type { ShownSignal } from '../../answers/reader-signal.ts';
import { visibleLength } from '../../texts/html.ts';
import type { SignalMessageOptions } from './signal-texts.ts';
import type { Texts } from './texts.ts';

/** Telegram refuses a longer caption; counted without tags. */
export const MOST_CAPTION = 1_024;

/** A signal under its picture: the whole message where a caption holds it, else without what is doubted of the data, else the short form. */
export function channelCaption(
  { signalMessage, signalCaption }: Pick<Texts, 'signalMessage' | 'signalCaption'>,
  entry: ShownSignal,
  options: SignalMessageOptions,
): string {
  const { signal } = entry;
  const doubtless = { ...entry, signal: { ...signal, dataQuality: { ...signal.dataQuality, reasons: [] } } };
  for (const html of [signalMessage(entry, options), signalMessage(doubtless, options)])
    if (visibleLength(html) <= MOST_CAPTION) return html;
  return signalCaption(entry);
}
