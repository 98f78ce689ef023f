import type { SandboxContext } from '../context.ts';
import { readCaption, readText } from '../protocol/formatted.ts';
import { readMarkup } from '../protocol/markup.ts';
import { badRequest } from '../protocol/refusal.ts';
import { type ApiCall, flagOf, objectOf, textOf } from '../protocol/request.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { checkMayWrite, findChat } from '../state/chats.ts';
import { captionContent, deliver, type MessageContent, textContent } from '../state/deliver.ts';
import { checkPhoto } from '../state/file-store.ts';
import type { FileState, SandboxEvent } from '../state/state.ts';

export function sendMessage(context: SandboxContext, call: ApiCall): WireMessage {
  const chat = findChat(context, call.params.chat_id);
  const formatted = readText(call);
  const markup = readMarkup(call, { inChannel: chat.type === 'channel', invoiceStars: null });
  const preview = objectOf(call, 'link_preview_options');
  const content = { ...textContent(formatted), ...(preview === undefined ? {} : { link_preview_options: preview }) };
  return deliver(context, call, { chat, content, markup, order: null });
}

export function sendPhoto(context: SandboxContext, call: ApiCall): WireMessage {
  const chat = findChat(context, call.params.chat_id);
  const caption = readCaption(call);
  const markup = readMarkup(call, { inChannel: chat.type === 'channel', invoiceStars: null });
  const { file, events } = takeFile(context, call, { source: textOf(call, 'photo'), kind: 'photo' });
  const content = {
    ...photoContent(file),
    ...captionContent(caption),
    ...(flagOf(call, 'show_caption_above_media') ? { show_caption_above_media: true as const } : {}),
    ...(flagOf(call, 'has_spoiler') ? { has_media_spoiler: true as const } : {}),
  };
  return deliver(context, call, { chat, content, markup, order: null, events });
}

export function sendDocument(context: SandboxContext, call: ApiCall): WireMessage {
  const chat = findChat(context, call.params.chat_id);
  const caption = readCaption(call);
  const markup = readMarkup(call, { inChannel: chat.type === 'channel', invoiceStars: null });
  const { file, events } = takeFile(context, call, { source: textOf(call, 'document'), kind: 'document' });
  const content = { ...documentContent(file), ...captionContent(caption) };
  return deliver(context, call, { chat, content, markup, order: null, events });
}

export function copyMessage(context: SandboxContext, call: ApiCall): { message_id: number } {
  const chat = findChat(context, call.params.chat_id);
  const from = findChat(context, call.params.from_chat_id);
  const found = context.store.state.messages.get(from.id)?.get(Number(call.params.message_id));
  if (found === undefined || found.sheet) throw badRequest('message to copy not found');
  const { text, entities, photo, document, caption, caption_entities, link_preview_options } = found.wire;
  const isMedia = photo !== undefined || document !== undefined;
  if (text === undefined && !isMedia) throw badRequest("message can't be copied");
  const given = textOf(call, 'caption') === undefined ? null : captionContent(readCaption(call));
  const kept = {
    ...(caption === undefined ? {} : { caption }),
    ...(caption_entities === undefined ? {} : { caption_entities }),
  };
  const content: MessageContent = isMedia
    ? {
        ...(photo === undefined ? {} : { photo }),
        ...(document === undefined ? {} : { document }),
        ...(given ?? kept),
      }
    : {
        ...(text === undefined ? {} : { text }),
        ...(entities === undefined ? {} : { entities }),
        ...(link_preview_options === undefined ? {} : { link_preview_options }),
      };
  const markup = readMarkup(call, { inChannel: chat.type === 'channel', invoiceStars: null });
  return { message_id: deliver(context, call, { chat, content, markup, order: null }).message_id };
}

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

export function sendChatAction(context: SandboxContext, call: ApiCall): true {
  const chat = findChat(context, call.params.chat_id);
  const action = textOf(call, 'action') ?? '';
  if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
  checkMayWrite(context, chat);
  context.actions.show(chat.id, action);
  return true;
}

/** A file named by a call: uploaded with it, or sent before. Addresses are refused, the stand-in fetches nothing. */
export function takeFile(
  context: SandboxContext,
  call: ApiCall,
  wanted: { readonly source: string | undefined; readonly kind: 'photo' | 'document' },
): { readonly file: FileState; readonly events: readonly SandboxEvent[] } {
  const { source, kind } = wanted;
  if (source === undefined || source === '') throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:\/\//i.test(source)) throw badRequest('failed to get HTTP URL content');
  if (!source.startsWith('attach://')) {
    const known = context.store.state.files.get(source);
    if (known === undefined || !context.files.has(known.id))
      throw badRequest('wrong file identifier/HTTP URL specified');
    if (kind === 'photo') checkPhoto(known);
    return { file: known, events: [] };
  }
  const upload = call.files.get(source.slice('attach://'.length));
  if (upload === undefined) throw badRequest(`there is no ${kind} in the request`);
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
  const file = context.files.save(upload);
  if (kind === 'photo') checkPhoto(file);
  return { file, events: context.store.state.files.has(file.id) ? [] : [{ e: 'file', file }] };
}

export function photoContent(file: FileState): MessageContent {
  const size = { width: file.width ?? 0, height: file.height ?? 0, file_size: file.size };
  return { photo: [{ file_id: file.id, file_unique_id: uniqueId(file), ...size }] };
}

export function documentContent(file: FileState): MessageContent {
  return {
    document: {
      file_id: file.id,
      file_unique_id: uniqueId(file),
      file_name: file.name,
      mime_type: file.mime,
      file_size: file.size,
    },
  };
}

/** Telegram's short name of a file, the same for every bot. */
export function uniqueId(file: FileState): string {
  return `AQAD${file.id.slice(-12)}`;
}
