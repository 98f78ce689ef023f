import type { Tier } from '../../billing/tiers.ts';
import { parseByTier } from './by-tier.ts';
import { setting } from './setting.ts';

/** What a channel's readers are taken to pay for each side of a trade, basis points; null: the cost stated for the class of assets. */
export type ChannelCosts = Readonly<Record<Tier, number | null>>;

/** Nobody pays more than a hundredth of the price for a side. */
const MOST_BPS = 100;

/** "10": in every channel; "10,pro=5": another cost in the channel of a tier; "pro=5": the others as stated. */
function parseChannelCosts(given: string): ChannelCosts | null {
  const isCost = (text: string): boolean => /^\d+(\.\d+)?$/.test(text) && Number(text) <= MOST_BPS;
  return parseByTier(given, (text) => (isCost(text) ? Number(text) : null))?.of ?? null;
}

/** CHANNEL_COST_BPS. */
export const channelCosts = setting({
  expected: `basis points a side, 0 to ${MOST_BPS}, and where a channel has another cost its tier behind it, such as 10,pro=5`,
  parse: parseChannelCosts,
});
