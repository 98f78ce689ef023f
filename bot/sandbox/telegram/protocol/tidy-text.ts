import type { FormattedText } from './html.ts';
import type { WireEntity } from './wire.ts';

const CODE = new Set(['code', 'pre']);
/** Outer before inner where two entities cover the same text. */
const ORDER = [
  'blockquote',
  'expandable_blockquote',
  'text_link',
  'text_mention',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'pre',
  'code',
  'custom_emoji',
  'date_time',
];

/**
 * What Telegram does with text and entities before it stores them: cuts white space at both ends, drops empty entities,
 * keeps code and pre free of other formatting (only a quotation may hold them), unites equal ones that touch or overlap,
 * and finds links, commands, mentions, hashtags and cashtags. Bounds outside the text are cut.
 */
export function tidyText(input: FormattedText): FormattedText {
  const start = input.text.length - input.text.trimStart().length;
  const text = input.text.trim();
  const moved = input.entities.flatMap((entity) => clip(entity, start, text.length));
  const code = moved.filter((entity) => CODE.has(entity.type));
  const outer = unite(code);
  const styled = moved
    .filter((entity) => !CODE.has(entity.type))
    .flatMap((entity) => (entity.type.endsWith('blockquote') ? [entity] : cutOut(entity, outer)));
  const marked = [...unite(styled), ...outer];
  return { text, entities: [...marked, ...findEntities(text, marked)].sort(byPlace) };
}

/** The text with lone surrogates replaced: what survives being written as UTF-8. */
export function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

function clip(entity: WireEntity, start: number, length: number): WireEntity[] {
  const from = Math.max(0, entity.offset - start);
  const to = Math.min(length, entity.offset + entity.length - start);
  return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
}

function byPlace(a: WireEntity, b: WireEntity): number {
  return a.offset - b.offset || b.length - a.length || ORDER.indexOf(a.type) - ORDER.indexOf(b.type);
}

/** `pre` and `code` share one key: the outer of two nested ones stays. */
function keyOf(entity: WireEntity): string {
  return CODE.has(entity.type)
    ? 'code'
    : JSON.stringify([entity.type, entity.url, entity.custom_emoji_id, entity.unix_time]);
}

/** Unites overlapping and touching entities of one kind; two neighbouring blocks of code or quotations stay two. */
function unite(entities: readonly WireEntity[]): WireEntity[] {
  const result: WireEntity[] = [];
  const last = new Map<string, number>();
  for (const entity of [...entities].sort(byPlace)) {
    const key = keyOf(entity);
    const index = last.get(key);
    const before = index === undefined ? undefined : result[index];
    const mayTouch = !CODE.has(entity.type) && !entity.type.endsWith('blockquote');
    const reach = before === undefined ? -1 : before.offset + before.length;
    if (
      before === undefined ||
      index === undefined ||
      entity.offset > reach ||
      (entity.offset === reach && !mayTouch)
    ) {
      last.set(key, result.push(entity) - 1);
    } else {
      const language = before.language ?? entity.language;
      result[index] = {
        ...before,
        type: CODE.has(before.type) && (before.type === 'pre' || entity.type === 'pre') ? 'pre' : before.type,
        length: Math.max(reach, entity.offset + entity.length) - before.offset,
        ...(language === undefined ? {} : { language }),
      };
    }
  }
  return result;
}

/** What remains of an entity when the ranges of `holes` are taken out. */
function cutOut(entity: WireEntity, holes: readonly WireEntity[]): WireEntity[] {
  const parts: WireEntity[] = [];
  let from = entity.offset;
  const end = entity.offset + entity.length;
  for (const hole of [...holes].sort((a, b) => a.offset - b.offset)) {
    const holeEnd = hole.offset + hole.length;
    if (holeEnd <= from || hole.offset >= end) continue;
    if (hole.offset > from) parts.push({ ...entity, offset: from, length: hole.offset - from });
    from = Math.max(from, holeEnd);
  }
  if (from < end) parts.push({ ...entity, offset: from, length: end - from });
  return parts;
}

const FOUND: readonly (readonly [string, RegExp])[] = [
  ['url', /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]/giu],
  ['bot_command', /(?<![\w/@.-])\/[a-z0-9_]{1,32}(?:@\w{5,32})?(?![\w/])/giu],
  ['mention', /(?<![\w@])@[a-z]\w{3,31}(?![\w@])/giu],
  ['hashtag', /(?<![\w#&])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
  ['cashtag', /(?<![\w$])\$[A-Z]{1,8}(?![\w$])/gu],
];

function findEntities(text: string, taken: readonly WireEntity[]): WireEntity[] {
  const blocked = taken.filter((entity) => CODE.has(entity.type) || entity.type === 'text_link');
  const found: WireEntity[] = [];
  for (const [type, pattern] of FOUND) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      const overlaps = [...blocked, ...found].some(
        (other) => other.offset < entity.offset + entity.length && entity.offset < other.offset + other.length,
      );
      if (!overlaps) found.push(entity);
    }
  }
  return found;
}
