import type { Candle, CandleColumns } from '../../../engine/market/candle.ts';
import { candleAt } from '../../../engine/market/candle.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { DAY_MS, MINUTE_MS } from '../../../engine/time.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Format } from '../../texts/format.ts';

/**
 * Columns of the picture: candles up to the decision, then room for what came after, at most 48: more are unreadable on a phone. A
 * position that was held for longer is shown in columns of several candles.
 */
export const SLOTS = { before: 24, after: 6, mostAfter: 24 } as const;
/** Room for a position whose end is not known. */
const OPEN_POSITION_SLOTS = 12;

/** One column of the picture; candle null where none is known yet. */
export interface Slot {
  readonly openTimeMs: number;
  readonly candle: Candle | null;
  /** True when candles are missing between the slot before and this one. */
  readonly afterGap: boolean;
}

export interface SlotWindow {
  readonly slots: readonly Slot[];
  /** Index of the slot whose close is the decision; the next one is the candle that the signal is about. */
  readonly decision: number;
  /** Last slot of the plan: where the position was left, else that of its horizon, else the last of the picture. */
  readonly end: number;
  /** Candles in a column. */
  readonly candlesEach: number;
}

type Row = Omit<Slot, 'afterGap'>;

/**
 * The stretch of candles that a signal's picture shows, at most 48 slots. Missing candles take no room (a weekend would
 * fill the picture) but are marked. Throws when no candle up to the decision is given.
 */
export function pickSlots(entry: ShownSignal, candles: CandleColumns): SlotWindow {
  const { signal } = entry;
  const stepMs = timeframeMs(signal.series.timeframe);
  const rows = [...candles.openTimeMs.keys()].map((row) => candleAt(candles, row));
  const heldCandles = candlesHeld(entry, stepMs);
  const known = knownAfter(entry, rows);
  const wanted =
    heldCandles === null ? Math.max(OPEN_POSITION_SLOTS, known.length + 2) : Math.max(SLOTS.after, heldCandles + 2);
  const candlesEach = Math.ceil(wanted / SLOTS.mostAfter);
  const past = rows.filter(({ openTimeMs }) => openTimeMs + stepMs <= signal.closeTimeMs);
  if (past.length === 0) {
    throw new Error(
      `expected candles before ${new Date(signal.closeTimeMs).toISOString()}, was ${rows.length} later ones`,
    );
  }
  const shown = past.slice(-SLOTS.before * candlesEach);
  // Columns end at the decision: what does not fill one is left out, unless it is all there is.
  const before = shown.slice(shown.length < candlesEach ? 0 : shown.length % candlesEach);
  const count = Math.ceil(wanted / candlesEach) * candlesEach;
  const after = rowsAfter(known, signal.closeTimeMs, { stepMs, count });
  const earlier = grouped(
    before.map((candle) => ({ openTimeMs: candle.openTimeMs, candle })),
    candlesEach,
  );
  const groups = [...earlier, ...grouped(after, candlesEach)];
  const slots = groups.map((group, index) => ({
    ...slotOf(group),
    afterGap: isAfterGap(groups[index - 1], group, stepMs),
  }));
  const decision = earlier.length - 1;
  return { slots, decision, end: endSlot(entry, { slots, decision, candlesEach }), candlesEach };
}

/** Candles from the entry to where the position was left, else to its horizon; null: not known. */
function candlesHeld({ signal, outcome }: ShownSignal, stepMs: number): number | null {
  const exitTimeMs = outcome?.plan?.exitTimeMs ?? null;
  return exitTimeMs === null ? signal.horizonCandles : Math.ceil((exitTimeMs - signal.closeTimeMs) / stepMs);
}

/** Candles from the entry on; the next one from the outcome where the store has none. */
function knownAfter({ signal, outcome }: ShownSignal, rows: readonly Candle[]): readonly Candle[] {
  const { closeTimeMs, horizonCandles } = signal;
  const known = rows.filter(({ openTimeMs }) => openTimeMs >= closeTimeMs);
  const prices = horizonCandles === 1 ? (outcome?.prices ?? null) : null;
  return prices === null || known.some(({ openTimeMs }) => openTimeMs === closeTimeMs)
    ? known
    : [{ openTimeMs: closeTimeMs, ...prices, volume: null }, ...known];
}

/** `count` of them, the first at the decision's close: the candle that the signal is about. */
function rowsAfter(
  known: readonly Candle[],
  closeTimeMs: number,
  { stepMs, count }: { readonly stepMs: number; readonly count: number },
): readonly Row[] {
  const after: Row[] = [];
  const [next] = known;
  if (next?.openTimeMs !== closeTimeMs) {
    after.push({ openTimeMs: closeTimeMs, candle: null });
  }
  for (const candle of known.slice(0, count - after.length)) {
    after.push({ openTimeMs: candle.openTimeMs, candle });
  }
  while (after.length < count) {
    after.push({ openTimeMs: (after.at(-1)?.openTimeMs ?? closeTimeMs) + stepMs, candle: null });
  }
  return after;
}

function grouped(rows: readonly Row[], size: number): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}

function slotOf(group: readonly Row[]): Row {
  const candles = group.flatMap(({ candle }) => (candle === null ? [] : [candle]));
  const [first] = candles;
  const last = candles.at(-1);
  const openTimeMs = group[0]?.openTimeMs ?? 0;
  if (first === undefined || last === undefined) return { openTimeMs, candle: null };
  const high = Math.max(...candles.map((candle) => candle.high));
  const low = Math.min(...candles.map((candle) => candle.low));
  return { openTimeMs, candle: { ...first, high, low, close: last.close } };
}

