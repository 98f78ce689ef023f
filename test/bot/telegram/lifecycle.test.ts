import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendReminders } from '../../../bot/telegram/jobs/send-reminders.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import { openPurchaseStage, type PurchaseStage, proOf } from '../../support/stage/purchase-stage.ts';

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(async () => {
  await stage?.close();
});

const remind = () => sendReminders(stage.removal(), stage.clock.nowMs());

describe('a trial', () => {
  it('is offered by a button in /subscribe to newcomers alone', async () => {
    const cleo = stage.person('Cleo');
    await cleo.write('/start');
    await cleo.write('/subscribe');
    await cleo.reads(/Analyser Pro, 30 days/);
    await cleo.press('Try Pro for 7 days, free');
    await cleo.reads(/Pro is yours until/);
    await cleo.write('/subscribe');
    const offer = await cleo.reads(/Analyser Pro, 30 days/);
    expect(offer.keyboard.flat().map(({ text }) => text)).not.toContainEqual(expect.stringContaining('Try Pro'));
  });

  it('opens Pro for a week, once, and its end is announced three days, one day and hours before, and a day after', async () => {
    const ada = stage.person('Ada');
    await ada.write('/start');
    await ada.write('/trial');
    await ada.reads(/Pro is yours until/);
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'pro', state: 'trial' });
    await stage.join(ada);
    await ada.reads(/Welcome to Analyser Pro/);
    await ada.write('/trial');
    await ada.reads(/A trial is for newcomers, once/);
    await ada.write('/plan');
    expect((await ada.reads(/Your plan: Pro/)).text).toMatch(/Your trial runs until/);

    const count = (): number =>
      ada.messages().filter(({ text }) => /Your Pro ends in|Your plan ended/.test(text)).length;
    for (const [index, hours] of [5 * 24, 36, 11, 30].entries()) {
      stage.clock.advance(hours * HOUR_MS);
      await remind();
      await remind();
      expect(count()).toBe(index + 1);
    }
  });
});

describe('reminders', () => {
  it('come once for each stage, with one press to the invoice of the same plan', async () => {
    const bob = stage.person('Bob');
    await bob.act({ type: 'add-stars', amount: 5_000 });
    await stage.buy(bob);
    const count = (): number =>
      bob.messages().filter(({ text }) => /Your Pro ends in|Your plan ended/.test(text)).length;
    const later = async (ms: number): Promise<number> => {
      stage.clock.advance(ms);
      await remind();
      await remind();
      return count();
    };
    expect(await later(20 * DAY_MS)).toBe(0);
    expect(await later(8 * DAY_MS)).toBe(1);
    expect(await later(1.5 * DAY_MS)).toBe(2);
    expect(await later(11 * HOUR_MS)).toBe(3);
    expect(await later(12 * HOUR_MS)).toBe(3);
    expect(await later(20 * HOUR_MS)).toBe(4);
    expect(await later(9 * DAY_MS)).toBe(4);
    await bob.press('Add more days');
    await bob.until(() =>
      bob.messages().find(({ invoice }) => invoice?.title === 'Analyser Pro, 30 days' && !invoice.paid),
    );
  });
});

describe('a return', () => {
  it('within the cooling-off gives the Stars back, ends the subscription and closes the channel, once', async () => {
    const cyd = stage.person('Cyd');
    await stage.buy(cyd);
    await stage.join(cyd);
    await cyd.reads(/Welcome/);
    const before = stage.sandbox.world.snapshot(cyd.id).person.stars;
    await cyd.write('/plan');
    await cyd.reads(/Your plan: Pro/);
    await cyd.press('Return my purchase');
    await cyd.reads(/Take your purchase back\?/);
    await cyd.press('Yes, give it back');
    await cyd.reads(/1,950\u00a0Stars were returned/);
    expect(stage.sandbox.world.snapshot(cyd.id).person.stars - before).toBe(1_950);
    expect(await stage.entitlementOf(cyd)).toMatchObject({ tier: 'free', state: 'refunded' });
    expect(proOf(cyd)).toBe('none');
    expect((await stage.linesOf(cyd)).map(({ type }) => type)).toEqual(['paid', 'refunded']);
    expect(cyd.messages().filter(({ text }) => /were returned/.test(text))).toHaveLength(1);
  });

  it('is not offered after it', async () => {
    const dan = stage.person('Dan');
    await stage.buy(dan);
    stage.clock.advance(25 * HOUR_MS);
    await dan.write('/plan');
    const plan = await dan.reads(/Your plan: Pro/);
    expect(JSON.stringify(plan.keyboard)).not.toContain('Return');
  });
});

describe('/refund', () => {
  it('is for admins, shows what it does before it does it, and takes the time back', async () => {
    const admins: number[] = [];
    const own: Stage = await openStage(() => ({ adminIds: admins }));
    const buyer = own.person('Buyer');
    await buyer.write('/start');
    await buyer.write('/subscribe');
    await buyer.reads(/accept the terms/);
    await buyer.press('I accept the terms');
    await buyer.until(() => buyer.messages().find(({ invoice }) => invoice !== null));
    await buyer.pay();
    await buyer.reads(/Payment received/);
    const [line] = await own.deps.payments.ofAccount(buyer.id);
    const admin = own.person('Admin');
    await admin.write('/start');
    await admin.write(`/refund ${line?.externalId} yes`);
    await admin.reads(/If something went wrong/);
    admins.push(admin.id);
    await admin.write(`/refund ${line?.externalId}`);
    await admin.reads(/Returns 1,950\u00a0Stars/);
    expect(await own.deps.payments.ofAccount(buyer.id)).toHaveLength(1);
    await admin.write(`/refund ${line?.externalId} yes`);
    await admin.reads(/was returned/);
    await buyer.reads(/1,950\u00a0Stars were returned/);
    await admin.write('/refund nothing');
    await admin.reads(/No payment with the charge/);
    await own.close();
  });
});
