import { Composer } from 'grammy';
import { isPaid } from '../../../billing/tiers.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, linkButton, type Screen, show } from '../views/show.ts';
import { freeDelay } from './free-delay.ts';

/** /plan: what the reader has, until when, and the doors it opens. */
export function planFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('plan', async (ctx) => await show(ctx, await planScreen(deps, ctx)));
  onAction(composer, 'plan', async (ctx) => await show(ctx, await planScreen(deps, ctx)));
  return composer;
}

async function planScreen(deps: BotDependencies, { account, texts, nowMs }: BotContext): Promise<Screen> {
  const { telegramId } = account;
  const { entitlement, open, locked, hasFreeChannel } = await deps.answers.myPlan({ telegramId, nowMs });
  const channels = open.map(({ tier, title, inviteLink }) => [
    linkButton(isPaid(tier) ? texts.buttonOpenChannel(title) : texts.buttonFreeChannel, inviteLink),
  ]);
  const buy = entitlement.state === 'active' ? texts.buttonRenew : texts.buttonSubscribe;
  return {
    text: texts.plan(entitlement, {
      nowMs,
      delay: freeDelay(deps.answers, texts),
      hasFreeChannel,
      hasChannels: channels.length > 0,
    }),
    keyboard: [
      ...channels,
      ...locked.map(({ tier, title }) => [actionButton(texts.buttonLockedChannel(title), { type: 'channel', tier })]),
      [actionButton(buy, { type: 'subscribe' })],
      [
        actionButton(texts.buttonPaySupport, { type: 'ask-support', topic: 'payment' }),
        actionButton(texts.buttonMenu, { type: 'home' }),
      ],
    ],
  };
}
