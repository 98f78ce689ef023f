import { type Connection, type Model, mongo, trusted } from 'mongoose';
import { z } from 'zod';
import { parseSeries, seriesName } from '../../market/series.ts';
import { timeframeMs } from '../../market/timeframe.ts';
import type { Prediction, PredictionStore } from '../../ports.ts';
import type { ReasonCode } from '../../reason.ts';
import { isDuplicateKey } from './connect.ts';
import { inBatches } from './in-batches.ts';
import { schemaOf } from './stored/schema-of.ts';
import { createTallyStore } from './tally-store.ts';

/** Name of the collection. */
export const PREDICTIONS = 'predictions';

const shape = z.object({
  _id: z.string().min(1),
  series: z.string().min(1),
  closeTimeMs: z.number(),
  modelVersion: z.string().min(1),
  scoreUp: z.number(),
  probabilityUp: z.number(),
  lastDirection: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  published: z.boolean(),
  // Documents of before the sequential mute rule have none.
  withheld: z
    .custom<ReasonCode>((value) => typeof value === 'string')
    .nullable()
    .default(null),
  settled: z.boolean(),
  outcomeUp: z.union([z.literal(0), z.literal(1)]).nullable(),
  returnNext: z.number().nullable(),
});
/** A stored prediction. */
export type PredictionDocument = z.infer<typeof shape>;

/** Predictions in MongoDB, one document per series and candle: the first one, whatever the model. An older version kept one per model. */
export function createMongoPredictions(connection: Connection): PredictionStore {
  const predictions = predictionModel(connection);
  const tallies = createTallyStore(connection);
  const insert = inBatches((documents: readonly PredictionDocument[]) => insertEach(connection, documents));
  return {
    record: async (prediction) => {
      const series = seriesName(prediction.series);
      const { closeTimeMs } = prediction;
      const _id = `${series}|${closeTimeMs}|next-candle`;
      const made = new predictions({ ...prediction, _id, series, settled: prediction.returnNext !== null });
      await made.validate();
      const failure = await insert(made.toObject());
      if (failure !== null) {
        if (!isDuplicateKey(failure)) throw failure;
        return parsePrediction(await predictions.findOne({ _id }).lean());
      }
      await tallies.note('scored', prediction.series, closeTimeMs);
      return prediction;
    },
    settle: async (series, closeTimeMs, outcome) => {
      // Found by the index first, then each by its key: SecantusDB scans when a filter has a field besides those of the index.
      const found = await predictions.find({ series: seriesName(series), closeTimeMs }, { settled: 1 }).lean();
      const open = found.filter((document) => !document.settled);
      for (const { _id } of open) {
        const set = { settled: true, outcomeUp: outcome.up, returnNext: outcome.returnNext };
        await predictions.updateOne({ _id, settled: false }, { $set: set });
      }
      if (open.length > 0) await tallies.note('scored', series, closeTimeMs);
    },
    newest: async (series, untilMs, count) => {
      if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`expected a count ≥ 0, was ${count}`);
      if (count === 0) return [];
      const name = seriesName(series);
      // A bounded stretch of time first, which the index serves as a range; further back only when that held too few.
      const reachMs = timeframeMs(series.timeframe) * count * 2;
      for (const fromMs of [untilMs - reachMs, untilMs - reachMs * 16, null]) {
        const closeTimeMs = trusted({ $lte: untilMs, ...(fromMs === null ? {} : { $gt: fromMs }) });
        const found = await predictions
          .find({ series: name, closeTimeMs })
          .sort({ closeTimeMs: -1, _id: 1 })
          .limit(count)
          .lean();
        if (found.length === count || fromMs === null) return oncePerCandle(found.map(parsePrediction)).toReversed();
      }
      return [];
    },
  };
}

/** Inserts each of them that can be; null, or why it could not, for each. Throws where that is not known. */
async function insertEach(
  connection: Connection,
  documents: readonly PredictionDocument[],
): Promise<readonly (Error | null)[]> {
  try {
    await connection.collection<PredictionDocument>(PREDICTIONS).insertMany([...documents], { ordered: false });
    return documents.map(() => null);
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined) throw error;
    const failures = [error.writeErrors].flat();
    return documents.map((_, index) => {
      const failure = failures.find((each) => each.index === index);
      return failure === undefined
        ? null
        : new mongo.MongoServerError({ message: failure.errmsg ?? 'not inserted', code: failure.code });
    });
  }
}

/** Of several predictions of a candle the published one, else the first; the order is kept. */
export function oncePerCandle(predictions: readonly Prediction[]): readonly Prediction[] {
  const kept = new Map<number, Prediction>();
  for (const each of predictions) {
    const before = kept.get(each.closeTimeMs);
    if (before === undefined || (each.published && !before.published)) kept.set(each.closeTimeMs, each);
  }
  return [...kept.values()];
}

/** The stored prediction as the engine knows it. Throws ZodError or Error when it does not have the shape that we write. */
export function parsePrediction(document: unknown): Prediction {
  const { _id, settled: _settled, ...stored } = shape.parse(document);
  const series = parseSeries(stored.series);
  if (series === null)
    throw new Error(`prediction ${_id}: expected a series like binance:BTC/USDT@1h, was "${stored.series}"`);
  return { ...stored, series };
}

const schema = schemaOf<PredictionDocument>(shape, PREDICTIONS);

/** The mongoose model on this connection, made once. */
export function predictionModel(connection: Connection): Model<PredictionDocument> {
  return connection.models[PREDICTIONS] ?? connection.model<PredictionDocument>(PREDICTIONS, schema);
}
