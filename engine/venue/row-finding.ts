/** What was wrong with the rows of one answer and what was done about it. Times are epoch milliseconds. */
export type RowFinding = RefusedRow | MissingCandles;

/** A row that was left out or mended. */
export interface RefusedRow {
  readonly type: 'duplicate' | 'conflict' | 'off-grid' | 'unsound' | 'volume-unknown';
  readonly openTimeMs: number;
  /** What was expected and what came, as the cleaning of rows words it (market/clean). */
  readonly detail: string;
}

/** Candles that are missing between others while the market was open. */
export interface MissingCandles {
  readonly type: 'gap';
  /** Of the first one that is missing. */
  readonly openTimeMs: number;
  readonly candles: number;
}
