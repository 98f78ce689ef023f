import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoCoupons } from '../../../billing/adapters/mongo/coupons.ts';
import { claimCoupon, couponPrice, refuseCoupon } from '../../../billing/coupons/claim-coupon.ts';
import type { Coupon } from '../../../billing/coupons/coupon.ts';
import { parseCoupon } from '../../../billing/coupons/parse-coupon.ts';
import { findPlan } from '../../../billing/plans.ts';
import { winBack } from '../../../bot/telegram/jobs/win-back.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { openPurchaseStage, type PurchaseStage } from '../../support/stage/purchase-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const NOW = Date.UTC(2026, 8, 1);
const plan = (id: string) => {
  const found = findPlan(id, 1);
  if (found === null) throw new Error(`expected a plan, was ${id}`);
  return found;
};
const couponOf = (words: string): Coupon => {
  const draft = parseCoupon(words.split(' '));
  if (draft === null) throw new Error(`expected a coupon, was "${words}"`);
  return { ...draft, madeBy: 1, madeAtMs: NOW, disabledAtMs: null };
};

describe('a coupon in words', () => {
  it.each([
    ['SUMMER 20% plan=pro-year uses=100 each=2 until=2027-01-31 for=new back=14', { type: 'percent', percent: 20 }],
    ['less 500stars 1000cents', { type: 'fixed', stars: 500, usdCents: 1_000 }],
    ['WELCOME 7d', { type: 'days', tier: 'pro', days: 7 }],
    ['TRY trial 14d elite', { type: 'trial', tier: 'elite', days: 14 }],
  ])('%s is read', (words, gift) => {
    expect(couponOf(words)).toMatchObject({ gift, code: words.split(' ')[0]?.toUpperCase() });
  });

  it.each([
    '',
    'X',
    'A 20%',
    'SUMMER',
    'SUMMER 0%',
    'SUMMER 100%',
    'SUMMER 20% for=all',
    'SUMMER 20% uses=0',
    'LESS 0stars 0cents',
    'LESS 500stars 0cents',
  ])('"%s" is refused', (words) => expect(parseCoupon(words.split(' '))).toBeNull());

  it('gives a price that is never nothing', () => {
    expect(couponPrice(couponOf('SUMMER 20%'), plan('pro-month'), 'XTR')).toBe(1_560);
    expect(couponPrice(couponOf('LESS 500stars 1000cents'), plan('pro-month'), 'USD')).toBe(2_900);
    expect(couponPrice(couponOf('LESS 99999stars 1cents'), plan('pro-month'), 'XTR')).toBe(1);
  });

  it('ends with its day, and is for whom it is', () => {
    const ask = { telegramId: 7, ledger: [], nowMs: Date.UTC(2027, 0, 31, 23), plan: null };
    const kept = { coupon: couponOf('SUMMER 20% until=2027-01-31 plan=pro-year'), uses: [], version: 0 };
    expect(refuseCoupon(kept, ask)).toBeNull();
    expect(refuseCoupon(kept, { ...ask, plan: plan('pro-month') })).toBe('other-plan');
    expect(refuseCoupon(kept, { ...ask, nowMs: ask.nowMs + 3_600_000 })).toBe('over');
    for (const audience of ['customer', 'churned'])
      expect(refuseCoupon({ ...kept, coupon: couponOf(`SUMMER 20% for=${audience}`) }, ask)).toBe('not-for-you');
  });
});

describe('uses in MongoDB', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());

  it('never pass their limit, whoever asks at once; the same order is claimed once, an unused claim is given back', async () => {
    const coupons = createMongoCoupons(database.connection);
    expect(await coupons.create(couponOf('FEW 20% uses=3'))).toBe(true);
    expect(await coupons.create(couponOf('FEW 50%'))).toBe(false);
    const ask = (telegramId: number, order = `order-${telegramId}`) =>
      claimCoupon(coupons, 'FEW', { telegramId, order, ledger: [], nowMs: NOW, plan: plan('pro-month') });
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((id) => ask(id)));
    expect(answers.filter((each) => each === null).length).toBeLessThanOrEqual(3);
    for (const id of [1, 2, 3, 4, 5, 6, 7]) await ask(id);
    const uses = (await coupons.find('FEW'))?.uses ?? [];
    expect(uses).toHaveLength(3);
    const [one] = uses;
    const id = one?.telegramId ?? 0;
    expect([await ask(id), await ask(id, 'another')]).toEqual([null, null]);
    expect((await coupons.find('FEW'))?.uses).toHaveLength(3);
    await coupons.disable('FEW', NOW);
    expect(await ask(9)).toBe('unknown');
  });
});

