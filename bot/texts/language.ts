import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { createFormat, type Format } from './format.ts';
import { escapeHtml, wellFormed } from './html.ts';
import { type Moment, momentHtml } from './moment.ts';
import { accented, pseudoResource } from './pseudo.ts';
import type { Translate } from './translate.ts';

/** Everything that depends on the language somebody reads. */
export interface Language {
  /** IETF tag. */
  readonly code: string;
  /** For Telegram HTML: arguments are escaped, the catalogue's own tags are kept. */
  readonly t: Translate;
  /** For what shows no markup (buttons, notices over the chat, invoices, pictures) or escapes by itself (our pages). */
  readonly plain: Translate;
  readonly format: Format;
}

/** A sentence that could not be made as asked. */
export interface TextFault {
  readonly language: string;
  readonly key: string;
  readonly error: string;
}

/** The language that every other one falls back to, and that operators are written to in. */
const FALLBACK = 'en';
/** Those that a reader may choose, each with a folder beside this file. */
export const LANGUAGES = [FALLBACK, 'es', 'pt', 'ru', 'tr', 'hi', 'id'] as const;
/** One of them. */
export type LanguageCode = (typeof LANGUAGES)[number];
/** Parts that operators, programs and the log read: English in every language. */
export const ENGLISH_PARTS: readonly string[] = ['operator', 'pages', 'partners', 'problems', 'terminal'];
/** Parts that programs and terminals read: their spaces are plain ones. */
const PLAIN_SPACED: readonly string[] = ['problems', 'terminal'];
/** The space between a figure and "%" or "Stars", a figure being a digit or what a placeable makes. */
const BEFORE_UNIT = /(?<=[\d}]) (?=%|Stars\b|⭐)/gu;
/** Made from English at run time: what tests choose to find sentences that are not in the catalogue. */
export const PSEUDO = 'x-pseudo';

const known = new Map<string, Language>();
let englishBundle: FluentBundle | null = null;
let onFault: (fault: TextFault) => void = ({ language, key, error }) => {
  throw new Error(`expected the text "${key}" in ${language}, was ${error}`);
};

/**
 * Until this is called a missing key or argument throws; afterwards the English sentence is shown and the fault goes to the
 * listener. Answers what takes the listener back.
 */
export function reportTextFaults(listener: (fault: TextFault) => void): () => void {
  const former = onFault;
  onFault = listener;
  return () => {
    onFault = former;
  };
}

/** The language for a tag as Telegram gives it ("pt-br", of some apps "pt_BR"); English for one that we have not. */
export function languageFor(tag: string): Language {
  const asked = tag.toLowerCase();
  const [primary] = asked.split(/[-_]/);
  const code = asked === PSEUDO ? PSEUDO : (LANGUAGES.find((each) => each === primary) ?? FALLBACK);
  const language = known.get(code) ?? createLanguage(code);
  known.set(code, language);
  return language;
}

/** Operators and pages; readers of the chat and channels have a language of their own. */
export const ENGLISH: Language = languageFor(FALLBACK);

function createLanguage(code: string): Language {
  const bundle = readBundle(code);
  const translate =
    (shown: Shown): Translate =>
    (key, ...[args]) =>
      sentence({ code, bundle, key, args: valuesOf(args ?? null, shown) });
  const plain = translate((value) => (typeof value === 'string' ? wellFormed(value) : value.utc));
  const html = translate((value) => (typeof value === 'string' ? escapeHtml(value) : momentHtml(value)));
  const word = code === PSEUDO ? accented : (text: string): string => text;
  const format = createFormat({ tag: code === PSEUDO ? FALLBACK : code, plain, word });
  return { code, t: html, plain, format };
}

type Values = Readonly<Record<string, string | number>>;

type Shown = (value: string | Moment) => string;

/** The one place where values from outside are made harmless. */
function valuesOf(args: object | null, shown: Shown): Values {
  const given: readonly (readonly [string, string | number | Moment])[] = Object.entries(args ?? {});
  return Object.fromEntries(given.map(([name, value]) => [name, typeof value === 'number' ? value : shown(value)]));
}

interface Sentence {
  readonly code: string;
  readonly bundle: FluentBundle;
  readonly key: string;
  readonly args: Values;
}

function sentence({ code, bundle, key, args }: Sentence): string {
  const pattern = bundle.getMessage(key)?.value ?? null;
  // Parts that are English in every language, and what was added since: test/bot/texts/languages.test.ts finds the latter.
  if (pattern === null && code !== FALLBACK && english().hasMessage(key))
    return sentence({ code: FALLBACK, bundle: english(), key, args });
  const errors: Error[] = [];
  if (pattern !== null) {
    const text = bundle.formatPattern(pattern, args, errors);
    if (errors.length === 0) return text;
  }
  onFault({ language: code, key, error: errors[0]?.message ?? 'missing' });
  const fallback = english().getMessage(key)?.value ?? null;
  return fallback === null ? key : bundle.formatPattern(fallback, args, []);
}

function english(): FluentBundle {
  englishBundle ??= readBundle(FALLBACK);
  return englishBundle;
}

function readBundle(code: string): FluentBundle {
  const isPseudo = code === PSEUDO;
  const folder = new URL(`./${isPseudo ? FALLBACK : code}/`, import.meta.url);
  const bundle = new FluentBundle(isPseudo ? FALLBACK : code, { useIsolating: false });
  for (const name of readdirSync(folder).toSorted()) {
    const source = readFileSync(new URL(name, folder), 'utf8');
    const resource = new FluentResource(PLAIN_SPACED.includes(name.replace('.ftl', '')) ? source : unitsJoined(source));
    const [error] = bundle.addResource(isPseudo ? pseudoResource(resource) : resource);
    if (error !== undefined) throw new Error(`expected each text once, was twice: ${name}: ${error.message}`);
  }
  return bundle;
}

/** A catalogue in which a narrow phone does not part "95" from "%": by the catalogue's own words, so that values stay as they are. */
function unitsJoined(source: string): string {
  return source.replaceAll(BEFORE_UNIT, '\u00a0');
}
