import type { Outcome, Signal } from '../../../engine/signals/signal.ts';
import { shortSignalId } from '../../../engine/signals/signal.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Language } from '../../texts/language.ts';
import { clipped } from '../messages/clipped.ts';
import type { PriceRange, SlotWindow } from './layout.ts';
import { spreadLabels, timeTicks } from './layout.ts';
import { box, line, OVER, type Shape, text, UNDER } from './shapes.ts';
import { CHART, fittingSize, textWidth } from './style.ts';

/** Where things lie, in pixels of the picture. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Bottom of the prices. */
  readonly bottom: number;
  /** Bottom of the volumes, or of the prices where there are none. */
  readonly floor: number;
}

/** What every part of the picture is drawn from. */
export interface SignalScene {
  readonly language: Language;
  readonly entry: ShownSignal;
  readonly window: SlotWindow;
  readonly range: PriceRange;
  readonly frame: Frame;
  readonly decimals: number;
}

const LABEL = { font: 20, height: 34, gap: 4, lead: 26 } as const;
const TICK_FONT = 18;
/** Longer than any pair of a venue: a longer name is no pair. */
const MOST_SYMBOL = 48;

export interface Level {
  readonly name: string;
  readonly isEntry?: true;
  readonly price: number;
  readonly color: string;
}

/** What is labelled beside the prices. */
export function levelsOf({ signal, outcome }: ShownSignal, { plain }: Language): Level[] {
  return [
    ...(signal.target === null ? [] : [{ name: plain('chart-target'), price: signal.target, color: CHART.target }]),
    { name: plain('chart-entry'), isEntry: true, price: signal.entry, color: CHART.entry },
    { name: plain('chart-stop'), price: signal.stop, color: CHART.stop },
    ...endLevel({ signal, outcome }, plain),
  ];
}

/** What it ended at: a position at the price it was left at, a candle at its close. */
function endLevel({ signal, outcome }: Pick<ShownSignal, 'signal' | 'outcome'>, plain: Language['plain']): Level[] {
  if (outcome === null) return [];
  const { plan, prices } = outcome;
  if (signal.family === 'swing') {
    return plan === null ? [] : [{ name: plain('chart-exit'), price: plan.exitPrice, color: CHART.close }];
  }
  return prices === null ? [] : [{ name: plain('chart-close'), price: prices.close, color: CHART.close }];
}

/** Room that the labels of the levels need right of the prices. */
export function gutterWidth(levels: readonly Level[], decimals: number, { format }: Language): number {
  const names = levels.map(({ name }) => textWidth(`${name} ↑ `, LABEL.font));
  const prices = levels.map(({ price }) => textWidth(format.decimal(price, decimals), LABEL.font, true));
  return LABEL.lead + Math.max(...names) + Math.max(...prices) + 24;
}

/** Title, side, outcome, and at the foot where it all comes from. */
export function frameShapes({ language, entry, frame, window }: SignalScene): Shape[] {
  const { plain, format } = language;
  const { signal, outcome } = entry;
  const { series } = signal;
  const sure = signal.confidence === null ? plain('chart-swing') : format.percent(signal.confidence);
  const pill = `${plain('chart-side', { side: signal.side })}  ${sure}`;
  const pillWidth = textWidth(pill, 30, true) + 36;
  const color = signal.side === 'BUY' ? CHART.up : CHART.down;
  const right = CHART.width - CHART.margin;
  const timeframe = window.stepMs === undefined ? series.timeframe : format.duration(window.stepMs);
  const title = `${clipped(series.symbol, MOST_SYMBOL)} · ${timeframe}`;
  const closed = { time: format.minute(signal.closeTimeMs), exchange: clipped(series.exchange, 20) };
  const titleSize = fittingSize(title, { most: 36, width: right - pillWidth - 24 - CHART.margin });
  return [
    text(title, { x: CHART.margin, y: 44, size: titleSize, bold: true }),
    text(plain('chart-closed', closed), {
      x: CHART.margin,
      y: 88,
      size: 20,
      fill: CHART.muted,
    }),
    box({ x: right - pillWidth, y: 20, width: pillWidth, height: 48 }, { fill: color, radius: 10 }),
    text(pill, { x: right - pillWidth / 2, y: 45, size: 30, bold: true, fill: CHART.background, align: 'center' }),
    text(signal.family === 'swing' ? swingText(language, entry) : outcomeText(language, outcome), {
      x: right,
      y: 88,
      size: 20,
      bold: outcome !== null,
      fill: outcomeColor(outcome),
      align: 'right',
    }),
    text(footText(language, signal), { x: CHART.margin, y: CHART.height - 18, size: 15, fill: CHART.muted }),
    text(plain('chart-disclaimer'), {
      x: right,
      y: CHART.height - 18,
      size: 15,
      fill: CHART.muted,
      align: 'right',
    }),
    ...watermark(language, signal, frame),
    ...timeShapes(language, window, frame),
  ];
}

