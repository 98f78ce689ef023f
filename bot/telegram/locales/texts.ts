import { en } from './en.ts';

/** Every text of the chat, by what it says. A further language is one more object of this type. */
export type Texts = typeof en;

/** The texts in a reader's language (IETF tag as Telegram gives it); English until there are others. */
export function textsFor(_languageCode: string): Texts {
  return en;
}
