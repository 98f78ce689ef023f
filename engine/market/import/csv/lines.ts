import { isNumberText } from '../number-text.ts';
import { readTimeText, serialDayMs } from '../time/time-text.ts';

const NEWLINE = 10;
/** What may stand between cells; a blank stands for any run of blanks. Tried in this order. */
export const DELIMITERS = [',', ';', '\t', '|', ' '] as const;
/** A character that may separate the fields of a line. */
export type Delimiter = (typeof DELIMITERS)[number];

/** Longest line that is looked at as text: what is longer holds no candle. */
const MOST_CHARACTERS = 2_000;
const FIRST_LINES = 60;
const STRIDES = 200;

/** One line of a file as text, without its end. */
export interface Line {
  readonly text: string;
  readonly from: number;
  readonly next: number;
}

/** The line that begins at byte `from`, without its end of line. */
export function lineAt(bytes: Buffer, from: number): Line {
  const end = bytes.indexOf(NEWLINE, from);
  const stop = end === -1 ? bytes.length : end;
  const text = bytes.toString('utf8', from, Math.min(stop, from + MOST_CHARACTERS)).replace(/\r$/, '');
  return { text, from, next: stop + 1 };
}

/** Lines that stand for a file: its first ones, and others at equal distances; blank ones left out. */
export function sampleLines(bytes: Buffer): readonly string[] {
  const lines: string[] = [];
  let at = 0;
  for (let count = 0; count < FIRST_LINES && at < bytes.length; count += 1) {
    const line = lineAt(bytes, at);
    lines.push(line.text);
    at = line.next;
  }
  const stride = Math.max(1, Math.floor((bytes.length - at) / STRIDES));
  while (at < bytes.length) {
    // The line that the stride falls into is cut: the next one is whole.
    const { next } = lineAt(bytes, at);
    if (next >= bytes.length) break;
    const line = lineAt(bytes, next);
    lines.push(line.text);
    at = Math.max(line.next, at + stride);
  }
  return lines.filter((line) => line.trim() !== '');
}

/** The delimiter under which most lines are rows of candles, null when none are under any. */
export function findDelimiter(lines: readonly string[]): Delimiter | null {
  let [best, most]: [Delimiter | null, number] = [null, 0];
  for (const delimiter of DELIMITERS) {
    const rows = lines.filter((line) => isRow(splitLine(line, delimiter))).length;
    if (rows > most) [best, most] = [delimiter, rows];
  }
  return best;
}

/** The cells of a line, trimmed, out of their quotes. */
export function splitLine(line: string, delimiter: Delimiter): readonly string[] {
  if (delimiter === ' ')
    return line
      .trim()
      .split(/[ \t]+/)
      .map(unquoted);
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let [at, cell] = [0, ''];
  let quoted = false;
  for (; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '"') quoted = !quoted;
    if (character === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell].map((each) => unquoted(each.trim()));
}

const unquoted = (cell: string): string => cell.replace(/^"|"$/g, '').trim();

/** Whether cells make a row of candles: a time, or a day and a clock, and at least four numbers besides. */
export function isRow(cells: readonly string[]): boolean {
  // Spreadsheets count days; a price may have that size, so only a first cell is taken for a day.
  const time = cells.findIndex(
    (cell, field) => readTimeText(cell, null) !== null || (field === 0 && serialDayMs(cell) !== null),
  );
  if (time === -1) return false;
  return numbersIn(cells) - (isNumberText(cells[time] ?? '') ? 1 : 0) >= 4;
}

/** How many cells are numbers. */
export function numbersIn(cells: readonly string[]): number {
  return cells.filter(isNumberText).length;
}
