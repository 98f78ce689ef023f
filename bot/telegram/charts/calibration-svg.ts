import type { LiveCalibration } from '../../../engine/monitoring/live-calibration.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import type { Language } from '../../texts/language.ts';
import { clipped } from '../messages/clipped.ts';
import { CHART_THEMES, type ChartTheme, type PictureTheme } from './chart-themes.ts';
import { dot, line, OVER, type Shape, text } from './shapes.ts';
import { watermark } from './signal-scene.ts';
import { fittingSize, SIGNAL_CANVAS } from './style.ts';
import { svgOf } from './svg.ts';

const FRAME = { left: 150, right: 1_044, top: 300, bottom: 900 } as const;
const TYPE = { title: 58, line: 38, small: 34 } as const;
/** The axes reach at least so far from one half, and end at whole steps. */
const LEAST_REACH = 0.1;
const STEP = 0.05;

/** What the picture of a calibration is drawn from. */
export interface CalibrationPicture {
  readonly calibration: LiveCalibration;
  /** "BTC/USDT"; null: all markets. */
  readonly market: string | null;
  readonly marketSource: Signal['marketSource'];
  readonly theme: PictureTheme;
}

/**
 * Stated against seen, in ten groups of equal size with their 95 % intervals, beside the line on which both are the same: a square SVG
 * of 1080. Same input, same text.
 */
export function calibrationSvg(picture: CalibrationPicture, language: Language): string {
  const colors: ChartTheme = CHART_THEMES[picture.theme];
  const reach = reachOf(picture.calibration);
  const shapes = [
    ...headShapes(picture, language, colors),
    ...axisShapes(reach, language, colors),
    ...groupShapes(picture.calibration, reach, colors),
    ...watermark({ language, colors, frame: FRAME }, picture.marketSource),
  ];
  return svgOf(shapes, { ...SIGNAL_CANVAS, background: colors.background });
}

/** How far both axes reach from one half. */
function reachOf({ reliability }: LiveCalibration): number {
  const values = reliability.flatMap(({ meanProbability, shareUp, interval }) => [
    ...[meanProbability, shareUp],
    ...(interval ?? []),
  ]);
  const farthest = Math.max(LEAST_REACH, ...values.map((value) => Math.abs(value - 0.5)));
  return Math.min(0.5, Math.ceil(farthest / STEP - 1e-9) * STEP);
}

const xOf = (value: number, reach: number): number =>
  FRAME.left + ((value - 0.5 + reach) / (2 * reach)) * (FRAME.right - FRAME.left);
const yOf = (value: number, reach: number): number =>
  FRAME.bottom - ((value - 0.5 + reach) / (2 * reach)) * (FRAME.bottom - FRAME.top);

function headShapes(
  { calibration, market }: CalibrationPicture,
  { plain, format }: Language,
  colors: ChartTheme,
): readonly Shape[] {
  const { margin, width, height } = SIGNAL_CANVAS;
  const of = market === null ? plain('chart-calibration-all') : clipped(market, 48);
  const title = plain('chart-calibration-title', { market: of });
  const { fromMs, toMs, rows, calibrationError } = calibration;
  const span = plain('chart-calibration-span', {
    ...{ rows, from: fromMs === null ? '–' : format.day(fromMs), to: toMs === null ? '–' : format.day(toMs) },
  });
  const error =
    calibrationError === null
      ? plain('chart-calibration-empty')
      : plain('chart-calibration-error', { error: format.percent(calibrationError) });
  const within = (words: string, most: number): number => fittingSize(words, { most, width: width - 2 * margin });
  const foot = plain('chart-calibration-foot');
  return [
    text(title, { x: margin, y: 66, size: within(title, TYPE.title), bold: true, fill: colors.text }),
    text(span, { x: margin, y: 130, size: within(span, TYPE.small), fill: colors.muted }),
    text(error, { x: margin, y: 188, size: within(error, TYPE.line), bold: true, fill: colors.text }),
    text(foot, { x: margin, y: height - 34, size: within(foot, TYPE.small), fill: colors.muted }),
  ];
}

function axisShapes(reach: number, { plain, format }: Language, colors: ChartTheme): readonly Shape[] {
  const step = reach > 0.2 ? 2 * STEP : STEP;
  const ticks = Array.from({ length: 2 * Math.floor(reach / step + 1e-9) + 1 }, (_, index) => {
    return 0.5 + (index - Math.floor(reach / step + 1e-9)) * step;
  });
  const labels = ticks.flatMap((value, index) => {
    const [x, y] = [xOf(value, reach), yOf(value, reach)];
    const label = format.percent(value, 0);
    const isEnd = index === 0 || index === ticks.length - 1;
    const isNamed = (index - (ticks.length - 1) / 2) % 2 === 0 || ticks.length < 6;
    const style = { size: TYPE.small, fill: colors.muted };
    return [
      line([x, FRAME.top, x, FRAME.bottom], { stroke: colors.track, z: 0 }),
      line([FRAME.left, y, FRAME.right, y], { stroke: colors.track, z: 0 }),
      // Not at the corners, where those of both axes would touch, nor at the edge of the picture.
      ...(isEnd ? [] : [text(label, { x: FRAME.left - 16, y, ...style, align: 'right' })]),
      ...(isEnd || !isNamed ? [] : [text(label, { x, y: FRAME.bottom + 30, ...style, align: 'center' })]),
    ];
  });
  const stated = plain('chart-calibration-stated');
  const seen = plain('chart-calibration-seen');
  return [
    ...labels,
    line([xOf(0.5 - reach, reach), yOf(0.5 - reach, reach), xOf(0.5 + reach, reach), yOf(0.5 + reach, reach)], {
      ...{ stroke: colors.muted, width: 3, dash: [10, 10] },
    }),
    text(stated, {
      ...{ x: FRAME.right, y: FRAME.bottom + 78, bold: true, fill: colors.text, align: 'right' },
      size: fittingSize(stated, { most: TYPE.small, width: FRAME.right - FRAME.left }),
    }),
    text(seen, {
      ...{ x: FRAME.left, y: FRAME.top - 36, bold: true, fill: colors.text },
      size: fittingSize(seen, { most: TYPE.small, width: FRAME.right - FRAME.left }),
    }),
  ];
}

function groupShapes({ reliability }: LiveCalibration, reach: number, colors: ChartTheme): readonly Shape[] {
  const at = reliability.map(({ meanProbability, shareUp, interval }) => ({
    x: xOf(meanProbability, reach),
    y: yOf(shareUp, reach),
    ends: interval === null ? null : ([yOf(interval[0], reach), yOf(interval[1], reach)] as const),
  }));
  const joined = at.slice(1).map(({ x, y }, index) => {
    const former = at[index] ?? { x, y };
    return line([former.x, former.y, x, y], { stroke: colors.entry, width: 3, opacity: 0.5, z: OVER });
  });
  return [
    ...joined,
    ...at.flatMap(({ x, y, ends }) => [
      ...(ends === null ? [] : [line([x, ends[0], x, ends[1]], { stroke: colors.entry, width: 5, z: OVER })]),
      dot({ x, y, radius: 13 }, { fill: colors.entry, stroke: colors.background }),
    ]),
  ];
}
