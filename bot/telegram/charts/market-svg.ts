import { type CandleColumns, candleAt } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Language } from '../../texts/language.ts';
import { clipped } from '../messages/clipped.ts';
import { priceDecimals } from '../messages/price-decimals.ts';
import { CHART_THEMES, type PictureTheme } from './chart-themes.ts';
import { labelShapes } from './label-shapes.ts';
import { priceRange, type Slot, type SlotWindow } from './layout.ts';
import { gutterOf, type Level, levelsOf } from './levels-of.ts';
import { box, line, OVER, type Shape, text, UNDER } from './shapes.ts';
import { candleShapes, priceY, type SignalScene, slotX, timeShapes, watermark } from './signal-scene.ts';
import { fittingSize, SIGNAL_CANVAS, textWidth } from './style.ts';
import { svgOf } from './svg.ts';

/** Columns: candles, then room for what an open signal is about. More than 48 are unreadable on a phone. */
const CANDLES = 44;
const ROOM_AFTER = 4;
/** Labels for which the picture has room. */
const MOST_LEVELS = 6;
const PLOT = { top: 268, bottom: 946 } as const;
const TYPE = { title: 60, pill: 46, line: 44, small: 34 } as const;
const PILL = { top: 30, height: 76, padding: 26 } as const;

/** What the picture of a market is drawn from. */
export interface MarketPicture {
  readonly series: SeriesKey;
  /** Oldest first; at least one. */
  readonly candles: CandleColumns;
  /** Signals of the series that have not ended, newest first. */
  readonly open: readonly ShownSignal[];
  readonly marketSource: Signal['marketSource'];
  readonly theme: PictureTheme;
}

interface MarketScene extends Omit<SignalScene, 'entry'> {
  readonly picture: MarketPicture;
}

/**
 * A market now as a square SVG of 1080: its newest 44 candles, the last price, and the levels of each open signal. Same input, same
 * text. Throws without candles.
 */
export function marketSvg(picture: MarketPicture, language: Language): string {
  const scene = sceneOf(picture, language);
  const shapes = [
    ...headShapes(scene),
    ...timeShapes(scene),
    ...openShapes(scene),
    ...candleShapes(scene),
    ...labelShapes(scene),
  ];
  return svgOf(shapes, { ...SIGNAL_CANVAS, background: scene.colors.background });
}

function sceneOf(picture: MarketPicture, language: Language): MarketScene {
  const window = windowOf(picture);
  const colors = CHART_THEMES[picture.theme];
  const last = lastClose(picture);
  const ofSignals = picture.open.flatMap((entry) => levelsOf(entry, { language, colors }));
  const levels: readonly Level[] = [
    {
      ...{ name: language.plain('chart-level', { level: 'last' }), type: 'exit', price: last },
      ...{ color: colors.close, isTouched: true },
    },
    ...ofSignals.slice(0, MOST_LEVELS - 1),
  ];
  const prices = levels.map(({ price }) => price);
  const decimals = priceDecimals(picture.series.symbol, prices);
  const gutter = gutterOf(levels, { decimals, language });
  const right = SIGNAL_CANVAS.width - SIGNAL_CANVAS.margin - gutter.width;
  const frame = { left: SIGNAL_CANVAS.margin, right, ...PLOT };
  const range = priceRange(window.slots, prices);
  return { language, picture, window, range, frame, decimals, colors, levels, gutter };
}

function windowOf({ series, candles }: MarketPicture): SlotWindow {
  const stepMs = timeframeMs(series.timeframe);
  const rows = [...candles.openTimeMs.keys()].slice(-CANDLES).map((row) => candleAt(candles, row));
  const newest = rows.at(-1);
  if (newest === undefined) throw new Error(`expected candles of ${series.symbol}, was none`);
  const known = rows.map((candle, index): Slot => {
    const former = rows[index - 1]?.openTimeMs ?? candle.openTimeMs - stepMs;
    return { openTimeMs: candle.openTimeMs, candle, afterGap: candle.openTimeMs - former > stepMs };
  });
  const after = Array.from({ length: ROOM_AFTER }, (_, index): Slot => {
    return { openTimeMs: newest.openTimeMs + (index + 1) * stepMs, candle: null, afterGap: false };
  });
  const decision = known.length - 1;
  return { slots: [...known, ...after], decision, end: known.length + ROOM_AFTER - 1, candlesEach: 1 };
}

function lastClose({ candles }: MarketPicture): number {
  return candles.close[candles.length - 1] ?? Number.NaN;
}

