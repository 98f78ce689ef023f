import type { InlineKeyboardButton } from 'grammy/types';
import { shortSignalId } from '../../../engine/signals/signal.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import { copiedLevels } from '../messages/signal/copied-levels.ts';
import type { Texts } from '../messages/texts.ts';
import { actionButton, type Keyboard, linkButton } from '../views/show.ts';

/** Where the buttons stand. A button that asks the bot works in its own chat only: elsewhere it is a link there. */
export type ButtonPlace = 'chat' | { readonly botUsername: string | null };

/** Under an open signal what to copy; a finished one has its outcome instead. Beside both: why. */
export function signalButtons(texts: Texts, shown: ShownSignal, place: ButtonPlace): Keyboard {
  const { signal, steps, outcome } = shown;
  const why = toBot(texts.buttonWhy, { what: 'why', id: signal.id }, place);
  if (outcome !== null) {
    const result = toBot(texts.buttonOutcome(outcome), { what: 'signal', id: signal.id }, place);
    return [...result, ...why].length === 0 ? [] : [[...result, ...why]];
  }
  if (steps.some(({ type }) => type === 'leave')) return why.length === 0 ? [] : [why];
  const { entry, stop, target, all } = copiedLevels(signal);
  return [
    [
      copyButton(texts.buttonCopyEntry, entry),
      copyButton(texts.buttonCopyStop, stop),
      ...(target === null ? [] : [copyButton(texts.buttonCopyTarget, target)]),
    ],
    [{ ...copyButton(texts.buttonCopyAll, all), ...sideStyle(shown) }, ...why],
  ];
}

/** The colour of the side, for what is worth trading only: information asks for no press. */
function sideStyle({ signal: { side, worthTrading } }: ShownSignal): Pick<InlineKeyboardButton, 'style'> {
  return worthTrading ? { style: side === 'BUY' ? 'success' : 'danger' } : {};
}

function copyButton(text: string, copied: string): InlineKeyboardButton.CopyTextButtonButton {
  return { text, copy_text: { text: copied } };
}

interface Target {
  readonly what: 'signal' | 'why';
  readonly id: string;
}

function toBot(text: string, { what, id }: Target, place: ButtonPlace): readonly InlineKeyboardButton[] {
  const short = shortSignalId(id);
  if (place === 'chat') return [actionButton(text, { type: what, id: short })];
  const { botUsername } = place;
  if (botUsername === null) return [];
  return [linkButton(text, `https://t.me/${encodeURIComponent(botUsername)}?start=${what}_${short}`)];
}
