import { type FormattedText, parseHtml } from './html.ts';
import { badRequest } from './refusal.ts';
import { type ApiCall, arrayOf, textOf } from './request.ts';
import { tidyText, wellFormed } from './tidy-text.ts';
import type { WireEntity } from './wire.ts';

const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;

/** The message text of a call, 1–4096 UTF-16 units after parsing. */
export function readText(call: ApiCall): FormattedText {
  const text = textOf(call, 'text');
  if (text === undefined) throw badRequest('message text is empty');
  const formatted = readFormatted(call, text, 'entities');
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > MAX_TEXT) throw badRequest('message is too long');
  return formatted;
}

/** The caption of a call, at most 1024 UTF-16 units after parsing; empty when there is none. */
export function readCaption(call: ApiCall): FormattedText {
  const formatted = readFormatted(call, textOf(call, 'caption') ?? '', 'caption_entities');
  if (formatted.text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return formatted;
}

function readFormatted(call: ApiCall, text: string, entitiesField: string): FormattedText {
  // Telegram refuses broken UTF-8; a lone surrogate cannot be written as UTF-8 at all.
  if (wellFormed(text) !== text) throw badRequest('strings must be encoded in UTF-8');
  const mode = textOf(call, 'parse_mode') ?? '';
  if (mode.toLowerCase() === 'html') return tidyText(parseHtml(text));
  if (/^markdown(v2)?$/i.test(mode)) {
    throw badRequest(`can't parse entities: the stand-in reads parse_mode HTML only, was "${mode}"`);
  }
  if (mode !== '') throw badRequest('unsupported parse_mode');
  const entities = arrayOf<WireEntity>(call, entitiesField) ?? [];
  for (const entity of entities) {
    if (entity.offset < 0 || entity.length <= 0 || entity.offset + entity.length > text.length) {
      throw badRequest('ENTITY_BOUNDS_INVALID');
    }
  }
  return tidyText({ text, entities });
}
