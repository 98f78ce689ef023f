import type { PaidTier } from './tiers.ts';

/** What can be bought. A price never changes: a new price is a new version, and old buyers keep theirs. */
export interface Plan {
  readonly id: string;
  readonly version: number;
  readonly tier: PaidTier;
  readonly days: number;
  /** Price in Telegram Stars (XTR). */
  readonly stars: number;
}

/** Every plan that was ever sold, in the order they are shown in; a line is never changed, because ledgers name it. */
export const PLANS: readonly Plan[] = [
  {
    id: 'pro-month',
    version: 1,
    tier: 'pro',
    days: 30,
    stars: 1_950,
  },
];

const DAY_MS = 86_400_000;

/** How long a plan lasts, in ms of days of 86,400 s. */
export function planMs({ days }: Pick<Plan, 'days'>): number {
  return days * DAY_MS;
}

/** The plan with this id and version, or null. */
export function findPlan(id: string, version: number): Plan | null {
  return PLANS.find((plan) => plan.id === id && plan.version === version) ?? null;
}

/** What is sold today: the newest version of each plan, in table order. */
export function plansOnSale(plans: readonly Plan[] = PLANS): readonly Plan[] {
  return plans.filter((plan) => !plans.some((other) => other.id === plan.id && other.version > plan.version));
}
