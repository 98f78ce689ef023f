import type { MoneyFact } from '../../../billing/ledger-fact.ts';
import { type StarPaymentFacts, settleStarPayment, settleStarRefund } from '../../../billing/settle.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';

const PAGE = 100;
const MOST_PAGES = 200;

export interface Reconciliation {
  readonly read: number;
  /** Ledger lines that were missing and are there now. */
  readonly appended: number;
  /** Transactions with people that no plan explains. */
  readonly unmatched: number;
}

export type ReconcileDependencies = Pick<Outgoing, 'api' | 'payments' | 'log'> & {
  /** Called once for each line that was missing; a rejection is an event and changes nothing. */
  readonly onFound?: (fact: MoneyFact) => Promise<void>;
};

/**
 * Reads the bot's Star transactions and appends what the ledger lacks: Telegram drops undelivered updates after a day.
 * Every line has the id it would have had from the update, so this and the updates never count anything twice.
 */
export async function reconcileStars({
  api,
  payments,
  log,
  onFound = async () => {},
}: ReconcileDependencies): Promise<Reconciliation> {
  const counts = { read: 0, appended: 0, unmatched: 0 };
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { transactions } = await api.getStarTransactions({ offset: page * PAGE, limit: PAGE });
    for (const transaction of transactions) {
      counts.read += 1;
      const partner = transaction.source ?? transaction.receiver;
      if (partner?.type !== 'user' || partner.invoice_payload === undefined) continue;
      const facts: StarPaymentFacts = {
        telegramId: partner.user.id,
        chargeId: transaction.id,
        currency: 'XTR',
        totalAmount: Math.abs(transaction.amount),
        payload: partner.invoice_payload,
        atMs: transaction.date * 1000,
        isRenewal: false,
      };
      const settlement = transaction.source === undefined ? settleStarRefund(facts) : settleStarPayment(facts);
      if (settlement.type === 'unmatched') {
        counts.unmatched += 1;
        log({
          type: 'payment-unmatched',
          telegramId: facts.telegramId,
          chargeId: facts.chargeId,
          code: settlement.code,
        });
        continue;
      }
      if ((await payments.append(settlement.fact)) === 'duplicate') continue;
      counts.appended += 1;
      await onFound(settlement.fact).catch((error: unknown) => {
        log({ type: 'update-failed', updateId: null, error: `after a payment was found: ${describeError(error)}` });
      });
    }
    if (transactions.length < PAGE) break;
  }
  return counts;
}
