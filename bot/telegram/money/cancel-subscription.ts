import { type Api, GrammyError } from 'grammy';
import type { RunningSubscription } from '../../../billing/entitlement.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import type { Payments } from '../../../billing/ports.ts';
import type { CardRenewals } from '../../cards/cards.ts';

/** What changing a subscription needs. */
export interface SubscriptionDependencies {
  readonly api: Pick<Api, 'editUserStarSubscription'>;
  /** Null where nothing is paid by card. */
  readonly cards: CardRenewals | null;
  readonly payments: Pick<Payments, 'append'>;
}

/**
 * Has a subscription charged no more, and writes that down only when its provider said so. `why` makes a Stars fact unique; the same
 * again changes nothing. Rejects when the provider refuses for another reason than that it is over already.
 */
export async function cancelSubscription(
  { api, payments, cards }: SubscriptionDependencies,
  { first }: Pick<RunningSubscription, 'first'>,
  { atMs, why }: { readonly atMs: number; readonly why: string },
): Promise<void> {
  if (first.provider === 'stripe') return await renewals(cards).setRenewal(first.order ?? '', false);
  await api
    .editUserStarSubscription(first.payerId ?? first.telegramId, first.externalId, true)
    .catch((error: unknown) => {
      if (!(error instanceof GrammyError && /SUBSCRIPTION_NOT_ACTIVE/.test(error.description))) throw error;
    });
  const { telegramId, externalId, order } = first;
  const fact: LedgerFact = {
    ...{ provider: 'stars', type: 'cancelled', telegramId, atMs },
    externalId: `${externalId}:cancelled:${why}`,
    order: order ?? externalId,
  };
  await payments.append(fact);
}

/**
 * Takes a cancellation back: by card at once, "resumed"; in Telegram the person does it, which tells us by an update when they did.
 */
export async function resumeSubscription(
  { api, cards }: Omit<SubscriptionDependencies, 'payments'>,
  { first }: RunningSubscription,
): Promise<'resumed' | 'allowed'> {
  if (first.provider === 'stripe') {
    await renewals(cards).setRenewal(first.order ?? '', true);
    return 'resumed';
  }
  await api.editUserStarSubscription(first.payerId ?? first.telegramId, first.externalId, false);
  return 'allowed';
}

function renewals(cards: CardRenewals | null): CardRenewals {
  if (cards === null) throw new Error('expected STRIPE_SECRET_KEY for a subscription that is paid by card, was empty');
  return cards;
}
