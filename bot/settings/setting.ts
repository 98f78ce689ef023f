import { z } from 'zod';
import { redactSecrets } from '../redact.ts';

const SHOWN_CHARACTERS = 80;

/** How a setting is described when its value is refused. */
export interface SettingForm<T> {
  /** What follows "expected": "a whole number from 0 to 65535". */
  readonly expected: string;
  /** A secret's value is never repeated, only its length. */
  readonly secret?: true;
  /** Null when the text cannot be understood. Given without surrounding blanks. */
  readonly parse: (text: string) => T | null;
}

/** A setting as zod reads it: refused with "expected …, was …". */
export function setting<T>({ expected, secret, parse }: SettingForm<T>) {
  return z.string().transform((given, context): T => {
    const value = parse(given.trim());
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: `expected ${expected}, was ${secret ? hidden(given) : shown(given)}` });
    return z.NEVER;
  });
}

/** A setting that is a list between commas, each part refused by itself. */
export function listSetting<T>({ expected, parse }: SettingForm<T>, separator: string | RegExp = ',') {
  return z.string().transform((given, context): readonly T[] =>
    given.split(separator).flatMap((part) => {
      const value = parse(part.trim());
      if (value !== null) return [value];
      context.addIssue({ code: 'custom', message: `expected ${expected}, was ${shown(part.trim())}` });
      return [];
    }),
  );
}

/** What was given, in quotes, on one line, cut, and without anything that looks like a secret or carries a password. */
export function shown(given: string): string {
  const safe = redactSecrets(given).replace(/\/\/[^/@\s]*@/g, '//[redacted]@');
  const cut = safe.length > SHOWN_CHARACTERS ? `${safe.slice(0, SHOWN_CHARACTERS)}…` : safe;
  return JSON.stringify(cut);
}

function hidden(given: string): string {
  return `something else (${given.length} characters)`;
}
