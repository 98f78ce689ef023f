import { assetClass } from '../market/asset-class.ts';
import { isNearNewYorkClose } from '../market/session.ts';
import { HOUR_MS } from '../time.ts';

/** Crypto cost per side in basis points, fee + half spread + slippage, in the three published scenarios. */
export const CRYPTO_COST_PER_SIDE_BPS = { spotTaker: 10, perpetualTaker: 5, maker: 2 } as const;
/** How dear trading is assumed to be. */
export type CostScenario = keyof typeof CRYPTO_COST_PER_SIDE_BPS;

/** A round trip that would be entered at entryTimeMs. */
export interface CostQuestion {
  readonly symbol: string;
  readonly entryTimeMs: number;
  readonly price: number;
  /** Quoted ask − bid in price units, null when unknown. */
  readonly spread: number | null;
  readonly scenario: CostScenario;
}

/**
 * FX without a quoted spread: 1 bp in London–New York hours (07–20 UTC), 2.5 around the New York close (20–24 UTC, the middle of the
 * published 2–3), and 1.5 in between, where no figure is published.
 */
function forexRoundTripBps(entryTimeMs: number): number {
  if (isNearNewYorkClose(entryTimeMs)) return 2.5;
  const hour = Math.floor(entryTimeMs / HOUR_MS) % 24;
  return hour >= 7 ? 1 : 1.5;
}

/** Gold is quoted about twice as wide as the great currency pairs (30 cents of 2,000 dollars). */
const METAL_TIMES_FOREX = 2;

/** Cost of entering and leaving in basis points of the price. FX and metals pay the quoted spread where there is one. */
export function roundTripCostBps({ symbol, entryTimeMs, price, spread, scenario }: CostQuestion): number {
  const kind = assetClass(symbol);
  if (kind === 'crypto') return 2 * CRYPTO_COST_PER_SIDE_BPS[scenario];
  if (spread !== null && spread >= 0) return (spread / price) * 1e4;
  return forexRoundTripBps(entryTimeMs) * (kind === 'metal' ? METAL_TIMES_FOREX : 1);
}

/** How many times its round-trip cost a position's expected value must be for it to be worth trading. */
const WORTH_TIMES_COST = 1;

/** Whether a position's expected value before cost covers the round trip, both in basis points; never where it is not known. */
export function isWorthTrading(expectedValueBps: number | null, costBps: number): boolean {
  return expectedValueBps !== null && expectedValueBps >= WORTH_TIMES_COST * costBps;
}
