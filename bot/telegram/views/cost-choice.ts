/** What trading usually costs: venues' fees of a coin a side, in per cent, and the spread of a currency pair. */
export const COST_CHOICES = {
  stated: null,
  binance: { venue: 'binance', cryptoSideBps: 10 },
  bybit: { venue: 'bybit', cryptoSideBps: 10 },
  okx: { venue: 'okx', cryptoSideBps: 10 },
  kraken: { venue: 'kraken', cryptoSideBps: 40 },
  coinbase: { venue: 'coinbase', cryptoSideBps: 60 },
  perpetual: { cryptoSideBps: 5 },
  maker: { cryptoSideBps: 2 },
  'spread-1': { forexRoundTripBps: 1 },
  'spread-2': { forexRoundTripBps: 2 },
  'spread-3': { forexRoundTripBps: 3 },
} as const satisfies Readonly<
  Record<
    string,
    { readonly venue?: string; readonly cryptoSideBps?: number; readonly forexRoundTripBps?: number } | null
  >
>;
/** One of COST_CHOICES. */
export type CostChoice = keyof typeof COST_CHOICES;

/** Whether a name is one of COST_CHOICES. */
export function isCostChoice(name: string): name is CostChoice {
  return Object.hasOwn(COST_CHOICES, name);
}
