import type { SandboxContext } from '../context.ts';
import { badRequest, forbidden } from '../protocol/refusal.ts';
import { type ApiCall, flagOf, integerOf, textOf } from '../protocol/request.ts';
import type { WireChatMember } from '../protocol/wire.ts';
import {
  botMember,
  botRights,
  descriptionOf,
  findAdministered,
  findChat,
  memberCount,
  memberOf,
  wireMember,
  wireUser,
} from '../state/chats.ts';
import { membershipEvents, requestGoneEvents, rightsEvents } from '../state/membership.ts';
import type { PersonState, SandboxChannel } from '../state/state.ts';

export function getChat(context: SandboxContext, call: ApiCall): Readonly<Record<string, unknown>> {
  const chat = findChat(context, call.params.chat_id);
  if (chat.type === 'private' && !chat.person.started) throw badRequest('chat not found');
  const pinned = context.store.state.messages.get(chat.id)?.get(context.store.state.pinned.get(chat.id) ?? 0);
  const common = {
    ...chat.wire,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
    ...(pinned === undefined ? {} : { pinned_message: pinned.wire }),
  };
  if (chat.type === 'private') return common;
  if (chat.type === 'channel' && chat.channel.username === null && botRights(context, chat.id) === null)
    throw forbidden('bot is not a member of the channel chat');
  const primary = [...context.store.state.links.values()].find(
    (link) => link.chatId === chat.id && link.wire.is_primary && !link.wire.is_revoked,
  );
  const description = descriptionOf(context, chat.channel);
  return {
    ...common,
    ...(description === '' ? {} : { description }),
    ...(chat.channel.username === null ? {} : { active_usernames: [chat.channel.username] }),
    ...(primary === undefined ? {} : { invite_link: primary.wire.invite_link }),
  };
}

const MOST_DESCRIPTION = 255;

export function setChatDescription(context: SandboxContext, call: ApiCall): true {
  const chat = findChat(context, call.params.chat_id);
  if (chat.type === 'private') throw badRequest("can't change private chat description");
  const channel = findAdministered(context, chat.id, 'changeInfo');
  const text = (textOf(call, 'description') ?? '').trim();
  if (text.length > MOST_DESCRIPTION) throw badRequest('CHAT_ABOUT_TOO_LONG');
  if (text === descriptionOf(context, channel)) throw badRequest('chat description is not modified');
  context.store.commit([{ e: 'description', chatId: channel.id, text }]);
  return true;
}

export function getChatMember(context: SandboxContext, call: ApiCall): WireChatMember {
  const chat = findChat(context, call.params.chat_id);
  const userId = integerOf(call, 'user_id');
  if (userId === undefined) throw badRequest('invalid user_id specified');
  if (chat.type === 'private') {
    if (userId !== chat.id) throw badRequest('PARTICIPANT_ID_INVALID');
    return { user: wireUser(chat.person), status: 'member' };
  }
  const rights = botRights(context, chat.id);
  if (userId === context.bot.id) return botMember(rights, context.bot, chat.channel.kind);
  if (rights === null) throw badRequest('member list is inaccessible');
  if (isOwner(context, chat.channel, userId)) return ownerMember(context, chat.channel);
  const person = context.store.state.persons.get(userId);
  if (person === undefined) throw badRequest('PARTICIPANT_ID_INVALID');
  return wireMember(memberOf(context, chat.id, userId), wireUser(person));
}

function isOwner({ owner }: SandboxContext, { ownerId }: SandboxChannel, userId: number | undefined): boolean {
  return userId === (ownerId ?? owner.id);
}

function ownerMember({ store, owner }: SandboxContext, { ownerId }: SandboxChannel): WireChatMember {
  const person = ownerId === null ? undefined : store.state.persons.get(ownerId);
  return { user: person === undefined ? owner : wireUser(person), status: 'creator', is_anonymous: false };
}

export function leaveChat(context: SandboxContext, call: ApiCall): true {
  const chat = findChat(context, call.params.chat_id);
  if (chat.type === 'private') throw badRequest("private chats can't be left");
  if (botRights(context, chat.id) === null) throw forbidden(`bot is not a member of the ${chat.type} chat`);
  context.store.commit(rightsEvents(context, { channel: chat.channel, rights: null, from: context.bot }));
  return true;
}

export function getChatMemberCount(context: SandboxContext, call: ApiCall): number {
  const chat = findChat(context, call.params.chat_id);
  return chat.type === 'private' ? 2 : memberCount(context, chat.id);
}

export function getChatAdministrators(context: SandboxContext, call: ApiCall): readonly WireChatMember[] {
  const channel = findAdministered(context, call.params.chat_id, null);
  const bot = botMember(botRights(context, channel.id), context.bot, channel.kind);
  const creator = ownerMember(context, channel);
  return flagOf(call, 'return_bots') ? [creator, bot] : [creator];
}

