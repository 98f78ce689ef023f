import { mapTiers, TIERS, type Tier } from '../../billing/tiers.ts';
import { setting } from './setting.ts';

/** What a channel's readers are taken to pay for each side of a trade, basis points; null: the cost stated for the class of assets. */
export type ChannelCosts = Readonly<Record<Tier, number | null>>;

/** Nobody pays more than a hundredth of the price for a side. */
const MOST_BPS = 100;

/** "10": in every channel; "10,pro=5": another cost in the channel of a tier; "pro=5": the others as stated. */
function parseChannelCosts(given: string): ChannelCosts | null {
  const costs = new Map<string, number>();
  for (const part of given.split(',').map((each) => each.trim().split('='))) {
    const [tier, cost] = part.length === 1 ? ['', part[0]] : part;
    const isKnown = tier === '' || TIERS.some((each) => each === tier);
    if (tier === undefined || cost === undefined || !isKnown || part.length > 2 || costs.has(tier)) return null;
    if (!/^\d+(\.\d+)?$/.test(cost) || Number(cost) > MOST_BPS) return null;
    costs.set(tier, Number(cost));
  }
  return mapTiers((tier) => costs.get(tier) ?? costs.get('') ?? null);
}

/** CHANNEL_COST_BPS. */
export const channelCosts = setting({
  expected: `basis points a side, 0 to ${MOST_BPS}, and where a channel has another cost its tier behind it, such as 10,pro=5`,
  parse: parseChannelCosts,
});
