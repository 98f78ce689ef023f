import type { SandboxContext } from '../context.ts';
import { badRequest, forbidden } from '../protocol/refusal.ts';
import type { WireChat, WireChatMember, WireUser } from '../protocol/wire.ts';
import type { BotRights, MemberState, PersonState, SandboxChannel } from './state.ts';

/** Where a message goes: a person's chat with the bot, a channel or a group. */
export type ChatTarget =
  | { readonly type: 'private'; readonly id: number; readonly person: PersonState; readonly wire: WireChat }
  | {
      readonly type: 'channel' | 'group';
      readonly id: number;
      readonly channel: SandboxChannel;
      readonly wire: WireChat;
    };

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
    type: channel.kind,
  };
}

/** A channel's title and description. */
export function descriptionOf({ store }: SandboxContext, { id, about }: SandboxChannel): string {
  return store.state.descriptions.get(id) ?? about;
}

/** Finds a chat by id or @username; throws "chat not found" as Telegram does, also for people the bot never met. */
export function findChat(context: SandboxContext, chatId: unknown): ChatTarget {
  if (chatId === undefined || chatId === '') throw badRequest('chat_id is empty');
  if (typeof chatId === 'string') {
    const channel = channelByName(context, chatId.replace(/^@/, ''));
    if (!chatId.startsWith('@') || channel === null) throw badRequest('chat not found');
    return channelTarget(channel);
  }
  const channel = findChannel(context, Number(chatId));
  // A bot that was never let into a private chat does not know that it exists.
  if (channel !== null && isUnmet(context, channel)) throw badRequest('chat not found');
  if (channel !== null) return channelTarget(channel);
  const person = context.store.state.persons.get(Number(chatId));
  if (person === undefined) throw badRequest('chat not found');
  return { type: 'private', id: person.id, person, wire: privateChat(person) };
}

function channelTarget(channel: SandboxChannel): ChatTarget {
  return { type: channel.kind, id: channel.id, channel, wire: channelChat(channel) };
}

function isUnmet({ store }: SandboxContext, { id, username, ownerId }: SandboxChannel): boolean {
  return ownerId !== null && username === null && !store.state.rights.has(id);
}

/** A channel or group by its id, whoever made it. */
export function findChannel({ channels, store }: SandboxContext, id: number): SandboxChannel | null {
  return channels.get(id) ?? store.state.channels.get(id) ?? null;
}

/** Every channel and group, those that people made last. */
export function allChannels({ channels, store }: SandboxContext): readonly SandboxChannel[] {
  return [...channels.values(), ...store.state.channels.values()];
}

/** A public channel by its username, whatever the case. */
export function channelByName(context: SandboxContext, username: string): SandboxChannel | null {
  const wanted = username.toLowerCase();
  for (const channel of allChannels(context)) {
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
  if (rights === null) throw forbidden(`bot is not a member of the ${chat.type} chat`);
  if (chat.type === 'group') throw badRequest('method is available only for supergroups and channels');
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

/**
 * The bot's rights in a channel; null: it is no administrator. Until somebody changes them, all of them in a channel that was there
 * from the start and none in one that a person made. In a group: whether it is a member.
 */
export function botRights(context: SandboxContext, chatId: number): BotRights | null {
  const rights = context.store.state.rights.get(chatId);
  if (rights !== undefined) return rights;
  return context.store.state.channels.has(chatId) ? null : ALL_RIGHTS;
}

/** Throws what Telegram answers where the bot may not write. */
export function checkMayWrite(context: SandboxContext, chat: ChatTarget): void {
  if (chat.type !== 'private') {
    const rights = botRights(context, chat.id);
    if (rights === null) throw forbidden(`bot is not a member of the ${chat.type} chat`);
    if (chat.type === 'channel' && !rights.postMessages)
      throw badRequest('need administrator rights in the channel chat');
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

/** The bot's own standing: an administrator in a channel, a member in a group. */
export function botMember(rights: BotRights | null, bot: WireUser, kind: SandboxChannel['kind']): WireChatMember {
  const user = { id: bot.id, is_bot: true, first_name: bot.first_name, ...usernameOf(bot) };
  if (rights === null) return { user, status: 'left' };
  if (kind === 'group') return { user, status: 'member' };
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
  // A person who made it is one of its members.
  const creator = context.store.state.channels.has(chatId) ? 0 : 1;
  let count = botRights(context, chatId) === null ? creator : creator + 1;
  for (const member of context.store.state.members.get(chatId)?.values() ?? []) {
    if (member.status === 'member') count += 1;
  }
  return count;
}
