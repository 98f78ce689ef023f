import { Composer } from 'grammy';
import { isRunning, type RunningSubscription, type Standing } from '../../../billing/entitlement.ts';
import { returnable } from '../../../billing/lifecycle/returnable.ts';
import { isPaid } from '../../../billing/tiers.ts';
import type { MyPlan } from '../../answers/my-plan.ts';
import { type BotContext, onAction } from '../context.ts';
import { type BotDependencies, outgoingOf } from '../dependencies.ts';
import { cancelSubscription, resumeSubscription } from '../money/cancel-subscription.ts';
import { PORTAL } from '../money/card-feature.ts';
import { closedScreen } from '../money/closed-screen.ts';
import { refundCharge } from '../money/refund-charge.ts';
import type { ActionOf } from '../views/action.ts';
import { actionButton, type Keyboard, linkButton, type Screen, show } from '../views/show.ts';
import { pauseRow } from './account/pause.ts';
import { freeDelay } from './free-delay.ts';

type OpenChannel = MyPlan['open'][number];

/** /plan: what the reader has, until when, and the doors it opens. */
export function planFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('plan', async (ctx) => await show(ctx, await planScreen(deps, ctx)));
  onAction(composer, 'plan', async (ctx) => await show(ctx, await planScreen(deps, ctx)));
  onAction(composer, 'return-purchase', async (ctx, { sure }) => {
    const charge = await ownReturnable(deps, ctx);
    if (charge === null) return await show(ctx, { text: ctx.texts.returnTooLate, keyboard: [toPlan(ctx)] });
    if (!sure) {
      const surely = actionButton(ctx.texts.buttonReturnSurely, { type: 'return-purchase', sure: true });
      return await show(ctx, { text: ctx.texts.returnAsk(charge), keyboard: [[surely], toPlan(ctx)] });
    }
    await show(ctx, { text: ctx.texts.returnBegun, keyboard: [] });
    await refundCharge(outgoingOf(deps, ctx.api), charge);
  });
  onAction(composer, 'subscription', async (ctx, { what, order }) => {
    const { subscriptions } = await deps.answers.standing({ telegramId: ctx.account.telegramId, nowMs: ctx.nowMs });
    const own = subscriptions.find(({ newest }) => newest.order === order);
    if (own === undefined) return await show(ctx, { text: ctx.texts.subscriptionGone, keyboard: [toPlan(ctx)] });
    await show(ctx, await changed(deps, ctx, { what, own, order }));
  });
  return composer;
}

interface SubscriptionChange {
  readonly what: ActionOf<'subscription'>['what'];
  readonly own: RunningSubscription;
  readonly order: string;
}

/** Does what a button asks of a subscription; what the reader sees of it. */
async function changed(
  deps: BotDependencies,
  ctx: BotContext,
  { what, own, order }: SubscriptionChange,
): Promise<Screen> {
  const { texts, nowMs } = ctx;
  const untilMs = own.graceUntilMs ?? own.paidUntilMs;
  switch (what) {
    case 'ask-cancel': {
      const surely = actionButton(texts.buttonCancelSurely, { type: 'subscription', what: 'cancel', order });
      const keep = actionButton(texts.buttonKeepSubscription, { type: 'plan' });
      return { text: texts.subscriptionStep('ask-cancel', own.tier, untilMs), keyboard: [[surely], [keep]] };
    }
    case 'cancel':
      // A second press has nothing to write down: the ledger keeps each fact, and money is never limited.
      if (own.renews)
        await cancelSubscription({ api: ctx.api, payments: deps.stores.payments, cards: deps.cards }, own, {
          ...{ atMs: nowMs, why: String(ctx.update.update_id) },
        });
      return { text: texts.subscriptionStep('cancelled', own.tier, untilMs), keyboard: [toPlan(ctx)] };
    case 'resume': {
      const closed = await closedScreen(deps, ctx);
      if (closed !== null) return closed;
      return {
        text:
          (await resumeSubscription({ api: ctx.api, cards: deps.cards }, own)) === 'resumed'
            ? texts.subscriptionStep('on', own.tier, untilMs)
            : texts.subscriptionMayResume,
        keyboard: [toPlan(ctx)],
      };
    }
  }
}

/** The purchase that the reader may return by themselves now. */
async function ownReturnable(deps: BotDependencies, { account, nowMs }: BotContext) {
  const { coolingOffMs } = deps.telegram;
  return returnable(await deps.stores.payments.ofAccount(account.telegramId), { coolingOffMs, nowMs });
}

function toPlan({ texts }: BotContext) {
  return [actionButton(texts.buttonPlan, { type: 'plan' })];
}

/** Cancel what renews, take up what was cancelled: a button for each subscription that is open. */
function subscriptionButtons({ texts }: BotContext, { subscriptions }: Standing): Keyboard {
  return subscriptions.flatMap(({ newest: { order }, renews }) => {
    if (order === null) return [];
    const what = renews ? 'ask-cancel' : 'resume';
    const label = renews ? texts.buttonCancelSubscription : texts.buttonResumeSubscription;
    return [[actionButton(label, { type: 'subscription', what, order })]];
  });
}

/** The door of a channel, which says so where the reader is in it already. */
async function doorOf(deps: BotDependencies, { texts, account }: BotContext, { tier, title, inviteLink }: OpenChannel) {
  if ((await deps.stores.memberships.member(account.telegramId, tier)) !== null)
    return [linkButton(texts.buttonInChannel(title), inviteLink)];
  return [linkButton(isPaid(tier) ? texts.buttonOpenChannel(title) : texts.buttonFreeChannel, inviteLink)];
}

/** Who ever paid by card: the page on which they change it and see their receipts. */
async function cardRow({ cards }: BotDependencies, { account, texts }: BotContext): Promise<Keyboard> {
  if (cards === null || !(await cards.hasCustomer(account.telegramId))) return [];
  return [[actionButton(texts.buttonCard, { type: 'card', what: PORTAL })]];
}

/** What the reader has, and what they may do with it. */
export async function planScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { account, texts, nowMs } = ctx;
  const { telegramId } = account;
  const { entitlement, open, locked, hasFreeChannel } = await deps.answers.myPlan({ telegramId, nowMs });
  const standing = await deps.answers.standing({ telegramId, nowMs });
  const channels = await Promise.all(open.map((channel) => doorOf(deps, ctx, channel)));
  const buy = isRunning(entitlement) ? texts.buttonRenew : texts.buttonSubscribe;
  return {
    text: texts.plan(entitlement, {
      ...{ nowMs, standing },
      delay: freeDelay(deps.answers, texts),
      hasFreeChannel,
      hasChannels: channels.length > 0,
    }),
    keyboard: [
      ...channels,
      ...locked.map(({ tier, title }) => [actionButton(texts.buttonLockedChannel(title), { type: 'channel', tier })]),
      ...subscriptionButtons(ctx, standing),
      ...(await cardRow(deps, ctx)),
      ...(await pauseRow(deps, ctx)),
      ...((await ownReturnable(deps, ctx)) === null
        ? []
        : [[actionButton(texts.buttonReturn, { type: 'return-purchase', sure: false })]]),
      [actionButton(buy, { type: 'subscribe' }), actionButton(texts.buttonWatch, { type: 'watch', change: 'look' })],
      [
        actionButton(texts.buttonPaySupport, { type: 'ask-support', topic: 'payment' }),
        actionButton(texts.buttonMenu, { type: 'home' }),
      ],
    ],
  };
}
