import { type Benefit, benefitsOf } from '../../billing/offer.ts';
import { type Plan, plansOnSale } from '../../billing/plans.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { Channels } from './my-plan.ts';

/** A plan on sale and what it gives that Free does not. */
export interface PlanOffer {
  readonly plan: Plan;
  readonly benefits: readonly Benefit[];
}

/** What is on sale: plans that give more than Free has, by the table of tiers and the doors that are there. The first is the usual one. */
export function offers(
  /** Whether the asker's surface has a way for a buyer to get an API key. */
  ask: { readonly apiKey: boolean },
  { channels, swing }: { readonly channels: Channels; readonly swing: readonly SeriesKey[] },
): readonly PlanOffer[] {
  const all = plansOnSale().map((plan): PlanOffer => {
    const channel = channels[plan.tier];
    const isOwn = channel !== null && channel.chatId !== channels.free?.chatId;
    return { plan, benefits: benefitsOf(plan.tier, { channel: isOwn, apiKey: ask.apiKey, swing: swing.length > 0 }) };
  });
  return all.filter(({ benefits }) => benefits.length > 0);
}
