// @ts-check
/** @import { WorldActionResult } from '../../telegram/world.ts' */
/** @typedef {NonNullable<Extract<WorldActionResult, { type: 'done' }>['offered']>} Offers */
/** @typedef {{ offered: Offers, button: { text: string, click: () => unknown } | null }} Offered */

import { el } from './dom.js';
import { emojiNodes } from './emoji.js';

/** A person types on: only what they stopped at is asked. */
const PAUSE_MS = 300;

/**
 * "@bot words" in the text field: what the bot offers for this chat, above the field; a press posts it.
 * @param {{ askInline: (words: string) => Promise<Offered | null>, sendOffered: (index: number) => unknown }} on
 */
export function createInlineOffer(on) {
  const node = el('div', {
    class: 'commands offers',
    role: 'listbox',
    'aria-label': 'Offered by the bot',
    hidden: true,
  });
  node.addEventListener('mousedown', (event) => event.preventDefault());
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** Counts the questions: an answer that comes after the next question is not shown. */
  let asked = 0;

  /** @param {Offered} offer */
  function show({ offered, button }) {
    node.hidden = false;
    const rows = offered.map(({ title, description }, index) => {
      const click = () => {
        hide();
        on.sendOffered(index);
      };
      return el(
        'button',
        { class: 'command offer', type: 'button', role: 'option', 'aria-selected': 'false', on: { click } },
        el('span', { class: 'command-name' }, emojiNodes(title)),
        el('span', { class: 'command-about' }, emojiNodes(description)),
      );
    });
    const none = button === null ? [el('p', { class: 'offer-none' }, 'Nothing found')] : [];
    node.replaceChildren(...(button === null ? [] : [buttonAbove(button)]), ...(rows.length === 0 ? none : rows));
  }
  /** @param {NonNullable<Offered['button']>} button */
  function buttonAbove({ text, click }) {
    const press = () => {
      hide();
      click();
    };
    return el('button', { class: 'text-button offer-button', type: 'button', on: { click: press } }, emojiNodes(text));
  }
  function hide() {
    clearTimeout(waiting);
    asked += 1;
    node.hidden = true;
  }

  return {
    node,
    hide,
    /** @param {string | null} words null: the bot is not named */
    update(words) {
      hide();
      if (words === null) return;
      const mine = asked;
      waiting = setTimeout(async () => {
        const offer = await on.askInline(words);
        if (asked === mine && offer !== null) show(offer);
      }, PAUSE_MS);
    },
  };
}
