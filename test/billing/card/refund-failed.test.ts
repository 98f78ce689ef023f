import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCardPositions } from '../../../billing/adapters/mongo/card-positions.ts';
import { factsOfPayment } from '../../../billing/card/facts.ts';
import type { CardPayment } from '../../../billing/card/objects.ts';
import { reconcileCards } from '../../../billing/card/reconcile-cards.ts';
import { takeCardEvent } from '../../../billing/card/settle-card.ts';
import { entitlementAt } from '../../../billing/entitlement.ts';
import { isCharge, type LedgerFact } from '../../../billing/ledger-fact.ts';
import { referralBalances, referralFacts } from '../../../billing/referrals/referral.ts';
import { revenueReport } from '../../../billing/revenue/revenue-report.ts';
import { closeDispute, failRefund, openDispute, refundCharge } from '../../../bot/sandbox/stripe/state/take-payment.ts';
import { createRandom } from '../../../engine/random.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { type CardStage, openCardStage } from '../../support/stage/card-stage.ts';

const ADA = 71;
const INVITER = 72;
let stage: CardStage;
beforeEach(async () => {
  stage = await openCardStage();
});
afterEach(() => stage.close());

/** Takes every event there ever was, in any order. */
async function takeAll(order: 'sent' | 'reversed' = 'sent'): Promise<void> {
  const events = stage.sent();
  for (const event of order === 'sent' ? events : events.toReversed()) await takeCardEvent(stage.settling, event);
}

function bought() {
  const [charge] = Object.values(stage.standIn.world.state.charges);
  if (charge === undefined) throw new Error('expected a charge');
  return charge;
}

/** What went back of all payments, as the report of revenue has it. */
async function refundedMinor(): Promise<number> {
  const { cash } = revenueReport([await stage.ledger(ADA)], { nowMs: stage.clock.nowMs(), months: 12 });
  return cash.reduce((sum, each) => sum + each.refunded, 0);
}

const atStripe = (): number => bought().amount_refunded;

describe('a refund by card that fails after it was announced', () => {
  it.each(['failed', 'canceled'] as const)('(%s) gives back what it took, in any order and repetition', async (how) => {
    await stage.buy(ADA, 'pro-quarter');
    await takeAll();
    const paidUntilMs = stage.clock.nowMs() + 91 * DAY_MS;
    const refund = refundCharge(stage.standIn.world, bought(), bought().amount);
    await takeAll();
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'free', state: 'refunded' });
    stage.clock.advance(5 * DAY_MS);
    failRefund(stage.standIn.world, refund, how);
    await takeAll('reversed');
    await takeAll();
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro', state: 'active', paidUntilMs });
    expect((await stage.ledger(ADA)).map(({ type }) => type)).toEqual(['paid', 'refunded', 'refund-failed']);
    expect(await refundedMinor()).toBe(atStripe());
    expect(atStripe()).toBe(0);
  });

  it('may be asked for again by the same button, and then takes the time again', async () => {
    await stage.buy(ADA, 'pro-quarter');
    const { id, payment_intent: payment, amount } = bought();
    await stage.provider.refund(payment);
    await takeAll();
    for (const [refund] of [Object.values(stage.standIn.world.state.refunds)])
      if (refund !== undefined) failRefund(stage.standIn.world, refund, 'failed');
    await stage.provider.refund(payment);
    await takeAll();
    expect(stage.standIn.world.state.charges[id]?.amount_refunded).toBe(amount);
    expect(await stage.entitlement(ADA)).toMatchObject({ state: 'refunded' });
    expect(await refundedMinor()).toBe(amount);
    const [, second] = Object.values(stage.standIn.world.state.refunds);
    if (second === undefined) throw new Error('expected a second refund');
    failRefund(stage.standIn.world, second, 'failed');
    await takeAll('reversed');
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
    expect(await refundedMinor()).toBe(0);
  });

  it('is a part: the whole that it made is none any more, and what went back with it comes back', async () => {
    await stage.buy(ADA, 'pro-quarter');
    await takeAll();
    const [paid] = await stage.ledger(ADA);
    if (paid === undefined || !isCharge(paid)) throw new Error('expected a charge');
    const sides = { friend: { telegramId: ADA, country: null }, inviter: { telegramId: INVITER, country: null } };
    for (const reward of [
      { type: 'days', days: 7 },
      { type: 'commission', share: 0.2, holdMs: 0, minimumMinor: 1 },
    ] as const)
      for (const fact of referralFacts(paid, { ...sides, ledger: [paid] }, { reward, offIn: [] }))
        await stage.payments.append(fact);
    const { world } = stage.standIn;
    refundCharge(world, bought(), 500);
    const rest = refundCharge(world, bought(), bought().amount - 500);
    await takeAll();
    expect(await stage.entitlement(INVITER)).toMatchObject({ tier: 'free' });
    failRefund(world, rest, 'failed');
    await takeAll('reversed');
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
    expect(await stage.entitlement(INVITER)).toMatchObject({ tier: 'pro', state: 'granted' });
    expect(referralBalances(await stage.ledger(INVITER), stage.clock.nowMs())).toHaveLength(1);
    expect([await refundedMinor(), atStripe()]).toEqual([500, 500]);
    // What a refund had taken and gave back, a lost dispute takes.
    closeDispute(world, openDispute(world, bought()), 'lost');
    await takeAll();
    expect(await stage.entitlement(INVITER)).toMatchObject({ tier: 'free' });
    expect(referralBalances(await stage.ledger(INVITER), stage.clock.nowMs())).toEqual([]);
  });

  it('is found by Stripe’s list weeks later, when no event of it came, by one call', async () => {
    let stored: string | null = null;
    const failed: string[] = [];
    const reconcile = async () => {
      const before = stage.standIn.calls().length;
      const position = createCardPositions({
        read: async () => stored,
        write: async (text) => {
          stored = text;
        },
      });
      const { settling, payments } = stage;
      const { added } = await reconcileCards({
        settling,
        payments,
        position,
        onFailed: ({ id }) => void failed.push(id),
      });
      return { added, calls: stage.standIn.calls().slice(before) };
    };
    await stage.buy(ADA, 'pro-quarter');
    const refund = refundCharge(stage.standIn.world, bought(), bought().amount);
    await reconcile();
    // What was made since then moved the position far behind the refund.
    stage.clock.advance(20 * DAY_MS);
    await stage.buy(ADA + 1, 'pro-quarter');
    refundCharge(stage.standIn.world, Object.values(stage.standIn.world.state.charges)[1] ?? bought(), 100);
    await reconcile();
    stage.clock.advance(8 * DAY_MS);
    failRefund(stage.standIn.world, refund, 'failed');
    expect((await reconcile()).added).toBe(1);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
    const again = await reconcile();
    expect(again.added).toBe(0);
    expect(again.calls.filter((call) => call === 'GET /v1/refunds').length).toBeLessThanOrEqual(2);
    expect(failed).toEqual([]);
  });
});

