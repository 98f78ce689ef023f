import type { Money } from '../../../billing/money.ts';
import type { Benefit } from '../../../billing/offer.ts';
import { type Plan, starsOf } from '../../../billing/plans.ts';
import type { SubscriptionRefusal } from '../../../billing/pre-checkout.ts';
import type { Tier } from '../../../billing/tiers.ts';
import type { Purchase } from '../../answers/purchase.ts';
import type { Language } from '../../texts/language.ts';

/** Telegram's limit of an invoice's description, characters. */
const INVOICE_DESCRIPTION_MAX = 255;

/** What is sold: what it gives and Free does not, and how long after a close each of the two gets a signal (null: at once). */
export interface Offer {
  readonly plan: Plan;
  readonly benefits: readonly Benefit[];
  readonly delay: string | null;
  readonly freeDelay: string | null;
}

interface OfferReader {
  readonly accepted: boolean;
  readonly paidUntilMs: number | null;
  readonly termsVersion: string;
  /** What buying would mean for what they have; absent where that is not known. */
  readonly purchase?: Purchase;
  /** It can be had as a subscription now. */
  readonly renews?: boolean;
}

/** The offer and the invoice, made from the benefits: what is not among them is not promised. */
export function offerTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    /** Plain text, at most 32 characters: the title of the invoice. */
    planTitle: (plan: Plan) => planTitle(language, plan),
    /** Plain text, at most 255 characters. */
    invoiceDescription: (sold: Offer) => descriptionText(language, sold, onceEnd(language, sold.plan)),
    subscriptionDescription: (sold: Offer) => descriptionText(language, sold, plain('invoice-end-renews')),
    offer: (sold: Offer, reader: OfferReader) => offerText(language, sold, reader),
    /** keepsDays: the reader has time that the subscription would not use up. */
    subscriptionReady: (plan: Plan, keepsDays: boolean) =>
      [
        t('subscription-ready', { plan: planTitle(language, plan), stars: starsOf(plan) }),
        ...(keepsDays ? [t('subscription-ready-kept')] : []),
      ].join('\n'),
    subscriptionRefused: {
      'pre-checkout/already-subscribed': t('subscription-refused', { code: 'already-subscribed' }),
      'pre-checkout/higher-plan-runs': t('subscription-refused', { code: 'higher-plan-runs' }),
    } satisfies Record<SubscriptionRefusal, string>,
    subscriptionStep: (
      what: 'ask-cancel' | 'cancelled' | 'failed' | 'failed-card' | 'on',
      tier: Tier,
      untilMs: number,
    ) => t(`subscription-${what}`, { tier: plain(`tier-${tier}`), until: format.minute(untilMs) }),
    trialStarted: (tier: Tier, untilMs: number) =>
      t('trial-started', { tier: plain(`tier-${tier}`), until: format.minute(untilMs) }),
    trialUsed: t('trial-used'),
    returnAsk: ({ amountMinor, currency }: Money) => t('return-ask', { amount: format.money(amountMinor, currency) }),
    returnBegun: t('return-begun'),
    returnTooLate: t('return-too-late'),
    reminder: (tier: Tier, untilMs: number, leftMs: number) =>
      t('reminder', {
        ...{ tier: plain(`tier-${tier}`), until: format.minute(untilMs), left: format.duration(leftMs) },
      }),
    reminderEnded: (endedMs: number) => t('reminder-ended', { time: format.minute(endedMs) }),
    subscriptionMayResume: t('subscription-may-resume'),
    subscriptionGone: t('subscription-gone'),
    planGone: t('plan-gone'),
    nothingOnSale: t('nothing-on-sale'),
  };
}

/** The name of a plan, as on its invoice. */
export function planTitle({ plain }: Language, { tier, days }: Plan): string {
  if (days === null) return plain('plan-name-for-good', { tier: plain(`tier-${tier}`) });
  return plain('plan-name', { tier: plain(`tier-${tier}`), days });
}

function offerText(language: Language, sold: Offer, reader: OfferReader): string {
  const { accepted, paidUntilMs, termsVersion, purchase, renews = false } = reader;
  const { t, format } = language;
  const { plan, benefits } = sold;
  return [
    t('offer-title', { plan: planTitle(language, plan), stars: starsOf(plan) }),
    benefits.map((benefit) => `• ${benefitText(language, benefit, sold)}`).join('\n'),
    t('offer-warning'),
    ...(renews ? [t('offer-renews', { stars: starsOf(plan) })] : []),
    ...(paidUntilMs === null ? [] : [paidUntilText(t, format.minute(paidUntilMs), plan)]),
    ...(purchase === undefined ? [] : purchaseTexts(language, purchase)),
    ...(accepted ? [] : [t('offer-terms', { version: termsVersion })]),
  ].join('\n\n');
}

