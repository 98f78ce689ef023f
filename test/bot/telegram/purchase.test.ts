import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeInvoicePayload, orderOf } from '../../../billing/invoice.ts';
import { starsOf } from '../../../billing/plans.ts';
import { removeExpired } from '../../../bot/telegram/jobs/remove-expired.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { CLOSE_TIME_MS, signalOf } from '../../support/signal-fixtures.ts';
import { STAGE_TOKEN } from '../../support/stage/bot-stage.ts';
import { FIRST_PLAN as plan } from '../../support/stage/first-plan.ts';
import { openPurchaseStage, type PurchaseStage, proOf } from '../../support/stage/purchase-stage.ts';

const newestId = signalOf({ createdAtMs: CLOSE_TIME_MS + 2_000 }).id.slice(0, 10);

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(async () => {
  await stage?.close();
});

describe('buying Pro', () => {
  it('goes from the offer to the open channel, and ends by itself', async () => {
    const ada = stage.person('Ada');
    await stage.join(ada);
    const declined = await ada.reads(/is for subscribers/);
    expect(declined.keyboard.flat().map((button) => button.text)).toEqual(['⭐ Get Pro']);
    await ada.until(() => proOf(ada) === 'none');

    await stage.buy(ada);
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'pro', state: 'active' });
    expect(ada.messages().at(-1)?.keyboard.flat()[0]).toMatchObject({
      type: 'url',
      text: '🔓 Join Analyser Pro',
      url: stage.deps.channels.pro?.inviteLink,
    });
    await stage.join(ada);
    await ada.reads(/Welcome to Analyser Pro/);
    expect(proOf(ada)).toBe('member');
    await ada.write(`/signal ${newestId}`);
    await ada.reads(/BUY BTC\/USDT/);
    await ada.write('/plan');
    expect((await ada.reads(/Your plan: Pro/)).text).toMatch(/Until 2024‑06‑11 .* UTC, 30\u00a0days to go/);

    expect(await removeExpired(stage.removal(), stage.clock.nowMs())).toMatchObject({ removed: 0 });
    const afterPlan = stage.clock.nowMs() + 31 * DAY_MS;
    expect(await removeExpired(stage.removal(), afterPlan, { dryRun: true })).toMatchObject({ removed: 1 });
    expect(proOf(ada)).toBe('member');
    expect(await removeExpired(stage.removal(), afterPlan)).toMatchObject({
      removed: 1,
      admins: 0,
      failed: 0,
      capped: false,
    });
    await ada.reads(/Your plan has ended/);
    expect(proOf(ada)).toBe('none');
    expect(await removeExpired(stage.removal(), afterPlan)).toMatchObject({ removed: 0 });
  });

  it('asks for the terms once, and adds days when bought again', async () => {
    const bob = stage.person('Bob');
    await bob.act({ type: 'add-stars', amount: 5_000 });
    await stage.buy(bob);
    await bob.write('/subscribe');
    expect((await bob.reads(/Analyser Pro, 30 days/)).text).toMatch(/this adds 30 days/);
    await bob.press('Continue to pay 1,950\u00a0Stars');
    expect(await bob.pay()).toMatchObject({ type: 'done' });
    await bob.reads(/Payment received/);
    const { paidUntilMs } = await stage.entitlementOf(bob);
    expect(((paidUntilMs ?? 0) - stage.clock.nowMs()) / DAY_MS).toBeCloseTo(60, 2);
  });

  it('opens from a link of the plan', async () => {
    const cyd = stage.person('Cyd');
    await cyd.act({ type: 'open-link', url: 'https://t.me/analyser_bot?start=plan_pro-month' });
    await cyd.reads(/Analyser Pro, 30 days/);
  });
});

describe('the pre-checkout', () => {
  it('is answered at once while a slow answer to the same person is under way', async () => {
    const ivy = stage.person('Ivy');
    await stage.order(ivy);
    let release = (): void => {};
    stage.faults.slow = new Promise((resolve) => {
      release = resolve;
    });
    await ivy.write('/predict btc');
    const startedMs = performance.now();
    expect(await ivy.pay()).toMatchObject({ type: 'done' });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    await ivy.reads(/Payment received/);
    release();
    await ivy.until(() => ivy.messages().some(({ text }) => text.includes('HOLD BTC/USDT')));
  });

  it('refuses within a second when the database is in a black hole', async () => {
    const jon = stage.person('Jon');
    await stage.order(jon);
    stage.faults.accountsHang = true;
    try {
      const startedMs = performance.now();
      expect(await jon.pay()).toEqual({ type: 'refused', text: expect.stringContaining('Nothing was charged') });
      expect(performance.now() - startedMs).toBeLessThan(1_000);
    } finally {
      stage.faults.accountsHang = false;
    }
    expect(await jon.pay()).toMatchObject({ type: 'done' });
  });

  it('refuses an invoice of somebody else, another price, and a buyer without terms, and says why', async () => {
    const kim = stage.person('Kim');
    await kim.write('/start');
    await kim.reads(/Hi Kim/);
    const send = async (telegramId: number, stars: number) =>
      await stage
        .api()
        .sendInvoice(
          kim.id,
          'Pro',
          'Pro',
          encodeInvoicePayload(orderOf(plan, telegramId, { nowMs: stage.clock.nowMs(), nonce: 'f'.repeat(16) })),
          'XTR',
          [{ label: 'Pro', amount: stars }],
        );
    for (const [telegramId, stars, says] of [
      [1, starsOf(plan), /somebody else/],
      [kim.id, 1, /price/],
      [kim.id, starsOf(plan), /accept the terms/],
    ] as const) {
      const { message_id: messageId } = await send(telegramId, stars);
      expect(await kim.act({ type: 'pay', chatId: kim.id, messageId })).toEqual({
        type: 'refused',
        text: expect.stringMatching(says),
      });
    }
    expect(await stage.linesOf(kim)).toEqual([]);
  });
});

describe('a waiting conversation', () => {
  it('does not swallow a payment', async () => {
    const lea = stage.person('Lea');
    await stage.order(lea);
    await lea.write('/paysupport');
    await lea.reads(/Payment help/);
    expect(await lea.pay()).toMatchObject({ type: 'done' });
    await lea.reads(/Payment received/);
    await lea.write('all fine now');
    await lea.reads(/Stored as ticket/);
  });
});

describe('secrets', () => {
  it('are in no event', () => {
    const said = JSON.stringify(stage.events);
    expect(stage.events.length).toBeGreaterThan(10);
    expect(said).not.toContain(STAGE_TOKEN);
    expect(said).not.toContain(STAGE_TOKEN.split(':')[1]);
  });
});
