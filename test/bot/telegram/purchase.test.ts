import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entitlementAt } from '../../../billing/entitlement.ts';
import { encodeInvoicePayload, orderOf } from '../../../billing/invoice.ts';
import { PLANS } from '../../../billing/plans.ts';
import { reconcileStars } from '../../../bot/telegram/jobs/reconcile-stars.ts';
import { removeExpired } from '../../../bot/telegram/jobs/remove-expired.ts';
import { thankBuyer } from '../../../bot/telegram/thank-buyer.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { CLOSE_TIME_MS, signalOf } from '../../support/signal-fixtures.ts';
import { openStage, STAGE_TOKEN, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const newestId = signalOf({ createdAtMs: CLOSE_TIME_MS + 2_000 }).id.slice(0, 10);
const [plan] = PLANS;
if (plan === undefined) throw new Error('expected a plan in the table');

/** Faults that tests switch on: the database in a black hole, a predictor that never comes back. */
const faults = { accountsHang: false, accountsFail: false, appendFails: 0, slow: Promise.resolve() };
const hang = (): Promise<never> => new Promise(() => {});

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(({ accounts, payments, predictor }) => ({
    accounts: {
      ...accounts,
      find: (id) => (faults.accountsHang ? hang() : accounts.find(id)),
      meet: (...facts) => (faults.accountsFail ? Promise.reject(new Error('no database')) : accounts.meet(...facts)),
    },
    payments: {
      ...payments,
      append: async (line) => {
        if (faults.appendFails > 0) {
          faults.appendFails -= 1;
          throw new Error('no database');
        }
        return await payments.append(line);
      },
    },
    predictor: async (request) => {
      await faults.slow;
      return await predictor(request);
    },
  }));
});
afterAll(async () => {
  await stage?.close();
});

const api = () => stage.bot.bot.api;
const proOf = (person: StagePerson) => person.chat('Analyser Pro').membership;
const linesOf = (person: StagePerson) => stage.deps.payments.ofAccount(person.id);
const entitlementOf = async (person: StagePerson) => entitlementAt(await linesOf(person), stage.clock.nowMs());
const removal = () => ({ ...stage.deps, api: api() });

/** As if the bot had let them in for a plan. */
const admit = (person: StagePerson) =>
  stage.deps.memberships.admit(person.id, 'pro', { by: 'entitlement', nowMs: stage.clock.nowMs() });

/** From /subscribe to the invoice, accepting the terms on the way. */
async function order(person: StagePerson): Promise<void> {
  await person.write('/start');
  await person.write('/subscribe');
  await person.reads(/Before the first payment, please accept the terms/);
  await person.press('I accept the terms');
  await person.until(() => person.messages().find((message) => message.invoice !== null));
}

async function buy(person: StagePerson): Promise<void> {
  await order(person);
  expect(await person.pay()).toMatchObject({ type: 'done' });
  await person.reads(/Payment received: 1,950 Stars/);
}

async function join(person: StagePerson): Promise<void> {
  await person.act({ type: 'open-link', url: stage.deps.channels.pro?.inviteLink ?? '' });
}

