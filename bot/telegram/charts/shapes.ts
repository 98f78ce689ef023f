import { CHART } from './style.ts';

interface Drawn<Type extends string> {
  readonly type: Type;
  readonly silent: true;
  readonly z: number;
}

interface TextShape extends Drawn<'text'> {
  readonly style: {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly fill: string;
    readonly fontFamily: string;
    readonly fontSize: number;
    readonly fontWeight: 'bold' | 'normal';
    readonly align: 'left' | 'center' | 'right';
    readonly verticalAlign: 'middle';
    readonly opacity: number;
    readonly stroke?: string;
    readonly lineWidth?: number;
  };
}

interface LineShape extends Drawn<'line'> {
  readonly shape: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
  readonly style: {
    readonly stroke: string;
    readonly lineWidth: number;
    readonly opacity: number;
    readonly lineDash?: readonly number[];
  };
}

interface PolylineShape extends Drawn<'polyline'> {
  readonly shape: { readonly points: [number, number][] };
  readonly style: { readonly stroke: string; readonly lineWidth: number; readonly fill: 'none' };
}

interface FilledStyle {
  readonly fill: string;
  readonly opacity: number;
  readonly stroke?: string;
  readonly lineWidth?: number;
}

interface BoxShape extends Drawn<'rect'> {
  readonly shape: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly r: number;
  };
  readonly style: FilledStyle;
}

interface DotShape extends Drawn<'circle'> {
  readonly shape: { readonly cx: number; readonly cy: number; readonly r: number };
  readonly style: FilledStyle;
}

/** One thing on a picture: an ECharts graphic element, which svg.ts draws as well. */
export type Shape = TextShape | LineShape | PolylineShape | BoxShape | DotShape;

/** Layers: over the candles, which lie at 2, or under them. */
export const OVER = 10;
export const UNDER = 1;

interface TextStyle {
  readonly x: number;
  /** Middle of the line. */
  readonly y: number;
  readonly size: number;
  readonly bold?: boolean;
  readonly fill?: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly opacity?: number;
  readonly z?: number;
  /** A rim of background, for text over candles. */
  readonly halo?: boolean;
}

export function text(label: string, { x, y, size, bold, fill, align, opacity, z, halo }: TextStyle): TextShape {
  return {
    type: 'text',
    silent: true,
    z: z ?? OVER,
    style: {
      text: label,
      x,
      y,
      fill: fill ?? CHART.text,
      fontFamily: CHART.font,
      fontSize: size,
      fontWeight: bold === true ? 'bold' : 'normal',
      align: align ?? 'left',
      verticalAlign: 'middle',
      opacity: opacity ?? 1,
      ...(halo === true ? { stroke: CHART.background, lineWidth: 5 } : {}),
    },
  };
}

interface LineStyle {
  readonly stroke: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly opacity?: number;
  readonly z?: number;
}

export function line(ends: readonly [number, number, number, number], style: LineStyle): Shape {
  const [x1, y1, x2, y2] = ends;
  return {
    type: 'line',
    silent: true,
    z: style.z ?? UNDER,
    shape: { x1, y1, x2, y2 },
    style: {
      stroke: style.stroke,
      lineWidth: style.width ?? 1.5,
      opacity: style.opacity ?? 1,
      ...(style.dash === undefined || style.dash.length === 0 ? {} : { lineDash: style.dash }),
    },
  };
}

/** A line through many points. */
export function polyline(
  points: readonly (readonly [number, number])[],
  { stroke, width }: { readonly stroke: string; readonly width: number },
): Shape {
  return {
    ...{ type: 'polyline', silent: true, z: OVER },
    shape: { points: points.map(([x, y]) => [x, y]) },
    style: { stroke, lineWidth: width, fill: 'none' },
  };
}

export function box(
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  style: {
    readonly fill?: string;
    readonly stroke?: string;
    readonly radius?: number;
    readonly lineWidth?: number;
    readonly opacity?: number;
    readonly z?: number;
  },
): Shape {
  return {
    type: 'rect',
    silent: true,
    z: style.z ?? OVER,
    shape: { ...area, r: style.radius ?? 0 },
    style: {
      fill: style.fill ?? 'none',
      opacity: style.opacity ?? 1,
      ...(style.stroke === undefined ? {} : { stroke: style.stroke, lineWidth: style.lineWidth ?? 2 }),
    },
  };
}

export function dot(
  place: { readonly x: number; readonly y: number; readonly radius: number },
  style: { readonly fill: string; readonly stroke: string },
): Shape {
  return {
    type: 'circle',
    silent: true,
    z: OVER + 1,
    shape: { cx: place.x, cy: place.y, r: place.radius },
    style: { ...style, opacity: 1, lineWidth: 5 },
  };
}
