import { INJECTED_LINK, INJECTED_TAG } from './odd-text.ts';

const LANGUAGES = ['en', 'es', 'pt-br', 'ru', 'tr', 'hi', 'id', 'de', 'zh-hans', 'ar'] as const;
const NAMES = [
  ...['Ada', `Bob ${INJECTED_TAG}`, 'Cyd & Co', INJECTED_LINK, 'Мария', 'अनन्या', '\u202eevE', 'علي', '👩‍👩‍👧‍👦'],
  ...['x'.repeat(64), '{ $name }', '🎫 a1b2c3d4e5', '"quoted"', "O'Neil", '\u200b.', '</b>'],
] as const;

/** How many people a world has. */
export const PEOPLE = 24;
/** The first of them are an owner, an admin, a support, an analyst. */
export const FIRST_OPERATORS = 4;

/** People of every language and with names that somebody chose to do harm. */
export const FUZZ_PEOPLE: readonly { readonly firstName: string; readonly languageCode: string }[] = Array.from(
  { length: PEOPLE },
  (_, at) => ({
    firstName: NAMES[at % NAMES.length] ?? 'Ada',
    languageCode: LANGUAGES[at % LANGUAGES.length] ?? 'en',
  }),
);
