import { wilsonInterval } from '../math.ts';
import type { RecordLine } from './record-line.ts';

/** Running counts of settled rows, from which a line of the track record is made. Sums of two tallies are tallies. */
export interface Tally {
  readonly right: number;
  readonly wrong: number;
  readonly flat: number;
  readonly void: number;
  readonly returnCount: number;
  /** Side-signed, before cost, basis points. */
  readonly returnSumBps: number;
  /** Rows on which the reversal rule bets (the candle decided upon was not flat) and the next candle was not flat. */
  readonly reversalCount: number;
  readonly reversalRight: number;
  /** The same two for published rows only. */
  readonly publishedReversalCount: number;
  readonly publishedReversalRight: number;
  /** First and last closeTimeMs counted. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** The tally of no rows. */
export const ZERO_TALLY: Tally = {
  right: 0,
  wrong: 0,
  flat: 0,
  void: 0,
  returnCount: 0,
  returnSumBps: 0,
  reversalCount: 0,
  reversalRight: 0,
  publishedReversalCount: 0,
  publishedReversalRight: 0,
  fromMs: null,
  toMs: null,
};

/** What the track record needs of one scored candle. */
export interface ScoredRow {
  readonly closeTimeMs: number;
  readonly probabilityUp: number;
  readonly lastDirection: -1 | 0 | 1;
  readonly published: boolean;
  readonly outcomeUp: 0 | 1 | null;
  readonly returnNext: number | null;
}

/**
 * The tally of one scored candle whose next candle is known, or never came (void). A probability of exactly one half
 * counts as "up", as everywhere. Reversal bets against the candle decided upon and sits out when that was flat.
 */
export function tallyScored(row: ScoredRow): Tally {
  const up = row.probabilityUp >= 0.5;
  const { outcomeUp, returnNext } = row;
  const base = { ...ZERO_TALLY, fromMs: row.closeTimeMs, toMs: row.closeTimeMs };
  if (returnNext === null) return { ...base, void: 1 };
  const returned = { returnCount: 1, returnSumBps: (up ? 1 : -1) * returnNext * 10_000 };
  if (outcomeUp === null) return { ...base, ...returned, flat: 1 };
  const right = up === (outcomeUp === 1);
  const reversalCount = row.lastDirection === 0 ? 0 : 1;
  const reversalRight = reversalCount === 1 && (row.lastDirection === 1) === (outcomeUp === 0) ? 1 : 0;
  return {
    ...base,
    ...returned,
    right: right ? 1 : 0,
    wrong: right ? 0 : 1,
    reversalCount,
    reversalRight,
    publishedReversalCount: row.published ? reversalCount : 0,
    publishedReversalRight: row.published ? reversalRight : 0,
  };
}

/** Sum of any number of tallies. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = (name: Exclude<keyof Tally, 'fromMs' | 'toMs'>): number =>
    tallies.reduce((total, tally) => total + tally[name], 0);
  const times = (name: 'fromMs' | 'toMs'): number[] =>
    tallies.map((tally) => tally[name]).filter((time) => time !== null);
  return {
    right: sum('right'),
    wrong: sum('wrong'),
    flat: sum('flat'),
    void: sum('void'),
    returnCount: sum('returnCount'),
    returnSumBps: sum('returnSumBps'),
    reversalCount: sum('reversalCount'),
    reversalRight: sum('reversalRight'),
    publishedReversalCount: sum('publishedReversalCount'),
    publishedReversalRight: sum('publishedReversalRight'),
    fromMs: times('fromMs').reduce<number | null>((best, time) => Math.min(time, best ?? time), null),
    toMs: times('toMs').reduce<number | null>((best, time) => Math.max(time, best ?? time), null),
  };
}

/**
 * The line of scored candles that readers see. `closes` is how many of them were decided upon at different moments: the
 * others are no evidence of their own, so the interval is Wilson's for that many.
 */
export function scoredLine(tally: Tally, closes: number): RecordLine {
  const decided = tally.right + tally.wrong;
  const count = decided + tally.flat + tally.void;
  const independent = count === 0 ? 0 : (decided * closes) / count;
  const accuracy = decided === 0 ? null : tally.right / decided;
  return {
    ...{ count, closes, right: tally.right, wrong: tally.wrong, flat: tally.flat, void: tally.void, accuracy },
    accuracyInterval: accuracy === null ? null : wilsonInterval(accuracy * independent, independent),
    reversalAccuracy: tally.reversalCount === 0 ? null : tally.reversalRight / tally.reversalCount,
    averageReturnBps: tally.returnCount === 0 ? null : tally.returnSumBps / tally.returnCount,
    ...{ averageNetBps: null, averageRightBps: null, averageWrongBps: null, plan: null },
  };
}
