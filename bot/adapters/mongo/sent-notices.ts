import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { SentNotices } from '../../telegram/ports.ts';

const COLLECTION = 'sent_notices';
/** Telegram repeats nothing after a day; reconciliation speaks only of what is younger than this. */
const KEPT_SECONDS = 90 * 86_400;
const MOST_ATTEMPTS = 2;
/** Whoever sends a message renews its lease; this long after it died another may send. */
const LEASE_MS = 15_000;
/** A message that takes longer than so many renewals, a minute, hangs: it is held no more. */
const MOST_RENEWALS = 9;
const LOOK_AGAIN_MS = 200;

const document = z.object({ attempts: z.number().int(), done: z.boolean(), heldUntil: z.date().nullish() });

interface NoticeDocument {
  _id: string;
  attempts: number;
  done: boolean;
  at: Date;
  /** While somebody sends it. */
  heldUntil?: Date | null;
  /** Of the newest attempt. */
  token?: string;
}

const schema = new Schema<NoticeDocument>(
  {
    _id: { type: String, required: true },
    attempts: { type: Number, required: true },
    done: { type: Boolean, required: true },
    at: { type: Date, required: true },
    heldUntil: { type: Date },
    token: { type: String },
  },
  SCHEMA_OPTIONS,
).index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** The schema, for ensureBotIndexes. */
export const noticeSchema = schema;

type Model = mongoose.Model<NoticeDocument>;

/** Messages sent once, in MongoDB: one document a key, with the attempts that may have sent it, and a lease while it is being sent. */
export function createMongoSentNotices(connection: Connection, leaseMs = LEASE_MS): SentNotices {
  const model = modelOf(connection, schema, COLLECTION);
  /** Sent by this process, whether or not that could be stored: else an outage between the two would send it again. */
  const sent = new Set<string>();
  const renewals = new Map<string, NodeJS.Timeout>();
  const hold = (key: string): void => {
    let left = MOST_RENEWALS;
    const renew = (): void => {
      left -= 1;
      if (left <= 0) clearInterval(timer);
      const change = { $set: { heldUntil: new Date(Date.now() + leaseMs) } };
      // Without the database the lease runs out, and whoever sends next says that it may be the second time.
      model.updateOne({ _id: key, done: false }, change).catch(() => {});
    };
    const timer = setInterval(renew, leaseMs / 3).unref();
    renewals.set(key, timer);
  };
  const letGo = async (key: string, change: mongoose.UpdateQuery<NoticeDocument>): Promise<void> => {
    clearInterval(renewals.get(key));
    renewals.delete(key);
    await model.updateOne({ _id: key }, { ...change, $unset: { heldUntil: 1 } }).exec();
  };
  const end = async (key: string): Promise<void> => {
    await letGo(key, { $set: { done: true } });
    sent.delete(key);
  };
  return {
    async begin(key) {
      for (;;) {
        if (sent.has(key)) {
          await end(key);
          return 'done';
        }
        const turn = (await claim(model, key, leaseMs)) ?? (await lookAt(model, key));
        if (turn === 'done') return turn;
        if (turn !== 'held') {
          hold(key);
          return turn;
        }
        await sleep(LOOK_AGAIN_MS);
      }
    },
    release: (key) => letGo(key, { $inc: { attempts: -1 } }),
    giveUp: (key) => letGo(key, {}),
    async end(key) {
      sent.add(key);
      await end(key);
    },
  };
}

/** Counts an attempt where it may be made, in one step of the database; null where it may not. */
async function claim(model: Model, key: string, leaseMs: number): Promise<'first' | 'again' | null> {
  const at = new Date();
  const free = {
    ...{ _id: key, done: false, attempts: mongoose.trusted({ $not: { $gte: MOST_ATTEMPTS } }) },
    heldUntil: mongoose.trusted({ $not: { $gt: at } }),
  };
  const token = randomUUID();
  const change = { $inc: { attempts: 1 }, $set: { at, token, heldUntil: new Date(at.getTime() + leaseMs) } };
  try {
    const changed = await model.findOneAndUpdate(free, change, { upsert: true, returnDocument: 'after' }).lean().exec();
    // SecantusDB may change a document and give null where another writes it at that moment: the token says whose it is.
    const found = changed ?? (await model.findOne({ _id: key, token }).lean().exec());
    if (found === null) return null;
    return parseDocument(document, found, COLLECTION).attempts === 1 ? 'first' : 'again';
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

/** Why a message could not be claimed: it is done with, or somebody sends it, or did so a moment ago. */
async function lookAt(model: Model, key: string): Promise<'done' | 'held'> {
  const found = await model.findById(key).lean().exec();
  if (found === null) return 'held';
  const { done, attempts, heldUntil } = parseDocument(document, found, COLLECTION);
  const isHeld = heldUntil !== null && heldUntil !== undefined && heldUntil.getTime() > Date.now();
  return done || (!isHeld && attempts >= MOST_ATTEMPTS) ? 'done' : 'held';
}
