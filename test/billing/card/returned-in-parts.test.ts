import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeCardEvent } from '../../../billing/card/settle-card.ts';
import { refundExternalId } from '../../../billing/ledger-fact.ts';
import { dueCommissions } from '../../../billing/referrals/commissions.ts';
import { type ReferralReward, referralBalances, referralFacts } from '../../../billing/referrals/referral.ts';
import { failRefund, refundCharge } from '../../../bot/sandbox/stripe/state/take-payment.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { type CardStage, openCardStage } from '../../support/stage/card-stage.ts';

const ADA = 71;
let stage: CardStage;
beforeEach(async () => {
  stage = await openCardStage();
});
afterEach(() => stage.close());

/** Takes every event there ever was, as a provider may send them: repeated, and in any order. */
async function takeAll(reversed = false): Promise<void> {
  const events = stage.sent();
  for (const event of reversed ? events.toReversed() : events) await takeCardEvent(stage.settling, event);
}

function bought() {
  const [charge] = Object.values(stage.standIn.world.state.charges);
  if (charge === undefined) throw new Error('expected a charge');
  return charge;
}

/** What `/admin commissions` and its file have. */
const dueOf = (of: CardStage, reward: ReferralReward) =>
  dueCommissions(of.payments.commissions(), { reward }, of.clock.nowMs());

describe('a payment by card that goes back in parts', () => {
  it('opens its days; each part that goes back is one line, and takes them when nothing is left', async () => {
    await stage.buy(ADA, 'pro-quarter');
    await takeAll();
    expect(await stage.entitlement(ADA)).toMatchObject({ paidUntilMs: stage.clock.nowMs() + 91 * DAY_MS });
    const charge = bought();
    refundCharge(stage.standIn.world, charge, 500);
    await takeAll();
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
    expect((await stage.ledger(ADA)).map(({ type }) => type)).toEqual(['paid', 'refunded-part']);
    stage.clock.advance(HOUR_MS);
    refundCharge(stage.standIn.world, charge, charge.amount - 500);
    await takeAll(true);
    await takeAll();
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'free', state: 'refunded' });
    const [first, second] = Object.values(stage.standIn.world.state.refunds);
    expect(await stage.ledger(ADA)).toMatchObject([
      { type: 'paid', amountMinor: charge.amount },
      { type: 'refunded-part', externalId: first?.id, amountMinor: 500 },
      { type: 'refunded-part', externalId: second?.id, amountMinor: charge.amount - 500 },
      { type: 'refunded', amountMinor: 0 },
    ]);
    expect(stage.unexplained).toEqual([]);
  });

  it('is returned in parts alike when all of them are first looked at together', async () => {
    await stage.buy(ADA, 'pro-quarter');
    const charge = bought();
    for (const part of [500, 700, charge.amount - 1_200]) refundCharge(stage.standIn.world, charge, part);
    await takeAll(true);
    await takeAll();
    const ledger = await stage.ledger(ADA);
    const back = ledger
      .filter(({ type }) => type.startsWith('refunded'))
      .map((fact) => 'amountMinor' in fact && fact.amountMinor);
    expect(back.toSorted()).toEqual([0, 500, 700, charge.amount - 1_200].toSorted());
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'free', state: 'refunded' });
  });

  it('takes its share of what its buyer’s inviter earned, rounded in their favour, and gives it back when a part fails', async () => {
    const INVITER = 72;
    await stage.buy(ADA, 'pro-quarter');
    await takeAll();
    const [paid] = await stage.ledger(ADA);
    if (paid?.type !== 'paid') throw new Error('expected a charge');
    const sides = { friend: { telegramId: ADA, country: null }, inviter: { telegramId: INVITER, country: null } };
    const reward = { type: 'commission', share: 0.15, holdMs: 0, minimumMinor: 1 } as const;
    for (const fact of referralFacts(paid, { ...sides, ledger: [paid] }, { reward, offIn: [] }))
      await stage.payments.append(fact);
    const payable = async () => {
      const [first] = await dueOf(stage, reward);
      return first?.payable ?? 0;
    };
    const whole = Math.floor(paid.amountMinor * 0.15);
    expect(await payable()).toBe(whole);
    const { world } = stage.standIn;
    // Each alone would take less than one unit more than the exact share.
    const [first] = [
      refundCharge(world, bought(), 101),
      refundCharge(world, bought(), 101),
      refundCharge(world, bought(), 103),
    ];
    await takeAll(true);
    await takeAll();
    const left = whole - Math.floor((whole * 305) / paid.amountMinor);
    expect(await payable()).toBe(left);
    expect(left).toBeGreaterThanOrEqual((whole * (paid.amountMinor - 305)) / paid.amountMinor);
    failRefund(world, first, 'failed');
    await takeAll(true);
    expect(await payable()).toBe(whole - Math.floor((whole * 204) / paid.amountMinor));
    refundCharge(world, bought(), bought().amount - 204);
    await takeAll(true);
    await takeAll();
    expect(await payable()).toBe(0);
    expect(referralBalances(await stage.ledger(INVITER), stage.clock.nowMs())).toEqual([]);
  });

  it('has no parts beside the line of an older version that booked the whole in it', async () => {
    await stage.buy(ADA, 'pro-quarter');
    await takeAll();
    const charge = bought();
    const [paid] = await stage.ledger(ADA);
    if (paid?.type !== 'paid') throw new Error('expected a charge');
    const { planId, planVersion, amountMinor, currency, externalId: of, atMs, telegramId } = paid;
    const common = { provider: 'stripe', telegramId, externalId: refundExternalId(of), atMs } as const;
    await stage.payments.append({ ...common, type: 'refunded', planId, planVersion, amountMinor, currency, of });
    for (const part of [500, charge.amount - 500]) refundCharge(stage.standIn.world, charge, part);
    await takeAll();
    expect((await stage.ledger(ADA)).map(({ type }) => type)).toEqual(['paid', 'refunded']);
  });
});
