import type { Moment } from './moment.ts';
import type { TextArguments } from './text-arguments.ts';

export type TextKey = keyof TextArguments;

/** Where a text is shown, a moment may stand too; where a name chooses, none. */
type Shown<Arguments> = {
  readonly [Name in keyof Arguments]: string extends Arguments[Name] ? string | Moment : Arguments[Name];
};

/** A sentence of the catalogue with its arguments; which ones a key takes is checked by the compiler (keys/). */
export type Translate = <K extends TextKey>(
  key: K,
  ...args: TextArguments[K] extends null ? [] : [args: Shown<TextArguments[K]>]
) => string;
