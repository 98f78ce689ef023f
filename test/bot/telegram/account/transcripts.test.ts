import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoCardAccounts } from '../../../../billing/adapters/mongo/card-accounts.ts';
import { moveAccounts } from '../../../../bot/telegram/jobs/move-accounts.ts';
import { refundCharge } from '../../../../bot/telegram/money/refund-charge.ts';
import { DAY_MS } from '../../../../engine/time.ts';
import { openTranscript } from '../../../support/chat/transcript.ts';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';
import type { StagePerson } from '../../../support/stage/stage-person.ts';

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(async () => {
  await stage?.close();
});

const linkIn = (text: string): string => /start=(\w+)/.exec(text)?.[1] ?? '';

describe('a present', () => {
  it('reads as in gift.txt, is taken once, and goes when it is returned', async () => {
    const told = openTranscript();
    const ada = stage.person('Ada');
    const bob = stage.person('Bob');
    await ada.write('/start');
    told.does('Ada', '/gift');
    await ada.write('/gift');
    await told.reads('Ada', ada, /plan for somebody else/);
    told.does('Ada', 'presses Pro for 30 days, accepts the terms');
    await ada.press('Analyser Pro, 30 days');
    await told.reads('Ada', ada, /accept the terms/);
    await ada.press('I accept the terms');
    await ada.until(() => ada.messages().find(({ invoice }) => invoice !== null));
    told.does('Ada', 'pays');
    await ada.pay();
    const link = linkIn(await told.reads('Ada', ada, /Pass this link on/));
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'free', state: 'none' });
    told.does('Ada', 'presses her own link');
    await ada.write(`/start ${link}`);
    await told.reads('Ada', ada, /your own present/);
    told.does('Bob', 'presses the link');
    await bob.write(`/start ${link}`);
    await told.reads('Bob', bob, /A present for you/);
    expect(await stage.entitlementOf(bob)).toMatchObject({ tier: 'pro', state: 'granted' });
    told.does('Cyd', 'presses it after him');
    const cyd = stage.person('Cyd');
    await cyd.write(`/start ${link}`);
    await told.reads('Cyd', cyd, /taken by somebody else/);
    told.is('gift');

    const [line] = await stage.linesOf(ada);
    await stage.api().refundStarPayment(ada.id, line?.externalId ?? '');
    await ada.reads(/were returned/);
    expect(await stage.entitlementOf(bob)).toMatchObject({ tier: 'free', state: 'refunded' });
  });
});

describe('an invitation', () => {
  it('reads as in referral.txt, rewards both once, and takes it back with a refund', async () => {
    const told = openTranscript();
    const ida = stage.person('Ida');
    await ida.write('/start');
    told.does('Ida', '/invite');
    await ida.write('/invite');
    await told.reads('Ida', ida, /Where do you live/);
    told.does('Ida', 'presses Somewhere else');
    await ida.press('Somewhere else');
    const link = linkIn(await told.reads('Ida', ida, /Your invitation/));
    told.does('Joe', 'comes by the link, and presses Somewhere else');
    const joe = stage.person('Joe');
    await joe.write(`/start ${link}`);
    await told.reads('Joe', joe, /Where do you live/);
    await joe.press('Somewhere else');
    await told.reads('Joe', joe, /You were invited/);
    told.does('Joe', 'buys Pro for 30 days');
    await stage.buy(joe);
    await told.reads('Joe', joe, /an invitation led to a plan/);
    await told.reads('Ida', ida, /an invitation led to a plan/);
    told.is('referral');
    expect(await stage.entitlementOf(ida)).toMatchObject({ tier: 'pro', state: 'granted' });

    const own = stage.person('Own');
    await own.write(`/start ${link}`);
    await own.reads(/Where do you live/);
    await own.press('🇬🇧 GB');
    await own.reads(/bring no reward where you live/);
    await stage.buy(own);
    expect((await stage.linesOf(ida)).filter(({ type }) => type === 'granted')).toHaveLength(1);

    const paid = (await stage.linesOf(joe)).find(({ type }) => type === 'paid');
    await stage.api().refundStarPayment(joe.id, paid?.externalId ?? '');
    await joe.reads(/were returned/);
    expect(await stage.entitlementOf(ida)).toMatchObject({ tier: 'free' });
    expect(await stage.entitlementOf(joe)).toMatchObject({ tier: 'free' });
  });

  it('attributes nobody who was there before, nor oneself', async () => {
    const kim = stage.person('Kim');
    const lou = stage.person('Lou');
    await kim.write('/start');
    await kim.write('/invite');
    await kim.reads(/Where do you live/);
    await kim.press('Somewhere else');
    const link = linkIn((await kim.reads(/Your invitation/)).text);
    await lou.write('/start');
    await lou.reads(/Hi Lou/);
    await lou.write(`/start ${link}`);
    await kim.write(`/start ${link}`);
    await stage.buy(lou);
    await stage.buy(kim);
    expect((await stage.linesOf(kim)).map(({ type }) => type)).toEqual(['paid']);
  });
});

