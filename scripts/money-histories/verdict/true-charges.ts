import { PLANS, type Plan } from '../../../billing/plans.ts';
import type { Charge } from '../../../bot/sandbox/stripe/state/objects.ts';
import type { MoneyWorld } from '../world/money-world.ts';

/** A charge as its provider's own books have it: nothing here was ever in the ledger. */
export interface TrueCharge {
  readonly provider: 'stars' | 'stripe';
  readonly id: string;
  /** Who paid. */
  readonly telegramId: number;
  readonly plan: Plan;
  readonly amountMinor: number;
  /** What of it went to Telegram's affiliate. */
  readonly affiliateMinor: number;
  readonly currency: string;
  readonly atMs: number;
  readonly order: string;
  /** Null: paid once. */
  readonly periodMs: number | null;
  readonly isGift: boolean;
  readonly isRefunded: boolean;
  /** When the last of it went back; null while something is left. */
  readonly refundedAtMs: number | null;
  /** What went back of it in parts, by the provider's name of each; what it bought stays until they are the whole. */
  readonly parts: Readonly<Record<string, number>>;
  /** Disputed and not won. */
  readonly isDisputed: boolean;
  /** The bank took it back. */
  readonly isLost: boolean;
}

function planOf(id: string | undefined): Plan {
  const plan = PLANS.find((each) => each.id === id);
  if (plan === undefined) throw new Error(`expected a plan, was "${id}"`);
  return plan;
}

/** Every charge there was, at both providers. */
export function trueCharges({ books, stripe }: MoneyWorld): readonly TrueCharge[] {
  const stars = books.charges.map((charge): TrueCharge => {
    const [, planId, , , , order = '', , period = '0'] = charge.payload.split('.');
    const { id, telegramId, amount, affiliate, atMs, refundedAtMs } = charge;
    return {
      ...{ provider: 'stars', id, telegramId, plan: planOf(planId), amountMinor: amount, affiliateMinor: affiliate },
      ...{ currency: 'XTR', atMs, order, periodMs: period === '0' ? null : Number(period) * 1_000 },
      ...{ isGift: charge.payload.endsWith('.g'), isRefunded: refundedAtMs !== null },
      ...{ parts: {}, isDisputed: false, isLost: false, refundedAtMs },
    };
  });
  return [...stars, ...Object.values(stripe.world.state.charges).map((charge) => trueCardCharge(stripe.world, charge))];
}

function trueCardCharge({ state }: MoneyWorld['stripe']['world'], charge: Charge): TrueCharge {
  const { payment_intent: intent, customer, amount } = charge;
  const back = Object.values(state.refunds).filter((each) => each.charge === charge.id && each.status === 'succeeded');
  const isRefunded = back.reduce((sum, each) => sum + each.amount, 0) === amount;
  const parts = back.filter((each) => each.amount < amount);
  const dispute = Object.values(state.disputes).find((each) => each.charge === charge.id);
  const common = {
    ...({ provider: 'stripe', id: intent, amountMinor: amount, affiliateMinor: 0, currency: 'USD' } as const),
    ...{ telegramId: Number(state.customers[customer]?.metadata.telegram_id), isGift: false, isRefunded },
    refundedAtMs: isRefunded ? Math.max(...back.map(({ created }) => created)) * 1_000 : null,
    parts: Object.fromEntries(parts.map(({ id, amount: part }) => [id, part])),
    isDisputed: dispute !== undefined && dispute.status !== 'won',
    isLost: dispute?.status === 'lost',
  };
  const paid = Object.values(state.invoicePayments).find(({ payment }) => payment.payment_intent === intent);
  const invoice = paid === undefined ? undefined : state.invoices[paid.invoice];
  if (invoice === undefined) {
    const { plan, order = '' } = state.intents[intent]?.metadata ?? {};
    return { ...common, plan: planOf(plan), atMs: charge.created * 1_000, order, periodMs: null };
  }
  // Of a change of plan the line that asks for money says what was bought.
  const line = invoice.lines.data.reduce((most, each) => (each.amount > most.amount ? each : most));
  const { start, end } = line.period;
  return {
    ...{ ...common, plan: planOf(state.prices[line.pricing.price_details.price]?.metadata.plan), atMs: start * 1_000 },
    ...{ order: invoice.parent.subscription_details.subscription, periodMs: (end - start) * 1_000 },
  };
}
