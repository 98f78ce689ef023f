import { nowS, type SandboxContext } from '../context.ts';
import { readCaption, readText } from '../protocol/formatted.ts';
import { readMarkup } from '../protocol/markup.ts';
import { badRequest, tooManyRequests } from '../protocol/refusal.ts';
import { type ApiCall, flagOf, objectOf, textOf } from '../protocol/request.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { type ChatTarget, checkMayWrite, findChat } from '../state/chats.ts';
import { captionContent, textContent } from '../state/deliver.ts';
import type { SandboxEvent, StoredMessage } from '../state/state.ts';
import { documentContent, photoContent, takeFile } from './send.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content ' +
  'and reply markup of the message';
const DELETABLE_S = 48 * 3600;

export function editMessageText(context: SandboxContext, call: ApiCall): WireMessage {
  const { chat, stored } = findOwn(context, call);
  if (call.params.rich_message !== undefined) throw badRequest('the stand-in does not simulate rich_message');
  const formatted = readText(call);
  if (stored.wire.text === undefined) throw badRequest('there is no text in the message to edit');
  const preview = objectOf(call, 'link_preview_options');
  const { text: _text, entities: _entities, link_preview_options: _preview, ...rest } = stored.wire;
  const content = { ...textContent(formatted), ...(preview === undefined ? {} : { link_preview_options: preview }) };
  return replace(context, call, { chat, stored, wire: { ...rest, ...content } });
}

export function editMessageCaption(context: SandboxContext, call: ApiCall): WireMessage {
  const { chat, stored } = findOwn(context, call);
  const caption = readCaption(call);
  if (stored.wire.photo === undefined && stored.wire.document === undefined) {
    throw badRequest('there is no caption in the message to edit');
  }
  const { caption: _caption, caption_entities: _entities, show_caption_above_media: _above, ...rest } = stored.wire;
  const above = flagOf(call, 'show_caption_above_media') ? { show_caption_above_media: true as const } : {};
  return replace(context, call, { chat, stored, wire: { ...rest, ...captionContent(caption), ...above } });
}

export function editMessageReplyMarkup(context: SandboxContext, call: ApiCall): WireMessage {
  const { chat, stored } = findOwn(context, call);
  return replace(context, call, { chat, stored, wire: stored.wire });
}

export function editMessageMedia(context: SandboxContext, call: ApiCall): WireMessage {
  const { chat, stored } = findOwn(context, call);
  const media = objectOf(call, 'media');
  const kind = media?.type;
  if (media === undefined || (kind !== 'photo' && kind !== 'document')) {
    throw badRequest(`the stand-in edits media of type photo and document only, was "${String(kind)}"`);
  }
  const group = stored.wire.media_group_id;
  if (group !== undefined && (stored.wire.photo === undefined) !== (kind !== 'photo'))
    throw badRequest("message content type can't be used in an album");
  const inner: ApiCall = { ...call, params: media };
  const caption = readCaption(inner);
  const { file, events } = takeFile(context, inner, { source: textOf(inner, 'media'), kind });
  const { message_id, from, sender_chat, date, chat: wireChat, reply_to_message, has_protected_content } = stored.wire;
  const wire: WireMessage = {
    message_id,
    ...(from === undefined ? {} : { from }),
    ...(sender_chat === undefined ? {} : { sender_chat }),
    chat: wireChat,
    date,
    ...(reply_to_message === undefined ? {} : { reply_to_message }),
    ...(has_protected_content === undefined ? {} : { has_protected_content }),
    ...(group === undefined ? {} : { media_group_id: group }),
    ...(kind === 'photo' ? photoContent(file) : documentContent(file)),
    ...captionContent(caption),
  };
  return replace(context, call, { chat, stored, wire, events });
}

interface Found {
  readonly chat: ChatTarget;
  readonly stored: StoredMessage;
}

/** The message a call names; pay sheets are the person's and unknown to the bot. */
function find(context: SandboxContext, call: ApiCall, purpose: 'edit' | 'delete' | 'pin'): Found {
  const chat = findChat(context, call.params.chat_id);
  const messageId = call.params.message_id;
  if (messageId === undefined) throw badRequest('message identifier is not specified');
  const stored = context.store.state.messages.get(chat.id)?.get(Number(messageId));
  if (stored === undefined || stored.sheet) throw badRequest(`message to ${purpose} not found`);
  return { chat, stored };
}

/** The bot's own message a call names. */
function findOwn(context: SandboxContext, call: ApiCall): Found {
  const { chat, stored } = find(context, call, 'edit');
  checkMayWrite(context, chat);
  const isOwn = stored.wire.from?.id === context.bot.id || stored.wire.sender_chat !== undefined;
  if (!isOwn) throw badRequest("message can't be edited");
  return { chat, stored };
}

interface Replacement extends Found {
  /** The new message, still with its old keyboard and edit date. */
  readonly wire: WireMessage;
  readonly events?: readonly SandboxEvent[];
}

/** Stores an edited message; an edit without reply_markup takes the keyboard away, as at Telegram. */
function replace(context: SandboxContext, call: ApiCall, replacement: Replacement): WireMessage {
  const { chat, stored } = replacement;
  const invoiceStars = stored.order?.stars ?? null;
  const markup = readMarkup(call, { inChannel: chat.type === 'channel', invoiceStars });
  const { reply_markup: _markup, edit_date: _edited, ...content } = replacement.wire;
  const next = { ...content, ...(markup === null ? {} : { reply_markup: markup }) };
  const { edit_date: _before, ...current } = stored.wire;
  if (canonical(next) === canonical(current)) throw badRequest(NOT_MODIFIED);
  const isChannel = chat.type === 'channel';
  const waitS = context.limiter.takeEdit(chat.id, isChannel, context.clock.nowMs());
  if (waitS !== null) throw tooManyRequests(waitS);
  const wire: WireMessage = { ...next, edit_date: nowS(context) };
  const event: SandboxEvent = { e: 'message', chatId: chat.id, stored: { ...stored, wire }, fresh: false };
  context.store.commit([...(replacement.events ?? []), event]);
  return wire;
}

/** JSON with sorted keys: the same content whatever the order it was put together in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

export function deleteMessage(context: SandboxContext, call: ApiCall): true {
  const { chat, stored } = find(context, call, 'delete');
  const messageId = stored.wire.message_id;
  if (chat.type === 'channel') checkMayWrite(context, chat);
  else if (nowS(context) - stored.wire.date > DELETABLE_S) throw badRequest("message can't be deleted for everyone");
  const unpin: SandboxEvent[] =
    context.store.state.pinned.get(chat.id) === messageId ? [{ e: 'pinned', chatId: chat.id, messageId: null }] : [];
  context.store.commit([{ e: 'message-gone', chatId: chat.id, messageId }, ...unpin]);
  return true;
}

export function pinChatMessage(context: SandboxContext, call: ApiCall): true {
  const { chat, stored } = find(context, call, 'pin');
  checkMayWrite(context, chat);
  context.store.commit([{ e: 'pinned', chatId: chat.id, messageId: stored.wire.message_id }]);
  return true;
}

export function unpinChatMessage(context: SandboxContext, call: ApiCall): true {
  const chat = findChat(context, call.params.chat_id);
  checkMayWrite(context, chat);
  const pinned = context.store.state.pinned.get(chat.id);
  const wanted = call.params.message_id;
  if (pinned === undefined || (wanted !== undefined && wanted !== pinned)) {
    throw badRequest('message to unpin not found');
  }
  context.store.commit([{ e: 'pinned', chatId: chat.id, messageId: null }]);
  return true;
}
