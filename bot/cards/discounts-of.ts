import { cardDiscount } from '../../billing/card/card-discount.ts';
import { claimCoupon, refuseCoupon, releaseCoupon } from '../../billing/coupons/claim-coupon.ts';
import type { Coupons } from '../../billing/coupons/coupon.ts';
import { findCoupon } from '../../billing/coupons/find-coupon.ts';
import type { Payments } from '../../billing/ports.ts';
import { HOUR_MS } from '../../engine/time.ts';
import type { CardDependencies } from './create-cards.ts';

/** A checkout at Stripe is open for a day; another half for the news of what was paid at its end. */
const CHECKOUT_MS = 36 * HOUR_MS;

/** Coupons as what they take off at a checkout. */
export function discountsOf(
  { coupons, payments }: { readonly coupons: Coupons; readonly payments: Payments },
  nowMs: () => number,
): Pick<CardDependencies, 'discountOf' | 'claimDiscount' | 'releaseDiscount'> {
  const discountOf: CardDependencies['discountOf'] = async ({ code, plan, telegramId }) => {
    const kept = await findCoupon({ coupons, payments }, code, nowMs());
    if (kept === null) return null;
    const ask = { telegramId, ledger: await payments.ofAccount(telegramId), nowMs: nowMs(), plan };
    return refuseCoupon(kept, ask) === null ? cardDiscount(kept.coupon, plan) : null;
  };
  const claimDiscount: CardDependencies['claimDiscount'] = async ({ code, plan, telegramId, order }) => {
    const ask = {
      telegramId,
      ledger: await payments.ofAccount(telegramId),
      nowMs: nowMs(),
      plan,
      order,
      heldMs: CHECKOUT_MS,
    };
    if ((await claimCoupon(coupons, code, ask)) !== null) return null;
    const kept = await coupons.find(code);
    return kept === null ? null : cardDiscount(kept.coupon, plan);
  };
  const releaseDiscount: CardDependencies['releaseDiscount'] = async ({ code, ...use }) =>
    await releaseCoupon(coupons, code, use);
  return { discountOf, claimDiscount, releaseDiscount };
}
