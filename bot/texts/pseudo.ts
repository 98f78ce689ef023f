import type { FluentResource } from '@fluent/bundle';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = [...'áƀçðéƒĝĥíĵķļɱñóþǫŕšţúṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞǪŔŠŢÚṼŴẊÝŽ'];
const ACCENTS = new Map([...PLAIN].map((letter, at) => [letter, ACCENTED[at] ?? letter]));

/** What no language translates: code with its content, tags, entities, commands of the bot, names of settings. */
const KEPT = /<code>[^<]*<\/code>|<[^>]*(?:>|$)|&\w+;|(?<![\p{L}\d])\/[a-z]+|\b[A-Z]+_[A-Z_]+\b/gu;

type Pattern = FluentResource['body'][number]['value'];
type Elements = Exclude<Pattern, string | null>;

/** "Open the bot" → "Óþéñ ţĥé ƀóţ": every letter is changed, so a plain one in a rendered text is a word that was never translated. */
export function accented(text: string): string {
  let from = 0;
  const pieces: string[] = [];
  for (const match of text.matchAll(KEPT)) {
    pieces.push(accentedLetters(text.slice(from, match.index)), match[0]);
    from = match.index + match[0].length;
  }
  return [...pieces, accentedLetters(text.slice(from))].join('');
}

/** The pseudo-language of a catalogue: "[!! … !!]" around every message shows where sentences are glued together or cut. */
export function pseudoResource(source: FluentResource): FluentResource {
  for (const entry of source.body) {
    const value = accentedPattern(entry.value);
    if (value !== null) entry.value = typeof value === 'string' ? `[!! ${value} !!]` : ['[!! ', ...value, ' !!]'];
  }
  return source;
}

function accentedPattern(pattern: Pattern): Pattern {
  if (pattern === null || typeof pattern === 'string') return pattern === null ? null : accented(pattern);
  let inTag = false;
  return pattern.map((element) => {
    if (typeof element !== 'string') return accentedChoice(element);
    // A tag with a variable in an attribute is spread over several elements.
    const end = inTag ? element.indexOf('>') : 0;
    inTag = end < 0 || element.lastIndexOf('<') > element.lastIndexOf('>');
    return end < 0 ? element : element.slice(0, end) + accented(element.slice(end));
  });
}

function accentedChoice(element: Exclude<Elements[number], string>): Elements[number] {
  if (element.type !== 'select') return element;
  const variants = element.variants.map((variant) => ({
    ...variant,
    value: accentedPattern(variant.value) ?? variant.value,
  }));
  return { ...element, variants };
}

function accentedLetters(text: string): string {
  return [...text].map((letter) => ACCENTS.get(letter) ?? letter).join('');
}
