import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { AUDIENCES, type Coupons, type KeptCoupon } from '../../coupons/coupon.ts';
import { PAID_TIERS } from '../../tiers.ts';
import { isDuplicateKey, modelOf, parseDocument, SCHEMA_OPTIONS } from './documents.ts';

const COLLECTION = 'coupons';

const gift = z.discriminatedUnion('type', [
  z.object({ type: z.literal('percent'), percent: z.number() }),
  z.object({ type: z.literal('fixed'), stars: z.number().int(), usdCents: z.number().int() }),
  z.object({ type: z.literal('days'), tier: z.enum(PAID_TIERS), days: z.number().int() }),
  z.object({ type: z.literal('trial'), tier: z.enum(PAID_TIERS), days: z.number().int() }),
]);
const document = z.object({
  _id: z.string(),
  gift,
  plans: z.array(z.string()).nullable(),
  audience: z.enum(AUDIENCES),
  most: z.number().int().nullable(),
  mostEach: z.number().int(),
  untilMs: z.number().nullable(),
  winBackDays: z.number().int().nullable(),
  madeBy: z.number().int(),
  madeAtMs: z.number(),
  disabledAtMs: z.number().nullable(),
  uses: z.array(
    z.object({
      telegramId: z.number().int(),
      order: z.string(),
      heldUntilMs: z.number().default(0),
      isSpent: z.literal(true).optional(),
    }),
  ),
  version: z.number().int(),
});
type CouponDocument = z.infer<typeof document>;

const mixed = { type: Schema.Types.Mixed };
const schema = new Schema<CouponDocument>(
  {
    _id: { type: String, required: true },
    gift: mixed,
    plans: mixed,
    audience: { type: String, required: true },
    most: { type: Number, default: null },
    mostEach: { type: Number, required: true },
    untilMs: { type: Number, default: null },
    winBackDays: { type: Number, default: null },
    madeBy: { type: Number, required: true },
    madeAtMs: { type: Number, required: true },
    disabledAtMs: { type: Number, default: null },
    uses: mixed,
    version: { type: Number, required: true },
  },
  SCHEMA_OPTIONS,
);

/** Coupons in MongoDB with their uses in one document: a limit is held by replacing them only at the version that was read. */
export function createMongoCoupons(connection: Connection): Coupons {
  const model = modelOf(connection, schema, COLLECTION);
  const keptOf = (found: unknown): KeptCoupon => {
    const { _id: code, uses, version, ...coupon } = parseDocument(document, found, COLLECTION);
    return { coupon: { code, ...coupon }, uses, version };
  };
  return {
    async create({ code, plans, ...coupon }) {
      try {
        await model.create([{ _id: code, ...coupon, plans: plans === null ? null : [...plans], uses: [], version: 0 }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async find(code) {
      const found = await model.findOne({ _id: code }).lean().exec();
      return found === null ? null : keptOf(found);
    },
    all: async () => (await model.find({}).sort({ madeAtMs: -1, _id: 1 }).lean().exec()).map(keptOf),
    async disable(code, nowMs) {
      await model.updateOne({ _id: code, disabledAtMs: null }, { $set: { disabledAtMs: nowMs } }).exec();
    },
    async replaceUses(code, version, uses) {
      const { matchedCount } = await model
        .updateOne({ _id: code, version }, { $set: { uses: [...uses], version: version + 1 } })
        .exec();
      return matchedCount === 1;
    },
  };
}
