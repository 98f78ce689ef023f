// @ts-check
import { el } from './dom.js';

/** Emoji one by one: flags, keycaps, sequences joined by U+200D, with their skin tones and variation selectors. */
const PICTOGRAPH = String.raw`\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]*`;
const EMOJI = new RegExp(String.raw`\p{RI}\p{RI}|[\d#*]\uFE0F?\u20E3|${PICTOGRAPH}(?:\u200D${PICTOGRAPH})*`, 'gu');

/** Symbols that fonts draw as text unless a variation selector asks for the emoji: ✔, ↩, ©; of the newer ones, above U+FFFF, none. */
const TEXT_BY_DEFAULT = /^(?![⏸⏹⏺])\P{Emoji_Presentation}$/u;
const VARIATION = /\uFE0F/gu;

/** @type {boolean | null} */
let drawsColour = null;

/** Whether this system paints emoji in colour: one is painted in black and looked at. */
function systemHasColourEmoji() {
  const canvas = document.createElement('canvas');
  canvas.width = 24;
  canvas.height = 24;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return true;
  context.font = '18px sans-serif';
  context.fillText('🟢', 0, 18);
  const { data } = context.getImageData(0, 0, 24, 24);
  return data.some((value, index) => index % 4 === 1 && value > 80);
}

/**
 * Text as nodes in which emoji are readable on every system: where it has no colour font (containers, bare Linux), each is a picture
 * of Twemoji. Copying gives the original text.
 * @param {string} text
 * @returns {Node[]}
 */
export function emojiNodes(text) {
  if (text === '') return [];
  drawsColour ??= systemHasColourEmoji();
  if (drawsColour) return [document.createTextNode(text)];
  /** @type {Node[]} */
  const nodes = [];
  let at = 0;
  for (const { 0: emoji, index } of text.matchAll(EMOJI)) {
    if (emoji.length === 1 && TEXT_BY_DEFAULT.test(emoji)) continue;
    nodes.push(document.createTextNode(text.slice(at, index)), picture(emoji));
    at = index + emoji.length;
  }
  nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/** @param {string} emoji */
function picture(emoji) {
  const src = new URL(`../../emoji/${emojiFile(emoji)}`, import.meta.url).href;
  return el('img', { class: 'emoji', alt: emoji, draggable: 'false', src });
}

/**
 * The file of an emoji in Twemoji: its code points, without variation selectors unless it is a joined sequence.
 * @param {string} emoji
 */
export function emojiFile(emoji) {
  const plain = emoji.includes('\u200D') ? emoji : emoji.replace(VARIATION, '');
  return `${[...plain].map((point) => point.codePointAt(0)?.toString(16)).join('-')}.svg`;
}
