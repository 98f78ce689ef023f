import { Composer } from 'grammy';
import { opensTier } from '../../../billing/entitlement.ts';
import { TIERS } from '../../../billing/tiers.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, linkButton, type Screen, show } from '../views/show.ts';
import { freeDelay } from './free-delay.ts';

/** /plan: what the reader has, until when, and the doors it opens. */
export function planFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('plan', async (ctx) => await show(ctx, planScreen(deps, ctx)));
  onAction(composer, 'plan', async (ctx) => await show(ctx, planScreen(deps, ctx)));
  return composer;
}

function planScreen(deps: BotDependencies, { texts, entitlement, nowMs }: BotContext): Screen {
  const channels = TIERS.toReversed().flatMap((tier) => {
    const channel = deps.channels[tier];
    if (channel === null || channel.inviteLink === null || !opensTier(entitlement, tier)) return [];
    return [
      [
        linkButton(
          tier === 'free' ? texts.buttonFreeChannel : texts.buttonOpenChannel(channel.title),
          channel.inviteLink,
        ),
      ],
    ];
  });
  const locked = TIERS.toReversed().flatMap((tier) => {
    const channel = deps.channels[tier];
    if (channel === null || opensTier(entitlement, tier)) return [];
    return [[actionButton(texts.buttonLockedChannel(channel.title), { type: 'channel', tier })]];
  });
  const buy = entitlement.state === 'active' ? texts.buttonRenew : texts.buttonSubscribe;
  return {
    text: texts.plan(entitlement, {
      nowMs,
      delay: freeDelay(deps, texts),
      hasFreeChannel: deps.channels.free !== null,
      hasChannels: channels.length > 0,
    }),
    keyboard: [
      ...channels,
      ...locked,
      [actionButton(buy, { type: 'subscribe' })],
      [
        actionButton(texts.buttonPaySupport, { type: 'ask-support', topic: 'payment' }),
        actionButton(texts.buttonMenu, { type: 'home' }),
      ],
    ],
  };
}
