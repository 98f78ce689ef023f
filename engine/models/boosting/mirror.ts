import { computeFeatures } from '../../features/compute.ts';
import type { FeatureMatrix } from '../../features/matrix.ts';
import { FEATURES } from '../../features/table.ts';
import { type CandleColumns, emptyColumns } from '../../market/candle.ts';
import { CONTEXT_NAMES, type ContextColumns } from '../../market/context-columns.ts';
import { createRandom, normalFrom } from '../../random.ts';
import { HOUR_MS } from '../../time.ts';

/**
 * What a feature becomes when the market is turned upside down (every price p becomes 1 / p, so that gains and losses
 * change places): `sign` times the feature `image`; null when it has none.
 */
export type Mirroring = { readonly image: number; readonly sign: 1 | -1 } | null;

const CANDLES = 1_200;
/** First candles left out, while features warm up. */
const SKIPPED = 400;
/** Features of simple returns are not quite turned upside down; with moves as small as here, true mirror images correlate above this. */
const LEAST_CORRELATION = 0.98;

/** A made-up market that trends, reverts and trades in bursts, so that no two features move alike. */
function madeUpCandles(): CandleColumns {
  const random = createRandom(1);
  const spread = new Float64Array(CANDLES);
  const takerBuyVolume = new Float64Array(CANDLES);
  const context = Object.fromEntries(
    CONTEXT_NAMES.map((name) => [name, new Float64Array(CANDLES).map(() => normalFrom(random))]),
  );
  const columns = { ...emptyColumns(CANDLES), spread, takerBuyVolume, context };
  let price = 100;
  let volatility = 1;
  for (let row = 0; row < CANDLES; row += 1) {
    volatility = 0.9 * volatility + 0.1 * Math.abs(normalFrom(random)) + 0.05;
    const open = price;
    price *= Math.exp(0.0006 * volatility * normalFrom(random));
    const reach = (): number => Math.exp(0.0003 * volatility * random());
    columns.openTimeMs[row] = row * HOUR_MS;
    columns.open[row] = open;
    columns.high[row] = Math.max(open, price) * reach();
    columns.low[row] = Math.min(open, price) / reach();
    columns.close[row] = price;
    const volume = Math.exp(5 + volatility + 0.5 * normalFrom(random));
    columns.volume[row] = volume;
    takerBuyVolume[row] = volume * random();
    spread[row] = price * 1e-4 * (1 + random());
  }
  return columns;
}

const SCALE = 10_000;

/**
 * A symbol is the same symbol in the mirror; all else that surrounds candles has a direction: moves of other markets,
 * the path, which node holds what.
 */
function turnedContext(context: ContextColumns): ContextColumns {
  return Object.fromEntries(
    CONTEXT_NAMES.flatMap((name) => {
      const values = context[name];
      if (values === undefined) return [];
      return [[name, name === 'symbolCode' ? values : values.map((value) => -value)]];
    }),
  );
}

/** The same candles in the price of money: every price p is now SCALE / p, and buyers are sellers. */
function upsideDown(candles: CandleColumns): CandleColumns {
  const turned = (prices: Float64Array): Float64Array => prices.map((price) => SCALE / price);
  const { open, high, low, close, volume, spread, takerBuyVolume, context = {} } = candles;
  return {
    ...candles,
    context: turnedContext(context),
    open: turned(open),
    high: turned(low),
    low: turned(high),
    close: turned(close),
    spread: spread === null ? null : spread.map((width, row) => (width * SCALE) / (close[row] ?? 1) ** 2),
    takerBuyVolume: takerBuyVolume === null ? null : takerBuyVolume.map((bought, row) => (volume[row] ?? 0) - bought),
  };
}

/** Correlation of two columns; 1 for equal ones that never move, NaN where it is undefined. */
function correlation(left: Float64Array, right: Float64Array): number {
  let [sumL, sumR, squaresL, squaresR, products] = [0, 0, 0, 0, 0];
  for (let row = SKIPPED; row < CANDLES; row += 1) {
    const l = left[row] ?? Number.NaN;
    const r = right[row] ?? Number.NaN;
    sumL += l;
    sumR += r;
    squaresL += l * l;
    squaresR += r * r;
    products += l * r;
  }
  const count = CANDLES - SKIPPED;
  const spread = Math.sqrt((squaresL - (sumL * sumL) / count) * (squaresR - (sumR * sumR) / count));
  if (spread < 1e-12) return squaresL === squaresR && sumL === sumR ? 1 : Number.NaN;
  return (products - (sumL * sumR) / count) / spread;
}

function mirroringOf(column: number, upright: FeatureMatrix, turned: FeatureMatrix): Mirroring {
  const values = turned.columns[column] ?? new Float64Array(CANDLES);
  const order = [column, ...upright.columns.keys()];
  for (const image of order) {
    const likeness = correlation(values, upright.columns[image] ?? values);
    if (likeness > LEAST_CORRELATION) return { image, sign: 1 };
    if (likeness < -LEAST_CORRELATION) return { image, sign: -1 };
  }
  return null;
}

const known = new Map<string, readonly Mirroring[]>();

/**
 * Mirrorings of the named features, found by computing them on a made-up market and on the same one upside down.
 * Unknown names give null.
 */
export function mirroringsOf(names: readonly string[]): readonly Mirroring[] {
  const key = names.join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const inTable = names.filter((name) => FEATURES.some((feature) => feature.name === name));
  const candles = madeUpCandles();
  const upright = computeFeatures(candles, HOUR_MS, inTable);
  const turned = computeFeatures(upsideDown(candles), HOUR_MS, inTable);
  const found = names.map((name) => {
    const column = inTable.indexOf(name);
    const mirroring = column < 0 ? null : mirroringOf(column, upright, turned);
    return mirroring === null ? null : { ...mirroring, image: names.indexOf(inTable[mirroring.image] ?? '') };
  });
  known.set(key, found);
  return found;
}
