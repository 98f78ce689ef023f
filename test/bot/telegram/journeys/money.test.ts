import { afterEach, beforeEach, describe, it } from 'vitest';
import { GRACE_MS } from '../../../../billing/subscription-spans.ts';
import { sendReminders } from '../../../../bot/telegram/jobs/send-reminders.ts';
import { DAY_MS } from '../../../../engine/time.ts';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';
import { openReader } from '../../../support/stage/reader.ts';

let stage: PurchaseStage;
beforeEach(async () => {
  stage = await openPurchaseStage();
});
afterEach(async () => {
  await stage?.close();
});

describe('the money of a subscriber', () => {
  it('goes from a trial through a failed renewal, its grace and an upgrade to a refund, as in money.txt', async () => {
    const { name, person, told, texts, write, press, paysBySubscription } = openReader(stage, 'Ada');
    await write('/start');
    await write('/trial');
    told.happens('five days pass');
    stage.clock.advance(5 * DAY_MS);
    await told.follows({ name, person }, () => sendReminders(stage.removal(), stage.clock.nowMs()));
    await press(texts.buttonSubscribe);
    await press(texts.buttonAcceptTerms, 2);
    await press(texts.buttonSubscribeMonthly(1_950));
    await paysBySubscription();
    const [own] = stage.sandbox.world.snapshot(person.id).subscriptions;
    const subscriptionId = own?.id ?? '';
    told.happens('a month passes, and there are too few Stars');
    stage.clock.advance(30 * DAY_MS);
    await told.follows({ name, person }, () => person.act({ type: 'fail-renewal', subscriptionId }));
    await write('/plan');
    told.happens('half of the grace passes, and Telegram charges');
    stage.clock.advance(GRACE_MS / 2);
    await told.follows({ name, person }, () => person.act({ type: 'renew', subscriptionId }));
    told.happens('ten days pass');
    stage.clock.advance(10 * DAY_MS);
    await write('/subscribe');
    await press('Elite');
    await press(texts.buttonSubscribeMonthly(4_950));
    await paysBySubscription();
    await write('/plan');
    told.happens('the operator returns what was paid for Elite');
    const elite = (await stage.linesOf(person)).find((line) => line.type === 'paid' && line.amountMinor === 4_950);
    await told.follows({ name, person }, () => stage.api().refundStarPayment(person.id, elite?.externalId ?? ''));
    await write('/plan');
    told.is('money');
  });

  it('is less with a code, as in coupon.txt', async () => {
    const { told, texts, write, press, pays } = openReader(stage, 'Bob');
    await write('/start');
    await stage.deps.coupons.create({
      ...{ code: 'SUMMER', gift: { type: 'percent', percent: 20 }, plans: null, audience: 'new', most: 1, mostEach: 1 },
      ...{ untilMs: null, winBackDays: null, madeBy: 1, madeAtMs: 0, disabledAtMs: null },
    });
    await write('/redeem WINTER');
    await write('/redeem summer');
    await press('🎟 Analyser Pro, 30 days');
    await press(texts.buttonAcceptTerms, 2);
    await pays();
    await write('/redeem summer');
    told.is('coupon');
  });
});
