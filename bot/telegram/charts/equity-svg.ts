import type { NetSum } from '../../../engine/signals/net-sum.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import type { Language } from '../../texts/language.ts';
import { clipped } from '../messages/clipped.ts';
import { CHART_THEMES, type ChartTheme, type PictureTheme } from './chart-themes.ts';
import { line, OVER, polyline, type Shape, text } from './shapes.ts';
import { watermark } from './signal-scene.ts';
import { fittingSize, SIGNAL_CANVAS } from './style.ts';
import { svgOf } from './svg.ts';

const FRAME = { left: 36, right: 914, top: 330, bottom: 710 } as const;
const FALLS = { top: 790, bottom: 942 } as const;
const TYPE = { title: 58, line: 40, small: 34 } as const;
/** Steps between labels of an axis, times powers of ten. */
const STEPS = [1, 2, 5, 10] as const;
/** A line has at most so many columns of pixels, each with its lowest and highest value. */
const COLUMNS = 220;
/** Room before the first result. */
const INSET = 24;

/** What the picture of a record is drawn from. */
export interface EquityPicture {
  /** At least one. */
  readonly netSums: readonly NetSum[];
  /** "BTC/USDT"; null: all markets. */
  readonly market: string | null;
  readonly marketSource: Signal['marketSource'];
  readonly theme: PictureTheme;
}

/** A value at a time; values are fractions: 0.01 is one per cent. */
type Point = readonly [timeMs: number, value: number];

interface Drawn {
  readonly sum: NetSum;
  readonly color: string;
  readonly sums: readonly Point[];
  readonly falls: readonly Point[];
}

