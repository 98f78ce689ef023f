import { FAMILY_MEASURES, type Known } from './family-measures.ts';
import type { FamilyShare } from './family-shares.ts';
import { type Followed, followedSimilar, nextRises } from './followed-similar.ts';

/** What a family read at a decision, in a unit that people know (see Measured), and what followed such readings in the past. */
export interface Reading {
  readonly value: number;
  /** Null where the value has no usual, or it is not known. */
  readonly timesUsual: number | null;
  /** Null with too few such candles. */
  readonly followed: Followed | null;
}

/** A family's share of an explanation with its reading, null where the market has none. */
export interface FamilyReading extends FamilyShare {
  readonly reading: Reading | null;
}

/**
 * Readings of families at the newest candle, and what followed any candle of the past. Causal: nothing after the newest
 * close is looked at.
 */
export function familyReadings(
  known: Known,
  shares: readonly FamilyShare[],
): { readonly families: readonly FamilyReading[]; readonly past: Followed } {
  const { candles, candleMs } = known.past;
  const rises = nextRises(candles, candleMs);
  const outcomes = rises.filter((rise) => !Number.isNaN(rise));
  return {
    families: shares.map((share) => ({ ...share, reading: readingOf(known, share, rises) })),
    past: { rises: outcomes.reduce((sum, rise) => sum + rise, 0), cases: outcomes.length },
  };
}

function readingOf(known: Known, { family }: FamilyShare, rises: Float64Array): Reading | null {
  const measured = FAMILY_MEASURES[family](known);
  const value = measured?.value.at(-1) ?? Number.NaN;
  if (measured === null || !Number.isFinite(value)) return null;
  const times = measured.timesUsual?.at(-1) ?? Number.NaN;
  return {
    value,
    timesUsual: Number.isFinite(times) ? times : null,
    followed: followedSimilar(rises, measured.likeness, { exact: measured.exact }),
  };
}
