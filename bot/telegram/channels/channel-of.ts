import { TIERS, type Tier } from '../../../billing/tiers.ts';
import type { ChannelInfo, Channels } from '../../answers/my-plan.ts';

/** The tier whose channel a chat is, or null. */
export function channelOf(
  channels: Channels,
  chatId: number,
): { readonly tier: Tier; readonly channel: ChannelInfo } | null {
  for (const tier of TIERS) {
    const channel = channels[tier];
    if (channel?.chatId === chatId) return { tier, channel };
  }
  return null;
}
