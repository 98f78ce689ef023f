import { Composer } from 'grammy';
import { encodeInvoicePayload, orderOf } from '../../../../billing/invoice.ts';
import { giftExternalId } from '../../../../billing/ledger-fact.ts';
import { STARS_CURRENCY } from '../../../../billing/money.ts';
import { plansOnSale, starsOf } from '../../../../billing/plans.ts';
import { TERMS_VERSION } from '../../../../billing/terms.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import type { Texts } from '../../messages/texts.ts';
import { closedScreen } from '../../money/closed-screen.ts';
import { inRows } from '../../views/paged-buttons.ts';
import { actionButton, type Screen, show } from '../../views/show.ts';

/** /gift: a plan for somebody else. The buyer gets a link once it is paid; whoever presses it first has the plan. */
export function giftFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('gift', async (ctx) => await show(ctx, (await closedScreen(deps, ctx)) ?? giftScreen(ctx)));
  onAction(composer, 'gift', async (ctx, { planId, terms }) => {
    const closed = await closedScreen(deps, ctx);
    if (closed !== null) return await show(ctx, closed);
    const plan = plansOnSale().find(({ id }) => id === planId);
    if (plan === undefined) return await show(ctx, giftScreen(ctx));
    if (ctx.account.acceptedTerms !== TERMS_VERSION) {
      // A button of older terms accepts what is not asked any more.
      if (terms !== TERMS_VERSION) return await show(ctx, termsScreen(ctx, plan.id));
      await deps.stores.accounts.acceptTerms(ctx.account.telegramId, TERMS_VERSION, ctx.nowMs);
    }
    await show(ctx, { text: ctx.texts.invoiceSent, keyboard: [] });
    const title = ctx.texts.planTitle(plan);
    const nonce = deps.runtime.newNonce();
    const order = orderOf(plan, ctx.account.telegramId, { nowMs: ctx.nowMs, nonce, terms: { gift: true } });
    const label = [{ label: title, amount: starsOf(plan) }];
    await ctx.replyWithInvoice(title, ctx.texts.giftDescription, encodeInvoicePayload(order), STARS_CURRENCY, label, {
      start_parameter: `plan_${plan.id}`,
    });
  });
  return composer;
}

function giftScreen({ texts }: BotContext): Screen {
  const plans = plansOnSale().map((plan) =>
    actionButton(texts.buttonGiftPlan(plan), { type: 'gift', planId: plan.id, terms: null }),
  );
  return { text: texts.gift, keyboard: [...inRows(plans, 1), [actionButton(texts.buttonMenu, { type: 'home' })]] };
}

function termsScreen({ texts }: BotContext, planId: string): Screen {
  return {
    text: texts.giftTerms(TERMS_VERSION),
    keyboard: [
      [actionButton(texts.buttonAcceptTerms, { type: 'gift', planId, terms: TERMS_VERSION })],
      [actionButton(texts.buttonTerms, { type: 'terms' })],
    ],
  };
}

/** What a link to a present leads to: the plan for the first who presses it. Safe to repeat. */
export async function takenGift(deps: BotDependencies, ctx: BotContext, order: string): Promise<Screen> {
  const { texts, account, nowMs } = ctx;
  const { telegramId } = account;
  const menu = [actionButton(texts.buttonMenu, { type: 'home' })];
  const given = await giveGift(deps, order, { telegramId, nowMs });
  if (given !== 'given') return { text: giftRefusal(texts, given), keyboard: [menu] };
  return await givenScreen(deps, texts, { telegramId, nowMs });
}

/** Who gets a present, and when. */
interface Receiver {
  readonly telegramId: number;
  readonly nowMs: number;
}

/** What a receiver sees of a present that is theirs. */
export async function givenScreen({ answers }: BotDependencies, texts: Texts, receiver: Receiver): Promise<Screen> {
  return {
    text: texts.giftYours(await answers.standing(receiver)),
    keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })], [actionButton(texts.buttonMenu, { type: 'home' })]],
  };
}

/** Why a present was not given. */
export function giftRefusal(texts: Texts, why: 'unknown' | 'own' | 'taken'): string {
  return { unknown: texts.giftUnknown, own: texts.giftOwn, taken: texts.giftTaken }[why];
}

/** Gives a paid present to somebody, unless somebody else has it. Safe to repeat. */
export async function giveGift(
  { stores: { payments } }: BotDependencies,
  order: string,
  { telegramId, nowMs }: Receiver,
): Promise<'given' | 'unknown' | 'own' | 'taken'> {
  const charge = await payments.findOrder('stars', order);
  if (charge?.type !== 'paid' || !charge.gift) return 'unknown';
  const isReturned = (await payments.ofAccount(charge.telegramId)).some(
    (fact) => fact.type === 'refunded' && fact.of === charge.externalId,
  );
  if (isReturned) return 'unknown';
  if (charge.telegramId === telegramId) return 'own';
  const { planId, planVersion, telegramId: by } = charge;
  const externalId = giftExternalId(charge.externalId);
  await payments.append({
    provider: 'grant',
    externalId,
    telegramId,
    atMs: nowMs,
    type: 'gifted',
    planId,
    planVersion,
    by,
  });
  const taken = await payments.find('grant', externalId);
  return taken?.telegramId === telegramId ? 'given' : 'taken';
}
