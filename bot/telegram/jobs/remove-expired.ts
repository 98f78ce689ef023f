import type { Api } from 'grammy';
import { entitlementAt, opensTier } from '../../../billing/entitlement.ts';
import { TIERS, type Tier } from '../../../engine/signals/delivery.ts';
import type { BotDependencies, ChannelInfo } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../locales/texts.ts';
import { actionButton, tell } from '../show.ts';

export type RemovalDependencies = Pick<
  BotDependencies,
  'payments' | 'memberships' | 'accounts' | 'channels' | 'adminIds' | 'log'
> & {
  readonly api: Api;
};

export interface RemovalOptions {
  /** At most this many removals in one run; the rest waits for the next. */
  readonly maxRemovals?: number;
  /** Says who would go, and touches nobody. */
  readonly dryRun?: boolean;
}

export interface RemovalReport {
  readonly removed: number;
  readonly admins: number;
  readonly failed: number;
  /** True when the cap was reached, so that the next run has more to do. */
  readonly capped: boolean;
}

const MOST_PER_RUN = 50;

/**
 * Removes from the paid channels everybody whose plan does not open them any more, and tells them. Safe to repeat and to
 * run at any time. Admins of ours and of the channel are never touched; who cannot be looked up stays.
 */
export async function removeExpired(
  deps: RemovalDependencies,
  nowMs: number,
  options: RemovalOptions = {},
): Promise<RemovalReport> {
  const { maxRemovals = MOST_PER_RUN, dryRun = false } = options;
  const counts = { removed: 0, admins: 0, failed: 0 };
  for (const tier of TIERS) {
    const channel = deps.channels[tier];
    if (tier === 'free' || channel === null) continue;
    for (const telegramId of await deps.memberships.members(tier)) {
      if (opensTier(entitlementAt(await deps.payments.ofAccount(telegramId), nowMs), tier)) continue;
      if (counts.removed >= maxRemovals) return { ...counts, capped: true };
      const result = await removeOne(deps, { telegramId, tier, channel, nowMs, dryRun });
      counts[result] += 1;
    }
  }
  return { ...counts, capped: false };
}

/** The same for one person at once, after a refund. */
export async function removeFromClosedChannels(
  deps: RemovalDependencies,
  telegramId: number,
  nowMs: number,
): Promise<void> {
  const entitlement = entitlementAt(await deps.payments.ofAccount(telegramId), nowMs);
  for (const tier of TIERS) {
    const channel = deps.channels[tier];
    if (tier === 'free' || channel === null || opensTier(entitlement, tier)) continue;
    if (!(await deps.memberships.members(tier)).includes(telegramId)) continue;
    await removeOne(deps, { telegramId, tier, channel, nowMs, dryRun: false });
  }
}

interface Removal {
  readonly telegramId: number;
  readonly tier: Tier;
  readonly channel: ChannelInfo;
  readonly nowMs: number;
  readonly dryRun: boolean;
}

async function removeOne(deps: RemovalDependencies, removal: Removal): Promise<'removed' | 'admins' | 'failed'> {
  const { telegramId, tier, channel, nowMs, dryRun } = removal;
  if (deps.adminIds.includes(telegramId)) return 'admins';
  try {
    const member = await deps.api.getChatMember(channel.chatId, telegramId);
    if (member.status === 'administrator' || member.status === 'creator') return 'admins';
    if (!dryRun) {
      // Without only_if_banned this removes a member and lets them come back: no ban that could be left behind.
      if (member.status !== 'left' && member.status !== 'kicked')
        await deps.api.unbanChatMember(channel.chatId, telegramId);
      await deps.memberships.set(telegramId, tier, 'removed', nowMs);
    }
    deps.log({ type: 'member-removed', telegramId, tier, dryRun });
    if (!dryRun) await sayGoodbye(deps, telegramId, channel);
    return 'removed';
  } catch (error) {
    deps.log({ type: 'member-removal-failed', telegramId, tier, error: describeError(error) });
    return 'failed';
  }
}

async function sayGoodbye(deps: RemovalDependencies, telegramId: number, channel: ChannelInfo): Promise<void> {
  const account = await deps.accounts.find(telegramId);
  if (account?.unreachable === true) return;
  const texts = textsFor(account?.languageCode ?? 'en');
  await tell(deps, telegramId, {
    text: texts.expired(channel.title),
    keyboard: [
      [actionButton(texts.buttonSubscribe, { type: 'subscribe' })],
      [actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 })],
    ],
  });
}
