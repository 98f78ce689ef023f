import type { Shape } from './shapes.ts';

/** Size in pixels, and what lies behind everything. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly background: string;
}

/** From the middle of a line of DejaVu Sans down to its base line, of its size. */
const BASE_LINE = 0.36;
const ANCHORS = { left: 'start', center: 'middle', right: 'end' } as const;

/** Shapes as an SVG, lower layers first, those of one layer in their order: some milliseconds, while a start of ECharts costs a second. */
export function svgOf(shapes: readonly Shape[], { width, height, background }: Canvas): string {
  const ordered = shapes.toSorted((a, b) => a.z - b.z);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    element('rect', { width, height, fill: background }),
    ...ordered.map(elementOf),
    '</svg>',
  ].join('');
}

function elementOf(drawn: Shape): string {
  switch (drawn.type) {
    case 'text': {
      const { text, x, y, fill, fontFamily, fontSize, fontWeight, align, opacity } = drawn.style;
      const place = { x, y: y + BASE_LINE * fontSize, fill, opacity, 'text-anchor': ANCHORS[align] };
      const font = { 'font-family': fontFamily, 'font-size': fontSize, 'font-weight': fontWeight };
      return element('text', { ...place, ...font }, text);
    }
    case 'line': {
      const { stroke, lineWidth, opacity, lineDash } = drawn.style;
      const dash = lineDash === undefined ? {} : { 'stroke-dasharray': lineDash.join(' ') };
      return element('line', { ...drawn.shape, stroke, 'stroke-width': lineWidth, opacity, ...dash });
    }
    case 'polyline': {
      const points = drawn.shape.points.map(([x, y]) => `${valueText(x)},${valueText(y)}`).join(' ');
      const { stroke, lineWidth, fill } = drawn.style;
      return element('polyline', { points, fill, stroke, 'stroke-width': lineWidth, 'stroke-linejoin': 'round' });
    }
    case 'rect': {
      const { r, ...area } = drawn.shape;
      return element('rect', { ...area, rx: r, ...filled(drawn.style) });
    }
    case 'circle':
      return element('circle', { ...drawn.shape, ...filled(drawn.style) });
  }
}

function filled({ fill, opacity, stroke, lineWidth }: Extract<Shape, { type: 'rect' }>['style']): Attributes {
  return { fill, opacity, ...(stroke === undefined ? {} : { stroke, 'stroke-width': lineWidth ?? 1 }) };
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, content?: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(valueText(value))}"`);
  return content === undefined
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${escaped(content)}</${name}>`;
}

/** Hundredths of a pixel are enough. */
function valueText(value: string | number): string {
  return typeof value === 'string' ? value : String(Math.round(value * 100) / 100);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text of venues may hold anything; XML knows no control characters, not even escaped, and no lone surrogates. */
function escaped(value: string): string {
  return value
    .replaceAll(/[\p{Surrogate}\p{Cc}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
