import { Composer } from 'grammy';
import { isPaid, TIERS, type Tier } from '../../../billing/tiers.ts';
import { LANGUAGES } from '../../texts/language.ts';
import { channelOf } from '../channels/channel-of.ts';
import { missingRights } from '../channels/missing-rights.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import type { ShownChannel } from '../messages/operator/setup-texts.ts';
import { languageName } from '../messages/settings/language-name.ts';
import type { AdministeredChannel } from '../ports.ts';
import type { ActionOf } from '../views/action.ts';
import { actionButton, type Keyboard, type Screen, show } from '../views/show.ts';
import { adminBack } from './admin.ts';
import { audit } from './audit.ts';
import { addButtons, channelPicker, chatOf } from './channel-picker.ts';
import { channelQuestion } from './channel-question.ts';
import { setCommandMenu } from './command-menu.ts';
import { forRight } from './roles.ts';

/**
 * /claim with the code that the start printed makes its sender the owner, where ADMIN_IDS names none; /channels and the question that
 * follows when an owner makes the bot an administrator say which channel is whose. No id is typed.
 */
export function channelsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('claim', async (ctx, next) => {
    // Whoever has not read the code learns nothing: to them there is no such command.
    if (!(await deps.telegram.owners.claim(ctx.account.telegramId, ctx.match.trim()))) return await next();
    await audit(deps, ctx, { act: 'owner-claimed', about: String(ctx.account.telegramId) });
    await setCommandMenu(
      { api: ctx.api, log: deps.log, hasPartners: deps.partners.all.length > 0 },
      ctx.account.telegramId,
      'owner',
    );
    await show(ctx, { text: ctx.texts.ownerClaimed, keyboard: addButtons(ctx) });
  });
  const forOwners = forRight(composer, deps, {
    ...{ right: 'channels', commands: ['channels'] },
    actions: ['channels', 'channel-choose', 'channel-tier', 'channel-language'],
  });
  forOwners.command('channels', async (ctx) => await show(ctx, await channelsScreen(deps, ctx)));
  onAction(forOwners, 'channels', async (ctx) => await show(ctx, await channelsScreen(deps, ctx)));
  onAction(forOwners, 'channel-choose', async (ctx, { chatId }) => {
    const chosen = await administeredOf(deps, chatId);
    if (chosen === null) return await show(ctx, { text: ctx.texts.setupGone, keyboard: addButtons(ctx) });
    await show(ctx, channelQuestion(deps, ctx.texts, { ...chosen, isAgain: true }));
  });
  onAction(forOwners, 'channel-tier', async (ctx, asked) => await show(ctx, await answered(deps, ctx, asked)));
  onAction(forOwners, 'channel-language', async (ctx, asked) => await show(ctx, await inLanguage(deps, ctx, asked)));
  composer.use(channelPicker(deps));
  return composer;
}

/** What becomes of the owner's answer: asked once more where something else would end by it. */
async function answered(deps: BotDependencies, ctx: BotContext, asked: ActionOf<'channel-tier'>): Promise<Screen> {
  const { texts } = ctx;
  const { tier, chatId, isSure } = asked;
  const channel = await administeredOf(deps, chatId);
  if (channel === null) return { text: texts.setupGone, keyboard: addButtons(ctx) };
  const { title } = channel;
  const was = channelOf(deps.telegram.channels, chatId)?.tier ?? null;
  const settled = [tier, was].find((each) => each !== null && deps.telegram.channelSetup.isBySetting(each));
  if (settled !== undefined && settled !== null)
    return { text: texts.setupBySetting(settled), keyboard: adminBack(ctx) };
  const inPlace = tier === null ? null : (deps.telegram.channels[tier] ?? null);
  if (!isSure && inPlace !== null && tier !== null && inPlace.chatId !== chatId)
    return sureScreen(ctx, { ...asked, text: texts.setupSureTaken(title, tier, inPlace.title) });
  if (!isSure && was !== null && was !== tier)
    return sureScreen(ctx, { ...asked, text: texts.setupSureMoved(title, tier, was) });
  const chat = tier === null ? null : await chatOf(ctx, chatId);
  if (tier !== null && chat === null) {
    // It was sent away while nobody listened: a tier would have a channel into which nothing can be posted.
    await deps.telegram.channelSetup.noteAdministered(chatId, null);
    return { text: texts.setupGone, keyboard: addButtons(ctx) };
  }
  await deps.telegram.channelSetup.assign(chatId, tier);
  await audit(deps, ctx, { act: 'channel-set', about: `${tier ?? 'none'} ${chatId}` });
  if (tier === null || chat === null) return { text: texts.setupNone(title), keyboard: [] };
  const lacks = await lacksIn(deps, ctx, { chatId, tier });
  const isPublic = isPaid(tier) && chat.username !== undefined;
  return { text: texts.setupDone(title, tier, { lacks, isPublic }), keyboard: languageButtons(deps, ctx, [tier]) };
}

