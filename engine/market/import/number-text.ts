import { parseNumber } from '../csv/parse-number.ts';
import type { TimeReader } from './time/time-text.ts';

/** Which character separates the fraction of a number; the other one, blanks and apostrophes may separate thousands. */
export type DecimalMark = 'point' | 'comma';

/** What a file's numbers prove about their decimal mark. `open`: there are commas, and none of them decides ("43,921"). */
export type DecimalProof = DecimalMark | 'open' | 'none';

const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };
const NUMBER = /^([-+]?)(?:[$€£¥] ?)?([\d.,' _]*\d[\d.,' _]*?)(e[-+]?\d{1,3})? ?([kmbt]?)(?: ?(?:[$€£¥]|usd|eur))?$/i;
const LONGEST = 60;

/** Whether a text is a number under some decimal mark. */
export function isNumberText(text: string): boolean {
  return text.length <= LONGEST && NUMBER.test(text);
}

/** The number in a text: thousands separated, a currency sign before it, K M B or T behind it; NaN when it is none under this mark. */
export function readNumberText(text: string, mark: DecimalMark): number {
  if (text.length > LONGEST) return Number.NaN;
  const [, sign = '', written, exponent = '', suffix = ''] = NUMBER.exec(text) ?? [];
  if (written === undefined) return Number.NaN;
  const [decimal, group] = mark === 'point' ? ['.', ','] : [',', '.'];
  const [whole = '', fraction = '', ...more] = written.split(decimal);
  if (more.length > 0 || /\D/.test(fraction)) return Number.NaN;
  const groups = whole.split(group === '.' ? /[.' _]/ : /[,' _]/);
  const [first = '', ...rest] = groups;
  // Indian figures group by two: 43,92,100.5
  const sound =
    rest.length === 0 ||
    (/^\d{1,3}$/.test(first) && rest.every((each) => /^\d{2,3}$/.test(each)) && rest.at(-1)?.length === 3);
  if (!sound) return Number.NaN;
  const value = Number(`${sign}${groups.join('') || '0'}.${fraction || '0'}${exponent}`);
  return suffix === '' ? value : Number((value * (SUFFIXES[suffix.toLowerCase()] ?? Number.NaN)).toPrecision(15));
}

/** What these cells prove about the decimal mark of their file. */
export function proveDecimal(cells: readonly string[]): DecimalProof {
  let [point, comma, open] = [0, 0, 0];
  for (const cell of cells) {
    const written = NUMBER.exec(cell.slice(0, LONGEST))?.[2];
    const proof = written === undefined ? 'none' : proofOf(written);
    if (proof === 'point') point += 1;
    else if (proof === 'comma') comma += 1;
    else if (proof === 'open') open += 1;
  }
  if (point === 0 && comma === 0) return open > 0 ? 'open' : 'none';
  return comma > point ? 'comma' : 'point';
}

function proofOf(written: string): DecimalProof {
  const [points, commas] = [written.split('.').length - 1, written.split(',').length - 1];
  if (points === 0 && commas === 0) return 'none';
  if (points > 0 && commas > 0) return written.lastIndexOf('.') > written.lastIndexOf(',') ? 'point' : 'comma';
  if (commas > 1) return 'point';
  if (points > 1) return 'comma';
  // One mark: three digits behind it and one to three before it may be thousands.
  const couldGroup = /^[1-9]\d{0,2}[.,]\d{3}$/.test(written);
  if (commas === 1) return couldGroup ? 'open' : 'comma';
  return couldGroup ? 'none' : 'point';
}

/** Reads the numbers of a file: from bytes alone while they are plain, the others as text. */
export function numberReader(mark: DecimalMark): TimeReader {
  const slow: TimeReader = (bytes, from, to) =>
    readNumberText(
      Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
        .toString('utf8')
        .trim(),
      mark,
    );
  if (mark === 'comma') return slow;
  return (bytes, from, to) => {
    const value = parseNumber(bytes, from, to);
    return Number.isNaN(value) && to > from ? slow(bytes, from, to) : value;
  };
}
