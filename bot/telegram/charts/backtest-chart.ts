import type { RuleTested } from '../../../engine/backtest/ledger/published-rule.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { Format } from '../../texts/format.ts';
import type { Language } from '../../texts/language.ts';
import { spreadLabels } from './layout.ts';
import { renderPng } from './render-png.ts';
import { box, line, OVER, type Shape, text } from './shapes.ts';
import { CHART, fittingSize, textWidth } from './style.ts';

const AXIS_FONT = 18;
const LABEL = { font: 19, height: 34 } as const;
const TOP = 128;
/** Bottom of the equity, then the drawdown below it. */
const EQUITY_BOTTOM = 486;
const DRAWDOWN_TOP = 522;
const DRAWDOWN_BOTTOM = 640;
const HOLD = CHART.muted;
const STRATEGY = CHART.entry;
const MOST_TICKS = 7;
const TICK_DAYS = [1, 2, 5, 7, 14, 30, 61, 91, 122, 183, 365] as const;

/** A tick below the plots. */
export interface DateTick {
  readonly timeMs: number;
  readonly text: string;
}

/** Midnights (UTC) at equal distances, at most seven; with the year where the span is long. */
export function dateTicks(fromMs: number, toMs: number, format: Format): readonly DateTick[] {
  const days = TICK_DAYS.find((each) => (toMs - fromMs) / (each * DAY_MS) <= MOST_TICKS) ?? TICK_DAYS.at(-1) ?? 365;
  const stepMs = days * DAY_MS;
  const isLong = toMs - fromMs > 300 * DAY_MS;
  const first = Math.ceil(fromMs / DAY_MS) * DAY_MS;
  const count = Math.max(0, Math.floor((toMs - first) / stepMs) + 1);
  return Array.from({ length: Math.min(count, 2 * MOST_TICKS) }, (_, at) => {
    const timeMs = first + at * stepMs;
    return { timeMs, text: isLong ? format.day(timeMs) : format.monthAndDay(timeMs) };
  });
}

/** Where everything of a backtest's picture goes; the picture is drawn from this alone. */
export interface BacktestScene {
  readonly language: Language;
  readonly tested: RuleTested;
  /** "recorded candles, replayed at 720×"; null for a live market. */
  readonly marketNote: string | null;
  readonly left: number;
  readonly right: number;
  /** Returns shown, in per cent. */
  readonly range: { readonly low: number; readonly high: number };
  readonly deepest: number;
  readonly ticks: readonly DateTick[];
}

const percents = (values: Float64Array): readonly number[] => Array.from(values, (value) => 100 * (value - 1));
const percentLabel = ({ format }: Language, value: number): string =>
  value === 0 ? format.percent(0, 0) : format.signedPercent(value / 100, Math.abs(value) < 10 ? 1 : 0);

export function backtestScene(tested: RuleTested, marketNote: string | null, language: Language): BacktestScene {
  const { curve, fromMs, toMs } = tested;
  const shown = [0, ...percents(curve.equity), ...percents(curve.hold)];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const padding = Math.max(high - low, 0.2) * 0.06;
  const range = { low: low - padding, high: high + padding };
  const widest = Math.max(
    ...[range.low, range.high].map((value) => textWidth(percentLabel(language, value), AXIS_FONT)),
  );
  const gutter = Math.max(...endLabels(language, tested).map(({ label }) => textWidth(label, LABEL.font, true))) + 30;
  return {
    language,
    tested,
    marketNote,
    left: CHART.margin + widest + 10,
    right: CHART.width - CHART.margin - gutter,
    range,
    deepest: Math.max(0.5, 100 * tested.statistics.maxDrawdown) * 1.08,
    ticks: dateTicks(fromMs, toMs, language.format),
  };
}

/** The end of each line in words. */
function endLabels(
  language: Language,
  { curve }: RuleTested,
): readonly { label: string; value: number; color: string }[] {
  const [rule = 0, hold = 0] = [curve.equity, curve.hold].map((values) => 100 * ((values.at(-1) ?? 1) - 1));
  return [
    { label: language.plain('chart-rule', { percent: percentLabel(language, rule) }), value: rule, color: STRATEGY },
    { label: language.plain('chart-hold', { percent: percentLabel(language, hold) }), value: hold, color: HOLD },
  ];
}

