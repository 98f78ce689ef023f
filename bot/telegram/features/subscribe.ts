import { Composer } from 'grammy';
import { encodeInvoicePayload, orderOf, STARS_CURRENCY } from '../../../billing/invoice.ts';
import { type Plan, plansOnSale } from '../../../billing/plans.ts';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Keyboard, type Screen, show } from '../show.ts';
import { freeDelay } from './free-delay.ts';

/** /subscribe: the offer, the terms once, then a one-time Stars invoice. Only the payment itself grants anything. */
export function subscribeFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('subscribe', async (ctx) => await show(ctx, subscribeScreen(deps, ctx, {})));
  onAction(composer, 'subscribe', async (ctx) => await show(ctx, subscribeScreen(deps, ctx, {})));

  onAction(composer, 'accept-terms', async (ctx, { version, planId }) => {
    const plan = planOnSale(planId);
    if (plan === null) return await show(ctx, subscribeScreen(deps, ctx, { notice: ctx.texts.planGone }));
    // A button of an older offer accepts older terms: those are not what would be sold now.
    if (version !== TERMS_VERSION)
      return await show(ctx, subscribeScreen(deps, ctx, { planId, notice: ctx.texts.termsChanged }));
    await deps.accounts.acceptTerms(ctx.account.telegramId, version, ctx.nowMs);
    await show(ctx, { text: ctx.texts.termsAccepted(version), keyboard: [] });
    await sendInvoice(deps, ctx, plan);
  });

  onAction(composer, 'buy', async (ctx, { planId }) => {
    const plan = planOnSale(planId);
    if (plan === null || !hasAccepted(ctx)) return await show(ctx, subscribeScreen(deps, ctx, {}));
    await show(ctx, { text: ctx.texts.invoiceSent, keyboard: [] });
    await sendInvoice(deps, ctx, plan);
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
  const onSale = plansOnSale();
  const plan = planOnSale(options.planId ?? '') ?? onSale[0];
  if (plan === undefined) return { text: texts.planGone, keyboard: [] };
  const accepted = hasAccepted(ctx);
  const offer = texts.offer(plan, {
    delay: freeDelay(deps),
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

function planOnSale(planId: string): Plan | null {
  return plansOnSale().find((plan) => plan.id === planId) ?? null;
}

function hasAccepted({ account }: BotContext): boolean {
  return account.acceptedTerms === TERMS_VERSION;
}

async function sendInvoice(deps: BotDependencies, ctx: BotContext, plan: Plan): Promise<void> {
  const order = orderOf(plan, ctx.account.telegramId, { nowMs: ctx.nowMs, nonce: deps.newNonce() });
  // Stars take no provider token. With a start parameter a forwarded invoice shows a link to us instead of a Pay button.
  await ctx.replyWithInvoice(
    plan.title,
    plan.description,
    encodeInvoicePayload(order),
    STARS_CURRENCY,
    [{ label: plan.title, amount: plan.stars }],
    {
      start_parameter: `plan_${plan.id}`,
    },
  );
}
