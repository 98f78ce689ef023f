import { type Money, STARS_CURRENCY } from '../money.ts';

/** What the ways to pay keep of a sale. Cents of US dollars; a share is 0..1. */
export const FEES = {
  /** What a Star brings the operator, and what it costs the buyer. */
  starNetCents: 1.3,
  starCostCents: 2,
  /** Stripe, cards of the United States, before tax. */
  cardShare: 0.029,
  cardFixedCents: 30,
  /** For each dispute, won or lost; no fee of a charge comes back with its refund. */
  cardDisputeCents: 15_00,
} as const;

/** What a sale leaves after the fee of its way to pay, whole cents of US dollars; null for a currency without a known fee. */
export function netCents({ amountMinor, currency }: Money): number | null {
  if (currency === STARS_CURRENCY) return Math.round(amountMinor * FEES.starNetCents);
  if (currency !== 'USD') return null;
  if (amountMinor === 0) return 0;
  return amountMinor - Math.round(amountMinor * FEES.cardShare) - FEES.cardFixedCents;
}
