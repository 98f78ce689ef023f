import { Composer } from 'grammy';
import { isPaid } from '../../../billing/tiers.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, linkButton, type Screen, show } from '../views/show.ts';
import { channelOfLink, channelScreen } from './channel.ts';
import { freeDelay } from './free-delay.ts';
import { showSignal } from './signal.ts';
import { subscribeScreen } from './subscribe.ts';

/** /start with its deep links (plan_… the offer, signal_… a signal, channel_… the way into a channel), the menu button, /help. */
export function startFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('start', async (ctx) => {
    const signal = /^signal_([0-9a-f]{6,64})$/.exec(ctx.match)?.[1];
    if (signal !== undefined) await showSignal(deps, ctx, signal);
    else if (ctx.match.startsWith('plan_'))
      await show(ctx, subscribeScreen(deps, ctx, { planId: ctx.match.slice('plan_'.length) }));
    else await show(ctx, channelOf(deps, ctx, ctx.match) ?? homeScreen(deps, ctx));
  });
  onAction(composer, 'home', async (ctx) => await show(ctx, homeScreen(deps, ctx)));

  composer.command('help', async (ctx) => await show(ctx, helpScreen(deps, ctx)));
  onAction(composer, 'help', async (ctx) => await show(ctx, helpScreen(deps, ctx)));
  return composer;
}

function channelOf(deps: BotDependencies, ctx: BotContext, payload: string): Screen | null {
  const tier = channelOfLink(deps, payload);
  return tier === null ? null : channelScreen(deps, ctx, tier);
}

function homeScreen(deps: BotDependencies, ctx: BotContext): Screen {
  const { texts, entitlement, account } = ctx;
  const freeLink = deps.telegram.channels.free?.inviteLink ?? null;
  const pays = isPaid(entitlement.tier);
  return {
    text: texts.greeting(account.firstName, freeDelay(deps.answers, texts), deps.answers.marketNote(texts.language)),
    keyboard: [
      [
        actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 }),
        actionButton(texts.buttonTrack, { type: 'track', symbol: null }),
      ],
      [
        actionButton(texts.buttonPredict, { type: 'predict-menu' }),
        pays
          ? actionButton(texts.buttonPlan, { type: 'plan' })
          : actionButton(texts.buttonSubscribe, { type: 'subscribe' }),
      ],
      [
        ...(freeLink === null ? [] : [linkButton(texts.buttonFreeChannel, freeLink)]),
        actionButton(texts.buttonHelp, { type: 'help' }),
      ],
    ],
  };
}

function helpScreen(deps: BotDependencies, { texts }: BotContext): Screen {
  const pairs = [...new Set(deps.answers.series.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`))];
  return {
    text: texts.help(pairs),
    keyboard: [
      [
        actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 }),
        actionButton(texts.buttonPredict, { type: 'predict-menu' }),
      ],
      [
        actionButton(texts.buttonSupport, { type: 'ask-support', topic: 'general' }),
        actionButton(texts.buttonMenu, { type: 'home' }),
      ],
    ],
  };
}
