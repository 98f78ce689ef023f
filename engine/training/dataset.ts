import { computeFeatures } from '../features/compute.ts';
import { withMarketContext } from '../features/market-context.ts';
import type { FeatureMatrix } from '../features/matrix.ts';
import { availableFeatures, WARM_UP_CANDLES } from '../features/table.ts';
import { calendarOf } from '../market/calendar/gaps.ts';
import type { CandleColumns } from '../market/candle.ts';
import { symbolIn } from '../market/series.ts';
import { withBelievableVolume } from '../market/unknown-volume.ts';
import type { FitInput } from '../models/fit.ts';
import { type QualityColumns, qualityColumns, RED_MISSING_SHARE, seesBreak } from '../signals/quality.ts';
import { type Labels, labelRows } from './labels.ts';

/** Which features to compute. */
export interface DatasetOptions {
  /** Indicators of the technicalindicators package to add to the table's features, such as "ti:CCI(20)". */
  readonly indicators?: readonly string[];
  /** These and no others: what a model that is already fitted reads. */
  readonly features?: readonly string[];
}

/** One market's candles, all of one timeframe. */
export interface MarketCandles {
  /** "binance:BTC/USDT@1h", "bitstamp:BTC/USD" or "BTC/USDT"; the symbol in it determines the market's hours. */
  readonly name: string;
  readonly columns: CandleColumns;
}

/**
 * Features and labels of several markets stacked one market after the other, each in time order. A row is
 * usable when it has warmed up and its look-back window is whole enough and holds no change of the price's
 * level; it can be trained on or judged when it is usable and `up` is not NaN.
 */
export interface Dataset {
  readonly timeframeMs: number;
  readonly markets: readonly DatasetMarket[];
  readonly rows: number;
  readonly matrix: FeatureMatrix;
  /** Close of each row's candle: when the decision is taken. */
  readonly closeTimeMs: Float64Array;
  /** 1, 0, or NaN where excluded. */
  readonly up: Float64Array;
  readonly returnNext: Float64Array;
  readonly sigma24: Float64Array;
  /** sign(close − open) of the row's candle. */
  readonly lastDirection: Float64Array;
  /** 1 where a decision can be taken. */
  readonly usable: Uint8Array;
}

/** One market's part of the stacked rows. */
export interface DatasetMarket {
  readonly name: string;
  readonly symbol: string;
  /** Stacked rows [from, to). */
  readonly from: number;
  readonly to: number;
  readonly candles: CandleColumns;
  readonly quality: QualityColumns;
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

interface Prepared {
  readonly market: MarketCandles;
  readonly matrix: FeatureMatrix;
  readonly sigma24: Float64Array;
  readonly up: Float64Array;
  readonly returnNext: Float64Array;
  readonly quality: QualityColumns;
}

function prepareMarket(market: MarketCandles, timeframeMs: number, names: readonly string[]): Prepared {
  const { columns, name } = market;
  const all = computeFeatures(columns, timeframeMs, [...names, 'sigma_24']);
  const matrix = { rows: all.rows, names, columns: all.columns.slice(0, names.length) };
  const sigma24 = all.columns.at(-1) ?? new Float64Array(all.rows);
  const quality = qualityColumns(columns, timeframeMs, calendarOf(symbolIn(name)));
  return { market, matrix, sigma24, quality, ...withoutBreaks(labelRows(columns, timeframeMs), quality) };
}

/**
 * Labels without those that span a change of the price's level: what the candle on
 * the new level did is no outcome of a row on the old one.
 */
function withoutBreaks({ up, returnNext }: Labels, { sinceBreak }: QualityColumns): Labels {
  const spans = (row: number): boolean => sinceBreak[row + 1] === 0;
  if (!sinceBreak.includes(0)) return { up, returnNext };
  const blank = (values: Float64Array): Float64Array => values.map((value, row) => (spans(row) ? Number.NaN : value));
  return { up: blank(up), returnNext: blank(returnNext) };
}

/**
 * Computes features and labels of every market, each knowing what the others did over the same candles.
 * `features`: names to compute instead of all that the candles allow. Deterministic.
 */
export function prepareDataset(
  markets: readonly MarketCandles[],
  timeframeMs: number,
  { indicators = [], features }: DatasetOptions = {},
): Dataset {
  const known = withMarketContext(
    markets.map(({ name, columns }) => ({ name, columns: withBelievableVolume(columns), symbol: symbolIn(name) })),
    timeframeMs,
  );
  const names = features ?? [...availableFeatures(known.map(({ columns }) => columns)), ...indicators];
  const parts = known.map((market) => prepareMarket(market, timeframeMs, names));
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, part) => sum + part.matrix.rows, 0));
  const rows = parts.reduce((sum, part) => sum + part.matrix.rows, 0);
  const usable = new Uint8Array(rows);
  parts.forEach(({ quality }, index) => {
    const start = starts[index] ?? 0;
    for (let row = WARM_UP_CANDLES; row < quality.missingShare.length; row += 1) {
      const isWhole = (quality.missingShare[row] ?? 1) <= RED_MISSING_SHARE && !seesBreak(quality, row);
      usable[start + row] = isWhole ? 1 : 0;
    }
  });
  const columnsOf = (read: (part: Prepared) => Float64Array): Float64Array => concatenate(parts.map(read));
  return {
    timeframeMs,
    rows,
    usable,
    markets: parts.map(({ market, matrix, quality }, index) => {
      const from = starts[index] ?? 0;
      return {
        name: market.name,
        symbol: symbolIn(market.name),
        from,
        to: from + matrix.rows,
        candles: market.columns,
        quality,
      };
    }),
    matrix: {
      rows,
      names,
      columns: names.map((_, column) =>
        columnsOf(({ matrix }) => matrix.columns[column] ?? new Float64Array(matrix.rows)),
      ),
    },
    closeTimeMs: columnsOf(({ market }) => market.columns.openTimeMs.map((openMs) => openMs + timeframeMs)),
    up: columnsOf(({ up }) => up),
    returnNext: columnsOf(({ returnNext }) => returnNext),
    sigma24: columnsOf(({ sigma24 }) => sigma24),
    lastDirection: columnsOf(({ market: { columns } }) =>
      columns.close.map((close, row) => Math.sign(close - (columns.open[row] ?? 0))),
    ),
  };
}

/** What a fit on some rows of the data set gets. */
export function fitInputOf(
  { matrix, up, closeTimeMs, timeframeMs }: Dataset,
  rows: Int32Array,
  rest: Pick<FitInput, 'seed' | 'previous' | 'fresh'>,
): FitInput {
  return { matrix, up, rows, closeTimeMs, timeframeMs, ...rest };
}
