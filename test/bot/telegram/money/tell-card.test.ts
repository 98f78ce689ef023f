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
