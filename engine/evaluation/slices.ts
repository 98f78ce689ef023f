import { assetClass } from '../market/asset-class.ts';
import { isNearNewYorkClose } from '../market/session.ts';
import { accuracyScore, aucScore, brierLoss, confusionOf, type Judged, skillScore } from '../statistics/metrics.ts';
import type { Dataset } from '../training/dataset.ts';
import { groupLine, type JudgedReturns } from './coverage.ts';
import type { Slice, SliceLine, YearLine } from './report.ts';

/** Judged decisions with all that slices need, columns of equal length. */
export interface SliceInput {
  readonly timeMs: Float64Array;
  readonly judged: JudgedReturns;
  /** Base rate of each decision's training rows. */
  readonly base: Judged;
  readonly reversal: Judged;
}

/** Values of a column at some positions. */
export function pick(column: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row] ?? Number.NaN);
}

/** Figures of the decisions at some positions. */
function sliceLine({ judged, base, reversal }: SliceInput, rows: Int32Array): SliceLine {
  const up = pick(judged.up, rows);
  const own = { probability: pick(judged.probability, rows), up };
  const { count, accuracy, interval, grossBps } = groupLine(judged, rows);
  return {
    rows: count,
    accuracy,
    interval,
    auc: aucScore(own),
    brierSkill: skillScore(brierLoss(own), brierLoss({ probability: pick(base.probability, rows), up })),
    grossBps,
    reversalAccuracy: accuracyScore(confusionOf({ probability: pick(reversal.probability, rows), up })),
  };
}

function rowsBy<K>(count: number, keyOf: (at: number) => K): ReadonlyMap<K, Int32Array> {
  const groups = new Map<K, number[]>();
  for (let at = 0; at < count; at += 1) {
    const key = keyOf(at);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [at]);
    else group.push(at);
  }
  return new Map([...groups].map(([key, rows]) => [key, Int32Array.from(rows)]));
}

/** Figures of each UTC year, oldest first. */
export function yearLines(input: SliceInput): readonly YearLine[] {
  const groups = rowsBy(input.timeMs.length, (at) => new Date(input.timeMs[at] ?? 0).getUTCFullYear());
  return [...groups].sort(([a], [b]) => a - b).map(([year, rows]) => ({ year, ...sliceLine(input, rows) }));
}

const SESSIONS = ['day', 'new-york-close'] as const;

const TERCILES = ['calm', 'middle', 'wild'] as const;

/** The two bounds between the terciles of σ24 of one market's judged rows. */
function tercileBounds(values: readonly number[]): readonly [number, number] {
  const sorted = Float64Array.from(values).sort();
  const at = (third: number): number => sorted[Math.floor((third * sorted.length) / 3)] ?? Number.POSITIVE_INFINITY;
  return [at(1), at(2)];
}

/**
 * Figures of forex by session, of all by market, by UTC hour in which the predicted candle opens, and by tercile of σ24
 * within each market (bounds in hindsight: they describe, nothing is traded on them). `rows` are the stacked rows behind
 * the columns of `input`.
 */
export function slicesOf(dataset: Dataset, rows: Int32Array, input: SliceInput): readonly Slice[] {
  const marketAt = Int32Array.from(rows, (row) => dataset.markets.findIndex(({ from, to }) => row >= from && row < to));
  const sigma = pick(dataset.sigma24, rows);
  const bounds = dataset.markets.map((_, market) =>
    tercileBounds([...sigma].filter((_value, at) => marketAt[at] === market)),
  );
  const tercileAt = (at: number): number => {
    const [low, high] = bounds[marketAt[at] ?? 0] ?? [0, 0];
    const value = sigma[at] ?? 0;
    return value < low ? 0 : value < high ? 1 : 2;
  };
  const hourAt = (at: number): number => new Date(input.timeMs[at] ?? 0).getUTCHours();
  const sliced = (by: Slice['by'], keyOf: (at: number) => number, nameOf: (key: number) => string): Slice => ({
    by,
    lines: [...rowsBy(rows.length, keyOf)]
      .sort(([a], [b]) => a - b)
      .map(([key, group]) => ({ name: nameOf(key), ...sliceLine(input, group) })),
  });
  const isForex = dataset.markets.some(({ symbol }) => assetClass(symbol) === 'forex');
  const sessionAt = (at: number): number => (isNearNewYorkClose(input.timeMs[at] ?? 0) ? 1 : 0);
  return [
    ...(isForex ? [sliced('session', sessionAt, (session) => SESSIONS[session] ?? '')] : []),
    sliced(
      'market',
      (at) => marketAt[at] ?? -1,
      (market) => dataset.markets[market]?.name ?? '',
    ),
    sliced('hour', hourAt, (hour) => `${String(hour).padStart(2, '0')} UTC`),
    sliced('volatility', tercileAt, (third) => TERCILES[third] ?? ''),
  ];
}
