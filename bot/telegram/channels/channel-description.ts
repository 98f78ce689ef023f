import { plansOnSale } from '../../../billing/plans.ts';
import { isPaid, TIER_RIGHTS, type Tier } from '../../../billing/tiers.ts';
import { CRYPTO_COST_PER_SIDE_BPS } from '../../../engine/signals/cost.ts';
import { DEFAULT_POLICY } from '../../../engine/signals/decide.ts';
import type { FamilyOfClass } from '../../answers/cost/unshown-families.ts';
import type { Language } from '../../texts/language.ts';

/** Of a coin, for each side. */
const STATED_SIDE_BPS = CRYPTO_COST_PER_SIDE_BPS[DEFAULT_POLICY.costScenario];
/** Telegram takes no longer one. */
export const MOST_DESCRIPTION = 255;

/** The content of a channel's description. */
export interface DescribedChannel {
  readonly tier: Tier;
  /** Whether it posts what is not worth trading too. */
  readonly isInformed: boolean;
  /** What a side of a trade costs its readers, basis points; null: as stated for the class of assets. */
  readonly costBps: number | null;
  readonly unshown: readonly FamilyOfClass[];
}

/** The description of a tier's channel, plain text. It names no market or timeframe, or it would outgrow Telegram's limit. */
export function channelDescription({ plain, format }: Language, channel: DescribedChannel): string {
  const { tier, isInformed, costBps, unshown } = channel;
  const { title, delayCandles, swingDelayDays } = TIER_RIGHTS[tier];
  const isOnSale = !isPaid(tier) || plansOnSale().some((plan) => plan.tier === tier);
  const families = unshown.map((of) => plain('channel-about-family', { family: of.family, assets: of.assetClass }));
  return [
    ...(isOnSale ? [] : [plain('channel-about-unsold', { title })]),
    plain('channel-about-posts', { posts: isInformed ? 'all' : 'worth' }),
    delayCandles === 0 && swingDelayDays === 0
      ? plain('channel-about-at-once')
      : plain('channel-about-later', { candles: format.trimmed(delayCandles), days: format.trimmed(swingDelayDays) }),
    costBps === null
      ? plain('channel-about-cost-stated', { cost: format.percent(STATED_SIDE_BPS / 1e4, 2) })
      : plain('channel-about-cost', { cost: format.percent(costBps / 1e4, 2) }),
    ...(families.length === 0 ? [] : [plain('channel-about-not-shown', { families: families.join(', ') })]),
    plain('channel-about-not-advice'),
  ].join(' ');
}
