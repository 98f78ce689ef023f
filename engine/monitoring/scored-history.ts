import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { Prediction, PredictionStore } from '../ports.ts';

/** Settled predictions of one series as columns, oldest first: what was predicted before each candle and its outcome. */
export interface ScoredColumns {
  readonly closeTimeMs: Float64Array;
  readonly probabilityUp: Float64Array;
  /** 1 up, 0 down, NaN flat. */
  readonly up: Float64Array;
  readonly returnNext: Float64Array;
  /** Direction of the candle before: the reversal rule bets against it. */
  readonly lastDirection: Float64Array;
  /** 1 where a signal was published. */
  readonly published: Uint8Array;
  /** 1 where a signal was withheld because the series was mute for its record. */
  readonly withheld: Uint8Array;
}

/** The newest year of settled predictions of each series, kept up with few reads. */
export interface ScoredHistory {
  read(series: SeriesKey, nowMs: number): Promise<ScoredColumns>;
}

/** A year back, and never more rows than this: a year of hours, four months of quarter hours. */
const HISTORY_MS = 365 * 86_400_000;
const MOST_ROWS = 12_000;
/** Rows read again behind the newest settled one, for outcomes that came late. */
const OVERLAP_ROWS = 48;

function columnsOf(rows: readonly Prediction[]): ScoredColumns {
  return {
    closeTimeMs: Float64Array.from(rows, (row) => row.closeTimeMs),
    probabilityUp: Float64Array.from(rows, (row) => row.probabilityUp),
    up: Float64Array.from(rows, (row) => row.outcomeUp ?? Number.NaN),
    returnNext: Float64Array.from(rows, (row) => row.returnNext ?? Number.NaN),
    lastDirection: Float64Array.from(rows, (row) => row.lastDirection),
    published: Uint8Array.from(rows, (row) => (row.published ? 1 : 0)),
    withheld: Uint8Array.from(rows, (row) => (row.withheld === 'worse-than-base-rate' ? 1 : 0)),
  };
}

/** Rows [from, to) of columns. */
export function sliceScored(columns: ScoredColumns, from: number, to = columns.closeTimeMs.length): ScoredColumns {
  return {
    closeTimeMs: columns.closeTimeMs.slice(from, to),
    probabilityUp: columns.probabilityUp.slice(from, to),
    up: columns.up.slice(from, to),
    returnNext: columns.returnNext.slice(from, to),
    lastDirection: columns.lastDirection.slice(from, to),
    published: columns.published.slice(from, to),
    withheld: columns.withheld.slice(from, to),
  };
}

function joined(first: ScoredColumns, second: ScoredColumns): ScoredColumns {
  const join = (a: Float64Array, b: Float64Array): Float64Array => Float64Array.of(...a, ...b);
  return {
    closeTimeMs: join(first.closeTimeMs, second.closeTimeMs),
    probabilityUp: join(first.probabilityUp, second.probabilityUp),
    up: join(first.up, second.up),
    returnNext: join(first.returnNext, second.returnNext),
    lastDirection: join(first.lastDirection, second.lastDirection),
    published: Uint8Array.of(...first.published, ...second.published),
    withheld: Uint8Array.of(...first.withheld, ...second.withheld),
  };
}

/** First row at or after a time. */
export function firstAtOrAfter({ closeTimeMs }: ScoredColumns, timeMs: number): number {
  const found = closeTimeMs.findIndex((closeMs) => closeMs >= timeMs);
  return found < 0 ? closeTimeMs.length : found;
}

/** Reads the store in full once a series, then only what is new. Several model versions of one candle count once, the last stored. */
export function createScoredHistory(predictions: PredictionStore): ScoredHistory {
  const known = new Map<string, ScoredColumns>();

  async function settled(series: SeriesKey, nowMs: number, count: number): Promise<ScoredColumns> {
    const rows = await predictions.newest(series, nowMs, count);
    const byTime = new Map(rows.filter((row) => row.returnNext !== null).map((row) => [row.closeTimeMs, row]));
    return columnsOf([...byTime.values()].sort((a, b) => a.closeTimeMs - b.closeTimeMs));
  }

  return {
    async read(series, nowMs) {
      const name = seriesName(series);
      const before = known.get(name);
      const newestMs = before?.closeTimeMs.at(-1);
      const behind = newestMs === undefined ? MOST_ROWS : Math.ceil((nowMs - newestMs) / timeframeMs(series.timeframe));
      const count = Math.min(MOST_ROWS, Math.max(0, behind) + OVERLAP_ROWS);
      const fresh = await settled(series, nowMs, count);
      const kept =
        before === undefined
          ? null
          : sliceScored(before, 0, firstAtOrAfter(before, fresh.closeTimeMs[0] ?? Number.POSITIVE_INFINITY));
      const all = kept === null ? fresh : joined(kept, fresh);
      const from = Math.max(firstAtOrAfter(all, nowMs - HISTORY_MS), all.closeTimeMs.length - MOST_ROWS);
      const now = from > 0 ? sliceScored(all, from) : all;
      known.set(name, now);
      return now;
    },
  };
}
