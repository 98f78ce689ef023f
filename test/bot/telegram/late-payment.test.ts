import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeInvoicePayload, orderOf } from '../../../billing/invoice.ts';
import { reconcileStars } from '../../../bot/telegram/jobs/reconcile-stars.ts';
import { thankBuyer } from '../../../bot/telegram/thank-buyer.ts';
import { STAGE_TOKEN } from '../../support/stage/bot-stage.ts';
import { FIRST_PLAN as plan } from '../../support/stage/first-plan.ts';
import { openPurchaseStage, type PurchaseStage, proOf } from '../../support/stage/purchase-stage.ts';

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(async () => {
  await stage?.close();
});

describe('money that is told twice, late or not at all', () => {
  it('counts once, however often Telegram says it', async () => {
    const dan = stage.person('Dan');
    await stage.buy(dan);
    const [line] = await stage.linesOf(dan);
    if (line?.type !== 'paid') throw new Error('expected a payment');
    const notice = (updateId: number) => ({
      update_id: updateId,
      message: {
        message_id: 900,
        date: line.atMs / 1000,
        chat: { id: dan.id, type: 'private' as const, first_name: 'Dan' },
        from: { id: dan.id, is_bot: false, first_name: 'Dan' },
        successful_payment: {
          currency: 'XTR',
          total_amount: line.amountMinor,
          invoice_payload: encodeInvoicePayload(orderOf(plan, dan.id, { nowMs: line.atMs, nonce: '0000000000000000' })),
          telegram_payment_charge_id: line.externalId,
          provider_payment_charge_id: '',
        },
      },
    });
    await stage.bot.bot.handleUpdate(notice(1));
    await stage.bot.bot.handleUpdate(notice(1));
    await stage.bot.bot.handleUpdate(notice(2));
    expect(await stage.linesOf(dan)).toEqual([line]);
    expect(stage.events).toContainEqual({ type: 'update-repeated', updateId: 1 });
  });

  it('survives a database that is away for a moment', async () => {
    const eve = stage.person('Eve');
    await stage.order(eve);
    stage.faults.appendFails = 2;
    await eve.pay();
    await eve.reads(/Payment received/);
    expect(await stage.linesOf(eve)).toHaveLength(1);
  });

  it('is granted although the account cannot be read', async () => {
    const fay = stage.person('Fay');
    await stage.order(fay);
    stage.faults.accountsFail = true;
    try {
      await fay.pay();
      await fay.reads(/Payment received/);
      await fay.write('/plan');
      await fay.reads(/Something went wrong on our side/);
    } finally {
      stage.faults.accountsFail = false;
    }
  });

  it('is kept until the database takes it, the buyer told twice: that it waits and that it is done', async () => {
    const gil = stage.person('Gil');
    await stage.order(gil);
    stage.faults.appendFails = 3;
    await gil.pay();
    await gil.reads(/Your payment of 1,950\u00a0Stars has arrived and is safe/);
    await stage.untilEvent((event) => event.type === 'payment-unstored' && event.telegramId === gil.id);
    await gil.reads(/Payment received: 1,950\u00a0Stars/);
    expect(await stage.linesOf(gil)).toHaveLength(1);
    const { id } = stage.events.find((event) => event.type === 'facts-waiting') ?? { id: '' };
    await stage.untilEvent((event) => event.type === 'facts-done' && event.id === id);
    expect(gil.messages().filter(({ text }) => /Payment received/.test(text))).toHaveLength(1);
    expect(await reconcileStars({ ...stage.deps, api: stage.api() })).toMatchObject({ appended: 0 });
  });

  it('is found by reconciliation when no update ever came, and its buyer is thanked once', async () => {
    const gus = stage.person('Gus');
    await stage.buy(gus);
    const found: string[] = [];
    const ledger = new Set<string>();
    const reconcile = () =>
      reconcileStars({
        api: stage.api(),
        cards: null,
        log: stage.deps.log,
        setup: { read: async () => null, write: async () => {} },
        payments: {
          ...stage.deps.payments,
          append: async ({ externalId }) => {
            if (ledger.has(externalId)) return 'duplicate';
            ledger.add(externalId);
            return 'appended';
          },
        },
        onFound: async (payment) => {
          found.push(payment.externalId);
          await thankBuyer({ ...stage.deps, api: stage.api() }, payment, 'en');
        },
      });
    const { appended } = await reconcile();
    expect(appended).toBe(found.length);
    expect(found).toContain((await stage.linesOf(gus))[0]?.externalId);
    expect(await reconcile()).toMatchObject({ appended: 0 });
    expect(gus.messages().filter(({ text }) => /Payment received/.test(text))).toHaveLength(1);
  });

  it('goes back whole, takes its days and closes the door', async () => {
    const hal = stage.person('Hal');
    await stage.buy(hal);
    await stage.join(hal);
    await hal.reads(/Welcome/);
    const [line] = await stage.linesOf(hal);
    await stage.api().refundStarPayment(hal.id, line?.externalId ?? '');
    await hal.reads(/1,950\u00a0Stars were returned/);
    expect(await stage.entitlementOf(hal)).toMatchObject({ tier: 'free', state: 'refunded' });
    expect(proOf(hal)).toBe('none');
    expect(await reconcileStars({ ...stage.deps, api: stage.api() })).toMatchObject({ appended: 0 });
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
