import { parseTimeframe, TIMEFRAMES, type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import { MINUTE_MS } from '../../../engine/time.ts';

const UNITS: readonly (readonly [names: RegExp, unitMs: number])[] = [
  [/^(?:s|sec|secs|seconds?)$/, 1_000],
  [/^(?:m|min|mins|minutes?)$/, MINUTE_MS],
  [/^(?:h|hr|hrs|hours?|hourly)$/, 60 * MINUTE_MS],
  [/^(?:d|days?|daily)$/, 1_440 * MINUTE_MS],
  [/^(?:w|wk|wks|weeks?|weekly)$/, 10_080 * MINUTE_MS],
  [/^(?:mo|mn|mons?|months?|monthly)$/, 43_200 * MINUTE_MS],
  [/^(?:y|yr|years?|yearly)$/, 525_600 * MINUTE_MS],
];

/** A word that names a length of candles; timeframe null for one that the product does not know, such as "7h" or "1M". */
export interface TimeframeWord {
  readonly timeframe: Timeframe | null;
  /** As it was written. */
  readonly text: string;
}

/** Reads "1h", "H1", "60", "60min", "hourly" or "4hours"; null for a word that names no length. "1M" is a month. */
export function readTimeframe(word: string): TimeframeWord | null {
  const exact = parseTimeframe(word);
  if (exact !== null) return { timeframe: exact, text: word };
  const ms = lengthOf(word);
  if (ms === null) return null;
  return { timeframe: TIMEFRAMES.find((timeframe) => timeframeMs(timeframe) === ms) ?? null, text: word };
}

function lengthOf(word: string): number | null {
  const [, before = '', letters = '', after = ''] = /^(\d{0,5})([a-z]*)(\d{0,5})$/i.exec(word) ?? [];
  const digits = before === '' ? after : before;
  if (before !== '' && after !== '') return null;
  // As charts write minutes: "60", "240".
  if (letters === '') return digits === '' ? null : Number(digits) * MINUTE_MS;
  // A single letter without a number is more likely the name of something.
  if (digits === '' && letters.length < 3) return null;
  if (letters === 'M' && before !== '') return Number(before) * 43_200 * MINUTE_MS;
  const unit = UNITS.find(([names]) => names.test(letters.toLowerCase()));
  return unit === undefined ? null : (digits === '' ? 1 : Number(digits)) * unit[1];
}
