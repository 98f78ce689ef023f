import type { LedgerFact } from '../ledger-fact.ts';
import type { Forgotten } from '../lifecycle/forget.ts';
import type { Payments } from '../ports.ts';
import { DAY_MS } from '../time.ts';
import { type CouponRefusal, claimCoupon, refuseCoupon } from './claim-coupon.ts';
import type { Coupon, Coupons } from './coupon.ts';
import { findCoupon } from './find-coupon.ts';

/** What came of a code: days that are there now, less to pay for some plans, or nothing. */
export type Redemption =
  | { readonly type: 'given'; readonly fact: LedgerFact }
  | { readonly type: 'cheaper'; readonly coupon: Coupon }
  | { readonly type: 'refused'; readonly code: CouponRefusal };

/**
 * Redeems a code: free days at once, by a fact whose identity is the account's use of the code, so that a crash in between gives them once;
 * a lower price is only said, and claimed when it is paid. What an account used before it was forgotten, under its pseudonym, counts.
 */
export async function redeemCoupon(
  {
    coupons,
    payments,
  }: { readonly coupons: Coupons; readonly payments: Pick<Payments, 'ofAccount' | 'ofAccounts' | 'append' | 'find'> },
  { telegramId, pseudonym, code, nowMs }: Forgotten & { readonly code: string; readonly nowMs: number },
): Promise<Redemption> {
  const kept = await findCoupon({ coupons, payments }, code, nowMs);
  if (kept === null) return { type: 'refused', code: 'unknown' };
  const { coupon } = kept;
  const { gift } = coupon;
  const ledger = await payments.ofAccount(telegramId);
  const ask = { telegramId, ledger, nowMs, plan: null };
  if (gift.type === 'percent' || gift.type === 'fixed') {
    const refusal = refuseCoupon(kept, ask);
    return refusal === null ? { type: 'cheaper', coupon } : { type: 'refused', code: refusal };
  }
  const before = ledger.filter((fact) => 'code' in fact && fact.code === code).length;
  const externalId = `code:${code}:${telegramId}:${before + 1}`;
  const hadBefore = await payments.find('grant', `code:${code}:${pseudonym}:${coupon.mostEach - before}`);
  if (hadBefore !== null) return { type: 'refused', code: 'used-by-you' };
  const refusal = await claimCoupon(coupons, code, { ...ask, order: externalId });
  if (refusal !== null) return { type: 'refused', code: refusal };
  const common = { provider: 'grant', externalId, telegramId, atMs: nowMs, tier: gift.tier, code } as const;
  const durationMs = gift.days * DAY_MS;
  const fact: LedgerFact =
    gift.type === 'trial'
      ? { ...common, durationMs, type: 'trial-started' }
      : { ...common, durationMs, type: 'granted', reason: 'code' };
  // A second press at the same moment has the same identity: its days are given already.
  if ((await payments.append(fact)) === 'duplicate') return { type: 'refused', code: 'used-by-you' };
  return { type: 'given', fact };
}