function paidUntilText(t: Language['t'], until: string, { days }: Plan): string {
  return days === null ? t('offer-paid-until-for-good', { until }) : t('offer-paid-until', { until, days });
}

/** What buying means for what the reader has, a sentence each. */
function purchaseTexts({ t, plain, format }: Language, { credit, replaces, waitsFor }: Purchase): readonly string[] {
  const name = (tier: Tier): string => plain(`tier-${tier}`);
  const lines: string[] = [];
  if (credit !== null) {
    const { from, tier, unusedMs, durationMs } = credit;
    const spans = { unused: format.duration(unusedMs), credit: format.duration(durationMs) };
    lines.push(t('offer-credit', { from: name(from), tier: name(tier), ...spans }));
  }
  for (const { tier } of replaces) lines.push(t('offer-replaces', { tier: name(tier) }));
  if (waitsFor !== null) {
    const { tier, paidUntilMs } = waitsFor;
    const until = paidUntilMs === null ? null : format.minute(paidUntilMs);
    lines.push(
      until === null ? t('offer-waits-for-good', { tier: name(tier) }) : t('offer-waits', { tier: name(tier), until }),
    );
  }
  return lines;
}

function benefitText(
  { t, plain }: Language,
  benefit: Benefit,
  { delay, freeDelay }: Pick<Offer, 'delay' | 'freeDelay'>,
): string {
  switch (benefit.type) {
    case 'sooner':
      return t('benefit-sooner', {
        delay: delay ?? plain('at-the-close'),
        freeDelay: freeDelay ?? plain('at-once'),
      });
    case 'swing-sooner':
      return t('benefit-swing-sooner', {
        delay: benefit.delayDays === 0 ? plain('at-once') : plain('days-later', { days: benefit.delayDays }),
        freeDelay: plain('days-later', { days: benefit.freeDelayDays }),
      });
    case 'channel':
      return t('benefit-channel', { tier: plain(`tier-${benefit.tier}`) });
    case 'direct-alerts':
      return t('benefit-direct-alerts');
    case 'questions':
      return t('benefit-questions', { perMinute: benefit.perMinute, freePerMinute: benefit.freePerMinute });
    case 'backtests':
      return t('benefit-backtests', { perDay: benefit.perDay, freePerDay: benefit.freePerDay });
    case 'api-per-minute':
      return t('benefit-api-per-minute', { perMinute: benefit.perMinute, freePerMinute: benefit.freePerMinute });
    case 'api-per-day':
      return t('benefit-api-per-day', { perDay: benefit.perDay, freePerDay: benefit.freePerDay });
  }
}

/** One benefit in a few words, for the invoice. */
function briefText({ plain }: Language, benefit: Benefit, { delay }: Pick<Offer, 'delay'>): string {
  switch (benefit.type) {
    case 'sooner':
      return plain('invoice-sooner', { delay: delay ?? plain('at-its-close') });
    case 'swing-sooner':
      return plain('invoice-swing-sooner', { freeDelay: plain('days-later', { days: benefit.freeDelayDays }) });
    case 'channel':
      return plain('invoice-channel', { tier: plain(`tier-${benefit.tier}`) });
    case 'direct-alerts':
      return plain('invoice-direct-alerts');
    case 'questions':
      return plain('invoice-questions', { perMinute: benefit.perMinute });
    case 'backtests':
      return plain('invoice-backtests', { perDay: benefit.perDay });
    case 'api-per-minute':
      return plain('invoice-api-per-minute', { perMinute: benefit.perMinute });
    case 'api-per-day':
      return plain('invoice-api-per-day', { perDay: benefit.perDay });
  }
}

function onceEnd({ plain }: Language, { days }: Plan): string {
  return days === null ? plain('invoice-end-for-good') : plain('invoice-end', { days });
}

/** As many of the benefits as fit, the most important first: Telegram refuses a longer invoice. */
function descriptionText(language: Language, sold: Offer, end: string): string {
  const fitting: string[] = [];
  for (const benefit of sold.benefits) {
    const brief = briefText(language, benefit, sold);
    if ([...fitting, brief].join(', ').length + end.length + 2 <= INVOICE_DESCRIPTION_MAX) fitting.push(brief);
  }
  const list = fitting.join(', ');
  return list === '' ? end : `${list.charAt(0).toUpperCase()}${list.slice(1)}. ${end}`;
}
