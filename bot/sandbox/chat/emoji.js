// @ts-check
import { el } from './dom.js';

const disc = (/** @type {string} */ colour) => `<circle cx="12" cy="12" r="10" fill="${colour}"/>`;
const tile = (/** @type {string} */ colour, /** @type {string} */ inner) =>
  `<rect x="1.500" y="1.500" width="21" height="21" rx="4" fill="${colour}"/>${inner}`;
const line = (/** @type {string} */ d, colour = '#fff', width = 2.6) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const shape = (/** @type {string} */ d, /** @type {string} */ colour) => `<path d="${d}" fill="${colour}"/>`;
const arrow = (/** @type {string} */ d) => tile('#4b8ee8', line(d));
const paper = (/** @type {string} */ inner) =>
  `<rect x="2" y="2" width="20" height="20" rx="2.500" fill="#f4f6f8" stroke="#c3ccd4"/>${inner}`;
const lockBody = (/** @type {string} */ shackle) =>
  `${line(shackle, '#8d99a5', 2.4)}<rect x="4.500" y="10.500" width="15" height="11" rx="2" fill="#f5b83d"/>`;

/**
 * The emoji this product writes, for computers without a colour font (containers, bare Linux): the same text, drawn.
 * Where the system has colour emoji, its own are shown.
 * @type {Readonly<Record<string, string>>}
 */
