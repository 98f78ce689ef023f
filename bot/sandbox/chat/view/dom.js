// @ts-check
import { ICONS } from './icons.js';

/** @import { WorldChat } from '../../telegram/world.ts' */
/** @typedef {'tiny' | 'small' | 'medium' | 'huge'} Size */

const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {{ [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => unknown }} Listeners */
/** @typedef {{ class?: string, on?: Listeners, [attribute: string]: string | number | boolean | null | undefined | Listeners }} Options */
/** @typedef {Node | string | null | undefined | false} Piece */
/** @typedef {Piece | readonly Piece[]} Child one node, several, or none */

/**
 * An element. Options are attributes, except `class` and `on` (listeners by event name). Strings become text nodes.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Options} [options]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  const { class: className, on = {}, ...attributes } = options;
  if (className) node.className = className;
  for (const [name, listener] of Object.entries(on))
    node.addEventListener(name, /** @type {EventListener} */ (listener));
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? '' : String(value));
  }
  fill(node, ...children);
  return node;
}

/**
 * Replaces what is in an element. Absent children (null, undefined, false) are left out.
 * @param {Element} node
 * @param {...Child} children
 */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
}

/**
 * A line icon by name, hidden from screen readers.
 * @param {string} name
 * @param {string} [className]
 */
export function icon(name, className = '') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name} ${className}`.trim());
  svg.setAttribute('aria-hidden', 'true');
  for (const d of ICONS[name] ?? []) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/**
 * A round button with an icon and a name for screen readers and the tooltip.
 * @param {string} name
 * @param {string} label
 * @param {{ click: () => unknown, class?: string }} options
 */
export function iconButton(name, label, { click, class: className = '' }) {
  return el(
    'button',
    {
      class: `icon-button ${className}`.trim(),
      type: 'button',
      'aria-label': label,
      title: label,
      on: { click: () => click() },
    },
    icon(name),
  );
}

const LOGO = new URL('../style/icon.svg', import.meta.url).href;
const PALETTES = ['red', 'orange', 'violet', 'green', 'cyan', 'blue', 'pink'];

/**
 * The face of a chat: the bot has a picture, channels have initials.
 * @param {Pick<WorldChat, 'type' | 'id' | 'title'>} chat
 * @param {Size} [size]
 */
export function chatFace(chat, size = 'medium') {
  if (chat.type !== 'bot') return avatar(chat.id, chat.title, size);
  return el('img', { class: `avatar avatar-${size}`, src: LOGO, alt: '', draggable: 'false' });
}

/**
 * A coloured disc with initials, as Telegram draws people without a picture.
 * @param {number} id
 * @param {string} title
 * @param {Size} [size]
 */
export function avatar(id, title, size = 'medium') {
  const initials = title
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .filter((_word, index, words) => index === 0 || index === words.length - 1)
    .map((word) => [...word.replace(/[^\p{L}\p{N}]/gu, '')][0] ?? '')
    .join('')
    .toUpperCase();
  // Ids that follow each other should not share a colour, nor a channel one with the person beside it.
  const palette = PALETTES[(Math.abs(id) * 3 + (id < 0 ? 5 : 0)) % PALETTES.length];
  return el('span', { class: `avatar avatar-${size} avatar-${palette}`, 'aria-hidden': 'true' }, initials || '?');
}

/**
 * An amount of Stars with the star drawn, read out as "1,950 Stars".
 * @param {number} amount
 * @param {string} [className]
 */
export function starAmount(amount, className = '') {
  const text = formatNumber(amount);
  return el(
    'span',
    { class: `stars ${className}`.trim(), role: 'img', 'aria-label': `${text} Stars` },
    icon('star'),
    el('span', { 'aria-hidden': 'true' }, text),
  );
}

/** @param {number} value */
export function formatNumber(value) {
  return value.toLocaleString('en-US');
}
