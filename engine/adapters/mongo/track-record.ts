import { type Connection, trusted } from 'mongoose';
import { type Timeframe, timeframeMs } from '../../market/timeframe.ts';
import { deliveredAtMs } from '../../signals/delivery.ts';
import { type ReversalCount, recordLineOf } from '../../signals/record-line.ts';
import { type RecordRow, recordRow } from '../../signals/record-row.ts';
import { scoredLine, sumTallies, type Tally, tallyScored, ZERO_TALLY } from '../../signals/tally.ts';
import {
  groupsOf,
  type ShownReader,
  signalsRecord,
  type TrackRecord,
  type TrackRecordReader,
} from '../../signals/track-record.ts';
import { oncePerCandle, parsePrediction, predictionModel } from './predictions.ts';
import { parseEntry, signalModel } from './signal-document.ts';
import { createTallyStore, FINAL_CANDLES, type StoredTally } from './tally-store.ts';

/** Rows that make moving a checkpoint worth a write. */
const WORTH_STORING = 100;

/** A row that counts, with when it closed; `final` when nothing can change it. */
interface Counted {
  readonly closeTimeMs: number;
  readonly tally: Tally;
}

/**
 * The public record: signals as they ended, every scored candle whether a signal or not, and what the reversal rule did
 * on the same candles. Unsettled rows are not counted; a scored candle whose next one never came while later ones did is
 * void. A candle counts once, also where an older version stored several. Settled signals that cannot change any more
 * are kept in memory: each is read once a process.
 */
export function createMongoTrackRecord(connection: Connection): TrackRecordReader & ShownReader {
  const predictions = predictionModel(connection);
  const tallies = createTallyStore(connection);
  const rowsOf = createRowReader(connection);

  const scored = async (from: StoredTally): Promise<Tally> => {
    const stored = await predictions.find({ series: from.series, closeTimeMs: trusted({ $gte: from.untilMs }) }).lean();
    const rows = oncePerCandle(stored.map(parsePrediction));
    const newestMs = latest(rows.filter((row) => row.returnNext !== null));
    const counted = rows
      .filter((row) => row.returnNext !== null || row.closeTimeMs < newestMs)
      .map((row) => ({ closeTimeMs: row.closeTimeMs, tally: tallyScored(row) }));
    return moveOn(from, counted, newestMs - FINAL_CANDLES * timeframeMs(from.timeframe));
  };

  /** The whole tally; what became final is added to the checkpoint when it is worth a write. */
  const moveOn = async (from: StoredTally, counted: readonly Counted[], untilMs: number): Promise<Tally> => {
    const final = counted.filter((row) => row.closeTimeMs < untilMs);
    if (final.length >= WORTH_STORING) {
      await tallies.moveOn(from, { untilMs, tally: sumTallies([from.tally, ...final.map(({ tally }) => tally)]) });
    }
    return sumTallies([from.tally, ...counted.map(({ tally }) => tally)]);
  };

  return {
    read: async ({ symbol, timeframe }) => {
      const wanted = (await tallies.all()).filter(
        (stored) =>
          (symbol === undefined || stored.symbol === symbol) &&
          (timeframe === undefined || stored.timeframe === timeframe),
      );
      const series = new Map(wanted.map((stored) => [stored.series, stored.timeframe]));
      const lines = await Promise.all(
        [...series]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(async ([name, each]): Promise<SeriesRecord> => {
            const from = wanted.find((stored) => stored.series === name && stored.kind === 'scored');
            return {
              ...{ series: name, timeframe: each },
              scored: from === undefined ? ZERO_TALLY : await scored(from),
              signals: await rowsOf(name, each),
            };
          }),
      );
      return recordOf(lines);
    },
    groups: async () => {
      const followed = new Map((await tallies.all()).map(({ series, timeframe }) => [series, timeframe]));
      const rows = await Promise.all([...followed].map(([series, timeframe]) => rowsOf(series, timeframe)));
      return groupsOf(rows.flat());
    },
  };
}

/** Settled signals of a series. Those that are final are read once and kept. */
function createRowReader(connection: Connection) {
  const signals = signalModel(connection);
  const kept = new Map<string, { readonly untilMs: number; readonly rows: readonly RecordRow[] }>();
  return async (series: string, timeframe: Timeframe): Promise<readonly RecordRow[]> => {
    const { untilMs, rows } = kept.get(series) ?? { untilMs: 0, rows: [] };
    const filter = { series, closeTimeMs: trusted({ $gte: untilMs }), supersededBy: null };
    const found = (await signals.find(filter).lean()).map(parseEntry);
    const settled = found.flatMap((entry) => recordRow({ ...entry, deliveredAtMs: deliveredAtMs(entry) }) ?? []);
    const oldestOpenMs = found
      .filter(({ outcome }) => outcome === null)
      .reduce((oldest, { signal }) => Math.min(oldest, signal.closeTimeMs), Number.POSITIVE_INFINITY);
    const finalMs = Math.min(oldestOpenMs, latest(settled) - FINAL_CANDLES * timeframeMs(timeframe));
    const all = [...rows, ...settled];
    if (finalMs > untilMs)
      kept.set(series, { untilMs: finalMs, rows: all.filter(({ closeTimeMs }) => closeTimeMs < finalMs) });
    return all;
  };
}

interface SeriesRecord {
  readonly series: string;
  readonly timeframe: Timeframe;
  readonly scored: Tally;
  readonly signals: readonly RecordRow[];
}

function recordOf(lines: readonly SeriesRecord[]): TrackRecord {
  const allScored = sumTallies(lines.map(({ scored }) => scored));
  const rows = lines.flatMap(({ signals }) => signals);
  const times = rows.map(({ closeTimeMs }) => closeTimeMs);
  const { fromMs, toMs } = allScored;
  return {
    fromMs: least(fromMs === null ? times : [fromMs, ...times]),
    toMs: toMs === null && times.length === 0 ? null : Math.max(toMs ?? 0, latest(rows)),
    ...signalsRecord(rows, publishedReversal(allScored)),
    allScored: scoredLine(allScored, scoredCloses(lines)),
    perSeries: lines.map(({ series, scored, signals }) => ({
      series,
      published: recordLineOf(signals, publishedReversal(scored)),
      allScored: scoredLine(scored, candlesOf(scored)),
    })),
  };
}

/** The reversal rule is judged on the published candles through their predictions: signals do not keep lastDirection. */
function publishedReversal({ publishedReversalRight, publishedReversalCount }: Tally): ReversalCount {
  return { right: publishedReversalRight, count: publishedReversalCount };
}

function candlesOf(tally: Tally): number {
  return tally.right + tally.wrong + tally.flat + tally.void;
}

/** At least so many closes: the series of one timeframe share theirs, so the one with the most candles counts. */
function scoredCloses(lines: readonly SeriesRecord[]): number {
  const most = new Map<Timeframe, number>();
  for (const { timeframe, scored } of lines) most.set(timeframe, Math.max(most.get(timeframe) ?? 0, candlesOf(scored)));
  return [...most.values()].reduce((sum, count) => sum + count, 0);
}

function least(times: readonly number[]): number | null {
  return times.reduce<number | null>((best, time) => Math.min(time, best ?? time), null);
}

function latest(rows: readonly { readonly closeTimeMs: number }[]): number {
  return rows.reduce((newest, row) => Math.max(newest, row.closeTimeMs), Number.NEGATIVE_INFINITY);
}
