import { GrammyError } from 'grammy';
import { standingAt } from '../../../billing/entitlement.ts';
import { type ChargeFact, refundExternalId } from '../../../billing/ledger-fact.ts';
import type { Outgoing } from '../dependencies.ts';
import { cancelSubscription } from './cancel-subscription.ts';

/**
 * Gives a whole charge back: its subscription ends first, then its provider returns the money. The ledger has it, and the buyer is told,
 * by Telegram's notice (where none comes, by its list of transactions), or by what the cards' provider says. Safe to repeat. Rejects when
 * the provider refuses.
 */
export async function refundCharge(deps: Outgoing, charge: ChargeFact): Promise<void> {
  const { payments, clock } = deps;
  const nowMs = clock.nowMs();
  const { telegramId, externalId } = charge;
  const { subscriptions } = standingAt(await payments.ofAccount(telegramId), nowMs);
  const own = subscriptions.find(({ newest, renews }) => renews && newest.order === charge.order);
  if (own !== undefined && charge.subscriptionMs !== null)
    await cancelSubscription(deps, own, { atMs: nowMs, why: refundExternalId(externalId) });
  if (charge.provider !== 'stripe') return await returnStars(deps, charge.payerId ?? telegramId, externalId);
  if (deps.cards === null) throw new Error('expected STRIPE_SECRET_KEY to return a payment by card, was empty');
  await deps.cards.refund(externalId);
}

/** Has Telegram return a charge that may be in no ledger. */
export async function returnStars({ api }: Pick<Outgoing, 'api'>, telegramId: number, chargeId: string): Promise<void> {
  await api.refundStarPayment(telegramId, chargeId).catch((error: unknown) => {
    if (!(error instanceof GrammyError && /CHARGE_ALREADY_REFUNDED/.test(error.description))) throw error;
  });
}
