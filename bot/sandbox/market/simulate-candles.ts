import { assetClass } from '../../../engine/market/asset-class.ts';
import { calendarOf, isOpenAt } from '../../../engine/market/calendar/gaps.ts';
import { type Candle, type CandleColumns, columnsOf } from '../../../engine/market/candle.ts';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { HOUR_MS } from '../../../engine/time.ts';

export interface SimulationOptions {
  readonly symbol: string;
  readonly candleMs: number;
  /** Candle times to walk through; a market that closes at the weekend has fewer candles. */
  readonly count: number;
  /** Close of the last candle. */
  readonly endMs: number;
  readonly seed: number;
  /** Share of each candle's move that the next one gives back on average, 0..0.5. Absent: 0, a walk that cannot be predicted. */
  readonly reversal?: number;
}

interface Temper {
  readonly firstPrice: number;
  /** Standard deviation of an hour's log return. */
  readonly hourlyVolatility: number;
  readonly decimals: number;
  /** Typical volume of an hour, in the base currency. */
  readonly hourlyVolume: number;
}

const TEMPERS: Readonly<Record<string, Temper>> = {
  'BTC/USDT': { firstPrice: 42_000, hourlyVolatility: 0.0055, decimals: 2, hourlyVolume: 1_500 },
  'ETH/USDT': { firstPrice: 2_300, hourlyVolatility: 0.007, decimals: 2, hourlyVolume: 18_000 },
};
const OTHER_CRYPTO: Temper = { firstPrice: 100, hourlyVolatility: 0.008, decimals: 4, hourlyVolume: 50_000 };
const OTHER_FOREX: Temper = { firstPrice: 1.1, hourlyVolatility: 0.0009, decimals: 5, hourlyVolume: 9_000 };

/** GARCH(1,1) in units of the long-run variance: what a shock adds, what persists. */
const SHOCK = 0.08;
const PERSISTENCE = 0.9;
/** Degrees of freedom of the Student shocks: fat tails with a finite variance. */
const DEGREES = 4;
const STEPS_PER_CANDLE = 8;
const MAX_RETURN = 0.15;

/**
 * Candles of a market that does not exist: a seeded random walk without drift whose volatility clusters (GARCH(1,1)) and
 * whose shocks have fat tails (Student t). Each opens at the previous close. Without
 * `reversal` nothing in it can be predicted but its volatility.
 */
export function simulateCandles(options: SimulationOptions): CandleColumns {
  const temper = TEMPERS[options.symbol] ?? (assetClass(options.symbol) === 'forex' ? OTHER_FOREX : OTHER_CRYPTO);
  const hours = options.candleMs / HOUR_MS;
  const volatility = temper.hourlyVolatility * Math.sqrt(hours);
  const random = createRandom(mixedSeed(options));
  const normal = (): number => normalFrom(random);
  const calendar = calendarOf(options.symbol);
  const firstOpenMs = (Math.floor(options.endMs / options.candleMs) - options.count) * options.candleMs;
  const candles: Candle[] = [];
  let price = temper.firstPrice;
  let variance = 1;
  let given = 0;
  for (let index = 0; index < options.count; index += 1) {
    const openTimeMs = firstOpenMs + index * options.candleMs;
    if (!isOpenAt(calendar, openTimeMs)) continue;
    const path = candlePath({
      normal,
      sigma: volatility * Math.sqrt(variance),
      drift: -(options.reversal ?? 0) * given,
    });
    const move = path.at(-1) ?? 0;
    given = move;
    const candle = priced({ openTimeMs, open: price, path, decimals: temper.decimals });
    const activity = Math.exp(0.5 * Math.min(Math.abs(move) / volatility, 6) - 0.4 + 0.3 * normal());
    candles.push({ ...candle, volume: Number((temper.hourlyVolume * hours * activity).toFixed(5)) });
    variance = 1 - SHOCK - PERSISTENCE + SHOCK * Math.min((move / volatility) ** 2, 50) + PERSISTENCE * variance;
    price = candle.close;
  }
  return columnsOf(candles);
}

interface PathInput {
  readonly normal: () => number;
  readonly sigma: number;
  readonly drift: number;
}

/** Log returns since the open after each step; their sum is the drift and a Student shock of standard deviation sigma. */
function candlePath({ normal, sigma, drift }: PathInput): readonly number[] {
  const chiSquared = Array.from({ length: DEGREES }, () => normal() ** 2).reduce((a, b) => a + b);
  const scale = sigma * Math.sqrt((DEGREES - 2) / Math.max(chiSquared, 0.05));
  let sum = 0;
  return Array.from({ length: STEPS_PER_CANDLE }, () => {
    sum += (scale / Math.sqrt(STEPS_PER_CANDLE)) * normal() + drift / STEPS_PER_CANDLE;
    sum = Math.min(Math.max(sum, -MAX_RETURN), MAX_RETURN);
    return sum;
  });
}

interface PricedInput {
  readonly openTimeMs: number;
  readonly open: number;
  readonly path: readonly number[];
  readonly decimals: number;
}

function priced({ openTimeMs, open, path, decimals }: PricedInput): Candle {
  const tick = 10 ** -decimals;
  const prices = path.map((move) => Math.max(tick, Number((open * Math.exp(move)).toFixed(decimals))));
  const close = prices.at(-1) ?? open;
  return { openTimeMs, open, high: Math.max(open, ...prices), low: Math.min(open, ...prices), close, volume: null };
}

/** Every symbol of a seed has a walk of its own. */
function mixedSeed({ symbol, seed }: SimulationOptions): number {
  return [...symbol].reduce(
    (mixed, letter) => Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193) >>> 0,
    (seed ^ 0x811c9dc5) >>> 0,
  );
}
