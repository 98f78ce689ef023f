import { Composer, type Context, GrammyError } from 'grammy';
import type { ChatJoinRequest, ChatMember, ChatMemberUpdated } from 'grammy/types';
import { entitlementAt, opensTier } from '../../../billing/entitlement.ts';
import type { Tier } from '../../../billing/tiers.ts';
import { channelOf } from '../channels/channel-of.ts';
import { missingRights } from '../channels/missing-rights.ts';
import { type BotDependencies, outgoingOf } from '../dependencies.ts';
import { languageOfUser } from '../messages/language-of-user.ts';
import { textsFor } from '../messages/texts.ts';
import { isTooLate } from '../middleware/answer-once.ts';
import { channelQuestion } from '../operator/channel-question.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton, type Screen } from '../views/show.ts';

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
    if (chat.type !== 'channel') return await leaveGroup(ctx, now);
    await standingChanged(deps, ctx, ctx.myChatMember);
  });

  return composer;
}

/**
 * Somebody changed what the bot may do in a channel. Made an administrator by an owner, it asks whose channel it is; a stranger's
 * channel is not stored, because whoever says where signals go decides what people pay for.
 */
async function standingChanged(deps: BotDependencies, ctx: Context, change: ChatMemberUpdated): Promise<void> {
  const { chat, from, old_chat_member: before, new_chat_member: now } = change;
  const { channelSetup: setup, channels, adminIds } = deps.telegram;
  const title = chat.title ?? String(chat.id);
  const isAdministrator = now.status === 'administrator';
  const isByOwner = adminIds.includes(from.id);
  if (!isAdministrator) await setup.noteAdministered(chat.id, null);
  else if (isByOwner) await setup.noteAdministered(chat.id, title);
  const found = channelOf(channels, chat.id);
  if (found !== null) return await rightsChanged(deps, ctx, { ...change, tier: found.tier });
  if (!isAdministrator || before.status === 'administrator') return;
  const texts = textsFor('en');
  if (isByOwner) {
    if (!setup.isToAsk(chat.id, 'standing')) return;
    await notify(deps, ctx, {
      to: [from.id],
      screen: channelQuestion(deps, texts, { chatId: chat.id, title, isAgain: false }),
    });
    return;
  }
  // Told once at most; where it may not write to them it says nothing.
  await ctx.api.sendMessage(from.id, texts.setupStranger(title), { parse_mode: 'HTML' }).catch(ignoreRefusal);
}

/** Owners hear once of what the bot lost in a tier's channel, with what to press, and once that it has it again. */
async function rightsChanged(
  deps: BotDependencies,
  ctx: Context,
  { chat, tier, ...change }: ChatMemberUpdated & { readonly tier: Tier },
): Promise<void> {
  const title = chat.title ?? String(chat.id);
  const texts = textsFor('en');
  const to = deps.telegram.adminIds;
  const before = missingRights(change.old_chat_member, tier);
  const lacks = missingRights(change.new_chat_member, tier);
  if (lacks === before) return;
  if (lacks !== null) {
    deps.log({ type: 'channel-rights-missing', chatId: chat.id, title, detail: lacks });
    return await notify(deps, ctx, { to, screen: { text: texts.setupRightsLost(title, lacks), keyboard: [] } });
  }
  // An invite link that could not be made without the right can be now.
  await deps.telegram.channelSetup.attempt();
  await notify(deps, ctx, { to, screen: { text: texts.setupRightsBack(title), keyboard: [] } });
}

async function notify(
  deps: BotDependencies,
  ctx: Context,
  { to, screen }: { readonly to: readonly number[]; readonly screen: Screen },
): Promise<void> {
  for (const chatId of to) {
    const key = `rights|${ctx.update.update_id}|${chatId}`;
    await sendOnce(outgoingOf(deps, ctx.api), { key, chatId, screen, repeatNote: textsFor('en').maybeRepeated });
  }
}

/** A group would have the bot answer strangers, and every message would count against its limit: it says where it is, and goes. */
async function leaveGroup(ctx: Context & { readonly chat: { readonly id: number } }, now: ChatMember): Promise<void> {
  if (!isInside(now)) return;
  const texts = textsFor(ctx.from?.language_code ?? 'en');
  // Where it may not write it goes without a word; a repeated update finds it gone.
  await ctx.api.sendMessage(ctx.chat.id, texts.groupLeave(ctx.me.username)).catch(ignoreRefusal);
  await ctx.api.leaveChat(ctx.chat.id).catch(ignoreRefusal);
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof GrammyError)) throw error;
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
  const texts = textsFor(await languageOfUser(deps.stores.accounts, from));
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
        if (!isTooLate(error)) throw error;
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
