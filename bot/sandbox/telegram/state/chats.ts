import type { SandboxChannel, SandboxContext } from '../context.ts';
import { badRequest, forbidden } from '../protocol/refusal.ts';
import type { WireChat, WireChatMember, WireUser } from '../protocol/wire.ts';
import type { BotRights, MemberState, PersonState } from './state.ts';

/** Where a message goes: a person's chat with the bot, or a channel. */
export type ChatTarget =
  | { readonly type: 'private'; readonly id: number; readonly person: PersonState; readonly wire: WireChat }
  | { readonly type: 'channel'; readonly id: number; readonly channel: SandboxChannel; readonly wire: WireChat };

const ALL_RIGHTS: BotRights = { postMessages: true, inviteUsers: true, restrictMembers: true };

export function wireUser(person: PersonState): WireUser {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.username === null ? {} : { username: person.username }),
    language_code: person.languageCode,
  };
}

/** The person's chat with the bot as the bot sees it. */
export function privateChat(person: PersonState): WireChat {
  return {
    id: person.id,
    first_name: person.firstName,
    ...(person.username === null ? {} : { username: person.username }),
    type: 'private',
  };
}

export function channelChat(channel: SandboxChannel): WireChat {
  return {
    id: channel.id,
    title: channel.title,
    ...(channel.username === null ? {} : { username: channel.username }),
    type: 'channel',
  };
}

/** What a channel says of itself. */
export function descriptionOf({ store }: SandboxContext, { id, about }: SandboxChannel): string {
  return store.state.descriptions.get(id) ?? about;
}

/** Finds a chat by id or @username; throws "chat not found" as Telegram does, also for people the bot never met. */
export function findChat(context: SandboxContext, chatId: unknown): ChatTarget {
  if (chatId === undefined || chatId === '') throw badRequest('chat_id is empty');
  if (typeof chatId === 'string') {
    const channel = channelByName(context, chatId.replace(/^@/, ''));
    if (!chatId.startsWith('@') || channel === null) throw badRequest('chat not found');
    return { type: 'channel', id: channel.id, channel, wire: channelChat(channel) };
  }
  const channel = context.channels.get(Number(chatId));
  if (channel !== undefined) return { type: 'channel', id: channel.id, channel, wire: channelChat(channel) };
  const person = context.store.state.persons.get(Number(chatId));
  if (person === undefined) throw badRequest('chat not found');
  return { type: 'private', id: person.id, person, wire: privateChat(person) };
}

/** A public channel by its username, whatever the case. */
export function channelByName(context: SandboxContext, username: string): SandboxChannel | null {
  const wanted = username.toLowerCase();
  for (const channel of context.channels.values()) {
    if (channel.username?.toLowerCase() === wanted) return channel;
  }
  return null;
}

/** Finds a channel the bot administers; throws for private chats and where it lost its rights. */
export function findAdministered(
  context: SandboxContext,
  chatId: unknown,
  right: keyof BotRights | null,
): SandboxChannel {
  const chat = findChat(context, chatId);
  if (chat.type === 'private') throw badRequest('method is available only for supergroups and channels');
  const rights = botRights(context, chat.id);
  if (rights === null) throw forbidden('bot is not a member of the channel chat');
  if (right === 'inviteUsers' && !rights.inviteUsers) throw badRequest('not enough rights to manage chat invite link');
  if (right === 'restrictMembers' && !rights.restrictMembers) {
    throw badRequest('not enough rights to restrict/unrestrict chat member');
  }
  if (right === 'changeInfo' && rights.changeInfo === false) {
    throw badRequest('not enough rights to set chat description');
  }
  if (right === 'postMessages' && !rights.postMessages) {
    throw badRequest('need administrator rights in the channel chat');
  }
  return chat.channel;
}

/** The bot's rights in a channel; all of them until somebody takes them away. Null: it is no administrator. */
export function botRights(context: SandboxContext, chatId: number): BotRights | null {
  const rights = context.store.state.rights.get(chatId);
  return rights === undefined ? ALL_RIGHTS : rights;
}

/** Throws what Telegram answers where the bot may not write. */
export function checkMayWrite(context: SandboxContext, chat: ChatTarget): void {
  if (chat.type === 'channel') {
    const rights = botRights(context, chat.id);
    if (rights === null) throw forbidden('bot is not a member of the channel chat');
    if (!rights.postMessages) throw badRequest('need administrator rights in the channel chat');
    return;
  }
  if (chat.person.blockedBot) throw forbidden('bot was blocked by the user');
  if (!chat.person.started && !hasWaitingRequest(context, chat.id)) {
    throw forbidden("bot can't initiate conversation with a user");
  }
}

/** Whether the bot may write because of a join request: for five minutes and until the request is decided. */
function hasWaitingRequest(context: SandboxContext, personId: number): boolean {
  for (const [chatId, requests] of context.store.state.requests) {
    if (!requests.has(personId)) continue;
    const sinceMs = context.joinRequestWallMs.get(`${chatId}:${personId}`);
    if (sinceMs !== undefined && context.wallMs() - sinceMs <= context.waits.joinRequestMs) return true;
  }
  return false;
}

/** A person's standing in a channel. */
export function memberOf(context: SandboxContext, chatId: number, userId: number): MemberState {
  const member = context.store.state.members.get(chatId)?.get(userId);
  const isOver = member?.untilMs != null && member.untilMs <= context.clock.nowMs();
  return member === undefined || isOver ? { userId, status: 'left', untilMs: null } : member;
}

/** A person's standing in Telegram's words. */
export function wireMember(member: MemberState, user: WireUser): WireChatMember {
  if (member.status !== 'kicked') return { user, status: member.status };
  return { user, status: 'kicked', until_date: member.untilMs === null ? 0 : Math.floor(member.untilMs / 1000) };
}

/** The bot's own standing in a channel. */
export function botMember(rights: BotRights | null, bot: WireUser): WireChatMember {
  const user = { id: bot.id, is_bot: true, first_name: bot.first_name, ...usernameOf(bot) };
  if (rights === null) return { user, status: 'left' };
  return {
    user,
    status: 'administrator',
    can_be_edited: false,
    can_manage_chat: true,
    can_change_info: rights.changeInfo !== false,
    can_post_messages: rights.postMessages,
    can_edit_messages: rights.postMessages,
    can_delete_messages: true,
    can_invite_users: rights.inviteUsers,
    can_restrict_members: rights.restrictMembers,
    can_promote_members: false,
    can_manage_video_chats: false,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    is_anonymous: false,
  };
}

function usernameOf(user: WireUser): { username?: string } {
  return user.username === undefined ? {} : { username: user.username };
}

/** People in a channel, with its creator and the bot. */
export function memberCount(context: SandboxContext, chatId: number): number {
  let count = botRights(context, chatId) === null ? 1 : 2;
  for (const member of context.store.state.members.get(chatId)?.values() ?? []) {
    if (member.status === 'member') count += 1;
  }
  return count;
}
