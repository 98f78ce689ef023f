import type { Entitlement } from '../../../billing/entitlement.ts';
import type { Money } from '../../../billing/money.ts';
import type { PreCheckoutRefusal } from '../../../billing/pre-checkout.ts';
import { isPaid } from '../../../billing/tiers.ts';
import type { Language } from '../../texts/language.ts';

/** Invoices, payments and channels. */
export function paymentTexts(language: Language) {
  const { t, plain } = language;
  const refused = (code: RefusalName): string => plain('pre-checkout-refused', { code });
  return {
    termsAccepted: (version: string) => t('terms-accepted', { version }),
    invoiceSent: t('invoice-sent'),
    termsChanged: t('terms-changed'),
    preCheckoutRefused: {
      'pre-checkout/unknown-invoice': refused('unknown-invoice'),
      'pre-checkout/other-account': refused('other-account'),
      'pre-checkout/old-invoice': refused('old-invoice'),
      'pre-checkout/wrong-price': refused('wrong-price'),
      'pre-checkout/terms-not-accepted': refused('terms-not-accepted'),
      'pre-checkout/coupon': refused('coupon'),
      'pre-checkout/closed': refused('closed'),
      'pre-checkout/already-subscribed': refused('already-subscribed'),
      'pre-checkout/higher-plan-runs': refused('higher-plan-runs'),
    } satisfies Record<PreCheckoutRefusal, string>,
    preCheckoutUnavailable: plain('pre-checkout-unavailable'),
    paid: (entitlement: Entitlement, money: Money, about: PaidAbout) =>
      [
        t('paid', { amount: amountText(language, money) }),
        paidTierText(language, entitlement, about),
        ...(about.isInside ? [] : [about.hasChannel ? t('paid-channel') : t('paid-no-channel')]),
      ].join('\n'),
    paymentUnmatched: t('payment-unmatched'),
    refunded: (money: Money, { tier }: Entitlement) =>
      t('refunded', { amount: amountText(language, money), tier: plain(`tier-${tier}`) }),
    refundedPart: (money: Money) => t('refunded-part', { amount: amountText(language, money) }),
    refundFailed: (money: Money) => t('refund-failed', { amount: amountText(language, money) }),

    maybeRepeated: t('maybe-repeated'),
    paymentDelayed: (stars: number) => t('payment-delayed', { stars }),
    refundDelayed: (stars: number) => t('refund-delayed', { stars }),
    joinDelayed: (title: string) => t('join-delayed', { title }),
    joinWelcome: (title: string) => t('join-welcome', { title }),
    joinDeclined: (title: string) => t('join-declined', { title }),
    expired: (title: string) => t('expired', { title }),
    channelOpen: (title: string) => t('channel-open', { title }),
    channelLinkMissing: (title: string) => t('channel-link-missing', { title }),
    channelLocked: (title: string) => t('channel-locked', { title }),
    channelNotSold: (title: string) => t('channel-not-sold', { title }),
  };
}

/** An amount in its currency. */
export function amountText({ format }: Language, { amountMinor, currency }: Money): string {
  return format.money(amountMinor, currency);
}

interface PaidAbout {
  readonly hasChannel: boolean;
  /** They have it all since an earlier charge: nothing is opened by this one. */
  readonly isInside: boolean;
  /** It was the charge of a subscription that goes on. */
  readonly renews: boolean;
}

type RefusalName = PreCheckoutRefusal extends `pre-checkout/${infer Name}` ? Name : never;

function paidTierText(
  { t, plain, format }: Language,
  { tier, paidUntilMs }: Entitlement,
  { renews }: PaidAbout,
): string {
  const name = plain(`tier-${tier}`);
  if (paidUntilMs === null)
    return isPaid(tier) ? t('paid-tier-for-good', { tier: name }) : t('paid-tier', { tier: name });
  const until = format.minute(paidUntilMs);
  return renews ? t('paid-tier-renews', { tier: name, until }) : t('paid-tier-until', { tier: name, until });
}
