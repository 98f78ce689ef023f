import { badRequest } from './refusal.ts';
import type { WireEntity } from './wire.ts';

/** Text with its formatting: offsets and lengths in UTF-16 units, as Telegram counts. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly WireEntity[];
}

const TAGS: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
};

interface OpenTag {
  readonly tag: string;
  readonly offset: number;
  readonly attributes: ReadonlyMap<string, string>;
}

interface Cursor {
  at: number;
}

/**
 * Reads Telegram's HTML style into text and raw entities, before trimming and tidying (tidy-entities.ts). Throws the 400
 * Telegram answers: unsupported, unclosed or unmatched tags, with byte offsets. Only &lt; &gt; &amp; &quot; and numeric
 * references are decoded, as documented under "HTML style"; anything else behind & stays as it is.
 */
export function parseHtml(source: string): FormattedText {
  const entities: WireEntity[] = [];
  const open: OpenTag[] = [];
  const cursor: Cursor = { at: 0 };
  let text = '';
  while (cursor.at < source.length) {
    const character = source[cursor.at];
    if (character === '&') {
      const decoded = decodeReference(source, cursor.at);
      text += decoded.text;
      cursor.at = decoded.end;
    } else if (character !== '<') {
      text += character;
      cursor.at += 1;
    } else if (source[cursor.at + 1] === '/') {
      const closed = closeTag(source, cursor, open);
      const entity = entityOf(closed, text, open);
      if (entity !== null) entities.push(entity);
    } else {
      open.push(openTag(source, cursor, text.length));
    }
  }
  const left = open.at(-1);
  if (left !== undefined) throw unparsable(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities };
}

function unparsable(text: string): Error {
  return badRequest(`can't parse entities: ${text}`);
}

function byteOffset(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at));
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

function decodeReference(source: string, at: number): { text: string; end: number } {
  const found = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?/.exec(source.slice(at, at + 12));
  if (found === null) return { text: '&', end: at + 1 };
  const [whole, decimal, hexadecimal, named] = found;
  const end = at + whole.length;
  if (named !== undefined) return { text: NAMED[named] ?? '', end };
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return valid ? { text: String.fromCodePoint(code), end } : { text: '&', end: at + 1 };
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

function openTag(source: string, cursor: Cursor, offset: number): OpenTag {
  const begin = cursor.at;
  let at = begin + 1;
  while (at < source.length && !isSpace(source[at]) && source[at] !== '>') at += 1;
  const beginBytes = byteOffset(source, begin);
  if (at >= source.length) throw unparsable(`Unclosed start tag at byte offset ${beginBytes}`);
  const tag = source.slice(begin + 1, at).toLowerCase();
  if (TAGS[tag] === undefined) throw unparsable(`Unsupported start tag "${tag}" at byte offset ${beginBytes}`);
  const attributes = new Map<string, string>();
  cursor.at = at;
  while (readAttribute(source, cursor, { tag, beginBytes, attributes }));
  cursor.at += 1;
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw unparsable(`Tag "span" must have class "tg-spoiler" at byte offset ${beginBytes}`);
  }
  return { tag, offset, attributes };
}

interface TagBeingRead {
  readonly tag: string;
  readonly beginBytes: number;
  readonly attributes: Map<string, string>;
}

