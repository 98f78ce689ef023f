import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { Candle } from '../../market/candle.ts';
import type { CandleRevision } from '../../market/revision.ts';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import type { RevisionLog } from '../../ports.ts';

/** Name of the collection. */
export const REVISIONS = 'candleRevisions';

/** What the reads need of a document; the candles in it are for people who look into a dispute. */
const found = z.object({ openTimeMs: z.number() });

interface RevisionDocument {
  /** series | open time | hash of both candles: the same change always has the same key. */
  readonly _id: string;
  readonly series: string;
  readonly openTimeMs: number;
  readonly seenAtMs: number;
  readonly before: Candle;
  readonly after: Candle;
}

/** Revisions in MongoDB, one small document each, written once. */
export function createMongoRevisions(connection: Connection): RevisionLog {
  const revisions = connection.collection<RevisionDocument>(REVISIONS);
  return {
    record: async (series, changes, seenAtMs) => {
      for (const change of changes) {
        const { _id, ...rest } = documentOf(series, change, seenAtMs);
        await revisions.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
      }
    },
    count: async (series) => revisions.countDocuments({ series: seriesName(series) }),
    openTimesSince: async (series, fromMs) => {
      const filter = { series: seriesName(series), openTimeMs: { $gte: fromMs } };
      const documents = await revisions.find(filter, { projection: { openTimeMs: 1 } }).toArray();
      const times = new Set(documents.map((document) => found.parse(document).openTimeMs));
      return [...times].sort((one, other) => one - other);
    },
  };
}

function documentOf(
  series: SeriesKey,
  { openTimeMs, before, after }: CandleRevision,
  seenAtMs: number,
): RevisionDocument {
  const name = seriesName(series);
  const digest = createHash('sha256')
    .update(JSON.stringify([valuesOf(before), valuesOf(after)]))
    .digest('hex')
    .slice(0, 16);
  return { _id: `${name}|${openTimeMs}|${digest}`, series: name, openTimeMs, seenAtMs, before, after };
}

function valuesOf({ open, high, low, close, volume, takerBuyVolume }: Candle): readonly (number | null)[] {
  return [open, high, low, close, volume, takerBuyVolume ?? null];
}
