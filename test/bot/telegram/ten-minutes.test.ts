import { describe, expect, it } from 'vitest';
import { entitlementAt } from '../../../billing/entitlement.ts';
import { encodeInvoicePayload, orderOf } from '../../../billing/invoice.ts';
import { starsOf } from '../../../billing/plans.ts';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import { startMoneyProcess } from '../../../scripts/money-histories/world/money-process.ts';
import { type MoneyWorld, openMoneyWorld } from '../../../scripts/money-histories/world/money-world.ts';
import { FIRST_PLAN } from '../../support/stage/first-plan.ts';

const BUYERS = 100;
const before = Array.from({ length: BUYERS }, (_, index) => 1_000 + index);
const meanwhile = Array.from({ length: BUYERS }, (_, index) => 5_000 + index);

async function meet({ stores }: MoneyWorld, telegramId: number): Promise<void> {
  await stores.accounts.meet({ telegramId, firstName: `P${telegramId}`, languageCode: 'en' }, null, 0);
  await stores.accounts.acceptTerms(telegramId, TERMS_VERSION, 0);
}

function ask(world: MoneyWorld, telegramId: number): void {
  const order = orderOf(FIRST_PLAN, telegramId, { nowMs: world.time.nowMs(), nonce: world.newNonce() });
  const payload = encodeInvoicePayload(order);
  world.books.ask({ telegramId, amount: starsOf(FIRST_PLAN), payload, periodMs: null, affiliate: 0 });
}

describe('a database that is away for ten minutes', () => {
  it('right after 100 were allowed to pay: nobody is allowed meanwhile, all have it within a minute of its return', async () => {
    const world = openMoneyWorld(16);
    for (const telegramId of [...before, ...meanwhile]) await meet(world, telegramId);
    const { intake } = startMoneyProcess(world, {});
    const hear = async (ms: number): Promise<void> => {
      void intake.take(world.books.waiting.splice(0));
      await world.time.pass(ms);
    };
    const open = (ids: readonly number[]): number =>
      ids.filter((id) => {
        const ledger = world.stores.payments.lines.filter(({ telegramId }) => telegramId === id);
        return entitlementAt(ledger, world.time.nowMs()).tier === FIRST_PLAN.tier;
      }).length;

    for (const telegramId of before) ask(world, telegramId);
    await hear(1_000);
    world.breaks.isDatabaseAway = true;
    world.books.collect(world.time.nowMs());
    expect(world.books.charges).toHaveLength(BUYERS);
    // Ten more ask in each of ten minutes; nobody who asks meanwhile may pay.
    for (let minute = 0; minute < 10; minute += 1) {
      for (const telegramId of meanwhile.slice(minute * 10, minute * 10 + 10)) ask(world, telegramId);
      await hear(8_000);
      world.books.collect(world.time.nowMs());
      await hear(52_000);
    }
    expect(world.books.charges).toHaveLength(BUYERS);
    expect(open(before)).toBe(0);

    world.breaks.isDatabaseAway = false;
    await world.time.pass(60_000);
    expect(open(before)).toBe(BUYERS);
    expect(open(meanwhile)).toBe(0);
    // Each is told that it waits and, once, that it is done.
    await world.time.pass(60_000);
    const told = (words: RegExp) => (telegramId: number) =>
      world.books.messages.filter(({ chatId, text }) => chatId === telegramId && words.test(text)).length;
    expect(before.map(told(/Payment received/))).toEqual(before.map(() => 1));
    expect(before.map(told(/./))).toEqual(before.map(() => 2));
    expect(world.disk.left()).toEqual([]);
  }, 60_000);
});
