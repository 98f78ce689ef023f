import type { Explained } from '../../../engine/explainer.ts';
import type { FamilyReading } from '../../../engine/explanation/family-readings.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import type { Language } from '../../texts/language.ts';
import { familyText, shortReading } from '../messages/reading-text.ts';
import { pointsText, shownShares } from '../messages/why-texts.ts';
import type { PictureTheme } from './chart-themes.ts';
import { CHART_THEMES, type ChartTheme } from './chart-themes.ts';
import { renderPng } from './render-png.ts';
import { box, line, type Shape, text } from './shapes.ts';
import { CHART, fittingSize } from './style.ts';

/** A phone shows a picture some 348 px wide: the smallest type here is 11 px high there. */
const WIDTH = 1_080;
const MARGIN = 44;
const TITLE = 58;
const TYPE = 38;
const SMALL = 34;
const ROW = 116;
const BAR = 44;
const HEAD = 244;
const FOOT = 56;
/** Room for the figure at the end of a bar. */
const FIGURE = 132;
/** A bar that is drawn at all is this wide. */
const LEAST_BAR = 3;

/** What the picture of an explanation is drawn from. */
export interface WhyPicture {
  readonly answer: Explained;
  readonly signal: Signal;
  readonly theme: PictureTheme;
}

interface Bar {
  readonly label: string;
  readonly tenths: number;
  readonly isRest: boolean;
}

function barsOf({ answer, signal }: WhyPicture, language: Language): readonly Bar[] {
  const { shown, rest } = shownShares(answer);
  const bars = shown.map(({ of, tenths }) => ({ label: labelOf(of, signal, language), tenths, isRest: false }));
  return rest === 0 ? bars : [...bars, { label: language.plain('why-bar-rest'), tenths: rest, isRest: true }];
}

function labelOf(reading: FamilyReading, { series }: Signal, language: Language): string {
  const of = { language, series };
  const [family, value] = [familyText(of, reading.family), shortReading(of, reading)];
  return value === null ? family : language.plain('why-bar', { family, value });
}

/** Places of the bars: the zero line, and pixels for a tenth of a per cent. Room for figures is kept on both sides that have bars. */
function scaleOf(bars: readonly Bar[]): { readonly zero: number; readonly perTenth: number } {
  const most = Math.max(0, ...bars.map(({ tenths }) => tenths));
  const least = Math.max(0, ...bars.map(({ tenths }) => -tenths));
  const [left, right] = [MARGIN + (least > 0 ? FIGURE : 0), WIDTH - MARGIN - (most > 0 ? FIGURE : 0)];
  const perTenth = (right - left) / Math.max(1, most + least);
  return { zero: left + least * perTenth, perTenth };
}

function barShapes(bars: readonly Bar[], language: Language, theme: ChartTheme): readonly Shape[] {
  const { zero, perTenth } = scaleOf(bars);
  return bars.flatMap(({ label, tenths, isRest }, at) => {
    const top = HEAD + at * ROW;
    const width = Math.max(LEAST_BAR, Math.abs(tenths) * perTenth);
    const isUp = tenths >= 0;
    const color = isRest ? theme.muted : isUp ? theme.up : theme.down;
    const size = fittingSize(label, { most: TYPE, width: WIDTH - 2 * MARGIN });
    const y = top + 58;
    return [
      line([zero, y - 8, zero, y + BAR + 8], { stroke: theme.muted, width: 3 }),
      text(label, { x: MARGIN, y: top + 26, size, fill: isRest ? theme.muted : theme.text }),
      box({ x: isUp ? zero : zero - width, y, width, height: BAR }, { fill: color, radius: 6 }),
      text(pointsText(language, tenths), {
        x: isUp ? zero + width + 14 : zero - width - 14,
        y: y + BAR / 2,
        size: TYPE,
        bold: true,
        fill: color,
        align: isUp ? 'left' : 'right',
      }),
    ];
  });
}

function headShapes({ answer, signal }: WhyPicture, language: Language, theme: ChartTheme): readonly Shape[] {
  const { plain, format } = language;
  const { series, side, closeTimeMs } = signal;
  const title = plain('why-bar-title', {
    ...{ side: plain('action', { action: side }), symbol: series.symbol.slice(0, 40), timeframe: series.timeframe },
  });
  const chance = plain('why-bar-chance', {
    start: format.percent(answer.startUp),
    chance: format.percent(answer.probabilityUp),
  });
  const width = WIDTH - 2 * MARGIN;
  return [
    text(title, { x: MARGIN, y: 62, size: fittingSize(title, { most: TITLE, width }), bold: true, fill: theme.text }),
    text(plain('why-bar-closed', { time: format.minute(closeTimeMs) }), {
      ...{ x: MARGIN, y: 124, size: SMALL, fill: theme.muted },
    }),
    text(chance, {
      ...{ x: MARGIN, y: 184, size: fittingSize(chance, { most: TYPE, width }) },
      ...{ bold: true, fill: theme.text },
    }),
    line([MARGIN, 220, WIDTH - MARGIN, 220], { stroke: theme.track, width: 2 }),
  ];
}

/** What echarts draws; exported for the test that reads its words. */
export function whyShapes(
  picture: WhyPicture,
  language: Language,
): { readonly height: number; readonly shapes: readonly Shape[] } {
  const theme: ChartTheme = CHART_THEMES[picture.theme];
  const bars = barsOf(picture, language);
  const height = HEAD + bars.length * ROW + FOOT;
  const shapes = [...headShapes(picture, language, theme), ...barShapes(bars, language, theme)];
  return { height, shapes };
}

/** What moved a signal's probability as bars, largest first: a PNG 1080 wide, as high as it has bars. Same input, same bytes. */
export function renderWhyChart(picture: WhyPicture, language: Language): Buffer {
  const { height, shapes } = whyShapes(picture, language);
  const { background } = CHART_THEMES[picture.theme];
  return renderPng({ graphic: shapes, textStyle: { fontFamily: CHART.font } }, { width: WIDTH, height, background });
}
