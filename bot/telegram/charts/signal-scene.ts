import type { CandleColumns } from '../../../engine/market/candle.ts';
import { type Signal, shortSignalId } from '../../../engine/signals/signal.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Language } from '../../texts/language.ts';
import { clipped } from '../messages/clipped.ts';
import type { ChartTheme, PictureTheme } from './chart-themes.ts';
import { type PriceRange, type SlotWindow, timeTicks } from './layout.ts';
import type { Gutter, Level } from './levels-of.ts';
import { box, dot, line, OVER, type Shape, text, UNDER } from './shapes.ts';
import { fittingSize, SIGNAL_CANVAS, textWidth } from './style.ts';

/** What the picture of a signal is drawn from. */
export interface SignalPicture {
  readonly entry: ShownSignal;
  /** Candles of the signal's series in time order, at least those before its close; some after it are shown too. */
  readonly candles: CandleColumns;
  readonly theme: PictureTheme;
}

/** Where the prices lie, in pixels of the picture. */
interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What every part of the picture is drawn from. */
export interface SignalScene {
  readonly language: Language;
  readonly entry: ShownSignal;
  readonly window: SlotWindow;
  readonly range: PriceRange;
  readonly frame: Frame;
  readonly decimals: number;
  readonly colors: ChartTheme;
  readonly levels: readonly Level[];
  readonly gutter: Gutter;
}

const TYPE = { title: 60, pill: 46, result: 46, small: 34 } as const;
const PILL = { top: 30, height: 76, padding: 26 } as const;
const BODY_SHARE = 0.68;
const WATERMARK = 110;
/** Longer than any pair of a venue: a longer name is no pair. */
const MOST_SYMBOL = 48;

/** Pair, side and result, and at the foot what the picture is and is not. */
export function headShapes(scene: SignalScene): readonly Shape[] {
  const { language, colors } = scene;
  const { plain, format } = language;
  const { signal } = scene.entry;
  const { margin, width, height } = SIGNAL_CANVAS;
  const right = width - margin;
  const sure = signal.confidence === null ? plain('chart-swing') : format.percent(signal.confidence);
  const pill = `${plain('chart-side', { side: signal.side })} ${sure}`;
  const pillWidth = textWidth(pill, TYPE.pill, true) + 2 * PILL.padding;
  const title = `${clipped(signal.series.symbol, MOST_SYMBOL)} · ${signal.series.timeframe}`;
  const titleSize = fittingSize(title, { most: TYPE.title, width: right - pillWidth - 24 - margin });
  const closed = plain('chart-closed', {
    time: format.minute(signal.closeTimeMs),
    exchange: clipped(signal.series.exchange, 20),
  });
  const { words, color } = resultOf(scene);
  const foot = (size: number) => ({ y: height - 40, size, fill: colors.muted });
  const disclaimer = plain('chart-disclaimer');
  const id = shortSignalId(signal.id);
  const footWidth = right - margin - textWidth(id, TYPE.small) - 24;
  const within = (words: string, most: number): number => fittingSize(words, { most, width: right - margin });
  return [
    text(title, { x: margin, y: PILL.top + PILL.height / 2, size: titleSize, bold: true, fill: colors.text }),
    box(
      { x: right - pillWidth, y: PILL.top, width: pillWidth, height: PILL.height },
      { fill: signal.side === 'BUY' ? colors.up : colors.down, radius: 14 },
    ),
    text(pill, {
      ...{ x: right - pillWidth / 2, y: PILL.top + PILL.height / 2, size: TYPE.pill, bold: true },
      ...{ fill: colors.background, align: 'center' },
    }),
    text(closed, { x: margin, y: 146, size: within(closed, TYPE.small), fill: colors.muted }),
    text(words, { x: margin, y: 208, size: within(words, TYPE.result), bold: true, fill: color }),
    text(disclaimer, { x: margin, ...foot(fittingSize(disclaimer, { most: TYPE.small, width: footWidth })) }),
    text(id, { x: right, ...foot(TYPE.small), align: 'right' }),
    ...watermark(scene, signal.marketSource),
  ];
}

/** What came of it, as a reader who did as the plan says had it; while it is open, until when. */
function resultOf({ language, entry, colors }: SignalScene): { readonly words: string; readonly color: string } {
  const { plain, format } = language;
  const { signal, steps, outcome } = entry;
  if (outcome === null) {
    const state = steps.at(-1)?.type === 'leave' ? 'left' : 'held';
    const words = signal.family === 'swing' ? plain('chart-swing-open', { state }) : plain('chart-open');
    return { words, color: colors.muted };
  }
  const { plan } = outcome;
  if (plan === null) return { words: plain('chart-outcome', { outcome: outcome.direction.type }), color: colors.muted };
  // Over days the logarithm of a result and the result part.
  const net = format.signedPercent(signal.family === 'swing' ? Math.expm1(plan.netBps / 1e4) : plan.netBps / 1e4, 2);
  const color = plan.netBps === 0 ? colors.muted : plan.netBps > 0 ? colors.up : colors.down;
  return { words: plain('chart-result', { touched: plan.touched, net }), color };
}