/** Reads one attribute; false when the tag ends here. */
function readAttribute(source: string, cursor: Cursor, into: TagBeingRead): boolean {
  let at = cursor.at;
  while (isSpace(source[at])) at += 1;
  cursor.at = at;
  if (at >= source.length) throw unparsable(`Unclosed start tag "${into.tag}" at byte offset ${into.beginBytes}`);
  if (source[at] === '>') return false;
  const found = /^([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/.exec(source.slice(at));
  const name = found?.[1];
  if (found === null || name === undefined) {
    throw unparsable(`Empty attribute name in the tag "${into.tag}" at byte offset ${into.beginBytes}`);
  }
  const next = source[at + found[0].length];
  if (next !== undefined && next !== '>' && !isSpace(next)) {
    throw unparsable(`Unclosed start tag "${into.tag}" at byte offset ${into.beginBytes}`);
  }
  into.attributes.set(name.toLowerCase(), decodeAll(found[2] ?? found[3] ?? found[4] ?? ''));
  cursor.at = at + found[0].length;
  return true;
}

function decodeAll(value: string): string {
  let text = '';
  let at = 0;
  while (at < value.length) {
    if (value[at] !== '&') {
      text += value[at];
      at += 1;
      continue;
    }
    const decoded = decodeReference(value, at);
    text += decoded.text;
    at = decoded.end;
  }
  return text;
}

function closeTag(source: string, cursor: Cursor, open: OpenTag[]): OpenTag {
  const begin = cursor.at;
  const beginBytes = byteOffset(source, begin);
  const last = open.pop();
  if (last === undefined) throw unparsable(`Unexpected end tag at byte offset ${beginBytes}`);
  let at = begin + 2;
  while (at < source.length && !isSpace(source[at]) && source[at] !== '>') at += 1;
  const tag = source.slice(begin + 2, at).toLowerCase();
  while (isSpace(source[at])) at += 1;
  if (source[at] !== '>') throw unparsable(`Unclosed end tag at byte offset ${beginBytes}`);
  if (tag !== '' && tag !== last.tag) {
    throw unparsable(`Unmatched end tag at byte offset ${beginBytes}, expected "</${last.tag}>", found "</${tag}>"`);
  }
  cursor.at = at + 1;
  return last;
}

function entityOf(closed: OpenTag, text: string, open: readonly OpenTag[]): WireEntity | null {
  const { tag, offset, attributes } = closed;
  const length = text.length - offset;
  if (length === 0) return null;
  const type = TAGS[tag] ?? tag;
  if (tag === 'a') {
    const url = linkOf(attributes.get('href') ?? text.slice(offset));
    return url === null ? null : { type, offset, length, url };
  }
  if (tag === 'blockquote') {
    return { type: attributes.has('expandable') ? 'expandable_blockquote' : type, offset, length };
  }
  if (tag === 'tg-emoji') {
    const id = attributes.get('emoji-id') ?? '';
    if (!/^\d+$/.test(id)) throw unparsable('Invalid custom emoji identifier specified');
    return { type, offset, length, custom_emoji_id: id };
  }
  if (tag === 'tg-time') {
    const [unix = '', format = ''] = [attributes.get('unix'), attributes.get('format')];
    if (!/^\d+$/.test(unix)) throw unparsable('Invalid date-time specified');
    if (!/^(?:r|w?[dD]?[tT]?)$/.test(format)) throw unparsable('Invalid date-time format specified');
    return { type, offset, length, unix_time: Number(unix), date_time_format: format };
  }
  if (tag === 'code') {
    const language = languageOf(attributes);
    const parent = open.at(-1);
    // <pre><code class="language-x">: one block with its language, given by the outer tag.
    if (language !== null && parent?.tag === 'pre' && parent.offset === offset) {
      return { type: 'pre', offset, length, language };
    }
  }
  return { type, offset, length };
}

function languageOf(attributes: ReadonlyMap<string, string>): string | null {
  const found = /^language-(.+)$/.exec(attributes.get('class') ?? '');
  return found?.[1] ?? null;
}

/** A link's address as Telegram keeps it: http(s), tg:, ton: or mailto:, with http:// put before a bare host; else null. */
export function linkOf(address: string): string | null {
  const trimmed = address.trim();
  if (/^(tg|ton|mailto):/i.test(trimmed)) return trimmed;
  const full = /^https?:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  try {
    const url = new URL(full);
    return url.hostname.includes('.') || url.hostname.startsWith('[') ? url.href : null;
  } catch {
    return null;
  }
}
