import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { IncomeFact } from '../../partners/income.ts';
import { PARTNER_EVENTS } from '../../partners/partner.ts';
import type { PartnerClick } from '../../partners/partner-click.ts';
import type { PartnerStore } from '../../partners/ports.ts';
import type { ReceivedPostback } from '../../partners/received-postback.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const CLICKS = 'partner_clicks';
const EVENTS = 'partner_events';
const INCOME = 'partner_income';
/** Networks report a trader's first deposit months after the click. */
const CLICK_KEPT_SECONDS = 400 * 86_400;
const DONE_KEPT_SECONDS = 35 * 86_400;

const nullable = z.string().nullable();
const clickDocument = z.object({
  ...{ _id: z.string(), partner: z.string(), telegramId: z.number().int().nullable(), signalId: nullable },
  atMs: z.number(),
});
const eventDocument = z.object({
  ...{ _id: z.string(), partner: z.string(), eventId: z.string(), verdict: z.enum(['counts', 'reversed']) },
  ...{ kind: z.enum(PARTNER_EVENTS), clickId: nullable, uid: nullable, amountMinor: z.number().int() },
  ...{ currency: z.string(), atMs: z.number() },
  // Absent in documents of earlier versions: due at once.
  ...{ dueAtMs: z.number().default(0), failures: z.number().default(0) },
});
const incomeDocument = z.object({
  ...{ _id: z.string(), partner: z.string(), externalId: z.string(), of: nullable, kind: z.enum(PARTNER_EVENTS) },
  ...{ amountMinor: z.number().int(), currency: z.string(), uid: nullable, clickId: nullable, signalId: nullable },
  ...{ telegramId: z.number().int().nullable(), atMs: z.number(), heldUntilMs: z.number() },
});

const text = { type: String, required: true };
const number = { type: Number, required: true };
const maybeText = { type: String, default: null };
const maybeNumber = { type: Number, default: null };
/** Expired by the server's clock. */
const clickSchema = new Schema<z.infer<typeof clickDocument> & { at: Date }>(
  { _id: text, partner: text, telegramId: maybeNumber, signalId: maybeText, atMs: number, at: { type: Date } },
  SCHEMA_OPTIONS,
)
  .index({ telegramId: 1 })
  .index({ at: 1 }, { expireAfterSeconds: CLICK_KEPT_SECONDS });
/** Only what is done expires: doneAt is absent before. */
const eventSchema = new Schema<z.infer<typeof eventDocument> & { isDone: boolean; isGivenUp?: boolean; doneAt?: Date }>(
  {
    ...{ _id: text, partner: text, eventId: text, verdict: text, kind: text, clickId: maybeText, uid: maybeText },
    ...{ amountMinor: number, currency: text, atMs: number },
    ...{ isDone: { type: Boolean, required: true }, doneAt: { type: Date }, isGivenUp: { type: Boolean } },
    ...{ dueAtMs: { type: Number }, failures: { type: Number } },
  },
  SCHEMA_OPTIONS,
)
  .index({ isDone: 1, dueAtMs: 1, atMs: 1 })
  .index({ doneAt: 1 }, { expireAfterSeconds: DONE_KEPT_SECONDS });
const incomeSchema = new Schema<z.infer<typeof incomeDocument>>(
  {
    ...{ _id: text, partner: text, externalId: text, of: maybeText, kind: text, amountMinor: number, currency: text },
    ...{ uid: maybeText, clickId: maybeText, signalId: maybeText, telegramId: maybeNumber },
    ...{ atMs: number, heldUntilMs: number },
  },
  SCHEMA_OPTIONS,
)
  .index({ telegramId: 1 })
  .index({ partner: 1, uid: 1 });

/** The schemas by collection, for ensureBillingIndexes. */
export const partnerSchemas = { [CLICKS]: clickSchema, [EVENTS]: eventSchema, [INCOME]: incomeSchema } as const;

function incomeFactOf(found: unknown): IncomeFact {
  const { _id, ...fact } = parseDocument(incomeDocument, found, INCOME);
  return fact;
}

const eventKey = ({ partner, eventId, verdict }: ReceivedPostback): string => `${partner}|${eventId}|${verdict}`;

