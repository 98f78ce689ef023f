import { z } from 'zod';
import { GRANT_REASONS, type LedgerFact, PROVIDERS } from '../../ledger-fact.ts';
import { PAID_TIERS } from '../../tiers.ts';

const common = {
  provider: z.enum(PROVIDERS),
  externalId: z.string().min(1),
  telegramId: z.number().int(),
  atMs: z.number(),
};
const ofPlan = { planId: z.string(), planVersion: z.number().int() };
const money = { amountMinor: z.number().int(), currency: z.string() };
const charge = {
  ...common,
  ...ofPlan,
  ...money,
  order: z.string().nullable().default(null),
  subscriptionMs: z.number().positive().nullable().default(null),
  code: z.string().nullable().default(null),
  gift: z.literal(true).optional(),
  payerId: z.number().int().optional(),
};
const free = { ...common, tier: z.enum(PAID_TIERS), durationMs: z.number().positive() };
const code = z.string().nullable();
const ofOrder = { ...common, order: z.string() };

const fact = z.discriminatedUnion('type', [
  z.object({ type: z.literal('paid'), ...charge }),
  z.object({ type: z.literal('renewed'), ...charge }),
  z.object({ type: z.literal('refunded'), ...common, ...ofPlan, ...money, of: z.string() }),
  z.object({ type: z.literal('refunded-part'), ...common, ...money, of: z.string() }),
  z.object({ type: z.literal('refund-failed'), ...common, ...money, of: z.string(), line: z.string() }),
  z.object({ type: z.literal('disputed'), ...common, of: z.string() }),
  z.object({ type: z.literal('dispute-closed'), ...common, of: z.string(), outcome: z.enum(['won', 'lost']) }),
  z.object({ type: z.literal('commission'), ...common, ...money, of: z.string() }),
  z.object({ type: z.literal('granted'), ...free, reason: z.enum(GRANT_REASONS), code }),
  z.object({ type: z.literal('trial-started'), ...free, code }),
  z.object({ type: z.literal('revoked'), ...common, of: z.string() }),
  z.object({ type: z.literal('reduced'), ...common, ...money, of: z.string(), chargeMinor: z.number().int() }),
  z.object({ type: z.literal('restored'), ...common, of: z.string() }),
  z.object({ type: z.literal('earned'), ...common, ...money, of: z.string(), payableAtMs: z.number() }),
  z.object({ type: z.literal('paid-out'), ...common, ...money }),
  z.object({ type: z.literal('gifted'), ...common, ...ofPlan, by: z.number().int() }),
  z.object({ type: z.literal('credited'), ...free, from: z.enum(PAID_TIERS), of: z.string() }),
  z.object({ type: z.literal('cancelled'), ...ofOrder }),
  z.object({ type: z.literal('continued'), ...ofOrder }),
  z.object({ type: z.literal('payment-failed'), ...ofOrder }),
  z.object({ type: z.literal('paused'), ...common }),
  z.object({ type: z.literal('resumed'), ...common }),
  z.object({ type: z.literal('closed'), ...common }),
]);

/** The form of a ledger line; lines of the first version, which had fewer fields, are read as what they meant. */
export const factDocument: z.ZodType<LedgerFact> = z.preprocess(fromFirstVersion, fact);

const TEXT_FIELDS = ['planId', 'currency', 'order', 'code', 'of', 'line', 'outcome', 'tier', 'reason', 'from'] as const;
const NUMBER_FIELDS = [
  'planVersion',
  'amountMinor',
  'subscriptionMs',
  'durationMs',
  'by',
  'payableAtMs',
  'payerId',
  'chargeMinor',
] as const;

/** The fields that lines of some kinds have. */
export type FactFields = { [K in (typeof TEXT_FIELDS)[number]]?: string | null } & {
  [K in (typeof NUMBER_FIELDS)[number]]?: number | null | undefined;
} & { gift?: boolean | undefined };

/** Those fields for a schema. */
export const FACT_FIELDS: Readonly<Record<string, { readonly type: typeof String | typeof Number | typeof Boolean }>> =
  Object.fromEntries([
    ...TEXT_FIELDS.map((name) => [name, { type: String }] as const),
    ...NUMBER_FIELDS.map((name) => [name, { type: Number }] as const),
    ['gift', { type: Boolean }] as const,
  ]);

/** A refund of the first version named its charge in its own id only. */
function fromFirstVersion(line: unknown): unknown {
  if (typeof line !== 'object' || line === null || !('type' in line) || line.type !== 'refunded') return line;
  if ('of' in line || !('externalId' in line)) return line;
  return { ...line, of: String(line.externalId).replace(/:refund$/, '') };
}
