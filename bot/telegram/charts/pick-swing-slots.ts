import { type Candle, type CandleColumns, candleAt } from '../../../engine/market/candle.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Slot, SlotWindow } from './layout.ts';

/** Columns of a swing's picture. */
const SLOTS = 60;
/** At most so many for the time it was held; longer ones join candles. */
const MOST_HELD = 40;
const LEAST_AFTER = 8;
/** Columns behind the exit, or the newest candle. */
const BEHIND = 3;
/** Candles of 4 h that a column may join: up to a week. */
const JOINED = [1, 2, 3, 6, 12, 18, 42] as const;

/** One candle of consecutive ones; null for none. */
function joined(candles: readonly Candle[]): Candle | null {
  const [first] = candles;
  const last = candles.at(-1);
  if (first === undefined || last === undefined) return null;
  const volumes = candles.map(({ volume }) => volume);
  return {
    openTimeMs: first.openTimeMs,
    open: first.open,
    high: Math.max(...candles.map(({ high }) => high)),
    low: Math.min(...candles.map(({ low }) => low)),
    close: last.close,
    volume: volumes.every((volume) => volume !== null) ? volumes.reduce((sum, volume) => sum + volume, 0) : null,
  };
}

/** Candles of each column in a stretch of time, by when they opened. */
function columnsFrom(
  rows: readonly Candle[],
  span: { fromMs: number; count: number; stepMs: number },
): Omit<Slot, 'afterGap'>[] {
  return Array.from({ length: span.count }, (_, column) => {
    const openTimeMs = span.fromMs + column * span.stepMs;
    const within = rows.filter((each) => each.openTimeMs >= openTimeMs && each.openTimeMs < openTimeMs + span.stepMs);
    return { openTimeMs, candle: joined(within) };
  });
}

/**
 * The stretch of candles that a swing's picture shows, at most 60 columns: some before the entry, all the time it was held, joined to
 * longer candles where that is long. Columns are cut at the entry. Throws when no candle up to the entry is given.
 */
export function pickSwingSlots({ signal, outcome }: ShownSignal, candles: CandleColumns): SlotWindow {
  const { closeTimeMs, series } = signal;
  const candleMs = timeframeMs(series.timeframe);
  const rows = [...candles.openTimeMs.keys()].map((row) => candleAt(candles, row));
  if (!rows.some(({ openTimeMs }) => openTimeMs < closeTimeMs))
    throw new Error(`expected candles before ${new Date(closeTimeMs).toISOString()}, was ${rows.length} later ones`);
  const endMs = outcome?.plan?.exitTimeMs ?? (rows.at(-1)?.openTimeMs ?? closeTimeMs) + candleMs;
  const held = Math.max(0, Math.ceil((endMs - closeTimeMs) / candleMs));
  const step = JOINED.find((each) => held / each <= MOST_HELD) ?? 42;
  const stepMs = step * candleMs;
  const columnsHeld = Math.ceil(held / step);
  const after = Math.min(SLOTS - 1, Math.max(LEAST_AFTER, columnsHeld + BEHIND));
  const before = SLOTS - after;
  const past = columnsFrom(rows, { fromMs: closeTimeMs - before * stepMs, count: before, stepMs });
  const known = past.slice(past.findIndex(({ candle }) => candle !== null));
  const since = columnsFrom(rows, { fromMs: closeTimeMs, count: after, stepMs });
  const slots = [...known, ...since].map((slot) => ({ ...slot, afterGap: false }));
  return { slots, decision: known.length - 1, columnsHeld, stepMs };
}
