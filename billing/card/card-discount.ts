import { couponPrice } from '../coupons/claim-coupon.ts';
import type { Coupon } from '../coupons/coupon.ts';
import { type Plan, priceIn } from '../plans.ts';
import { CARD_CURRENCY } from './card-sale.ts';
import type { CardDiscount } from './objects.ts';

/** The provider takes no payment of less, minor units of CARD_CURRENCY; one of nothing makes no payment, and so no line of the ledger. */
const LEAST_MINOR = 50;

/** What a coupon takes off the first payment of a plan by card; null for one that makes it no cheaper. */
export function cardDiscount(coupon: Coupon, plan: Plan): CardDiscount | null {
  const [price, lowered] = [priceIn(plan, CARD_CURRENCY), couponPrice(coupon, plan, CARD_CURRENCY)];
  if (price === null || lowered === null) return null;
  const { code, gift } = coupon;
  const amountMinor = price - Math.max(LEAST_MINOR, lowered);
  if (amountMinor <= 0) return null;
  if (gift.type === 'percent' && lowered >= LEAST_MINOR) return { code, off: { percent: gift.percent } };
  return { code, off: { amountMinor, currency: CARD_CURRENCY } };
}

/** The first payment of a plan by card with a discount (null: without), minor units of CARD_CURRENCY; null where it is not sold by card. */
export function discountedPrice(plan: Plan, discount: CardDiscount | null): number | null {
  const price = priceIn(plan, CARD_CURRENCY);
  if (price === null || discount === null) return price;
  const { off } = discount;
  return 'percent' in off ? price - Math.round((price * off.percent) / 100) : price - off.amountMinor;
}
