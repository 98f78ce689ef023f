import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { Account, Accounts } from '../../ports.ts';
import {
  type ChosenKind,
  DIGEST_PERIODS,
  LOUDNESSES,
  MESSAGE_KINDS,
  RISKS,
  SETTINGS_VERSION,
  type StoredSettings,
} from '../../reader-settings.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const COLLECTION = 'accounts';
const UPSERT_ATTEMPTS = 4;

/** Where it is stored how messages of a kind come. */
function loudnessPath(kind: ChosenKind): string {
  return `settings.messages.${kind}`;
}

const settings = z.object({
  version: z.literal(SETTINGS_VERSION),
  messages: z.partialRecord(z.enum(MESSAGE_KINDS), z.enum(LOUDNESSES)).exactOptional(),
  pairs: z.array(z.string()).nullable().exactOptional(),
  timeframes: z.array(z.string()).nullable().exactOptional(),
  side: z.enum(['BUY', 'SELL']).nullable().exactOptional(),
  minimumConfidence: z.number().exactOptional(),
  onlyWorthTrading: z.boolean().exactOptional(),
  mostSignalsPerDay: z.number().nullable().exactOptional(),
  digest: z.enum(DIGEST_PERIODS).exactOptional(),
  theme: z.enum(['light', 'dark']).nullable().exactOptional(),
  riskPerTrade: z.literal(RISKS).nullable().exactOptional(),
  timeZone: z.string().exactOptional(),
  quietHours: z.object({ fromMinute: z.number(), toMinute: z.number() }).nullable().exactOptional(),
  language: z.string().nullable().exactOptional(),
  signalsSinceMs: z.number().exactOptional(),
});

const document = z.object({
  _id: z.number().int(),
  firstName: z.string(),
  languageCode: z.string(),
  createdAtMs: z.number(),
  acceptedTerms: z.string().nullable(),
  acceptedTermsAtMs: z.number().nullable(),
  unreachable: z.boolean(),
  firstStart: z.string().nullable(),
  cost: z.object({ cryptoSideBps: z.number().nullable(), forexRoundTripBps: z.number().nullable() }).optional(),
  code: z.string().optional(),
  // A choice that this version cannot read is no reason to turn somebody away.
  settings: settings.optional().catch(undefined),
});
type AccountDocument = z.infer<typeof document>;

const schema = new Schema<AccountDocument>(
  {
    _id: { type: Number, required: true },
    firstName: { type: String },
    languageCode: { type: String },
    createdAtMs: { type: Number, required: true },
    acceptedTerms: { type: String, default: null },
    acceptedTermsAtMs: { type: Number, default: null },
    unreachable: { type: Boolean, required: true },
    firstStart: { type: String, default: null },
    code: { type: String },
    cost: { type: Schema.Types.Mixed },
    settings: { type: Schema.Types.Mixed },
  },
  SCHEMA_OPTIONS,
)
  .index({ [loudnessPath('signal')]: 1, _id: 1 })
  .index({ [loudnessPath('outcome')]: 1, _id: 1 });

/** The schema, for ensureBillingIndexes. */
export const accountSchema = schema;

function accountOf(found: unknown): Account {
  const { _id, settings: stored, ...rest } = parseDocument(document, found, COLLECTION);
  if (stored === undefined) return { telegramId: _id, ...rest };
  const { version: _, ...chosen } = stored;
  return { telegramId: _id, ...rest, settings: chosen };
}

/** Each choice by its own path: another one, stored at the same time, stays. */
function settingsUpdate({ messages = {}, ...rest }: StoredSettings): Readonly<Record<string, unknown>> {
  const chosen = [
    ...Object.entries(rest).map(([name, value]) => [`settings.${name}`, value]),
    ...Object.entries(messages).map(([kind, loudness]) => [`settings.messages.${kind}`, loudness]),
  ];
  return { ...Object.fromEntries(chosen), 'settings.version': SETTINGS_VERSION };
}

/** Those who chose messages of a kind. */
function wanting(kind: ChosenKind): Readonly<Record<string, unknown>> {
  return { [loudnessPath(kind)]: { $in: ['on', 'silent'] } };
}

