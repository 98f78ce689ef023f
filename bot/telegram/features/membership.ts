import { Composer, type Context, GrammyError } from 'grammy';
import { entitlementAt, opensTier } from '../../../billing/entitlement.ts';
import { TIERS, type Tier } from '../../../engine/signals/delivery.ts';
import type { BotDependencies, ChannelInfo, Channels } from '../dependencies.ts';
import { textsFor } from '../locales/texts.ts';
import { actionButton, isUnreachable, type Screen, tell } from '../show.ts';

/** Who may enter the tier channels, who is in them, who blocked the bot, and whether the bot still has its rights. */
export function membershipFeature(deps: BotDependencies): Composer<Context> {
  const composer = new Composer<Context>();

  composer.on('chat_join_request', async (ctx) => {
    const { chat, from, user_chat_id: userChatId, query_id: queryId } = ctx.chatJoinRequest;
    const found = channelOf(deps.channels, chat.id);
    if (found === null) return;
    const { tier, channel } = found;
    const nowMs = deps.clock.nowMs();
    const entitlement = entitlementAt(await deps.payments.ofAccount(from.id), nowMs);
    const mayEnter = opensTier(entitlement, tier) || deps.adminIds.includes(from.id);
    const texts = textsFor(from.language_code ?? 'en');
    if (mayEnter) {
      await answerRequest(ctx, { chatId: chat.id, userId: from.id, queryId, mayEnter });
      await deps.memberships.set(from.id, tier, 'member', nowMs);
      deps.log({ type: 'join-approved', telegramId: from.id, tier });
      await sayTo(deps, ctx, userChatId, { text: texts.joinWelcome(channel.title), keyboard: [] });
      return;
    }
    // Told before declined: somebody who never started the bot can be written to only until the request is answered.
    await sayTo(deps, ctx, userChatId, {
      text: texts.joinDeclined(channel.title),
      keyboard: [[actionButton(texts.buttonSubscribe, { type: 'subscribe' })]],
    });
    await answerRequest(ctx, { chatId: chat.id, userId: from.id, queryId, mayEnter });
    deps.log({ type: 'join-declined', telegramId: from.id, tier });
  });

  composer.on('chat_member', async (ctx) => {
    const { chat, new_chat_member: now } = ctx.chatMember;
    const found = channelOf(deps.channels, chat.id);
    if (found === null) return;
    const isIn =
      now.status === 'member' ||
      now.status === 'administrator' ||
      now.status === 'creator' ||
      (now.status === 'restricted' && now.is_member);
    await deps.memberships.set(now.user.id, found.tier, isIn ? 'member' : 'removed', deps.clock.nowMs());
  });

  composer.on('my_chat_member', async (ctx) => {
    const { chat, from, new_chat_member: now } = ctx.myChatMember;
    if (chat.type === 'private') {
      if (now.status !== 'kicked') return;
      await deps.accounts.markUnreachable(from.id);
      deps.log({ type: 'unreachable', telegramId: from.id });
      return;
    }
    const found = channelOf(deps.channels, chat.id);
    if (found === null) return;
    const detail = missingRights(now, found.tier);
    if (detail === null) return;
    deps.log({ type: 'channel-rights-missing', chatId: chat.id, title: found.channel.title, detail });
    const texts = textsFor('en');
    for (const adminId of deps.adminIds) {
      await sayTo(deps, ctx, adminId, { text: texts.adminChannelRights(found.channel.title, detail), keyboard: [] });
    }
  });

  return composer;
}

/** What a member record of the bot lacks to serve a tier's channel, in words; null when nothing. */
export function missingRights(
  member: {
    readonly status: string;
    readonly can_post_messages?: boolean;
    readonly can_invite_users?: boolean;
    readonly can_restrict_members?: boolean;
  },
  tier: Tier,
): string | null {
  if (member.status === 'creator') return null;
  if (member.status !== 'administrator') return `the bot is "${member.status}" there, not an administrator`;
  const lacking = [
    member.can_post_messages === false ? 'post messages' : null,
    tier !== 'free' && member.can_invite_users === false ? 'add subscribers' : null,
    tier !== 'free' && member.can_restrict_members === false ? 'remove subscribers' : null,
  ].filter((right) => right !== null);
  return lacking.length === 0 ? null : `the bot may not ${lacking.join(' nor ')}`;
}

/** The tier whose channel a chat is, or null. */
export function channelOf(
  channels: Channels,
  chatId: number,
): { readonly tier: Tier; readonly channel: ChannelInfo } | null {
  for (const tier of TIERS) {
    const channel = channels[tier];
    if (channel?.chatId === chatId) return { tier, channel };
  }
  return null;
}

async function answerRequest(
  ctx: Context,
  request: {
    readonly chatId: number;
    readonly userId: number;
    readonly queryId: string | undefined;
    readonly mayEnter: boolean;
  },
): Promise<void> {
  const { chatId, userId, queryId, mayEnter } = request;
  try {
    if (queryId !== undefined) {
      await ctx.api.raw.answerChatJoinRequestQuery({
        chat_join_request_query_id: queryId,
        result: mayEnter ? 'approve' : 'decline',
      });
    } else if (mayEnter) await ctx.api.approveChatJoinRequest(chatId, userId);
    else await ctx.api.declineChatJoinRequest(chatId, userId);
  } catch (error) {
    // Answered before, by us or by an admin's hand: the request is gone, which is what was wanted.
    if (error instanceof GrammyError && /HIDE_REQUESTER_MISSING|USER_ALREADY_PARTICIPANT/.test(error.description))
      return;
    throw error;
  }
}

/** A word that may fail without undoing what it is about: the bot may write to somebody new for five minutes only. */
async function sayTo(deps: BotDependencies, ctx: Context, chatId: number, screen: Screen): Promise<void> {
  await tell({ api: ctx.api, accounts: deps.accounts }, chatId, screen).catch((error: unknown) => {
    if (!isUnreachable(error))
      deps.log({
        type: 'update-failed',
        updateId: ctx.update.update_id,
        error: `while writing to a member: ${String(error)}`,
      });
  });
}
