import type { SandboxContext } from '../context.ts';
import { readCaption } from '../protocol/formatted.ts';
import { badRequest } from '../protocol/refusal.ts';
import { type ApiCall, arrayOf, flagOf, textOf } from '../protocol/request.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { findChat } from '../state/chats.ts';
import { captionContent, deliverAlbum, type MessageContent } from '../state/deliver.ts';
import type { SandboxEvent } from '../state/state.ts';
import { documentContent, photoContent, takeFile } from './send.ts';

const FEWEST = 2;
const MOST = 10;

interface Item {
  readonly content: MessageContent;
  readonly events: readonly SandboxEvent[];
}

/** Two to ten photos, or as many documents, as one album: a message each, in order, all or none. */
export function sendMediaGroup(context: SandboxContext, call: ApiCall): readonly WireMessage[] {
  const chat = findChat(context, call.params.chat_id);
  const media = arrayOf<Readonly<Record<string, unknown>>>(call, 'media') ?? [];
  if (media.length === 0) throw badRequest('there are no messages to send');
  if (media.length < FEWEST) throw badRequest('an album must include 2-10 items');
  if (media.length > MOST) throw badRequest('too many messages to send as an album');
  const kinds = new Set(media.map(({ type }) => type));
  if (kinds.has('document') && kinds.size > 1) throw badRequest("document can't be mixed with other media types");
  const items = media.map((item) => readItem(context, { ...call, params: item }));
  return deliverAlbum(context, call, {
    ...{ chat, contents: items.map(({ content }) => content) },
    events: items.flatMap(({ events }) => events),
  });
}

function readItem(context: SandboxContext, item: ApiCall): Item {
  const kind = textOf(item, 'type');
  if (kind !== 'photo' && kind !== 'document')
    throw badRequest(`the stand-in sends albums of photos or documents, was "${kind ?? ''}"`);
  const caption = captionContent(readCaption(item));
  const { file, events } = takeFile(context, item, { source: textOf(item, 'media'), kind });
  if (kind === 'document') return { content: { ...documentContent(file), ...caption }, events };
  const content: MessageContent = {
    ...photoContent(file),
    ...caption,
    ...(flagOf(item, 'show_caption_above_media') ? { show_caption_above_media: true as const } : {}),
    ...(flagOf(item, 'has_spoiler') ? { has_media_spoiler: true as const } : {}),
  };
  return { content, events };
}