describe('buying Pro', () => {
  it('goes from the offer to the open channel, and ends by itself', async () => {
    const ada = stage.person('Ada');
    await join(ada);
    const declined = await ada.reads(/is for subscribers/);
    expect(declined.keyboard.flat().map((button) => button.text)).toEqual(['⭐ Get Pro']);
    await ada.until(() => proOf(ada) === 'none');

    await buy(ada);
    expect(await entitlementOf(ada)).toMatchObject({ tier: 'pro', state: 'active' });
    expect(ada.messages().at(-1)?.keyboard.flat()[0]).toMatchObject({
      type: 'url',
      text: '🔓 Join Analyser Pro',
      url: stage.deps.channels.pro?.inviteLink,
    });
    await join(ada);
    await ada.reads(/Welcome to Analyser Pro/);
    expect(proOf(ada)).toBe('member');
    await ada.write(`/signal ${newestId}`);
    await ada.reads(/BUY BTC\/USDT/);
    await ada.write('/plan');
    expect((await ada.reads(/Your plan: Pro/)).text).toMatch(/Until 2024-06-11 .* UTC, 30 days to go/);

    expect(await removeExpired(removal(), stage.clock.nowMs())).toMatchObject({ removed: 0 });
    const afterPlan = stage.clock.nowMs() + 31 * DAY_MS;
    expect(await removeExpired(removal(), afterPlan, { dryRun: true })).toMatchObject({ removed: 1 });
    expect(proOf(ada)).toBe('member');
    expect(await removeExpired(removal(), afterPlan)).toMatchObject({
      removed: 1,
      admins: 0,
      failed: 0,
      capped: false,
    });
    await ada.reads(/Your plan has ended/);
    expect(proOf(ada)).toBe('none');
    expect(await removeExpired(removal(), afterPlan)).toMatchObject({ removed: 0 });
  });

  it('asks for the terms once, and adds days when bought again', async () => {
    const bob = stage.person('Bob');
    await bob.act({ type: 'add-stars', amount: 5_000 });
    await buy(bob);
    await bob.write('/subscribe');
    expect((await bob.reads(/Analyser Pro, 30 days/)).text).toMatch(/this adds 30 days/);
    await bob.press('Continue to pay 1,950 Stars');
    expect(await bob.pay()).toMatchObject({ type: 'done' });
    await bob.reads(/Payment received/);
    const { paidUntilMs } = await entitlementOf(bob);
    expect(((paidUntilMs ?? 0) - stage.clock.nowMs()) / DAY_MS).toBeCloseTo(60, 2);
  });

  it('opens from a link of the plan', async () => {
    const cyd = stage.person('Cyd');
    await cyd.act({ type: 'open-link', url: 'https://t.me/analyser_bot?start=plan_pro-month' });
    await cyd.reads(/Analyser Pro, 30 days/);
  });
});

describe('money that is told twice, late or not at all', () => {
  it('counts once, however often Telegram says it', async () => {
    const dan = stage.person('Dan');
    await buy(dan);
    const [line] = await linesOf(dan);
    if (line === undefined) throw new Error('expected a payment');
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
    expect(await linesOf(dan)).toEqual([line]);
    expect(stage.events).toContainEqual({ type: 'update-repeated', updateId: 1 });
  });

  it('survives a database that is away for a moment', async () => {
    const eve = stage.person('Eve');
    await order(eve);
    faults.appendFails = 2;
    await eve.pay();
    await eve.reads(/Payment received/);
    expect(await linesOf(eve)).toHaveLength(1);
  });

  it('is granted although the account cannot be read', async () => {
    const fay = stage.person('Fay');
    await order(fay);
    faults.accountsFail = true;
    try {
      await fay.pay();
      await fay.reads(/Payment received/);
      await fay.write('/plan');
      await fay.reads(/Something went wrong on our side/);
    } finally {
      faults.accountsFail = false;
    }
  });

  it('is kept until the database takes it, the buyer told twice: that it waits and that it is done', async () => {
    const gil = stage.person('Gil');
    await order(gil);
    faults.appendFails = 3;
    await gil.pay();
    await gil.reads(/Your payment of 1,950 Stars has arrived and is safe/);
    await stage.untilEvent((event) => event.type === 'payment-unstored' && event.telegramId === gil.id);
    await gil.reads(/Payment received: 1,950 Stars/);
    expect(await linesOf(gil)).toHaveLength(1);
    const { id } = stage.events.find((event) => event.type === 'facts-waiting') ?? { id: '' };
    await stage.untilEvent((event) => event.type === 'facts-done' && event.id === id);
    expect(gil.messages().filter(({ text }) => /Payment received/.test(text))).toHaveLength(1);
    expect(await reconcileStars({ ...stage.deps, api: api() })).toMatchObject({ appended: 0 });
  });

  it('is found by reconciliation when no update ever came, and its buyer is thanked once', async () => {
    const gus = stage.person('Gus');
    await buy(gus);
    const found: string[] = [];
    const ledger = new Set<string>();
    const reconcile = () =>
      reconcileStars({
        api: api(),
        log: stage.deps.log,
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
          await thankBuyer({ ...stage.deps, api: api() }, payment, 'en');
        },
      });
    const { appended } = await reconcile();
    expect(appended).toBe(found.length);
    expect(found).toContain((await linesOf(gus))[0]?.externalId);
    expect(await reconcile()).toMatchObject({ appended: 0 });
    expect(gus.messages().filter(({ text }) => /Payment received/.test(text))).toHaveLength(1);
  });

  it('goes back whole, takes its days and closes the door', async () => {
    const hal = stage.person('Hal');
    await buy(hal);
    await join(hal);
    await hal.reads(/Welcome/);
    const [line] = await linesOf(hal);
    await api().refundStarPayment(hal.id, line?.externalId ?? '');
    await hal.reads(/1,950 Stars were returned/);
    expect(await entitlementOf(hal)).toMatchObject({ tier: 'free', state: 'refunded' });
    expect(proOf(hal)).toBe('none');
    expect(await reconcileStars({ ...stage.deps, api: api() })).toMatchObject({ appended: 0 });
  });
});

