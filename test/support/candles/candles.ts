import type { Candle } from '../../../engine/market/candle.ts';
import { createRandom } from '../../../engine/random.ts';

/** Candles of a market that gives back a third of each move, so that a model finds something: a test's market, not a real one. */
export function reversingCandles(options: {
  readonly count: number;
  readonly seed: number;
  readonly startMs: number;
  readonly candleMs: number;
}): readonly Candle[] {
  const chance = createRandom(options.seed);
  const noise = (): number => chance() + chance() + chance() - 1.5;
  const candles: Candle[] = [];
  let close = 100;
  let lastReturn = 0;
  for (let row = 0; row < options.count; row++) {
    const open = close;
    lastReturn = -0.35 * lastReturn + 0.006 * noise();
    close = open * Math.exp(lastReturn);
    const reach = 0.002 * chance();
    candles.push({
      openTimeMs: options.startMs + row * options.candleMs,
      open,
      high: Math.max(open, close) * (1 + reach),
      low: Math.min(open, close) * (1 - reach),
      close,
      volume: 10 + 5 * chance(),
    });
  }
  return candles;
}
