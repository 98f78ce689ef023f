import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactOf, LedgerFact } from '../../../../billing/ledger-fact.ts';
import { commissionsCsv, dueCommissions, payoutOf } from '../../../../billing/referrals/commissions.ts';
import { DAY_MS } from '../../../../engine/time.ts';
import { openStage, type Stage } from '../../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../../support/stage/stage-person.ts';

const RULES = { reward: { type: 'commission', share: 0.2, holdMs: DAY_MS, minimumMinor: 500 }, offIn: [] } as const;

function earned(telegramId: number, amountMinor: number, payableAtMs: number): FactOf<'earned'> {
  const of = `charge-${telegramId}-${amountMinor}`;
  return {
    ...{ provider: 'grant', externalId: `referral:${of}:earned`, telegramId, atMs: payableAtMs - DAY_MS },
    ...{ type: 'earned', of, amountMinor, currency: 'XTR', payableAtMs },
  };
}

describe('a commission', () => {
  it('is due after its hold and from the minimum on, and until it was paid out', async () => {
    const facts = [earned(7, 400, 10), earned(7, 300, 20)];
    const ledgers = async function* (own: readonly LedgerFact[]) {
      yield own;
    };
    const dueAt = (own: readonly LedgerFact[], nowMs: number) => dueCommissions(ledgers(own), RULES, nowMs);
    const at = (nowMs: number) => dueAt(facts, nowMs);
    expect([await at(9), await at(19)]).toEqual([[], []]);
    const [due] = await at(20);
    if (due === undefined) throw new Error('expected a commission that is due');
    expect(due).toEqual({ telegramId: 7, currency: 'XTR', payable: 700, onHold: 0, paidOut: 0 });
    const paid = payoutOf(due, 21);
    expect(await dueAt([...facts, paid], 22)).toEqual([]);
    const later = [...facts, paid, earned(7, 600, 30)];
    const [next] = await dueAt(later, 30);
    if (next === undefined) throw new Error('expected a commission that is due');
    expect(next).toMatchObject({ payable: 600, paidOut: 700 });
    expect(payoutOf(next, 31).externalId).not.toBe(paid.externalId);
    // Taken back after it was paid out: later ones make up for it first.
    const revoked = { ...paid, type: 'revoked', externalId: 'r', of: facts[0]?.externalId ?? '' } as const;
    expect(await dueAt([...later, revoked], 30)).toEqual([]);
  });

  it('is no formula in a file, whatever somebody calls themselves', () => {
    const due = { telegramId: 7, currency: 'XTR', payable: 700, onHold: 5, paidOut: 0 };
    expect(commissionsCsv([{ ...due, name: '=HYPERLINK("x")' }])).toBe(
      'telegram_id,name,due_minor,on_hold_minor,paid_out_minor,currency\r\n7,"\'=HYPERLINK(""x"")",700,5,0,XTR\r\n',
    );
  });
});

describe('/admin commissions', () => {
  const owners: number[] = [];
  let stage: Stage;
  let owner: StagePerson;
  let ada: StagePerson;
  beforeAll(async () => {
    stage = await openStage(() => ({ adminIds: owners, referrals: RULES }));
    owner = stage.person('Root');
    ada = stage.person('Ada');
    owners.push(owner.id);
    for (const person of [owner, ada]) {
      await person.write('/start');
      await person.reads(/Hi /);
    }
    await stage.deps.payments.append(earned(ada.id, 780, stage.clock.nowMs()));
  });
  afterAll(() => stage?.close());
  const payouts = async () => (await stage.deps.payments.ofAccount(ada.id)).filter(({ type }) => type === 'paid-out');

  it('is for operators alone', async () => {
    await ada.write('/admin commissions');
    await ada.reads(/did not understand/);
  });

  it('writes what was paid down once, by a second press, in the ledger and the audit log', async () => {
    await owner.write('/admin commissions');
    expect((await owner.reads(/Commissions to pay out/)).text).toMatch(/Ada.*780\u00a0Stars/);
    await owner.press('All as a file');
    await owner.until(() => owner.messages().find(({ document }) => document?.name === 'commissions.csv'));
    await owner.write('/admin commissions');
    await owner.until(() => owner.messages().at(-1)?.text.includes('Commissions to pay out') || undefined);
    await owner.press('Ada: 780\u00a0Stars paid');
    await owner.reads(/Was 780\u00a0Stars paid to Ada/);
    expect(await payouts()).toEqual([]);
    await owner.press('Yes, do it');
    await owner.reads(/Written down as paid/);
    expect(await payouts()).toMatchObject([{ amountMinor: 780, currency: 'XTR' }]);
    expect((await stage.deps.audit.latest(1))[0]).toMatchObject({
      ...{ act: 'commission-paid', by: owner.id, about: `${ada.id} 780 XTR` },
    });
    await owner.write('/admin commissions');
    await owner.reads(/Nothing is due/);
  });
});
