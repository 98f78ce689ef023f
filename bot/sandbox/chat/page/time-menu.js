// @ts-check
import { letTimePass } from '../data/api.js';
import { showAlert } from '../sheets/sheets.js';
import { openMenu } from '../view/menu.js';

/** @type {readonly (readonly [text: string, hours: number])[]} */
const SPANS = [
  ['1 hour', 1],
  ['1 day', 24],
  ['3 days', 72],
  ['7 days', 168],
  ['28 days', 672],
];

/**
 * What may be let pass of the sandbox's time; `onBegun` is called once it passes.
 * @param {HTMLElement} anchor
 * @param {() => unknown} onBegun
 */
export function openTimeMenu(anchor, onBegun) {
  const begin = async (/** @type {number} */ hours) => {
    try {
      await letTimePass(hours);
      onBegun();
    } catch (error) {
      showAlert('Let time pass', error instanceof Error ? error.message : String(error));
    }
  };
  openMenu(anchor, [
    { heading: 'Let time pass: signals, reminders, renewals come as they would' },
    ...SPANS.map(([text, hours]) => ({ icon: 'forward', text: `Let ${text} pass`, onClick: () => begin(hours) })),
  ]);
}