/** The labels right of the lines, which never touch; exported for the test that looks. */
export function labelPlaces(
  scene: BacktestScene,
): readonly { label: string; y: number; wantedY: number; color: string }[] {
  const { range } = scene;
  const scale = (EQUITY_BOTTOM - TOP) / (range.high - range.low);
  const labels = endLabels(scene.language, scene.tested);
  const wanted = labels.map(({ value }) => TOP + (range.high - value) * scale);
  const centres = spreadLabels(wanted, { top: TOP, bottom: EQUITY_BOTTOM, height: LABEL.height });
  return labels.map(({ label, color }, at) => ({ label, color, y: centres[at] ?? 0, wantedY: wanted[at] ?? 0 }));
}

function costText({ plain }: Language, { costBps }: RuleTested): string {
  return costBps === null ? plain('chart-cost-spread') : plain('chart-cost', { bps: String(costBps) });
}

function headShapes({ language, tested }: BacktestScene): Shape[] {
  const { plain, format } = language;
  const { series, statistics, fromMs, toMs } = tested;
  const days = Math.round((toMs - fromMs) / DAY_MS);
  const net = plain('chart-net', { percent: percentLabel(language, 100 * statistics.netReturn) });
  const width = textWidth(net, 30, true) + 36;
  const right = CHART.width - CHART.margin;
  const pair = { symbol: series.symbol.slice(0, 48), timeframe: series.timeframe };
  const title = plain('chart-backtest-title', { ...pair, days: String(days) });
  const span = plain('chart-backtest-span', { from: format.day(fromMs), to: format.day(toMs) });
  const titleSize = fittingSize(title, { most: 36, width: right - width - 24 - CHART.margin });
  const color = statistics.netReturn > 0 ? CHART.up : statistics.netReturn < 0 ? CHART.down : CHART.muted;
  return [
    text(title, { x: CHART.margin, y: 44, size: titleSize, bold: true }),
    text(span, { x: CHART.margin, y: 88, size: 20, fill: CHART.muted }),
    box({ x: right - width, y: 20, width, height: 48 }, { fill: color, radius: 10 }),
    text(net, { x: right - width / 2, y: 45, size: 30, bold: true, fill: CHART.background, align: 'center' }),
    text(plain('chart-trades', { trades: String(statistics.trades), cost: costText(language, tested) }), {
      x: right,
      y: 88,
      size: 20,
      fill: CHART.muted,
      align: 'right',
    }),
  ];
}

function footShapes({ language: { plain }, marketNote, tested }: BacktestScene): Shape[] {
  const { liveDecisions, walkForwardDecisions } = tested;
  const source =
    walkForwardDecisions === 0
      ? plain('chart-live')
      : liveDecisions === 0
        ? plain('chart-walk', { kind: tested.kind })
        : plain('chart-live-and-walk', { kind: tested.kind });
  const y = CHART.height - 18;
  const note = marketNote === null ? '' : ` · ${marketNote.slice(0, 50)}`;
  return [
    text(`${plain('chart-out-of-sample', { source })}${note}`, { x: CHART.margin, y, size: 15, fill: CHART.muted }),
    text(plain('chart-backtest-disclaimer'), {
      x: CHART.width - CHART.margin,
      y,
      size: 15,
      fill: CHART.muted,
      align: 'right',
    }),
  ];
}

function plotShapes(scene: BacktestScene): Shape[] {
  const { left, right, ticks, tested } = scene;
  const scale = (right - left) / Math.max(1, tested.toMs - tested.fromMs);
  const labels = labelPlaces(scene);
  return [
    ...ticks.flatMap(({ timeMs, text: label }) => {
      const x = left + (timeMs - tested.fromMs) * scale;
      const style = { x: Math.min(x, right - 20), y: DRAWDOWN_BOTTOM + 22, size: AXIS_FONT, fill: CHART.muted };
      return [
        line([x, TOP, x, EQUITY_BOTTOM], { stroke: CHART.grid, z: 0 }),
        line([x, DRAWDOWN_TOP, x, DRAWDOWN_BOTTOM], { stroke: CHART.grid, z: 0 }),
        text(label, { ...style, align: 'center' }),
      ];
    }),
    text(scene.language.plain('chart-drawdown'), {
      x: left + 10,
      y: DRAWDOWN_BOTTOM - 16,
      size: 17,
      fill: CHART.text,
      halo: true,
    }),
    ...labels.flatMap(({ label, y, wantedY, color }) => [
      line([right, wantedY, right + 18, y], { stroke: color, width: 1.5, z: OVER }),
      text(label, { x: right + 24, y: y + 1, size: LABEL.font, bold: true, fill: color }),
    ]),
  ];
}

