import type { ParametersOf } from '../protocol/parameters.ts';
import { invalidRequest, missingObject } from '../protocol/stripe-refusal.ts';
import type { Coupon, Customer, Price, Product, Session } from '../state/objects.ts';
import { discounted } from '../state/pay-session.ts';
import { newId, type StripeWorld } from '../state/stripe-state.ts';

const SESSION_SECONDS = 24 * 3_600;
/** Stripe's minimum in dollars. */
const LEAST_CENTS = 50;

export function createCustomer(world: StripeWorld, given: ParametersOf<'createCustomer'>): Customer {
  const customer: Customer = {
    ...{ id: newId(world, 'cus'), object: 'customer', created: world.nowSeconds(), livemode: false },
    ...{ email: given.email ?? null, name: given.name ?? null, metadata: given.metadata ?? {} },
  };
  world.state.customers[customer.id] = customer;
  world.emit('customer.created', customer);
  return customer;
}

export function createProduct(world: StripeWorld, given: ParametersOf<'createProduct'>): Product {
  const id = given.id ?? newId(world, 'prod');
  if (world.state.products[id] !== undefined)
    throw invalidRequest('Product already exists.', { code: 'resource_already_exists', param: 'id' });
  const product: Product = {
    ...{ id, object: 'product', created: world.nowSeconds(), name: given.name, active: true, livemode: false },
  };
  world.state.products[id] = product;
  return product;
}

export function createPrice(world: StripeWorld, given: ParametersOf<'createPrice'>): Price {
  const { product, currency, unit_amount, lookup_key: key = null, recurring = null, metadata = {} } = given;
  if (world.state.products[product] === undefined) throw missingObject('product', product);
  if (key !== null && Object.values(world.state.prices).some((each) => each.lookup_key === key))
    throw invalidRequest(`A price already uses that lookup key.`, { param: 'lookup_key' });
  if (recurring?.interval === 'day' && recurring.interval_count > 1_095)
    throw invalidRequest('The maximum interval is three years.', { param: 'recurring[interval_count]' });
  const price: Price = {
    ...{ id: newId(world, 'price'), object: 'price', created: world.nowSeconds(), active: true, livemode: false },
    ...{ product, currency, unit_amount, lookup_key: key, recurring, metadata },
    type: recurring === null ? 'one_time' : 'recurring',
  };
  world.state.prices[price.id] = price;
  return price;
}

export function createCoupon(world: StripeWorld, given: ParametersOf<'createCoupon'>): Coupon {
  const { id = newId(world, 'coupon'), percent_off: percent = null, amount_off: amount = null } = given;
  if (world.state.coupons[id] !== undefined)
    throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
  if ((percent === null) === (amount === null)) throw invalidRequest('You must pass either percent_off or amount_off.');
  if (amount !== null && given.currency === undefined)
    throw invalidRequest('Missing required param: currency.', { code: 'parameter_missing', param: 'currency' });
  const coupon: Coupon = {
    ...{ id, object: 'coupon', created: world.nowSeconds(), livemode: false, valid: true, duration: given.duration },
    ...{ percent_off: percent, amount_off: amount, currency: given.currency ?? null },
  };
  world.state.coupons[id] = coupon;
  return coupon;
}

/** A hosted page to pay on. */
export function createSession(world: StripeWorld, given: ParametersOf<'createSession'>): Session {
  const { state, nowSeconds } = world;
  const { mode, customer, line_items: lines } = given;
  if (mode === 'setup') throw invalidRequest('This stand-in has no setup mode.', { param: 'mode' });
  if (state.customers[customer] === undefined) throw missingObject('customer', customer);
  const [line] = lines;
  const price = state.prices[line?.price ?? ''];
  if (price === undefined) throw missingObject('price', line?.price ?? '');
  if (lines.length !== 1 || line?.quantity !== 1) throw invalidRequest('This stand-in sells one thing at a time.');
  checkMode(given, price.type);
  const coupon = given.discounts?.[0]?.coupon;
  const known = coupon === undefined ? undefined : state.coupons[coupon];
  if (coupon !== undefined && known === undefined) throw missingObject('coupon', coupon);
  const amount = discounted(price, known);
  if (amount > 0 && amount < LEAST_CENTS)
    throw invalidRequest('The Checkout Session total is below the minimum.', { code: 'amount_too_small' });
  const id = newId(world, 'cs_test');
  const session: Session = {
    ...{ id, object: 'checkout.session', created: nowSeconds(), expires_at: nowSeconds() + SESSION_SECONDS },
    ...{ livemode: false, mode, status: 'open', payment_status: 'unpaid', url: `${world.origin()}/c/pay/${id}` },
    ...{ customer, client_reference_id: given.client_reference_id ?? null, success_url: given.success_url },
    ...{ cancel_url: given.cancel_url ?? null, amount_total: amount, currency: price.currency },
    ...{ metadata: given.metadata ?? {}, payment_intent: null, subscription: null, invoice: null },
  };
  state.sessions[id] = session;
  state.sessionPlans[id] = {
    ...{ price: price.id, coupon: coupon ?? null },
    metadata: (given.subscription_data ?? given.payment_intent_data)?.metadata ?? {},
    openUntilWallMs: world.wallNowMs() + SESSION_SECONDS * 1_000,
  };
  return session;
}

function checkMode(given: ParametersOf<'createSession'>, type: Price['type']): void {
  const { mode, subscription_data: ofSubscription, payment_intent_data: ofPayment } = given;
  if (mode === 'subscription' && type === 'one_time')
    throw invalidRequest('You must provide at least one recurring price in `subscription` mode.', {
      param: 'line_items',
    });
  if (mode === 'payment' && type === 'recurring')
    throw invalidRequest('You specified `payment` mode but passed a recurring price.', { param: 'line_items' });
  if (mode === 'payment' && ofSubscription !== undefined)
    throw invalidRequest('You can not pass `subscription_data` in `payment` mode.', { param: 'subscription_data' });
  if (mode === 'subscription' && ofPayment !== undefined)
    throw invalidRequest('You can not pass `payment_intent_data` in `subscription` mode.', {
      param: 'payment_intent_data',
    });
}
