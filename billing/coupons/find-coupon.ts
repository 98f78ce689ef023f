import type { LedgerFact } from '../ledger-fact.ts';
import type { Payments } from '../ports.ts';
import { unspentOf } from './claim-coupon.ts';
import type { Coupon, Coupons, CouponUse, KeptCoupon } from './coupon.ts';

/** Claims that are looked at in one go; more wait for the next who asks. */
const MOST_LOOKED_AT = 200;

/**
 * A coupon with its uses; null for none. One whose limit is reached gives back what was claimed, cannot be paid any more, and is in
 * nobody's ledger, so that checkouts which were left never use a coupon up.
 */
export async function findCoupon(
  { coupons, payments }: { readonly coupons: Coupons; readonly payments: Pick<Payments, 'ofAccounts'> },
  code: string,
  nowMs: number,
): Promise<KeptCoupon | null> {
  const kept = await coupons.find(code);
  if (kept === null || kept.coupon.most === null || kept.uses.length < kept.coupon.most) return kept;
  const asked = kept.uses
    .filter((use) => use.isSpent === undefined && use.heldUntilMs <= nowMs)
    .slice(0, MOST_LOOKED_AT);
  if (asked.length === 0) return kept;
  const ledgers = await payments.ofAccounts([...new Set(asked.map(({ telegramId }) => telegramId))]);
  const uses = kept.uses.flatMap((use): readonly CouponUse[] => {
    if (!asked.includes(use)) return [use];
    return isUnspent(use, kept, ledgers) ? [] : [{ ...use, isSpent: true }];
  });
  // Somebody who claims meanwhile changes the version: whoever asks next looks again.
  const isReplaced = await coupons.replaceUses(code, kept.version, uses);
  return isReplaced ? { ...kept, uses, version: kept.version + 1 } : kept;
}

function isUnspent(
  use: CouponUse,
  { coupon, uses }: { readonly coupon: Coupon; readonly uses: readonly CouponUse[] },
  ledgers: ReadonlyMap<number, readonly LedgerFact[]>,
): boolean {
  const own = uses.filter(({ telegramId }) => telegramId === use.telegramId);
  return unspentOf(own, ledgers.get(use.telegramId) ?? [], coupon).includes(use);
}
