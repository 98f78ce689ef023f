import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChargeFact, LedgerFact } from '../../../../billing/ledger-fact.ts';
import { tellCard } from '../../../../bot/telegram/money/tell-card.ts';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(() => stage?.close());

const chargeOf = (telegramId: number, externalId: string): ChargeFact => ({
  ...{
    provider: 'stripe',
    telegramId,
    atMs: stage.clock.nowMs(),
    externalId,
    type: 'paid',
    order: `order of ${externalId}`,
  },
  ...{ planId: 'pro-quarter', planVersion: 1, amountMinor: 10_500, currency: 'USD', subscriptionMs: null, code: null },
});
const ofPlan = ({ planId, planVersion }: ChargeFact) => ({ planId, planVersion });
const tell = async (fact: LedgerFact, isNew = true): Promise<void> => {
  await stage.deps.payments.append(fact);
  await tellCard(stage.removal(), { fact, isNew });
};

it('says what was paid in the language that was chosen', async () => {
  const ada = stage.person('Ada');
  await ada.write('/start');
  await ada.reads(/Hi Ada/);
  await stage.deps.accounts.changeSettings(ada.id, { language: 'es' });
  await tell(chargeOf(ada.id, 'pi_ada'));
  await ada.reads(/Pago recibido/);
});

it('counts how long what was paid for was waited for, from when the card was charged', async () => {
  const charge = chargeOf(-79, 'pi_late');
  const paidAtMs = stage.clock.nowMs() - 3_000;
  await tellCard(stage.removal(), { fact: { ...charge, atMs: paidAtMs - 60_000 }, isNew: true, paidAtMs });
  expect(stage.events.at(-1)).toMatchObject({ type: 'payment-settled', telegramId: -79, sincePaidMs: 3_000 });
});

it('tells of each part that went back once, and of the whole amount when nothing is left of it', async () => {
  const eve = stage.person('Eve');
  await eve.write('/start');
  await eve.reads(/Hi Eve/);
  const charge = chargeOf(eve.id, 'pi_eve');
  await tell(charge);
  await eve.reads(/Payment received: \$105\.00/);
  const { provider, telegramId, atMs, planId, planVersion, currency } = charge;
  const common = { provider, telegramId, atMs, currency, of: charge.externalId } as const;
  const part: LedgerFact = { ...common, type: 'refunded-part', externalId: 're_1', amountMinor: 5_00 };
  for (const isNew of [true, false]) await tell(part, isNew);
  await eve.reads(/\$5\.00 of your payment was returned/);
  await tell({ ...common, type: 'refunded-part', externalId: 're_2', amountMinor: 100_00 });
  const before = eve.messages().length;
  await tell({ ...common, type: 'refunded', externalId: 'pi_eve:refund', planId, planVersion, amountMinor: 0 });
  await eve.reads(/\$105\.00 were returned to you, and the days they bought are taken back/);
  expect(eve.messages().filter(({ text }) => text.includes('$5.00 of your payment'))).toHaveLength(1);
  // The last part and the whole are one message.
  expect(eve.messages()).toHaveLength(before + 1);
  expect(eve.messages().filter(({ text }) => text.includes('$100.00 of your payment'))).toHaveLength(0);
  expect(stage.events.filter(({ type }) => type === 'refund-part-settled')).toMatchObject([
    { chargeId: 'pi_eve', amountMinor: 5_00 },
    { chargeId: 'pi_eve', amountMinor: 100_00 },
  ]);
});

it('tells the operators of a refund that failed once, and the buyer that was told of it what is open again', async () => {
  const zoe = stage.person('Zoe');
  await zoe.write('/start');
  await zoe.reads(/Hi Zoe/);
  const charge = chargeOf(zoe.id, 'pi_zoe');
  await tell(charge);
  await zoe.reads(/Payment received/);
  const { provider, telegramId, atMs, currency } = charge;
  const common = { provider, telegramId, atMs, currency, of: charge.externalId } as const;
  const failure = { ...common, type: 'refund-failed', amountMinor: 105_00 } as const;
  await tell({ ...failure, externalId: 're_unheard:failed', line: 're_unheard', amountMinor: 7_00 });
  await tell({ ...common, type: 'refunded', externalId: 'pi_zoe:refund', ...ofPlan(charge), amountMinor: 105_00 });
  await zoe.reads(/\$105\.00 were returned to you/);
  const failed: LedgerFact = { ...failure, externalId: 're_zoe:failed', line: 'pi_zoe:refund' };
  // The second time as after a process that died behind the line.
  for (const isNew of [true, false, false]) await tell(failed, isNew);
  await zoe.reads(/bank sent \$105\.00 that were to be returned to you back/);
  expect(zoe.messages().filter(({ text }) => text.includes('bank sent'))).toHaveLength(1);
  expect(stage.events.filter(({ type }) => type === 'refund-failed')).toEqual([
    {
      type: 'refund-failed',
      telegramId,
      chargeId: 'pi_zoe',
      refundId: 're_unheard:failed',
      amountMinor: 7_00,
      currency,
    },
    { type: 'refund-failed', telegramId, chargeId: 'pi_zoe', refundId: 're_zoe:failed', amountMinor: 105_00, currency },
  ]);
});

it('reports a dispute to the operators once', async () => {
  const atMs = stage.clock.nowMs();
  const dispute = {
    provider: 'stripe',
    externalId: 'du_1',
    telegramId: 5,
    atMs,
    type: 'disputed',
    of: 'pi_5',
  } as const;
  await tell(dispute);
  await tell(dispute, false);
  const told = stage.events.filter(({ type }) => type === 'payment-disputed');
  expect(told).toEqual([{ type: 'payment-disputed', telegramId: 5, chargeId: 'pi_5' }]);
});

it('tells nobody who is forgotten', async () => {
  const asked: number[] = [];
  const { notices } = stage.deps;
  const begin = async () => {
    asked.push(1);
    return 'done' as const;
  };
  const deps = { ...stage.removal(), notices: { ...notices, begin } };
  await tellCard(deps, { fact: chargeOf(-77, 'pi_gone'), isNew: true });
  expect(asked).toEqual([]);
});
