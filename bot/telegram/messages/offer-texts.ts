import type { Benefit } from '../../../billing/offer.ts';
import type { Plan } from '../../../billing/plans.ts';
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
}

/** The offer and the invoice, made from the benefits: what is not among them is not promised. */
export function offerTexts(language: Language) {
  const { t } = language;
  return {
    /** Plain text, at most 32 characters: the title of the invoice. */
    planTitle: (plan: Plan) => planTitle(language, plan),
    /** Plain text, at most 255 characters. */
    invoiceDescription: (sold: Offer) => descriptionText(language, sold),
    offer: (sold: Offer, reader: OfferReader) => offerText(language, sold, reader),
    planGone: t('plan-gone'),
    nothingOnSale: t('nothing-on-sale'),
  };
}

function planTitle({ plain }: Language, { tier, days }: Plan): string {
  return plain('plan-name', { tier: plain(`tier-${tier}`), days });
}

function offerText(language: Language, sold: Offer, { accepted, paidUntilMs, termsVersion }: OfferReader): string {
  const { t, format } = language;
  const { plan, benefits } = sold;
  return [
    t('offer-title', { plan: planTitle(language, plan), stars: plan.stars }),
    benefits.map((benefit) => `• ${benefitText(language, benefit, sold)}`).join('\n'),
    t('offer-warning'),
    ...(paidUntilMs === null ? [] : [t('offer-paid-until', { until: format.minute(paidUntilMs), days: plan.days })]),
    ...(accepted ? [] : [t('offer-terms', { version: termsVersion })]),
  ].join('\n\n');
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

/** As many of the benefits as fit, the most important first: Telegram refuses a longer invoice. */
function descriptionText(language: Language, sold: Offer): string {
  const end = language.plain('invoice-end', { days: sold.plan.days });
  const fitting: string[] = [];
  for (const benefit of sold.benefits) {
    const brief = briefText(language, benefit, sold);
    if ([...fitting, brief].join(', ').length + end.length + 2 <= INVOICE_DESCRIPTION_MAX) fitting.push(brief);
  }
  const list = fitting.join(', ');
  return list === '' ? end : `${list.charAt(0).toUpperCase()}${list.slice(1)}. ${end}`;
}
