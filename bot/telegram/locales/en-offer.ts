import type { Benefit } from '../../../billing/offer.ts';
import type { Plan } from '../../../billing/plans.ts';
import { TIER_RIGHTS } from '../../../billing/tiers.ts';
import { utcMinuteText } from '../views/price-text.ts';
import { countText } from './format.ts';
import { escapeHtml } from './html.ts';

/** Telegram's limit of an invoice's description, characters. */
const INVOICE_DESCRIPTION_MAX = 255;

/** What is sold: what it gives and Free does not, and how late each of the two hears of a close (null: at once). */
export interface Offer {
  readonly plan: Plan;
  readonly benefits: readonly Benefit[];
  readonly delay: string | null;
  readonly freeDelay: string | null;
}

/** Texts of the offer and the invoice, made from the benefits: what is not among them is not promised. */
export const offer = {
  /** Plain text, at most 32 characters: the title of the invoice. */
  planTitle: ({ tier, days }: Plan) => `Analyser ${TIER_RIGHTS[tier].title}, ${days} days`,
  /** Plain text, at most 255 characters. */
  invoiceDescription: (sold: Offer) => descriptionText(sold),
  offer: (sold: Offer, reader: { accepted: boolean; paidUntilMs: number | null; termsVersion: string }) =>
    offerText(sold, reader),
  planGone: 'That plan is not sold any more. This is what there is:',
  nothingOnSale: 'Nothing is on sale just now. Everything I have is yours for free.',
};

function offerText(
  sold: Offer,
  { accepted, paidUntilMs, termsVersion }: { accepted: boolean; paidUntilMs: number | null; termsVersion: string },
): string {
  const { plan, benefits } = sold;
  return [
    `⭐ <b>${escapeHtml(offer.planTitle(plan))}</b>\n<b>${countText(plan.stars)} Stars</b>, paid once. Nothing renews by itself.`,
    benefits.map((benefit) => `• ${benefitText(benefit, sold)}`).join('\n'),
    'You buy speed and access, not a promise of profit. Look at /track first.',
    ...(paidUntilMs === null ? [] : [`You are paid until ${utcMinuteText(paidUntilMs)}; this adds ${plan.days} days.`]),
    ...(accepted ? [] : [`Before the first payment, please accept the terms of ${escapeHtml(termsVersion)}.`]),
  ].join('\n\n');
}

function benefitText(benefit: Benefit, { delay, freeDelay }: Pick<Offer, 'delay' | 'freeDelay'>): string {
  switch (benefit.type) {
    case 'sooner':
      return `Every signal, and /predict, ${delay ?? 'the moment a candle closes'}. Free gets the same ${freeDelay ?? 'at once'}.`;
    case 'channel':
      return `The private ${TIER_RIGHTS[benefit.tier].title} channel`;
    case 'questions':
      return `${countText(benefit.perMinute)} questions a minute to me instead of ${countText(benefit.freePerMinute)}`;
    case 'backtests':
      return `/backtest of any pair, ${countText(benefit.perDay)} a day${instead(benefit.freePerDay)}`;
    case 'api-per-minute':
      return `API: ${countText(benefit.perMinute)} calls a minute instead of ${countText(benefit.freePerMinute)}`;
    case 'api-per-day':
      return `API: ${countText(benefit.perDay)} calls a day instead of ${countText(benefit.freePerDay)}`;
  }
}

/** One benefit in a few words, for the invoice. */
function briefText(benefit: Benefit, { delay }: Pick<Offer, 'delay'>): string {
  switch (benefit.type) {
    case 'sooner':
      return `every signal ${delay ?? 'the moment its candle closes'}`;
    case 'channel':
      return `the private ${TIER_RIGHTS[benefit.tier].title} channel`;
    case 'questions':
      return `${countText(benefit.perMinute)} questions a minute`;
    case 'backtests':
      return `${countText(benefit.perDay)} backtests a day`;
    case 'api-per-minute':
      return `${countText(benefit.perMinute)} API calls a minute`;
    case 'api-per-day':
      return `${countText(benefit.perDay)} API calls a day`;
  }
}

/** As many of the benefits as fit, the most telling first: Telegram refuses an invoice that says more. */
function descriptionText(sold: Offer): string {
  const end = `For ${sold.plan.days} days; ends by itself, nothing renews.`;
  const said: string[] = [];
  for (const benefit of sold.benefits) {
    const next = [...said, briefText(benefit, sold)].join(', ');
    if (next.length + end.length + 2 <= INVOICE_DESCRIPTION_MAX) said.push(briefText(benefit, sold));
  }
  const list = said.join(', ');
  return list === '' ? end : `${list.charAt(0).toUpperCase()}${list.slice(1)}. ${end}`;
}

function instead(free: number): string {
  return free === 0 ? '' : ` instead of ${countText(free)}`;
}
