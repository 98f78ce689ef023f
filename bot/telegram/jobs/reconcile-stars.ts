import type { StarTransaction } from 'grammy/types';
import { decodeInvoicePayload } from '../../../billing/invoice.ts';
import type { FactOf, LedgerFact, MoneyFact } from '../../../billing/ledger-fact.ts';
import { consequencesOf, revocationOf } from '../../../billing/referrals/referral.ts';
import { type StarPaymentFacts, settleStarPayment, settleStarRefund } from '../../../billing/settle.ts';
import { bookMoney } from '../../../billing/upgrade-credit.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { endReplaced, isLaterCharge } from '../money/end-replaced.ts';
import type { TextStore } from '../ports.ts';
import { readStarPosition, START, type StarPosition, writeStarPosition } from './star-position.ts';
import { affiliateStars, kindOf, nanoStars, nanoStarsOf, type StarTransactionKind } from './star-transaction.ts';

const PAGE = 100;

export interface Reconciliation {
  readonly read: number;
  /** Ledger lines that were missing and are there now. */
  readonly appended: number;
  /** Transactions with people that no plan explains. */
  readonly unmatched: number;
  /** How many transactions of each kind were read. */
  readonly kinds: Readonly<Partial<Record<StarTransactionKind, number>>>;
  /** Telegram's balance less the sum of its transactions, in billionths of a Star; 0 when all is explained. */
  readonly differenceNano: bigint;
}

export type ReconcileDependencies = Pick<Outgoing, 'log' | 'cards'> & {
  readonly api: Pick<Outgoing['api'], 'getStarTransactions' | 'getMyStarBalance' | 'editUserStarSubscription'>;
  readonly payments: Pick<Outgoing['payments'], 'append' | 'ofAccount' | 'find'>;
  /** Where the position in Telegram's list is kept. */
  readonly setup: Pick<TextStore, 'read' | 'write'>;
  /** Called once for each line that was missing; a rejection is an event and changes nothing. */
  readonly onFound?: (fact: MoneyFact) => Promise<void>;
};

interface Progress {
  position: StarPosition;
  readonly counts: { read: number; appended: number; unmatched: number };
  readonly kinds: Partial<Record<StarTransactionKind, number>>;
}

/**
 * Reads what is new in the bot's list of Star transactions and appends what the ledger lacks: Telegram drops undelivered updates
 * after a day. Every line has the id it would have had from the update, so this and the updates never count anything twice. The
 * position is stored after what was read is in the ledger. When the sum of all transactions is not the balance, the list is read
 * once more from its start; a difference that stays is an event, once.
 */
export async function reconcileStars(deps: ReconcileDependencies): Promise<Reconciliation> {
  const { api, setup, log } = deps;
  const progress: Progress = {
    position: await readStarPosition(setup),
    counts: { read: 0, appended: 0, unmatched: 0 },
    kinds: {},
  };
  await readOn(deps, progress);
  const difference = async (): Promise<bigint> => nanoStars(await api.getMyStarBalance()) - progress.position.sumNano;
  let differenceNano = await difference();
  if (
    differenceNano !== progress.position.toldNano &&
    differenceNano !== 0n &&
    progress.counts.read < progress.position.read
  ) {
    progress.position = { ...START, toldNano: progress.position.toldNano };
    await readOn(deps, progress);
    differenceNano = await difference();
  }
  const { toldNano } = progress.position;
  if (differenceNano !== toldNano) {
    const stars = Number(differenceNano) / 1e9;
    if (differenceNano === 0n) log({ type: 'stars-explained', stars });
    else log({ type: 'stars-unexplained', stars });
    progress.position = { ...progress.position, toldNano: differenceNano };
    await writeStarPosition(setup, progress.position);
  }
  return { ...progress.counts, kinds: progress.kinds, differenceNano };
}

/** Reads from the position to the end of the list; from its start when the list is not the one that was read. */
async function readOn(deps: ReconcileDependencies, progress: Progress): Promise<void> {
  for (;;) {
    const { read, last } = progress.position;
    // One that was read before comes again, to see that the list is still the same.
    const overlap = read === 0 ? 0 : 1;
    const { transactions } = await deps.api.getStarTransactions({ offset: read - overlap, limit: PAGE });
    const [known] = transactions;
    if (overlap === 1 && (known === undefined || markOf(known) !== last)) {
      progress.position = { ...START, toldNano: progress.position.toldNano };
      continue;
    }
    const fresh = transactions.slice(overlap);
    for (const transaction of fresh) await take(deps, progress, transaction);
    if (fresh.length > 0) await writeStarPosition(deps.setup, progress.position);
    if (transactions.length < PAGE) return;
  }
}

