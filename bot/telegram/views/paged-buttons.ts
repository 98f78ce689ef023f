import type { InlineKeyboardButton } from 'grammy/types';
import type { Action } from './action.ts';
import { actionButton, type Keyboard } from './show.ts';

/** Buttons of one page: far below the 100 that Telegram takes, and few enough to be read on a phone. */
const PER_PAGE = 20;
/** Most columns by the length of the longest label: on a phone a longer one would be cut. */
const COLUMNS: readonly (readonly [mostCharacters: number, columns: number])[] = [
  [3, 5],
  [5, 4],
  [9, 3],
  [20, 2],
];

export interface PagedButtons {
  readonly buttons: readonly InlineKeyboardButton[];
  /** From 0; one beyond the end shows the last page. */
  readonly page: number;
  /** What the arrows ask for. */
  readonly toPage: (page: number) => Action;
  /** Buttons on one page; default 20. */
  readonly perPage?: number;
  /** Labels that the columns are chosen by; default: those of the buttons. */
  readonly labels?: readonly string[];
}

/** Rows of the buttons on one page and, where there are several, a row of arrows that goes round at both ends. */
export function pagedButtons({ buttons, page, toPage, perPage = PER_PAGE, labels }: PagedButtons): Keyboard {
  const pages = pageCount(buttons.length, perPage);
  const at = Math.max(0, Math.min(page, pages - 1));
  const rows = inRows(
    buttons.slice(at * perPage, (at + 1) * perPage),
    columnsFor(labels ?? buttons.map(({ text }) => text)),
  );
  return [...rows, ...pageArrows({ page: at, pages, toPage })];
}

/** The row of arrows under several pages, which goes round at both ends; none for a single page. */
export function pageArrows({
  page,
  pages,
  toPage,
}: {
  readonly page: number;
  readonly pages: number;
  readonly toPage: (page: number) => Action;
}): Keyboard {
  if (pages < 2) return [];
  return [
    [
      actionButton('‹', toPage((page + pages - 1) % pages)),
      actionButton(`${page + 1} / ${pages}`, toPage(page)),
      actionButton('›', toPage((page + 1) % pages)),
    ],
  ];
}

/** The page on which the item with this index stands; the first for −1. */
export function pageOf(index: number, perPage: number = PER_PAGE): number {
  return Math.max(0, Math.floor(index / perPage));
}

export function pageCount(items: number, perPage: number = PER_PAGE): number {
  return Math.max(1, Math.ceil(items / perPage));
}

/** Rows of at most `width`. */
export function inRows<T>(items: readonly T[], width: number): readonly (readonly T[])[] {
  const rows: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += width) rows.push(items.slice(from, from + width));
  return rows;
}

/** By all labels, not those of one page: the columns do not jump while somebody leafs through. */
function columnsFor(labels: readonly string[]): number {
  const longest = Math.max(...labels.map((label) => [...label].length), 0);
  return COLUMNS.find(([most]) => longest <= most)?.[1] ?? 1;
}
