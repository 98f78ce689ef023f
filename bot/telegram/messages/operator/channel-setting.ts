import type { Tier } from '../../../../billing/tiers.ts';

/** The setting that names a tier's channel. */
export function channelSetting(tier: Tier): string {
  return `CHANNEL_${tier.toUpperCase()}`;
}
