import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windDown } from '../../../../bot/telegram/jobs/wind-down.ts';
import { readClosing } from '../../../../bot/telegram/money/closing.ts';
import { DAY_MS, HOUR_MS } from '../../../../engine/time.ts';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';
import type { StagePerson } from '../../../support/stage/stage-person.ts';

const owners: number[] = [];
const calls: { readonly method: string; readonly about: string }[] = [];
let stage: PurchaseStage;
let owner: StagePerson;
/** Paid for two presents: one was taken. */
let giver: StagePerson;
let receiver: StagePerson;
let giverStars: number;
const starsOf = ({ id }: StagePerson): number => stage.sandbox.world.snapshot(id).person.stars;
let people: readonly StagePerson[];
/** Calls that still come through; after them the process is dead. */
let left = Number.POSITIVE_INFINITY;

const CALLED = ['sendMessage', 'editUserStarSubscription', 'refundStarPayment'];
const madeOf = (method: string): readonly string[] =>
  calls.flatMap((call) => (call.method === method ? [call.about] : []));
const deps = () => ({ ...stage.removal(), cards: null });
const run = () => windDown(deps(), stage.clock.nowMs());
const tellings = (person: StagePerson): number =>
  person.messages().filter(({ text }) => text.includes('is being wound down.')).length;

async function subscriber(name: string): Promise<StagePerson> {
  const person = stage.person(name);
  await person.act({ type: 'add-stars', amount: 20_000 });
  await stage.order(person);
  await person.press('Stars every 30 days');
  const ready = await person.reads(/Open the invoice with the button/);
  const link = ready.keyboard.flat().find((button) => button.type === 'url');
  await person.act({ type: 'open-link', url: link?.type === 'url' ? link.url : '' });
  const sheet = await person.until((chats) =>
    chats
      .find(({ type }) => type === 'bot')
      ?.messages.findLast(({ invoice }) => invoice?.subscriptionDays === 30 && !invoice.paid),
  );
  await person.act({ type: 'pay', chatId: person.id, messageId: sheet.messageId });
  await person.reads(/Payment received/);
  return person;
}

async function present(person: StagePerson, mustAccept: boolean): Promise<string> {
  await person.write('/gift');
  await person.reads(/plan for somebody else/);
  await person.press('Analyser Pro, 30 days');
  if (mustAccept) {
    await person.reads(/accept the terms/);
    await person.press('I accept the terms');
  }
  await person.until(() => person.messages().find(({ invoice }) => invoice !== null && !invoice.paid));
  await person.pay();
  const told = await person.reads(/Pass this link on/);
  await person.until(() => person.messages().findLast(({ invoice }) => invoice?.paid === true));
  return /start=(\w+)/.exec(told.text)?.[1] ?? '';
}

beforeAll(async () => {
  stage = await openPurchaseStage(owners);
  stage.api().config.use(async (...[previous, method, payload, signal]) => {
    if (CALLED.includes(method)) {
      left -= 1;
      if (left < 0) throw new Error('killed');
      const about = payload !== undefined && 'user_id' in payload ? payload.user_id : '';
      calls.push({ method, about: String(about) });
    }
    return await previous(method, payload, signal);
  });
  owner = stage.person('Root');
  owners.push(owner.id);
  await owner.write('/start');
  await owner.reads(/Hi Root/);
  const [ada, bob, cyd] = [await subscriber('=Ada'), stage.person('Bob'), stage.person('Cyd')];
  await stage.buy(bob);
  await cyd.write('/start');
  await cyd.write('/trial');
  await cyd.reads(/Pro is yours until/);
  people = [ada, bob, cyd];
  giver = stage.person('Gil');
  receiver = stage.person('Rea');
  await giver.act({ type: 'add-stars', amount: 20_000 });
  giverStars = starsOf(giver);
  await giver.write('/start');
  const links = [await present(giver, true), await present(giver, false)];
  await receiver.write(`/start ${links[0]}`);
  await receiver.reads(/A present for you/);
});
afterAll(() => stage?.close());

const [ADA, BOB, CYD] = [0, 1, 2];
const personAt = (index: number): StagePerson => {
  const person = people[index];
  if (person === undefined) throw new Error(`expected a person at ${index}`);
  return person;
};
const close = async (): Promise<void> => {
  await owner.write('/admin close');
  await owner.reads(/Winding the service down/);
  await owner.press('Wind the service down');
  await owner.reads(/Wind the service down\?/);
  await owner.press('Yes, do it');
  await owner.reads(/nothing is sold/);
};

