import { type Connection, trusted } from 'mongoose';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import { timeframeMs } from '../../market/timeframe.ts';
import { sumTallies, tallyScored } from '../../signals/tally.ts';
import { oncePerCandle, parsePrediction, predictionModel } from './predictions.ts';
import { createTallyStore, FINAL_CANDLES } from './tally-store.ts';

/**
 * Removes the predictions of a series about candles that closed before beforeMs and returns how many. What they add to the track record is
 * written into its tally first, so that it stays the same, also when it is counted anew; rows that may still change stay.
 */
export async function prunePredictions(connection: Connection, series: SeriesKey, beforeMs: number): Promise<number> {
  const predictions = predictionModel(connection);
  const tallies = createTallyStore(connection);
  const name = seriesName(series);
  const newest = await predictions.findOne({ series: name, settled: true }).sort({ closeTimeMs: -1 }).lean();
  if (newest === null) return 0;
  const finalMs = newest.closeTimeMs - FINAL_CANDLES * timeframeMs(series.timeframe);
  const untilMs = Math.min(beforeMs, finalMs);
  const floor = await tallies.floor('scored', series);
  if (floor === null || untilMs <= floor.floorMs) return 0;
  const closeTimeMs = trusted({ $gte: floor.floorMs, $lt: untilMs });
  const rows = (await predictions.find({ series: name, closeTimeMs }).lean()).map(parsePrediction);
  const tally = sumTallies([floor.floor, ...oncePerCandle(rows).map(tallyScored)]);
  await tallies.raise(floor, { untilMs, tally });
  const { deletedCount } = await predictions.deleteMany({ series: name, closeTimeMs: trusted({ $lt: untilMs }) });
  return deletedCount;
}
