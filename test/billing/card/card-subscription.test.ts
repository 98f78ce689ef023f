import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decideCardSale } from '../../../billing/card/card-sale.ts';
import { takeCardEvent } from '../../../billing/card/settle-card.ts';
import type { Account } from '../../../billing/ports.ts';
import { GRACE_MS } from '../../../billing/subscription-spans.ts';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import { closeDispute, openDispute } from '../../../bot/sandbox/stripe/state/take-payment.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { billUntilNow, type CardStage, openCardStage, planNamed } from '../../support/stage/card-stage.ts';

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

async function passDays(days: number): Promise<void> {
  stage.clock.advance(days * DAY_MS);
  billUntilNow(stage);
  await takeNew();
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
const account: Account = {
  ...{ telegramId: ADA, firstName: 'Ada', languageCode: 'en', createdAtMs: 0, unreachable: false, firstStart: null },
  ...{ acceptedTerms: TERMS_VERSION, acceptedTermsAtMs: 0 },
};
const saleOf = async (plan: string) =>
  decideCardSale(planNamed(plan), { account, ledger: await stage.ledger(ADA), nowMs: stage.clock.nowMs() });

describe('a card subscription', () => {
  it('opens the tier for the days that were paid, and again with each charge', async () => {
    await stage.buy(ADA, 'pro-month');
    await takeNew();
    const start = stage.clock.nowMs();
    expect(await stage.entitlement(ADA)).toEqual({ tier: 'pro', state: 'active', paidUntilMs: start + 30 * DAY_MS });
    expect(await stage.ledger(ADA)).toMatchObject([
      { provider: 'stripe', type: 'paid', planId: 'pro-month', amountMinor: 3_900, currency: 'USD' },
    ]);
    await passDays(30);
    expect((await stage.ledger(ADA)).map(({ type }) => type)).toEqual(['paid', 'renewed']);
    expect((await stage.entitlement(ADA)).paidUntilMs).toBe(start + 60 * DAY_MS);
  });

  it('cancelled in the portal sets cancel_at alone, and stays open until then', async () => {
    await stage.buy(ADA, 'pro-month');
    await takeNew();
    stage.clock.advance(DAY_MS);
    await stage.press(await portal(), { action: 'cancel', subscription: own().id });
    expect(own()).toMatchObject({ cancel_at_period_end: false, cancel_at: expect.any(Number) });
    await takeNew();
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro', state: 'cancelled' });
    await passDays(28);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro', state: 'cancelled' });
    await passDays(1);
    expect(own().status).toBe('canceled');
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'free', state: 'expired' });
  });

  it('cancelled by us sets cancel_at_period_end, which means the same; taken back by either field it goes on', async () => {
    await stage.buy(ADA, 'pro-month');
    await takeNew();
    for (const cancel of [
      () => stage.provider.setRenewal(own().id, false),
      async () => void (await stage.press(await portal(), { action: 'cancel', subscription: own().id })),
    ]) {
      stage.clock.advance(DAY_MS);
      await cancel();
      await takeNew();
      expect(await stage.entitlement(ADA)).toMatchObject({ state: 'cancelled' });
      stage.clock.advance(DAY_MS);
      await stage.provider.setRenewal(own().id, true);
      expect(own()).toMatchObject({ cancel_at: null, cancel_at_period_end: false });
      await takeNew();
      expect(await stage.entitlement(ADA)).toMatchObject({ state: 'active' });
    }
    expect((await stage.ledger(ADA)).map(({ type }) => type)).toEqual([
      ...['paid', 'cancelled', 'continued', 'cancelled', 'continued'],
    ]);
  });

  it('past due has grace and is not taken away; what is paid late ends when Stripe says', async () => {
    await stage.buy(ADA, 'pro-month', '0341');
    await takeNew();
    const start = stage.clock.nowMs();
    await passDays(30);
    expect(own().status).toBe('past_due');
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro', state: 'past-due' });
    stage.clock.advance(GRACE_MS + 1);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'free', state: 'expired' });
    await stage.press(await portal(), { action: 'card', card: '4242' });
    await takeNew();
    expect(await stage.entitlement(ADA)).toEqual({ tier: 'pro', state: 'active', paidUntilMs: start + 60 * DAY_MS });
    expect((await stage.ledger(ADA)).filter(({ type }) => type === 'renewed')).toHaveLength(1);
  });

  it('ends after the last try that failed, and no charge is booked that was not paid', async () => {
    await stage.buy(ADA, 'pro-month', '0341');
    await takeNew();
    for (const days of [30, 3, 5, 7]) await passDays(days);
    expect(own().status).toBe('canceled');
    expect((await stage.ledger(ADA)).filter(({ type }) => type === 'renewed')).toEqual([]);
    expect((await stage.ledger(ADA)).filter(({ type }) => type === 'payment-failed')).toHaveLength(3);
    expect((await stage.standing(ADA)).subscriptions).toEqual([]);
  });

  it('and all that is said of it belong to whoever has it now, when its account has moved', async () => {
    const EVE = 72;
    await stage.buy(ADA, 'pro-month');
    await takeNew();
    await stage.payments.reassign(ADA, EVE);
    const told = stage.settled.length;
    stage.clock.advance(30 * DAY_MS);
    billUntilNow(stage);
    await takeNew();
    expect((await stage.ledger(EVE)).map(({ type }) => type)).toEqual(['paid', 'renewed']);
    const { id } = own();
    await stage.provider.setRenewal(id, false);
    await takeNew();
    stage.clock.advance(DAY_MS);
    await stage.provider.setRenewal(id, true);
    await takeNew();
    expect((await stage.ledger(EVE)).map(({ type }) => type).slice(2)).toEqual(['cancelled', 'continued']);
    const [charge] = Object.values(stage.standIn.world.state.charges);
    if (charge === undefined) throw new Error('expected a charge');
    closeDispute(stage.standIn.world, openDispute(stage.standIn.world, charge), 'lost');
    await takeNew();
    expect((await stage.ledger(EVE)).map(({ type }) => type).slice(4)).toEqual(['disputed', 'dispute-closed']);
    expect(await stage.ledger(ADA)).toEqual([]);
    expect(new Set(stage.settled.slice(told).map(({ fact }) => fact.telegramId))).toEqual(new Set([EVE]));
  });

  it('is the same whatever order its events come in, and however often', async () => {
    await stage.buy(ADA, 'pro-month');
    await takeNew('reversed');
    stage.clock.advance(30 * DAY_MS);
    billUntilNow(stage);
    await stage.press(await portal(), { action: 'cancel', subscription: own().id });
    await takeNew('reversed');
    const once = await stage.ledger(ADA);
    taken = 0;
    await takeNew();
    taken = 0;
    await takeNew('reversed');
    expect(await stage.ledger(ADA)).toEqual(once);
    expect(once.map(({ type }) => type).toSorted()).toEqual(['cancelled', 'paid', 'renewed']);
  });

  it('of a dearer plan takes its place at once, the unused part taken off; a cheaper one comes with the next charge', async () => {
    await stage.buy(ADA, 'pro-month');
    await takeNew();
    stage.clock.advance(10 * DAY_MS);
    const sale = await saleOf('elite-month');
    expect(sale).toMatchObject({ type: 'upgrade' });
    const preview = await stage.provider.previewChange(own().id, planNamed('elite-month'));
    expect(preview).toEqual({ dueMinor: 9_900 - 2_600, creditMinor: 2_600, currency: 'USD' });
    await stage.provider.changePlan(own().id, planNamed('elite-month'), 'change1');
    await stage.provider.changePlan(own().id, planNamed('elite-month'), 'change1');
    await takeNew();
    const changedMs = stage.clock.nowMs();
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'elite', paidUntilMs: changedMs + 30 * DAY_MS });
    expect((await stage.standing(ADA)).kept).toEqual([]);
    expect(await stage.ledger(ADA)).toMatchObject([{ amountMinor: 3_900 }, { type: 'paid', amountMinor: 7_300 }]);

    expect(await saleOf('pro-month')).toMatchObject({ type: 'downgrade' });
    await stage.provider.changePlan(own().id, planNamed('pro-month'), null);
    await takeNew();
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'elite', state: 'active' });
    await passDays(30);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro', paidUntilMs: changedMs + 60 * DAY_MS });
  });

  it('is not sold beside another, by card or in Stars, and not before the terms are accepted', async () => {
    await stage.buy(ADA, 'elite-month');
    await takeNew();
    expect(await saleOf('elite-month')).toEqual({ type: 'refuse', code: 'pre-checkout/already-subscribed' });
    const stars = { ...(await stage.ledger(ADA))[0], provider: 'stars', externalId: 'star1', order: 'o' } as const;
    const [first] = await stage.ledger(ADA);
    if (first?.type !== 'paid') throw new Error('expected a charge');
    const inStars = [{ ...first, ...{ provider: 'stars' as const, externalId: 'star1', order: stars.order } }];
    const ask = { account, ledger: inStars, nowMs: stage.clock.nowMs() };
    expect(decideCardSale(planNamed('elite-month'), ask)).toMatchObject({ code: 'pre-checkout/already-subscribed' });
    expect(decideCardSale(planNamed('pro-month'), ask)).toMatchObject({ type: 'refuse' });
    const stranger = { ...account, acceptedTerms: null };
    expect(decideCardSale(planNamed('pro-year'), { ...ask, account: stranger })).toMatchObject({
      code: 'pre-checkout/terms-not-accepted',
    });
  });
});
