import type { WhyPart } from '../signals/explain.ts';
import { type FeatureFamily, familyOf } from './feature-family.ts';

/** How far a family of features moved a probability. */
export interface FamilyShare {
  readonly family: FeatureFamily;
  /** Towards up where positive, 0..1. */
  readonly points: number;
}

/** Families are listed one by one until the rest accounts for less than this share of the total contribution. */
const MOST_LEFT = 1 / 4;

const sizeOf = (shares: readonly FamilyShare[]): number =>
  shares.reduce((sum, { points }) => sum + Math.abs(points), 0);

/** The parts added up by family, largest movement first; a part whose points are unknown (NaN) moved nothing. */
export function familyShares(parts: readonly WhyPart[]): readonly FamilyShare[] {
  const sums = new Map<FeatureFamily, number>();
  for (const { feature, points } of parts) {
    const family = familyOf(feature);
    sums.set(family, (sums.get(family) ?? 0) + (Number.isNaN(points) ? 0 : points));
  }
  return [...sums]
    .map(([family, points]) => ({ family, points }))
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

/** The fewest of the largest shares (given largest first) that leave less than a quarter of the whole absolute movement. */
export function mainShares(shares: readonly FamilyShare[]): readonly FamilyShare[] {
  const whole = sizeOf(shares);
  const moving = shares.filter(({ points }) => points !== 0);
  const count = moving.findIndex((_, at) => sizeOf(shares.slice(at)) < MOST_LEFT * whole);
  return count < 0 ? moving : moving.slice(0, count);
}
