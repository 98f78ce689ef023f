import type { SeriesKey } from '../../../engine/market/series.ts';
import type { Timeframe } from '../../../engine/market/timeframe.ts';
import { findPair, type PairFound } from './find-pair.ts';
import { readTimeframe, type TimeframeWord } from './read-timeframe.ts';

/** The market that words name. `asked` is as it was written. */
export type MarketAsked =
  | { readonly type: 'nothing' }
  | { readonly type: 'unknown'; readonly asked: string; readonly near: readonly string[] }
  | {
      readonly type: 'several';
      readonly asked: string;
      readonly symbols: readonly string[];
      readonly timeframe: Timeframe | null;
    }
  /** The pair is followed, but not at this length of candles. */
  | {
      readonly type: 'other-timeframe';
      readonly symbol: string;
      readonly asked: string;
      readonly followed: readonly Timeframe[];
    }
  /** timeframe null: none was named. rest: words that name neither. */
  | {
      readonly type: 'market';
      readonly symbol: string;
      readonly timeframe: Timeframe | null;
      readonly rest: readonly string[];
    };

/** Words read at most; a question has fewer. */
const MOST_WORDS = 8;
const MOST_PAIR_WORDS = 4;

/** The symbols followed, each once, in the order they are offered. */
export function symbolsOf(series: readonly SeriesKey[]): readonly string[] {
  return [...new Set(series.map(({ symbol }) => symbol))];
}

/** The timeframes a symbol is followed at, in the order they are offered. */
export function timeframesOf(series: readonly SeriesKey[], symbol: string): readonly Timeframe[] {
  return [...new Set(series.filter((one) => one.symbol === symbol).map(({ timeframe }) => timeframe))];
}

/**
 * Reads "btc", "bitcoin 4h", "4h eur usd" or "btc 90 days": a pair, at most one timeframe, and what is left. A word for
 * which `isOther` is true is never read as a timeframe: it is the caller's.
 */
export function readMarket(
  text: string,
  series: readonly SeriesKey[],
  isOther: (word: string) => boolean = () => false,
): MarketAsked {
  const all = text
    .slice(0, 500)
    .trim()
    .replace(/(\d)\s+(min|mins|minutes?|hrs?|hours?|days?|weeks?|months?)\b/gi, '$1$2')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  if (all.length === 0) return { type: 'nothing' };
  const { words, length } = withoutTimeframe(all, isOther);
  const { found, used } = longestPair(words, symbolsOf(series));
  const asked = words.filter((word) => !isOther(word)).join(' ');
  if (found.type === 'none') return { type: 'unknown', asked: asked === '' ? all.join(' ') : asked, near: found.near };
  const timeframe = length?.timeframe ?? null;
  if (found.type === 'several') return { type: 'several', asked, symbols: found.symbols, timeframe };
  const followed = timeframesOf(series, found.symbol);
  if (length !== null && (timeframe === null || !followed.includes(timeframe)))
    return { type: 'other-timeframe', symbol: found.symbol, asked: length.text, followed };
  return { type: 'market', symbol: found.symbol, timeframe, rest: words.slice(used) };
}

/** Takes the first word that names a length out; the pair's own words stand, even where all of them could be lengths. */
function withoutTimeframe(
  all: readonly string[],
  isOther: (word: string) => boolean,
): { readonly words: readonly string[]; readonly length: TimeframeWord | null } {
  const lengths = all.map((word) => (isOther(word) ? null : readTimeframe(word)));
  const at = lengths.findIndex((length) => length !== null);
  if (at === -1 || all.length === 1) return { words: all, length: null };
  return { words: all.filter((_, index) => index !== at), length: lengths[at] ?? null };
}

/** The longest run of first words that names a pair: "bitcoin cash" before "bitcoin". */
function longestPair(words: readonly string[], symbols: readonly string[]): { found: PairFound; used: number } {
  let near: readonly string[] = [];
  for (let used = Math.min(words.length, MOST_PAIR_WORDS); used > 0; used -= 1) {
    const found = findPair(words.slice(0, used).join(' '), symbols);
    if (found.type !== 'none') return { found, used };
    if (found.near.length > 0) near = found.near;
  }
  return { found: { type: 'none', near }, used: 0 };
}