function isAfterGap(former: readonly Row[] | undefined, group: readonly Row[], stepMs: number): boolean {
  const [from, to] = [former?.at(-1)?.openTimeMs, group[0]?.openTimeMs];
  return from !== undefined && to !== undefined && to - from > stepMs;
}

function endSlot({ signal, outcome }: ShownSignal, { slots, decision, candlesEach }: Omit<SlotWindow, 'end'>): number {
  const last = slots.length - 1;
  const exitTimeMs = outcome?.plan?.exitTimeMs ?? null;
  if (exitTimeMs !== null) {
    const left = slots.findLastIndex(({ openTimeMs }) => openTimeMs < exitTimeMs);
    return Math.min(last, Math.max(decision + 1, left));
  }
  const { horizonCandles } = signal;
  return horizonCandles === null ? last : Math.min(last, decision + Math.ceil(horizonCandles / candlesEach));
}

export interface PriceRange {
  readonly low: number;
  readonly high: number;
}

/** A level farther from the candles than this many of their own height is not drawn to scale but at the edge. */
const FARTHEST_LEVEL = 1;
const PADDING = 0.06;

/** Price range of the picture: all candles, and each level that is not so far away that it would flatten them. */
export function priceRange(slots: readonly Slot[], levels: readonly number[]): PriceRange {
  const candles = slots.flatMap(({ candle }) => (candle === null ? [] : [candle]));
  const lowest = Math.min(...candles.map(({ low }) => low));
  const highest = Math.max(...candles.map(({ high }) => high));
  const height = highest - lowest || highest * 1e-3 || 1;
  const shown = levels.filter(
    (level) => level >= lowest - FARTHEST_LEVEL * height && level <= highest + FARTHEST_LEVEL * height,
  );
  const low = Math.min(lowest, ...shown);
  const high = Math.max(highest, ...shown);
  const padding = Math.max(high - low, height) * PADDING;
  return { low: low - padding, high: high + padding };
}

/**
 * Centres for labels of one height that want to be at `wanted` (any order), moved as little as needed so that none
 * overlaps another or leaves [top, bottom]. Labels keep their order; the answer is in the order of `wanted`.
 */
export function spreadLabels(
  wanted: readonly number[],
  area: { readonly top: number; readonly bottom: number; readonly height: number },
): number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  // Labels that touch form a group that is centred on the mean of its members' wishes; groups merge until none touch.
  let groups: { members: number[]; centre: number }[] = [];
  for (const index of order) {
    groups.push(placed([index], wanted, area));
    for (let last = groups.at(-1), former = groups.at(-2); last !== undefined && former !== undefined; ) {
      const reach = ((last.members.length + former.members.length) * area.height) / 2;
      if (last.centre - former.centre >= reach) {
        break;
      }
      groups = [...groups.slice(0, -2), placed([...former.members, ...last.members], wanted, area)];
      last = groups.at(-1);
      former = groups.at(-2);
    }
  }
  const centres = wanted.slice();
  for (const { members, centre } of groups) {
    members.forEach((index, place) => {
      centres[index] = centre + (place - (members.length - 1) / 2) * area.height;
    });
  }
  return centres;
}

function placed(
  members: number[],
  wanted: readonly number[],
  area: { readonly top: number; readonly bottom: number; readonly height: number },
): { members: number[]; centre: number } {
  const mean = members.reduce((sum, index) => sum + (wanted[index] ?? 0), 0) / members.length;
  const half = (members.length * area.height) / 2;
  return { members, centre: Math.max(area.top + half, Math.min(area.bottom - half, mean)) };
}

const TICK_STEPS_MS = [5, 15, 30, 60, 120, 240, 360, 720, 1_440, 2_880, 10_080, 20_160, 40_320].map(
  (minutes) => minutes * MINUTE_MS,
);

export interface TimeTick {
  readonly slot: number;
  readonly text: string;
  /** A date rather than a time of day. */
  readonly isDate: boolean;
}

/** Times to write under the slots, UTC, on round values, at least `leastSlots` apart and half of that from both ends. */
export function timeTicks(slots: readonly Slot[], leastSlots: number, format: Format): TimeTick[] {
  const spacingMs = Math.min(
    ...slots.slice(1).map(({ openTimeMs }, slot) => openTimeMs - (slots[slot]?.openTimeMs ?? 0)),
  );
  const stepMs = TICK_STEPS_MS.find((candidateMs) => candidateMs / spacingMs >= leastSlots);
  if (stepMs === undefined) {
    return [];
  }
  const margin = leastSlots / 2;
  const kept: TimeTick[] = [];
  for (const tick of ticksEvery(slots, stepMs, format)) {
    const former = kept.at(-1);
    const isClose = former !== undefined && tick.slot - former.slot < leastSlots;
    if (isClose && tick.isDate && !former.isDate) {
      // After a gap a day may start just behind a time of the day before: the date is shown.
      kept.pop();
    } else if (isClose) {
      continue;
    }
    if (tick.slot + 0.5 >= margin && tick.slot + 0.5 <= slots.length - margin) {
      kept.push(tick);
    }
  }
  return kept;
}

function ticksEvery(slots: readonly Slot[], stepMs: number, format: Format): TimeTick[] {
  return slots.flatMap(({ openTimeMs }, slot) => {
    const formerMs = slots[slot - 1]?.openTimeMs ?? openTimeMs - 1;
    // The first slot at or after each round time: after a gap the round time itself may be missing.
    if (Math.floor(openTimeMs / stepMs) === Math.floor(formerMs / stepMs)) {
      return [];
    }
    const isDate = Math.floor(openTimeMs / DAY_MS) !== Math.floor(formerMs / DAY_MS) || stepMs >= DAY_MS;
    return [{ slot, text: isDate ? format.dayOfMonth(openTimeMs) : format.timeOfDay(openTimeMs), isDate }];
  });
}
