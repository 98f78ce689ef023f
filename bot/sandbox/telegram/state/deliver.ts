import { nowS, type SandboxContext } from '../context.ts';
import type { FormattedText } from '../protocol/html.ts';
import { badRequest, tooManyRequests } from '../protocol/refusal.ts';
import { type ApiCall, flagOf, objectOf } from '../protocol/request.ts';
import type { WireInlineKeyboard, WireMessage } from '../protocol/wire.ts';
import { type ChatTarget, checkMayWrite } from './chats.ts';
import type { InvoiceOrder, PersonState, SandboxEvent, StoredMessage } from './state.ts';

/** The content of a message: one of text, photo, document or invoice, as wire fields. */
export type MessageContent = Pick<
  WireMessage,
  | 'text'
  | 'entities'
  | 'photo'
  | 'document'
  | 'caption'
  | 'caption_entities'
  | 'show_caption_above_media'
  | 'has_media_spoiler'
  | 'invoice'
  | 'link_preview_options'
>;

export interface Delivery {
  readonly chat: ChatTarget;
  readonly content: MessageContent;
  readonly markup: WireInlineKeyboard | null;
  readonly order: InvoiceOrder | null;
  /** Changes to commit together with the message. */
  readonly events?: readonly SandboxEvent[];
}

/** Sends one message of the bot: rights, reply, sending limits, then one commit. Returns it as Telegram answers it. */
export function deliver(context: SandboxContext, call: ApiCall, delivery: Delivery): WireMessage {
  const { chat, content, markup, order } = delivery;
  const { store, bot } = context;
  checkMayWrite(context, chat);
  const replied = repliedTo(context, call, chat.id);
  const waitS = context.limiter.take(chat.id, chat.type === 'channel', context.clock.nowMs());
  if (waitS !== null) throw tooManyRequests(waitS);
  const wire: WireMessage = {
    message_id: nextMessageId(context, chat.id),
    ...(chat.type === 'channel' ? { sender_chat: chat.wire } : { from: bot }),
    chat: chat.wire,
    date: nowS(context),
    ...(replied === null ? {} : { reply_to_message: replied }),
    ...content,
    ...(flagOf(call, 'protect_content') ? { has_protected_content: true } : {}),
    ...(markup === null ? {} : { reply_markup: markup }),
  };
  const stored: StoredMessage = { wire, order, paid: false, sheet: false };
  const seen = chat.type === 'private' ? learnLinks(context, chat.person, wire) : [];
  store.commit([...(delivery.events ?? []), { e: 'message', chatId: chat.id, stored, fresh: true }, ...seen]);
  context.actions.clear(chat.id);
  return wire;
}

export function nextMessageId(context: SandboxContext, chatId: number): number {
  return (context.store.state.lastMessageIds.get(chatId) ?? 0) + 1;
}

function repliedTo(context: SandboxContext, call: ApiCall, chatId: number): WireMessage | null {
  const reply = objectOf(call, 'reply_parameters');
  if (reply === undefined) return null;
  if (reply.chat_id !== undefined && reply.chat_id !== chatId) {
    throw badRequest('the stand-in does not simulate replies to another chat');
  }
  const found = context.store.state.messages.get(chatId)?.get(Number(reply.message_id));
  if (found === undefined || found.sheet) {
    if (reply.allow_sending_without_reply === true) return null;
    throw badRequest('message to be replied not found');
  }
  const { reply_to_message: _nested, ...wire } = found.wire;
  return wire;
}

/** Invite links the bot shows to a person: from then on the person may find the channel. */
function learnLinks(context: SandboxContext, person: PersonState, wire: WireMessage): SandboxEvent[] {
  const texts = [
    wire.text ?? wire.caption ?? '',
    ...(wire.entities ?? wire.caption_entities ?? []).map((entity) => entity.url ?? ''),
    ...(wire.reply_markup?.inline_keyboard.flat() ?? []).map((button) => button.url ?? ''),
  ];
  const known = new Set(person.knownLinks);
  for (const text of texts) {
    for (const found of text.matchAll(/https:\/\/t\.me\/\+[A-Za-z0-9]+/g)) {
      if (context.store.state.links.has(found[0])) known.add(found[0]);
    }
  }
  if (known.size === person.knownLinks.length) return [];
  return [{ e: 'person', person: { ...person, knownLinks: [...known] } }];
}

/** Text and entities as the fields of a text message. */
export function textContent(formatted: FormattedText): MessageContent {
  const { text, entities } = formatted;
  return entities.length === 0 ? { text } : { text, entities };
}

/** Caption and entities as the fields of a media message; none when it is empty. */
export function captionContent(formatted: FormattedText): MessageContent {
  const { text, entities } = formatted;
  if (text === '') return {};
  return entities.length === 0 ? { caption: text } : { caption: text, caption_entities: entities };
}
