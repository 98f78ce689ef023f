import { createHash } from 'node:crypto';

/** Without those that are read as another one. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = 3;

/**
 * A short name of a kind of failure, "E-7K2", by its description (describeError): the same after every restart and in every process, so
 * that what a reader quotes is found in the log. Numbers and ids are not of the kind.
 */
export function errorCode(description: string): string {
  const kind = description.replaceAll(/[\w-]*\d[\w-]*/g, '#');
  const hash = createHash('sha256').update(kind).digest();
  const letters = Array.from({ length: DIGITS }, (_, index) => LETTERS.charAt((hash[index] ?? 0) % LETTERS.length));
  return `E-${letters.join('')}`;
}
