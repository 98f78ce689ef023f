import { Composer } from 'grammy';
import { opensTier } from '../../../billing/entitlement.ts';
import { plansOnSale } from '../../../billing/plans.ts';
import { isPaid, TIERS, type Tier } from '../../../billing/tiers.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, linkButton, type Screen, show } from '../views/show.ts';
import { subscribeScreen } from './subscribe.ts';

/** The button of a channel: its door for whoever may enter, else what it is and the plan that opens it. */
export function channelFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  onAction(composer, 'channel', async (ctx, { tier }) => {
    const screen = await channelScreen(deps, ctx, tier);
    if (screen !== null) await show(ctx, screen);
    else await ctx.answerCallbackQuery({ text: ctx.texts.toastOldButton, show_alert: true });
  });
  return composer;
}

/** The tier whose channel a deep link "channel_1002003" names by the digits of its chat id; null for none of ours. */
export function channelOfLink(
  { telegram: { channels } }: Pick<BotDependencies, 'telegram'>,
  payload: string,
): Tier | null {
  const digits = /^channel_(\d{1,20})$/.exec(payload)?.[1];
  return TIERS.find((tier) => digits !== undefined && String(Math.abs(channels[tier]?.chatId ?? 0)) === digits) ?? null;
}

/** Null where the tier has no channel. */
export async function channelScreen(deps: BotDependencies, ctx: BotContext, tier: Tier): Promise<Screen | null> {
  const { texts, entitlement } = ctx;
  const channel = deps.telegram.channels[tier];
  if (channel === null) return null;
  if (!isPaid(tier) || opensTier(entitlement, tier)) {
    if (channel.inviteLink === null)
      return {
        text: texts.channelLinkMissing(channel.title),
        keyboard: [[actionButton(texts.buttonMenu, { type: 'home' })]],
      };
    const door = !isPaid(tier) ? texts.buttonFreeChannel : texts.buttonOpenChannel(channel.title);
    return {
      text: texts.channelOpen(channel.title),
      keyboard: [[linkButton(door, channel.inviteLink)], [actionButton(texts.buttonMenu, { type: 'home' })]],
    };
  }
  const plan = plansOnSale().find((one) => TIERS.indexOf(one.tier) >= TIERS.indexOf(tier));
  if (plan === undefined)
    return {
      text: texts.channelNotSold(channel.title),
      keyboard: [[actionButton(texts.buttonMenu, { type: 'home' })]],
    };
  return await subscribeScreen(deps, ctx, { planId: plan.id, notice: texts.channelLocked(channel.title) });
}
