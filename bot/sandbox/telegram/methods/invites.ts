import { nowS, type SandboxContext } from '../context.ts';
import { badRequest } from '../protocol/refusal.ts';
import { type ApiCall, flagOf, integerOf, textOf } from '../protocol/request.ts';
import type { WireInviteLink } from '../protocol/wire.ts';
import { findAdministered } from '../state/chats.ts';
import type { LinkState, SandboxChannel, SandboxEvent } from '../state/state.ts';

export function createChatInviteLink(context: SandboxContext, call: ApiCall): WireInviteLink {
  const channel = findAdministered(context, call.params.chat_id, 'inviteUsers');
  const name = textOf(call, 'name') ?? '';
  const expire = integerOf(call, 'expire_date') ?? 0;
  const limit = integerOf(call, 'member_limit') ?? 0;
  const byRequest = flagOf(call, 'creates_join_request');
  if (name.length > 32) throw badRequest('CHAT_INVITE_NAME_TOO_LONG');
  if (limit !== 0 && (limit < 1 || limit > 99_999)) throw badRequest('USAGE_LIMIT_INVALID');
  if (expire !== 0 && expire <= nowS(context)) throw badRequest('EXPIRE_DATE_INVALID');
  if (byRequest && limit !== 0) {
    throw badRequest("member limit can't be specified for links requiring administrator approval");
  }
  const wire: WireInviteLink = {
    ...newLink(context, byRequest, false),
    ...(name === '' ? {} : { name }),
    ...(expire === 0 ? {} : { expire_date: expire }),
    ...(limit === 0 ? {} : { member_limit: limit }),
  };
  context.store.commit([linkEvent(channel, wire)]);
  return wire;
}

/** The bot's primary link: a new one takes the place of the old, which dies. */
export function exportChatInviteLink(context: SandboxContext, call: ApiCall): string {
  const channel = findAdministered(context, call.params.chat_id, 'inviteUsers');
  const wire = newLink(context, false, true);
  const revoked = primaryLinks(context, channel).map((link) => revokedEvent(link));
  context.store.commit([...revoked, linkEvent(channel, wire)]);
  return wire.invite_link;
}

export function revokeChatInviteLink(context: SandboxContext, call: ApiCall): WireInviteLink {
  const channel = findAdministered(context, call.params.chat_id, 'inviteUsers');
  const link = context.store.state.links.get(textOf(call, 'invite_link') ?? '');
  if (link === undefined || link.chatId !== channel.id) throw badRequest('INVITE_HASH_EXPIRED');
  const revoked = { ...link.wire, is_revoked: true };
  // A revoked primary link is replaced at once: a channel always has one.
  const renewed = link.wire.is_primary ? [linkEvent(channel, newLink(context, false, true))] : [];
  context.store.commit([revokedEvent(link), ...renewed]);
  return revoked;
}

function newLink(context: SandboxContext, byRequest: boolean, primary: boolean): WireInviteLink {
  return {
    invite_link: `https://t.me/+${context.store.nextId('invite', 16)}`,
    creator: context.bot,
    creates_join_request: byRequest,
    is_primary: primary,
    is_revoked: false,
  };
}

function primaryLinks(context: SandboxContext, channel: SandboxChannel): readonly LinkState[] {
  return [...context.store.state.links.values()].filter(
    (link) => link.chatId === channel.id && link.wire.is_primary && !link.wire.is_revoked,
  );
}

function linkEvent(channel: SandboxChannel, wire: WireInviteLink): SandboxEvent {
  return { e: 'link', link: { chatId: channel.id, wire, joined: 0 } };
}

function revokedEvent(link: LinkState): SandboxEvent {
  return { e: 'link', link: { ...link, wire: { ...link.wire, is_revoked: true } } };
}
