import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInvoicePayload, encodeInvoicePayload, orderOf, PAYLOAD_MAX_BYTES } from '../../billing/invoice.ts';
import { PLANS, starsOf } from '../../billing/plans.ts';
import type { Account } from '../../billing/ports.ts';
import { decidePreCheckout } from '../../billing/pre-checkout.ts';
import { settleStarPayment, settleStarRefund } from '../../billing/settle.ts';
import { TERMS_VERSION } from '../../billing/terms.ts';
import { FIRST_PLAN as plan } from '../support/stage/first-plan.ts';

const NOW = Date.UTC(2026, 8, 1);
const DAY = 86_400_000;
const order = orderOf(plan, 4242, { nowMs: NOW, nonce: '0123456789abcdef' });
const payload = encodeInvoicePayload(order);
const account: Account = {
  telegramId: 4242,
  firstName: 'Ada',
  languageCode: 'en',
  createdAtMs: NOW,
  acceptedTerms: TERMS_VERSION,
  acceptedTermsAtMs: NOW,
  unreachable: false,
  firstStart: null,
};

describe('the plan table', () => {
  it.each(PLANS)('has whole prices in Stars: $id', (each) => {
    expect(Number.isInteger(starsOf(each)) && starsOf(each) > 0).toBe(true);
  });
});

describe('the invoice payload', () => {
  it('comes back as it went in, for any account and plan', () => {
    const orders = fc.record({
      planId: fc.stringMatching(/^[a-z0-9-]{1,32}$/),
      planVersion: fc.integer({ min: 1, max: 9999 }),
      telegramId: fc.integer({ min: 1, max: 2 ** 52 }),
      issuedAtMs: fc.integer({ min: 1, max: 9_999_999_999 }).map((seconds) => seconds * 1000),
      nonce: fc.stringMatching(/^[0-9a-f]{16}$/),
      terms: fc.option(
        fc.record({
          stars: fc.integer({ min: 1, max: 100_000 }),
          subscriptionSeconds: fc.option(fc.integer({ min: 1, max: 99_999_999 })),
          code: fc.option(fc.stringMatching(/^[A-Z0-9]{1,16}$/)),
        }),
      ),
    });
    fc.assert(
      fc.property(orders, (drawn) => {
        const text = encodeInvoicePayload(drawn);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(PAYLOAD_MAX_BYTES);
        expect(decodeInvoicePayload(text)).toEqual(drawn);
      }),
    );
  });

  it.each([
    '',
    'a1',
    `${payload} `,
    `${payload}\n`,
    payload.replace('a1', 'a2'),
    payload.replace('4242', '04242'),
    payload.toUpperCase(),
    payload.slice(0, -1),
  ])('is refused when it is not ours to the letter: %j', (text) => {
    expect(decodeInvoicePayload(text)).toBeNull();
  });

  it('is not written with a part that would not come back', () => {
    expect(() => encodeInvoicePayload({ ...order, nonce: 'short' })).toThrow(/expected an order that fits/);
  });
});

describe('decidePreCheckout', () => {
  const query = { telegramId: 4242, currency: 'XTR', totalAmount: starsOf(plan), payload };
  it('accepts the right payer, price and currency under the current terms', () => {
    expect(decidePreCheckout(query, account, NOW + 60_000)).toEqual({ type: 'accept', plan });
  });

  it.each([
    { code: 'pre-checkout/unknown-invoice', change: { payload: 'something else' } },
    { code: 'pre-checkout/unknown-invoice', change: { payload: encodeInvoicePayload({ ...order, planVersion: 99 }) } },
    { code: 'pre-checkout/other-account', change: { telegramId: 5 } },
    { code: 'pre-checkout/wrong-price', change: { totalAmount: 1 } },
    { code: 'pre-checkout/wrong-price', change: { currency: 'USD' } },
  ])('refuses $change with $code', ({ code, change }) => {
    expect(decidePreCheckout({ ...query, ...change }, account, NOW)).toEqual({ type: 'refuse', code });
  });

  it.each([
    { who: 'somebody unknown', buyer: null },
    { who: 'somebody who accepted nothing', buyer: { ...account, acceptedTerms: null } },
    { who: 'somebody who accepted older terms', buyer: { ...account, acceptedTerms: '2020-01-01' } },
  ])('asks $who to accept the terms first', ({ buyer }) => {
    expect(decidePreCheckout(query, buyer, NOW)).toEqual({ type: 'refuse', code: 'pre-checkout/terms-not-accepted' });
  });

  it('refuses an invoice older than 30 days', () => {
    expect(decidePreCheckout(query, account, NOW + 30 * DAY).type).toBe('accept');
    expect(decidePreCheckout(query, account, NOW + 31 * DAY)).toEqual({
      type: 'refuse',
      code: 'pre-checkout/old-invoice',
    });
  });
});

describe('settling Stars', () => {
  const facts = {
    telegramId: 4242,
    chargeId: 'charge-1',
    currency: 'XTR',
    totalAmount: starsOf(plan),
    payload,
    atMs: NOW,
    isRenewal: false,
  };
  it('turns a payment into one ledger line, the same each time', () => {
    const settled = settleStarPayment(facts);
    expect(settled).toEqual(settleStarPayment(facts));
    expect(settled).toMatchObject({
      type: 'settled',
      fact: {
        provider: 'stars',
        externalId: 'charge-1',
        telegramId: 4242,
        planId: plan.id,
        type: 'paid',
        amountMinor: starsOf(plan),
      },
    });
  });

  it('gives the days to whoever paid', () => {
    expect(settleStarPayment({ ...facts, telegramId: 9 })).toMatchObject({
      type: 'settled',
      fact: { telegramId: 9 },
    });
  });

  it('writes a refund as a line of its own', () => {
    expect(settleStarRefund(facts)).toMatchObject({
      type: 'settled',
      fact: { type: 'refunded', externalId: 'charge-1:refund' },
    });
  });

  it.each([
    { code: 'settle/unknown-invoice', change: { payload: 'gift' } },
    { code: 'settle/wrong-price', change: { totalAmount: 1 } },
  ])('leaves what it cannot explain to the operator: $code', ({ code, change }) => {
    expect(settleStarPayment({ ...facts, ...change })).toEqual({ type: 'unmatched', code });
  });
});
