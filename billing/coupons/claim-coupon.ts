import { standingAt } from '../entitlement.ts';
import { isCharge, type LedgerFact } from '../ledger-fact.ts';
import { STARS_CURRENCY } from '../money.ts';
import { type Plan, priceIn } from '../plans.ts';
import { isPaid } from '../tiers.ts';
import type { Audience, Coupon, Coupons, CouponUse, KeptCoupon } from './coupon.ts';

/** Why a coupon cannot be used; the words are the surfaces'. */
export type CouponRefusal = 'unknown' | 'over' | 'used-up' | 'used-by-you' | 'not-for-you' | 'other-plan';

/** Who asks, for what, and when. */
export interface CouponAsk {
  readonly telegramId: number;
  readonly ledger: readonly LedgerFact[];
  readonly nowMs: number;
  /** Null: what the coupon is good for in general. */
  readonly plan: Plan | null;
}

/** Why somebody may not use a coupon now; null when they may. A claim of theirs that led to nothing does not count. */
export function refuseCoupon({ coupon, uses }: KeptCoupon, ask: CouponAsk): CouponRefusal | null {
  const { telegramId, ledger, nowMs, plan } = ask;
  if (coupon.disabledAtMs !== null) return 'unknown';
  if (coupon.untilMs !== null && nowMs >= coupon.untilMs) return 'over';
  if (spentBy(ledger, coupon) >= coupon.mostEach) return 'used-by-you';
  const others = uses.filter((use) => use.telegramId !== telegramId).length;
  if (coupon.most !== null && others + spentBy(ledger, coupon) >= coupon.most) return 'used-up';
  if (!isFor(coupon.audience, ledger, nowMs)) return 'not-for-you';
  if (coupon.gift.type === 'trial' && ledger.some(({ type }) => type === 'trial-started')) return 'not-for-you';
  return plan !== null && !lowers(coupon, plan) ? 'other-plan' : null;
}

/** Whether a coupon makes a plan cheaper. */
export function lowers({ gift, plans }: Coupon, plan: Plan): boolean {
  return (gift.type === 'percent' || gift.type === 'fixed') && (plans === null || plans.includes(plan.id));
}

/** What a plan costs with a coupon, at least 1 of the smallest unit; null where it is not sold in that currency. */
export function couponPrice({ gift }: Coupon, plan: Plan, currency: string): number | null {
  const price = priceIn(plan, currency);
  if (price === null) return null;
  if (gift.type === 'percent') return Math.max(1, price - Math.round((price * gift.percent) / 100));
  if (gift.type !== 'fixed') return price;
  return Math.max(1, price - (currency === STARS_CURRENCY ? gift.stars : gift.usdCents));
}

/** How often an account has used a coupon: what the ledger says, which is what really happened. */
function spentBy(ledger: readonly LedgerFact[], { code }: Pick<Coupon, 'code'>): number {
  return ledger.filter((fact) => 'code' in fact && fact.code === code).length;
}

/**
 * An account's claims without a fact in its ledger. A charge of a card subscription does not name the order that it was claimed for: such
 * charges are taken for the oldest claims that nothing else explains.
 */
export function unspentOf(
  uses: readonly CouponUse[],
  ledger: readonly LedgerFact[],
  coupon: Pick<Coupon, 'code'>,
): readonly CouponUse[] {
  const spent = new Set(
    ledger.flatMap((fact) => {
      if (!('code' in fact) || fact.code !== coupon.code) return [];
      return [fact.externalId, ...('order' in fact && fact.order !== null ? [fact.order] : [])];
    }),
  );
  const unnamed = uses.filter(({ order }) => !spent.has(order));
  return unnamed.slice(Math.max(0, spentBy(ledger, coupon) - (uses.length - unnamed.length)));
}

function isFor(audience: Audience, ledger: readonly LedgerFact[], nowMs: number): boolean {
  const { tier, state } = standingAt(ledger, nowMs).entitlement;
  const hasPaid = ledger.some(isCharge);
  switch (audience) {
    case 'everybody':
      return true;
    case 'new':
      return !hasPaid;
    case 'customer':
      return hasPaid && isPaid(tier);
    case 'churned':
      return hasPaid && state === 'expired';
  }
}

const ATTEMPTS = 8;

/** What a use is claimed for. */
export interface CouponClaim extends CouponAsk {
  readonly order: string;
  /** How long it may still be paid after the claim, ms; what is not paid by then may be claimed by others. */
  readonly heldMs?: number;
}

/**
 * Claims a use for an order, so that no limit is passed however many ask at once: "claimed" again for the same order. What the account had
 * claimed, not used, and cannot pay any more is given back with it. Null when it is claimed.
 */
export async function claimCoupon(coupons: Coupons, code: string, ask: CouponClaim): Promise<CouponRefusal | null> {
  const { telegramId, ledger, nowMs, order, heldMs = 0 } = ask;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const kept = await coupons.find(code);
    if (kept === null) return 'unknown';
    const own = kept.uses.filter((use) => use.telegramId === telegramId);
    if (own.some((use) => use.order === order)) return null;
    const refusal = refuseCoupon(kept, ask);
    if (refusal !== null) return refusal;
    const unspent = unspentOf(own, ledger, kept.coupon);
    const held = unspent.filter(({ heldUntilMs }) => heldUntilMs > nowMs);
    // Another window, or the other way to pay, may still use it.
    if (spentBy(ledger, kept.coupon) + held.length >= kept.coupon.mostEach) return 'used-by-you';
    const others = kept.uses.filter((use) => use.telegramId !== telegramId);
    const used = own.filter((use) => !unspent.includes(use));
    const uses = [...others, ...used, ...held, { telegramId, order, heldUntilMs: nowMs + heldMs }];
    if (await coupons.replaceUses(code, kept.version, uses)) return null;
  }
  return 'used-up';
}

/** Gives a claim back whose order nobody can pay any more. Safe to repeat. */
export async function releaseCoupon(
  coupons: Coupons,
  code: string,
  { telegramId, order }: Pick<CouponUse, 'telegramId' | 'order'>,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const kept = await coupons.find(code);
    const uses = (kept?.uses ?? []).filter((use) => use.telegramId !== telegramId || use.order !== order);
    if (kept === null || uses.length === kept.uses.length) return;
    if (await coupons.replaceUses(code, kept.version, uses)) return;
  }
}