/** Pair and change, the time and venue of the newest candle, and what is open. */
function headShapes(scene: MarketScene): readonly Shape[] {
  const { language, colors, picture } = scene;
  const { plain, format } = language;
  const { series } = picture;
  const { margin, width, height } = SIGNAL_CANVAS;
  const right = width - margin;
  const first = scene.window.slots[0]?.candle?.open ?? 0;
  const change = first > 0 ? lastClose(picture) / first - 1 : 0;
  const pill = format.signedPercent(change, 2);
  const pillWidth = textWidth(pill, TYPE.pill, true) + 2 * PILL.padding;
  const title = `${clipped(series.symbol, 48)} · ${series.timeframe}`;
  const titleWidth = right - pillWidth - 24 - margin;
  const closed = plain('chart-market-closed', {
    time: format.minute((scene.window.slots[scene.window.decision]?.openTimeMs ?? 0) + timeframeMs(series.timeframe)),
    exchange: clipped(series.exchange, 20),
  });
  const span = plain('chart-columns-shown', { candles: scene.window.decision + 1 });
  const spanWidth = textWidth(span, TYPE.small);
  const open = openWords(scene);
  const disclaimer = plain('chart-disclaimer');
  const within = (words: string, most: number): number => fittingSize(words, { most, width: right - margin });
  const middle = PILL.top + PILL.height / 2;
  return [
    text(title, {
      ...{ x: margin, y: middle, bold: true, fill: colors.text },
      size: fittingSize(title, { most: TYPE.title, width: titleWidth }),
    }),
    box(
      { x: right - pillWidth, y: PILL.top, width: pillWidth, height: PILL.height },
      { fill: change > 0 ? colors.up : change < 0 ? colors.down : colors.muted, radius: 14 },
    ),
    text(pill, {
      ...{ x: right - pillWidth / 2, y: middle, size: TYPE.pill, bold: true },
      ...{ fill: colors.background, align: 'center' },
    }),
    text(closed, {
      ...{ x: margin, y: 146, fill: colors.muted },
      size: fittingSize(closed, { most: TYPE.small, width: right - margin - spanWidth - 24 }),
    }),
    text(span, { x: right, y: 146, size: TYPE.small, fill: colors.muted, align: 'right' }),
    text(open.words, { x: margin, y: 208, size: within(open.words, TYPE.line), bold: true, fill: open.color }),
    text(disclaimer, { x: margin, y: height - 40, size: within(disclaimer, TYPE.small), fill: colors.muted }),
    ...watermark(scene, picture.marketSource),
  ];
}

function openWords({ language, colors, picture }: MarketScene): { readonly words: string; readonly color: string } {
  const { plain, format } = language;
  const [newest] = picture.open;
  if (newest === undefined) return { words: plain('chart-market-none'), color: colors.muted };
  const of = picture.open.map(({ signal: { side, confidence } }) => {
    const sure = confidence === null ? plain('chart-swing') : format.percent(confidence);
    return `${plain('chart-side', { side })} ${sure}`;
  });
  const color = newest.signal.side === 'BUY' ? colors.up : colors.down;
  return { words: plain('chart-market-open', { signals: of.join(' · ') }), color };
}

/** Of each open signal: its levels from its entry on, and what is risked and may be won as boxes. The last price as a dotted line. */
function openShapes(scene: MarketScene): readonly Shape[] {
  const { picture, frame, window, colors, language, range } = scene;
  const lastY = priceY(scene, lastClose(picture));
  const end = frame.right;
  const across = line([frame.left, lastY, end, lastY], { stroke: colors.close, width: 2, dash: [4, 8], z: UNDER });
  const ofSignals = picture.open.flatMap((entry) => {
    const at = window.slots.findIndex(({ openTimeMs }) => openTimeMs >= entry.signal.closeTimeMs);
    const from = slotX(scene, at === -1 ? window.decision + 1 : at);
    const entryY = priceY(scene, entry.signal.entry);
    return levelsOf(entry, { language, colors }).flatMap(({ type, price, color }) => {
      const y = priceY(scene, price);
      const area = { x: from, y: Math.min(y, entryY), width: end - from, height: Math.abs(y - entryY) };
      const isShown = price >= range.low && price <= range.high;
      return [
        ...(type === 'entry' ? [] : [box(area, { fill: color, opacity: 0.2, z: UNDER })]),
        ...(isShown ? [line([from, y, end, y], { stroke: color, width: 3, z: OVER })] : []),
      ];
    });
  });
  return [across, ...ofSignals];
}
