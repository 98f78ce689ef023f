import type { Coupon, Coupons, KeptCoupon } from '../../../billing/coupons/coupon.ts';

/** Coupons in memory, with the same promise: uses are replaced only at the version that was read. */
export function createMemoryCoupons(all: readonly Coupon[] = []): Coupons {
  const kept = new Map<string, KeptCoupon>(all.map((coupon) => [coupon.code, { coupon, uses: [], version: 0 }]));
  return {
    async create(coupon) {
      if (kept.has(coupon.code)) return false;
      kept.set(coupon.code, { coupon, uses: [], version: 0 });
      return true;
    },
    find: async (code) => kept.get(code) ?? null,
    all: async () => [...kept.values()],
    async disable(code, nowMs) {
      const found = kept.get(code);
      if (found !== undefined) kept.set(code, { ...found, coupon: { ...found.coupon, disabledAtMs: nowMs } });
    },
    async replaceUses(code, version, uses) {
      const found = kept.get(code);
      if (found?.version !== version) return false;
      kept.set(code, { ...found, uses, version: version + 1 });
      return true;
    },
  };
}
