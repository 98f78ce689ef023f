import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeCardEvent } from '../../../billing/card/settle-card.ts';
import { refundExternalId } from '../../../billing/ledger-fact.ts';
import { refundCharge } from '../../../bot/sandbox/stripe/state/take-payment.ts';
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
