import { isPaid, TIER_RIGHTS, type Tier, type TierRights } from './tiers.ts';

/** One thing that a tier has and Free has not, or has less of. Numbers as in TierRights; the words are the surfaces'. */
export type Benefit =
  | { readonly type: 'sooner'; readonly delayCandles: number; readonly freeDelayCandles: number }
  | { readonly type: 'swing-sooner'; readonly delayDays: number; readonly freeDelayDays: number }
  | { readonly type: 'channel'; readonly tier: Tier }
  | { readonly type: 'questions'; readonly perMinute: number; readonly freePerMinute: number }
  | { readonly type: 'backtests'; readonly perDay: number; readonly freePerDay: number }
  | { readonly type: 'api-per-minute'; readonly perMinute: number; readonly freePerMinute: number }
  | { readonly type: 'api-per-day'; readonly perDay: number; readonly freePerDay: number };

/** What a right of the table needs before anybody can use it: a right without its door is not offered. */
export interface Doors {
  /** The tier has a channel of its own. */
  readonly channel: boolean;
  /** There is a way for a buyer to get an API key. */
  readonly apiKey: boolean;
  /** Some market has the swing family. */
  readonly swing: boolean;
}

type Right = Exclude<keyof TierRights, 'title'>;
type Compare = (own: number, free: number, doors: Doors) => Benefit | null;

/** Every right of the table, in the order in which an offer names them: a right that is added must say here what it is worth. */
const COMPARE: Readonly<Record<Right, Compare>> = {
  delayCandles: (own, free) => (own < free ? { type: 'sooner', delayCandles: own, freeDelayCandles: free } : null),
  swingDelayDays: (own, free, { swing }) =>
    swing && own < free ? { type: 'swing-sooner', delayDays: own, freeDelayDays: free } : null,
  botPerMinute: (own, free) => (own > free ? { type: 'questions', perMinute: own, freePerMinute: free } : null),
  backtestsPerDay: (own, free) => (own > free ? { type: 'backtests', perDay: own, freePerDay: free } : null),
  apiPerMinute: (own, free, { apiKey }) =>
    apiKey && own > free ? { type: 'api-per-minute', perMinute: own, freePerMinute: free } : null,
  apiPerDay: (own, free, { apiKey }) =>
    apiKey && own > free ? { type: 'api-per-day', perDay: own, freePerDay: free } : null,
};
const RIGHTS = [
  'delayCandles',
  'swingDelayDays',
  'botPerMinute',
  'backtestsPerDay',
  'apiPerMinute',
  'apiPerDay',
] as const;

/**
 * What a buyer of a tier gets and Free does not have, the most telling first: the table's rows compared, so that an offer
 * cannot name what Free has too, nor what nobody can use. Empty for a tier that is no better than Free.
 */
export function benefitsOf(
  tier: Tier,
  doors: Doors,
  rights: Readonly<Record<Tier, TierRights>> = TIER_RIGHTS,
): readonly Benefit[] {
  const own = rights[tier];
  const better = RIGHTS.flatMap((right) => COMPARE[right](own[right], rights.free[right], doors) ?? []);
  const channel: readonly Benefit[] = doors.channel && isPaid(tier) ? [{ type: 'channel', tier }] : [];
  const [first, ...rest] = better;
  return first === undefined ? channel : [first, ...channel, ...rest];
}
