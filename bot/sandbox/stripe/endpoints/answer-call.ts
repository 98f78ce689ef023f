import { type ParameterName, type ParametersOf, readParameters } from '../protocol/parameters.ts';
import type { Parameters } from '../protocol/parse-form.ts';
import { invalidRequest, missingObject, StripeRefusal } from '../protocol/stripe-refusal.ts';
import { askedPrice, changeLines, changeSubscription } from '../state/change-subscription.ts';
import { expireLate, expireSession } from '../state/pay-session.ts';
import { newId, type StripeState, type StripeWorld } from '../state/stripe-state.ts';
import { refundCharge } from '../state/take-payment.ts';
import { createCoupon, createCustomer, createPrice, createProduct, createSession } from './creation.ts';
import { expanded } from './expand.ts';
import { listPage } from './list-page.ts';

export interface StripeCall {
  readonly method: string;
  readonly path: string;
  readonly parameters: Parameters;
}

interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** Matches the whole path; its group is the id. */
  readonly path: RegExp;
  answer(world: StripeWorld, given: Parameters, id: string): object;
}

function endpoint<K extends ParameterName>(
  method: Endpoint['method'],
  path: string,
  { takes, answer }: { takes: K; answer: (world: StripeWorld, given: ParametersOf<K>, id: string) => object },
): Endpoint {
  return {
    method,
    path: new RegExp(`^/v1/${path.replace(':id', '([^/]+)')}$`),
    answer: (world, given, id) => answer(world, readParameters(takes, given), id),
  };
}

type Kind = {
  [K in keyof StripeState]: StripeState[K] extends Record<string, { id: string }> ? K : never;
}[keyof StripeState];

/** GET of one object, with what is to be expanded. */
function retrieving(path: string, kind: Kind, name: string): Endpoint {
  return endpoint('GET', `${path}/:id`, {
    takes: 'retrieve',
    answer: ({ state }, { expand }, id) => {
      const found = state[kind][id];
      if (found === undefined) throw missingObject(name, id);
      return expanded(state, found, expand);
    },
  });
}

/** GET of a list that may be narrowed by time and payment. */
function listing(path: string, kind: 'charges' | 'refunds' | 'disputes'): Endpoint {
  return endpoint('GET', path, {
    takes: 'listByTime',
    answer: ({ state }, given) => {
      const all = Object.values(state[kind]).filter(
        ({ payment_intent }) => given.payment_intent === undefined || payment_intent === given.payment_intent,
      );
      return expanded(state, listPage(all, given, `/v1/${path}`), given.expand);
    },
  });
}