async function take(deps: ReconcileDependencies, progress: Progress, transaction: StarTransaction): Promise<void> {
  const { counts, kinds, position } = progress;
  const kind = kindOf(transaction);
  counts.read += 1;
  kinds[kind] = (kinds[kind] ?? 0) + 1;
  if (kind === 'invoice' || kind === 'invoice-refund') await book(deps, progress, transaction);
  if (kind === 'unknown')
    deps.log({ type: 'stars-transaction-unknown', id: transaction.id, stars: transaction.amount });
  progress.position = {
    ...position,
    read: position.read + 1,
    last: markOf(transaction),
    sumNano: position.sumNano + nanoStarsOf(transaction),
  };
}

/** A refund has the id of its payment: both, and when, name a transaction. */
function markOf({ id, date, source }: StarTransaction): string {
  return `${id}|${source === undefined ? 'out' : 'in'}|${date}`;
}

async function book(deps: ReconcileDependencies, { counts }: Progress, transaction: StarTransaction): Promise<void> {
  const { payments, log, onFound = async () => {} } = deps;
  const facts = await paymentFacts(payments, transaction);
  if (facts === null) return;
  const settle = transaction.source === undefined ? settleStarRefund : settleStarPayment;
  const asGross = settle({ ...facts, totalAmount: Math.abs(transaction.amount) });
  // An affiliate's share may be missing from the amount; where it is not, the amount alone is the price.
  const settlement = asGross.type === 'settled' ? asGross : settle(facts);
  if (settlement.type === 'unmatched') {
    counts.unmatched += 1;
    const { telegramId, chargeId } = facts;
    log({ type: 'payment-unmatched', telegramId, chargeId, code: settlement.code });
    return;
  }
  const { fact } = settlement;
  const isNew = (await bookMoney(payments, fact)) === 'appended';
  const commission = commissionOf(fact, affiliateStars(transaction));
  if (commission !== null) {
    await payments.append(commission);
    // Telegram's own affiliate was paid for this sale: ours earns nothing by it.
    if (fact.type !== 'refunded') await revokeReferral(payments, commission);
  }
  if (!isNew) return;
  counts.appended += 1;
  await onFound(fact)
    .then(() => endReplaced(deps, fact))
    .catch((error: unknown) => {
      log({ type: 'update-failed', updateId: null, error: `after a payment was found: ${describeError(error)}` });
    });
}

/** What a transaction says of a payment: its price is what came and what an affiliate took of it. */
async function paymentFacts(
  payments: Pick<Outgoing['payments'], 'ofAccount'>,
  transaction: StarTransaction,
): Promise<StarPaymentFacts | null> {
  const partner = transaction.source ?? transaction.receiver;
  if (partner?.type !== 'user' || partner.invoice_payload === undefined) return null;
  const { id: chargeId, date, amount } = transaction;
  const telegramId = partner.user.id;
  const payload = partner.invoice_payload;
  const atMs = date * 1000;
  const order = decodeInvoicePayload(payload);
  const renews = order !== null && (order.terms?.subscriptionSeconds ?? null) !== null;
  const isRenewal = renews && isLaterCharge(await payments.ofAccount(telegramId), order.nonce, { id: chargeId, atMs });
  const totalAmount = Math.abs(amount) + affiliateStars(transaction);
  return { telegramId, chargeId, currency: 'XTR', totalAmount, payload, atMs, isRenewal };
}

/** The affiliate's share as a line of its own, beside the gross amount of the charge; with a refund it comes back, as a negative one. */
function commissionOf(fact: MoneyFact, share: number): (FactOf<'commission'> & LedgerFact) | null {
  if (share === 0) return null;
  const { provider, externalId, telegramId, atMs, currency } = fact;
  const of = fact.type === 'refunded' ? fact.of : externalId;
  const amountMinor = fact.type === 'refunded' ? -share : share;
  const common = { provider, externalId: `${externalId}:commission`, telegramId, atMs } as const;
  return { ...common, type: 'commission', of, amountMinor, currency };
}

async function revokeReferral(
  payments: Pick<Outgoing['payments'], 'append' | 'find'>,
  { of, atMs }: FactOf<'commission'>,
): Promise<void> {
  for (const externalId of consequencesOf(of).filter((id) => id.startsWith('referral:'))) {
    const given = await payments.find('grant', externalId);
    if (given !== null) await payments.append(revocationOf(given, atMs));
  }
}
