import { Composer } from 'grammy';
import { cardDiscount, discountedPrice } from '../../../billing/card/card-discount.ts';
import { CARD_CURRENCY } from '../../../billing/card/card-sale.ts';
import type { Coupon } from '../../../billing/coupons/coupon.ts';
import { type Plan, priceIn } from '../../../billing/plans.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Keyboard, linkButton, type Screen, show } from '../views/show.ts';
import { closedScreen } from './closed-screen.ts';

/** What a button names in place of a plan for the page of the reader's own card. */
export const PORTAL = 'portal';

/** The ways to the pages on which a card is charged: the link is made when it is asked for, because it is valid for half an hour. */
export function cardFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  onAction(composer, 'card', async (ctx, { what }) => {
    await show(ctx, what === PORTAL ? await portalScreen(deps, ctx) : await cardScreen(deps, ctx, what));
  });
  return composer;
}

/** The link to the plans' page that stands for this reader. */
export async function cardScreen(deps: BotDependencies, ctx: BotContext, planId: string): Promise<Screen> {
  const closed = await closedScreen(deps, ctx);
  if (closed !== null) return closed;
  const { texts, account } = ctx;
  const isSold = deps.answers.offers({ apiKey: true }).some(({ plan }) => plan.id === planId);
  const url = deps.cards?.plansUrl(account.telegramId, isSold ? planId : null) ?? null;
  const back = [actionButton(texts.buttonSubscribe, { type: 'subscribe' })];
  if (url === null) return { text: texts.cardNotOffered, keyboard: [back] };
  return { text: texts.cardLink, keyboard: [[linkButton(texts.buttonCardGo, url)], back] };
}

async function portalScreen({ cards }: BotDependencies, { texts, account }: BotContext): Promise<Screen> {
  const url = (await cards?.portalUrl(account.telegramId)) ?? null;
  const back = [actionButton(texts.buttonPlan, { type: 'plan' })];
  if (url === null) return { text: texts.cardNotOffered, keyboard: [back] };
  return { text: texts.cardPortal, keyboard: [[linkButton(texts.buttonCardGo, url)], back] };
}

/** The button of an offer, where the operator lets the chat have one; coupon: what the reader's code takes off. */
export function cardRow(
  { cards }: BotDependencies,
  { texts }: Pick<BotContext, 'texts'>,
  { plan, coupon }: { readonly plan: Plan; readonly coupon?: Coupon | undefined },
): Keyboard {
  const amountMinor =
    coupon === undefined ? priceIn(plan, CARD_CURRENCY) : discountedPrice(plan, cardDiscount(coupon, plan));
  if (cards === null || !cards.isOfferedInChat || amountMinor === null) return [];
  const label = texts.buttonCardPay({ amountMinor, currency: CARD_CURRENCY });
  return [[actionButton(label, { type: 'card', what: plan.id })]];
}
