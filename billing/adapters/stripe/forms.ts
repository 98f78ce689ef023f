import { z } from 'zod';

/** What is read of Stripe's objects; more may be there. Times are in seconds. */
const seconds = z.number().int();
const idOf = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

/** What we wrote to an object's metadata; null for what is not of ours. */
const ourMetadata = z
  .object({
    telegram_id: z
      .string()
      .regex(/^[1-9]\d{0,15}$/)
      .transform(Number),
    order: z.string().min(1),
    plan: z.string().default(''),
    version: z
      .string()
      .regex(/^\d{1,4}$/)
      .default('0')
      .transform(Number),
    code: z.string().default(''),
  })
  .nullable()
  .catch(null);

/** A charge, for what became of a payment. */
export const chargeForm = z.object({
  id: z.string(),
  created: seconds,
  amount: z.number().int(),
  paid: z.boolean(),
  disputed: z.boolean(),
  payment_intent: idOf.nullable(),
});

/** A refund of a payment. */
export const refundForm = z.object({
  ...{ id: z.string(), created: seconds, amount: z.number().int(), status: z.string().nullable() },
  payment_intent: idOf.nullable(),
});

/** A payment intent with its last charge. */
export const intentForm = z.object({
  id: z.string(),
  status: z.string(),
  amount_received: z.number().int(),
  currency: z.string(),
  metadata: ourMetadata,
  latest_charge: chargeForm.nullable(),
});

const line = z.object({
  amount: z.number().int(),
  period: z.object({ start: seconds, end: seconds }),
  pricing: z
    .object({ price_details: z.object({ price: idOf }).optional() })
    .nullable()
    .optional(),
});

const payments = z
  .object({
    data: z.array(z.object({ status: z.string(), payment: z.object({ payment_intent: idOf.optional() }) })),
  })
  .optional();

/** An invoice of a subscription with its payments. */
export const invoiceForm = z.object({
  id: z.string(),
  status: z.string().nullable(),
  billing_reason: z.string().nullable(),
  attempt_count: z.number().int(),
  created: seconds,
  amount_paid: z.number().int(),
  currency: z.string(),
  parent: z
    .object({ subscription_details: z.object({ subscription: idOf, metadata: ourMetadata }).nullable() })
    .nullable(),
  lines: z.object({ data: z.array(line) }),
  payments,
});
/** As it was read. */
export type InvoiceForm = z.infer<typeof invoiceForm>;

/** A subscription. Its period is on its items. */
export const subscriptionForm = z.object({
  id: z.string(),
  status: z.string(),
  metadata: ourMetadata,
  cancel_at: seconds.nullable(),
  cancel_at_period_end: z.boolean(),
  canceled_at: seconds.nullable(),
  ended_at: seconds.nullable(),
  items: z.object({
    data: z
      .array(z.object({ id: z.string(), current_period_end: seconds, price: z.object({ id: z.string() }) }))
      .min(1),
  }),
  latest_invoice: z
    .object({
      ...{ id: z.string(), status: z.string().nullable(), attempt_count: z.number().int(), created: seconds },
      payments,
    })
    .nullable(),
});
/** As it was read. */
export type SubscriptionForm = z.infer<typeof subscriptionForm>;

/** A checkout session. */
export const sessionForm = z.object({
  id: z.string(),
  url: z.string().nullable(),
  status: z.enum(['open', 'complete', 'expired']),
  payment_status: z.string(),
  payment_intent: idOf.nullable(),
  subscription: idOf.nullable(),
});

/** A dispute. */
export const disputeForm = z.object({
  id: z.string(),
  created: seconds,
  status: z.string(),
  payment_intent: idOf.nullable(),
});

/** What a change of plan would be charged. */
export const previewForm = z.object({
  amount_due: z.number().int(),
  currency: z.string(),
  lines: z.object({ data: z.array(line) }),
});

/** An event as it comes: only its name, its kind and what it is about. */
export const eventForm = z.object({
  id: z.string().regex(/^evt_[A-Za-z0-9_]{1,80}$/),
  type: z.string().regex(/^[a-z0-9_.]{1,80}$/),
  created: z.number().int().nonnegative().max(10_000_000_000),
  data: z.object({ object: z.object({ id: z.string().regex(/^[A-Za-z0-9_]{1,255}$/) }) }),
});
