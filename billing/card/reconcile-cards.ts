import { standingAt } from '../entitlement.ts';
import { failedExternalId, type LedgerFact } from '../ledger-fact.ts';
import type { Payments } from '../ports.ts';
import { DAY_MS } from '../time.ts';
import { CARD_LISTS, type CardList, type CardPosition, type CardPositions, positionAt } from './card-position.ts';
import { closedExternalId, factsOfSubscription } from './facts.ts';
import type { CardSubscription, ListedDispute, ListedRefund } from './objects.ts';
import type { CardPage, CardReference } from './ports.ts';
import { type CardSettling, confirmLines, settleCard, settleSubscription } from './settle-card.ts';

/** What reconciling needs beside settling. */
export interface CardReconciling {
  readonly settling: CardSettling;
  readonly payments: Pick<Payments, 'ofAccounts'>;
  /** How far the provider's lists were read. */
  readonly position: CardPositions;
  /** Something could not be settled: it is tried again by the next reconciliation. */
  readonly onFailed: (reference: CardReference, error: unknown) => void;
}

/** What a reconciliation found. */
export interface CardReconciliation {
  /** Lines that the ledger lacked. */
  readonly added: number;
  /** Charges, refunds and disputes that were listed. */
  readonly read: number;
}

/** Lists are read again from a little before, because what was made at the same moment may be listed later. */
const OVERLAP_MS = 10 * 60_000;
/** A bank may send a refund back for 30 days: until then each is looked at by every reading. */
const MAY_FAIL_MS = 35 * DAY_MS;
/** So many that cannot be settled mean that everything fails: the reading stops where it is. */
const MOST_FAILED = 100;

interface Reading extends CardReconciling {
  reached: CardPosition;
  readonly counts: { added: number; read: number };
}

/** Something that was listed, and what is to be done about it: how many lines the ledger lacked. */
interface Listed {
  readonly reference: CardReference;
  readonly settle: () => Promise<number>;
}

/**
 * Appends what the ledger lacks, by the provider's own lists: what was charged and given back since the stored position, every dispute and
 * every subscription. One page is in memory at a time; its end is stored, and after a stop the reading goes on there. The provider is asked
 * about a single object only where the ledger lacks what the list says. Every line has the identity it would have had from an event.
 */
export async function reconcileCards(deps: CardReconciling): Promise<CardReconciliation> {
  const position = (await deps.position.read()) ?? positionAt(0);
  const reading: Reading = { ...deps, reached: position, counts: { added: 0, read: 0 } };
  await settleFailed(reading);
  const first = position.at === null ? 0 : CARD_LISTS.indexOf(position.at.list);
  for (const list of CARD_LISTS.slice(first)) await readList(reading, list);
  return reading.counts;
}

async function settleFailed(reading: Reading): Promise<void> {
  const { failed } = reading.reached;
  if (failed.length === 0) return;
  reading.reached = { ...reading.reached, failed: [] };
  for (const reference of failed)
    await attempt(reading, { reference, settle: () => settleCard(reading.settling, reference) });
  await save(reading);
}

/** What cannot be settled holds up nothing behind it. */
async function attempt(reading: Reading, { reference, settle }: Listed): Promise<void> {
  try {
    reading.counts.added += await settle();
  } catch (error) {
    const others = reading.reached.failed.filter(({ id }) => id !== reference.id);
    if (others.length >= MOST_FAILED) throw error;
    reading.reached = { ...reading.reached, failed: [...others, reference] };
    reading.onFailed(reference, error);
  }
}

async function save({ position, reached }: Reading): Promise<void> {
  await position.write(reached);
}

async function readList(reading: Reading, list: CardList): Promise<void> {
  let at = reading.reached.at ?? { list, after: null, newestMs: 0 };
  for (;;) {
    const { items, next, newestMs } = await PAGES[list](reading, at.after);
    for (const item of items) await attempt(reading, item);
    // Newest first: what is made while the list is read comes with the next reading.
    at = { list, after: next, newestMs: at.after === null ? newestMs : at.newestMs };
    if (next === null) break;
    reading.reached = { ...reading.reached, at };
    await save(reading);
  }
  const following = CARD_LISTS[CARD_LISTS.indexOf(list) + 1];
  reading.reached = {
    ...reading.reached,
    readUntilMs: { ...reading.reached.readUntilMs, ...untilOf(reading, list, at.newestMs) },
    at: following === undefined ? null : { list: following, after: null, newestMs: 0 },
  };
  await save(reading);
}

function untilOf({ reached }: Reading, list: CardList, newestMs: number): Partial<CardPosition['readUntilMs']> {
  return list === 'subscriptions' ? {} : { [list]: Math.max(reached.readUntilMs[list], newestMs) };
}

type ReadPage = (reading: Reading, after: string | null) => Promise<CardPage<Listed> & { readonly newestMs: number }>;

