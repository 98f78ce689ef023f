import { nowS, type SandboxContext } from '../context.ts';
import type { FormattedText } from '../protocol/html.ts';
import { badRequest, tooManyRequests } from '../protocol/refusal.ts';
import { readReplyKeyboard } from '../protocol/reply-keyboard.ts';
import { type ApiCall, flagOf, objectOf } from '../protocol/request.ts';
import type { WireInlineKeyboard, WireMessage } from '../protocol/wire.ts';
import { type ChatTarget, checkMayWrite } from './chats.ts';
import { starBalance } from './star-balance.ts';
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
  const envelope = admit(context, call, { chat, count: 1 });
  const wire: WireMessage = {
    ...envelope.wire,
    ...content,
    ...(markup === null ? {} : { reply_markup: markup }),
  };
  store(context, call, { chat, wires: [wire], order, events: [...envelope.events, ...(delivery.events ?? [])] });
  return wire;
}

export interface Album {
  readonly chat: ChatTarget;
  readonly contents: readonly MessageContent[];
  readonly events: readonly SandboxEvent[];
}

/** Sends the messages of an album, each counted by the sending limits; in one commit, so that all come or none. */
export function deliverAlbum(context: SandboxContext, call: ApiCall, album: Album): readonly WireMessage[] {
  const { chat, contents } = album;
  const envelope = admit(context, call, { chat, count: contents.length });
  const media_group_id = context.store.nextId('media-group', 17);
  const { message_id: first } = envelope.wire;
  const wires = contents.map((content, index) => ({
    ...{ ...envelope.wire, message_id: first + index, media_group_id },
    ...content,
  }));
  store(context, call, { chat, wires, order: null, events: [...envelope.events, ...album.events] });
  return wires;
}

/** What every message of a call begins with, once rights, reply, balance and limits allow it. */
function admit(
  context: SandboxContext,
  call: ApiCall,
  { chat, count }: { readonly chat: ChatTarget; readonly count: number },
): { readonly wire: WireMessage; readonly events: readonly SandboxEvent[] } {
  checkMayWrite(context, chat);
  const replied = repliedTo(context, call, chat.id);
  const isPaid = flagOf(call, 'allow_paid_broadcast');
  if (isPaid && starBalance(context) < 1) throw badRequest('BALANCE_TOO_LOW');
  const nowMs = context.clock.nowMs();
  for (let message = 0; message < count; message += 1) {
    const waitS = isPaid
      ? context.limiter.takePaid(nowMs)
      : context.limiter.take(chat.id, chat.type === 'channel', nowMs);
    if (waitS !== null) throw tooManyRequests(waitS);
  }
  const wire: WireMessage = {
    message_id: nextMessageId(context, chat.id),
    ...(chat.type === 'channel' ? { sender_chat: chat.wire } : { from: context.bot }),
    chat: chat.wire,
    date: nowS(context),
    ...(replied === null ? {} : { reply_to_message: replied }),
    ...(flagOf(call, 'protect_content') ? { has_protected_content: true } : {}),
  };
  return { wire, events: isPaid ? [{ e: 'paid-broadcast', dateMs: nowMs, count }] : [] };
}

function store(
  context: SandboxContext,
  call: ApiCall,
  sent: {
    readonly chat: ChatTarget;
    readonly wires: readonly WireMessage[];
    readonly order: InvoiceOrder | null;
    readonly events: readonly SandboxEvent[];
  },
): void {
  const { chat, wires, order, events } = sent;
  const messages = wires.map((wire): SandboxEvent => {
    const stored: StoredMessage = { wire, order, paid: false, sheet: false };
    return { e: 'message', chatId: chat.id, stored, fresh: true };
  });
  const seen = chat.type === 'private' ? changedPerson(context, call, { person: chat.person, wires }) : [];
  context.store.commit([...events, ...messages, ...seen]);
  context.actions.clear(chat.id);
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

/** What a message changes of whom it is for: the links they know, and the keyboard in the place of the letters. */
function changedPerson(
  context: SandboxContext,
  call: ApiCall,
  { person, wires }: { readonly person: PersonState; readonly wires: readonly WireMessage[] },
): SandboxEvent[] {
  const replyKeyboard = readReplyKeyboard(call);
  const known = new Set(wires.flatMap((wire) => [...knownLinks(context, person, wire)]));
  if (replyKeyboard === undefined && known.size === person.knownLinks.length) return [];
  const keyboard = replyKeyboard === undefined ? {} : { replyKeyboard };
  return [{ e: 'person', person: { ...person, knownLinks: [...known], ...keyboard } }];
}

/** Invite links the bot shows to a person: from then on the person may find the channel. */
function knownLinks(context: SandboxContext, person: PersonState, wire: WireMessage): ReadonlySet<string> {
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
  return known;
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
