import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createStripeCards } from '../../../billing/adapters/stripe/stripe-cards.ts';
import type { CardProvider } from '../../../billing/card/ports.ts';
import { PLANS, type Plan } from '../../../billing/plans.ts';
import { answerRequest, type StripeRequest } from '../../../bot/sandbox/stripe/endpoints/answer-request.ts';
import { billSubscriptions } from '../../../bot/sandbox/stripe/state/bill-subscriptions.ts';
import { paySession } from '../../../bot/sandbox/stripe/state/pay-session.ts';
import { openDispute } from '../../../bot/sandbox/stripe/state/take-payment.ts';
import {
  openStripeSide,
  STRIPE_KEY,
  type StripeSide,
  stripeClient,
} from '../../../scripts/money-histories/world/stripe-side.ts';

const IS_THERE = spawnSync('sh', ['-c', 'command -v stripe-mock']).status === 0;
const WHY = IS_THERE ? '' : ' (skipped: no stripe-mock on PATH; go install github.com/stripe/stripe-mock@v0.203.0)';
const PORT = 20_000 + (process.pid % 20_000);
const START_MS = Date.UTC(2026, 8, 1);

const plan = (id: string): Plan => {
  const found = PLANS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`expected a plan, was "${id}"`);
  return found;
};

interface Recorded {
  readonly side: StripeSide;
  readonly requests: StripeRequest[];
  readonly provider: CardProvider;
  readonly advance: (ms: number) => void;
}

function record(automaticTax: boolean): Recorded {
  let nowMs = START_MS;
  const side = openStripeSide(() => nowMs);
  const requests: StripeRequest[] = [];
  side.onRequest = (request) => void requests.push(request);
  const page = 'https://t.me/analyser_bot?start=paid';
  const provider = createStripeCards({
    ...{ stripe: stripeClient(side, (_name, run) => run()), nameOf: ({ id }) => id, automaticTax },
    urls: () => ({ success: page, cancel: page, portalReturn: page }),
  });
  const advance = (ms: number): void => {
    nowMs += ms;
    billSubscriptions(side.world);
  };
  return { side, requests, provider, advance };
}

async function buy({ side, provider }: Recorded, planId: string, coupon: 'percent' | 'fixed' | null): Promise<string> {
  const customer = await provider.createCustomer(7);
  const off = coupon === 'percent' ? { percent: 20 } : { amountMinor: 500, currency: 'USD' };
  const order = { id: `order-${planId}-${coupon}`, telegramId: 7, customer, plan: plan(planId) };
  const opened = await provider.openCheckout({ ...order, coupon: coupon === null ? null : { code: 'C0', off } });
  const session = side.world.state.sessions[opened.id];
  if (session === undefined) throw new Error('expected a session');
  paySession(side.world, session, 'pays');
  const outcome = await provider.outcomeOf(opened.id);
  if (outcome === null) throw new Error('expected a checkout that was paid');
  return outcome.id;
}

/** Every verb of the provider once, on things that are there. */
async function askEverything(recorded: Recorded): Promise<void> {
  const { provider, side } = recorded;
  const { state } = side.world;
  const payment = await buy(recorded, 'pro-quarter', 'fixed');
  const subscription = await buy(recorded, 'pro-month', 'percent');
  const [charge] = Object.values(state.charges);
  if (charge === undefined) throw new Error('expected a charge');
  const dispute = openDispute(side.world, charge);
  const invoice = state.subscriptions[subscription]?.latest_invoice ?? '';
  const customer = await provider.createCustomer(8);
  const other = await provider.openCheckout({
    ...{ id: 'order-other', telegramId: 8, customer, plan: plan('elite-year'), coupon: null },
  });
  await provider.checkout(other.id);
  await provider.expireCheckout(other.id);
  await provider.portalUrl(customer);
  await provider.payment(payment);
  await provider.paymentOfInvoice(invoice);
  await provider.subscriptionOfInvoice(invoice);
  await provider.paymentOfDispute(dispute);
  await provider.paymentOfCharge(charge.id);
  await provider.subscription(subscription);
  await provider.nextPlan(subscription);
  await provider.setRenewal(subscription, false);
  await provider.setRenewal(subscription, true);
  await provider.previewChange(subscription, plan('elite-month'));
  await provider.changePlan(subscription, plan('elite-month'), 'order-change');
  await provider.changePlan(subscription, plan('pro-month'), null);
  const own = state.subscriptions[subscription];
  if (own !== undefined) own.cancel_at = own.items.data[0].current_period_end;
  await provider.setRenewal(subscription, true);
  recorded.advance(40 * 86_400_000);
  await provider.refund(payment);
  const ask = { sinceMs: START_MS, after: null };
  for (const found of (await provider.charges(ask)).items) expect(found.id).toMatch(/^pi_/);
  for (const found of (await provider.refunds(ask)).items) expect(found.payment).toMatch(/^pi_/);
  expect(await provider.paymentOfRefund(Object.keys(state.refunds)[0] ?? '')).toBe(payment);
  for (const found of (await provider.disputes(ask)).items) expect(found.payment).toMatch(/^pi_/);
  for (const found of (await provider.subscriptions(ask)).items) expect(found.id).toBe(subscription);
}

