import { type Connection, type Model, trusted } from 'mongoose';
import { z } from 'zod';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import { TIMEFRAMES, timeframeMs } from '../../market/timeframe.ts';
import { type Tally, ZERO_TALLY } from '../../signals/tally.ts';
import { schemaOf } from './stored/schema-of.ts';

const TALLIES = 'recordTallies';
/** A row this many candles behind the newest settled one will not be settled any more: its next candle never came. */
export const FINAL_CANDLES = 48;
/** Rows this close to the newest one seen cannot lie in the counted past, so the usual row costs no write here. */
const NEVER_COUNTED_CANDLES = FINAL_CANDLES - 8;

/** "scored" counts predictions, "published" counts signals. */
export type TallyKind = 'scored' | 'published';

const count = z.number();
/** How rows are counted; a count by an older rule is begun again. 2: each candle once. */
const RULE = 2;
const tallyOf = z.object({
  right: count,
  wrong: count,
  flat: count,
  void: count,
  returnCount: count,
  returnSumBps: count,
  reversalCount: count,
  reversalRight: count,
  publishedReversalCount: count,
  publishedReversalRight: count,
  fromMs: count.nullable(),
  toMs: count.nullable(),
});
const tallyShape = z.object({
  _id: z.string().min(1),
  rule: z.number().default(1),
  kind: z.enum(['scored', 'published']),
  series: z.string().min(1),
  symbol: z.string().min(1),
  timeframe: z.enum(TIMEFRAMES),
  untilMs: z.number(),
  /** What is counted for good, because its rows have been removed: those before floorMs. A new count begins there. */
  floorMs: z.number().default(0),
  floor: tallyOf.default(ZERO_TALLY),
  tally: tallyOf,
});

/** Counts of one series' rows with closeTimeMs < untilMs, none of which will change. */
export type StoredTally = z.infer<typeof tallyShape>;

/** Counts of settled rows by series, stored so that the track record need not be counted from the start each time. */
export interface TallyStore {
  /** Told of every new row: makes its series known, and starts the count again if the row falls into the counted past. */
  note(kind: TallyKind, series: SeriesKey, closeTimeMs: number): Promise<void>;
  all(): Promise<readonly StoredTally[]>;
  /** The count with its floor; null while the series is not known, or counted by an older rule. */
  floor(kind: TallyKind, series: SeriesKey): Promise<StoredTally | null>;
  /** Raises the floor: the rows before untilMs, all of them final, are about to be removed. Throws when somebody else moved it. */
  raise(from: StoredTally, to: { readonly untilMs: number; readonly tally: Tally }): Promise<void>;
  /** Moves a count on, unless somebody else did since it was read. */
  moveOn(from: StoredTally, to: { readonly untilMs: number; readonly tally: Tally }): Promise<void>;
}

/**
 * Checkpoints of the track record, so that reading it costs what happened since and not the whole history. They are
 * derived: deleted, they are counted anew once their series gets its next row.
 */
export function createTallyStore(connection: Connection): TallyStore {
  const tallies = tallyModel(connection);
  const newestNoted = new Map<string, number>();
  return {
    note: async (kind, series, closeTimeMs) => {
      const _id = `${kind}|${seriesName(series)}`;
      const newest = newestNoted.get(_id);
      newestNoted.set(_id, Math.max(closeTimeMs, newest ?? closeTimeMs));
      if (newest === undefined) {
        const { symbol, timeframe } = series;
        const fresh = {
          kind,
          series: seriesName(series),
          symbol,
          timeframe,
          untilMs: 0,
          tally: ZERO_TALLY,
          floorMs: 0,
          floor: ZERO_TALLY,
          rule: RULE,
        };
        await tallies.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true });
        await tallies.updateOne(
          { _id, rule: trusted({ $ne: RULE }) },
          { $set: { untilMs: 0, tally: ZERO_TALLY, floorMs: 0, floor: ZERO_TALLY, rule: RULE } },
        );
      } else if (closeTimeMs > newest - NEVER_COUNTED_CANDLES * timeframeMs(series.timeframe)) {
        return;
      }
      const stored = await tallies.findOne({ _id, untilMs: trusted({ $gt: closeTimeMs }) }).lean();
      if (stored === null) return;
      const { floorMs, floor } = tallyShape.parse(stored);
      await tallies.updateOne({ _id, floorMs: stored.floorMs ?? 0 }, { $set: { untilMs: floorMs, tally: floor } });
    },
    floor: async (kind, series) => {
      const stored = await tallies.findOne({ _id: `${kind}|${seriesName(series)}`, rule: RULE }).lean();
      return stored === null ? null : tallyShape.parse(stored);
    },
    raise: async ({ _id, floorMs, untilMs: countedMs }, { untilMs, tally }) => {
      const counted = countedMs >= untilMs ? {} : { untilMs, tally };
      const { matchedCount } = await tallies.updateOne(
        { _id, floorMs },
        { $set: { floorMs: untilMs, floor: tally, ...counted } },
      );
      if (matchedCount === 0) throw new Error(`expected the tally ${_id} from ${floorMs} on, it was moved meanwhile`);
    },
    all: async () =>
      (await tallies.find({}).lean())
        .map((document) => tallyShape.parse(document))
        .map((stored) => (stored.rule === RULE ? stored : { ...stored, untilMs: 0, tally: ZERO_TALLY })),
    moveOn: async ({ _id, untilMs, rule }, to) => {
      // A count by an older rule is begun again at its series' next row.
      if (rule !== RULE) return;
      await tallies.updateOne({ _id, untilMs }, { $set: { untilMs: to.untilMs, tally: to.tally } });
    },
  };
}

const schema = schemaOf<StoredTally>(tallyShape, TALLIES);

function tallyModel(connection: Connection): Model<StoredTally> {
  return connection.models[TALLIES] ?? connection.model<StoredTally>(TALLIES, schema);
}
