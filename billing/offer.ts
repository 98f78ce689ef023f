import { isPaid, TIER_RIGHTS, type Tier, type TierRights } from './tiers.ts';

/** One thing that a tier has and Free has not, or has less of. Numbers as in TierRights; the words are the surfaces'. */
export type Benefit =
  | { readonly type: 'sooner'; readonly delayCandles: number; readonly freeDelayCandles: number }
  | { readonly type: 'swing-sooner'; readonly delayDays: number; readonly freeDelayDays: number }
  | { readonly type: 'channel'; readonly tier: Tier }
  | { readonly type: 'direct-alerts' }
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
type Compare = (own: TierRights, free: TierRights, doors: Doors) => Benefit | null;

/** Every right of the table, in the order in which an offer names them: the compiler asks for each right that is added. */
const COMPARE: Readonly<Record<Right, Compare>> = {
  delayCandles: ({ delayCandles }, { delayCandles: freeDelayCandles }) =>
    delayCandles < freeDelayCandles ? { type: 'sooner', delayCandles, freeDelayCandles } : null,
  swingDelayDays: ({ swingDelayDays: delayDays }, { swingDelayDays: freeDelayDays }, { swing }) =>
    swing && delayDays < freeDelayDays ? { type: 'swing-sooner', delayDays, freeDelayDays } : null,
  directAlerts: ({ directAlerts }, { directAlerts: freeDirectAlerts }) =>
    directAlerts && !freeDirectAlerts ? { type: 'direct-alerts' } : null,
  botPerMinute: ({ botPerMinute: perMinute }, { botPerMinute: freePerMinute }) =>
    perMinute > freePerMinute ? { type: 'questions', perMinute, freePerMinute } : null,
  backtestsPerDay: ({ backtestsPerDay: perDay }, { backtestsPerDay: freePerDay }) =>
    perDay > freePerDay ? { type: 'backtests', perDay, freePerDay } : null,
  apiPerMinute: ({ apiPerMinute: perMinute }, { apiPerMinute: freePerMinute }, { apiKey }) =>
    apiKey && perMinute > freePerMinute ? { type: 'api-per-minute', perMinute, freePerMinute } : null,
  apiPerDay: ({ apiPerDay: perDay }, { apiPerDay: freePerDay }, { apiKey }) =>
    apiKey && perDay > freePerDay ? { type: 'api-per-day', perDay, freePerDay } : null,
};

/**
 * What a buyer of a tier gets and Free does not have, the most important first: the table's rows compared, so that an offer
 * names neither what Free has too nor what cannot be used yet. Empty for a tier that is no better than Free.
 */
export function benefitsOf(
  tier: Tier,
  doors: Doors,
  rights: Readonly<Record<Tier, TierRights>> = TIER_RIGHTS,
): readonly Benefit[] {
  const own = rights[tier];
  const better = Object.values(COMPARE).flatMap((compare) => compare(own, rights.free, doors) ?? []);
  const channel: readonly Benefit[] = doors.channel && isPaid(tier) ? [{ type: 'channel', tier }] : [];
  const [first, ...rest] = better;
  return first === undefined ? channel : [first, ...channel, ...rest];
}
