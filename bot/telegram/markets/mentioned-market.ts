import type { SeriesKey } from '../../../engine/market/series.ts';
import { findPair } from './find-pair.ts';
import { type MarketAsked, readMarket, symbolsOf } from './read-market.ts';

/** A text of more words is a sentence, not the name of a market. */
const MOST_NAME_WORDS = 4;
const MOST_WORDS = 60;

/** The market that a plain text is about: it is the name of one, or a sentence in which one pair is named; null for none. */
export function mentionedMarket(
  text: string,
  series: readonly SeriesKey[],
): Exclude<MarketAsked, { type: 'nothing' | 'unknown' }> | null {
  const words = text
    .slice(0, 1_000)
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}$€£¥₿]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  if (words.length <= MOST_NAME_WORDS) {
    const asked = readMarket(words.join(' '), series);
    if (asked.type === 'several' || asked.type === 'other-timeframe') return asked;
    if (asked.type === 'market' && asked.rest.length === 0) return asked;
  }
  const symbols = symbolsOf(series);
  for (const word of words.filter(isTelling)) {
    const found = findPair(word, symbols);
    if (found.type === 'one') return { type: 'market', symbol: found.symbol, timeframe: null, rest: [] };
    if (found.type === 'several') return { type: 'several', asked: word, symbols: found.symbols, timeframe: null };
  }
  return null;
}

/** Codes that are everyday words: in a sentence they are a market only in capitals or as a pair. */
const EVERYDAY: ReadonlySet<string> = new Set(
  (
    'act alpha arc atom auto bank beam bond cake cat cream dash dot flow for fun gas high hook hot index join key link ' +
    'lit looks magic mask move near not note one open people prime pump rare ray rose safe sand sky spell stars sun super ' +
    'the time token trade usual vet who win wing'
  ).split(' '),
);

/** In a sentence "near" and "link" are words; "NEAR", "link/usdt", "btc" and "bitcoin" are markets. */
function isTelling(word: string): boolean {
  return (
    /^[\p{L}\p{N}.]+[/_-][\p{L}\p{N}.]+$/u.test(word) ||
    /^\$?[A-Z0-9]{3,}$/.test(word) ||
    (word.length >= 3 && !EVERYDAY.has(word.toLowerCase()))
  );
}