describe('free days during a subscription', () => {
  it('read as in free-days.txt: they are kept and begin when the charging ends', async () => {
    const told = openTranscript();
    const mia = stage.person('Mia');
    const atMs = stage.clock.nowMs();
    await mia.write('/start');
    const base = { telegramId: mia.id, atMs };
    await stage.deps.payments.append({
      ...{ ...base, provider: 'stars', externalId: 'mia-1', type: 'paid', planId: 'pro-month', planVersion: 1 },
      ...{ amountMinor: 1_950, currency: 'XTR', order: '00000000000000aa', subscriptionMs: 30 * DAY_MS, code: null },
    });
    await stage.deps.payments.append({
      ...{ ...base, provider: 'grant', externalId: 'mia-free', type: 'granted', tier: 'pro', durationMs: 7 * DAY_MS },
      ...{ reason: 'referral', code: null },
    });
    told.does('Mia', '/plan');
    await mia.write('/plan');
    await told.reads('Mia', mia, /Your plan/);
    told.happens('the subscription is cancelled, and its month ends');
    await stage.deps.payments.append({
      ...{
        ...base,
        atMs: atMs + 1,
        provider: 'stars',
        externalId: 'mia-x',
        type: 'cancelled',
        order: '00000000000000aa',
      },
    });
    stage.clock.advance(31 * DAY_MS);
    told.does('Mia', '/plan');
    await mia.write('/plan');
    await told.reads('Mia', mia, /A present until/);
    told.is('free-days');
  });
});

const run = () => moveAccounts({ ...stage.removal() }, stage.clock.nowMs());

describe('a recovery', () => {
  it('reads as in recovery.txt: the old account is warned, and after a day everything is at the new one', async () => {
    const told = openTranscript();
    const old = stage.person('Nora');
    await stage.buy(old);
    told.does('Nora', '/recovery');
    await old.write('/recovery');
    const code = /[0-9A-F]{4}(?:-[0-9A-F]{4}){3}/.exec((await old.reads(/recovery code/)).text)?.[0] ?? '';
    const now = stage.person('Nora, new phone');
    told.does('Nora, new phone', 'sends /recover and the code');
    await now.write('/start');
    await now.write(`/recover ${code}`);
    await told.reads('Nora, new phone', now, /is being warned/);
    await told.reads('Nora', old, /gave your recovery code/);
    await run();
    expect(await stage.entitlementOf(now)).toMatchObject({ tier: 'free' });
    told.happens('a day passes');
    stage.clock.advance(DAY_MS + 1);
    await run();
    await run();
    await told.reads('Nora, new phone', now, /Everything is here now/);
    told.is('recovery');
    expect(await stage.entitlementOf(now)).toMatchObject({ tier: 'pro', state: 'active' });
    expect(await stage.entitlementOf(old)).toMatchObject({ tier: 'free', state: 'none' });
    expect((await stage.deps.accounts.find(now.id))?.acceptedTerms).not.toBeNull();

    const [line] = await stage.linesOf(now);
    if (line?.type !== 'paid') throw new Error('expected a charge');
    // Telegram returns it to whoever paid, and to nobody else.
    await refundCharge(stage.removal(), line);
    await stage.untilEvent((event) => event.type === 'refund-settled' && event.telegramId === old.id);
    expect(await stage.entitlementOf(now)).toMatchObject({ state: 'refunded' });
  });

  it('takes along a charge that is heard of within 40 days after it, and leaves the old account what it buys anew', async () => {
    const old = stage.person('Lea');
    await stage.buy(old);
    await old.write('/recovery');
    const code = /[0-9A-F]{4}(?:-[0-9A-F]{4}){3}/.exec((await old.reads(/recovery code/)).text)?.[0] ?? '';
    const now = stage.person('Lea, new phone');
    await now.write('/start');
    await now.write(`/recover ${code}`);
    await now.reads(/is being warned/);
    stage.clock.advance(DAY_MS + 1);
    await run();
    const [first] = await stage.linesOf(now);
    if (first?.type !== 'paid') throw new Error('expected a charge');
    const charge = { ...first, telegramId: old.id, payerId: undefined };
    const late = { ...charge, externalId: 'late', atMs: stage.clock.nowMs() - 60_000 };
    const anew = { ...charge, externalId: 'anew', atMs: stage.clock.nowMs() + 60_000 };
    for (const fact of [late, anew]) await stage.deps.payments.append(fact);
    await run();
    expect((await stage.linesOf(now)).map(({ externalId }) => externalId)).toEqual([first.externalId, 'late']);
    expect((await stage.linesOf(now)).at(-1)).toMatchObject({ payerId: old.id });
    expect((await stage.linesOf(old)).map(({ externalId }) => externalId)).toEqual(['anew']);
    stage.clock.advance(41 * DAY_MS);
    await stage.deps.payments.append({ ...late, externalId: 'much later' });
    await run();
    expect((await stage.linesOf(old)).map(({ externalId }) => externalId)).toEqual(['much later', 'anew']);
  });

  it('is stopped by the old account, and its code opens nothing any more', async () => {
    const old = stage.person('Otto');
    await stage.buy(old);
    await old.write('/recovery');
    const code = /[0-9A-F]{4}(?:-[0-9A-F]{4}){3}/.exec((await old.reads(/recovery code/)).text)?.[0] ?? '';
    const thief = stage.person('Thief');
    await thief.write('/start');
    await thief.write(`/recover ${code}`);
    await old.reads(/gave your recovery code/);
    await old.press('Stop it');
    await old.reads(/Everything stays here/);
    stage.clock.advance(2 * DAY_MS);
    await run();
    expect(await stage.entitlementOf(thief)).toMatchObject({ tier: 'free', state: 'none' });
    await thief.write(`/recover ${code}`);
    await thief.reads(/I know no such code/);
  });
});

