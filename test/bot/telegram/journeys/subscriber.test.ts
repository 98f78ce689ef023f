import { afterEach, beforeEach, describe, it } from 'vitest';
import { removeExpired } from '../../../../bot/telegram/jobs/remove-expired.ts';
import { sendReminders } from '../../../../bot/telegram/jobs/send-reminders.ts';
import { DAY_MS, HOUR_MS } from '../../../../engine/time.ts';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';
import { openReader, type Reader } from '../../../support/stage/reader.ts';

let stage: PurchaseStage;
beforeEach(async () => {
  stage = await openPurchaseStage();
});
afterEach(async () => {
  await stage?.close();
});

const readerOf = (name: string, language: string) => openReader(stage, name, { language });
const jobs = () => ({ ...stage.deps, api: stage.api() });

async function seeSignals({ write, press, texts }: Reader): Promise<void> {
  await write('/start');
  await press(texts.buttonSettings);
  await press(texts.buttonSettingsLanguage);
  await press(texts.buttonSettings);
  await press(texts.buttonMenu);
  await press(texts.buttonSignals);
  await write('/signal 79a31bc6a7');
  await press(texts.buttonWhy);
  await write('/chart btc');
}

async function subscribe({ name, person, told, texts, press, write, paysBySubscription }: Reader): Promise<void> {
  await write('/subscribe');
  await press(texts.buttonTerms);
  await write('/subscribe');
  await press(texts.buttonAcceptTerms, 2);
  await press(texts.buttonSubscribeMonthly(1_950));
  await paysBySubscription();
  told.does(name, 'opens the link of the channel');
  await told.follows({ name, person }, () => stage.join(person));
}

async function leave({ name, person, told, texts, press, write }: Reader): Promise<void> {
  const [own] = stage.sandbox.world.snapshot(person.id).subscriptions;
  told.happens('a month passes, and Telegram charges again');
  stage.clock.advance(30 * DAY_MS);
  await told.follows({ name, person }, () => person.act({ type: 'renew', subscriptionId: own?.id ?? '' }));
  await write('/plan');
  await press(texts.buttonCancelSubscription);
  await press(texts.buttonCancelSurely);
  told.happens('28 days pass');
  stage.clock.advance(28 * DAY_MS);
  await told.follows({ name, person }, () => sendReminders(stage.removal(), stage.clock.nowMs()));
  told.happens('the month ends');
  stage.clock.advance(2 * DAY_MS + 7 * HOUR_MS);
  await told.follows({ name, person }, () => removeExpired(jobs(), stage.clock.nowMs()));
  await write('/plan');
  told.happens('a day passes');
  stage.clock.advance(DAY_MS + HOUR_MS);
  await told.follows({ name, person }, () => sendReminders(stage.removal(), stage.clock.nowMs()));
}

describe('a subscriber', () => {
  it.each([
    ['Ada', 'en'],
    ['Анна', 'ru'],
    ['आशा', 'hi'],
  ])('%s reads from /start to the end of the plan what stands in subscriber-%s.txt', async (name, language) => {
    const reader = readerOf(name, language);
    await seeSignals(reader);
    await subscribe(reader);
    await leave(reader);
    reader.told.is(`subscriber-${language}`);
  });

  it('who blocks the bot is spared, and greeted when they come back, as in back-again.txt', async () => {
    const { name, person, told, texts, write, press } = readerOf('Bob', 'en');
    await write('/start');
    await write('/trial');
    told.does(name, 'blocks the bot; the trial ends meanwhile');
    await person.act({ type: 'block', blocked: true });
    await stage.untilEvent((event) => event.type === 'unreachable' && event.telegramId === person.id);
    stage.clock.advance(8 * DAY_MS);
    await sendReminders(stage.removal(), stage.clock.nowMs());
    told.does(name, 'unblocks it two weeks later');
    stage.clock.advance(14 * DAY_MS);
    await person.act({ type: 'block', blocked: false });
    await write('/start');
    await press(texts.buttonSubscribe);
    told.is('back-again');
  });
});
