import { Composer, GrammyError } from 'grammy';
import type { ChatAdministratorRights } from 'grammy/types';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Keyboard, linkButton, show } from '../views/show.ts';
import { channelQuestion } from './channel-question.ts';
import { forRight, mayDo, roleOf } from './roles.ts';

/** One for all: what is picked says itself which channel it is. */
const REQUEST_ID = 1;
/** As Bot API 10.3 has them: grammY's type is newer and asks for one more, which that does not know. */
const NO_RIGHTS = {
  ...{ is_anonymous: false, can_manage_chat: true, can_delete_messages: false, can_manage_video_chats: false },
  ...{ can_restrict_members: false, can_promote_members: false, can_change_info: false, can_invite_users: false },
  ...{ can_post_stories: false, can_edit_stories: false, can_delete_stories: false },
};
/** What the bot needs in a channel, as Telegram's links and its rights name it. */
const NEEDED = ['post_messages', 'invite_users', 'restrict_members', 'change_info'] as const;
const BOT_RIGHTS = {
  ...NO_RIGHTS,
  ...Object.fromEntries(NEEDED.map((right) => [`can_${right}`, true])),
} as ChatAdministratorRights;

/** Lead to Telegram's own lists of the owner's channels: behind a button of ours, or by a link for clients without such buttons. */
export function addButtons({ texts, me }: BotContext): Keyboard {
  const link = `https://t.me/${me.username}?startchannel&admin=${NEEDED.join('+')}`;
  return [
    [actionButton(texts.buttonPickChannel, { type: 'channel-pick' })],
    [linkButton(texts.buttonAddToChannel, link)],
  ];
}

/**
 * The owner picks a channel in Telegram's own list, where one can be made, too. Telegram makes the bot an administrator of it first; of a
 * channel that had it as one already only this tells us, because its update may be older than the product.
 */
export function channelPicker(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const forOwners = forRight(composer, deps, { right: 'channels', commands: [], actions: ['channel-pick'] });
  onAction(forOwners, 'channel-pick', async (ctx) => {
    const request = {
      ...{ request_id: REQUEST_ID, chat_is_channel: true, request_title: true, bot_administrator_rights: BOT_RIGHTS },
      // Only who may appoint administrators can make the bot one.
      user_administrator_rights: { ...BOT_RIGHTS, can_promote_members: true },
    };
    await ctx.reply(ctx.texts.setupPick, {
      reply_markup: {
        keyboard: [[{ text: ctx.texts.buttonPick, request_chat: request }]],
        ...{ resize_keyboard: true, one_time_keyboard: true },
      },
    });
    await ctx.answerCallbackQuery();
  });
  composer.on('message:chat_shared', async (ctx, next) => {
    if (!mayDo(await roleOf(deps, ctx.account.telegramId), 'channels')) return await next();
    const { chat_id: chatId, title = String(chatId) } = ctx.message.chat_shared;
    const { channelSetup: setup } = deps.telegram;
    if (!(await isAdministrator(ctx, chatId)))
      return await show(ctx, { text: ctx.texts.setupNotYet(title), keyboard: addButtons(ctx) });
    await setup.noteAdministered(chatId, title);
    if (setup.isToAsk(chatId, 'picked'))
      await show(ctx, channelQuestion(deps, ctx.texts, { chatId, title, isAgain: true }));
  });
  return composer;
}

async function isAdministrator(ctx: BotContext, chatId: number): Promise<boolean> {
  const member = await orGone(() => ctx.api.getChatMember(chatId, ctx.me.id));
  return member?.status === 'administrator';
}

/** Null where the bot is no more. */
export async function chatOf(ctx: BotContext, chatId: number) {
  return await orGone(() => ctx.api.getChat(chatId));
}

async function orGone<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403)) return null;
    throw error;
  }
}
