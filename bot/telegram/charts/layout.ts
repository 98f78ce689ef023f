import type { Candle, CandleColumns } from '../../../engine/market/candle.ts';
import { candleAt } from '../../../engine/market/candle.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { DAY_MS, MINUTE_MS } from '../../../engine/time.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Format } from '../../texts/format.ts';

/** Columns of the picture: candles up to the decision, then room for what came after and for the levels. */
export const SLOTS = { before: 72, after: 8 } as const;

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
  /** Columns for which a position was held; absent: the one after the decision. */
  readonly columnsHeld?: number;
  /** Length of a column where it is not the signal's candle. */
  readonly stepMs?: number;
}

/**
 * The stretch of candles that a signal's picture shows, at most 80 slots. Missing candles take no room (a weekend would
 * fill the picture) but are marked. Throws when no candle up to the decision is given.
 */
export function pickSlots(entry: ShownSignal, candles: CandleColumns): SlotWindow {
  const { signal, outcome } = entry;
  const stepMs = timeframeMs(signal.series.timeframe);
  const rows = [...candles.openTimeMs.keys()].map((row) => candleAt(candles, row));
  const before = rows.filter(({ openTimeMs }) => openTimeMs + stepMs <= signal.closeTimeMs).slice(-SLOTS.before);
  if (before.length === 0) {
    throw new Error(
      `expected candles before ${new Date(signal.closeTimeMs).toISOString()}, was ${rows.length} later ones`,
    );
  }
  const known = rows.filter(({ openTimeMs }) => openTimeMs >= signal.closeTimeMs);
  const prices = outcome?.prices ?? null;
  if (
    prices !== null &&
    signal.horizonCandles === 1 &&
    !known.some(({ openTimeMs }) => openTimeMs === signal.closeTimeMs)
  ) {
    known.unshift({ openTimeMs: signal.closeTimeMs, ...prices, volume: null });
  }
  const after = slotsAfter(known, signal.closeTimeMs, stepMs);
  const slots = [...before.map((candle) => ({ openTimeMs: candle.openTimeMs, candle })), ...after].map(
    (slot, index, all) => ({
      ...slot,
      afterGap: index > 0 && slot.openTimeMs - (all[index - 1]?.openTimeMs ?? 0) > stepMs,
    }),
  );
  return { slots, decision: before.length - 1 };
}

/** Always SLOTS.after of them, the first at the decision's close: the candle that the signal is about. */
function slotsAfter(known: readonly Candle[], closeTimeMs: number, stepMs: number): Omit<Slot, 'afterGap'>[] {
  const after: Omit<Slot, 'afterGap'>[] = [];
  const [next] = known;
  if (next?.openTimeMs !== closeTimeMs) {
    after.push({ openTimeMs: closeTimeMs, candle: null });
  }
  for (const candle of known.slice(0, SLOTS.after - after.length)) {
    after.push({ openTimeMs: candle.openTimeMs, candle });
  }
  while (after.length < SLOTS.after) {
    after.push({ openTimeMs: (after.at(-1)?.openTimeMs ?? closeTimeMs) + stepMs, candle: null });
  }
  return after;
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
      // After a gap a day may start just behind a time of the day before: the date says more.
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
