import { couponPrice, refuseCoupon } from '../../../billing/coupons/claim-coupon.ts';
import type { Coupon } from '../../../billing/coupons/coupon.ts';
import { findCoupon } from '../../../billing/coupons/find-coupon.ts';
import { encodeInvoicePayload, orderOf } from '../../../billing/invoice.ts';
import { STARS_CURRENCY } from '../../../billing/money.ts';
import type { Plan } from '../../../billing/plans.ts';
import type { BotContext } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';

/** A plan with a code that its reader may use for it. */
export interface Lowered {
  readonly plan: Plan;
  readonly coupon: Coupon;
  readonly stars: number;
}

/** What the code that the reader has redeemed makes of a plan; null without one that they may use for it now. */
export async function findLowered(
  { stores }: BotDependencies,
  { account, nowMs }: BotContext,
  plan: Plan,
): Promise<Lowered | null> {
  if (account.code === undefined) return null;
  const kept = await findCoupon(stores, account.code, nowMs);
  if (kept === null) return null;
  const { telegramId } = account;
  const ledger = await stores.payments.ofAccount(telegramId);
  if (refuseCoupon(kept, { telegramId, ledger, nowMs, plan }) !== null) return null;
  const stars = couponPrice(kept.coupon, plan, STARS_CURRENCY);
  return stars === null ? null : { plan, coupon: kept.coupon, stars };
}

/** An invoice at the lower price: the pre-checkout claims the use for its account and nobody else. */
export async function sendLoweredInvoice(deps: BotDependencies, ctx: BotContext, lowered: Lowered): Promise<void> {
  const { texts, account, nowMs } = ctx;
  const { plan, stars, coupon } = lowered;
  const { code } = coupon;
  const { telegramId } = account;
  // A checkout by card that was begun with the code is left: with both open it could be used twice.
  await deps.cards?.leaveCheckout(telegramId, code);
  const terms = { stars, code, subscriptionSeconds: null };
  const order = orderOf(plan, telegramId, { nowMs, nonce: deps.runtime.newNonce(), terms });
  const title = texts.planTitle(plan);
  const label = [{ label: title, amount: stars }];
  await ctx.replyWithInvoice(title, texts.couponInvoice(code), encodeInvoicePayload(order), STARS_CURRENCY, label, {
    start_parameter: `code_${code}`,
  });
}
