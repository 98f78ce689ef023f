import type { Dataset } from './dataset.ts';

/** How far back a challenger and its champion are compared. */
export const COMPARED_MS = 90 * 86_400_000;

/** Out-of-sample decisions with their outcome as columns, series after series, each in time order. */
export interface RecentDecisions {
  /** Names of the series, as trained on. */
  readonly series: readonly string[];
  /** Per row: index into `series`. */
  readonly market: Int32Array;
  readonly closeTimeMs: Float64Array;
  /** Recalibrated, 0..1. */
  readonly probabilityUp: Float64Array;
  /** 1 or 0. */
  readonly up: Float64Array;
}

/** Columns of rows given one by one. */
export function decisionColumns(
  series: readonly string[],
  rows: readonly {
    readonly market: number;
    readonly closeTimeMs: number;
    readonly probabilityUp: number;
    readonly up: number;
  }[],
): RecentDecisions {
  return {
    series,
    market: Int32Array.from(rows, (row) => row.market),
    closeTimeMs: Float64Array.from(rows, (row) => row.closeTimeMs),
    probabilityUp: Float64Array.from(rows, (row) => row.probabilityUp),
    up: Float64Array.from(rows, (row) => row.up),
  };
}

/** The judged decisions of the newest COMPARED_MS of a walk-forward; `probability` is per stacked row, NaN where none was taken. */
export function recentDecisions(dataset: Dataset, probability: Float64Array): RecentDecisions {
  const { closeTimeMs, up, markets } = dataset;
  const newestMs = closeTimeMs.reduce((newest, time) => Math.max(newest, time), Number.NEGATIVE_INFINITY);
  const rows = markets.flatMap(({ from, to }, market) =>
    Array.from({ length: to - from }, (_, offset) => from + offset)
      .filter(
        (row) =>
          (closeTimeMs[row] ?? 0) > newestMs - COMPARED_MS &&
          !Number.isNaN(probability[row] ?? Number.NaN) &&
          !Number.isNaN(up[row] ?? Number.NaN),
      )
      .map((row) => ({
        market,
        closeTimeMs: closeTimeMs[row] ?? 0,
        probabilityUp: probability[row] ?? 0.5,
        up: up[row] ?? 0,
      })),
  );
  return decisionColumns(
    markets.map(({ name }) => name),
    rows,
  );
}

/** The decisions of `first`, and those of `second` on candles that `first` has none on. */
export function mergeDecisions(first: RecentDecisions, second: RecentDecisions): RecentDecisions {
  const series = [...new Set([...first.series, ...second.series])];
  const rowsOf = ({ series: names, market, closeTimeMs, probabilityUp, up }: RecentDecisions) =>
    Array.from(market, (index, row) => ({
      market: series.indexOf(names[index] ?? ''),
      closeTimeMs: closeTimeMs[row] ?? 0,
      probabilityUp: probabilityUp[row] ?? 0.5,
      up: up[row] ?? 0,
    }));
  const rows = rowsOf(first);
  const known = new Set(rows.map(({ market, closeTimeMs }) => `${market}|${closeTimeMs}`));
  const more = rowsOf(second).filter(({ market, closeTimeMs }) => !known.has(`${market}|${closeTimeMs}`));
  return decisionColumns(series, [...rows, ...more]);
}
