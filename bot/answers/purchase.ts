import { type Entitlement, type RunningSubscription, type Standing, standingAt } from '../../billing/entitlement.ts';
import type { Plan } from '../../billing/plans.ts';
import type { Payments } from '../../billing/ports.ts';
import { refuseSubscription, type SubscriptionRefusal } from '../../billing/pre-checkout.ts';
import { TIERS } from '../../billing/tiers.ts';
import { replacedBy, type UpgradeCredit, upgradeCredit } from '../../billing/upgrade-credit.ts';
import type { AccountAsk } from './my-plan.ts';

type Sources = { readonly payments: Pick<Payments, 'ofAccount'> };

/** What a purchase would mean for somebody, before they pay. */
export interface Purchase {
  /** Unused time of a lower tier that becomes time of this one. */
  readonly credit: UpgradeCredit | null;
  /** Subscriptions of lower tiers that end with it. */
  readonly replaces: readonly RunningSubscription[];
  /** A higher tier that is open: what is bought waits for its end. */
  readonly waitsFor: Entitlement | null;
  /** Why this plan cannot be had as a subscription now; null when it can. */
  readonly subscription: SubscriptionRefusal | null;
}

/** What buying a plan would mean for a person now. */
export async function purchase(
  { telegramId, nowMs, plan }: AccountAsk & { readonly plan: Plan },
  { payments }: Sources,
): Promise<Purchase> {
  const ledger = await payments.ofAccount(telegramId);
  const standing = standingAt(ledger, nowMs);
  const { entitlement } = standing;
  return {
    credit: upgradeCredit(ledger, plan, { atMs: nowMs }),
    replaces: replacedBy(plan.tier, standing),
    waitsFor: TIERS.indexOf(entitlement.tier) > TIERS.indexOf(plan.tier) ? entitlement : null,
    subscription: refuseSubscription(plan.tier, ledger, { nowMs, order: null }),
  };
}

/** A person's entitlement and payments, as the ledger has them now. */
export async function standing({ telegramId, nowMs }: AccountAsk, { payments }: Sources): Promise<Standing> {
  return standingAt(await payments.ofAccount(telegramId), nowMs);
}
