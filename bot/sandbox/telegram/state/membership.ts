import { nowS, type SandboxContext } from '../context.ts';
import type { WireInviteLink, WireUpdateBody, WireUser } from '../protocol/wire.ts';
import { botMember, botRights, channelChat, memberOf, wireMember, wireUser } from './chats.ts';
import type { BotRights, LinkState, MemberState, PersonState, SandboxChannel, SandboxEvent } from './state.ts';

export interface MembershipChange {
  readonly channel: SandboxChannel;
  readonly person: PersonState;
  readonly status: MemberState['status'];
  readonly untilMs?: number | null;
  /** Who did it: the person, or the bot. */
  readonly actor: WireUser;
  readonly link?: WireInviteLink;
  readonly viaRequest?: boolean;
}

/** A change of standing in a channel: what is stored and the chat_member update about it. */
export function membershipEvents(
  context: SandboxContext,
  change: MembershipChange,
): { readonly events: SandboxEvent[]; readonly update: WireUpdateBody } {
  const { channel, person, status, actor, link } = change;
  const user = wireUser(person);
  const before = memberOf(context, channel.id, person.id);
  const member: MemberState = { userId: person.id, status, untilMs: change.untilMs ?? null };
  const events: SandboxEvent[] = [{ e: 'member', chatId: channel.id, member }];
  const update: WireUpdateBody = {
    chat_member: {
      chat: channelChat(channel),
      from: actor,
      date: nowS(context),
      old_chat_member: wireMember(before, user),
      new_chat_member: wireMember(member, user),
      ...(link === undefined ? {} : { invite_link: link }),
      ...(change.viaRequest === true ? { via_join_request: true } : {}),
    },
  };
  return { events, update };
}

/** A link with another number of waiting requests. */
export function withPending(link: LinkState, change: number): LinkState {
  const { pending_join_request_count: before, ...wire } = link.wire;
  const count = Math.max(0, (before ?? 0) + change);
  return { ...link, wire: count === 0 ? wire : { ...wire, pending_join_request_count: count } };
}

/** Takes a decided or withdrawn request away: what is stored. */
export function requestGoneEvents(context: SandboxContext, chatId: number, userId: number): SandboxEvent[] {
  const request = context.store.state.requests.get(chatId)?.get(userId);
  if (request === undefined) return [];
  const link = context.store.state.links.get(request.link);
  return [
    { e: 'request-gone', chatId, userId },
    ...(link === undefined ? [] : [{ e: 'link' as const, link: withPending(link, -1) }]),
  ];
}

/** The bot's standing changes: what is stored, and the my_chat_member that it gets. */
export function rightsEvents(
  context: SandboxContext,
  change: { readonly channel: SandboxChannel; readonly rights: BotRights | null; readonly from: WireUser },
): readonly SandboxEvent[] {
  const { channel, rights, from } = change;
  const { bot } = context;
  return [
    { e: 'rights', chatId: channel.id, rights },
    ...context.updates.enqueue([
      {
        my_chat_member: {
          chat: channelChat(channel),
          from,
          date: nowS(context),
          old_chat_member: botMember(botRights(context, channel.id), bot, channel.kind),
          new_chat_member: botMember(rights, bot, channel.kind),
        },
      },
    ]),
  ];
}
