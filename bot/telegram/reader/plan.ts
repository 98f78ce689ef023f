import { Composer } from 'grammy';
import { isRunning, type RunningSubscription, type Standing } from '../../../billing/entitlement.ts';
import { returnable } from '../../../billing/returnable.ts';
import { isPaid } from '../../../billing/tiers.ts';
import type { MyPlan } from '../../answers/my-plan.ts';
import { type BotContext, onAction } from '../context.ts';
import { type BotDependencies, outgoingOf } from '../dependencies.ts';
import { allowToResume, cancelSubscription } from '../money/cancel-subscription.ts';
import { refundCharge } from '../money/refund-charge.ts';
import type { ActionOf } from '../views/action.ts';
import { actionButton, type Keyboard, linkButton, type Screen, show } from '../views/show.ts';
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
    const { amountMinor } = charge;
    if (!sure) {
      const surely = actionButton(ctx.texts.buttonReturnSurely, { type: 'return-purchase', sure: true });
      return await show(ctx, { text: ctx.texts.returnAsk(amountMinor), keyboard: [[surely], toPlan(ctx)] });
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
      await cancelSubscription({ api: ctx.api, payments: deps.stores.payments }, own, {
        ...{ atMs: nowMs, why: String(ctx.update.update_id) },
      });
      return { text: texts.subscriptionStep('cancelled', own.tier, untilMs), keyboard: [toPlan(ctx)] };
    case 'resume':
      await allowToResume(ctx, own);
      return { text: texts.subscriptionMayResume, keyboard: [toPlan(ctx)] };
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

async function planScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
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
