/** The one table of tiers and plans that the bot, the API, the channels, the documents and the tests read. */

export type TierName = 'free' | 'pro' | 'elite';

export interface TierRights {
  readonly tier: TierName;
  readonly title: string;
  /** How much later than the first tier its channel gets a signal, in candles of the signal's timeframe. */
  readonly delayCandles: number;
  /** Requests to the HTTP API. Free callers are counted by address. */
  readonly apiPerMinute: number;
  readonly apiPerDay: number;
  /** Bot questions (/predict, /signal with a chart) per minute. */
  readonly botPerMinute: number;
  /** Backtests that the bot computes in a day (/backtest); a known result costs none. 0: not in this tier. */
  readonly backtestsPerDay: number;
}

export const TIER_RIGHTS: Readonly<Record<TierName, TierRights>> = {
  free: {
    tier: 'free',
    title: 'Free',
    delayCandles: 0.5,
    apiPerMinute: 30,
    apiPerDay: 1_000,
    botPerMinute: 10,
    backtestsPerDay: 0,
  },
  pro: {
    tier: 'pro',
    title: 'Pro',
    delayCandles: 0,
    apiPerMinute: 120,
    apiPerDay: 20_000,
    botPerMinute: 30,
    backtestsPerDay: 10,
  },
  elite: {
    tier: 'elite',
    title: 'Elite',
    delayCandles: 0,
    apiPerMinute: 600,
    apiPerDay: 200_000,
    botPerMinute: 60,
    backtestsPerDay: 50,
  },
};

/** What can be bought. A price never changes: a new price is a new version, and old buyers keep theirs. */
export interface Plan {
  readonly id: string;
  readonly version: number;
  readonly tier: Exclude<TierName, 'free'>;
  readonly days: number;
  /** Price in Telegram Stars (XTR). */
  readonly stars: number;
}

export const PLANS: readonly Plan[] = [
  {
    id: 'pro-month',
    version: 1,
    tier: 'pro',
    days: 30,
    stars: 1_950,
  },
];

/** The plan with this id and version, or null. */
export function findPlan(id: string, version: number): Plan | null {
  return PLANS.find((plan) => plan.id === id && plan.version === version) ?? null;
}

/** What is sold today: the newest version of each plan, in table order. */
export function plansOnSale(plans: readonly Plan[] = PLANS): readonly Plan[] {
  return plans.filter((plan) => !plans.some((other) => other.id === plan.id && other.version > plan.version));
}
