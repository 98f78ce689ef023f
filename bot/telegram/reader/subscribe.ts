import { Composer } from 'grammy';
import { encodeInvoicePayload, orderOf } from '../../../billing/invoice.ts';
import { mayTry } from '../../../billing/lifecycle/trial.ts';
import { STARS_CURRENCY } from '../../../billing/money.ts';
import { isStarsSubscription, type Plan, starsOf } from '../../../billing/plans.ts';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import { isPaid, PAID_TIERS } from '../../../billing/tiers.ts';
import { READER_COMMANDS } from '../commands.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import type { Offer } from '../messages/offer-texts.ts';
import { cardRow } from '../money/card-feature.ts';
import { closedScreen } from '../money/closed-screen.ts';
import { readClosing } from '../money/closing.ts';
import { findLowered, type Lowered, sendLoweredInvoice } from '../money/lowered-invoice.ts';
import { inRows } from '../views/paged-buttons.ts';
import { actionButton, type Keyboard, linkButton, type Screen, show } from '../views/show.ts';
import { freeDelay, tierDelay } from './free-delay.ts';

/** /subscribe: the offers, the terms once, then a Stars invoice: once, or renewing. Only the payment itself grants anything. */
export function subscribeFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('subscribe', async (ctx) => await show(ctx, await subscribeScreen(deps, ctx, {})));
  onAction(composer, 'subscribe', async (ctx) => await show(ctx, await subscribeScreen(deps, ctx, {})));
  onAction(composer, 'offer', async (ctx, { planId }) => await show(ctx, await subscribeScreen(deps, ctx, { planId })));

  onAction(composer, 'accept-terms', async (ctx, { version, planId }) => {
    const sold = await offerOf(deps, ctx, planId);
    if (sold === null) return await show(ctx, await subscribeScreen(deps, ctx, { notice: ctx.texts.planGone }));
    // A button of an older offer accepts older terms: those are not what would be sold now.
    if (version !== TERMS_VERSION)
      return await show(ctx, await subscribeScreen(deps, ctx, { planId, notice: ctx.texts.termsChanged }));
    await deps.stores.accounts.acceptTerms(ctx.account.telegramId, version, ctx.nowMs);
    // Every way to pay that the offer had: what is accepted here is asked for by none of them again.
    const lowered = await findLowered(deps, ctx, sold.plan);
    const renews = isStarsSubscription(sold.plan) ? [[renewButton(ctx, sold.plan)]] : [];
    const keyboard = [...renews, ...cardRow(deps, ctx, { plan: sold.plan, coupon: lowered?.coupon })];
    await show(ctx, { text: ctx.texts.termsAccepted(version), keyboard });
    await sendInvoice(deps, ctx, { sold, lowered });
  });

  onAction(composer, 'buy', async (ctx, { planId }) => {
    const sold = await offerOf(deps, ctx, planId);
    if (sold === null || !hasAccepted(ctx)) return await show(ctx, await subscribeScreen(deps, ctx, { planId }));
    await show(ctx, { text: ctx.texts.invoiceSent, keyboard: [] });
    await sendInvoice(deps, ctx, { sold, lowered: await findLowered(deps, ctx, sold.plan) });
  });

  onAction(composer, 'renewing', async (ctx, { planId }) => {
    const sold = await offerOf(deps, ctx, planId);
    if (sold === null || !hasAccepted(ctx) || !isStarsSubscription(sold.plan))
      return await show(ctx, await subscribeScreen(deps, ctx, { planId }));
    const { telegramId } = ctx.account;
    const { subscription } = await deps.answers.purchase({ telegramId, nowMs: ctx.nowMs, plan: sold.plan });
    if (subscription !== null)
      return await show(ctx, {
        text: ctx.texts.subscriptionRefused[subscription],
        keyboard: [[actionButton(ctx.texts.buttonPlan, { type: 'plan' })]],
      });
    const url = await createSubscriptionLink(deps, ctx, sold);
    const button = linkButton(ctx.texts.buttonSubscribeMonthly(starsOf(sold.plan)), url);
    await show(ctx, {
      text: ctx.texts.subscriptionReady(sold.plan, isPaid(ctx.entitlement.tier)),
      keyboard: [[button]],
    });
  });
  return composer;
}