const DRAWN = {
  '⭐': shape(
    'M12 1.800l3.100 6.600 7.100.900-5.200 5 1.300 7.100L12 17.900l-6.300 3.500L7 14.300 1.800 9.300l7.100-.900z',
    '#fbb529',
  ),
  '🟢': disc('#35b34a'),
  '🔴': disc('#e5493f'),
  '🟡': disc('#f4c22b'),
  '🟠': disc('#f08c2e'),
  '🔵': disc('#3a8ee6'),
  '⚪': disc('#dfe5ea'),
  '⚫': disc('#30363c'),
  '🔘': `${disc('#b9c3cc')}<circle cx="12" cy="12" r="5" fill="#3a8ee6"/>`,
  '✅': tile('#3fb950', line('M6.500 12.500l3.700 3.700 7.300-8')),
  '☑': tile('#3a8ee6', line('M6.500 12.500l3.700 3.700 7.300-8')),
  '✔': line('M4 13l5 5L20 6', '#3fb950', 3.2),
  '❌': line('M5 5l14 14M19 5L5 19', '#e5493f', 4),
  '✖': line('M6 6l12 12M18 6L6 18', '#6d7780', 3.6),
  '⚠': `${shape('M12 2L23 21.500H1z', '#f9c23c')}${line('M12 9v6M12 18v.1', '#40320a', 2.2)}`,
  '⛔': `${disc('#e5493f')}${line('M7 12h10', '#fff', 3.4)}`,
  '🚫': `<circle cx="12" cy="12" r="9" fill="none" stroke="#e5493f" stroke-width="3"/>${line('M6 6l12 12', '#e5493f', 3)}`,
  '🔒': lockBody('M8 10V7.500a4 4 0 0 1 8 0V10'),
  '🔓': lockBody('M8 10V6.500a4 4 0 0 1 7.600-1.700'),
  '🔑': `<circle cx="8" cy="8" r="4.500" fill="none" stroke="#f5b83d" stroke-width="3"/>${line('M11.500 11.500L20 20M17 17l2.500-2.500', '#f5b83d', 3)}`,
  '📈': paper(line('M5 17l5-5 3 3 6-8', '#35b34a', 2.2)),
  '📉': paper(line('M5 7l5 5 3-3 6 8', '#e5493f', 2.2)),
  '📊': paper(
    '<rect x="5.500" y="11" width="3.500" height="8" fill="#35b34a"/><rect x="10.300" y="6" width="3.500" height="13" fill="#3a8ee6"/><rect x="15" y="9" width="3.500" height="10" fill="#e5493f"/>',
  ),
  '🔔': shape('M12 2a7 7 0 0 0-7 7v6l-2 3h18l-2-3V9a7 7 0 0 0-7-7zM9.500 19.500a2.500 2.500 0 0 0 5 0z', '#f5b83d'),
  '🔕': `${shape('M12 2a7 7 0 0 0-7 7v6l-2 3h18l-2-3V9a7 7 0 0 0-7-7z', '#f5b83d')}${line('M3 3l18 18', '#e5493f')}`,
  '🌙': shape('M15 2.500a10 10 0 1 0 6.500 14A8.500 8.500 0 0 1 15 2.500z', '#f4c22b'),
  '⏸': tile('#4b8ee8', line('M9 7v10M15 7v10')),
  '🕰': `<circle cx="12" cy="11" r="8" fill="#f4f6f8" stroke="#a9713c" stroke-width="3"/>${line('M12 6.500V11l3 2', '#30363c', 1.8)}${line('M6 21h12', '#a9713c', 3)}`,
  '🩺': `${line('M5 3v6a4.500 4.500 0 0 0 9 0V3M9.500 13.500V16a4 4 0 0 0 8 0v-3', '#6d7780', 2.4)}<circle cx="17.500" cy="11" r="2.500" fill="#3a8ee6"/>`,
  '🔎': `<circle cx="14" cy="10" r="6.500" fill="#cfe6fb" stroke="#6d7780" stroke-width="2.500"/>${line('M9 15L3.500 20.500', '#6d7780', 3.4)}`,
  '🔗': line(
    'M10 14l4-4M8.500 11L6 13.500a3.500 3.500 0 0 0 5 5l2.500-2.500M15.500 13l2.500-2.500a3.500 3.500 0 0 0-5-5L10.500 8',
    '#8d99a5',
    2.4,
  ),
  '💬': shape('M3 4h18v13H10l-5 4v-4H3z', '#7fb8f0'),
  '💳': `<rect x="1.500" y="5" width="21" height="14" rx="2.500" fill="#3a8ee6"/><path d="M1.500 8.500h21V12h-21z" fill="#1d4f8c"/>`,
  '💎': shape('M6 3h12l5 6-11 13L1 9z', '#58bdf2'),
  '🏆': shape(
    'M7 2h10v2h4c0 5-2 7-5 7.500-.6 1.200-1.600 2-2.600 2.400V18H17v3.500H7V18h3.600v-4.100C9.600 13.500 8.600 12.700 8 11.500 5 11 3 9 3 4h4z',
    '#f5b83d',
  ),
  '🎯': `${disc('#e5493f')}<circle cx="12" cy="12" r="6.800" fill="#fff"/><circle cx="12" cy="12" r="3.600" fill="#e5493f"/>`,
  '🎁': `<rect x="3" y="10" width="18" height="12" rx="1.500" fill="#e5493f"/><path d="M2 6.500h20V11H2zM10.500 6.500h3V22h-3z" fill="#f9c23c"/>`,
  '🎉': `${shape('M3 21l5-13 8 8z', '#f5b83d')}${line('M14 6l1-3M17 9l4-1M18 14l3 2', '#e5493f', 2.2)}${line('M19 4l.1.1', '#3a8ee6', 3)}`,
  '🚀': `${shape('M14 10c2-5 5-7.500 8.500-8.500C22 5 19.500 9 15 12.500L11.500 17 7 12.500z', '#dfe5ea')}${shape('M7 12.500l-4 .5 3-4 4-.500zM11.500 17l-.5 4 4-3 .5-4zM6 15.500c-2 1-3 3.500-3.500 6 2.500-.5 5-1.500 6-3.500z', '#e5493f')}`,
  '⚡': shape('M14 1L4 14h6l-2 9L19 9h-7z', '#f9b52b'),
  '🔥': shape(
    'M12 1c1 4 6.500 6 6.500 13a6.500 6.500 0 0 1-13 0c0-3 1.500-5 3-6.500 0 2 .5 3 1.500 3.500C9.500 8 10 4 12 1z',
    '#f2742d',
  ),
  ℹ: tile('#3a8ee6', line('M12 11v6M12 7v.1')),
  '⏳': `${shape('M5 2h14v3l-5.500 7 5.500 7v3H5v-3l5.500-7L5 5z', '#d9a05b')}${shape('M8 6h8l-4 5zM8 19.500l4-4 4 4z', '#fff3d6')}`,
  '⌛': shape('M5 2h14v3l-5.500 7 5.500 7v3H5v-3l5.500-7L5 5z', '#d9a05b'),
  '⏰': `${disc('#e5493f')}<circle cx="12" cy="12" r="7" fill="#fff"/>${line('M12 8v4l3 2', '#30363c', 1.8)}`,
  '⏱': `${disc('#8d99a5')}<circle cx="12" cy="12" r="7" fill="#fff"/>${line('M12 8v4l3 2', '#30363c', 1.8)}`,
  '🕐': `${disc('#dfe5ea')}${line('M12 6v6l3-4', '#30363c', 1.8)}`,
  '🧪': `${shape('M9 2h6v2h-1v5l6 11a1.500 1.500 0 0 1-1.300 2H5.300A1.500 1.500 0 0 1 4 20l6-11V4H9z', '#cfe0ea')}${shape('M7.800 15h8.400l3 5.500c.2.500 0 1-.600 1H5.400c-.600 0-.800-.500-.600-1z', '#35b34a')}`,
  '🤖': `<rect x="4" y="7" width="16" height="14" rx="3" fill="#9fb2c2"/>${line('M12 7V3', '#9fb2c2')}<circle cx="9" cy="13" r="2" fill="#24567d"/><circle cx="15" cy="13" r="2" fill="#24567d"/>${line('M9 17.500h6', '#fff', 1.6)}`,
  '👋': shape(
    'M4 11l5-5c1-1 2.400 0 1.800 1.300L15 4c1.300-1 2.800.5 1.800 1.800l2.200-.6c1.300-.3 2 1 1.200 2L21 9c1 .5 1 1.700.3 2.400l-6.600 8c-3 3-7 2-9-.700-1.900-2.500-3-5.200-1.700-7.700z',
    '#fbc94f',
  ),
  '👍': shape(
    'M8 11l4-9c2 0 3 1.500 2.600 3.500L14 9h5.500c1.500 0 2.500 1.300 2.100 2.800l-1.900 7c-.3 1.300-1.200 2.200-2.700 2.200H8zM2 11h4v10H2z',
    '#fbc94f',
  ),
  '↩': arrow('M9 6l-4 4 4 4M5 10h9a4.500 4.500 0 0 1 0 9h-3'),
  '⏪': arrow('M12 7l-5 5 5 5M18 7l-5 5 5 5'),
  '➖': line('M4 12h16', '#6d7780', 4),
  '🎫': `${shape('M2 6h20v4a2 2 0 0 0 0 4v4H2v-4a2 2 0 0 0 0-4z', '#f5b83d')}${line('M15 8v.1M15 12v.1M15 16v.1', '#8a5200', 2)}`,
  '👇': shape(
    'M9 2h8c2 0 3.500 1.500 3.500 3.500V10c0 2-1.500 3-3 3h-4v7.500a1.800 1.800 0 0 1-3.600 0V13L7 11c-1.500-1-2-3-1-4.500z',
    '#fbc94f',
  ),
  '🔮': `<circle cx="12" cy="10" r="8.500" fill="#8e6fe0"/><circle cx="9.500" cy="7.500" r="2.200" fill="#c9b8f7"/>${shape('M6 18h12l2 4H4z', '#8a5a2b')}`,
  '😕': `${disc('#fbc94f')}${line('M8.500 9.500v.1M15.500 9.500v.1', '#5c4510', 2.8)}${line('M8.500 16.500c1.500-1.500 4-2 7-1', '#5c4510', 2)}`,
  '➡': arrow('M5 12h13M13 7l5 5-5 5'),
  '⬅': arrow('M19 12H6M11 7l-5 5 5 5'),
  '⬆': arrow('M12 19V6M7 11l5-5 5 5'),
  '⬇': arrow('M12 5v13M7 13l5 5 5-5'),
  '↗': arrow('M7 17L17 7M9 7h8v8'),
  '↘': arrow('M7 7l10 10M17 9v8H9'),
  '🔼': arrow('M6 15l6-6 6 6'),
  '🔽': arrow('M6 9l6 6 6-6'),
  '🔄': arrow('M18 9a7 7 0 0 0-12-1M6 15a7 7 0 0 0 12 1M18 4v5h-5M6 20v-5h5'),
  '⚙': `<circle cx="12" cy="12" r="6" fill="none" stroke="#8d99a5" stroke-width="4.500" /><circle cx="12" cy="12" r="9.500" fill="none" stroke="#8d99a5" stroke-width="2.500" stroke-dasharray="3.700 3.760"/>`,
  '📣': shape('M3 9.500v5l4 .5 2 5.500h3L10.500 15.500 19 19V5L7 9z', '#e5493f'),
  '📢': shape('M3 9.500v5l4 .5 2 5.500h3L10.500 15.500 19 19V5L7 9z', '#e5493f'),
  '📌': `${shape('M9 2h6l-1 7 4 4v2H6v-2l4-4z', '#e5493f')}${line('M12 15v7', '#8d99a5', 2)}`,
  '📅': paper(
    `${shape('M2 4.500C2 3 3 2 4.500 2h15C21 2 22 3 22 4.500V8H2z', '#e5493f')}${line('M7 13h.1M12 13h.1M17 13h.1M7 17.500h.1M12 17.500h.1', '#5c6873', 2.6)}`,
  ),
  '📜': paper(line('M6.500 7.500h11M6.500 12h11M6.500 16.500h7', '#8d99a5', 1.8)),
  '📄': paper(line('M6.500 7.500h11M6.500 12h11M6.500 16.500h7', '#8d99a5', 1.8)),
  '🛡': shape('M12 1.500l9 3v7c0 5.500-3.800 9-9 11-5.200-2-9-5.500-9-11v-7z', '#3a8ee6'),
  '❓': line('M8 8.500a4 4 0 1 1 6 3.500c-1.500.8-2 1.500-2 3M12 20v.1', '#e5493f', 3.2),
  '❗': line('M12 4v10M12 20v.1', '#e5493f', 4),
  '💡': `${shape('M12 1.500a7 7 0 0 0-4 12.800V17h8v-2.700a7 7 0 0 0-4-12.800z', '#f9c23c')}${shape('M8.500 18.500h7v2l-1.500 2h-4l-1.500-2z', '#8d99a5')}`,
  '💰': shape(
    'M9 2h6l-1.500 4.500c4 2 6.500 6 6.500 9.500 0 4-3 6-8 6s-8-2-8-6c0-3.500 2.500-7.500 6.500-9.500z',
    '#e8b04a',
  ),
  '💤': line('M4 6h6l-6 7h6M14 12h6l-6 7h6', '#3a8ee6', 2.2),
  '👤': shape('M12 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM2.500 22c.5-5.500 4.500-8 9.500-8s9 2.500 9.500 8z', '#6b8aa3'),
  '👥': shape(
    'M9 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM1 21c.5-5 4-7.500 8-7.500s7.500 2.500 8 7.500zM16 3a4 4 0 0 1 0 8zM18.500 21H23c-.3-4-2.500-6.700-6-7.300 1.200 1.800 1.500 4 1.500 7.300z',
    '#6b8aa3',
  ),
};

const KEYS = Object.keys(DRAWN).sort((a, b) => b.length - a.length);
const PATTERN = new RegExp(`(?:${KEYS.join('|')})\\uFE0F?`, 'gu');
const TEXT_BY_DEFAULT = new Set(['✔', '✖', '☑', 'ℹ', '⚠', '➡', '⬅', '⬆', '⬇', '↗', '↘', '⚙', '⏱', '↩']);
const VARIATION = '\uFE0F';

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
 * Text as nodes in which emoji are readable on every system; copying gives the original text.
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
  for (const match of text.matchAll(PATTERN)) {
    const raw = match[0];
    const base = raw.replace(VARIATION, '');
    if (TEXT_BY_DEFAULT.has(base) && base === raw) continue;
    nodes.push(document.createTextNode(text.slice(at, match.index)), picture(base, raw));
    at = match.index + raw.length;
  }
  nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/**
 * @param {string} base
 * @param {string} raw
 */
function picture(base, raw) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${DRAWN[base]}</svg>`;
  return el('img', {
    class: 'emoji',
    alt: raw,
    draggable: 'false',
    src: `data:image/svg+xml,${encodeURIComponent(svg)}`,
  });
}