/** Clicks, postbacks and income of partners in MongoDB; the identity of each is its _id. */
export function createMongoPartners(connection: Connection): PartnerStore {
  return { ...clickCalls(connection), ...eventCalls(connection), ...incomeCalls(connection) };
}

function clickCalls(connection: Connection): Pick<PartnerStore, 'addClick' | 'findClick' | 'countClicks'> {
  const clicks = modelOf(connection, clickSchema, CLICKS);
  return {
    async addClick({ id, ...click }) {
      await clicks.create([{ _id: id, ...click, at: new Date() }]);
    },
    async findClick(id): Promise<PartnerClick | null> {
      const found = await clicks.findOne({ _id: id }).lean().exec();
      if (found === null) return null;
      const { _id, ...click } = parseDocument(clickDocument, found, CLICKS);
      return { id: _id, ...click };
    },
    async countClicks() {
      const partners = await clicks.distinct('partner').exec();
      const counts = partners.map(async (partner) => [partner, await clicks.countDocuments({ partner })] as const);
      return new Map(await Promise.all(counts));
    },
  };
}

const OPEN = { isDone: false, isGivenUp: null } as const;

function eventCalls(
  connection: Connection,
): Pick<PartnerStore, 'receive' | 'markDone' | 'markFailed' | 'giveUp' | 'open' | 'countFailing'> {
  const events = modelOf(connection, eventSchema, EVENTS);
  return {
    async receive(postback) {
      const _id = eventKey(postback);
      try {
        await events.create([{ _id, ...postback, isDone: false, dueAtMs: postback.atMs, failures: 0 }]);
        return 'received';
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const found = await events.findOne({ _id }).lean().exec();
      return found?.isDone === true ? 'done' : 'received';
    },
    async markDone(postback) {
      const done = { $set: { isDone: true, doneAt: new Date() } };
      await events.updateOne({ _id: eventKey(postback) }, done).exec();
    },
    async markFailed(postback, dueAtMs) {
      const _id = eventKey(postback);
      const update = { $inc: { failures: 1 } };
      const found = await events.findOneAndUpdate({ _id }, update, { returnDocument: 'after' }).lean().exec();
      const failures = found?.failures ?? 0;
      await events.updateOne({ _id }, { $set: { dueAtMs: dueAtMs(failures) } }).exec();
      return failures;
    },
    async giveUp(postback) {
      await events.updateOne({ _id: eventKey(postback) }, { $set: { isGivenUp: true } }).exec();
    },
    async open(limit, nowMs) {
      const order = { dueAtMs: 1, atMs: 1, _id: 1 } as const;
      const found = await events.find(OPEN).sort(order).limit(limit).lean().exec();
      return found.flatMap((each) => {
        const { _id, dueAtMs, failures, ...postback } = parseDocument(eventDocument, each, EVENTS);
        // Sorted by it: whatever is not due lies behind all that is.
        return dueAtMs > nowMs ? [] : [{ postback, failures }];
      });
    },
    countFailing: (failures) =>
      events.countDocuments(failures === 0 ? OPEN : { ...OPEN, failures: mongoose.trusted({ $gte: failures }) }).exec(),
  };
}

function incomeCalls(connection: Connection): Pick<PartnerStore, 'book' | 'findIncome' | 'incomeOf' | 'income'> {
  const lines = modelOf(connection, incomeSchema, INCOME);
  const findIncome: PartnerStore['findIncome'] = async (partner, externalId) => {
    const found = await lines
      .findOne({ _id: `${partner}|${externalId}` })
      .lean()
      .exec();
    return found === null ? null : incomeFactOf(found);
  };
  return {
    findIncome,
    async book(fact) {
      try {
        await lines.create([{ _id: `${fact.partner}|${fact.externalId}`, ...fact }]);
        return fact;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await findIncome(fact.partner, fact.externalId)) ?? fact;
      }
    },
    async incomeOf(partner, { telegramId, uids }) {
      const filters = [{ partner, telegramId }, ...uids.map((uid) => ({ partner, uid }))];
      const found = await lines.find({ $or: filters }).lean().exec();
      return found.map(incomeFactOf);
    },
    async *income() {
      for await (const found of lines.find().lean().cursor()) yield incomeFactOf(found);
    },
  };
}
