import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { AlertAsked, AlertDays } from '../../broadcast/direct/ports.ts';

/** Name of the collection. */
const ALERT_DAYS = 'alert_days';

/** The signals counted for one person on one day of theirs. */
const document = z.object({
  _id: z.string(),
  telegramId: z.number(),
  day: z.number(),
  count: z.number(),
  subjects: z.array(z.string()),
});
type AlertDay = z.infer<typeof document>;

const number = { type: Number, required: true } as const;
const schema = new Schema<AlertDay>(
  { _id: { type: String, required: true }, telegramId: number, day: number, count: number, subjects: [String] },
  SCHEMA_OPTIONS,
).index({ day: 1 });

/** The schema, for ensureBotIndexes. */
export const alertDaySchema = schema;

function idOf({ telegramId, day }: Pick<AlertDay, 'telegramId' | 'day'>): string {
  return `${telegramId}|${day}`;
}

/** A day that another process made between our look and our insert is counted in the next round. */
const ROUNDS = 3;

type Days = mongoose.Model<AlertDay>;

/**
 * Counts a signal on the days that are there and neither full nor counted; how many those were. One write for all whose days hold as many:
 * a write for each person costs this process and the database many times as much.
 */
async function countOnDays(days: Days, subject: string, asked: readonly AlertAsked[]): Promise<number> {
  let counted = 0;
  for (const most of new Set(asked.map((each) => each.most))) {
    const ids = asked.filter((each) => each.most === most).map(idOf);
    const uncounted = { _id: mongoose.trusted({ $in: ids }), subjects: mongoose.trusted({ $ne: subject }) };
    const open = most === null ? uncounted : { ...uncounted, count: mongoose.trusted({ $lt: most }) };
    counted += (await days.updateMany(open, { $push: { subjects: subject }, $inc: { count: 1 } })).modifiedCount;
  }
  return counted;
}

/**
 * Makes the days that are not there with the signal counted; how many those were, null where somebody else made one of them meanwhile,
 * before this look or after it.
 */
async function makeMissing(days: Days, subject: string, asked: readonly AlertAsked[]): Promise<number | null> {
  const there = await days.find({ _id: mongoose.trusted({ $in: asked.map(idOf) }) }, { count: 1, subjects: 1 }).lean();
  const known = new Map(there.map((day) => [day._id, day]));
  const isOpen = ({ count, subjects }: Pick<AlertDay, 'count' | 'subjects'>, most: number | null): boolean =>
    !subjects.includes(subject) && (most === null || count < most);
  const isNewlyMade = asked.some((each) => {
    const day = known.get(idOf(each));
    return day !== undefined && isOpen(day, each.most);
  });
  const missing = asked.filter((each) => !known.has(idOf(each)));
  if (missing.length === 0) return isNewlyMade ? null : 0;
  const made = missing.map((each) => {
    const { telegramId, day } = each;
    return { _id: idOf(each), telegramId, day, count: 1, subjects: [subject] };
  });
  try {
    // The driver's own insert: a hundred thousand documents need no hydration.
    await days.db.collection<AlertDay>(ALERT_DAYS).insertMany(made, { ordered: false });
    return isNewlyMade ? null : made.length;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return null;
  }
}

/** Counts of signals sent directly, in MongoDB. */
export function createMongoAlertDays(connection: Connection): AlertDays {
  const model = modelOf(connection, schema, ALERT_DAYS);
  const having: AlertDays['having'] = async (subject, asked) => {
    const _id = mongoose.trusted({ $in: asked.map(idOf) });
    const found = await model.find({ _id, subjects: subject }, { telegramId: 1 }).lean<{ telegramId: number }[]>();
    return new Set(found.map(({ telegramId }) => telegramId));
  };
  return {
    having,
    async take(subject, asked) {
      const allowed = asked.filter(({ most }) => most === null || most > 0);
      let counted = 0;
      for (let round = 0; round < ROUNDS && counted < allowed.length; round += 1) {
        counted += await countOnDays(model, subject, allowed);
        if (counted === allowed.length) break;
        const made = await makeMissing(model, subject, allowed);
        if (made === null) continue;
        counted += made;
        break;
      }
      return counted === allowed.length
        ? new Set(allowed.map(({ telegramId }) => telegramId))
        : await having(subject, allowed);
    },
    async giveBack(subject, asked) {
      const counted = { _id: mongoose.trusted({ $in: asked.map(idOf) }), subjects: subject };
      await model.updateMany(counted, { $pull: { subjects: subject }, $inc: { count: -1 } }).exec();
    },
    async ofDays(telegramId, days) {
      const _id = mongoose.trusted({ $in: days.map((day) => idOf({ telegramId, day })) });
      const found = await model.find({ _id }).lean();
      return new Set(found.flatMap((day) => parseDocument(document, day, ALERT_DAYS).subjects));
    },
    async removeBefore(day) {
      await model.deleteMany({ day: mongoose.trusted({ $lt: day }) }).exec();
    },
  };
}
