import Stripe from 'stripe';
import { z } from 'zod';
import { CARD_CURRENCY } from '../../card/card-sale.ts';
import { type Plan, priceIn } from '../../plans.ts';

const marked = z
  .object({ plan: z.string().min(1), version: z.string().regex(/^\d{1,4}$/) })
  .nullable()
  .catch(null);

/** Prices at Stripe, one for each version of a plan, and back. */
export interface StripePrices {
  /** The id of a plan's price, made with its product at the first call. */
  priceOf(plan: Plan): Promise<string>;
  /** The plan that a price is of; null for one that is not ours. */
  planOf(price: string): Promise<Pick<Plan, 'id' | 'version'> | null>;
}

/** Makes and finds prices; what was found is kept, because neither a price nor what it is of ever changes. */
export function createStripePrices(stripe: Stripe, nameOf: (plan: Plan) => string): StripePrices {
  const ids = new Map<string, string>();
  const plans = new Map<string, Pick<Plan, 'id' | 'version'>>();
  return {
    async priceOf(plan) {
      const key = keyOf(plan);
      const id = ids.get(key) ?? (await findPrice(stripe, key)) ?? (await makePrice(stripe, plan, nameOf(plan)));
      ids.set(key, id);
      return id;
    },
    async planOf(price) {
      const known = plans.get(price);
      if (known !== undefined) return known;
      const metadata = marked.parse((await stripe.prices.retrieve(price)).metadata);
      if (metadata === null) return null;
      const plan = { id: metadata.plan, version: Number(metadata.version) };
      plans.set(price, plan);
      return plan;
    },
  };
}

function keyOf({ id, version }: Plan): string {
  return `${id}-v${version}`;
}

async function findPrice(stripe: Stripe, key: string): Promise<string | null> {
  const { data } = await stripe.prices.list({ lookup_keys: [key], limit: 1 });
  return data[0]?.id ?? null;
}

/** A month of ours is 30 days, not a calendar's, so that nobody is charged a day early in another time zone. */
async function makePrice(stripe: Stripe, plan: Plan, name: string): Promise<string> {
  const amount = priceIn(plan, CARD_CURRENCY);
  if (amount === null) throw new Error(`expected a price in ${CARD_CURRENCY} of ${plan.id}, was none`);
  const key = keyOf(plan);
  const product = `analyser_${plan.id.replaceAll('-', '_')}`;
  await stripe.products.create({ id: product, name }, { idempotencyKey: `product-${key}` }).catch((error: unknown) => {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_already_exists'))
      throw error;
  });
  const made = await stripe.prices.create(
    {
      ...{ product, currency: CARD_CURRENCY.toLowerCase(), unit_amount: amount, lookup_key: key },
      metadata: { plan: plan.id, version: String(plan.version) },
      ...(plan.renewable && plan.days !== null ? { recurring: { interval: 'day', interval_count: plan.days } } : {}),
    },
    { idempotencyKey: `price-${key}` },
  );
  return made.id;
}