/** That the market is no live one, across the prices. */
export function watermark(
  { language, frame, colors }: Pick<SignalScene, 'language' | 'frame' | 'colors'>,
  marketSource: Signal['marketSource'],
): readonly Shape[] {
  if (marketSource === 'live') return [];
  const words = language.plain('chart-watermark', { source: marketSource });
  const width = frame.right - frame.left;
  const place = { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2, align: 'center' } as const;
  const size = fittingSize(words, { most: WATERMARK, width });
  return [text(words, { ...place, size, bold: true, fill: colors.text, opacity: 0.1, z: UNDER })];
}

/** What is risked and what may be won, from the entry to the horizon, and the levels; the place where the position was left. */
export function planShapes(scene: SignalScene): readonly Shape[] {
  const { window, frame, levels, entry, colors, range } = scene;
  const from = slotX(scene, window.decision + 1);
  const to = slotX(scene, window.end + 1);
  const entryY = priceY(scene, entry.signal.entry);
  return [
    ...levels.flatMap(({ type, price, color, isTouched }) => {
      const y = priceY(scene, price);
      const isShown = price >= range.low && price <= range.high;
      const area = { x: from, y: Math.min(y, entryY), width: to - from, height: Math.abs(y - entryY) };
      const isRisk = type === 'stop' || type === 'target';
      const stroke = { stroke: color, width: isTouched ? 5 : 3, z: OVER };
      return [
        ...(isRisk ? [box(area, { fill: color, opacity: 0.3, z: UNDER })] : []),
        ...(isShown
          ? [
              line([from, y, to, y], stroke),
              line([to, y, frame.right, y], { ...stroke, width: 3, dash: [4, 8], opacity: 0.7 }),
            ]
          : []),
      ];
    }),
    line([from, frame.top, from, frame.bottom], { stroke: colors.muted, width: 2.5, dash: [8, 8], z: UNDER }),
    ...touchShapes(scene),
  ];
}

/** A dot where the plan was left before its horizon, in the column of its candle. */
export function touchShapes(scene: SignalScene): readonly Shape[] {
  const { entry, window, levels, colors } = scene;
  const plan = entry.outcome?.plan ?? null;
  if (plan === null || plan.touched === 'horizon') return [];
  const x = (slotX(scene, window.end) + slotX(scene, window.end + 1)) / 2;
  const fill = levels.find(({ isTouched }) => isTouched)?.color ?? colors.close;
  return [dot({ x, y: priceY(scene, plan.exitPrice), radius: 15 }, { fill, stroke: colors.background })];
}

/** The candles, and where some are missing. */
export function candleShapes(scene: Pick<SignalScene, 'window' | 'frame' | 'range' | 'colors'>): readonly Shape[] {
  const { window, frame, colors } = scene;
  const width = BODY_SHARE * slotWidth(scene);
  return window.slots.flatMap(({ candle, afterGap }, slot) => {
    const left = slotX(scene, slot);
    const gap = afterGap
      ? [line([left, frame.top, left, frame.bottom], { stroke: colors.muted, dash: [3, 9], opacity: 0.6 })]
      : [];
    if (candle === null) return gap;
    const color = candle.close >= candle.open ? colors.up : colors.down;
    const x = left + slotWidth(scene) / 2;
    const [top, bottom] = [candle.open, candle.close].map((price) => priceY(scene, price)).toSorted((a, b) => a - b);
    const height = Math.max(2, (bottom ?? 0) - (top ?? 0));
    return [
      ...gap,
      line([x, priceY(scene, candle.high), x, priceY(scene, candle.low)], { stroke: color, width: 3, z: CANDLES }),
      box({ x: x - width / 2, y: top ?? 0, width, height }, { fill: color, z: CANDLES }),
    ];
  });
}

/** Over the boxes of the plan, under its lines. */
const CANDLES = 2;

export function timeShapes(scene: Pick<SignalScene, 'language' | 'window' | 'frame' | 'colors'>): readonly Shape[] {
  const { language, window, frame, colors } = scene;
  const { candlesEach } = window;
  const note = language.plain('chart-columns', { candles: candlesEach });
  const noted = { x: frame.left, y: frame.top - 6, size: TYPE.small, fill: colors.muted };
  const leastSlots = Math.ceil(190 / slotWidth(scene));
  const ticks = timeTicks(window.slots, leastSlots, language.format).flatMap(({ slot, text: label, isDate }) => {
    const x = slotX(scene, slot) + slotWidth(scene) / 2;
    return [
      line([x, frame.top, x, frame.bottom + 8], { stroke: colors.track, z: 0 }),
      text(label, {
        ...{ x, y: frame.bottom + 32, size: TYPE.small, bold: isDate, align: 'center' },
        fill: isDate ? colors.text : colors.muted,
      }),
    ];
  });
  return candlesEach === 1 ? ticks : [...ticks, text(note, noted)];
}

function slotWidth({ window, frame }: Pick<SignalScene, 'window' | 'frame'>): number {
  return (frame.right - frame.left) / window.slots.length;
}

/** Left edge of a slot. */
export function slotX(scene: Pick<SignalScene, 'window' | 'frame'>, slot: number): number {
  return scene.frame.left + slot * slotWidth(scene);
}

/** Height of a price; of one off the picture, the edge. */
export function priceY({ frame, range }: Pick<SignalScene, 'frame' | 'range'>, price: number): number {
  const inPicture = Math.max(range.low, Math.min(range.high, price));
  return frame.top + ((range.high - inPicture) * (frame.bottom - frame.top)) / (range.high - range.low);
}