const ENDPOINTS: readonly Endpoint[] = [
  endpoint('POST', 'customers', { takes: 'createCustomer', answer: createCustomer }),
  endpoint('POST', 'products', { takes: 'createProduct', answer: createProduct }),
  endpoint('POST', 'prices', { takes: 'createPrice', answer: createPrice }),
  endpoint('GET', 'prices', {
    takes: 'listPrices',
    answer: ({ state }, given) => {
      const { lookup_keys: keys } = given;
      const all = Object.values(state.prices).filter(
        ({ lookup_key: key }) => keys === undefined || (key !== null && keys.includes(key)),
      );
      return listPage(all, given, '/v1/prices');
    },
  }),
  retrieving('customers', 'customers', 'customer'),
  retrieving('prices', 'prices', 'price'),
  endpoint('POST', 'coupons', { takes: 'createCoupon', answer: createCoupon }),
  endpoint('POST', 'checkout/sessions', { takes: 'createSession', answer: createSession }),
  endpoint('GET', 'checkout/sessions/:id', {
    takes: 'retrieve',
    answer: (world, { expand }, id) => {
      const session = sessionOf(world, id);
      expireLate(world, session);
      return expanded(world.state, session, expand);
    },
  }),
  endpoint('POST', 'checkout/sessions/:id/expire', {
    takes: 'none',
    answer: (world, _given, id) => {
      const session = sessionOf(world, id);
      if (session.status !== 'open')
        throw invalidRequest(`Only Checkout Sessions with a status in ["open"] can be expired.`);
      expireSession(world, session);
      return session;
    },
  }),
  endpoint('POST', 'billing_portal/sessions', {
    takes: 'createPortal',
    answer: (world, { customer, return_url: returnUrl = null }) => {
      if (world.state.customers[customer] === undefined) throw missingObject('customer', customer);
      const id = newId(world, 'bps');
      world.state.portals[id] = { customer, returnUrl };
      return {
        ...{ id, object: 'billing_portal.session', customer, return_url: returnUrl, livemode: false },
        url: `${world.origin()}/p/session/${id}`,
      };
    },
  }),
  retrieving('subscriptions', 'subscriptions', 'subscription'),
  endpoint('POST', 'subscriptions/:id', {
    takes: 'updateSubscription',
    answer: (world, given, id) => {
      const subscription = world.state.subscriptions[id];
      if (subscription === undefined) throw missingObject('subscription', id);
      return changeSubscription(world, subscription, given);
    },
  }),
  endpoint('GET', 'subscriptions', {
    takes: 'listSubscriptions',
    answer: ({ state }, given) => {
      const { status, customer, expand } = given;
      const all = Object.values(state.subscriptions)
        .filter((each) => customer === undefined || each.customer === customer)
        .filter((each) =>
          status === undefined ? each.status !== 'canceled' : status === 'all' || each.status === status,
        );
      return expanded(state, listPage(all, given, '/v1/subscriptions'), expand);
    },
  }),
  endpoint('POST', 'invoices/create_preview', { takes: 'previewInvoice', answer: previewInvoice }),
  retrieving('invoices', 'invoices', 'invoice'),
  endpoint('GET', 'invoice_payments', {
    takes: 'listInvoicePayments',
    answer: ({ state }, given) => {
      const all = Object.values(state.invoicePayments).filter(
        ({ payment }) => payment.payment_intent === given.payment.payment_intent,
      );
      return listPage(all, given, '/v1/invoice_payments');
    },
  }),
  retrieving('payment_intents', 'intents', 'payment_intent'),
  retrieving('charges', 'charges', 'charge'),
  listing('charges', 'charges'),
  endpoint('POST', 'refunds', {
    takes: 'createRefund',
    answer: (world, { payment_intent: intent, amount }) => {
      const charge = world.state.charges[world.state.intents[intent]?.latest_charge ?? ''];
      if (charge === undefined) throw missingObject('payment_intent', intent);
      if (charge.refunded)
        throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
      return refundCharge(world, charge, amount ?? charge.amount - charge.amount_refunded);
    },
  }),
  retrieving('refunds', 'refunds', 'refund'),
  listing('refunds', 'refunds'),
  retrieving('disputes', 'disputes', 'dispute'),
  listing('disputes', 'disputes'),
];

function sessionOf({ state }: StripeWorld, id: string) {
  const session = state.sessions[id];
  if (session === undefined) throw missingObject('checkout.session', id);
  return session;
}

function previewInvoice(world: StripeWorld, given: ParametersOf<'previewInvoice'>): object {
  const subscription = world.state.subscriptions[given.subscription];
  if (subscription === undefined) throw missingObject('subscription', given.subscription);
  const lines = changeLines(world, subscription, askedPrice(world, given.subscription_details.items));
  const amount = Math.max(
    0,
    lines.reduce((sum, line) => sum + line.amount, 0),
  );
  return {
    ...{ id: newId(world, 'upcoming_in'), object: 'invoice', amount_due: amount, status: 'draft', livemode: false },
    ...{ currency: subscription.items.data[0].price.currency, lines: { object: 'list', has_more: false, data: lines } },
  };
}

/** The answer to a call. Throws StripeRefusal. */
export function answerCall(world: StripeWorld, { method, path, parameters }: StripeCall): object {
  for (const each of ENDPOINTS) {
    const found = each.method === method ? each.path.exec(path) : null;
    if (found !== null) return each.answer(world, parameters, decodeURIComponent(found[1] ?? ''));
  }
  throw new StripeRefusal(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). This stand-in has only what the product uses.`,
  });
}