/** The moment of decision and the candle that the signal is about. */
export function decisionShapes({ language, entry, window, frame }: SignalScene): Shape[] {
  const x = slotX(window, frame, window.decision + 1);
  const width = slotWidth(window, frame) * (window.columnsHeld ?? 1);
  const { outcome } = entry;
  const color = outcome === null ? CHART.muted : outcomeColor(outcome);
  const column = { x, y: frame.top, width, height: frame.floor - frame.top };
  return [
    box(column, { fill: color, opacity: window.columnsHeld === undefined ? 0.22 : 0.1, z: UNDER }),
    ...(outcome?.prices == null ? [] : [box(column, { stroke: color, z: OVER })]),
    line([x, frame.top, x, frame.floor], { stroke: CHART.text, dash: [6, 5], z: OVER }),
    text(language.plain('chart-decision'), {
      x: x - 10,
      y: frame.top + 16,
      size: 17,
      fill: CHART.text,
      align: 'right',
      halo: true,
    }),
    ...window.slots.flatMap(({ afterGap }, slot) => {
      const at = slotX(window, frame, slot);
      return afterGap
        ? [line([at, frame.top, at, frame.floor], { stroke: CHART.muted, dash: [2, 6], opacity: 0.6 })]
        : [];
    }),
  ];
}

/** Lines of the levels from the decision on, each tied to a label in the gutter; the labels never touch. */
export function levelShapes({ language, entry, window, range, frame, decimals }: SignalScene): Shape[] {
  const levels = levelsOf(entry, language);
  const startX = slotX(window, frame, window.decision + 1);
  const scale = (frame.bottom - frame.top) / (range.high - range.low);
  const inPicture = (price: number): number => Math.max(range.low, Math.min(range.high, price));
  const wanted = levels.map(({ price }) => frame.top + (range.high - inPicture(price)) * scale);
  const centres = spreadLabels(wanted, {
    top: frame.top,
    bottom: frame.bottom,
    height: LABEL.height + LABEL.gap,
  });
  const labelX = frame.right + LABEL.lead;
  const labelWidth = gutterWidth(levels, decimals, language) - LABEL.lead - 4;
  return levels.flatMap((level, index) => {
    const y = wanted[index] ?? frame.top;
    const centre = centres[index] ?? y;
    const isShown = level.price === inPicture(level.price);
    const dash = level.isEntry ? [] : [10, 5];
    return [
      ...(isShown
        ? [
            line([frame.left, y, startX, y], { stroke: level.color, opacity: 0.28, dash: [2, 6], z: UNDER }),
            line([startX, y, frame.right, y], { stroke: level.color, width: 2.5, dash, z: OVER }),
            line([frame.right, y, labelX, centre], { stroke: level.color, width: 1.5, z: OVER }),
          ]
        : []),
      box(
        { x: labelX, y: centre - LABEL.height / 2, width: labelWidth, height: LABEL.height },
        {
          fill: CHART.panel,
          stroke: level.color,
          radius: 6,
          z: OVER,
        },
      ),
      text(isShown ? level.name : `${level.name} ${level.price > range.high ? '↑' : '↓'}`, {
        x: labelX + 10,
        y: centre + 1,
        size: LABEL.font,
        fill: level.color,
      }),
      text(language.format.decimal(level.price, decimals), {
        x: labelX + labelWidth - 10,
        y: centre + 1,
        size: LABEL.font,
        bold: true,
        fill: level.color,
        align: 'right',
      }),
    ];
  });
}

