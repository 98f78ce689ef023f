/** Counts of a set of settled signals or predictions. Fractions 0..1; null when nothing was counted. */
export interface RecordLine {
  readonly count: number;
  readonly right: number;
  readonly wrong: number;
  readonly flat: number;
  readonly void: number;
  /** right / (right + wrong). */
  readonly accuracy: number | null;
  /** Wilson 95 %. */
  readonly accuracyInterval: readonly [number, number] | null;
  /** Accuracy the reversal rule had on the same candles: the baseline to beat. */
  readonly reversalAccuracy: number | null;
  /** Mean of the side-signed return before cost, basis points. */
  readonly averageReturnBps: number | null;
}

/** The record of all published signals and of all scored candles. Times are epoch milliseconds, null where nothing was counted. */
export interface TrackRecord {
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Signals that were published. */
  readonly published: RecordLine;
  /** Every scored candle, published or not. */
  readonly allScored: RecordLine;
  readonly perSeries: readonly {
    readonly series: string;
    readonly published: RecordLine;
    readonly allScored: RecordLine;
  }[];
}

/** Reads the record; absent conditions let all series through. */
export interface TrackRecordReader {
  read(query: { readonly symbol?: string; readonly timeframe?: string }): Promise<TrackRecord>;
}
