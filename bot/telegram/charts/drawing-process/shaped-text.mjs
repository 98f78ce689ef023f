// @ts-check
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as harfbuzz from 'harfbuzzjs';

const require = createRequire(import.meta.url);
const NOTO = '@expo-google-fonts/noto-sans-devanagari';
const FILES = {
  other: ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'],
  shaped: [`${NOTO}/400Regular/NotoSansDevanagari_400Regular.ttf`, `${NOTO}/700Bold/NotoSansDevanagari_700Bold.ttf`],
};
/** Words of Devanagari with the spaces and joiners between them, or what lies between such words. */
const RUNS = /\p{scx=Deva}(?:[\p{scx=Deva}\p{M}\p{Join_Control} ]*[\p{scx=Deva}\p{M}])?|(?:(?!\p{scx=Deva}).)+/gsu;
const TEXT = /<text([^>]*)>([^<]*)<\/text>/g;
const ATTRIBUTE = /([a-z:-]+)="([^"]*)"/g;
const POINT = /(-?[\d.]+),(-?[\d.]+)/g;
/** From the middle of a line of DejaVu Sans down to its base line, of its size; as in svg.ts. */
const MIDDLE_TO_BASE = 0.36;
/** How much of a text is left of the point it is put at. */
const SHARE_LEFT = new Map([
  ['middle', 0.5],
  ['end', 1],
]);
/** Of a text, what says how its letters look and where they are: the outlines need it no more. */
const OF_LETTERS = new Set(['x', 'y', 'style', 'xml:space', 'text-anchor', 'dominant-baseline']);
/** @type {Readonly<Record<string, string>>} */
const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** @type {Map<string, { readonly font: harfbuzz.Font, readonly unitsPerEm: number }>} */
const fonts = new Map();

/** @param {string} file */
function fontOf(file) {
  const known = fonts.get(file);
  if (known !== undefined) return known;
  const bytes = readFileSync(require.resolve(file));
  const face = new harfbuzz.Face(new harfbuzz.Blob(Uint8Array.from(bytes).buffer));
  const made = { font: new harfbuzz.Font(face), unitsPerEm: face.upem };
  fonts.set(file, made);
  return made;
}

/** @param {number} value */
const rounded = (value) => String(Math.round(value * 100) / 100);

/**
 * The outlines of a text from its base line's left end, and how wide it is. A letter that no font has is the box of the font.
 * @param {string} text
 * @param {{ readonly size: number, readonly isBold: boolean }} look
 */
export function outlinesOf(text, { size, isBold }) {
  let width = 0;
  let missing = 0;
  const paths = [];
  for (const [run] of text.matchAll(RUNS)) {
    const files = /\p{scx=Deva}/u.test(run) ? FILES.shaped : FILES.other;
    const { font, unitsPerEm } = fontOf(files[isBold ? 1 : 0] ?? '');
    const scale = size / unitsPerEm;
    const buffer = new harfbuzz.Buffer();
    buffer.addText(run);
    buffer.guessSegmentProperties();
    harfbuzz.shape(font, buffer);
    for (const { codepoint: glyph, xAdvance = 0, xOffset = 0, yOffset = 0 } of buffer.getGlyphInfosAndPositions()) {
      if (glyph === 0) missing += 1;
      const left = width + xOffset * scale;
      const up = yOffset * scale;
      /** @type {(point: string, x: string, y: string) => string} */
      const placed = (_, x, y) => `${rounded(left + Number(x) * scale)},${rounded(-up - Number(y) * scale)}`;
      paths.push(font.glyphToPath(glyph).replaceAll(POINT, placed));
      width += xAdvance * scale;
    }
  }
  return { path: paths.join(''), width, missing };
}

/**
 * The SVG with every text that holds Devanagari as outlines: resvg counts a cluster of it as wide as its widest glyph, and sets the next
 * letters upon it. What else stands in such a text is DejaVu, as resvg would draw it.
 * @param {string} svg of svg.ts or of ECharts
 */
export function withShapedText(svg) {
  return svg.replaceAll(TEXT, (element, attributes, content) =>
    /\p{scx=Deva}/u.test(content) ? outlined(String(attributes), String(content)) : String(element),
  );
}

/**
 * @param {string} written
 * @param {string} content
 */
function outlined(written, content) {
  const given = new Map([...written.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, value]));
  const style = new Map(
    (given.get('style') ?? '')
      .split(';')
      .map((each) => /** @type {const} */ ([each.split(':')[0] ?? '', each.split(':')[1] ?? ''])),
  );
  /** @param {string} name */
  const of = (name) => given.get(name) ?? style.get(name) ?? '';
  const size = Number.parseFloat(of('font-size')) || 12;
  const isBold = of('font-weight') === 'bold';
  const text = content.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
  const { path, width } = outlinesOf(text, { size, isBold });
  const left = Number(given.get('x') ?? 0) - width * (SHARE_LEFT.get(of('text-anchor')) ?? 0);
  const base = Number(given.get('y') ?? 0) + (of('dominant-baseline') === 'central' ? MIDDLE_TO_BASE * size : 0);
  const kept = [...given].filter(([name]) => !OF_LETTERS.has(name) && !name.startsWith('font-'));
  const attributes = kept.map(([name, value]) => ` ${name}="${value}"`).join('');
  return `<g${attributes}><path transform="translate(${rounded(left)} ${rounded(base)})" d="${path}"/></g>`;
}
