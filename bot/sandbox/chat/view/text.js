// @ts-check
/** @import { WorldEntity } from '../../telegram/world.ts' */
/** @import { Child } from './dom.js' */

import { el } from './dom.js';
import { emojiNodes } from './emoji.js';

/** What Telegram would have marked itself: addresses, commands and mentions in plain text. */
const AUTOMATIC = new RegExp(
  [
    String.raw`(https?:\/\/[^\s<>"]+[^\s<>".,:;!?)\]}'])`,
    String.raw`((?<![\w/<])\/[A-Za-z][A-Za-z0-9_]{0,31}(?![\w/]))`,
    String.raw`((?<![\w@.])@[A-Za-z]\w{3,31})`,
    String.raw`((?<![\w/.@])t\.me\/[\w+/?=&-]+)`,
  ].join('|'),
  'g',
);

/** What is never broken over two lines: BTC/USDT, 54.2 %. */
const WHOLE = /[A-Z0-9.]{2,15}\/[A-Z0-9.]{2,15}(?::[A-Z0-9]{2,10})?|[+−]?\d[\d.,]* %/g;

/** @type {Readonly<Record<string, 'strong' | 'em' | 'u' | 's' | 'code'>>} */
const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code' };
const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);
const QUIET = new Set([
  'code',
  'pre',
  'text_link',
  'url',
  'mention',
  'bot_command',
  'email',
  'phone_number',
  'hashtag',
  'cashtag',
]);

/**
 * Text and Telegram's entities (offsets in UTF-16 units, which is what strings count) as nodes. Text reaches the page
 * only as text nodes.
 * @param {string} text
 * @param {readonly WorldEntity[]} entities
 * @param {TextHandlers} on
 */
export function renderText(text, entities, on) {
  const sorted = [...entities]
    .filter(({ offset, length }) => length > 0 && offset >= 0 && offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  const range = { text, start: 0, end: text.length, isPlain: true };
  return el('span', { class: 'text', dir: 'auto' }, renderRange(range, sorted, on));
}

/**
 * timeZone: where the reader is, null for the browser's zone.
 * @typedef {{
 *   link: (url: string) => unknown,
 *   command: (text: string) => unknown,
 *   mention: (name: string) => unknown,
 *   timeZone: string | null,
 * }} TextHandlers
 */
/** @typedef {{ text: string, start: number, end: number, isPlain: boolean }} TextRange isPlain: links and commands in it are found */

/**
 * Entities may nest; one that sticks out of its parent is cut at the parent's end.
 * @param {TextRange} range
 * @param {readonly WorldEntity[]} entities
 * @param {TextHandlers} on
 * @returns {Node[]}
 */
function renderRange({ text, start, end, isPlain }, entities, on) {
  /** @type {Node[]} */
  const nodes = [];
  let at = start;
  for (const [index, entity] of entities.entries()) {
    const entityEnd = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at) continue;
    const after = entities.slice(index + 1);
    const beyond = after.findIndex(({ offset }) => offset >= entityEnd);
    const inner = beyond === -1 ? after : after.slice(0, beyond);
    nodes.push(...plain(text.slice(at, entity.offset), on, isPlain));
    const within = { text, start: entity.offset, end: entityEnd, isPlain: isPlain && !QUIET.has(entity.type) };
    const raw = text.slice(entity.offset, entityEnd);
    nodes.push(wrap({ entity, raw }, renderRange(within, inner, on), on));
    // A block breaks the line by itself; the text's own line break after it would leave an empty line.
    at = BLOCKS.has(entity.type) && text[entityEnd] === '\n' ? entityEnd + 1 : entityEnd;
  }
  return [...nodes, ...plain(text.slice(at, end), on, isPlain)];
}

/**
 * @param {{ entity: WorldEntity, raw: string }} marked
 * @param {Node[]} content
 * @param {TextHandlers} on
 */
function wrap({ entity, raw }, content, on) {
  const tag = TAGS[entity.type];
  if (tag !== undefined) return el(tag, {}, content);
  switch (entity.type) {
    case 'pre':
      return el('pre', { tabindex: 0 }, el('code', {}, content));
    case 'blockquote':
      return el('blockquote', {}, content);
    case 'expandable_blockquote':
      return expandable(content);
    case 'spoiler':
      return spoiler(content);
    case 'text_link':
      return link(entity.url ?? raw, content, on);
    case 'url':
      return link(/^[a-z]+:/i.test(raw) ? raw : `https://${raw}`, content, on);
    case 'email':
      return link(`mailto:${raw}`, content, on);
    case 'bot_command':
      return action(content, () => on.command(raw));
    case 'mention':
      return action(content, () => on.mention(raw));
    case 'hashtag':
    case 'cashtag':
      return el('span', { class: 'accent' }, content);
    case 'date_time':
      return el('time', {}, timeHere(entity, on.timeZone) ?? content);
    default:
      return el('span', {}, content);
  }
}