/** A person a call wants to act on in a channel; the bot and the creator are refused. */
function findSubject(context: SandboxContext, call: ApiCall, channel: SandboxChannel): PersonState {
  const userId = integerOf(call, 'user_id');
  if (userId === context.bot.id) throw badRequest("can't restrict self");
  if (isOwner(context, channel, userId)) throw badRequest("can't remove chat owner");
  const person = userId === undefined ? undefined : context.store.state.persons.get(userId);
  if (person === undefined) throw badRequest('PARTICIPANT_ID_INVALID');
  return person;
}

/** Shorter or longer than this is for ever. */
const SHORTEST_BAN_MS = 30_000;
const LONGEST_BAN_MS = 366 * 86_400_000;

export function banChatMember(context: SandboxContext, call: ApiCall): true {
  const channel = findAdministered(context, call.params.chat_id, 'restrictMembers');
  const person = findSubject(context, call, channel);
  const untilMs = (integerOf(call, 'until_date') ?? 0) * 1000;
  const aheadMs = untilMs - context.clock.nowMs();
  const { events, update } = membershipEvents(context, {
    channel,
    person,
    status: 'kicked',
    untilMs: aheadMs < SHORTEST_BAN_MS || aheadMs > LONGEST_BAN_MS ? null : untilMs,
    actor: context.bot,
  });
  context.store.commit([
    ...requestGoneEvents(context, channel.id, person.id),
    ...events,
    ...context.updates.enqueue([update]),
  ]);
  return true;
}

/** Without only_if_banned this also removes a member, who may come back: how access is taken away. */
export function unbanChatMember(context: SandboxContext, call: ApiCall): true {
  const channel = findAdministered(context, call.params.chat_id, 'restrictMembers');
  const person = findSubject(context, call, channel);
  const { status } = memberOf(context, channel.id, person.id);
  if (status === 'left' || (status === 'member' && flagOf(call, 'only_if_banned'))) return true;
  const { events, update } = membershipEvents(context, { channel, person, status: 'left', actor: context.bot });
  context.store.commit([...events, ...context.updates.enqueue([update])]);
  return true;
}

export function approveChatJoinRequest(context: SandboxContext, call: ApiCall): true {
  const channel = findAdministered(context, call.params.chat_id, 'inviteUsers');
  return decideRequest(context, { channel, person: findSubject(context, call, channel), approve: true });
}

export function declineChatJoinRequest(context: SandboxContext, call: ApiCall): true {
  const channel = findAdministered(context, call.params.chat_id, 'inviteUsers');
  return decideRequest(context, { channel, person: findSubject(context, call, channel), approve: false });
}

/** The answer to a request's query_id; "queue" leaves it to the administrators. */
export function answerChatJoinRequestQuery(context: SandboxContext, call: ApiCall): true {
  const id = textOf(call, 'chat_join_request_query_id') ?? '';
  const result = textOf(call, 'result') ?? '';
  if (!['approve', 'decline', 'queue'].includes(result)) throw badRequest('wrong parameter result in request');
  const query = context.joinQueries?.get(id);
  const person = query && context.store.state.persons.get(query.userId);
  if (query === undefined || person === undefined || query.untilWallMs < context.wallMs()) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  context.joinQueries?.delete(id);
  if (result === 'queue') return true;
  const channel = findAdministered(context, query.chatId, 'inviteUsers');
  return decideRequest(context, { channel, person, approve: result === 'approve' });
}

interface Decision {
  readonly channel: SandboxChannel;
  readonly person: PersonState;
  readonly approve: boolean;
}

function decideRequest(context: SandboxContext, { channel, person, approve }: Decision): true {
  const request = context.store.state.requests.get(channel.id)?.get(person.id);
  if (memberOf(context, channel.id, person.id).status === 'member') throw badRequest('USER_ALREADY_PARTICIPANT');
  if (request === undefined) throw badRequest('HIDE_REQUESTER_MISSING');
  const gone = requestGoneEvents(context, channel.id, person.id);
  if (!approve) {
    context.store.commit(gone);
    return true;
  }
  const link = gone.flatMap((event) => (event.e === 'link' ? [event.link] : []))[0];
  const { events, update } = membershipEvents(context, {
    channel,
    person,
    status: 'member',
    actor: context.bot,
    viaRequest: true,
    ...(link === undefined ? {} : { link: link.wire }),
  });
  const counted = link === undefined ? [] : [{ e: 'link' as const, link: { ...link, joined: link.joined + 1 } }];
  context.store.commit([...gone, ...counted, ...events, ...context.updates.enqueue([update])]);
  return true;
}
