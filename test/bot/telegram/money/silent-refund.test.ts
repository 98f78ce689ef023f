import { expect, it } from 'vitest';
import { entitlementAt } from '../../../../billing/entitlement.ts';
import { encodeInvoicePayload, orderOf } from '../../../../billing/invoice.ts';
import { isCharge } from '../../../../billing/ledger-fact.ts';
import { starsOf } from '../../../../billing/plans.ts';
import { TERMS_VERSION } from '../../../../billing/terms.ts';
import { refundCharge } from '../../../../bot/telegram/money/refund-charge.ts';
import { startMoneyProcess } from '../../../../scripts/money-histories/world/money-process.ts';
import { openMoneyWorld } from '../../../../scripts/money-histories/world/money-world.ts';
import { FIRST_PLAN } from '../../../support/stage/first-plan.ts';

const BUYER = 77;

it('takes Stars that went back without a notice from the list of transactions, although a second return is refused', async () => {
  const world = openMoneyWorld(1);
  const { books, stores, time } = world;
  await stores.accounts.meet({ telegramId: BUYER, firstName: 'B', languageCode: 'en' }, null, 0);
  await stores.accounts.acceptTerms(BUYER, TERMS_VERSION, 0);
  const { intake, outgoing, reconcileStars } = startMoneyProcess(world, {});
  const hear = async (): Promise<void> => {
    void intake.take(books.waiting.splice(0));
    await time.pass(1_000);
  };
  const order = orderOf(FIRST_PLAN, BUYER, { nowMs: time.nowMs(), nonce: world.newNonce() });
  const payload = encodeInvoicePayload(order);
  books.ask({ telegramId: BUYER, amount: starsOf(FIRST_PLAN), payload, periodMs: null, affiliate: 0 });
  await hear();
  books.collect(time.nowMs());
  await hear();
  const tier = () => entitlementAt(stores.payments.lines, time.nowMs()).tier;
  expect(tier()).toBe(FIRST_PLAN.tier);

  const charge = stores.payments.lines.find(isCharge);
  if (charge === undefined) throw new Error('expected a charge');
  const back = { user_id: BUYER, telegram_payment_charge_id: charge.externalId };
  books.call({ method: 'refundStarPayment', payload: back }, time.nowMs());
  // The notice never comes.
  books.waiting.splice(0);
  expect(() => books.call({ method: 'refundStarPayment', payload: back }, time.nowMs())).toThrow(
    /CHARGE_ALREADY_REFUNDED/,
  );
  await refundCharge(outgoing, charge);
  expect(tier()).toBe(FIRST_PLAN.tier);

  expect(await reconcileStars()).toMatchObject({ appended: 1, differenceNano: 0n });
  expect(tier()).toBe('free');
  expect(books.balance()).toBe(0);
});
