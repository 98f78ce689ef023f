import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRACE_MS } from '../../../billing/subscription-spans.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { openPurchaseStage, type PurchaseStage } from '../../support/stage/purchase-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(async () => {
  await stage?.close();
});

/** What Telegram itself holds of somebody's subscriptions. */
const atTelegram = (person: StagePerson) => stage.sandbox.world.snapshot(person.id).subscriptions;

/** Pays the sheet that a link opened: the chat shows it as nobody's message. */
async function payLink(person: StagePerson) {
  const sheet = await person.until((chats) =>
    chats
      .find(({ type }) => type === 'bot')
      ?.messages.findLast(({ invoice }) => invoice?.subscriptionDays === 30 && !invoice.paid),
  );
  return await person.act({ type: 'pay', chatId: person.id, messageId: sheet.messageId });
}

async function openLink(person: StagePerson): Promise<void> {
  const ready = await person.reads(/Open the invoice with the button/);
  const link = ready.keyboard.flat().find((button) => button.type === 'url');
  await person.act({ type: 'open-link', url: link?.type === 'url' ? link.url : '' });
}

/** From /subscribe to a subscription of the plan on the screen that these presses lead to. */
async function subscribe(person: StagePerson, presses: readonly string[] = []): Promise<void> {
  await person.write('/subscribe');
  await person.reads(/Stars<\/b>|paid once/);
  for (const press of presses) await person.press(press);
  await person.press('Stars every 30 days');
  await openLink(person);
  expect(await payLink(person)).toMatchObject({ type: 'done' });
  await person.reads(/Payment received/);
}

async function newcomer(name: string): Promise<StagePerson> {
  const person = stage.person(name);
  await person.act({ type: 'add-stars', amount: 20_000 });
  await person.write('/start');
  await person.write('/subscribe');
  await person.reads(/accept the terms/);
  await person.press('I accept the terms');
  await person.until(() => person.messages().find(({ invoice }) => invoice !== null));
  return person;
}

describe('a Stars subscription', () => {
  it('is paid by a link, renews, fails, has grace, is paid again, cancelled and taken up again', async () => {
    const ada = await newcomer('Ada');
    await subscribe(ada);
    expect(ada.messages().at(-1)?.text).toMatch(/then it renews by itself/);
    const [first] = await stage.linesOf(ada);
    expect(first).toMatchObject({
      type: 'paid',
      subscriptionMs: 30 * DAY_MS,
      order: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    await ada.write('/plan');
    expect((await ada.reads(/Your plan: Pro/)).text).toMatch(/Then it renews for 1,950\u00a0Stars/);

    const [own] = atTelegram(ada);
    const subscriptionId = own?.id ?? '';
    stage.clock.advance(30 * DAY_MS);
    await ada.act({ type: 'renew', subscriptionId });
    await ada.reads(/Payment received/);
    expect((await stage.linesOf(ada)).map(({ type }) => type)).toEqual(['paid', 'renewed']);
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'pro', state: 'active' });

    stage.clock.advance(30 * DAY_MS);
    await ada.act({ type: 'fail-renewal', subscriptionId });
    await ada.reads(/could not charge your Pro subscription/);
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'pro', state: 'past-due' });
    stage.clock.advance(GRACE_MS / 2);
    await ada.act({ type: 'renew', subscriptionId });
    await ada.reads(/Payment received/);
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'pro', state: 'active' });

    await ada.write('/plan');
    await ada.reads(/Then it renews/);
    await ada.press('Cancel the subscription');
    await ada.reads(/Nothing more is charged then/);
    expect(atTelegram(ada)).toMatchObject([{ state: 'active' }]);
    await ada.press('Yes, cancel it');
    await ada.reads(/Cancelled. Nothing more is charged/);
    expect(atTelegram(ada)).toMatchObject([{ state: 'canceled' }]);
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'pro', state: 'cancelled' });

    await ada.write('/plan');
    await ada.reads(/Cancelled: nothing more is charged/);
    await ada.press('Take it up again');
    await ada.reads(/Telegram lets you take it up again/);
    expect(await stage.entitlementOf(ada)).toMatchObject({ state: 'cancelled' });
    stage.clock.advance(60_000);
    await ada.act({ type: 'resume-subscription', subscriptionId });
    await ada.reads(/goes on/);
    expect(await stage.entitlementOf(ada)).toMatchObject({ state: 'active' });
  });

  it('is not sold beside another, neither by the offer nor by a link that somebody kept', async () => {
    const bob = await newcomer('Bob');
    await bob.write('/subscribe');
    await bob.reads(/paid once/);
    await bob.press('Stars every 30 days');
    const ready = await bob.reads(/Open the invoice with the button/);
    const link = ready.keyboard.flat().find((button) => button.type === 'url');
    const url = link?.type === 'url' ? link.url : '';
    await bob.act({ type: 'open-link', url });
    await payLink(bob);
    await bob.reads(/Payment received/);
    await bob.act({ type: 'open-link', url });
    expect(await payLink(bob)).toEqual({
      type: 'refused',
      text: expect.stringContaining('already have a subscription'),
    });
    await bob.write('/subscribe');
    const offer = await bob.reads(/Analyser Pro, 30 days/);
    expect(JSON.stringify(offer.keyboard)).not.toContain('every 30 days');
    expect((await stage.linesOf(bob)).filter(({ type }) => type === 'paid')).toHaveLength(1);
    const cyd = await newcomer('Cyd');
    await cyd.act({ type: 'open-link', url });
    expect(await payLink(cyd)).toEqual({ type: 'refused', text: expect.stringContaining('somebody else') });
  });

  it('of a higher tier ends the lower one at Telegram and brings a credit for its unused days, said before', async () => {
    const dan = await newcomer('Dan');
    await subscribe(dan);
    stage.clock.advance(10 * DAY_MS);
    await dan.write('/subscribe');
    await dan.reads(/paid once/);
    await dan.press('Elite');
    const offer = await dan.reads(/Analyser Elite, 30 days/);
    expect(offer.text).toMatch(/Your unused 20\u00a0days of Pro become 7\.9\u00a0days of Elite/);
    expect(offer.text).toMatch(/Your Pro subscription ends with it/);
    await dan.press('4,950\u00a0Stars every 30 days');
    await openLink(dan);
    expect(await payLink(dan)).toMatchObject({ type: 'done' });
    await dan.reads(/Payment received: 4,950\u00a0Stars/);
    await dan.until(() => atTelegram(dan).some(({ state }) => state === 'canceled'));
    await stage.bot.idle();
    expect((await stage.linesOf(dan)).map(({ type }) => type).toSorted()).toEqual([
      'cancelled',
      'credited',
      'paid',
      'paid',
    ]);
    expect(await stage.entitlementOf(dan)).toMatchObject({ tier: 'elite', state: 'active' });
    await dan.write('/plan');
    expect((await dan.reads(/Your plan: Elite/)).text).toMatch(/of Elite are kept and begin when that ends/);
  });
});

describe('the offer', () => {
  it('reaches every plan on sale in at most four presses to its invoice', async () => {
    const eve = stage.person('Eve');
    await eve.write('/start');
    await eve.write('/subscribe');
    await eve.reads(/accept the terms/);
    await eve.press('Elite');
    await eve.reads(/Analyser Elite, 30 days/);
    await eve.press('365 days');
    await eve.reads(/Analyser Elite, 365 days/);
    await eve.press('I accept the terms');
    const { invoice } = await eve.until(() => eve.messages().find((message) => message.invoice !== null));
    expect(invoice).toMatchObject({ title: 'Analyser Elite, 365 days', stars: 44_500 });
  });
});