interface Panel {
  readonly top: number;
  readonly bottom: number;
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

interface EquityScene {
  readonly picture: EquityPicture;
  readonly language: Language;
  readonly colors: ChartTheme;
  readonly drawn: readonly Drawn[];
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Net results by plan added up, a line for each family, and below it how far each stands under its highest value: a square SVG of 1080.
 * Same input, same text. Throws without a sum.
 */
export function equitySvg(picture: EquityPicture, language: Language): string {
  const scene = sceneOf(picture, language);
  const values = scene.drawn.flatMap(({ sums }) => sums.map(([, value]) => value));
  const falls = scene.drawn.flatMap(({ falls: of }) => of.map(([, value]) => value));
  const above = panelOf(FRAME, { low: Math.min(0, ...values), high: Math.max(0, ...values), most: 5 });
  const below = panelOf(FALLS, { low: Math.min(0, ...falls), high: 0, most: 2 });
  const shapes = [
    ...headShapes(scene),
    ...axisShapes(scene, above),
    ...axisShapes(scene, below),
    ...timeShapes(scene),
    ...scene.drawn.flatMap(({ sums, falls: of, color }) => [
      polyline(placed(scene, above, sums), { stroke: color, width: 5 }),
      polyline(placed(scene, below, of), { stroke: color, width: 4 }),
    ]),
    ...watermark({ language, colors: scene.colors, frame: FRAME }, picture.marketSource),
  ];
  return svgOf(shapes, { ...SIGNAL_CANVAS, background: scene.colors.background });
}

function sceneOf(picture: EquityPicture, language: Language): EquityScene {
  const colors: ChartTheme = CHART_THEMES[picture.theme];
  const times = picture.netSums.flatMap(({ points }) => points.map(({ timeMs }) => timeMs));
  const [fromMs, toMs] = [Math.min(...times), Math.max(...times)];
  if (!Number.isFinite(fromMs))
    throw new Error(`expected results to add up, was ${picture.netSums.length} sums without`);
  const drawn = picture.netSums.map((sum): Drawn => {
    const color = sum.family === 'swing' ? colors.close : colors.entry;
    const sums: Point[] = [];
    const falls: Point[] = [];
    let highest = 0;
    for (const { timeMs, sumBps } of sum.points) {
      highest = Math.max(highest, sumBps);
      sums.push([timeMs, sumBps / 1e4]);
      falls.push([timeMs, (sumBps - highest) / 1e4]);
    }
    return { sum, color, sums, falls };
  });
  return { picture, language, colors, drawn, fromMs, toMs };
}

/** An axis of whole steps around the values, 0 among them. */
function panelOf(
  { top, bottom }: Pick<Panel, 'top' | 'bottom'>,
  { low, high, most }: { readonly low: number; readonly high: number; readonly most: number },
): Panel {
  const range = Math.max(high - low, 1e-4);
  const power = 10 ** Math.floor(Math.log10(range / most));
  const step = power * (STEPS.find((each) => range / (each * power) <= most) ?? 10);
  const whole = (value: number, round: (value: number) => number): number => step * round(value / step);
  const lowest = whole(low + step * 1e-9, Math.floor);
  const highest = whole(high - step * 1e-9, Math.ceil);
  return { ...{ top, bottom, step, high: highest + 0 }, low: lowest === highest ? highest - step : lowest };
}

/** The first result stands a little to the right of the start, a single one in the middle. */
function xOf({ fromMs, toMs }: EquityScene, timeMs: number): number {
  const left = FRAME.left + INSET;
  return left + (toMs === fromMs ? 0.5 : (timeMs - fromMs) / (toMs - fromMs)) * (FRAME.right - left);
}

function yOf({ top, bottom, low, high }: Panel, value: number): number {
  return bottom - ((value - low) / (high - low)) * (bottom - top);
}

/** As steps: a sum stands still until the next result. Of many results in one column of pixels the ends and the extremes. */
function placed(scene: EquityScene, panel: Panel, points: readonly Point[]): readonly (readonly [number, number])[] {
  const columns = new Map<number, Point[]>();
  for (const point of points) {
    const column = Math.round(((xOf(scene, point[0]) - FRAME.left) / (FRAME.right - FRAME.left)) * COLUMNS);
    const known = columns.get(column);
    if (known === undefined) columns.set(column, [point]);
    else known.push(point);
  }
  const start = [FRAME.left, yOf(panel, 0)] as const;
  const placedPoints: (readonly [number, number])[] = [start];
  for (const of of columns.values()) {
    const x = xOf(scene, of[0]?.[0] ?? scene.fromMs);
    const ys = of.map(([, value]) => yOf(panel, value));
    const through = ys.length > 2 ? [Math.min(...ys), Math.max(...ys)] : ys.slice(0, -1);
    const former = placedPoints.at(-1) ?? start;
    for (const y of [former[1], ...through, ys.at(-1) ?? former[1]]) placedPoints.push([x, y]);
  }
  return [...placedPoints, [FRAME.right, placedPoints.at(-1)?.[1] ?? start[1]]];
}

function headShapes({ picture, language, colors, drawn }: EquityScene): readonly Shape[] {
  const { plain, format } = language;
  const { margin, width, height } = SIGNAL_CANVAS;
  const market = picture.market === null ? plain('chart-equity-all') : clipped(picture.market, 48);
  const title = plain('chart-equity-title', { market });
  const about = plain('chart-equity-about');
  const foot = plain('chart-equity-foot');
  const within = (words: string, most: number): number => fittingSize(words, { most, width: width - 2 * margin });
  const lines = drawn.map(({ sum, color }) => ({
    color,
    words: plain('chart-equity-line', {
      family: sum.family,
      result: format.signedPercent((sum.points.at(-1)?.sumBps ?? 0) / 1e4, 1),
      fall: format.percent(sum.deepestFallBps / 1e4),
      count: sum.count,
    }),
  }));
  const size = Math.min(...lines.map(({ words }) => within(words, TYPE.line)));
  return [
    text(title, { x: margin, y: 66, size: within(title, TYPE.title), bold: true, fill: colors.text }),
    text(about, { x: margin, y: 130, size: within(about, TYPE.small), fill: colors.muted }),
    ...lines.map(({ words, color }, index) =>
      text(words, { x: margin, y: 190 + 58 * index, size, bold: true, fill: color }),
    ),
    text(plain('chart-equity-drawdown'), {
      ...{ x: margin, y: FALLS.top - 34, size: TYPE.small, bold: true, fill: colors.text },
    }),
    text(foot, { x: margin, y: height - 34, size: within(foot, TYPE.small), fill: colors.muted }),
  ];
}

function axisShapes({ colors, language }: EquityScene, panel: Panel): readonly Shape[] {
  const { low, high, step } = panel;
  const decimals = Math.max(0, -Math.floor(Math.log10(step * 100) + 1e-9));
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step).flatMap(
    (value) => {
      const y = yOf(panel, value);
      const isZero = Math.abs(value) < step / 2;
      const label = isZero ? language.format.percent(0, 0) : language.format.signedPercent(value, decimals);
      const within = SIGNAL_CANVAS.width - FRAME.right - 28;
      return [
        line([FRAME.left, y, FRAME.right, y], {
          ...{ stroke: isZero ? colors.muted : colors.track, width: isZero ? 3 : 2, z: 0 },
        }),
        text(label, {
          ...{ x: FRAME.right + 16, y, fill: colors.muted, z: OVER },
          size: fittingSize(label, { most: TYPE.small, width: within }),
        }),
      ];
    },
  );
}

/** First and last day below both panels. */
function timeShapes({ colors, language, fromMs, toMs }: EquityScene): readonly Shape[] {
  const style = { y: FALLS.bottom + 40, size: TYPE.small, fill: colors.muted } as const;
  const [first, last] = [language.format.day(fromMs), language.format.day(toMs)];
  return [
    ...(first === last ? [] : [text(first, { x: FRAME.left, ...style })]),
    text(last, { x: FRAME.right, ...style, align: 'right' }),
  ];
}
