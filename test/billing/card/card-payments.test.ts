import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCardPositions } from '../../../billing/adapters/mongo/card-positions.ts';
import { cardDiscount } from '../../../billing/card/card-discount.ts';
import { openCheckout } from '../../../billing/card/open-checkout.ts';
import { reconcileCards } from '../../../billing/card/reconcile-cards.ts';
import { takeCardEvent } from '../../../billing/card/settle-card.ts';
import { workCardEvent, workOpenCardEvents } from '../../../billing/card/work-card-events.ts';
import { parseCoupon } from '../../../billing/coupons/parse-coupon.ts';
import { isCharge } from '../../../billing/ledger-fact.ts';
import { referralBalances, referralFacts } from '../../../billing/referrals/referral.ts';
import { closeDispute, openDispute, refundCharge } from '../../../bot/sandbox/stripe/state/take-payment.ts';
import { troubleOf } from '../../../bot/troubles/trouble-table.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { type CardStage, openCardStage, planNamed } from '../../support/stage/card-stage.ts';

const ADA = 71;
let stage: CardStage;
beforeEach(async () => {
  stage = await openCardStage();
});
afterEach(() => stage.close());

/** Takes every event that was sent since the last call, in this order. */
let taken = 0;
beforeEach(() => {
  taken = 0;
});
async function takeNew(order: 'as sent' | 'reversed' = 'as sent'): Promise<void> {
  const events = stage.sent().slice(taken);
  taken += events.length;
  for (const event of order === 'reversed' ? events.toReversed() : events) await takeCardEvent(stage.settling, event);
}

const own = () => {
  const [subscription] = Object.values(stage.standIn.world.state.subscriptions);
  if (subscription === undefined) throw new Error('expected a subscription');
  return subscription;
};
const portal = async () => {
  const account = await stage.checkouts.accounts.find(ADA);
  return await stage.provider.portalUrl(account?.customer ?? '');
};
describe('one customer and one open checkout', () => {
  it('are there for two tabs that ask at once', async () => {
    const asked = await Promise.all([1, 2, 3, 4].map(() => stage.checkout(ADA, 'pro-month')));
    expect(new Set(asked.map((each) => (each.type === 'open' ? each.url : each.type))).size).toBe(1);
    const { state } = stage.standIn.world;
    expect(Object.keys(state.customers)).toHaveLength(1);
    expect(Object.values(state.sessions).filter(({ status }) => status === 'open')).toHaveLength(1);
  });

  it('closes the page of another plan, and knows one that was paid meanwhile', async () => {
    const first = await stage.checkout(ADA, 'pro-month');
    const second = await stage.checkout(ADA, 'elite-month');
    const { state } = stage.standIn.world;
    expect(Object.values(state.sessions).map(({ status }) => status)).toEqual(['expired', 'open']);
    if (first.type !== 'open' || second.type !== 'open') throw new Error('expected open pages');
    await stage.press(first.url, { action: 'pay', card: '4242' });
    expect(Object.keys(state.subscriptions)).toEqual([]);
    await stage.press(second.url, { action: 'pay', card: '4242' });
    const third = await stage.checkout(ADA, 'elite-month');
    expect(third).toEqual({ type: 'paid', reference: { type: 'subscription', id: own().id } });
  });

  it('comes back after a crash between the call and its answer', async () => {
    const { accounts } = stage.checkouts;
    const opened = await stage.checkout(ADA, 'pro-month');
    const kept = (await accounts.find(ADA))?.checkout;
    if (opened.type !== 'open' || kept === null || kept === undefined) throw new Error('expected a checkout');
    await accounts.replaceCheckout(ADA, kept.order, { ...kept, sessionId: null });
    expect(await stage.checkout(ADA, 'pro-month')).toEqual(opened);
    expect(Object.keys(stage.standIn.world.state.sessions)).toHaveLength(1);
  });
});

