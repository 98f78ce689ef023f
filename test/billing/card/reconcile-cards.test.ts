import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCardPositions } from '../../../billing/adapters/mongo/card-positions.ts';
import { type CardReconciling, reconcileCards } from '../../../billing/card/reconcile-cards.ts';
import { closeDispute, openDispute, refundCharge } from '../../../bot/sandbox/stripe/state/take-payment.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { type CardStage, openCardStage } from '../../support/stage/card-stage.ts';

const ADA = 71;
let stage: CardStage;
let stored: string | null;
let failed: string[];
beforeEach(async () => {
  stage = await openCardStage();
  stored = null;
  failed = [];
});
afterEach(() => stage.close());

function reconciling(): CardReconciling {
  return {
    ...{ settling: stage.settling, payments: stage.payments, onFailed: ({ id }) => void failed.push(id) },
    position: createCardPositions({
      read: async () => stored,
      write: async (text) => {
        stored = text;
      },
    }),
  };
}

/** What a reconciliation added, and the calls of the provider it took. */
async function counted(deps: CardReconciling = reconciling()) {
  const before = stage.standIn.calls().length;
  const { added } = await reconcileCards(deps);
  return { added, calls: stage.standIn.calls().slice(before) };
}

async function buyMany(people: number, plan: string): Promise<void> {
  for (let person = 0; person < people; person += 1) await stage.buy(ADA + person, plan);
}

const intents = () => Object.values(stage.standIn.world.state.charges).map(({ payment_intent: id }) => id);
const newLines = () => stage.settled.filter(({ isNew }) => isNew).map(({ fact }) => fact.externalId);

describe('reconciliation of 300 card subscriptions', () => {
  it('goes on behind the page that was stored when it was stopped, and then takes one call a page', async () => {
    await buyMany(300, 'pro-month');
    let writes = 0;
    const stopped: CardReconciling = {
      ...reconciling(),
      position: createCardPositions({
        read: async () => stored,
        write: async (text) => {
          writes += 1;
          if (writes > 1) throw new Error('stopped');
          stored = text;
        },
      }),
    };
    await expect(reconcileCards(stopped)).rejects.toThrow('stopped');
    expect(newLines()).toHaveLength(200);
    const resumed = await counted();
    expect(resumed.added).toBe(100);
    // The page whose end was not stored, and the last.
    expect(resumed.calls.filter((call) => call === 'GET /v1/charges')).toHaveLength(2);
    expect(newLines().toSorted()).toEqual(intents().toSorted());
    expect(stored?.length).toBeLessThan(300);

    const again = await counted();
    expect(again.added).toBe(0);
    // Every subscription, and every charge of the last ten minutes before the newest.
    expect(again.calls.toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => 'GET /v1/charges'),
      ...['GET /v1/disputes', 'GET /v1/refunds'],
      ...Array.from({ length: 3 }, () => 'GET /v1/subscriptions'),
    ]);

    const [own] = Object.values(stage.standIn.world.state.subscriptions);
    if (own === undefined) throw new Error('expected a subscription');
    await stage.provider.setRenewal(own.id, false);
    const found = await counted();
    expect(found.added).toBe(1);
    // One subscription differs: it alone is looked at.
    expect(found.calls.length).toBeLessThanOrEqual(again.calls.length + 6);
    expect((await counted()).calls).toHaveLength(again.calls.length);
  }, 60_000);
});

describe('reconciliation by pages', () => {
  it('holds nothing up behind what cannot be settled, and tries that again', async () => {
    await buyMany(5, 'pro-quarter');
    const [, poison = ''] = intents();
    let isMended = false;
    const payment = async (id: string) => {
      if (id === poison && !isMended) throw new Error('a payment that cannot be read');
      return await stage.provider.payment(id);
    };
    const settling = { ...stage.settling, provider: { ...stage.provider, payment } };
    expect((await counted({ ...reconciling(), settling })).added).toBe(4);
    stage.clock.advance(DAY_MS);
    await stage.buy(ADA + 5, 'pro-quarter');
    expect((await counted({ ...reconciling(), settling })).added).toBe(1);
    // What is newer was read meanwhile: it is not forgotten.
    expect(new Set(failed)).toEqual(new Set([poison]));
    isMended = true;
    expect((await counted({ ...reconciling(), settling })).added).toBe(1);
    expect(newLines().toSorted()).toEqual(intents().toSorted());
    expect((await counted()).added).toBe(0);
  });

  it('does what follows from a line when the process died before it, also when the ledger has the line', async () => {
    await buyMany(2, 'pro-quarter');
    const dying = { ...stage.settling, onSettled: () => Promise.reject(new Error('died')) };
    await reconcileCards({ ...reconciling(), settling: dying });
    expect(stage.payments.lines).toHaveLength(2);
    expect(stage.settled).toEqual([]);
    await counted();
    expect(new Set(stage.settled.map(({ fact }) => fact.externalId))).toEqual(new Set(intents()));
  });

  it('finds refunds and decided disputes of charges that are long read', async () => {
    await buyMany(3, 'pro-quarter');
    await counted();
    const { world } = stage.standIn;
    const [first, second] = Object.values(world.state.charges);
    if (first === undefined || second === undefined) throw new Error('expected charges');
    stage.clock.advance(30 * DAY_MS);
    await stage.buy(ADA + 3, 'pro-quarter');
    refundCharge(world, first, first.amount);
    const dispute = openDispute(world, second);
    expect((await counted()).added).toBe(3);
    stage.clock.advance(30 * DAY_MS);
    closeDispute(world, dispute, 'lost');
    expect((await counted()).added).toBe(1);
    expect((await counted()).added).toBe(0);
    expect(await stage.entitlement(ADA)).toMatchObject({ state: 'refunded' });
  });

  it('books each part that went back of a charge that is long read, once', async () => {
    await buyMany(2, 'pro-quarter');
    await counted();
    const { world } = stage.standIn;
    const [first] = Object.values(world.state.charges);
    if (first === undefined) throw new Error('expected a charge');
    stage.clock.advance(30 * DAY_MS);
    refundCharge(world, first, 500);
    expect((await counted()).added).toBe(1);
    expect((await counted()).added).toBe(0);
    refundCharge(world, first, 300);
    refundCharge(world, first, first.amount - 800);
    // The two parts, and that nothing is left.
    expect((await counted()).added).toBe(3);
    expect((await counted()).added).toBe(0);
    expect(await stage.entitlement(ADA)).toMatchObject({ state: 'refunded' });
  });

  it('goes on from the position of an earlier version, a moment alone', async () => {
    await buyMany(1, 'pro-quarter');
    stage.clock.advance(DAY_MS);
    stored = String(stage.clock.nowMs());
    await stage.buy(ADA + 1, 'pro-quarter');
    expect((await counted()).added).toBe(1);
  });
});
