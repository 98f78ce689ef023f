import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimCoupon } from '../../../../billing/coupons/claim-coupon.ts';
import type { Coupon } from '../../../../billing/coupons/coupon.ts';
import { parseCoupon } from '../../../../billing/coupons/parse-coupon.ts';
import { pauseFact } from '../../../../billing/lifecycle/pause.ts';
import { PERSONAL } from '../../../../bot/adapters/mongo/personal-data.ts';
import { RETAINED } from '../../../../bot/process/product/retention.ts';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(async () => {
  await stage?.close();
});

const couponOf = (words: string): Coupon => {
  const draft = parseCoupon(words.split(' '));
  if (draft === null) throw new Error(`expected a coupon, was "${words}"`);
  return { ...draft, madeBy: 1, madeAtMs: 0, disabledAtMs: null };
};

it('every collection is exported and erased, or excused with a reason', () => {
  expect(Object.keys(PERSONAL).toSorted()).toEqual(Object.keys(RETAINED).toSorted());
});

describe('/export', () => {
  it('sends everything that is stored as a file, without secrets', async () => {
    const ada = stage.person('Ada');
    await stage.buy(ada);
    await ada.write('/apikey');
    await ada.reads(/None yet/);
    await ada.press('Make a key');
    await ada.reads(/shown only now/);
    await ada.write('/export');
    await ada.until(() => ada.messages().find(({ document }) => document?.name === 'my-data.json'));
    const data = await stage.deps.personal.read(ada.id);
    expect(Object.keys(data).toSorted()).toEqual(expect.arrayContaining(['accounts', 'api_keys', 'payments']));
    expect(JSON.stringify(data)).not.toMatch(/secretHash|recoveryHash/);
    expect(data.payments).toMatchObject([{ telegramId: ada.id, type: 'paid', amountMinor: 1_950 }]);
  });
});

describe('/deletemydata', () => {
  it('asks once, forgets the person, and keeps sales under a pseudonym', async () => {
    const bob = stage.person('Bob');
    await stage.buy(bob);
    await bob.write('/deletemydata');
    await bob.reads(/There is no way back/);
    expect(await stage.linesOf(bob)).toHaveLength(1);
    await bob.press('Yes, delete everything');
    await bob.reads(/I know nothing about you/);
    expect(await stage.deps.personal.read(bob.id)).toEqual({});
    expect(await stage.deps.accounts.find(bob.id)).toBeNull();
    const [forgotten] = stage.events.filter(({ type }) => type === 'person-forgotten');
    const noted = await stage.connection.collection('erasures').find({}).toArray();
    expect([forgotten]).toMatchObject(noted.map(({ _id }) => ({ pseudonym: _id })));
    const payers = await stage.deps.payments.payers();
    const lines = (await Promise.all(payers.map((id) => stage.deps.payments.ofAccount(id)))).flat();
    const kept = lines.filter(({ telegramId }) => telegramId < 0);
    expect(kept).toMatchObject([{ type: 'paid', amountMinor: 1_950 }]);
    expect(JSON.stringify(lines)).not.toContain(`"telegramId":${bob.id},`);
  });

  it('leaves the number of the person nowhere, and what is had once is not had again', async () => {
    const { deps, connection } = stage;
    for (const words of ['WEEK 7d', 'SUMMER 20%']) await deps.coupons.create(couponOf(words));
    const [cyd, dan, eve] = [stage.person('Cyd'), stage.person('Dan'), stage.person('Eve')];
    for (const each of [cyd, dan, eve]) await each.write('/start');
    await cyd.reads(/Hi Cyd/);
    await cyd.write('/trial');
    await cyd.reads(/Pro is yours until/);
    await cyd.write('/redeem WEEK');
    await cyd.reads(/7\u00a0days of Pro are yours/);
    await claimCoupon(deps.coupons, 'SUMMER', {
      ...{ telegramId: cyd.id, order: 'nonce', ledger: [], nowMs: stage.clock.nowMs(), plan: null },
    });
    for (const type of ['paused', 'resumed'] as const)
      await deps.payments.append(pauseFact(type, { telegramId: cyd.id, atMs: stage.clock.nowMs(), why: '1' }));
    const present = { provider: 'grant', externalId: 'gift:of-cyd', telegramId: dan.id, atMs: 1 } as const;
    await deps.payments.append({ ...present, type: 'gifted', planId: 'pro-month', planVersion: 1, by: cyd.id });
    await deps.links.inviteCode(eve.id, 'evecode');
    await deps.links.askMove(eve.id, { toTelegramId: cyd.id, askedAtMs: stage.clock.nowMs() });
    await deps.links.endMove(dan.id, { toTelegramId: cyd.id, atMs: stage.clock.nowMs() });

    await cyd.write('/deletemydata');
    await cyd.reads(/There is no way back/);
    await cyd.press('Yes, delete everything');
    await cyd.reads(/I know nothing about you/);
    const found: Record<string, number> = {};
    for (const { name } of (await connection.db?.listCollections().toArray()) ?? []) {
      const text = JSON.stringify(await connection.collection(name).find({}).toArray());
      const times = text.match(new RegExp(`(?<!\\d)${cyd.id}(?!\\d)`, 'g'))?.length ?? 0;
      if (times > 0) found[name] = times;
    }
    expect(found).toEqual({});
    expect((await deps.links.find(eve.id))?.move).toBeNull();
    expect((await deps.coupons.find('SUMMER'))?.uses).toMatchObject([{ telegramId: expect.any(Number) }]);

    await cyd.write('/start');
    await cyd.reads(/Hi Cyd/);
    await cyd.write('/redeem WEEK');
    await cyd.reads(/used this code already/);
    await cyd.write('/trial');
    await cyd.reads(/had your trial|once/);
    expect(await stage.linesOf(cyd)).toEqual([]);
  });
});
