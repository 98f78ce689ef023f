import type { CardPayment } from '../../billing/card/objects.ts';
import { isCharge, type LedgerFact, refundExternalId } from '../../billing/ledger-fact.ts';
import type { PartnerStore } from '../../billing/partners/ports.ts';
import { PLANS, priceIn } from '../../billing/plans.ts';
import type { Payments } from '../../billing/ports.ts';
import { DAY_MS } from '../../engine/time.ts';
import type { Defect } from './world/money-process.ts';
import type { MoneyStores } from './world/money-world.ts';

/** Mistakes planted on purpose, each of which some history has to find. They live here alone: the product has no switch for them. */
export const MONEY_DEFECTS: Readonly<Record<string, Defect>> = {
  'the payload taken for the payment’s identity': appending((fact) =>
    isCharge(fact) && fact.provider === 'stars' && fact.order !== null ? [{ ...fact, externalId: fact.order }] : [fact],
  ),
  'a renewal booked before it was paid': appending((fact) =>
    fact.type === 'cancelled' ? [fact, earlyRenewal(fact)] : [fact],
  ),
  'a cancellation that Telegram never got': {
    outgoing: (outgoing) => ({
      ...outgoing,
      api: Object.assign(Object.create(outgoing.api), { editUserStarSubscription: async () => true }),
    }),
  },
  'a ledger that takes a line twice': {
    stores: (stores, { stores: kept }) => withPayments(stores, { append: async (fact) => push(kept, fact) }),
  },
  'an affiliate’s share that is forgotten': appending((fact) => (fact.type === 'commission' ? [] : [fact])),
  'a dispute that is not heard of': appending((fact) => (fact.type === 'disputed' ? [] : [fact])),
  'a part that went back taken for the whole': {
    provider: (provider) => ({
      ...provider,
      payment: async (id) => whole(await provider.payment(id)),
      paymentOfInvoice: async (id) => whole(await provider.paymentOfInvoice(id)),
    }),
  },
  'a part that went back and is not booked': appending((fact) => (fact.type === 'refunded-part' ? [] : [fact])),
  'a part booked under a new name at each look': appending((fact, times) =>
    fact.type === 'refunded-part' ? [{ ...fact, externalId: `${fact.externalId}:${times}` }] : [fact],
  ),
  'the whole booked again behind its parts': appending((fact) =>
    fact.type === 'refunded' && fact.amountMinor === 0
      ? [{ ...fact, amountMinor: listPrice(fact.planId, 'USD') }]
      : [fact],
  ),
  'a commission that a part takes nothing of': appending((fact) => (fact.type === 'reduced' ? [] : [fact])),
  'a refund that failed and is not heard of': appending((fact) => (fact.type === 'refund-failed' ? [] : [fact])),
  'a second refund under the name of one that failed': appending((fact) =>
    fact.type === 'refunded' ? [{ ...fact, externalId: refundExternalId(fact.of) }] : [fact],
  ),
  'a postback that counts whoever signed it': { provesPostback: () => true },
  'a repeat of a postback that is income again': {
    stores: (stores) => {
      let times = 0;
      const received = async (...given: Parameters<PartnerStore['receive']>) => {
        await stores.partners.receive(...given);
        return 'received' as const;
      };
      const book: PartnerStore['book'] = (fact) => {
        times += 1;
        return stores.partners.book(fact.of === null ? { ...fact, externalId: `${fact.externalId}.${times}` } : fact);
      };
      return { ...stores, partners: over(stores.partners, { receive: received, book }) };
    },
  },
  'a postback that is done before its effect': {
    stores: (stores) => ({
      ...stores,
      partners: over(stores.partners, {
        async receive(postback) {
          const state = await stores.partners.receive(postback);
          await stores.partners.markDone(postback);
          return state;
        },
      }),
    }),
  },
  'a reversal that takes nothing back': {
    stores: (stores) => ({
      ...stores,
      partners: over(stores.partners, {
        book: async (fact) => (fact.of === null ? await stores.partners.book(fact) : fact),
      }),
    }),
  },
  'a UID that the next one who names it has': {
    stores: (stores) => ({
      ...stores,
      partnerClaims: over(stores.partnerClaims, {
        async replace(claim) {
          const known = await stores.partnerClaims.find(claim.partner, claim.uid);
          return await stores.partnerClaims.replace(claim, known);
        },
        find: async () => null,
      }),
    }),
  },
  'a verdict that is cut off and finished by nobody': {
    stores: (stores) => ({
      ...stores,
      partnerClaims: over(stores.partnerClaims, {
        async decide(claim, verdict) {
          await stores.partnerClaims.decide(claim, verdict);
          throw new Error('cut off');
        },
        unfinished: async () => [],
      }),
    }),
  },
  'days of a partner again at each event': appending((fact, times) =>
    fact.type === 'granted' && fact.reason === 'partner'
      ? [fact, { ...fact, externalId: `${fact.externalId}:${times}` }]
      : [fact],
  ),
  'a refund that takes no time back': appending((fact) => (fact.type === 'refunded' ? [] : [fact])),
  'a move that leaves the money behind': { stores: (stores) => withPayments(stores, { reassign: async () => {} }) },
  'a month of 31 days': appending((fact) =>
    isCharge(fact) && fact.subscriptionMs !== null ? [{ ...fact, subscriptionMs: 31 * DAY_MS }] : [fact],
  ),
  'the list price booked where a code lowered it': appending((fact) =>
    isCharge(fact) && fact.code !== null ? [{ ...fact, amountMinor: listPrice(fact.planId, fact.currency) }] : [fact],
  ),
  'a free time under a new name at each try': appending((fact, times) =>
    fact.type === 'granted' && fact.reason === 'referral'
      ? [{ ...fact, externalId: `${fact.externalId.replace(/:(\w+)$/, '')}:${times}` }]
      : [fact],
  ),
};