describe('the pre-checkout', () => {
  it('is answered at once while a slow answer to the same person is under way', async () => {
    const ivy = stage.person('Ivy');
    await order(ivy);
    let release = (): void => {};
    faults.slow = new Promise((resolve) => {
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
    await order(jon);
    faults.accountsHang = true;
    try {
      const startedMs = performance.now();
      expect(await jon.pay()).toEqual({ type: 'refused', text: expect.stringContaining('Nothing was charged') });
      expect(performance.now() - startedMs).toBeLessThan(1_000);
    } finally {
      faults.accountsHang = false;
    }
    expect(await jon.pay()).toMatchObject({ type: 'done' });
  });

  it('refuses an invoice of somebody else, another price, and a buyer without terms, and says why', async () => {
    const kim = stage.person('Kim');
    await kim.write('/start');
    await kim.reads(/Hi Kim/);
    const send = async (telegramId: number, stars: number) =>
      await api().sendInvoice(
        kim.id,
        'Pro',
        'Pro',
        encodeInvoicePayload(orderOf(plan, telegramId, { nowMs: stage.clock.nowMs(), nonce: 'f'.repeat(16) })),
        'XTR',
        [{ label: 'Pro', amount: stars }],
      );
    for (const [telegramId, stars, says] of [
      [1, plan.stars, /somebody else/],
      [kim.id, 1, /price/],
      [kim.id, plan.stars, /accept the terms/],
    ] as const) {
      const { message_id: messageId } = await send(telegramId, stars);
      expect(await kim.act({ type: 'pay', chatId: kim.id, messageId })).toEqual({
        type: 'refused',
        text: expect.stringMatching(says),
      });
    }
    expect(await linesOf(kim)).toEqual([]);
  });
});

describe('a waiting conversation', () => {
  it('does not swallow a payment', async () => {
    const lea = stage.person('Lea');
    await order(lea);
    await lea.write('/paysupport');
    await lea.reads(/Payment help/);
    expect(await lea.pay()).toMatchObject({ type: 'done' });
    await lea.reads(/Payment received/);
    await lea.write('all fine now');
    await lea.reads(/Stored as ticket/);
  });
});

describe('removing', () => {
  it('never touches admins, stops at its cap and goes on next time', async () => {
    const people = ['Mia', 'Ned', 'Oda'].map((name) => stage.person(name));
    for (const person of people) await admit(person);
    const [mia] = people;
    const deps = { ...removal(), adminIds: [mia?.id ?? 0] };
    expect(await removeExpired(deps, stage.clock.nowMs(), { maxRemovals: 1 })).toMatchObject({
      removed: 1,
      admins: 1,
      failed: 0,
      capped: true,
    });
    expect(await removeExpired(deps, stage.clock.nowMs())).toMatchObject({
      removed: 1,
      admins: 1,
      failed: 0,
      capped: false,
    });
  });

  it('leaves who cannot be looked up where they are', async () => {
    const pia = stage.person('Pia');
    await admit(pia);
    stage.sandbox.inject({
      method: 'getChatMember',
      times: 10,
      effect: { type: 'refuse', code: 400, description: 'Bad Request: member list is inaccessible' },
    });
    const report = await removeExpired(removal(), stage.clock.nowMs());
    expect(report.removed).toBe(0);
    expect(report.failed).toBeGreaterThanOrEqual(1);
    expect(await stage.deps.memberships.member(pia.id, 'pro')).not.toBeNull();
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
