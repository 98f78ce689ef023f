import { z } from 'zod';
import type { Parameters } from './parse-form.ts';
import { invalidRequest } from './stripe-refusal.ts';

const text = z.string().max(5_000);
const whole = z
  .string()
  .regex(/^-?\d{1,12}$/)
  .transform(Number);
const flag = z.enum(['true', 'false']).transform((given) => given === 'true');
const metadata = z.record(z.string().max(40), z.string().max(500));
/** "x[0]=…&x[1]=…" comes as a record by index. */
const list = <T extends z.ZodType>(item: T) =>
  z.record(z.string().regex(/^\d+$/), item).transform((given) => Object.values(given));
const url = z.string().regex(/^https?:\/\//);
const expand = list(text).optional();
const page = {
  limit: whole.pipe(z.number().min(1).max(100)).default(10),
  starting_after: text.optional(),
  expand,
};
const created = z
  .strictObject({ gte: whole.optional(), gt: whole.optional(), lte: whole.optional(), lt: whole.optional() })
  .optional();
const anchor = z.strictObject({ type: z.enum(['now', 'unchanged']) }).optional();
const items = list(z.strictObject({ id: text.optional(), price: text.optional(), quantity: whole.optional() }));
const proration = z.enum(['always_invoice', 'create_prorations', 'none']);

/** The parameters of each call that the stand-in knows: any other is refused, as Stripe refuses it. */
export const PARAMETERS = {
  retrieve: z.strictObject({ expand }),
  createCustomer: z.strictObject({ metadata: metadata.optional(), email: text.optional(), name: text.optional() }),
  createProduct: z.strictObject({ id: text.optional(), name: text, metadata: metadata.optional() }),
  createPrice: z.strictObject({
    ...{ product: text, currency: z.string().regex(/^[a-z]{3}$/), unit_amount: whole, lookup_key: text.optional() },
    metadata: metadata.optional(),
    recurring: z
      .strictObject({ interval: z.enum(['day', 'week', 'month', 'year']), interval_count: whole.default(1) })
      .optional(),
  }),
  listPrices: z.strictObject({ ...page, lookup_keys: list(text).optional() }),
  createCoupon: z.strictObject({
    ...{ id: text.optional(), duration: z.enum(['once', 'forever', 'repeating']) },
    percent_off: z
      .string()
      .regex(/^\d{1,3}(\.\d+)?$/)
      .transform(Number)
      .optional(),
    ...{ amount_off: whole.optional(), currency: text.optional() },
  }),
  createSession: z.strictObject({
    mode: z.enum(['payment', 'subscription', 'setup']),
    ...{ customer: text, client_reference_id: text.max(200).optional(), success_url: url, cancel_url: url.optional() },
    line_items: list(z.strictObject({ price: text, quantity: whole })),
    metadata: metadata.optional(),
    subscription_data: z.strictObject({ metadata: metadata.optional() }).optional(),
    payment_intent_data: z.strictObject({ metadata: metadata.optional() }).optional(),
    discounts: list(z.strictObject({ coupon: text })).optional(),
    automatic_tax: z.strictObject({ enabled: flag }).optional(),
    customer_update: z.strictObject({ address: z.enum(['auto', 'never']) }).optional(),
    expires_at: whole.optional(),
  }),
  none: z.strictObject({}),
  createPortal: z.strictObject({ customer: text, return_url: url.optional() }),
  updateSubscription: z.strictObject({
    cancel_at_period_end: flag.optional(),
    cancel_at: z.union([whole, z.literal('')]).optional(),
    items: items.optional(),
    proration_behavior: proration.optional(),
    billing_cycle_anchor: anchor,
    payment_behavior: z.enum(['allow_incomplete', 'error_if_incomplete', 'pending_if_incomplete']).optional(),
    metadata: metadata.optional(),
  }),
  listSubscriptions: z.strictObject({
    ...{ ...page, customer: text.optional() },
    status: z.enum(['all', 'active', 'canceled', 'past_due', 'incomplete', 'unpaid']).optional(),
  }),
  previewInvoice: z.strictObject({
    subscription: text,
    subscription_details: z.strictObject({
      items,
      proration_behavior: proration.optional(),
      billing_cycle_anchor: anchor,
    }),
  }),
  listInvoicePayments: z.strictObject({
    ...page,
    payment: z.strictObject({ type: z.enum(['payment_intent', 'payment_record']), payment_intent: text.optional() }),
  }),
  createRefund: z.strictObject({ payment_intent: text, amount: whole.optional(), metadata: metadata.optional() }),
  listByTime: z.strictObject({ ...page, created, payment_intent: text.optional() }),
} as const;

export type ParameterName = keyof typeof PARAMETERS;
export type ParametersOf<K extends ParameterName> = z.infer<(typeof PARAMETERS)[K]>;

/** The checked parameters of a call. Throws StripeRefusal, worded as Stripe does. */
export function readParameters<K extends ParameterName>(name: K, given: Parameters): ParametersOf<K> {
  const read = PARAMETERS[name].safeParse(given);
  // The table's row and its type go together; TypeScript does not follow a union of schemas.
  if (read.success) return read.data as ParametersOf<K>;
  const [issue] = read.error.issues;
  const path = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])];
  const param = path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('');
  if (issue?.code === 'unrecognized_keys')
    throw invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  if (issue?.code === 'invalid_type' && issue.input === undefined)
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  throw invalidRequest(`Invalid ${param}: ${issue?.message ?? 'invalid'}`, { param });
}