const HIDDEN = { axisLabel: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
const LABEL_STYLE = { color: CHART.muted, fontSize: AXIS_FONT, fontFamily: CHART.font, margin: 10 };
const ZERO_LINE = {
  ...{ silent: true, symbol: 'none', animation: false, label: { show: false }, data: [{ yAxis: 0 }] },
  lineStyle: { color: CHART.text, type: [4, 6], width: 1.5, opacity: 0.7 },
};

/** A part of an ECharts option; its type in echarts is too wide to build with. */
type OptionPart = Readonly<Record<string, unknown>>;

/** Time below the equity (grid 0) and below the drawdown (grid 1); its labels are drawn as text. */
function timeAxis({ fromMs, toMs }: RuleTested, gridIndex: 0 | 1): OptionPart {
  return {
    type: 'value',
    gridIndex,
    min: fromMs,
    max: Math.max(toMs, fromMs + 1),
    ...HIDDEN,
    axisLine: { show: true, onZero: false, lineStyle: { color: CHART.grid } },
  };
}

function valueAxes({ language, range, deepest }: BacktestScene): OptionPart[] {
  const formatter = (value: number): string => percentLabel(language, value);
  return [
    {
      ...{ type: 'value', min: range.low, max: range.high, splitNumber: 5 },
      axisLabel: { ...LABEL_STYLE, showMinLabel: false, showMaxLabel: false, formatter },
      splitLine: { lineStyle: { color: CHART.grid } },
    },
    {
      ...{ type: 'value', gridIndex: 1, min: -deepest, max: 0, splitNumber: 2 },
      axisLabel: { ...LABEL_STYLE, showMinLabel: false, formatter },
      splitLine: { lineStyle: { color: CHART.grid } },
    },
  ];
}

/** A line from 0 % at the start of the test. */
function curveSeries({ curve, fromMs }: RuleTested, values: readonly number[], style: OptionPart): OptionPart {
  const data = [[fromMs, 0], ...values.map((value, at) => [curve.timeMs[at] ?? 0, value])];
  return { type: 'line', data, showSymbol: false, ...style };
}

function curves({ tested }: BacktestScene): OptionPart[] {
  const { equity, hold, drawdown } = tested.curve;
  const below = Array.from(drawdown, (value) => -100 * value);
  return [
    curveSeries(tested, percents(hold), { lineStyle: { color: HOLD, width: 2 } }),
    curveSeries(tested, percents(equity), { lineStyle: { color: STRATEGY, width: 2.5 }, markLine: ZERO_LINE }),
    curveSeries(tested, below, {
      ...{ xAxisIndex: 1, yAxisIndex: 1, lineStyle: { color: CHART.down, width: 2.5 } },
      areaStyle: { color: CHART.down, opacity: 0.25 },
    }),
  ];
}

/** What echarts draws; exported for the test that reads its words. */
export function backtestOption(scene: BacktestScene): Record<string, unknown> {
  const { tested, left, right } = scene;
  const sides = { left, right: CHART.width - right };
  return {
    grid: [
      { ...sides, top: TOP, bottom: CHART.height - EQUITY_BOTTOM },
      { ...sides, top: DRAWDOWN_TOP, bottom: CHART.height - DRAWDOWN_BOTTOM },
    ],
    xAxis: [timeAxis(tested, 0), timeAxis(tested, 1)],
    yAxis: valueAxes(scene),
    series: curves(scene),
    graphic: [...headShapes(scene), ...plotShapes(scene), ...footShapes(scene)],
  };
}

/** A backtest of the published rule as a PNG of 1280 × 720: the rule beside holding, drawdown below. Same input, same bytes. */
export function renderBacktestChart(tested: RuleTested, marketNote: string | null, language: Language): Buffer {
  return renderPng(backtestOption(backtestScene(tested, marketNote, language)));
}
