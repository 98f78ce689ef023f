import { type Entitlement, entitlementAt, opensTier } from '../../billing/entitlement.ts';
import type { Payments } from '../../billing/ports.ts';
import { TIERS, type Tier } from '../../billing/tiers.ts';

/** A tier's channel. inviteLink of a paid tier makes a join request; that of the free one is public. */
export interface ChannelInfo {
  readonly chatId: number;
  readonly title: string;
  /** Null until Telegram has given one. */
  readonly inviteLink: string | null;
}

/** Null for a tier without a channel. */
export type Channels = Readonly<Record<Tier, ChannelInfo | null>>;

/** Whose plan, and when. */
export interface AccountAsk {
  readonly telegramId: number;
  readonly nowMs: number;
}

/** What a person has and which channels that opens, the highest tier first. */
export interface MyPlan {
  readonly entitlement: Entitlement;
  /** Channels they may enter, as far as Telegram has given an invite link. */
  readonly open: readonly { readonly tier: Tier; readonly title: string; readonly inviteLink: string }[];
  readonly locked: readonly { readonly tier: Tier; readonly title: string }[];
  readonly hasFreeChannel: boolean;
}

/** What a person's payments entitle them to now. */
export async function entitlement(
  { telegramId, nowMs }: AccountAsk,
  { payments }: { readonly payments: Pick<Payments, 'ofAccount'> },
): Promise<Entitlement> {
  return entitlementAt(await payments.ofAccount(telegramId), nowMs);
}

/** What a person has, until when, and the channels it opens. */
export async function myPlan(
  ask: AccountAsk,
  sources: { readonly payments: Pick<Payments, 'ofAccount'>; readonly channels: Channels },
): Promise<MyPlan> {
  const { channels } = sources;
  const own = await entitlement(ask, sources);
  const there = TIERS.toReversed().flatMap((tier) => {
    const channel = channels[tier];
    return channel === null ? [] : [{ ...channel, tier, isOpen: opensTier(own, tier) }];
  });
  return {
    entitlement: own,
    open: there.flatMap(({ tier, title, inviteLink, isOpen }) =>
      isOpen && inviteLink !== null ? [{ tier, title, inviteLink }] : [],
    ),
    locked: there.filter(({ isOpen }) => !isOpen).map(({ tier, title }) => ({ tier, title })),
    hasFreeChannel: channels.free !== null,
  };
}