describe('codes in the chat', () => {
  let stage: PurchaseStage;
  let admin: StagePerson;
  beforeAll(async () => {
    stage = await openPurchaseStage();
    admin = stage.person('Root');
    await stage.deps.operators.grant({
      telegramId: admin.id,
      firstName: 'Root',
      role: 'admin',
      grantedBy: 1,
      grantedAtMs: NOW,
    });
    await admin.write('/start');
    for (const words of ['SUMMER 20%', 'WEEK 7d', 'BACK 50% for=churned back=14']) {
      await admin.write(`/coupon ${words}`);
      await admin.reads(/is valid from now on/);
    }
  });
  afterAll(() => stage?.close());

  const newcomer = async (name: string): Promise<StagePerson> => {
    const person = stage.person(name);
    await person.act({ type: 'add-stars', amount: 20_000 });
    await stage.order(person);
    return person;
  };

  it('are made, listed and ended by who may, and by nobody else', async () => {
    await admin.write('/coupon');
    expect((await admin.reads(/Coupons/)).text).toMatch(/SUMMER 20\u00a0% less, used 0/);
    await admin.write('/coupon summer 30%');
    await admin.reads(/There is a code SUMMER already/);
    const eve = stage.person('Eve');
    await eve.write('/start');
    await eve.write('/coupon MINE 99%');
    await eve.reads(/did not understand/);
    expect(await stage.deps.coupons.find('MINE')).toBeNull();
  });

  it('lower the price of an invoice, which only its account pays, once', async () => {
    const ada = await newcomer('Ada');
    await ada.write('/redeem summer');
    await ada.reads(/SUMMER: 20\u00a0% less/);
    await ada.press('91 days: 4,200');
    const lowered = await ada.until(() => ada.messages().findLast(({ invoice }) => invoice?.stars === 4_200));
    expect(await ada.act({ type: 'pay', chatId: ada.id, messageId: lowered.messageId })).toMatchObject({
      type: 'done',
    });
    await ada.reads(/Payment received: 4,200\u00a0Stars/);
    expect(await stage.linesOf(ada)).toMatchObject([{ type: 'paid', amountMinor: 4_200, code: 'SUMMER' }]);
    await ada.write('/redeem SUMMER');
    await ada.reads(/used this code already/);
    expect((await stage.deps.coupons.find('SUMMER'))?.uses).toHaveLength(1);
  });

  it('give days at once, once, by a link too; what is unknown shows the offers', async () => {
    const bob = await newcomer('Bob');
    await bob.write('/start code_WEEK');
    await bob.reads(/7\u00a0days of Pro are yours, free: open until/);
    await bob.write('/redeem WEEK');
    await bob.reads(/used this code already/);
    expect(await stage.linesOf(bob)).toMatchObject([{ type: 'granted', reason: 'code', code: 'WEEK' }]);
    await bob.write('/start code_NONE');
    await bob.reads(/I know no code NONE.*Analyser Pro/s);
  });

  it('are sent to whoever was without a plan for so many days, once, and are for them alone', async () => {
    const cyd = await newcomer('Cyd');
    expect(await cyd.pay()).toMatchObject({ type: 'done' });
    await cyd.reads(/Payment received/);
    await cyd.write('/redeem BACK');
    await cyd.reads(/not for you as things stand/);
    const deps = { ...stage.deps, api: stage.api() };
    const endMs = (await stage.entitlementOf(cyd)).paidUntilMs ?? 0;
    expect(await winBack(deps, endMs + 13 * DAY_MS)).toBe(0);
    expect(await winBack(deps, endMs + 15 * DAY_MS)).toBe(1);
    await cyd.reads(/The code BACK is for you: 50\u00a0% less/);
    await winBack(deps, endMs + 16 * DAY_MS);
    expect(cyd.messages().filter(({ text }) => /The code BACK/.test(text))).toHaveLength(1);
  });

  it.each(['the link', 'the command'])(
    'keep their price over the terms that are accepted at the offer, after %s',
    async (by) => {
      const eve = stage.person('Eve');
      await eve.act({ type: 'add-stars', amount: 20_000 });
      await eve.write('/start');
      await eve.write(by === 'the link' ? '/start code_SUMMER' : '/redeem summer');
      await eve.reads(/SUMMER: 20\u00a0% less/);
      // The button of another message, whenever it comes: what was redeemed is kept with the account.
      await eve.write('/subscribe');
      await eve.reads(/With SUMMER, 20\u00a0% less the first time, this plan is 1,560\u00a0Stars/);
      await eve.press('I accept the terms');
      const { invoice } = await eve.until(() => eve.messages().findLast((message) => message.invoice !== null));
      expect(invoice).toMatchObject({ stars: 1_560 });
      expect(await eve.pay()).toMatchObject({ type: 'done' });
      await eve.reads(/Payment received: 1,560\u00a0Stars/);
      expect(await stage.linesOf(eve)).toMatchObject([{ type: 'paid', amountMinor: 1_560, code: 'SUMMER' }]);
      // It is used: the next offer has the whole price.
      await eve.write('/subscribe');
      const offer = await eve.reads(/1,950\u00a0Stars, paid once/);
      expect(offer.text).not.toMatch(/SUMMER/);
    },
  );
});
