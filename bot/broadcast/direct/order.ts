import { createHash } from 'node:crypto';

/** About so many messages are claimed at once. */
const PAGE_SIZE = 100;
const MOST_PAGES = 10_000;

/** The id of a message to a person. */
export function directId(subject: string, chatId: number): string {
  return `${subject}|${chatId}`;
}

/**
 * A person's place among those of one priority, 0..1: the first 48 bits of sha256("subject|chat"). Everybody can compute it, nobody can
 * choose it, and it is another one for each signal: nobody is always the last.
 */
export function rotationOf(subject: string, chatId: number): number {
  return createHash('sha256').update(directId(subject, chatId)).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** Pages of one priority for so many persons. */
export function pagesFor(persons: number): number {
  return Math.min(MOST_PAGES, Math.max(1, Math.ceil(persons / PAGE_SIZE)));
}

/** Name of a page: messages of one are claimed together, the first ones first. */
export function directPage(subject: string, priority: number, page: number): string {
  return `${subject}|${priority}|${page}`;
}

/** The page of somebody's place. */
export function pageOf(rotation: number, pages: number): number {
  return Math.min(pages - 1, Math.floor(rotation * pages));
}
