import { calendarOf, holidayMissing, missingBetween } from '../../market/calendar/gaps.ts';
import { type Candle, candleAt, columnsOf } from '../../market/candle.ts';
import { cleanRows } from '../../market/clean/clean.ts';
import { type CleanFinding, rawRowsOf } from '../../market/clean/raw-rows.ts';
import type { SeriesKey } from '../../market/series.ts';
import { timeframeMs } from '../../market/timeframe.ts';
import type { MissingCandles, RefusedRow } from '../../venue/row-finding.ts';

/** The candles of one answer, and what was found wrong with its rows. */
export interface CheckedRows {
  /** Sound closed candles, strictly ascending. */
  readonly candles: readonly Candle[];
  readonly findings: readonly RefusedRow[];
  /** Open time of the newest row of the answer, whether it was kept or not; null when there was none. */
  readonly newestOpenTimeMs: number | null;
}

/** What the rows of an answer are held against. Times are epoch milliseconds. */
export interface RowRules {
  readonly series: Pick<SeriesKey, 'symbol' | 'timeframe'>;
  /** Candles that open before this are none of ours. */
  readonly sinceMs: number;
  /** The venue's time less the grace: what closes later is still open. */
  readonly closedByMs: number;
  /** The same with a longer grace, for a newest row that has none after it: the venue may not have finished it yet. */
  readonly settledByMs: number;
  /** Rows asked for; an answer of that many may have been cut off. */
  readonly size: number;
  /** False where the venue states 0 because it knows no volume. */
  readonly volumeKnown: boolean;
}

/**
 * Checks rows [openTimeMs, open, high, low, close, volume, takerBuyVolume?] by the rules of files
 * (market/clean/clean.ts). Open candles are dropped in silence, and so is what stands still while the market is closed;
 * everything else that is dropped or mended leaves a finding. Throws TypeError when the answer does not consist of such
 * rows.
 */
export function checkRows(rows: readonly unknown[], rules: RowRules): CheckedRows {
  const { symbol, timeframe } = rules.series;
  const candleMs = timeframeMs(timeframe);
  const told = rows.map((row) => readRow(row, rules.volumeKnown)).sort((a, b) => a.openTimeMs - b.openTimeMs);
  const read = rules.volumeKnown && tellsTakers(told) ? told : told.map(withoutTakers);
  const newestOpenTimeMs = read.at(-1)?.openTimeMs ?? null;
  const closed = read.filter(({ openTimeMs }) => {
    const isLone = openTimeMs === newestOpenTimeMs && rows.length < rules.size;
    return openTimeMs >= rules.sinceMs && openTimeMs + candleMs <= (isLone ? rules.settledByMs : rules.closedByMs);
  });
  const context = { timeframe, calendar: calendarOf(symbol) };
  const { rows: sound, findings } = cleanRows(rawRowsOf(columnsOf(closed)), context);
  return {
    candles: Array.from({ length: sound.length }, (_, row) => candleAt(sound, row)),
    findings: findings.flatMap((finding) => {
      const type = ROW_FINDINGS[finding.code];
      return type === undefined ? [] : [{ type, openTimeMs: finding.openTimeMs, detail: finding.say }];
    }),
    newestOpenTimeMs,
  };
}

/** Findings worth an event; candles without a trade and rows of a closed market come with every answer of some venues. */
const ROW_FINDINGS: Readonly<Partial<Record<CleanFinding['code'], RefusedRow['type']>>> = {
  duplicate: 'duplicate',
  conflict: 'conflict',
  'off-grid': 'off-grid',
  unreadable: 'unsound',
  unsound: 'unsound',
  'high-low': 'unsound',
  'volume-unsound': 'unsound',
  'volume-unknown': 'volume-unknown',
};

function readRow(row: unknown, volumeKnown: boolean): Candle {
  const cells: readonly unknown[] = Array.isArray(row) ? row : [];
  const number = (cell: unknown): number => (typeof cell === 'number' ? cell : Number.NaN);
  const [openTimeMs, open, high, low, close, volume, takers] = [0, 1, 2, 3, 4, 5, 6].map((index) =>
    number(cells[index]),
  );
  if (openTimeMs === undefined || !Number.isFinite(openTimeMs)) {
    throw new TypeError(
      `expected candle rows [time, open, high, low, close, volume], was ${JSON.stringify(row)?.slice(0, 80) ?? 'nothing'}`,
    );
  }
  return {
    openTimeMs,
    open: open ?? Number.NaN,
    high: high ?? Number.NaN,
    low: low ?? Number.NaN,
    close: close ?? Number.NaN,
    volume: !volumeKnown || volume === undefined || Number.isNaN(volume) ? null : volume,
    ...(takers === undefined || !(takers >= 0) ? {} : { takerBuyVolume: takers }),
  };
}

/** A venue, or a replay of one that did not record it, may state 0 for all candles: then it knows nothing of its takers. */
function tellsTakers(candles: readonly Candle[]): boolean {
  return candles.some((candle) => (candle.takerBuyVolume ?? 0) > 0) || candles.every((candle) => candle.volume === 0);
}

function withoutTakers({ openTimeMs, open, high, low, close, volume }: Candle): Candle {
  return { openTimeMs, open, high, low, close, volume };
}

/** Candles that are missing between others while the market was open. */
export function findGaps(candles: readonly Candle[], { symbol, timeframe }: SeriesKey): readonly MissingCandles[] {
  const calendar = calendarOf(symbol);
  const candleMs = timeframeMs(timeframe);
  return candles.flatMap((candle, row): readonly MissingCandles[] => {
    const before = candles[row - 1];
    if (before === undefined) return [];
    const previousOpenMs = before.openTimeMs;
    const question = { previousOpenMs, nextOpenMs: candle.openTimeMs, timeframeMs: candleMs, calendar };
    const missing = missingBetween(question) - holidayMissing(question);
    const openTimeMs = before.openTimeMs + candleMs;
    return missing === 0 ? [] : [{ type: 'gap', openTimeMs, candles: missing }];
  });
}
