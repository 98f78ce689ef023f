import { type Money, STARS_CURRENCY } from './money.ts';
import type { PaidTier } from './tiers.ts';
import { DAY_MS } from './time.ts';

/** What can be bought. A price never changes: a new price is a new version, and old buyers keep theirs. */
export interface Plan {
  readonly id: string;
  readonly version: number;
  readonly tier: PaidTier;
  /** Days of 86,400 s; null: for as long as the service runs. */
  readonly days: number | null;
  /** One price for each currency that it is sold in: Stars (XTR), cards (USD). Never converted. */
  readonly prices: readonly Money[];
  /** It can also be had as a subscription that renews itself. */
  readonly renewable: boolean;
}

/** Telegram takes no subscription above this. */
const MOST_STARS_A_MONTH = 10_000;

const prices = (stars: number, usdCents: number): readonly Money[] => [
  { amountMinor: stars, currency: STARS_CURRENCY },
  { amountMinor: usdCents, currency: 'USD' },
];

/** Every plan that was ever sold, in the order they are shown in; a line is never changed, because ledgers name it. */
export const PLANS: readonly Plan[] = [
  { id: 'pro-month', version: 1, tier: 'pro', days: 30, prices: prices(1_950, 39_00), renewable: true },
  { id: 'pro-quarter', version: 1, tier: 'pro', days: 91, prices: prices(5_250, 105_00), renewable: false },
  { id: 'pro-year', version: 1, tier: 'pro', days: 365, prices: prices(17_500, 349_00), renewable: false },
  { id: 'pro-lifetime', version: 1, tier: 'pro', days: null, prices: prices(44_000, 879_00), renewable: false },
  { id: 'elite-month', version: 1, tier: 'elite', days: 30, prices: prices(4_950, 99_00), renewable: true },
  { id: 'elite-quarter', version: 1, tier: 'elite', days: 91, prices: prices(13_350, 267_00), renewable: false },
  { id: 'elite-year', version: 1, tier: 'elite', days: 365, prices: prices(44_500, 889_00), renewable: false },
  { id: 'elite-lifetime', version: 1, tier: 'elite', days: null, prices: prices(99_000, 1_979_00), renewable: false },
];

/** What a trial opens, and for how many days. */
export const TRIAL: Pick<Plan, 'tier'> & { readonly days: number } = { tier: 'pro', days: 7 };

/** How long a plan lasts in ms, Infinity for what never ends. */
export function planMs({ days }: Pick<Plan, 'days'>): number {
  return days === null ? Number.POSITIVE_INFINITY : days * DAY_MS;
}

/** A plan's price in a currency, minor units, or null where it is not sold in it. */
export function priceIn({ prices: all }: Pick<Plan, 'prices'>, currency: string): number | null {
  return all.find((price) => price.currency === currency)?.amountMinor ?? null;
}

/** A plan's price in Telegram Stars. Throws for a plan that is not sold for Stars. */
export function starsOf(plan: Plan): number {
  const price = priceIn(plan, STARS_CURRENCY);
  if (price === null) throw new Error(`expected a price in Stars of ${plan.id}, was none`);
  return price;
}

/** Whether a plan can be a Stars subscription: Telegram has months only, up to 10,000 Stars. */
export function isStarsSubscription(plan: Plan): boolean {
  return plan.renewable && starsOf(plan) <= MOST_STARS_A_MONTH;
}

/** The plan with this id and version, or null. */
export function findPlan(id: string, version: number): Plan | null {
  return PLANS.find((plan) => plan.id === id && plan.version === version) ?? null;
}

/** What is sold today: the newest version of each plan, in table order. */
export function plansOnSale(plans: readonly Plan[] = PLANS): readonly Plan[] {
  return plans.filter((plan) => !plans.some((other) => other.id === plan.id && other.version > plan.version));
}
