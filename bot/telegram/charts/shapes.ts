import { CHART } from './style.ts';

/** An ECharts graphic element; its type in echarts is a union too wide to build with. */
export type Shape = Readonly<Record<string, unknown>>;

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

export function text(label: string, { x, y, size, bold, fill, align, opacity, z, halo }: TextStyle): Shape {
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
