import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signPostback } from '../../../billing/partners/proves-postback.ts';
import { createPartners } from '../../../bot/partners/create-partners.ts';
import { createMemoryPartners, noPartnerDependencies } from '../../support/billing/memory-partners.ts';
import { createManualClock } from '../../support/fakes/broadcast-fakes.ts';
import { createMemoryPayments } from '../../support/fakes/memory-billing.ts';
import { CLOSE_TIME_MS } from '../../support/signal-fixtures.ts';
import { openPartnerDoor } from '../../support/stage/partner-stage.ts';
import { STAGE_PARTNER } from '../../support/stage/stage-partners.ts';

/** POSTBACK_FUZZ=100000 for the large run. */
const RUNS = Number(process.env.POSTBACK_FUZZ ?? 10_000);
const SEED = Number(process.env.POSTBACK_SEED ?? 20_261_127);
const SECRET = 'stage-partner-secret';
const CLICK = 'c'.repeat(32);

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    'deposit',
    'registration',
    'e1',
    'U-1',
    CLICK,
    '25.00',
    'USD',
    '$gt',
    '__proto__',
    'reversed',
    '\u0000',
  ),
);
const name = fc.oneof(
  fc.constantFrom('event_id', 'click_id', 'uid', 'type', 'status', 'amount', 'amount_minor', 'currency'),
  fc.constantFrom('$gt', '__proto__', 'constructor', 'prototype', 'event_id[$ne]', 'a.b'),
);
const leaf = fc.oneof(word, fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
const value = fc.oneof(leaf, fc.dictionary(name, leaf, { maxKeys: 3 }), fc.array(leaf, { maxLength: 3 }));
const json = fc.dictionary(name, value, { maxKeys: 9 }).map((given) => JSON.stringify(given));
const id = fc.constantFrom('e1', 'e2', 'e3', CLICK, 'U-1');
const nearlySound = fc
  .record(
    {
      event_id: fc.oneof({ weight: 9, arbitrary: id }, word),
      click_id: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(CLICK, 'other') }, value),
      uid: fc.oneof({ weight: 9, arbitrary: id }, value),
      type: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('deposit', 'registration') }, word),
      status: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('approved', 'pending', 'reversed', 'rejected') }, word),
      amount: fc.oneof({ weight: 5, arbitrary: fc.constantFrom('25.00', 3, '0') }, value),
      currency: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('USD', 'JPY') }, word),
    },
    { requiredKeys: ['event_id', 'type', 'currency'] },
  )
  .map((given) => JSON.stringify(given));
const form = fc
  .array(fc.tuple(name, word), { maxLength: 8 })
  .map((pairs) => new URLSearchParams(pairs.map(([key, text]): [string, string] => [key, text])).toString());
const call = fc.record({
  slug: fc.constantFrom('broker', 'broker', 'silent', 'none', '__proto__', '%00', '..%2f'),
  body: fc.oneof(json, nearlySound, form, fc.string({ maxLength: 200 }), fc.constant('x'.repeat(20_000))),
  isGet: fc.boolean(),
  proof: fc.constantFrom('good', 'good', 'wrong', 'old', 'none', 'made-up'),
  type: fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/xml', ''),
});

it(`${RUNS} fuzzed postbacks: no 500, nothing kept or granted without a good signature (seed ${SEED})`, async () => {
  const clock = createManualClock(CLOSE_TIME_MS);
  const payments = createMemoryPayments();
  const store = createMemoryPartners();
  await store.addClick({ id: CLICK, partner: 'broker', telegramId: 7, signalId: null, atMs: 0 });
  const received: string[] = [];
  const failed: unknown[] = [];
  const partners = createPartners({
    ...{ ...noPartnerDependencies(), payments, onFailed: (_what, error) => void failed.push(error) },
    partners: [STAGE_PARTNER, { ...STAGE_PARTNER, slug: 'silent', postback: null }],
    store: {
      ...store,
      receive: (postback) => {
        received.push(postback.partner);
        return store.receive(postback);
      },
    },
  });
  const door = openPartnerDoor({ partners, clock, secret: SECRET });
  let proven = 0;
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(call, async ({ slug, body, proof, type, isGet }) => {
      clock.advance(1_000);
      const before = received.length;
      const nowMs = proof === 'old' ? clock.nowMs() - 400_000 : clock.nowMs();
      const sign = (text: string): string =>
        proof === 'made-up' ? 't=1,v1=x' : signPostback(proof === 'wrong' ? 'wrong' : SECRET, text, nowMs);
      const signature = sign(body);
      const header = { 'content-type': type, ...(proof === 'none' ? {} : { 'x-postback-signature': signature }) };
      const query = encodeURI(body.slice(0, 1_000));
      const sig = encodeURIComponent(sign(query));
      const answer = await door.app.inject(
        isGet
          ? { method: 'GET', url: `/postback/${slug}?${query}${proof === 'none' ? '' : `&sig=${sig}`}` }
          : { method: 'POST', url: `/postback/${slug}`, payload: body, headers: header },
      );
      expect([200, 400, 401, 404, 413, 415, 429]).toContain(answer.statusCode);
      const isProven = proof === 'good' && slug === 'broker';
      if (!isProven) expect([answer.statusCode === 200, received.length]).toEqual([false, before]);
      if (isProven) proven += 1;
      if (answer.statusCode === 200) taken += 1;
    }),
    { numRuns: RUNS, seed: SEED },
  );
  await partners.workOpen();
  expect(failed).toEqual([]);
  expect(new Set(received)).toEqual(new Set(['broker']));
  // The fuzz reaches the other side of the door too, and what came there is at most the one reward of the one click.
  expect([proven > RUNS / 20, taken > 0]).toEqual([true, true]);
  expect((await payments.ofAccount(7)).filter(({ type }) => type === 'granted').length).toBeLessThanOrEqual(1);
  expect(await payments.payers()).toEqual((await payments.ofAccount(7)).length > 0 ? [7] : []);
  await door.app.close();
}, 600_000);
