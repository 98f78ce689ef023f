import { Composer, type Context, GrammyError } from 'grammy';
import type { ChatJoinRequest, ChatMember } from 'grammy/types';
import { entitlementAt, opensTier } from '../../../billing/entitlement.ts';
import { isPaid, TIERS, type Tier } from '../../../billing/tiers.ts';
import type { ChannelInfo, Channels } from '../../answers/my-plan.ts';
import { ENGLISH } from '../../texts/language.ts';
import { type BotDependencies, outgoingOf } from '../dependencies.ts';
import { textsFor } from '../messages/texts.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton } from '../views/show.ts';

/** Who may enter the tier channels, who is in them, who blocked the bot, and whether the bot still has its rights. */
export function membershipFeature(deps: BotDependencies): Composer<Context> {
  const composer = new Composer<Context>();

  composer.on('chat_join_request', (ctx) => answerJoin(deps, ctx, ctx.chatJoinRequest));

  composer.on('chat_member', async (ctx) => {
    const { chat, from, old_chat_member: before, new_chat_member: now } = ctx.chatMember;
    const found = channelOf(deps.telegram.channels, chat.id);
    if (found === null) return;
    const { tier } = found;
    const nowMs = deps.runtime.clock.nowMs();
    // Only the bot lets people in for their plan: anyone let in by somebody else is the owner's guest.
    if (isInside(now) && !isInside(before) && from.id !== ctx.me.id)
      return await deps.stores.memberships.admit(now.user.id, tier, { by: 'hand', nowMs });
    await deps.stores.memberships.set(now.user.id, tier, { state: isInside(now) ? 'member' : 'removed', nowMs });
  });

  composer.on('my_chat_member', async (ctx) => {
    const { chat, from, new_chat_member: now } = ctx.myChatMember;
    if (chat.type === 'private') {
      if (now.status !== 'kicked') return;
      await deps.stores.accounts.markUnreachable(from.id);
      deps.log({ type: 'unreachable', telegramId: from.id });
      return;
    }
    const found = channelOf(deps.telegram.channels, chat.id);
    if (found === null) return;
    const detail = missingRights(now, found.tier);
    if (detail === null) return;
    deps.log({ type: 'channel-rights-missing', chatId: chat.id, title: found.channel.title, detail });
    const texts = textsFor('en');
    const screen = { text: texts.adminChannelRights(found.channel.title, detail), keyboard: [] };
    for (const chatId of deps.telegram.adminIds) {
      const key = `rights|${ctx.update.update_id}|${chatId}`;
      await sendOnce(outgoingOf(deps, ctx.api), { key, chatId, screen, repeatNote: texts.maybeRepeated });
    }
  });

  return composer;
}

async function answerJoin(deps: BotDependencies, ctx: Context, request: ChatJoinRequest): Promise<void> {
  const { chat, from, user_chat_id: userChatId, query_id: queryId } = request;
  const found = channelOf(deps.telegram.channels, chat.id);
  if (found === null) return;
  const { tier, channel } = found;
  const nowMs = deps.runtime.clock.nowMs();
  const lines = await deps.stores.payments.ofAccount(from.id);
  const isEntitled = opensTier(entitlementAt(lines, nowMs), tier);
  const mayEnter = isEntitled || deps.telegram.adminIds.includes(from.id);
  const texts = textsFor(from.language_code ?? 'en');
  const notice = { chatId: userChatId, repeatNote: texts.maybeRepeated };
  const key = `join|${ctx.update.update_id}`;
  if (mayEnter) {
    await answerRequest(ctx, { chatId: chat.id, userId: from.id, queryId, mayEnter });
    await deps.stores.memberships.admit(from.id, tier, { by: isEntitled ? 'entitlement' : 'hand', nowMs });
    deps.log({ type: 'join-approved', telegramId: from.id, tier });
    await sendOnce(outgoingOf(deps, ctx.api), {
      ...notice,
      key,
      screen: { text: texts.joinWelcome(channel.title), keyboard: [] },
    });
    return;
  }
  // By a clock that is ahead a running plan has ended: the request of somebody who once paid waits for a right one.
  if (lines.length > 0) await deps.runtime.clockTrust.require();
  // The message goes out before the refusal: somebody who never started the bot can be written to only until the request is answered.
  await sendOnce(outgoingOf(deps, ctx.api), {
    ...{ ...notice, key },
    screen: {
      text: texts.joinDeclined(channel.title),
      keyboard: [[actionButton(texts.buttonSubscribe, { type: 'subscribe' })]],
    },
  });
  await answerRequest(ctx, { chatId: chat.id, userId: from.id, queryId, mayEnter });
  deps.log({ type: 'join-declined', telegramId: from.id, tier });
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
  const { plain } = ENGLISH;
  if (member.status === 'creator') return null;
  if (member.status !== 'administrator') return plain('rights-not-administrator', { status: member.status });
  const lacking = [
    member.can_post_messages === false ? plain('rights-post') : null,
    isPaid(tier) && member.can_invite_users === false ? plain('rights-add') : null,
    isPaid(tier) && member.can_restrict_members === false ? plain('rights-remove') : null,
  ].filter((right) => right !== null);
  if (lacking.length === 0) return null;
  return plain('rights-lacking', { rights: lacking.reduce((list, right) => plain('rights-nor', { list, right })) });
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

/** Whether a member record means that somebody is in the channel. */
function isInside(member: ChatMember): boolean {
  if (member.status === 'restricted') return member.is_member;
  return member.status === 'member' || member.status === 'administrator' || member.status === 'creator';
}

interface JoinAnswer {
  readonly chatId: number;
  readonly userId: number;
  /** Set where Telegram waits ten seconds for the bot's verdict; the request itself stays open for the admins after that. */
  readonly queryId: string | undefined;
  readonly mayEnter: boolean;
}

async function answerRequest(ctx: Context, { chatId, userId, queryId, mayEnter }: JoinAnswer): Promise<void> {
  try {
    if (queryId !== undefined) {
      const result = mayEnter ? 'approve' : 'decline';
      try {
        await ctx.api.raw.answerChatJoinRequestQuery({ chat_join_request_query_id: queryId, result });
        return;
      } catch (error) {
        const isLate = error instanceof GrammyError && /query is too old|query ID is invalid/i.test(error.description);
        if (!isLate) throw error;
      }
    }
    if (mayEnter) await ctx.api.approveChatJoinRequest(chatId, userId);
    else await ctx.api.declineChatJoinRequest(chatId, userId);
  } catch (error) {
    // Answered before, by us or by an admin's hand: the request is gone, which is what was wanted.
    if (error instanceof GrammyError && /HIDE_REQUESTER_MISSING|USER_ALREADY_PARTICIPANT/.test(error.description))
      return;
    throw error;
  }
}