/** A port that is a proxy, with other verbs in the places of some. */
function over<T extends object>(port: T, changes: Partial<T>): T {
  return new Proxy(port, { get: (target, key) => Reflect.get(changes, key) ?? Reflect.get(target, key) });
}

/** Puts other lines in the place of one that is appended. */
function appending(change: (fact: LedgerFact, times: number) => readonly LedgerFact[]): Defect {
  let times = 0;
  return {
    stores: (stores) =>
      withPayments(stores, {
        async append(fact) {
          let result: 'appended' | 'duplicate' = 'appended';
          times += 1;
          for (const each of change(fact, times)) result = await stores.payments.append(each);
          return result;
        },
      }),
  };
}

function withPayments(stores: MoneyStores, changes: Partial<Payments>): MoneyStores {
  return { ...stores, payments: { ...paymentsOf(stores), ...changes } };
}

/** The verbs of a port that is a proxy. */
function paymentsOf({ payments }: MoneyStores): MoneyStores['payments'] {
  return {
    lines: payments.lines,
    append: (fact) => payments.append(fact),
    find: (provider, externalId) => payments.find(provider, externalId),
    findOrder: (provider, order) => payments.findOrder(provider, order),
    ofAccount: (telegramId) => payments.ofAccount(telegramId),
    ofAccounts: (telegramIds) => payments.ofAccounts(telegramIds),
    payers: () => payments.payers(),
    commissions: () => payments.commissions(),
    reassign: (from, to) => payments.reassign(from, to),
    forget: (forgotten) => payments.forget(forgotten),
  };
}

function push({ payments }: MoneyStores, fact: LedgerFact): 'appended' {
  payments.lines.push(fact);
  return 'appended';
}

function earlyRenewal({ provider, telegramId, atMs, externalId }: LedgerFact): LedgerFact {
  return {
    ...{ provider, telegramId, atMs, externalId: `${externalId}:early`, type: 'renewed', planId: 'pro-month' },
    ...{ planVersion: 1, amountMinor: 1_950, currency: 'XTR', order: null, subscriptionMs: 30 * DAY_MS, code: null },
  };
}

function whole(payment: CardPayment | null): CardPayment | null {
  if (payment === null || payment.refunds.length === 0) return payment;
  return { ...payment, refundedAtMs: payment.refundedAtMs ?? payment.atMs };
}

function listPrice(planId: string, currency: string): number {
  const plan = PLANS.find(({ id }) => id === planId);
  return (plan === undefined ? null : priceIn(plan, currency)) ?? 0;
}
