import { type CandleColumns, emptyColumns } from '../../../engine/market/candle.ts';
import { CONTEXT_NAMES } from '../../../engine/market/context-columns.ts';
import { createRandom, normalFrom } from '../../../engine/random.ts';

/** How a simulated market moves. */
export interface RandomWalkShape {
  readonly rows: number;
  readonly seed: number;
  readonly timeframeMs?: number;
  /** Standard deviation of one candle's log return. */
  readonly sigma?: number;
  readonly startMs?: number;
}

const STEPS = 8;

/** Candles of a geometric random walk, several steps within each candle, with clustered volume: nothing in it can be predicted. */
export function randomWalk({
  rows,
  seed,
  timeframeMs = 3_600_000,
  sigma = 0.006,
  startMs = 1_500_000_000_000 - (1_500_000_000_000 % 3_600_000),
}: RandomWalkShape): CandleColumns {
  const random = createRandom(seed);
  const columns = emptyColumns(rows);
  let price = 100;
  for (let row = 0; row < rows; row += 1) {
    const open = price;
    let high = open;
    let low = open;
    for (let step = 0; step < STEPS; step += 1) {
      price *= Math.exp((sigma / Math.sqrt(STEPS)) * normalFrom(random));
      high = Math.max(high, price);
      low = Math.min(low, price);
    }
    columns.openTimeMs[row] = startMs + row * timeframeMs;
    columns.open[row] = open;
    columns.high[row] = high;
    columns.low[row] = low;
    columns.close[row] = price;
    columns.volume[row] = Math.exp(5 + 0.5 * normalFrom(random));
  }
  return columns;
}

/**
 * The same candles with all that some sources have besides: a quoted spread, the taker-bought part of the volume, and
 * what lies around a series.
 */
export function quoted(candles: CandleColumns, seed: number): CandleColumns {
  const random = createRandom(seed);
  return {
    ...candles,
    spread: candles.close.map((close) => close * 1e-4 * (0.5 + random())),
    takerBuyVolume: candles.volume.map((volume) => volume * random()),
    context: Object.fromEntries(CONTEXT_NAMES.map((name) => [name, candles.close.map(() => normalFrom(random))])),
  };
}
