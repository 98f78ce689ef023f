import { el } from './dom.js';
import { emojiNodes } from './emoji.js';

/** What Telegram would have marked itself: addresses, commands and mentions in plain text. */
const AUTOMATIC =
  /(https?:\/\/[^\s<>"]+[^\s<>".,:;!?)\]}'])|((?<![\w/<])\/[A-Za-z][A-Za-z0-9_]{0,31}(?![\w/]))|((?<![\w@.])@[A-Za-z]\w{3,31})|((?<![\w/.@])t\.me\/[\w+/?=&-]+)/g;

/** What is never broken over two lines: BTC/USDT, 54.2 %. */
const WHOLE = /[A-Z0-9.]{2,15}\/[A-Z0-9.]{2,15}(?::[A-Z0-9]{2,10})?|[+−]?\d[\d.,]* %/g;

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
 * only as text nodes. `on` answers clicks: link(url), command(text), mention(name).
 */
export function renderText(text, entities, on) {
  const sorted = [...entities]
    .filter(({ offset, length }) => length > 0 && offset >= 0 && offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return el('span', { class: 'text', dir: 'auto' }, renderRange({ text, start: 0, end: text.length }, sorted, on));
}

/** Entities may nest; one that sticks out of its parent is cut at the parent's end. */
function renderRange({ text, start, end }, entities, on, isPlain = true) {
  const nodes = [];
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const entityEnd = Math.min(entity.offset + entity.length, end);
    index += 1;
    if (entity.offset < at) continue;
    const inner = [];
    while (index < entities.length && entities[index].offset < entityEnd) {
      inner.push(entities[index]);
      index += 1;
    }
    nodes.push(...plain(text.slice(at, entity.offset), on, isPlain));
    const content = renderRange(
      { text, start: entity.offset, end: entityEnd },
      inner,
      on,
      isPlain && !QUIET.has(entity.type),
    );
    nodes.push(wrap(entity, text.slice(entity.offset, entityEnd), content, on));
    // A block breaks the line by itself; the text's own line break after it would leave an empty line.
    at = BLOCKS.has(entity.type) && text[entityEnd] === '\n' ? entityEnd + 1 : entityEnd;
  }
  return [...nodes, ...plain(text.slice(at, end), on, isPlain)];
}

function wrap(entity, raw, content, on) {
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
    default:
      return el('span', {}, content);
  }
}

function plain(text, on, isPlain) {
  if (text === '') return [];
  if (!isPlain) return wordNodes(text);
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

/** Text as nodes, with what belongs together in one piece. */
function wordNodes(text) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(WHOLE)) {
    nodes.push(...emojiNodes(text.slice(at, match.index)), el('span', { class: 'whole' }, match[0]));
    at = match.index + match[0].length;
  }
  return [...nodes, ...emojiNodes(text.slice(at))];
}

function link(url, content, on) {
  const isSafe = /^(https?|mailto|tg):/i.test(url);
  if (!isSafe) return el('span', { class: 'accent' }, content);
  const click = (event) => {
    event.preventDefault();
    on.link(url);
  };
  return el('a', { href: url, title: url, rel: 'noopener noreferrer', on: { click } }, content);
}

function action(content, onClick) {
  return el('button', { class: 'inline-action', type: 'button', on: { click: onClick } }, content);
}

function spoiler(content) {
  const node = el('span', {
    class: 'spoiler',
    role: 'button',
    tabindex: 0,
    'aria-label': 'Hidden text, press to show',
  });
  const inner = el('span', { 'aria-hidden': 'true' }, content);
  node.append(inner);
  const reveal = (event) => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    node.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) node.removeAttribute(name);
    inner.removeAttribute('aria-hidden');
  };
  node.addEventListener('click', reveal, { once: true });
  node.addEventListener('keydown', reveal);
  return node;
}

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
