import { type Connection, trusted } from 'mongoose';
import { timeframeMs } from '../../market/timeframe.ts';
import { recordLine, sumTallies, type Tally, tallyPublished, tallyScored, ZERO_TALLY } from '../../signals/tally.ts';
import type { TrackRecord, TrackRecordReader } from '../../signals/track-record.ts';
import { oncePerCandle, parsePrediction, predictionModel } from './predictions.ts';
import { signalModel } from './signal-document.ts';
import { createTallyStore, FINAL_CANDLES, type StoredTally } from './tally-store.ts';

/** Rows that make moving a checkpoint worth a write. */
const WORTH_STORING = 100;

/** A row that counts, with when it closed; `final` when nothing can change it. */
interface Counted {
  readonly closeTimeMs: number;
  readonly tally: Tally;
}

/**
 * The public record: signals as they ended (published), every scored candle whether published or not (allScored), and
 * what the reversal rule did on the same candles. Unsettled rows are not counted; a scored candle whose next one
 * never came while later ones did is void. A candle counts once, also where an older version stored several. Wilson intervals of 95 %.
 */
export function createMongoTrackRecord(connection: Connection): TrackRecordReader {
  const predictions = predictionModel(connection);
  const signals = signalModel(connection);
  const tallies = createTallyStore(connection);

  const scored = async (from: StoredTally): Promise<Tally> => {
    const stored = await predictions.find({ series: from.series, closeTimeMs: trusted({ $gte: from.untilMs }) }).lean();
    const rows = oncePerCandle(stored.map(parsePrediction));
    const newestMs = latest(rows.filter((row) => row.returnNext !== null));
    const counted = rows
      .filter((row) => row.returnNext !== null || row.closeTimeMs < newestMs)
      .map((row) => ({ closeTimeMs: row.closeTimeMs, tally: tallyScored(row) }));
    return moveOn(from, counted, finalBefore(from, newestMs));
  };

  const published = async (from: StoredTally): Promise<Tally> => {
    const filter = { series: from.series, closeTimeMs: trusted({ $gte: from.untilMs }), supersededBy: null };
    const rows = await signals.find(filter, { closeTimeMs: 1, settled: 1, outcome: 1 }).lean();
    const counted = rows.flatMap(({ closeTimeMs, outcome }) =>
      outcome === null
        ? []
        : [{ closeTimeMs, tally: tallyPublished({ closeTimeMs, type: outcome.type, returnBps: outcome.returnBps }) }],
    );
    const oldestOpenMs = rows
      .filter((row) => !row.settled)
      .reduce((oldest, row) => Math.min(oldest, row.closeTimeMs), Number.POSITIVE_INFINITY);
    return moveOn(from, counted, Math.min(oldestOpenMs, finalBefore(from, latest(counted))));
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
      const names = [...new Set(wanted.map(({ series }) => series))].sort();
      const lines = await Promise.all(
        names.map(async (series) => {
          const [forScored, forPublished] = (['scored', 'published'] as const).map((kind) =>
            wanted.find((stored) => stored.series === series && stored.kind === kind),
          );
          return {
            series,
            scored: forScored === undefined ? ZERO_TALLY : await scored(forScored),
            published: forPublished === undefined ? ZERO_TALLY : await published(forPublished),
          };
        }),
      );
      return recordOf(lines);
    },
  };
}

interface SeriesTallies {
  readonly series: string;
  readonly scored: Tally;
  readonly published: Tally;
}

function recordOf(lines: readonly SeriesTallies[]): TrackRecord {
  const allScored = sumTallies(lines.map((line) => line.scored));
  const published = sumTallies(lines.map((line) => line.published));
  const span = sumTallies([allScored, published]);
  return {
    fromMs: span.fromMs,
    toMs: span.toMs,
    ...linesOf({ scored: allScored, published }),
    perSeries: lines.map((line) => ({ series: line.series, ...linesOf(line) })),
  };
}

function linesOf({ scored, published }: Omit<SeriesTallies, 'series'>): Pick<TrackRecord, 'published' | 'allScored'> {
  return {
    // The reversal rule is judged on the published candles, through their predictions: signals do not keep lastDirection.
    published: recordLine(published, { right: scored.publishedReversalRight, count: scored.publishedReversalCount }),
    allScored: recordLine(scored, { right: scored.reversalRight, count: scored.reversalCount }),
  };
}

function finalBefore(from: StoredTally, newestMs: number): number {
  return newestMs - FINAL_CANDLES * timeframeMs(from.timeframe);
}

function latest(rows: readonly { readonly closeTimeMs: number }[]): number {
  return rows.reduce((newest, row) => Math.max(newest, row.closeTimeMs), Number.NEGATIVE_INFINITY);
}
