/** Every tier there is, cheapest first: the order in which a higher tier opens what a lower one has. */
export const TIERS = ['free', 'pro', 'elite'] as const;

/** One of TIERS. */
export type Tier = (typeof TIERS)[number];

/** What everybody has without paying. */
export const FREE_TIER = 'free' satisfies Tier;

/** A tier that somebody has to pay for. */
export type PaidTier = Exclude<Tier, typeof FREE_TIER>;

/** What a tier may do. */
export interface TierRights {
  /** The name that readers see, the same in every language. */
  readonly title: string;
  /** How much later than the first tier it gets a signal, in candles of the signal's timeframe. */
  readonly delayCandles: number;
  /** How much later than the first tier it gets an entry of the swing family, in days. Four hours late it is worth the same. */
  readonly swingDelayDays: number;
  /** Whether its subscribers may have signals sent to them directly (/watch). */
  readonly directAlerts: boolean;
  /** Requests to the HTTP API in a minute. Callers without a key are counted by address. */
  readonly apiPerMinute: number;
  /** Requests to the HTTP API in a UTC day. */
  readonly apiPerDay: number;
  /** Bot questions (/predict, /signal with a chart) in a minute. */
  readonly botPerMinute: number;
  /** Backtests that the bot computes in a day (/backtest); a known result costs none. 0: not in this tier. */
  readonly backtestsPerDay: number;
}

/** The rights of each tier: what the bot, the API, the channels, the offers and the documents read. */
export const TIER_RIGHTS: Readonly<Record<Tier, TierRights>> = {
  free: {
    title: 'Free',
    delayCandles: 0.5,
    swingDelayDays: 3,
    directAlerts: false,
    apiPerMinute: 30,
    apiPerDay: 1_000,
    botPerMinute: 10,
    backtestsPerDay: 0,
  },
  pro: {
    title: 'Pro',
    delayCandles: 0,
    swingDelayDays: 0,
    directAlerts: true,
    apiPerMinute: 120,
    apiPerDay: 20_000,
    botPerMinute: 30,
    backtestsPerDay: 10,
  },
  elite: {
    title: 'Elite',
    delayCandles: 0,
    swingDelayDays: 0,
    directAlerts: true,
    apiPerMinute: 600,
    apiPerDay: 200_000,
    botPerMinute: 60,
    backtestsPerDay: 50,
  },
};

/** A value for each tier: the tiers are named in TIERS alone. */
export function mapTiers<T>(make: (tier: Tier) => T): Readonly<Record<Tier, T>> {
  const entries = TIERS.map((tier) => [tier, make(tier)] as const);
  // Object.fromEntries forgets its keys; they are TIERS, each once.
  return Object.fromEntries(entries) as Record<Tier, T>;
}

/** Whether a tier has to be paid for. */
export function isPaid(tier: Tier): tier is PaidTier {
  return tier !== FREE_TIER;
}

/** The tiers that have to be paid for, cheapest first. */
export const PAID_TIERS: readonly PaidTier[] = TIERS.filter(isPaid);

/** The tiers to whose subscribers signals may be sent directly, cheapest first. */
export const ALERT_TIERS: readonly Tier[] = TIERS.filter((tier) => TIER_RIGHTS[tier].directAlerts);

/** The tier of this name, or null. */
export function parseTier(name: string): Tier | null {
  return TIERS.find((tier) => tier === name) ?? null;
}
