import { Composer } from 'grammy';
import { inviterCode } from '../../../billing/referrals/referral.ts';
import { isPaid } from '../../../billing/tiers.ts';
import { type BotContext, onAction } from '../context.ts';
import { type DeepLink, parseDeepLink } from '../deep-link.ts';
import type { BotDependencies } from '../dependencies.ts';
import { cardScreen } from '../money/card-feature.ts';
import { redeemScreen } from '../money/redeem-feature.ts';
import { commandsOfRole } from '../operator/command-menu.ts';
import { roleOf } from '../operator/roles.ts';
import { actionButton, linkButton, type Screen, show } from '../views/show.ts';
import { takenGift } from './account/gift.ts';
import { countryQuestion, invitedNote } from './account/invite.ts';
import { channelOfLink, channelScreen } from './channel.ts';
import { freeDelay } from './free-delay.ts';
import { planScreen } from './plan.ts';
import { showSignal } from './signal.ts';
import { subscribeScreen } from './subscribe.ts';
import { showWhy } from './why.ts';

/** /start with its deep links (deep-link.ts), the menu button, /help. */
export function startFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('start', async (ctx) => {
    const link = parseDeepLink(ctx.match);
    if (link.type === 'signal') await showSignal(deps, ctx, link.id);
    else if (link.type === 'why') await showWhy(deps, ctx, link.id);
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
  link: Exclude<DeepLink, { readonly id: string }>,
): Promise<Screen> {
  const { texts } = ctx;
  const home = homeScreen(deps, ctx);
  const noted = (note: string): Screen => ({ ...home, text: `${note}\n\n${home.text}` });
  switch (link.type) {
    case 'home':
      return home;
    case 'invitation':
      return await invitedScreen(deps, ctx, noted);
    case 'gift':
      return await takenGift(deps, ctx, link.order);
    case 'plan':
      return await subscribeScreen(deps, ctx, { planId: link.planId });
    case 'card':
      return await cardScreen(deps, ctx, link.planId);
    case 'paid':
      await deps.cards?.settleOwn(ctx.account.telegramId);
      return await planScreen(deps, ctx);
    case 'code':
      return await redeemScreen(deps, ctx, {
        text: link.code,
        refused: (notice) => subscribeScreen(deps, ctx, { notice }),
      });
    case 'channel': {
      const tier = channelOfLink(deps, link.payload);
      return (tier === null ? null : await channelScreen(deps, ctx, tier)) ?? noted(texts.linkUnknown);
    }
    case 'unknown':
      return noted(texts.linkUnknown);
  }
}

/** An invitation counts at the very first start only; who was not invited sees the menu. */
async function invitedScreen(deps: BotDependencies, ctx: BotContext, noted: (note: string) => Screen): Promise<Screen> {
  const code = inviterCode(ctx.account);
  const isNew = ctx.account.createdAtMs === ctx.nowMs && code !== null;
  const isInvited = isNew && (await deps.stores.links.findInviter(code)) !== null;
  if (!isInvited || deps.telegram.referrals.reward.type === 'off') return homeScreen(deps, ctx);
  return (await countryQuestion(deps, ctx, 'home')) ?? noted(invitedNote(deps, ctx));
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
        actionButton(texts.buttonSettings, { type: 'settings', page: 'main' }),
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
  const ofRole = commandsOfRole(await roleOf(deps, account.telegramId));
  const pairs = [...new Set(deps.answers.series.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`))];
  return {
    text: texts.help(pairs, { ofRole, hasPartners: deps.partners.all.length > 0 }),
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
