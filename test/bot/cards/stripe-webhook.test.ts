import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureOf } from '../../../bot/sandbox/stripe/webhook-emitter.ts';
import { CARD_WEBHOOK_SECRET, planNamed } from '../../support/stage/card-stage.ts';
import { openPlansStage, type PlansStage } from '../../support/stage/plans-stage.ts';

/** 100,000 of them: FUZZ=100000 npx vitest run test/bot/cards/stripe-webhook.test.ts */
const BODIES = Number(process.env.FUZZ ?? 2_000);
const ADA = 71;

let stage: PlansStage;
beforeAll(async () => {
  stage = await openPlansStage();
  await stage.meet(ADA, 'Ada');
});
afterAll(() => stage.close());

const send = (body: string, signature?: string) =>
  fetch(`${stage.url}/stripe/webhook`, {
    ...{ method: 'POST', body },
    headers: {
      'content-type': 'application/json',
      ...(signature === undefined ? {} : { 'stripe-signature': signature }),
    },
  });
const signed = (body: string, nowMs = Date.now()) => send(body, signatureOf(body, CARD_WEBHOOK_SECRET, nowMs));
const eventOf = (more: object) =>
  JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'invoice.paid',
    created: 1,
    data: { object: { id: 'in_1' } },
    ...more,
  });

describe("Stripe's webhook", () => {
  it('takes an event that is signed over its very bytes, and no other', async () => {
    const body = eventOf({});
    const header = signatureOf(body, CARD_WEBHOOK_SECRET, Date.now());
    expect((await send(body, header)).status).toBe(200);
    for (const refused of [
      await send(body),
      await send(`${body} `, header),
      await send(
        body,
        header.replace(/v1=(.)/, (_, digit) => `v1=${digit === '0' ? '1' : '0'}`),
      ),
      await send(body, signatureOf(body, 'whsec_of_others', Date.now())),
    ]) {
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ code: 'request/refused' });
    }
  });

  it('takes no event whose signature is older than five minutes', async () => {
    expect((await signed(eventOf({}), Date.now() - 290_000)).status).toBe(200);
    expect((await signed(eventOf({}), Date.now() - 310_000)).status).toBe(400);
    expect((await signed(eventOf({}), 0)).status).toBe(400);
  });

  it('refuses operators and prototypes in the place of names, although they are signed', async () => {
    for (const strange of [
      eventOf({ id: { $gt: '' } }),
      eventOf({ type: { $ne: null } }),
      eventOf({ data: { object: { id: { $gt: '' } } } }),
      eventOf({ id: '__proto__' }),
      '{"__proto__":{"id":"evt_1"},"id":"evt_2"}',
      '[]',
      'null',
      '',
    ])
      expect((await signed(strange)).status, strange).toBe(400);
    expect(Object.prototype).not.toHaveProperty('id');
  });

  it(`answers ${BODIES} strange bodies with 200 or 400, and grants nothing for them`, {
    timeout: 600_000,
  }, async () => {
    const word = fc.constantFrom(
      'evt_9',
      'invoice.paid',
      '$gt',
      '__proto__',
      'constructor',
      'pi_1',
      'id',
      'data',
      'object',
    );
    const value = fc.letrec((tie) => ({
      node: fc.oneof({ depthSize: 'small' }, word, fc.integer(), fc.constant(null), fc.dictionary(word, tie('node'))),
    })).node;
    const bodies = fc.oneof(
      fc.string(),
      value.map((each) => JSON.stringify(each)),
      fc.object().map((each) => eventOf(each)),
    );
    const statuses = new Set<number>();
    for (const [body, kind] of fc.sample(fc.tuple(bodies, fc.nat({ max: 2 })), { numRuns: BODIES, seed: 7 })) {
      const header = signatureOf(body, kind === 0 ? 'whsec_of_others' : CARD_WEBHOOK_SECRET, Date.now());
      const answer = kind === 1 ? await send(body) : await send(body, header);
      statuses.add(answer.status);
      if (kind < 2) expect(answer.status, body).toBe(400);
      await answer.arrayBuffer();
    }
    expect([...statuses].every((status) => status === 200 || status === 400)).toBe(true);
    expect(stage.payments.lines).toEqual([]);
  });

  it('grants what was really paid within a moment, though events come twice, late and in any order', async () => {
    stage.standIn.webhook.setFaults({ dropped: 0, repeated: 0.5, reordered: 0.5, longestDelayMs: 20 });
    const bought = await stage.cards.buy({ telegramId: ADA, plan: planNamed('pro-month'), code: null });
    if (bought.type !== 'go') throw new Error('expected a page to pay on');
    await stage.press(bought.url, { action: 'pay', card: '4242' });
    await expect.poll(() => stage.payments.lines.map(({ type }) => type)).toEqual(['paid']);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
    expect(stage.failed).toEqual([]);
  });
});
