import type { Call } from './judge.ts';

/** Entities that texts of ours have; another one came out of somebody's words. */
const OURS = new Set([
  ...['bold', 'italic', 'code', 'pre', 'blockquote', 'expandable_blockquote', 'text_link', 'date_time'],
  // Found by Telegram itself in any text.
  ...['bot_command', 'url', 'mention', 'hashtag', 'cashtag', 'email', 'phone_number'],
]);
const OUR_TAGS = /<\/?(?:b|i|code|pre|blockquote|tg-time|a)[ >]/;

interface Entity {
  readonly type: string;
  readonly url?: string;
}

/** What is wrong with a text that the bot showed: somebody's words as markup, or our markup as words. Null: nothing. */
export function textProblem({ method, raw, result }: Call): string | null {
  if (method === 'answerCallbackQuery')
    return OUR_TAGS.test(String(raw.params.text ?? '')) ? 'markup in a toast' : null;
  const { text, entities } = shownIn(result);
  const foreign = entities.find(({ type, url }) => !OURS.has(type) || url?.includes('injected.test') === true);
  if (foreign !== undefined) return `somebody's words became markup (${foreign.type})`;
  if (text === null) return null;
  if (/&(?:lt|gt|amp|quot);/.test(text)) return 'escaped twice';
  // People write </b> and </code> themselves; nobody writes these.
  const tag = /<(?:b|i|code|pre|blockquote|tg-time unix="\d+"[^>]*)>/.exec(text);
  if (tag !== null) return `markup shown as words at "${text.slice(tag.index, tag.index + 40)}"`;
  if (/\bundefined\b|\[object |\bNaN\b(?! )/.test(text.replaceAll(/NaN|__proto__/g, ''))) return 'a value that is none';
  return null;
}

function shownIn(result: unknown): { readonly text: string | null; readonly entities: readonly Entity[] } {
  if (typeof result !== 'object' || result === null) return { text: null, entities: [] };
  const text: unknown = Reflect.get(result, 'text') ?? Reflect.get(result, 'caption');
  const entities: unknown = Reflect.get(result, 'entities') ?? Reflect.get(result, 'caption_entities');
  return {
    text: typeof text === 'string' ? text : null,
    // Of the stand-in's own messages.
    entities: Array.isArray(entities) ? (entities as readonly Entity[]) : [],
  };
}