describe('/admin close', () => {
  it('is for owners alone, and asks before it does anything', async () => {
    const eve = stage.person('Eve');
    await stage.deps.operators.grant({
      ...{ telegramId: eve.id, firstName: 'Eve', role: 'admin', grantedBy: owner.id, grantedAtMs: 1 },
    });
    await eve.write('/start');
    await eve.write('/admin close');
    // An admin sees what admins see, and no way to it.
    const overview = await eve.reads(/Overview/);
    expect(JSON.stringify([overview.text, overview.keyboard])).not.toMatch(
      /[Ww]ind(?:ing)? (?:the service )?down|closing/,
    );
    await owner.write('/admin close');
    expect((await owner.reads(/Winding the service down/)).text).toMatch(
      /5 people have time left, 1 subscription renews\.[\s\S]*1 present is paid for and not taken[\s\S]*Worth of it: 7,\d{3}\u00a0Stars/,
    );
    await owner.press('Wind the service down');
    await owner.reads(/Wind the service down\?/);
    await owner.press('Cancel');
    await owner.reads(/5 people have time left/);
    expect(await readClosing(stage.deps)).toBeNull();
    expect(await run()).toBe(0);
  });

  it('stops every sale: offers, trials, codes, presents, and invoices that are out', async () => {
    const dan = stage.person('Dan');
    await dan.act({ type: 'add-stars', amount: 20_000 });
    await stage.order(dan);
    await close();
    expect(await dan.pay()).not.toMatchObject({ type: 'done' });
    expect(await stage.linesOf(dan)).toEqual([]);
    for (const command of [
      '/subscribe',
      '/trial',
      '/redeem SUMMER',
      '/gift',
      '/start plan_pro-month',
      '/start code_X1',
    ]) {
      await dan.write(command);
      await dan.reads(/Nothing is sold any more/);
    }
    expect((await stage.deps.audit.latest(1))[0]).toMatchObject({ act: 'service-closed', by: owner.id });
  });

  it('cancels what renews and tells everybody with access once, though the process is killed in the middle', async () => {
    calls.length = 0;
    // Cancels and tells the first, and dies at the second.
    left = 2;
    await windDown(
      { ...deps(), setup: { ...stage.deps.setup, write: () => Promise.reject(new Error('killed')) } },
      stage.clock.nowMs(),
    ).catch(() => {});
    left = Number.POSITIVE_INFINITY;
    expect(people.map(tellings)).toEqual([1, 0, 0]);
    await run();
    await run();
    stage.clock.advance(2 * HOUR_MS);
    await run();
    expect([...people, giver, receiver].map(tellings)).toEqual([1, 1, 1, 1, 1]);
    expect(giver.messages().at(-1)?.text).toMatch(/A present that you paid for has not been taken yet/);
    expect(madeOf('editUserStarSubscription')).toEqual([String(personAt(ADA).id)]);
    expect(stage.sandbox.world.snapshot(personAt(ADA).id).subscriptions).toMatchObject([{ state: 'canceled' }]);
    expect(await stage.entitlementOf(personAt(ADA))).toMatchObject({ tier: 'pro', state: 'cancelled' });
    expect(personAt(ADA).messages().at(-1)?.text).toMatch(/You have Pro until .*\n.*subscription is cancelled/);
    expect(personAt(BOB).messages().at(-1)?.text).not.toMatch(/subscription/);
  });

  it('is taken back: sales go on, and whoever was told is told once', async () => {
    await owner.write('/admin close');
    await owner.reads(/Winding the service down/);
    await owner.press('Let it go on');
    await owner.reads(/Let the service go on\?/);
    await owner.press('Yes, do it');
    await owner.reads(/After two presses/);
    await run();
    await run();
    stage.clock.advance(2 * HOUR_MS);
    await run();
    for (const person of people)
      expect(person.messages().filter(({ text }) => text.includes('goes on after all'))).toHaveLength(1);
    await personAt(CYD).write('/subscribe');
    await personAt(CYD).reads(/Stars/);
    expect((await stage.deps.audit.latest(1))[0]).toMatchObject({ act: 'service-reopened' });
  });

  it('lists the days left without formulas, and gives Stars back once each, as whole charges, and for good', async () => {
    stage.clock.advance(DAY_MS);
    await close();
    await owner.press('Days left as a file');
    const sent = await owner.until(() =>
      owner.messages().find(({ document }) => document?.name === 'days-left.csv' && document.sizeBytes > 200),
    );
    expect(sent.document?.sizeBytes).toBeLessThan(1_100);
    await owner.write('/admin close');
    await owner.reads(/Since .* nothing is sold/);
    await owner.press('Give Stars back');
    await owner.reads(/cannot be taken back/);
    await owner.press('Yes, do it');
    await owner.reads(/Stars are being given back/);
    calls.length = 0;
    left = 1;
    await run().catch(() => {});
    left = Number.POSITIVE_INFINITY;
    for (let times = 0; times < 3; times += 1) {
      await run();
      stage.clock.advance(2 * HOUR_MS);
    }
    for (const index of [ADA, BOB]) {
      const person = personAt(index);
      await person.until(() => person.messages().find(({ text }) => /returned|refunded/i.test(text)));
      expect((await stage.linesOf(person)).filter(({ type }) => type === 'refunded')).toHaveLength(1);
      expect(await stage.entitlementOf(person)).toMatchObject({ tier: 'free' });
    }
    expect(await stage.entitlementOf(personAt(CYD))).toMatchObject({ state: 'trial' });
    // Both presents, to whoever paid; what was taken of one ends with it, and the link of the other leads nowhere.
    await giver.until(() => starsOf(giver) === giverStars);
    // The Stars are back before the ledger says so.
    await expect
      .poll(async () => (await stage.linesOf(giver)).map(({ type }) => type))
      .toEqual(['paid', 'paid', 'refunded', 'refunded']);
    await expect.poll(() => stage.entitlementOf(receiver)).toMatchObject({ tier: 'free', state: 'refunded' });
    await owner.write('/admin close');
    const shown = await owner.reads(/Stars are being given back/);
    expect(shown.keyboard.flat().map(({ text }) => text)).not.toContain('🔺 Let it go on');
    expect((await stage.deps.audit.latest(2)).map(({ act }) => act)).toContain('stars-returned');
  });
});
