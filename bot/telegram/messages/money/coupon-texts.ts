import type { CouponRefusal } from '../../../../billing/coupons/claim-coupon.ts';
import type { Coupon, KeptCoupon } from '../../../../billing/coupons/coupon.ts';
import type { LedgerFact } from '../../../../billing/ledger-fact.ts';
import type { Plan } from '../../../../billing/plans.ts';
import type { Language } from '../../../texts/language.ts';

/** Coupons, for readers and for who makes them. */
export function couponTexts(language: Language) {
  const { t, plain, format } = language;
  const name = ({ tier, days }: Plan): string =>
    days === null
      ? plain('plan-name-for-good', { tier: plain(`tier-${tier}`) })
      : plain('plan-name', { tier: plain(`tier-${tier}`), days });
  return {
    redeemUsage: t('redeem-usage'),
    couponRefused: (code: CouponRefusal, word: string) => t('coupon-refused', { code, word }),
    couponGiven: (
      fact: LedgerFact,
      { untilMs, waits }: { readonly untilMs: number | null; readonly waits: boolean },
    ) => {
      const gift =
        'durationMs' in fact ? { tier: plain(`tier-${fact.tier}`), days: format.duration(fact.durationMs) } : null;
      if (gift === null) return t('redeem-usage');
      if (waits) return t('coupon-given-later', gift);
      return untilMs === null
        ? t('coupon-given', gift)
        : t('coupon-given-until', { ...gift, until: format.minute(untilMs) });
    },
    couponCheaper: (coupon: Coupon) => t('coupon-cheaper', { code: coupon.code, gift: giftText(language, coupon) }),
    /** Above an offer: what the code that the reader has redeemed makes of it. */
    couponHeld: (coupon: Coupon, stars: number) =>
      t('coupon-held', { code: coupon.code, gift: giftText(language, coupon), price: format.money(stars, 'XTR') }),
    couponTerms: (coupon: Coupon, version: string) =>
      t('coupon-terms', { code: coupon.code, gift: giftText(language, coupon), version }),
    /** Plain text, for the invoice. */
    couponInvoice: (code: string) => plain('coupon-invoice', { code }),
    buttonRedeem: (plan: Plan, stars: number) => plain('button-redeem', { plan: name(plan), stars }),
    winBack: (coupon: Coupon) => t('coupon-win-back', { code: coupon.code, gift: giftText(language, coupon) }),
    couponUsage: t('coupon-usage'),
    couponMade: (code: string) => t('coupon-made', { code }),
    couponTaken: (code: string) => t('coupon-taken', { code }),
    couponDisabled: (code: string) => t('coupon-disabled', { code }),
    coupons: (all: readonly KeptCoupon[]) =>
      all.length === 0
        ? t('coupons-none')
        : [t('coupons-title'), ...all.map((kept) => couponLine(language, kept)), t('coupon-usage')].join('\n'),
  };
}

function giftText({ plain, format }: Language, { gift }: Coupon): string {
  switch (gift.type) {
    case 'percent':
      return plain('coupon-percent', { percent: format.percent(gift.percent / 100, 0) });
    case 'fixed':
      return plain('coupon-fixed', {
        ...{ stars: format.money(gift.stars, 'XTR'), dollars: format.money(gift.usdCents, 'USD') },
      });
    case 'days':
    case 'trial':
      return plain('coupon-days', { tier: plain(`tier-${gift.tier}`), days: gift.days });
  }
}

function couponLine(language: Language, { coupon, uses }: KeptCoupon): string {
  const { t, format } = language;
  const state = coupon.disabledAtMs === null ? 'open' : 'closed';
  const until = coupon.untilMs === null ? '' : `, → ${format.day(coupon.untilMs)}`;
  const used =
    coupon.most === null ? format.count(uses.length) : `${format.count(uses.length)} / ${format.count(coupon.most)}`;
  return t('coupon-line', { code: coupon.code, gift: giftText(language, coupon), used, until, state });
}
