import type { ContextName } from '../market/context-columns.ts';
import { DAY_MS } from '../time.ts';
import type { FeatureFamily } from './feature-family.ts';
import { meanBefore, type OtherMoves, type PastCandles, USUAL_CANDLES } from './past-candles.ts';

/** What readings are taken from. */
export interface Known {
  readonly past: PastCandles;
  /** Bitcoin's moves, and the mean of all other markets', over the same candles; null where no such market is followed. */
  readonly leader: OtherMoves | null;
  readonly peers: OtherMoves | null;
}

/** A family at every candle, in a unit that people know; NaN where unknown. */
export interface Measured {
  /** Moves, places within a range and shares are fractions; "hour" and "weekday" the Unix milliseconds at which the next candle opens. */
  readonly value: Float64Array;
  /** As a multiple of what is usual in this market; null where the value has no usual. */
  readonly timesUsual: Float64Array | null;
  /** Candles with near numbers are alike. */
  readonly likeness: Float64Array;
  /** True: only equal numbers are alike. */
  readonly exact: boolean;
}

type Measure = (known: Known) => Measured | null;

const DAY_CANDLES = 24;
const WEEK_CANDLES = 168;
const EARLIER_CANDLES = 5;
const HOUR_MS = DAY_MS / 24;

const plain = (value: Float64Array): Measured => ({ value, timesUsual: null, likeness: value, exact: false });
const fractions = (logs: Float64Array): Float64Array => logs.map(Math.expm1);
const ratio = (of: Float64Array, by: Float64Array): Float64Array => of.map((value, row) => value / (by[row] ?? 0));

/** The move over `span` candles that ended `lag` candles ago; alike by how large it is for so long a time. */
function trend({ past }: Known, span: number, lag = 0): Measured {
  const { close } = past.candles;
  const move = close.map((_, row) =>
    Math.log((close[row - lag] ?? Number.NaN) / (close[row - lag - span] ?? Number.NaN)),
  );
  const likeness = move.map((value, row) => value / ((past.usualMove[row] ?? Number.NaN) * Math.sqrt(span)));
  return { value: fractions(move), timesUsual: null, likeness, exact: false };
}

function lastMove({ past: { move, usualMove } }: Known): Measured {
  const likeness = ratio(move, usualMove);
  return { value: fractions(move), timesUsual: likeness.map(Math.abs), likeness, exact: false };
}

/** Where the close lies between the lowest (0) and the highest (1) price of `span` candles. */
function place({ past: { candles } }: Known, span: number): Measured {
  const { high, low, close } = candles;
  return plain(
    close.map((price, row) => {
      if (row + 1 < span) return Number.NaN;
      const top = Math.max(...high.subarray(row + 1 - span, row + 1));
      const bottom = Math.min(...low.subarray(row + 1 - span, row + 1));
      return top > bottom ? (price - bottom) / (top - bottom) : Number.NaN;
    }),
  );
}

/** How large the moves of a day's candles are, as a multiple of the usual ones. */
function swings({ past: { move, usualMove } }: Known): Measured {
  const sizes = move.map(Math.abs);
  const before = meanBefore(sizes, DAY_CANDLES - 1);
  const mean = sizes.map((size, row) => ((before[row] ?? Number.NaN) * (DAY_CANDLES - 1) + size) / DAY_CANDLES);
  const times = ratio(mean, usualMove);
  return { value: mean, timesUsual: times, likeness: times, exact: false };
}

function againstUsual(value: Float64Array): Measured {
  const times = ratio(value, meanBefore(value, USUAL_CANDLES));
  return { value, timesUsual: times, likeness: times, exact: false };
}

function takers({ past: { candles } }: Known): Measured | null {
  return candles.takerBuyVolume === null ? null : plain(ratio(candles.takerBuyVolume, candles.volume));
}

function spread({ past: { candles } }: Known): Measured | null {
  return candles.spread === null ? null : againstUsual(ratio(candles.spread, candles.close));
}

/** When the next candle opens; alike by the slot of the week or day that it falls into. */
function opening({ past: { candles, candleMs } }: Known, slotOf: (openMs: number) => number): Measured {
  const value = candles.openTimeMs.map((openMs) => openMs + candleMs);
  return { value, timesUsual: null, likeness: value.map(slotOf), exact: true };
}

/** What the slot that begins now did a day before. */
function sameTime({ past: { candles, candleMs, usualMove } }: Known): Measured {
  const { openTimeMs, open, close } = candles;
  const rowOf = new Map(Array.from(openTimeMs, (openMs, row) => [openMs, row]));
  const value = openTimeMs.map((openMs) => {
    const row = rowOf.get(openMs + candleMs - DAY_MS) ?? -1;
    return (close[row] ?? Number.NaN) / (open[row] ?? Number.NaN) - 1;
  });
  return { value, timesUsual: null, likeness: ratio(value, usualMove), exact: false };
}

function others(moves: OtherMoves | null): Measured | null {
  if (moves === null) return null;
  return { value: fractions(moves.move), timesUsual: null, likeness: moves.perUsual, exact: false };
}

const context =
  (name: ContextName, read: (value: number) => number = (value) => value): Measure =>
  ({ past }) => {
    const column = past.candles.context?.[name];
    return column === undefined ? null : plain(column.map(read));
  };

/** The middle of the Fear & Greed index, which the column counts from. */
const NEUTRAL = 50;

/** How each family is measured; null where it cannot be. */
export const FAMILY_MEASURES: Readonly<Record<FeatureFamily, Measure>> = {
  'last-move': lastMove,
  'earlier-moves': (known) => trend(known, EARLIER_CANDLES, 1),
  'day-trend': (known) => trend(known, DAY_CANDLES),
  'week-trend': (known) => trend(known, WEEK_CANDLES),
  'candle-close': (known) => place(known, 1),
  'day-place': (known) => place(known, DAY_CANDLES),
  'week-place': (known) => place(known, WEEK_CANDLES),
  swings,
  volume: ({ past }) => againstUsual(past.candles.volume),
  takers,
  spread,
  hour: (known) => opening(known, (openMs) => Math.floor((openMs % DAY_MS) / HOUR_MS)),
  weekday: (known) => opening(known, (openMs) => Math.floor(openMs / DAY_MS) % 7),
  'same-time': sameTime,
  leader: ({ leader }) => others(leader),
  peers: ({ peers }) => others(peers),
  path: context('pathLate'),
  funding: context('fundingRate'),
  'long-short': context('longShortRatio', Math.exp),
  'fear-greed': context('fearGreed', (index) => index + NEUTRAL),
  'this-market': ({ past }) => ({ ...plain(new Float64Array(past.candles.length)), exact: true }),
  chosen: () => null,
};
