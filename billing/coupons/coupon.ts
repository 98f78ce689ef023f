import type { PaidTier } from '../tiers.ts';

/** For whom a coupon is: everybody, who never paid, who has a paid plan open, whose paid time is over. */
export const AUDIENCES = ['everybody', 'new', 'customer', 'churned'] as const;

/** One of AUDIENCES. */
export type Audience = (typeof AUDIENCES)[number];

/** What a coupon gives: less to pay the first time, or days for free; amounts in the smallest unit of their currency. */
export type CouponGift =
  | { readonly type: 'percent'; readonly percent: number }
  | { readonly type: 'fixed'; readonly stars: number; readonly usdCents: number }
  | { readonly type: 'days' | 'trial'; readonly tier: PaidTier; readonly days: number };

/** A coupon as an operator made it. What it gives never changes; it can only be disabled. */
export interface Coupon {
  /** 2 to 16 of A-Z and 0-9. */
  readonly code: string;
  readonly gift: CouponGift;
  /** Ids of the plans it lowers; null: all of them. */
  readonly plans: readonly string[] | null;
  readonly audience: Audience;
  /** Uses by all together; null: no limit. */
  readonly most: number | null;
  readonly mostEach: number;
  readonly untilMs: number | null;
  /** It is sent to whoever has been without a plan for so many days; null: to nobody. */
  readonly winBackDays: number | null;
  readonly madeBy: number;
  readonly madeAtMs: number;
  readonly disabledAtMs: number | null;
}

/** A use that was claimed: before money or days are given, so that a limit holds whoever asks at once. */
export interface CouponUse {
  readonly telegramId: number;
  /** What it was claimed for: the nonce of an invoice, the order of a checkout, the identity of a grant. */
  readonly order: string;
  /** Until then it may still be paid, so it counts although the ledger has nothing of it. */
  readonly heldUntilMs: number;
  /** The ledger has it: it counts for ever. Unknown where nobody has looked. */
  readonly isSpent?: true | undefined;
}

/** A coupon with its uses; version changes with each. */
export interface KeptCoupon {
  readonly coupon: Coupon;
  readonly uses: readonly CouponUse[];
  readonly version: number;
}

/** Coupons at rest, unique by code. */
export interface Coupons {
  /** False when there is one of this code. */
  create(coupon: Coupon): Promise<boolean>;
  find(code: string): Promise<KeptCoupon | null>;
  all(): Promise<readonly KeptCoupon[]>;
  disable(code: string, nowMs: number): Promise<void>;
  /** Replaces the uses if nobody has changed them since that version. */
  replaceUses(code: string, version: number, uses: readonly CouponUse[]): Promise<boolean>;
}

/** A code as people write it, or null for what is none. */
export function parseCode(text: string): string | null {
  const code = text.trim().toUpperCase();
  return /^[A-Z0-9]{2,16}$/.test(code) ? code : null;
}