describe('what is paid once by card', () => {
  it('is given back once, however often that is asked', async () => {
    await stage.buy(ADA, 'pro-quarter');
    await takeNew();
    const [charge] = await stage.ledger(ADA);
    for (let time = 0; time < 2; time += 1) await stage.provider.refund(charge?.externalId ?? '');
    expect(Object.keys(stage.standIn.world.state.refunds)).toHaveLength(1);
    await takeNew();
    expect((await stage.ledger(ADA)).map(({ type }) => type)).toEqual(['paid', 'refunded']);
  });

  it('is not there while a dispute is open, comes back when it is won, and not when it is lost', async () => {
    await stage.buy(ADA, 'pro-quarter');
    await takeNew();
    const { world } = stage.standIn;
    const [charge] = Object.values(world.state.charges);
    if (charge === undefined) throw new Error('expected a charge');
    const dispute = openDispute(world, charge);
    await takeNew();
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'free' });
    stage.clock.advance(DAY_MS);
    closeDispute(world, dispute, 'won');
    await takeNew();
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
  });

  it('takes what followed from it along when its dispute is lost', async () => {
    const INVITER = 72;
    await stage.buy(ADA, 'pro-quarter');
    await takeNew();
    const { world } = stage.standIn;
    const [charge] = Object.values(world.state.charges);
    const [paid] = await stage.ledger(ADA);
    if (charge === undefined || paid === undefined || !isCharge(paid)) throw new Error('expected a charge');
    const sides = { friend: { telegramId: ADA, country: null }, inviter: { telegramId: INVITER, country: null } };
    for (const reward of [
      { type: 'days', days: 7 },
      { type: 'commission', share: 0.2, holdMs: 0, minimumMinor: 1 },
    ] as const)
      for (const fact of referralFacts(paid, { ...sides, ledger: [paid] }, { reward, offIn: [] }))
        await stage.payments.append(fact);
    expect(referralBalances(await stage.ledger(INVITER), stage.clock.nowMs())).toMatchObject([{ currency: 'USD' }]);
    const dispute = openDispute(world, charge);
    await takeNew();
    expect(await stage.entitlement(INVITER)).toMatchObject({ tier: 'pro', state: 'granted' });
    closeDispute(world, dispute, 'lost');
    await takeNew();
    await takeNew('reversed');
    expect(await stage.entitlement(INVITER)).toMatchObject({ tier: 'free' });
    expect(referralBalances(await stage.ledger(INVITER), stage.clock.nowMs())).toEqual([]);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'free' });
  });
});

describe('a coupon by card', () => {
  const discountOf = (words: string, plan: string) => {
    const draft = parseCoupon(words.split(' '));
    if (draft === null) throw new Error(`expected a coupon, was "${words}"`);
    return cardDiscount({ ...draft, madeBy: 1, madeAtMs: 0, disabledAtMs: null }, planNamed(plan));
  };

  it('leaves what the provider takes at least, and is none where it lowers nothing', () => {
    expect(discountOf('SUMMER 20%', 'pro-month')).toEqual({ code: 'SUMMER', off: { percent: 20 } });
    const least = { code: 'MOST', off: { amountMinor: 3_850, currency: 'USD' } };
    for (const words of ['MOST 99%', 'MOST 500stars 3899cents', 'MOST 500stars 5000cents'])
      expect(discountOf(words, 'pro-month')).toEqual(least);
    expect(discountOf('WEEK 7d', 'pro-month')).toBeNull();
  });

  it.each(['pro-month', 'pro-quarter'])('of more than %s costs still sells it', async (plan) => {
    const words = 'MOST 500stars 999999cents';
    const deps = { ...stage.checkouts, claimDiscount: async () => discountOf(words, plan) };
    const opened = await openCheckout(deps, { telegramId: ADA, plan: planNamed(plan), code: 'MOST' });
    if (opened.type !== 'open') throw new Error(`expected an open checkout, was ${opened.type}`);
    await stage.press(opened.url, { action: 'pay', card: '4242' });
    await takeNew();
    expect(await stage.ledger(ADA)).toMatchObject([{ type: 'paid', amountMinor: 50, code: 'MOST' }]);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro', state: 'active' });
  });
});

