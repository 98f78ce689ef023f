import { Composer } from 'grammy';
import { isPaid } from '../../../billing/tiers.ts';
import { type BotContext, onAction } from '../context.ts';
import { type DeepLink, parseDeepLink } from '../deep-link.ts';
import type { BotDependencies } from '../dependencies.ts';
import { commandsOfRole } from '../operator/command-menu.ts';
import { roleOf } from '../operator/roles.ts';
import { actionButton, linkButton, type Screen, show } from '../views/show.ts';
import { channelOfLink, channelScreen } from './channel.ts';
import { freeDelay } from './free-delay.ts';
import { showSignal } from './signal.ts';
import { subscribeScreen } from './subscribe.ts';

/** /start with its deep links (deep-link.ts), the menu button, /help. */
export function startFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('start', async (ctx) => {
    const link = parseDeepLink(ctx.match);
    if (link.type === 'signal') await showSignal(deps, ctx, link.id);
    else await show(ctx, await linkedScreen(deps, ctx, link));
  });
  onAction(composer, 'home', async (ctx) => await show(ctx, homeScreen(deps, ctx)));

  composer.command('help', async (ctx) => await show(ctx, await helpScreen(deps, ctx)));
  onAction(composer, 'help', async (ctx) => await show(ctx, await helpScreen(deps, ctx)));
  return composer;
}

/** Where a link leads; a word and the menu where it leads nowhere. */
async function linkedScreen(
  deps: BotDependencies,
  ctx: BotContext,
  link: Exclude<DeepLink, { readonly type: 'signal' }>,
): Promise<Screen> {
  const { texts } = ctx;
  const home = homeScreen(deps, ctx);
  const noted = (note: string): Screen => ({ ...home, text: `${note}\n\n${home.text}` });
  switch (link.type) {
    case 'home':
    case 'invitation':
      return home;
    case 'plan':
      return await subscribeScreen(deps, ctx, { planId: link.planId });
    case 'code':
      return await subscribeScreen(deps, ctx, { notice: texts.codeUnknown(link.code) });
    case 'channel': {
      const tier = channelOfLink(deps, link.payload);
      return (tier === null ? null : await channelScreen(deps, ctx, tier)) ?? noted(texts.linkUnknown);
    }
    case 'unknown':
      return noted(texts.linkUnknown);
  }
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
        actionButton(texts.buttonChart, { type: 'chart-menu' }),
        actionButton(texts.buttonPredict, { type: 'predict-menu' }),
      ],
      [
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

/** Every command by the one table of them, those of operators for whoever is one. */
async function helpScreen(deps: BotDependencies, { texts, account }: BotContext): Promise<Screen> {
  const pairs = [...new Set(deps.answers.series.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`))];
  return {
    text: texts.help(pairs, commandsOfRole(await roleOf(deps, account.telegramId))),
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
