import { assetCode, codesNamedLike, isSameMoney, usualCode } from './asset-code.ts';

/** What somebody means by the name of a pair. */
export type PairFound =
  | { readonly type: 'one'; readonly symbol: string }
  | { readonly type: 'several'; readonly symbols: readonly string[] }
  /** `near`: followed pairs that they may have meant. */
  | { readonly type: 'none'; readonly near: readonly string[] };

const MOST_NEAR = 6;
/** Longer than any name of a pair; what is longer is read no further. */
const MOST_CHARACTERS = 80;

interface Pair {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
}

/** One way to read what was asked; quote null where only one asset was named. */
interface Reading {
  readonly base: string;
  readonly quote: string | null;
}

/** The followed pair that "btc", "Bitcoin", "btcusdt", "BTC-USD", "btc_usdt", "euro dollar" or "$gold" names. */
export function findPair(asked: string, symbols: readonly string[]): PairFound {
  const words = wordsOf(asked);
  const joined = words.join('');
  if (joined === '') return { type: 'none', near: [] };
  const exact = symbols.find((symbol) => wordsOf(symbol).join('') === joined);
  if (exact !== undefined) return { type: 'one', symbol: exact };
  const pairs = symbols.map(pairOf);
  const readings = readingsOf(words, new Set(pairs.flatMap(({ base, quote }) => [base, quote])));
  for (const reading of readings) {
    const [first, ...more] = matching(reading, pairs);
    if (first !== undefined)
      return more.length === 0 ? { type: 'one', symbol: first } : { type: 'several', symbols: [first, ...more] };
  }
  return { type: 'none', near: nearTo(readings, joined, pairs).slice(0, MOST_NEAR) };
}

/** Letters and digits in lower case, whatever width, style or invisible signs they came with. */
function wordsOf(text: string): readonly string[] {
  return [...text.normalize('NFKC')]
    .slice(0, MOST_CHARACTERS)
    .join('')
    .replace(/\p{C}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}.₿€£¥]+/u)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '');
}

function pairOf(symbol: string): Pair {
  const [base = '', quote = ''] = symbol.split(/[/:]/);
  return { symbol, base: usualCode(base), quote: usualCode(quote) };
}

function readingsOf(words: readonly string[], codes: ReadonlySet<string>): readonly Reading[] {
  const whole = assetCode(words.join(' '), codes);
  const [only = ''] = words;
  // Between two words where there are several, else between any two letters: "btcusdt".
  const cuts =
    words.length > 1
      ? words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')] as const)
      : [...only].slice(1).map((_, at) => [only.slice(0, at + 1), only.slice(at + 1)] as const);
  const pairs = cuts.flatMap(([left, right]) => {
    const [base, quote] = [assetCode(left, codes), assetCode(right, codes)];
    return base === null || quote === null ? [] : [{ base, quote }];
  });
  return [...(whole === null ? [] : [{ base: whole, quote: null }]), ...pairs];
}

function matching({ base, quote }: Reading, pairs: readonly Pair[]): readonly string[] {
  const sides: readonly ((pair: Pair) => boolean)[] =
    quote === null
      ? // "yen" is USD/JPY where no pair begins with it.
        [(pair) => pair.base === base, (pair) => pair.quote === base]
      : [
          (pair) => pair.base === base && pair.quote === quote,
          (pair) => pair.base === base && isSameMoney(pair.quote, quote),
        ];
  for (const side of sides) {
    const found = pairs.filter(side);
    if (found.length > 0) return found.map(({ symbol }) => symbol);
  }
  return [];
}

function nearTo(readings: readonly Reading[], joined: string, pairs: readonly Pair[]): readonly string[] {
  const turned = pairs.filter(({ base, quote }) =>
    readings.some((reading) => reading.quote !== null && reading.quote === base && isSameMoney(reading.base, quote)),
  );
  if (turned.length > 0) return turned.map(({ symbol }) => symbol);
  const named = joined.length < 3 ? new Set<string>() : codesNamedLike(joined);
  const isNear = ({ symbol, base }: Pair): boolean =>
    readings.some((reading) => reading.base === base) ||
    named.has(base) ||
    (joined.length >= 2 && wordsOf(symbol).join('').startsWith(joined));
  return pairs.filter(isNear).map(({ symbol }) => symbol);
}
