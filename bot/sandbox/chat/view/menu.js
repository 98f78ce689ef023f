// @ts-check
import { el, icon } from './dom.js';

/** @type {Readonly<Record<string, number>>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * @typedef {object} MenuChoice
 * @property {string} icon
 * @property {string} text
 * @property {() => unknown} onClick
 * @property {boolean} [danger]
 * @property {Node} [tail]
 */
/** @typedef {MenuChoice | { readonly heading: string } | null} MenuItem null: a line between two groups */

/**
 * A small menu under a button. Closes on a choice, on Escape
 * and on a press elsewhere; focus goes back to the button.
 * @param {HTMLElement} anchor
 * @param {readonly MenuItem[]} items
 */
export function openMenu(anchor, items) {
  const menu = el('div', { class: 'menu', role: 'menu' }, items.map(toItem));
  const close = (giveFocusBack = true) => {
    menu.remove();
    document.removeEventListener('pointerdown', onOutside, true);
    anchor.setAttribute('aria-expanded', 'false');
    if (giveFocusBack) anchor.focus({ preventScroll: true });
  };
  const onOutside = (/** @type {PointerEvent} */ event) => {
    if (!(event.target instanceof Node && menu.contains(event.target))) close(false);
  };
  const buttons = [...menu.querySelectorAll('button')];
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const at = buttons.findIndex((button) => button.contains(document.activeElement));
    const step = STEPS[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') close(false);
    else if (step !== undefined) buttons[(at + step + buttons.length) % buttons.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  menu.addEventListener('keydown', onKey);
  menu.addEventListener('click', () => close());
  document.addEventListener('pointerdown', onOutside, true);
  document.body.append(menu);
  place(menu, anchor.getBoundingClientRect());
  anchor.setAttribute('aria-haspopup', 'menu');
  anchor.setAttribute('aria-expanded', 'true');
  buttons[0]?.focus({ preventScroll: true });
}

/** @param {MenuItem} item */
function toItem(item) {
  if (item === null) return el('hr');
  if ('heading' in item) return el('p', { class: 'menu-heading' }, item.heading);
  const options = {
    class: `menu-item ${item.danger ? 'danger' : ''}`,
    type: 'button',
    role: 'menuitem',
    on: { click: item.onClick },
  };
  return el('button', options, icon(item.icon), el('span', { class: 'menu-text' }, item.text), item.tail ?? null);
}

/**
 * @param {HTMLElement} menu
 * @param {DOMRect} rect
 */
function place(menu, rect) {
  const margin = 8;
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(margin, rect.right - width), window.innerWidth - width - margin);
  const fitsBelow = rect.bottom + height + margin < window.innerHeight;
  const fitsRight = rect.left + width + margin < window.innerWidth && rect.left < window.innerWidth / 2;
  menu.style.left = `${fitsRight ? rect.left : left}px`;
  menu.style.top = `${fitsBelow ? rect.bottom + 6 : Math.max(margin, rect.top - height - 6)}px`;
}
