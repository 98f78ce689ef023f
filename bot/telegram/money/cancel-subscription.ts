import { type Api, GrammyError } from 'grammy';
import type { RunningSubscription } from '../../../billing/entitlement.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import type { Payments } from '../../../billing/ports.ts';

/** What changing a Stars subscription needs. */
export interface SubscriptionDependencies {
  readonly api: Pick<Api, 'editUserStarSubscription'>;
  readonly payments: Pick<Payments, 'append'>;
}

/**
 * Has Telegram charge a subscription no more, and writes that down only when Telegram said so. `why` makes the fact unique; the same
 * again changes nothing. Rejects when Telegram refuses for another reason than that it is over already.
 */
export async function cancelSubscription(
  { api, payments }: SubscriptionDependencies,
  { first }: Pick<RunningSubscription, 'first'>,
  { atMs, why }: { readonly atMs: number; readonly why: string },
): Promise<void> {
  await api.editUserStarSubscription(first.telegramId, first.externalId, true).catch((error: unknown) => {
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

/** Lets the person take a cancelled subscription up again in Telegram, which tells us by an update when they did. */
export async function allowToResume({ api }: Pick<SubscriptionDependencies, 'api'>, { first }: RunningSubscription) {
  await api.editUserStarSubscription(first.telegramId, first.externalId, false);
}