const PAGES: Readonly<Record<CardList, ReadPage>> = {
  async charges(reading, after) {
    const { settling, counts } = reading;
    const { items, next } = await settling.provider.charges({ after, sinceMs: since(reading, 'charges') });
    counts.read += items.length;
    const listed = items.map(({ id }) => {
      const reference = { type: 'payment', id } as const;
      const settle = async (): Promise<number> =>
        (await confirmLines(settling, [id])) ? 0 : await settleCard(settling, reference);
      return { reference, settle };
    });
    return { items: listed, next, newestMs: Math.max(0, ...items.map(({ atMs }) => atMs)) };
  },
  async refunds(reading, after) {
    const sinceMs = since(reading, 'refunds');
    const { items, next } = await reading.settling.provider.refunds({
      after,
      sinceMs: Math.max(0, sinceMs - MAY_FAIL_MS),
    });
    reading.counts.read += items.length;
    const newestMs = Math.max(0, ...items.map(({ atMs }) => atMs));
    return { next, newestMs, items: items.map((refund) => listedRefund(reading.settling, refund, sinceMs)) };
  },
  async disputes(reading, after) {
    const { items, next } = await reading.settling.provider.disputes({ after });
    const newestMs = Math.max(0, ...items.map(({ openedAtMs }) => openedAtMs));
    const sinceMs = since(reading, 'disputes');
    reading.counts.read += items.length;
    return { next, newestMs, items: items.map((dispute) => listedDispute(reading.settling, dispute, sinceMs)) };
  },
  async subscriptions(reading, after) {
    const { items, next } = await reading.settling.provider.subscriptions({ after });
    // Read after the list: what an event brings in between is in the ledger alone, and looked at singly.
    const ledgers = await reading.payments.ofAccounts([...new Set(items.map(({ telegramId }) => telegramId))]);
    const listed = items.map((subscription) => ({
      reference: { type: 'subscription', id: subscription.id } as const,
      settle: () => lookAtSubscription(reading.settling, subscription, ledgers.get(subscription.telegramId) ?? []),
    }));
    return { next, newestMs: 0, items: listed };
  },
};

function since({ reached }: Reading, list: Exclude<CardList, 'subscriptions'>): number {
  return Math.max(0, reached.readUntilMs[list] - OVERLAP_MS);
}

function listedRefund(settling: CardSettling, { id, payment, atMs, isFailed }: ListedRefund, sinceMs: number): Listed {
  const reference = { type: 'payment', id: payment } as const;
  return {
    reference,
    async settle() {
      if (isFailed && (await confirmLines(settling, [failedExternalId(id)]))) return 0;
      // An old one that did not fail is known.
      return isFailed || atMs >= sinceMs ? await settleCard(settling, reference) : 0;
    },
  };
}

function listedDispute(settling: CardSettling, dispute: ListedDispute, sinceMs: number): Listed {
  const { id, payment, outcome, openedAtMs } = dispute;
  const reference = { type: 'payment', id: payment } as const;
  return {
    reference,
    async settle() {
      // An old one that the ledger does not know is the past of another database.
      if (openedAtMs < sinceMs && (await settling.payments.find('stripe', id)) === null) return 0;
      const lines = outcome === null ? [id] : [id, closedExternalId(id)];
      return (await confirmLines(settling, lines)) ? 0 : await settleCard(settling, reference);
    },
  };
}

async function lookAtSubscription(
  settling: CardSettling,
  subscription: CardSubscription,
  known: readonly LedgerFact[],
): Promise<number> {
  const { id, newestPayment, endedAtMs } = subscription;
  const ledger = await ledgerOf(settling, id, known);
  const nowMs = settling.nowMs();
  // One that is over, here too, is the past.
  if (endedAtMs !== null && !runsHere(id, ledger, nowMs)) return 0;
  const facts = factsOfSubscription(subscription, ledger, nowMs).map(({ externalId }) => externalId);
  const lines = newestPayment === null ? facts : [newestPayment, ...facts];
  return (await confirmLines(settling, lines)) ? 0 : await settleSubscription(settling, subscription);
}

/** The lines of whoever has a subscription now: its account may have moved, or be forgotten. */
async function ledgerOf(
  { payments }: CardSettling,
  order: string,
  known: readonly LedgerFact[],
): Promise<readonly LedgerFact[]> {
  if (known.some((fact) => 'order' in fact && fact.order === order)) return known;
  const holder = (await payments.findOrder('stripe', order))?.telegramId;
  return holder === undefined ? known : await payments.ofAccount(holder);
}

function runsHere(order: string, ledger: readonly LedgerFact[], nowMs: number): boolean {
  return standingAt(ledger, nowMs).subscriptions.some(
    ({ newest, renews }) => newest.provider === 'stripe' && renews && newest.order === order,
  );
}