describe('an event', () => {
  it('that was received and whose effect failed runs again, also in a later process', async () => {
    await stage.buy(ADA, 'pro-month');
    const event = stage.sent().find(({ type }) => type === 'invoice.paid');
    if (event === undefined) throw new Error('expected an event');
    const failing = {
      ...stage.settling,
      payments: { ...stage.payments, append: () => Promise.reject(new Error('away')) },
    };
    const failed: unknown[] = [];
    const onFailed = (_event: unknown, error: unknown): void => void failed.push(error);
    const work = { events: stage.events, onStuck: () => {}, onFailed };
    expect(await stage.events.receive(event, 1)).toBe('received');
    expect(await workCardEvent({ ...work, settling: failing }, event)).toBe(false);
    expect(await stage.events.receive(event, 2)).toBe('received');
    expect(await workOpenCardEvents({ ...work, settling: stage.settling })).toBe(1);
    expect(await stage.events.receive(event, 3)).toBe('done');
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
    expect(failed).toHaveLength(1);
  });

  it('is done within two runs behind 150 that always fail, which are told once and their end once', async () => {
    const stuck: number[] = [];
    const isPoison = (id: string) => id.startsWith('in_poison');
    let isMended = false;
    let attempts = 0;
    const provider: typeof stage.provider = {
      ...stage.provider,
      async paymentOfInvoice(id) {
        if (!isPoison(id)) return await stage.provider.paymentOfInvoice(id);
        attempts += 1;
        if (!isMended) throw new Error('an invoice that cannot be read');
        return null;
      },
      subscriptionOfInvoice: async (id) => (isPoison(id) ? null : await stage.provider.subscriptionOfInvoice(id)),
    };
    const work = {
      ...{ events: stage.events, settling: { ...stage.settling, provider }, onFailed: () => {} },
      onStuck: (events: number) => void stuck.push(events),
    };
    const nextRun = async (): Promise<number> => {
      stage.clock.advance(60_000);
      return await workOpenCardEvents(work);
    };
    for (let index = 0; index < 150; index += 1) {
      const event = { id: `evt_${index}`, type: 'invoice.paid', objectId: `in_poison${index}`, createdAtMs: index };
      await stage.events.receive(event, stage.clock.nowMs());
    }
    await stage.buy(ADA, 'pro-month');
    const good = stage.sent().find(({ type }) => type === 'invoice.paid');
    if (good === undefined) throw new Error('expected an event');
    await stage.events.receive(good, stage.clock.nowMs() + 1);
    expect([await nextRun(), await nextRun()]).toEqual([0, 1]);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
    for (let run = 0; run < 60; run += 1) await nextRun();
    const before = attempts;
    for (let run = 0; run < 60; run += 1) await nextRun();
    // At most four times an hour each.
    expect(attempts - before).toBeLessThanOrEqual(4 * 150);
    expect(stuck.length).toBeGreaterThan(0);
    isMended = true;
    for (let run = 0; run < 30; run += 1) await nextRun();
    expect(await stage.events.open(1, Number.MAX_SAFE_INTEGER)).toEqual([]);
    expect(stuck.filter((events) => events === 0)).toEqual([0]);
    const told = stuck.flatMap((events) =>
      troubleOf({ type: events > 0 ? 'card-events-stuck' : 'card-events-done', events }),
    );
    expect(new Set(told.map((trouble) => trouble?.key)).size).toBe(1);
  });

  it('about something that is not ours, or not there, changes nothing', async () => {
    for (const type of ['invoice.paid', 'charge.refunded', 'customer.subscription.updated', 'charge.dispute.created'])
      expect(await takeCardEvent(stage.settling, { id: 'evt_1', type, objectId: 'nothing', createdAtMs: 0 })).toBe(0);
    expect(stage.payments.lines).toEqual([]);
  });
});

describe('reconciliation by objects', () => {
  it('finds what no event told, goes on from its position, and finds nothing more', async () => {
    let position: string | null = null;
    const deps = {
      ...{ settling: stage.settling, payments: stage.payments, onFailed: () => {} },
      position: createCardPositions({
        read: async () => position,
        write: async (text) => {
          position = text;
        },
      }),
    };
    await stage.buy(ADA, 'pro-month', '0341');
    await stage.buy(ADA + 1, 'pro-quarter');
    expect((await reconcileCards(deps)).added).toBe(2);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
    expect((await reconcileCards(deps)).added).toBe(0);
    stage.clock.advance(DAY_MS);
    const bob = Object.values(stage.standIn.world.state.charges).at(-1);
    if (bob !== undefined) refundCharge(stage.standIn.world, bob, bob.amount);
    await stage.press(await portal(), { action: 'cancel', subscription: own().id });
    const found = await reconcileCards(deps);
    expect(found.added).toBe(2);
    expect(await stage.entitlement(ADA + 1)).toMatchObject({ state: 'refunded' });
    expect(await stage.entitlement(ADA)).toMatchObject({ state: 'cancelled' });
    expect(found.read).toBeLessThanOrEqual(3);
  });
});
