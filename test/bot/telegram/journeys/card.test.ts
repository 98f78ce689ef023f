import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entitlementAt } from '../../../../billing/entitlement.ts';
import { refundCharge } from '../../../../bot/sandbox/stripe/state/take-payment.ts';
import { sendReminders } from '../../../../bot/telegram/jobs/send-reminders.ts';
import { DAY_MS } from '../../../../engine/time.ts';
import { type CardChatStage, openCardChatStage } from '../../../support/stage/card-chat-stage.ts';
import { openReader } from '../../../support/stage/reader.ts';

let stage: CardChatStage;
beforeAll(async () => {
  stage = await openCardChatStage();
});
afterAll(() => stage?.close());

describe('the card of a subscriber', () => {
  it('is charged until they cancel in the portal, and what is paid stays to its end, as in card.txt', async () => {
    const { name, person, told, texts, write, press } = openReader(stage, 'Ada');
    const openedLink = (): string => {
      const buttons = person.messages().flatMap(({ keyboard }) => keyboard.flat());
      const link = buttons.findLast(({ text }) => text === texts.buttonCardGo);
      return link?.type === 'url' ? link.url : '';
    };
    const entitlement = async () => entitlementAt(await stage.deps.payments.ofAccount(person.id), stage.clock.nowMs());
    await write('/start');
    await press(texts.buttonSubscribe);
    await press(texts.buttonAcceptTerms, 2);
    await press(texts.buttonCardPay({ amountMinor: 39_00, currency: 'USD' }));
    told.does(name, 'opens the page, continues as themselves, and pays with a card');
    await told.follows({ name, person }, () => stage.payByCard(openedLink(), 'pro-month'));
    await write('/plan');
    told.happens('a month passes, and Stripe charges again');
    stage.clock.advance(30 * DAY_MS);
    await told.follows({ name, person }, async () => stage.billUntilNow());
    await write('/plan');
    told.happens('ten days pass');
    stage.clock.advance(10 * DAY_MS);
    await press(texts.buttonCard);
    told.does(name, 'opens the page, and cancels there');
    await told.follows({ name, person }, () => stage.cancelInPortal(openedLink()));
    // The portal sets cancel_at alone: either of the two means that it ends then.
    const [subscription] = Object.values(stage.standIn.world.state.subscriptions);
    expect(subscription).toMatchObject({ cancel_at: expect.any(Number), cancel_at_period_end: false });
    await write('/plan');
    told.happens('19 days pass');
    stage.clock.advance(19 * DAY_MS);
    stage.billUntilNow();
    await told.follows({ name, person }, () => sendReminders(stage.outgoing(), stage.clock.nowMs()));
    expect(await entitlement()).toMatchObject({ tier: 'pro', state: 'cancelled' });
    await write('/plan');
    told.happens('the month ends');
    stage.clock.advance(DAY_MS);
    stage.billUntilNow();
    expect(await entitlement()).toMatchObject({ tier: 'free', state: 'expired' });
    await write('/plan');
    const [, second] = Object.values(stage.standIn.world.state.charges);
    if (second === undefined) throw new Error('expected a second charge');
    told.does('The operator', 'gives $9.00 of the second payment back, in the dashboard of Stripe');
    await told.follows({ name, person }, async () => {
      refundCharge(stage.standIn.world, second, 9_00);
    });
    told.does('The operator', 'gives the rest back, too');
    await told.follows({ name, person }, async () => {
      refundCharge(stage.standIn.world, second, 30_00);
      await person.reads(/the days they bought are taken back/);
    });
    told.is('card');
    const lines = await stage.deps.payments.ofAccount(person.id);
    expect(lines.map(({ type }) => type).toSorted()).toEqual(
      ['paid', 'renewed', 'cancelled', 'refunded-part', 'refunded-part', 'refunded'].toSorted(),
    );
  });
});
