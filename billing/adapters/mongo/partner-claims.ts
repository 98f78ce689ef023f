import mongoose, { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { CLAIM_JUDGES, CLAIM_STATES, type PartnerClaim } from '../../partners/claim.ts';
import type { PartnerClaims } from '../../partners/ports.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const CLAIMS = 'partner_claims';

const claimDocument = z.object({
  ...{ _id: z.string(), partner: z.string(), uid: z.string(), telegramId: z.number().int() },
  ...{ state: z.enum(CLAIM_STATES), atMs: z.number(), by: z.enum(CLAIM_JUDGES).nullable() },
  // Those of earlier versions were decided after their effects.
  isFinished: z.boolean().optional(),
});

const text = { type: String, required: true };
const number = { type: Number, required: true };

/** The schema, for ensureBillingIndexes. */
export const partnerClaimSchema = new Schema<z.infer<typeof claimDocument>>(
  {
    ...{ _id: text, partner: text, uid: text, telegramId: number, state: text, atMs: number },
    by: { type: String, default: null },
    isFinished: { type: Boolean },
  },
  SCHEMA_OPTIONS,
)
  .index({ telegramId: 1 })
  .index({ state: 1, atMs: 1 })
  .index({ isFinished: 1, state: 1, atMs: 1 });

function claimOf(found: unknown): PartnerClaim {
  const { _id, isFinished, ...claim } = parseDocument(claimDocument, found, CLAIMS);
  return { ...claim, isFinished: isFinished ?? claim.state !== 'pending' };
}

const keyOf = ({ partner, uid }: Pick<PartnerClaim, 'partner' | 'uid'>): string => `${partner}|${uid}`;

/** What comes behind a claim in the order of atMs and _id. */
function behind(claim: PartnerClaim | undefined) {
  if (claim === undefined) return {};
  const { atMs } = claim;
  const later = mongoose.trusted({ $gt: atMs });
  return { $or: [{ atMs: later }, { atMs, _id: mongoose.trusted({ $gt: keyOf(claim) }) }] };
}

/** Claims in MongoDB: the _id is "partner|uid", so that a UID is one account's even where an index is missing. */
export function createMongoPartnerClaims(connection: Connection): PartnerClaims {
  const model = modelOf(connection, partnerClaimSchema, CLAIMS);
  return {
    async find(partner, uid) {
      const found = await model
        .findOne({ _id: keyOf({ partner, uid }) })
        .lean()
        .exec();
      return found === null ? null : claimOf(found);
    },
    async replace(claim, known) {
      const _id = keyOf(claim);
      if (known !== null) {
        const { telegramId, state, atMs } = known;
        const { modifiedCount } = await model
          .updateOne({ _id, telegramId, state, atMs }, { $set: { ...claim } })
          .exec();
        return modifiedCount === 1;
      }
      try {
        await model.create([{ _id, ...claim }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async decide(claim, { state, by }) {
      const pending = { _id: keyOf(claim), telegramId: claim.telegramId, state: 'pending' as const };
      const { modifiedCount } = await model.updateOne(pending, { $set: { state, by, isFinished: false } }).exec();
      return modifiedCount === 1;
    },
    async finish(claim) {
      const { telegramId, state, atMs } = claim;
      await model.updateOne({ _id: keyOf(claim), telegramId, state, atMs }, { $set: { isFinished: true } }).exec();
    },
    async ofAccount(telegramId) {
      return (await model.find({ telegramId }).sort({ atMs: 1 }).lean().exec()).map(claimOf);
    },
    async pending(limit, after) {
      const waiting = model.find({ state: 'pending', ...behind(after) });
      return (await waiting.sort({ atMs: 1, _id: 1 }).limit(limit).lean().exec()).map(claimOf);
    },
    async unfinished(limit, after) {
      const decided = model.find({ isFinished: false, state: mongoose.trusted({ $ne: 'pending' }), ...behind(after) });
      return (await decided.sort({ atMs: 1, _id: 1 }).limit(limit).lean().exec()).map(claimOf);
    },
  };
}