/** The offer of one plan (planId, or the first on sale), the others in reach, with the step that comes next for this reader. */
export async function subscribeScreen(
  deps: BotDependencies,
  ctx: BotContext,
  options: { readonly planId?: string; readonly notice?: string },
): Promise<Screen> {
  const closed = await closedScreen(deps, ctx);
  if (closed !== null) return closed;
  const { texts, account, nowMs } = ctx;
  const all = offersOf(deps, ctx);
  const sold = all.find(({ plan }) => plan.id === options.planId) ?? all[0];
  if (sold === undefined) {
    return { text: texts.nothingOnSale, keyboard: [[actionButton(texts.buttonMenu, { type: 'home' })]] };
  }
  const { plan } = sold;
  const accepted = hasAccepted(ctx);
  const purchase = await deps.answers.purchase({ telegramId: account.telegramId, nowMs, plan });
  const renews = isStarsSubscription(plan) && purchase.subscription === null;
  const { entitlement } = ctx;
  const offer = texts.offer(sold, {
    ...{ accepted, purchase, renews },
    paidUntilMs: entitlement.tier === plan.tier ? entitlement.paidUntilMs : null,
    termsVersion: TERMS_VERSION,
  });
  const lowered = await findLowered(deps, ctx, plan);
  const next = accepted
    ? actionButton(texts.buttonPay(lowered?.stars ?? starsOf(plan)), { type: 'buy', planId: plan.id })
    : actionButton(texts.buttonAcceptTerms, { type: 'accept-terms', version: TERMS_VERSION, planId: plan.id });
  const keyboard: Keyboard = [
    [next],
    ...(accepted && renews ? [[renewButton(ctx, plan)]] : []),
    ...cardRow(deps, ctx, { plan, coupon: lowered?.coupon }),
    ...(await trialRow(deps, ctx)),
    ...otherOffers(ctx, all, plan),
    [actionButton(texts.buttonTerms, { type: 'terms' }), actionButton(texts.buttonPrivacy, { type: 'privacy' })],
    [
      actionButton(texts.buttonTrack, { type: 'track', symbol: null }),
      actionButton(texts.buttonMenu, { type: 'home' }),
    ],
  ];
  const held = lowered === null ? [] : [texts.couponHeld(lowered.coupon, lowered.stars)];
  const notice = options.notice === undefined ? [] : [options.notice];
  return { text: [...notice, ...held, offer].join('\n\n'), keyboard };
}

/** A trial, for whoever may still have one. */
async function trialRow({ stores }: BotDependencies, { account, texts }: BotContext): Promise<Keyboard> {
  const ledger = await stores.payments.ofAccount(account.telegramId);
  return mayTry(ledger) ? [[actionButton(texts.buttonTrial, { type: 'trial' })]] : [];
}

/** Buttons of the tiers on sale, then of the periods of the tier that is shown. */
function otherOffers({ texts }: BotContext, all: readonly Offer[], shown: Plan): Keyboard {
  const plans = all.map(({ plan }) => plan);
  const tiers = PAID_TIERS.flatMap((tier) => plans.find((plan) => plan.tier === tier) ?? []);
  const tierButtons = tiers.map((plan) =>
    actionButton(texts.buttonTier(plan.tier, plan.tier === shown.tier), { type: 'offer', planId: plan.id }),
  );
  const periods = plans
    .filter(({ tier }) => tier === shown.tier)
    .map((plan) => actionButton(texts.buttonPeriod(plan, plan.id === shown.id), { type: 'offer', planId: plan.id }));
  return [...(tiers.length > 1 ? [tierButtons] : []), ...(periods.length > 1 ? inRows(periods, 2) : [])];
}

function renewButton({ texts }: BotContext, plan: Plan) {
  return actionButton(texts.buttonSubscribeMonthly(starsOf(plan)), { type: 'renewing', planId: plan.id });
}

/** What is on sale, with how long after a close the buyer and Free get a signal. */
function offersOf({ answers }: BotDependencies, { texts }: Pick<BotContext, 'texts'>): readonly Offer[] {
  const apiKey = READER_COMMANDS.some(({ command }) => command === 'apikey');
  return answers.offers({ apiKey }).map((sold) => ({
    ...sold,
    delay: tierDelay(answers, texts, sold.plan.tier),
    freeDelay: freeDelay(answers, texts),
  }));
}

/** Null for a plan that is not on sale, and for every plan once the service is wound down. */
async function offerOf(deps: BotDependencies, ctx: BotContext, planId: string): Promise<Offer | null> {
  if ((await readClosing(deps.stores)) !== null) return null;
  return offersOf(deps, ctx).find(({ plan }) => plan.id === planId) ?? null;
}

function hasAccepted({ account }: BotContext): boolean {
  return account.acceptedTerms === TERMS_VERSION;
}

/** At the price of the code that the reader holds, where it lowers the plan's. */
async function sendInvoice(
  deps: BotDependencies,
  ctx: BotContext,
  { sold, lowered }: { readonly sold: Offer; readonly lowered: Lowered | null },
): Promise<void> {
  if (lowered !== null) return await sendLoweredInvoice(deps, ctx, lowered);
  const { plan } = sold;
  const title = ctx.texts.planTitle(plan);
  const order = orderOf(plan, ctx.account.telegramId, { nowMs: ctx.nowMs, nonce: deps.runtime.newNonce() });
  // Stars take no provider token. With a start parameter a forwarded invoice shows a link to us instead of a Pay button.
  await ctx.replyWithInvoice(
    title,
    ctx.texts.invoiceDescription(sold),
    encodeInvoicePayload(order),
    STARS_CURRENCY,
    [{ label: title, amount: starsOf(plan) }],
    {
      start_parameter: `plan_${plan.id}`,
    },
  );
}

/** Telegram makes subscriptions by link only. Anybody may open it: the pre-checkout decides who pays. */
async function createSubscriptionLink(deps: BotDependencies, ctx: BotContext, sold: Offer): Promise<string> {
  const { plan } = sold;
  const title = ctx.texts.planTitle(plan);
  const { subscriptionSeconds } = deps.telegram;
  const order = orderOf(plan, ctx.account.telegramId, {
    ...{ nowMs: ctx.nowMs, nonce: deps.runtime.newNonce() },
    terms: { subscriptionSeconds },
  });
  return await ctx.api.createInvoiceLink(
    title,
    ctx.texts.subscriptionDescription(sold),
    encodeInvoicePayload(order),
    '',
    STARS_CURRENCY,
    [{ label: title, amount: starsOf(plan) }],
    { subscription_period: subscriptionSeconds },
  );
}
