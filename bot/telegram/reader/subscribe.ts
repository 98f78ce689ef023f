import { Composer } from 'grammy';
import { encodeInvoicePayload, orderOf } from '../../../billing/invoice.ts';
import { STARS_CURRENCY } from '../../../billing/money.ts';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import type { Offer } from '../messages/offer-texts.ts';
import { actionButton, type Keyboard, type Screen, show } from '../views/show.ts';
import { freeDelay, tierDelay } from './free-delay.ts';

/** /subscribe: the offer, the terms once, then a one-time Stars invoice. Only the payment itself grants anything. */
export function subscribeFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('subscribe', async (ctx) => await show(ctx, subscribeScreen(deps, ctx, {})));
  onAction(composer, 'subscribe', async (ctx) => await show(ctx, subscribeScreen(deps, ctx, {})));

  onAction(composer, 'accept-terms', async (ctx, { version, planId }) => {
    const sold = offerOf(deps, ctx, planId);
    if (sold === null) return await show(ctx, subscribeScreen(deps, ctx, { notice: ctx.texts.planGone }));
    // A button of an older offer accepts older terms: those are not what would be sold now.
    if (version !== TERMS_VERSION)
      return await show(ctx, subscribeScreen(deps, ctx, { planId, notice: ctx.texts.termsChanged }));
    await deps.stores.accounts.acceptTerms(ctx.account.telegramId, version, ctx.nowMs);
    await show(ctx, { text: ctx.texts.termsAccepted(version), keyboard: [] });
    await sendInvoice(deps, ctx, sold);
  });

  onAction(composer, 'buy', async (ctx, { planId }) => {
    const sold = offerOf(deps, ctx, planId);
    if (sold === null || !hasAccepted(ctx)) return await show(ctx, subscribeScreen(deps, ctx, {}));
    await show(ctx, { text: ctx.texts.invoiceSent, keyboard: [] });
    await sendInvoice(deps, ctx, sold);
  });
  return composer;
}

/** The offer of one plan (planId, or the first on sale), with the step that comes next for this reader. */
export function subscribeScreen(
  deps: BotDependencies,
  ctx: BotContext,
  options: { readonly planId?: string; readonly notice?: string },
): Screen {
  const { texts, entitlement } = ctx;
  const sold = offerOf(deps, ctx, options.planId ?? '') ?? offersOf(deps, ctx)[0];
  if (sold === undefined) {
    return { text: texts.nothingOnSale, keyboard: [[actionButton(texts.buttonMenu, { type: 'home' })]] };
  }
  const { plan } = sold;
  const accepted = hasAccepted(ctx);
  const offer = texts.offer(sold, {
    accepted,
    paidUntilMs: entitlement.state === 'active' ? entitlement.paidUntilMs : null,
    termsVersion: TERMS_VERSION,
  });
  const next = accepted
    ? actionButton(texts.buttonPay(plan.stars), { type: 'buy', planId: plan.id })
    : actionButton(texts.buttonAcceptTerms, { type: 'accept-terms', version: TERMS_VERSION, planId: plan.id });
  const keyboard: Keyboard = [
    [next],
    [actionButton(texts.buttonTerms, { type: 'terms' }), actionButton(texts.buttonPrivacy, { type: 'privacy' })],
    [
      actionButton(texts.buttonTrack, { type: 'track', symbol: null }),
      actionButton(texts.buttonMenu, { type: 'home' }),
    ],
  ];
  return { text: options.notice === undefined ? offer : `${options.notice}\n\n${offer}`, keyboard };
}

/** What is on sale, with how long after a close the buyer and Free get a signal. */
function offersOf({ answers }: BotDependencies, { texts }: Pick<BotContext, 'texts'>): readonly Offer[] {
  const apiKey = texts.commands.some(({ command }) => command === 'apikey');
  return answers.offers({ apiKey }).map((sold) => ({
    ...sold,
    delay: tierDelay(answers, texts, sold.plan.tier),
    freeDelay: freeDelay(answers, texts),
  }));
}

function offerOf(deps: BotDependencies, ctx: BotContext, planId: string): Offer | null {
  return offersOf(deps, ctx).find(({ plan }) => plan.id === planId) ?? null;
}

function hasAccepted({ account }: BotContext): boolean {
  return account.acceptedTerms === TERMS_VERSION;
}

async function sendInvoice(deps: BotDependencies, ctx: BotContext, sold: Offer): Promise<void> {
  const { plan } = sold;
  const title = ctx.texts.planTitle(plan);
  const order = orderOf(plan, ctx.account.telegramId, { nowMs: ctx.nowMs, nonce: deps.runtime.newNonce() });
  // Stars take no provider token. With a start parameter a forwarded invoice shows a link to us instead of a Pay button.
  await ctx.replyWithInvoice(
    title,
    ctx.texts.invoiceDescription(sold),
    encodeInvoicePayload(order),
    STARS_CURRENCY,
    [{ label: title, amount: plan.stars }],
    {
      start_parameter: `plan_${plan.id}`,
    },
  );
}