/**
 * All that match by id, so many at a time. The driver's own cursor, read by batches: mongoose's costs a hundred thousand accounts a second
 * of this process.
 */
async function* pagesOf(
  model: mongoose.Model<AccountDocument>,
  filter: Readonly<Record<string, unknown>>,
  { afterId, size }: { readonly afterId: number | null; readonly size: number },
): AsyncIterable<readonly Account[]> {
  const behind: Readonly<Record<string, unknown>> = afterId === null ? {} : { _id: { $gt: afterId } };
  const cursor = model.collection.find(
    { ...filter, ...behind, unreachable: false },
    { sort: { _id: 1 }, batchSize: size },
  );
  try {
    while (await cursor.hasNext()) yield cursor.readBufferedDocuments().map(accountOf);
  } finally {
    await cursor.close();
  }
}

/** Accounts in MongoDB, one document per Telegram user, keyed by their id. */
export function createMongoAccounts(connection: Connection): Accounts {
  const model = modelOf(connection, schema, COLLECTION);
  return {
    async meet({ telegramId, firstName, languageCode }, start, nowMs) {
      const upsert = () =>
        model
          .findOneAndUpdate(
            { _id: telegramId },
            {
              $set: { firstName, languageCode, unreachable: false },
              $setOnInsert: { createdAtMs: nowMs, firstStart: start, acceptedTerms: null, acceptedTermsAtMs: null },
            },
            { upsert: true, returnDocument: 'after', lean: true },
          )
          .exec();
      // A read costs the database half of a write, and hardly anybody's name changes between two presses.
      const known = await model.findOne({ _id: telegramId }).lean().exec();
      const isUpToDate = known?.firstName === firstName && known.languageCode === languageCode && !known.unreachable;
      if (known !== null && isUpToDate) return accountOf(known);
      // First messages at once race for the insert: a loser gets a duplicate key or nothing, and finds the winner's
      // document the next time.
      for (let attempt = 0; attempt < UPSERT_ATTEMPTS; attempt += 1) {
        const found = await upsert().catch((error: unknown) => {
          if (isDuplicateKey(error)) return null;
          throw error;
        });
        if (found !== null) return accountOf(found);
      }
      throw new Error(`expected account ${telegramId} after ${UPSERT_ATTEMPTS} attempts to write it, was none`);
    },
    async find(telegramId) {
      const found = await model.findOne({ _id: telegramId }).lean().exec();
      return found === null ? null : accountOf(found);
    },
    async acceptTerms(telegramId, version, nowMs) {
      // The first acceptance of a version is the one that counts as its time.
      await model
        .updateOne(
          { _id: telegramId, acceptedTerms: mongoose.trusted({ $ne: version }) },
          { $set: { acceptedTerms: version, acceptedTermsAtMs: nowMs } },
        )
        .exec();
    },
    async keepCode(telegramId, code) {
      await model.updateOne({ _id: telegramId }, { $set: { code } }).exec();
    },
    async setCost(telegramId, cost) {
      await model.updateOne({ _id: telegramId }, { $set: { cost: { ...cost } } }).exec();
    },
    async markUnreachable(telegramId) {
      await model.updateOne({ _id: telegramId }, { $set: { unreachable: true } }).exec();
    },
    async reachable(telegramIds) {
      const found = await model.find({ _id: mongoose.trusted({ $in: [...telegramIds] }), unreachable: false }).lean();
      return found.map(accountOf);
    },
    async changeSettings(telegramId, changes) {
      await model.updateOne({ _id: telegramId }, { $set: settingsUpdate(changes) }).exec();
    },
    pages: (afterId, size) => pagesOf(model, {}, { afterId, size }),
    wanting: (kind, afterId, size) => pagesOf(model, wanting(kind), { afterId, size }),
    countWanting: (kind) => model.collection.countDocuments({ ...wanting(kind), unreachable: false }),
    async count() {
      return await model.countDocuments({}).exec();
    },
  };
}