function timeShapes({ format }: Language, window: SlotWindow, frame: Frame): Shape[] {
  const leastSlots = Math.ceil(110 / slotWidth(window, frame));
  return timeTicks(window.slots, leastSlots, format).flatMap(({ slot, text: said, isDate }) => {
    const x = slotX(window, frame, slot) + slotWidth(window, frame) / 2;
    return [
      line([x, frame.top, x, frame.floor], { stroke: CHART.grid, z: 0 }),
      line([x, frame.floor, x, frame.floor + 6], { stroke: CHART.muted, z: 0 }),
      text(said, {
        x,
        y: frame.floor + 20,
        size: TICK_FONT,
        bold: isDate,
        fill: isDate ? CHART.text : CHART.muted,
        align: 'center',
      }),
    ];
  });
}

function watermark({ plain }: Language, signal: Signal, frame: Frame): Shape[] {
  if (signal.marketSource === 'live') {
    return [];
  }
  const said = plain('chart-watermark', { source: signal.marketSource });
  const x = (frame.left + frame.right) / 2;
  const y = (frame.top + frame.bottom) / 2;
  return [text(said, { x, y, size: 104, bold: true, fill: CHART.text, align: 'center', opacity: 0.1, z: UNDER })];
}

function footText({ plain }: Language, { modelVersion, id, marketSource }: Signal): string {
  const source = marketSource === 'live' ? [] : [plain('chart-source', { source: marketSource })];
  return [clipped(modelVersion, 32), shortSignalId(id), ...source].join(' · ');
}

/** The result by the printed plan; at the horizon it is the direction that decides. */
function outcomeText({ plain, format }: Language, ended: Outcome | null): string {
  if (ended === null) return plain('chart-open');
  const { direction, plan } = ended;
  if (plan === null) return plain('chart-outcome', { outcome: direction.type });
  const outcome = plain('chart-outcome', { outcome: plan.touched === 'horizon' ? direction.type : plan.touched });
  return plain('chart-outcome-return', { outcome, net: format.signedPercent(plan.netBps / 1e4, 2) });
}

/** How a swing stands, or what it made. */
function swingText({ plain, format }: Language, { steps, outcome }: ShownSignal): string {
  if (outcome === null) return plain('chart-swing-open', { state: steps.at(-1)?.type === 'leave' ? 'left' : 'held' });
  const { plan } = outcome;
  if (plan === null) return plain('chart-swing-void');
  const result = format.signedPercent(Math.expm1(plan.netBps / 1e4));
  return plain('chart-swing-result', { touched: plan.touched === 'stop' ? 'stop' : 'exit', result });
}

function outcomeColor(outcome: Outcome | null): string {
  const grossBps = outcome?.plan?.grossBps ?? 0;
  return grossBps === 0 ? CHART.muted : grossBps > 0 ? CHART.up : CHART.down;
}

/** Side of the mark where a plan was left. */
const MARK = 22;

/** A ring where the plan was left, with the level's name beside it where one was touched. */
export function touchShapes({ language, entry, window, range, frame }: SignalScene): Shape[] {
  const plan = entry.outcome?.plan ?? null;
  if (plan === null || plan.touched === 'horizon') return [];
  const { exitPrice, exitTimeMs, touched } = plan;
  // A level is known to be touched by the end of its candle: the last that opened before then.
  const slot = window.slots.findLastIndex(({ openTimeMs }) => openTimeMs < exitTimeMs);
  if (slot < 0 || exitPrice < range.low || exitPrice > range.high) return [];
  const x = slotX(window, frame, Math.max(slot, window.decision + 1)) + slotWidth(window, frame) / 2;
  const y = frame.top + ((range.high - exitPrice) * (frame.bottom - frame.top)) / (range.high - range.low);
  const color = touched === 'stop' ? CHART.stop : touched === 'target' ? CHART.target : CHART.close;
  const ring = { x: x - MARK / 2, y: y - MARK / 2, width: MARK, height: MARK };
  const below = touched === 'stop' ? entry.signal.side === 'BUY' : entry.signal.side === 'SELL';
  return [
    box(ring, { stroke: CHART.background, radius: MARK / 2, lineWidth: 7, z: OVER }),
    box(ring, { stroke: color, radius: MARK / 2, lineWidth: 4, z: OVER }),
    text(language.plain('chart-touched', { level: touched }), {
      ...{ x: x - MARK, y: y + (below ? MARK : -MARK), size: 22, bold: true, fill: color, align: 'right', halo: true },
    }),
  ];
}

function slotWidth(window: SlotWindow, frame: Frame): number {
  return (frame.right - frame.left) / window.slots.length;
}

/** Left edge of a slot. */
function slotX(window: SlotWindow, frame: Frame, slot: number): number {
  return frame.left + slot * slotWidth(window, frame);
}
