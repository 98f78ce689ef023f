import { type Money, STARS_CURRENCY } from '../money.ts';
import { PLANS, type Plan, plansOnSale } from '../plans.ts';
import { FEES, netCents } from './fees.ts';

/** What one sale of a plan brings by one way to pay; cents of US dollars, null for what never ends where it is by month. */
export interface PlanEconomics {
  readonly planId: string;
  readonly version: number;
  readonly tier: Plan['tier'];
  /** Null: for good. */
  readonly days: number | null;
  readonly currency: string;
  readonly amountMinor: number;
  /** About what the buyer pays. */
  readonly buyerPaysCents: number;
  readonly netCents: number;
  readonly netCentsPerDay: number | null;
  /** Subscribers of this plan alone that carry the servers; null for what is paid once for good. */
  readonly breakEvenSubscribers: number | null;
  /** What tools that rent out a bot would have taken of this sale, beside the same fees of paying. */
  readonly rented: readonly { readonly name: string; readonly takenCents: number }[];
}

/** InviteMember's price lists: a share of each sale, or a monthly fee and a smaller share. */
export const RENTED = [
  { name: 'InviteMember Free', monthlyCents: 0, share: 0.1 },
  { name: 'InviteMember Pro', monthlyCents: 49_00, share: 0.03 },
  { name: 'InviteMember Business', monthlyCents: 99_00, share: 0.01 },
] as const;

const MONTH_DAYS = 365 / 12;

/** The sums of every plan on sale, by each of its prices. billCents: what the servers cost a month. */
export function unitEconomics(
  { billCents }: { readonly billCents: number },
  plans: readonly Plan[] = PLANS,
): readonly PlanEconomics[] {
  return plansOnSale(plans).flatMap((plan) => plan.prices.map((price) => economicsOf(plan, price, billCents)));
}

function economicsOf(plan: Plan, price: Money, billCents: number): PlanEconomics {
  const { id: planId, version, tier, days } = plan;
  const net = netCents(price);
  if (net === null) throw new Error(`expected a currency with a known fee, was ${price.currency}`);
  const buyerPaysCents =
    price.currency === STARS_CURRENCY ? Math.round(price.amountMinor * FEES.starCostCents) : price.amountMinor;
  return {
    ...{ planId, version, tier, days, ...price, buyerPaysCents, netCents: net },
    netCentsPerDay: days === null ? null : Math.round((net / days) * 100) / 100,
    breakEvenSubscribers: days === null ? null : Math.ceil(billCents / ((net / days) * MONTH_DAYS)),
    rented: RENTED.map(({ name, share }) => ({ name, takenCents: Math.round(buyerPaysCents * share) })),
  };
}
