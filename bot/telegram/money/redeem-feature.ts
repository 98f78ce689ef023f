import { Composer } from 'grammy';
import { couponPrice, lowers, refuseCoupon } from '../../../billing/coupons/claim-coupon.ts';
import { type Coupon, parseCode } from '../../../billing/coupons/coupon.ts';
import { findCoupon } from '../../../billing/coupons/find-coupon.ts';
import { redeemCoupon } from '../../../billing/coupons/redeem-coupon.ts';
import { standingAt } from '../../../billing/entitlement.ts';
import { STARS_CURRENCY } from '../../../billing/money.ts';
import type { Plan } from '../../../billing/plans.ts';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Screen, show } from '../views/show.ts';
import { cardRow } from './card-feature.ts';
import { closedScreen } from './closed-screen.ts';
import { sendLoweredInvoice } from './lowered-invoice.ts';
import { pseudonymOf } from './pseudonym.ts';

/** /redeem CODE and links with code_CODE: free days at once, or the plans that it makes cheaper, each with its invoice. */
export function redeemFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('redeem', async (ctx) => await show(ctx, await redeemScreen(deps, ctx, { text: ctx.match })));
  onAction(composer, 'redeem', async (ctx, action) => await sendLowered(deps, ctx, action));
  return composer;
}

/** What a code brings this reader; `refused` makes the screen of one that brings nothing. */
export async function redeemScreen(
  deps: BotDependencies,
  ctx: BotContext,
  { text, refused }: { readonly text: string; readonly refused?: (notice: string) => Promise<Screen> },
): Promise<Screen> {
  const { texts, nowMs, account } = ctx;
  const { telegramId } = account;
  const closed = await closedScreen(deps, ctx);
  if (closed !== null) return closed;
  const toOffers = [actionButton(texts.buttonSubscribe, { type: 'subscribe' })];
  if (text.trim() === '') return { text: texts.redeemUsage, keyboard: [toOffers] };
  const refusal = (notice: string): Promise<Screen> | Screen =>
    refused?.(notice) ?? { text: notice, keyboard: [toOffers] };
  const code = parseCode(text);
  if (code === null) return await refusal(texts.couponRefused('unknown', texts.language.format.repeated(text)));
  const pseudonym = pseudonymOf(deps.telegram.token, telegramId);
  const redeemed = await redeemCoupon(deps.stores, { telegramId, pseudonym, code, nowMs });
  switch (redeemed.type) {
    case 'refused':
      return await refusal(texts.couponRefused(redeemed.code, code));
    case 'given': {
      const { entitlement, kept, subscriptions } = standingAt(
        await deps.stores.payments.ofAccount(telegramId),
        Math.max(nowMs, redeemed.fact.atMs),
      );
      const waits = kept.length > 0 && subscriptions.some(({ renews }) => renews);
      return {
        text: texts.couponGiven(redeemed.fact, { untilMs: waits ? null : entitlement.paidUntilMs, waits }),
        keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })]],
      };
    }
    case 'cheaper':
      // Whichever way the reader goes on to a plan, the code goes with them: over the terms, a restart, the page of cards.
      await deps.stores.accounts.keepCode(telegramId, code);
      return cheaperScreen(deps, ctx, redeemed.coupon);
  }
}

function cheaperScreen(deps: BotDependencies, { texts }: BotContext, coupon: Coupon): Screen {
  const plans = deps.answers.offers({ apiKey: true }).flatMap(({ plan }) => (lowers(coupon, plan) ? [plan] : []));
  return {
    text: texts.couponCheaper(coupon),
    keyboard: plans.flatMap((plan) => {
      const stars = couponPrice(coupon, plan, STARS_CURRENCY);
      const action = { type: 'redeem', planId: plan.id, code: coupon.code, terms: null } as const;
      return stars === null ? [] : [[actionButton(texts.buttonRedeem(plan, stars), action)]];
    }),
  };
}

/** A plan at the price of a code: the terms first, for whoever has not accepted them, by a button that carries plan and code. */
async function sendLowered(
  deps: BotDependencies,
  ctx: BotContext,
  { planId, code, terms }: { readonly planId: string; readonly code: string; readonly terms: string | null },
): Promise<void> {
  const closed = await closedScreen(deps, ctx);
  if (closed !== null) return await show(ctx, closed);
  const { texts, account, nowMs } = ctx;
  const { telegramId } = account;
  const plan = deps.answers.offers({ apiKey: true }).find((sold) => sold.plan.id === planId)?.plan;
  const kept = await findCoupon(deps.stores, code, nowMs);
  if (plan === undefined || kept === null) return await show(ctx, await redeemScreen(deps, ctx, { text: code }));
  const { coupon } = kept;
  const ledger = await deps.stores.payments.ofAccount(telegramId);
  const refusal = refuseCoupon(kept, { telegramId, ledger, nowMs, plan });
  const stars = couponPrice(coupon, plan, STARS_CURRENCY);
  if (refusal !== null || stars === null)
    return await show(ctx, { text: texts.couponRefused(refusal ?? 'other-plan', code), keyboard: [] });
  const mustAccept = account.acceptedTerms !== TERMS_VERSION;
  // A button of older terms accepts what is not asked any more.
  if (mustAccept && terms !== TERMS_VERSION) return await show(ctx, termsScreen(ctx, { plan, coupon }));
  if (mustAccept) await deps.stores.accounts.acceptTerms(telegramId, TERMS_VERSION, nowMs);
  // The page of cards finds the code there.
  await deps.stores.accounts.keepCode(telegramId, code);
  const text = mustAccept ? texts.termsAccepted(TERMS_VERSION) : texts.invoiceSent;
  await show(ctx, { text, keyboard: cardRow(deps, ctx, { plan, coupon }) });
  await sendLoweredInvoice(deps, ctx, { plan, coupon, stars });
}

function termsScreen(
  { texts }: BotContext,
  { plan, coupon }: { readonly plan: Plan; readonly coupon: Coupon },
): Screen {
  const action = { type: 'redeem', planId: plan.id, code: coupon.code, terms: TERMS_VERSION } as const;
  return {
    text: texts.couponTerms(coupon, TERMS_VERSION),
    keyboard: [
      [actionButton(texts.buttonAcceptTerms, action)],
      [actionButton(texts.buttonTerms, { type: 'terms' }), actionButton(texts.buttonPrivacy, { type: 'privacy' })],
    ],
  };
}
