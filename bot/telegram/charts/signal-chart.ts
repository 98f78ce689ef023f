import type { CandleColumns } from '../../../engine/market/candle.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Language } from '../../texts/language.ts';
import { priceDecimals } from '../messages/price-decimals.ts';
import { pickSlots, priceRange, type SlotWindow } from './layout.ts';
import { pickSwingSlots } from './pick-swing-slots.ts';
import { renderPng } from './render-png.ts';
import {
  decisionShapes,
  type Frame,
  frameShapes,
  gutterWidth,
  levelShapes,
  levelsOf,
  type SignalScene,
  touchShapes,
} from './signal-scene.ts';
import { CHART, textWidth } from './style.ts';

const AXIS_FONT = 18;
const TOP = 120;
const TIMES_HEIGHT = 72;
const VOLUME_HEIGHT = 90;
const VOLUME_GAP = 14;

/**
 * A signal as a PNG of 1280 × 720: some 80 candles around the decision, volume where known, entry, stop, target, and how
 * it ended when that is known. Same input, same bytes. Throws when no candle up to the decision is given.
 */
export function renderSignalChart(input: {
  readonly entry: ShownSignal;
  /** Candles of the signal's series in time order, at least those before its close; some after it are shown too. */
  readonly candles: CandleColumns;
  readonly language: Language;
}): Buffer {
  return renderPng(optionOf(sceneOf(input.entry, input.candles, input.language)));
}

/** Where everything of a signal’s picture goes; the picture is drawn from this alone. */
export function sceneOf(entry: ShownSignal, candles: CandleColumns, language: Language): SignalScene {
  const isSwing = entry.signal.family === 'swing';
  const window = isSwing ? pickSwingSlots(entry, candles) : pickSlots(entry, candles);
  const levels = levelsOf(entry, language);
  const prices = levels.map(({ price }) => price);
  const range = priceRange(window.slots, prices);
  const decimals = priceDecimals(
    entry.signal.series.symbol,
    levels.map(({ price }) => price),
  );
  const axisWidth = textWidth(language.format.decimal(range.high, decimals), AXIS_FONT) + 14;
  const floor = CHART.height - TIMES_HEIGHT;
  const frame: Frame = {
    left: CHART.margin + axisWidth,
    right: CHART.width - CHART.margin - gutterWidth(levels, decimals, language),
    top: TOP,
    bottom: hasVolume(window) ? floor - VOLUME_HEIGHT - VOLUME_GAP : floor,
    floor,
  };
  return { language, entry, window, range, frame, decimals };
}

function optionOf(scene: SignalScene): Record<string, unknown> {
  const { language, window, range, frame, decimals } = scene;
  const { slots } = window;
  const volumes = hasVolume(window);
  const grid = { left: frame.left, right: CHART.width - frame.right };
  const times = slots.map(({ openTimeMs }) => String(openTimeMs));
  const hidden = {
    axisLabel: { show: false },
    axisTick: { show: false },
    axisLine: { show: false },
    splitLine: { show: false },
  };
  return {
    grid: [
      { ...grid, top: frame.top, bottom: CHART.height - frame.bottom },
      { ...grid, top: frame.bottom + VOLUME_GAP, bottom: CHART.height - frame.floor },
    ].slice(0, volumes ? 2 : 1),
    xAxis: [0, 1].slice(0, volumes ? 2 : 1).map((gridIndex) => ({
      type: 'category',
      gridIndex,
      data: times,
      ...hidden,
      axisLine: { show: true, onZero: false, lineStyle: { color: CHART.grid } },
    })),
    yAxis: [
      {
        type: 'value',
        scale: true,
        min: range.low,
        max: range.high,
        splitNumber: 6,
        axisLabel: {
          color: CHART.muted,
          fontSize: AXIS_FONT,
          fontFamily: CHART.font,
          margin: 10,
          showMinLabel: false,
          showMaxLabel: false,
          formatter: (price: number) => language.format.decimal(price, decimals),
        },
        splitLine: { lineStyle: { color: CHART.grid } },
      },
      ...(volumes ? [{ type: 'value', gridIndex: 1, min: 0, ...hidden }] : []),
    ],
    series: [candleSeries(window), ...(volumes ? [volumeSeries(window)] : [])],
    graphic: [...frameShapes(scene), ...decisionShapes(scene), ...levelShapes(scene), ...touchShapes(scene)],
  };
}

function candleSeries({ slots }: SlotWindow): Record<string, unknown> {
  return {
    type: 'candlestick',
    z: 2,
    barWidth: '68%',
    data: slots.map(({ candle }) => (candle === null ? '-' : [candle.open, candle.close, candle.low, candle.high])),
    itemStyle: {
      color: CHART.up,
      color0: CHART.down,
      borderColor: CHART.up,
      borderColor0: CHART.down,
      borderWidth: 1.5,
    },
  };
}

function volumeSeries({ slots }: SlotWindow): Record<string, unknown> {
  return {
    type: 'bar',
    z: 2,
    xAxisIndex: 1,
    yAxisIndex: 1,
    barWidth: '68%',
    data: slots.map(({ candle }) =>
      candle === null || candle.volume === null
        ? '-'
        : {
            value: candle.volume,
            itemStyle: { color: candle.close >= candle.open ? CHART.up : CHART.down, opacity: 0.5 },
          },
    ),
  };
}

function hasVolume({ slots }: SlotWindow): boolean {
  return slots.some(({ candle }) => candle !== null && candle.volume !== null && candle.volume > 0);
}