/**
 * A moment in the reader's own time zone, as Telegram shows it; null without one.
 * @param {WorldEntity} entity
 * @param {string | null} timeZone
 */
function timeHere({ unix_time: unixTime, date_time_format: format = '' }, timeZone) {
  if (unixTime === undefined) return null;
  const zone = timeZone === null ? {} : { timeZone };
  return new Date(unixTime * 1_000).toLocaleString(undefined, { ...partsOf(format), ...zone });
}

/**
 * What a format of Telegram asks for: w day of the week, d or D date, t or T time.
 * @param {string} format
 * @returns {Intl.DateTimeFormatOptions}
 */
function partsOf(format) {
  return {
    ...(format.includes('w') ? { weekday: 'short' } : {}),
    ...(/d/.test(format) ? { day: 'numeric', month: 'short' } : {}),
    ...(/D/.test(format) ? { day: 'numeric', month: 'long', year: 'numeric' } : {}),
    ...(/t/i.test(format) ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
    ...(format.includes('T') ? { second: '2-digit' } : {}),
  };
}

/**
 * @param {string} text
 * @param {TextHandlers} on
 * @param {boolean} isPlain
 * @returns {Node[]}
 */
function plain(text, on, isPlain) {
  if (text === '') return [];
  if (!isPlain) return wordNodes(text);
  /** @type {Node[]} */
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(AUTOMATIC)) {
    nodes.push(...wordNodes(text.slice(at, match.index)));
    const [raw, address, command, mention] = match;
    if (address !== undefined) nodes.push(link(raw, [raw], on));
    else if (command !== undefined) nodes.push(action([raw], () => on.command(raw)));
    else if (mention !== undefined) nodes.push(action([raw], () => on.mention(raw)));
    else nodes.push(link(`https://${raw}`, [raw], on));
    at = match.index + raw.length;
  }
  return [...nodes, ...wordNodes(text.slice(at))];
}

/**
 * Text as nodes, with what belongs together in one piece.
 * @param {string} text
 * @returns {Node[]}
 */
function wordNodes(text) {
  /** @type {Node[]} */
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(WHOLE)) {
    nodes.push(...emojiNodes(text.slice(at, match.index)), el('span', { class: 'whole' }, match[0]));
    at = match.index + match[0].length;
  }
  return [...nodes, ...emojiNodes(text.slice(at))];
}

/**
 * @param {string} url
 * @param {Child} content
 * @param {TextHandlers} on
 */
function link(url, content, on) {
  const isSafe = /^(https?|mailto|tg):/i.test(url);
  if (!isSafe) return el('span', { class: 'accent' }, content);
  const click = (/** @type {Event} */ event) => {
    event.preventDefault();
    on.link(url);
  };
  return el('a', { href: url, title: url, rel: 'noopener noreferrer', on: { click } }, content);
}

/**
 * @param {Child} content
 * @param {() => unknown} onClick
 */
function action(content, onClick) {
  return el('button', { class: 'inline-action', type: 'button', on: { click: () => onClick() } }, content);
}

/** @param {Child} content */
function spoiler(content) {
  const node = el('span', {
    class: 'spoiler',
    role: 'button',
    tabindex: 0,
    'aria-label': 'Hidden text, press to show',
  });
  const inner = el('span', { 'aria-hidden': 'true' }, content);
  node.append(inner);
  const reveal = (/** @type {Event} */ event) => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    node.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) node.removeAttribute(name);
    inner.removeAttribute('aria-hidden');
  };
  node.addEventListener('click', reveal, { once: true });
  node.addEventListener('keydown', reveal);
  return node;
}

/** @param {Child} content */
function expandable(content) {
  const node = el('blockquote', { class: 'expandable' }, el('span', { class: 'expandable-text' }, content));
  const toggle = el('button', { class: 'inline-action', type: 'button', 'aria-expanded': 'false' }, 'Show more');
  toggle.addEventListener('click', () => {
    const isOpen = node.classList.toggle('open');
    toggle.textContent = isOpen ? 'Show less' : 'Show more';
    toggle.setAttribute('aria-expanded', String(isOpen));
  });
  node.append(toggle);
  return node;
}
