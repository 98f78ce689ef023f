import { el, icon } from './dom.js';

/**
 * A small menu under a button. Items are { icon, text, onClick, danger } or null for a line. Closes on a choice, on Escape
 * and on a press elsewhere; focus goes back to the button.
 */
export function openMenu(anchor, items) {
  const menu = el('div', { class: 'menu', role: 'menu' }, items.map(toItem));
  const close = (giveFocusBack = true) => {
    menu.remove();
    document.removeEventListener('pointerdown', onOutside, true);
    anchor.setAttribute('aria-expanded', 'false');
    if (giveFocusBack) anchor.focus({ preventScroll: true });
  };
  const onOutside = (event) => {
    if (!menu.contains(event.target)) close(false);
  };
  const buttons = [...menu.querySelectorAll('button')];
  const onKey = (event) => {
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
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

function toItem(item) {
  if (item === null) return el('hr');
  if (item.heading !== undefined) return el('p', { class: 'menu-heading' }, item.heading);
  const options = {
    class: `menu-item ${item.danger ? 'danger' : ''} ${item.checked ? 'checked' : ''}`,
    type: 'button',
    role: 'menuitem',
    on: { click: item.onClick },
  };
  const lead = typeof item.icon === 'string' ? icon(item.icon) : item.icon;
  return el('button', options, lead, el('span', { class: 'menu-text' }, item.text), item.tail ?? null);
}

function place(menu, rect) {
  const margin = 8;
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(margin, rect.right - width), window.innerWidth - width - margin);
  const fitsBelow = rect.bottom + height + margin < window.innerHeight;
  menu.style.left = `${rect.left + width + margin < window.innerWidth && rect.left < window.innerWidth / 2 ? rect.left : left}px`;
  menu.style.top = `${fitsBelow ? rect.bottom + 6 : Math.max(margin, rect.top - height - 6)}px`;
}
