const LONGEST = 80;

/** Control, format (bidirectional overrides, zero width), private, unassigned and lone surrogate code points; line separators. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\ufffd]+/gu;

/**
 * Text from outside as it may stand in one line of a terminal or log: whatever could move the cursor, reverse the line or end it
 * becomes "?", runs of white space one blank, and what is longer than `most` characters is cut with "…".
 */
export function printable(text: string, most: number = LONGEST): string {
  const line = text
    .slice(0, 4 * most + 100)
    .replace(/\s+/g, ' ')
    .replace(UNPRINTABLE, '?')
    .trim();
  const characters = [...line];
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}