function sureScreen(ctx: BotContext, { text, ...asked }: ActionOf<'channel-tier'> & { readonly text: string }): Screen {
  const { type, tier, chatId } = asked;
  return {
    text,
    keyboard: [
      [
        actionButton(ctx.texts.buttonSure, { type, tier, chatId, isSure: true }),
        actionButton(ctx.texts.buttonCancel, { type: 'channels' }),
      ],
    ],
  };
}

async function channelsScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts } = ctx;
  const { channels, channelSetup: setup } = deps.telegram;
  const shown = TIERS.map(async (tier): Promise<ShownChannel> => {
    const channel = channels[tier];
    const isBySetting = setup.isBySetting(tier);
    const language = languageName(deps.telegram.channelLanguages.of(tier).code);
    if (channel === null) return { ...{ tier, isBySetting, language }, title: null, lacks: null };
    return {
      ...{ tier, isBySetting, language },
      title: channel.title,
      lacks: await lacksIn(deps, ctx, { chatId: channel.chatId, tier }),
    };
  });
  const administered = await setup.administered();
  const chosen = administered.map(({ chatId, title }) => [
    actionButton(texts.buttonChannel(title), { type: 'channel-choose', chatId }),
  ]);
  const withChannel = TIERS.filter((tier) => channels[tier] !== null);
  return {
    text: texts.channels(await Promise.all(shown)),
    keyboard: [...addButtons(ctx), ...chosen, ...languageButtons(deps, ctx, withChannel), ...adminBack(ctx)],
  };
}

/** Lead to the languages of channels; not of those that a setting decides. */
function languageButtons({ telegram }: BotDependencies, { texts }: BotContext, tiers: readonly Tier[]): Keyboard {
  return tiers
    .filter((tier) => !telegram.channelLanguages.isBySetting(tier))
    .map((tier) => {
      const name = languageName(telegram.channelLanguages.of(tier).code);
      return [
        actionButton(texts.buttonChannelLanguage(tier, name), { type: 'channel-language', tier, language: null }),
      ];
    });
}

/** Which languages there are for a tier's channel; the list of channels once one is chosen. */
async function inLanguage(
  deps: BotDependencies,
  ctx: BotContext,
  { tier, language }: ActionOf<'channel-language'>,
): Promise<Screen> {
  const { channelLanguages } = deps.telegram;
  if (language !== null && !channelLanguages.isBySetting(tier)) {
    await channelLanguages.choose(tier, language);
    await audit(deps, ctx, { act: 'channel-language', about: `${tier} ${language}` });
    return await channelsScreen(deps, ctx);
  }
  const now = channelLanguages.of(tier).code;
  const buttons = LANGUAGES.map((code) => [
    actionButton(`${code === now ? '✅ ' : ''}${languageName(code)}`, {
      type: 'channel-language',
      tier,
      language: code,
    }),
  ]);
  return {
    text: channelLanguages.isBySetting(tier) ? ctx.texts.channelLanguageSet(tier) : ctx.texts.channelLanguageAsk(tier),
    keyboard: [
      ...(channelLanguages.isBySetting(tier) ? [] : buttons),
      [actionButton(ctx.texts.buttonChannels, { type: 'channels' })],
    ],
  };
}

async function administeredOf(deps: BotDependencies, chatId: number): Promise<AdministeredChannel | null> {
  return (await deps.telegram.channelSetup.administered()).find((each) => each.chatId === chatId) ?? null;
}

/** What the bot lacks in a tier's channel; why Telegram does not say it, where it does not. */
async function lacksIn(
  { log }: BotDependencies,
  ctx: BotContext,
  { chatId, tier }: { readonly chatId: number; readonly tier: Tier },
): Promise<string | null> {
  try {
    return missingRights(await ctx.api.getChatMember(chatId, ctx.me.id), tier);
  } catch (error) {
    log({ type: 'setup-step-failed', step: 'getChatMember', error: describeError(error) });
    return describeError(error);
  }
}