describe('a pause', () => {
  it('keeps every day of prepaid time, closes the channel, and is not for subscriptions', async () => {
    const pia = stage.person('Pia');
    await stage.buy(pia);
    await pia.write('/plan');
    await pia.reads(/Your plan/);
    await pia.press('Pause');
    await pia.reads(/Three pauses a year/);
    await pia.press('Yes, pause');
    await pia.reads(/Not a day is lost/);
    expect(await stage.entitlementOf(pia)).toMatchObject({ tier: 'free', state: 'paused' });
    stage.clock.advance(100 * DAY_MS);
    await pia.write('/plan');
    await pia.reads(/paused/);
    await pia.press('Go on');
    await pia.reads(/runs again/);
    const { tier, paidUntilMs } = await stage.entitlementOf(pia);
    expect(tier).toBe('pro');
    expect(((paidUntilMs ?? 0) - stage.clock.nowMs()) / DAY_MS).toBeCloseTo(30, 1);
  });
});

describe('a move', () => {
  it('hands over what leads to one account: its invitation, unless the new one has its own, and its card; not its code', async () => {
    const { links } = stage.deps;
    const cardAccounts = createMongoCardAccounts(stage.connection);
    const [old, now, next] = [stage.person('Olga'), stage.person('Olga, new'), stage.person('Olga, next')];
    for (const each of [old, now, next]) await each.write('/start');
    for (const each of [old, now, next]) await each.reads(/Hi Olga/);
    await links.inviteCode(old.id, 'olgacode');
    await links.setCountry(old.id, 'GB');
    await links.setRecovery(old.id, 'hash of olga');
    await cardAccounts.claimCustomer(old.id, 'cus_olga');
    const move = async (from: StagePerson, to: StagePerson) => {
      await links.askMove(from.id, { toTelegramId: to.id, askedAtMs: stage.clock.nowMs() });
      stage.clock.advance(DAY_MS + 1);
      await run();
      await to.reads(/Everything is here now/);
    };
    await move(old, now);
    expect(await links.findInviter('olgacode')).toMatchObject({ telegramId: now.id, country: 'GB' });
    expect(await links.inviteCode(old.id, 'fresh')).toBe('fresh');
    expect(await links.findByRecovery('hash of olga')).toBeNull();
    expect(await cardAccounts.find(now.id)).toMatchObject({ customer: 'cus_olga', checkout: null });
    expect(await cardAccounts.find(old.id)).toMatchObject({ customer: null });

    await links.inviteCode(next.id, 'nextcode');
    await move(now, next);
    expect(await links.findInviter('nextcode')).toMatchObject({ telegramId: next.id });
    expect(await links.findInviter('olgacode')).toBeNull();
  });
});
