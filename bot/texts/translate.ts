import type { TextArguments } from './keys/text-arguments.ts';

export type TextKey = keyof TextArguments;

/** A sentence of the catalogue with its arguments; which ones a key takes is checked by the compiler (keys/). */
export type Translate = <K extends TextKey>(
  key: K,
  ...args: TextArguments[K] extends null ? [] : [args: TextArguments[K]]
) => string;
