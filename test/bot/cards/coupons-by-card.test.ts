import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimCoupon } from '../../../billing/coupons/claim-coupon.ts';
import { findCoupon } from '../../../billing/coupons/find-coupon.ts';
import { parseCoupon } from '../../../billing/coupons/parse-coupon.ts';
import { redeemCoupon } from '../../../billing/coupons/redeem-coupon.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { billUntilNow, planNamed } from '../../support/stage/card-stage.ts';
import { openPlansStage, type PlansStage } from '../../support/stage/plans-stage.ts';

const [ADA, BOB] = [71, 72];
let stage: PlansStage;
beforeEach(async () => {
  stage = await openPlansStage();
  await stage.meet(ADA, 'Ada');
  await stage.meet(BOB, 'Bob');
});
afterEach(() => stage.close());

const make = async (words: string): Promise<void> => {
  const draft = parseCoupon(words.split(' '));
  if (draft === null) throw new Error(`expected a coupon, was "${words}"`);
  await stage.coupons.create({ ...draft, madeBy: 1, madeAtMs: 0, disabledAtMs: null });
};
const buy = (telegramId: number, plan: string, code: string | null) =>
  stage.cards.buy({ telegramId, plan: planNamed(plan), code });
const checkout = async (telegramId: number, plan: string, code: string): Promise<string> => {
  const opened = await buy(telegramId, plan, code);
  if (opened.type !== 'go') throw new Error(`expected a checkout, was ${JSON.stringify(opened)}`);
  return opened.url;
};
const pay = async (telegramId: number, url: string): Promise<void> => {
  const before = (await stage.ledger(telegramId)).length;
  await stage.press(url, { action: 'pay', card: '4242' });
  await expect.poll(async () => (await stage.ledger(telegramId)).length).toBe(before + 1);
};
const REFUSED = { type: 'refused', code: 'card/code' };
const usesOf = async (code: string) => (await stage.coupons.find(code))?.uses ?? [];
/** What the pre-checkout of an invoice in Stars does. */
const claimInStars = async (telegramId: number, code: string, order: string) =>
  await claimCoupon(stage.coupons, code, {
    ...{ telegramId, order, ledger: await stage.ledger(telegramId), nowMs: stage.clock.nowMs() },
    ...{ plan: planNamed('pro-month'), heldMs: 60_000 },
  });

describe('a coupon by card', () => {
  it('of a percentage lowers what is paid once, and is used up by it', async () => {
    await make('SUMMER 20%');
    await pay(ADA, await checkout(ADA, 'pro-quarter', 'SUMMER'));
    expect(await stage.ledger(ADA)).toMatchObject([{ type: 'paid', amountMinor: 84_00, code: 'SUMMER' }]);
    expect(await buy(ADA, 'pro-quarter', 'SUMMER')).toEqual(REFUSED);
    expect(await buy(ADA, 'pro-quarter', null)).toMatchObject({ type: 'go' });
  });

  it('of a sum lowers the first charge of a subscription and none after it', async () => {
    await make('LESS 500stars 1000cents');
    await pay(ADA, await checkout(ADA, 'pro-month', 'LESS'));
    stage.clock.advance(30 * DAY_MS);
    billUntilNow(stage);
    await expect.poll(async () => (await stage.ledger(ADA)).length).toBe(2);
    expect(await stage.ledger(ADA)).toMatchObject([
      { type: 'paid', amountMinor: 29_00, code: 'LESS' },
      { type: 'renewed', amountMinor: 39_00, code: null },
    ]);
  });

  it('of days is for the chat: by card it lowers nothing; what it gave opens beside a charge', async () => {
    await make('WEEK 7d');
    expect(await buy(ADA, 'pro-month', 'WEEK')).toEqual(REFUSED);
    const nowMs = stage.clock.nowMs();
    const ask = { telegramId: ADA, pseudonym: -ADA, code: 'WEEK', nowMs };
    expect(await redeemCoupon(stage, ask)).toMatchObject({ type: 'given', fact: { durationMs: 7 * DAY_MS } });
    expect(await redeemCoupon(stage, ask)).toEqual({ type: 'refused', code: 'used-by-you' });
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro', state: 'granted' });
  });

  it('is used once by a person, whichever of two open ways to pay comes first', async () => {
    await make('ONE 20%');
    const url = await checkout(ADA, 'pro-month', 'ONE');
    // The invoice in Stars is not accepted while the checkout can be paid, and is once that was left.
    expect(await claimInStars(ADA, 'ONE', 'nonce-1')).toBe('used-by-you');
    await stage.cards.leaveCheckout(ADA, 'ONE');
    expect(await claimInStars(ADA, 'ONE', 'nonce-1')).toBeNull();
    await stage.press(url, { action: 'pay', card: '4242' });
    expect(await stage.ledger(ADA)).toEqual([]);
    expect(Object.values(stage.standIn.world.state.sessions).map(({ status }) => status)).toEqual(['expired']);
    expect(await usesOf('ONE')).toMatchObject([{ telegramId: ADA, order: 'nonce-1' }]);
  });

  it('goes with the checkout to another plan, and is not held by the one that was left', async () => {
    await make('ONE 20%');
    await checkout(ADA, 'pro-month', 'ONE');
    await pay(ADA, await checkout(ADA, 'pro-quarter', 'ONE'));
    expect(await stage.ledger(ADA)).toMatchObject([{ planId: 'pro-quarter', code: 'ONE' }]);
    expect(await usesOf('ONE')).toHaveLength(1);
  });

  it('that was claimed for checkouts nobody paid is not used up: they end, and what was paid counts', async () => {
    await make('FEW 20% uses=2');
    await pay(ADA, await checkout(ADA, 'pro-month', 'FEW'));
    await checkout(BOB, 'pro-month', 'FEW');
    await stage.meet(73, 'Cyd');
    expect(await buy(73, 'pro-month', 'FEW')).toEqual(REFUSED);
    stage.clock.advance(2 * DAY_MS);
    await pay(73, await checkout(73, 'pro-month', 'FEW'));
    expect((await usesOf('FEW')).map(({ telegramId }) => telegramId)).toEqual([ADA, 73]);
    stage.clock.advance(2 * DAY_MS);
    expect((await findCoupon(stage, 'FEW', stage.clock.nowMs()))?.uses).toHaveLength(2);
    expect(await buy(BOB, 'pro-month', 'FEW')).toEqual(REFUSED);
  });

  it('that a refunded purchase used stays used', async () => {
    await make('ONE 20%');
    await pay(ADA, await checkout(ADA, 'pro-quarter', 'ONE'));
    await stage.cards.refund((await stage.ledger(ADA))[0]?.externalId ?? '');
    expect(await stage.ledger(ADA)).toMatchObject([{ type: 'paid' }, { type: 'refunded', amountMinor: 84_00 }]);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'free', state: 'refunded' });
    expect(await buy(ADA, 'pro-quarter', 'ONE')).toEqual(REFUSED);
  });
});