/** A payment whose refunds are asked for, and fail, one after the other: it as the provider has it after each step. */
function looksOf(seed: number): readonly CardPayment[] {
  const random = createRandom(seed);
  const amountMinor = 1_000;
  const refunds: { id: string; atMs: number; amountMinor: number; isFailed: boolean }[] = [];
  const left = () => refunds.reduce((sum, each) => sum - (each.isFailed ? 0 : each.amountMinor), amountMinor);
  const look = (): CardPayment => {
    const given = refunds.filter(({ isFailed }) => !isFailed);
    return {
      ...{ id: 'pi_1', telegramId: ADA, plan: { id: 'pro-quarter', version: 1 }, order: 'o', subscriptionMs: null },
      ...{
        isRenewal: false,
        code: null,
        amountMinor,
        currency: 'USD',
        atMs: 0,
        takenAtMs: 0,
        refunds: given,
        disputes: [],
      },
      refundedAtMs: left() === 0 ? Math.max(...given.map(({ atMs }) => atMs)) : null,
      failedRefunds: refunds.filter(({ isFailed }) => isFailed),
    };
  };
  return Array.from({ length: 2 + Math.floor(random() * 7) }, (_, step) => {
    const standing = refunds.filter(({ isFailed }) => !isFailed);
    const [one] = standing.slice(Math.floor(random() * standing.length));
    if (one !== undefined && (left() === 0 || random() < 0.4)) one.isFailed = true;
    else {
      const part = random() < 0.5 ? left() : Math.ceil(left() / 3);
      refunds.push({ id: `re_${step}`, atMs: step * DAY_MS, amountMinor: part, isFailed: false });
    }
    return look();
  });
}

describe('what is looked at while refunds come and fail', () => {
  it('comes to what the last look alone says, whichever looks were taken before, in whatever order their lines came', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const looks = looksOf(seed);
      const random = createRandom(seed);
      const last = looks.at(-1);
      if (last === undefined) throw new Error('expected a look');
      const nowMs = 20 * DAY_MS;
      const taken = looks.filter(() => random() < 0.6);
      const lines = [
        ...taken.flatMap((each, index) => factsOfPayment(each, (10 + index) * DAY_MS)),
        ...factsOfPayment(last, nowMs),
      ];
      const once = new Map<string, LedgerFact>();
      for (const line of lines.toSorted(() => random() - 0.5))
        if (!once.has(line.externalId)) once.set(line.externalId, line);
      const facts = [...once.values()];
      expect(entitlementAt(facts, nowMs).tier, `seed ${seed}`).toBe(last.refundedAtMs === null ? 'pro' : 'free');
      const { cash } = revenueReport([facts], { nowMs, months: 700 });
      const back = last.refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      expect(
        cash.reduce((sum, { refunded }) => sum + refunded, 0),
        `seed ${seed}`,
      ).toBe(back);
    }
  });
});