/**
 * 2026-10-28.endive, which our client speaks, made a record of the anchor; where stripe-mock has the version before it (2026-08-26.dahlia),
 * it knows the bare word.
 */
const before = (body: string): string =>
  body
    .replace('billing_cycle_anchor][type]=now', 'billing_cycle_anchor]=now')
    .replace('billing_cycle_anchor[type]=now', 'billing_cycle_anchor=now');

const form = (pathname: string, body: string): StripeRequest => ({
  ...{ method: 'POST', pathname, search: '', body, authorization: `Bearer ${STRIPE_KEY}`, idempotencyKey: undefined },
});
const query = (pathname: string, search: string): StripeRequest => ({ ...form(pathname, ''), method: 'GET', search });

const SESSION =
  'mode=subscription&success_url=https://a.b&customer=cus_1&line_items[0][price]=p&line_items[0][quantity]=1';
/** What Stripe's own description of its API refuses. */
const WRONG: readonly (readonly [string, StripeRequest])[] = [
  ['an unknown parameter', form('/v1/customers', 'telegram=7')],
  ['a parameter that was taken away', form('/v1/checkout/sessions', `${SESSION}&payment_method_types=card`)],
  ['another mode', form('/v1/checkout/sessions', SESSION.replace('subscription', 'sometimes'))],
  ['metadata that are no record', form('/v1/customers', 'metadata=7')],
  ['a quantity in words', form('/v1/checkout/sessions', SESSION.replace('[quantity]=1', '[quantity]=many'))],
  ['a price without a currency', form('/v1/prices', 'product=p&unit_amount=5')],
  ['an interval that is none', form('/v1/prices', 'product=p&currency=usd&unit_amount=5&recurring[interval]=moon')],
  ['a product without a name', form('/v1/products', 'id=p')],
  ['a coupon of another duration', form('/v1/coupons', 'duration=never&percent_off=10')],
  ['a discount that is no list', form('/v1/checkout/sessions', `${SESSION}&discounts=half`)],
  ['an unknown parameter of a subscription', form('/v1/subscriptions/sub_1', 'cancel=true')],
  ['a flag in words', form('/v1/subscriptions/sub_1', 'cancel_at_period_end=perhaps')],
  ['another proration', form('/v1/subscriptions/sub_1', 'proration_behavior=half')],
  ['a refund of an unknown kind', form('/v1/refunds', 'payment_intent=pi_1&because=no')],
  ['an amount in words', form('/v1/refunds', 'payment_intent=pi_1&amount=all')],
  ['a portal of an unknown kind', form('/v1/billing_portal/sessions', 'customer=cus_1&colour=red')],
  ['a list of an unknown order', query('/v1/charges', '?sort=up')],
  ['a page in words', query('/v1/refunds', '?limit=many')],
  ['a time in words', query('/v1/disputes', '?created[gte]=yesterday')],
  ['subscriptions in an unknown state', query('/v1/subscriptions', '?status=asleep')],
  ['a preview without its change', form('/v1/invoices/create_preview', 'subscription_details[proration_behavior]=x')],
];

describe.skipIf(!IS_THERE)(
  `Stripe's own description of its API, as stripe-mock holds it${WHY}`,
  { timeout: 120_000 },
  () => {
    let mock: ChildProcess;
    const send = async ({ method, pathname, search, body, idempotencyKey }: StripeRequest) => {
      const answer = await fetch(`http://127.0.0.1:${PORT}${pathname}${search}`, {
        method,
        headers: {
          ...{ authorization: `Bearer ${STRIPE_KEY}`, 'content-type': 'application/x-www-form-urlencoded' },
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(method === 'GET' ? {} : { body }),
      });
      return { status: answer.status, text: await answer.text() };
    };

    beforeAll(async () => {
      const https = `127.0.0.1:${PORT + 1}`;
      mock = spawn('stripe-mock', ['-http-addr', `127.0.0.1:${PORT}`, '-https-addr', https], { stdio: 'ignore' });
      await vi.waitFor(() => send(query('/v1/customers', '')), { timeout: 30_000, interval: 100 });
    }, 40_000);
    afterAll(() => void mock.kill());

    it.each([
      ['without tax', false],
      ['with tax', true],
    ])('takes every request that our client makes, %s', async (_name, automaticTax) => {
      const recorded = record(automaticTax);
      await askEverything(recorded);
      expect(
        new Set(recorded.requests.map(({ method, pathname }) => `${method} ${pathname.replace(/\/\w+_\w+/g, '/ID')}`))
          .size,
      ).toBeGreaterThan(20);
      for (const request of recorded.requests) {
        const newest = await send(request);
        const older = { ...request, body: before(request.body) };
        const { status, text } = newest.status === 200 ? newest : await send(older);
        const asked = `${request.method} ${request.pathname}${request.search} ${request.body}`;
        expect(status === 200 ? [] : [asked, text]).toEqual([]);
      }
    });

    it.each(WRONG)('refuses %s, and so does our stand-in', async (_name, request) => {
      const { world } = openStripeSide(() => START_MS);
      expect((await send(request)).status).toBe(400);
      expect(answerRequest(world, STRIPE_KEY, request).status).toBe(400);
    });
  },
);
