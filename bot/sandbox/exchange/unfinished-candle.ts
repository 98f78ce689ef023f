import type { BookCandle } from './book-candle.ts';

/**
 * What a candle looks like while it is still being made: a straight walk open → one extreme → the other → close, `elapsed`
 * (0..1) of its time gone. Which extreme comes first depends on the open time alone, so that nothing but the price so far
 * is given away. The same candle and moment always give the same answer.
 */
export function unfinishedCandle(full: BookCandle, elapsed: number): BookCandle {
  const highFirst = parity(full.openTimeMs) === 1;
  const path = [full.open, ...(highFirst ? [full.high, full.low] : [full.low, full.high]), full.close];
  const legs = path.length - 1;
  const position = Math.min(Math.max(elapsed, 0), 1) * legs;
  const leg = Math.min(Math.floor(position), legs - 1);
  const from = path[leg] ?? full.open;
  const to = path[leg + 1] ?? full.close;
  const price = roundLike(from + (to - from) * (position - leg), full);
  const seen = [...path.slice(0, leg + 1), price];
  return {
    ...full,
    high: Math.max(...seen),
    low: Math.min(...seen),
    close: price,
    volume: roundTo(full.volume * elapsed, 8),
    takerBuyVolume: roundTo(full.takerBuyVolume * elapsed, 8),
  };
}

function parity(openTimeMs: number): 0 | 1 {
  const mixed = Math.imul(Math.floor(openTimeMs / 60_000) ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return (mixed >>> 16) % 2 === 1 ? 1 : 0;
}

/** Rounds to as many decimals as the finished candle's prices have. */
function roundLike(price: number, { open, high, low, close }: BookCandle): number {
  return roundTo(price, Math.max(...[open, high, low, close].map(decimalPlaces)));
}

/** Decimals of a price, at most 8: a mid price such as 1.3197700000000001 has five. */
export function decimalPlaces(price: number): number {
  return (
    price
      .toFixed(8)
      .replace(/\.?0+$/, '')
      .split('.')[1]?.length ?? 0
  );
}

const roundTo = (value: number, decimals: number): number => Number(value.toFixed(decimals));
