import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../engine/time.ts';
import { NO_BROWSER, PHONE, SKIP_REASON } from '../../support/chat/chat-page.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/process/chromium.ts';
import { billUntilNow, planNamed } from '../../support/stage/card-stage.ts';
import { openPlansStage, type PlansStage } from '../../support/stage/plans-stage.ts';

const ADA = 71;
let stage: PlansStage;
beforeEach(async () => {
  stage = await openPlansStage();
});
afterEach(() => stage.close());

const linkOf = (telegramId: number) => stage.cards.plansUrl(telegramId, 'pro-month') ?? '';

/** The page that a link opens: what its form sends, and what the browser keeps. */
async function open(link: string) {
  const answer = await fetch(link, { redirect: 'manual' });
  const page = await answer.text();
  const fields = Object.fromEntries(
    [...page.matchAll(/name="(code|visit|to)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  return { page, fields, visit: answer.headers.get('set-cookie') ?? '' };
}

function enter({ fields, visit }: { readonly fields: Readonly<Record<string, string>>; readonly visit: string }) {
  return fetch(`${stage.url}/plans/enter`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
    headers: { cookie: visit.split(';')[0] ?? '' },
  });
}

describe('the link to the plans', () => {
  it('shows whose it is however often it is fetched, and stands for that person once, when they press', async () => {
    await stage.meet(ADA, 'Ada');
    const link = linkOf(ADA);
    for (let preview = 0; preview < 3; preview += 1) await fetch(link, { redirect: 'manual' });
    const opened = await open(link);
    expect(opened.page).toContain('Continue as Ada');
    expect(opened.visit).toMatch(/^plans_visit=[0-9a-f]{32}; Path=\/plans; HttpOnly; SameSite=Strict; Max-Age=1800$/);
    const entered = await enter(opened);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/plans/pro-month']);
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^plans=71\.[^;]+; Path=\/plans; HttpOnly; SameSite=Lax; Max-Age=7200$/);
    const page = await fetch(`${stage.url}/plans`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(await page.text()).toContain('Paying as Ada');
    const second = await fetch(link, { redirect: 'manual' });
    expect(second.headers.get('location')).toBe('/plans/pro-month?notice=link-used');
    expect(second.headers.get('set-cookie')).toBeNull();
    expect((await enter(opened)).headers.get('set-cookie')).toBeNull();
  });

  it('cannot be pressed by a page of somebody else in a visitor’s place', async () => {
    await stage.meet(ADA, 'Ada');
    const opened = await open(linkOf(ADA));
    for (const cookie of ['', 'plans_visit=0123456789abcdef0123456789abcdef']) {
      const answer = await enter({ ...opened, visit: cookie });
      expect([answer.headers.get('location'), answer.headers.get('set-cookie')]).toEqual([
        '/plans/pro-month?notice=link-used',
        null,
      ]);
    }
    expect(
      (await enter({ ...opened, fields: { ...opened.fields, to: 'https://elsewhere.example/plans' } })).status,
    ).toBe(400);
    expect((await enter(opened)).headers.get('set-cookie')).toMatch(/^plans=71\./);
  });

  it('of somebody else cannot be made from it, nor the kept one from a link', async () => {
    await stage.meet(ADA, 'Ada');
    const code = new URL(linkOf(ADA)).searchParams.get('code') ?? '';
    expect(await stage.cards.enter(code.replace('71.', '72.'))).toBeNull();
    expect(await stage.cards.enter(`${code}x`)).toBeNull();
    expect(await stage.cards.personOf(code)).toBeNull();
    const kept = (await stage.cards.enter(code)) ?? '';
    expect(await stage.cards.personOf(kept)).toMatchObject({ firstName: 'Ada' });
    expect(await stage.cards.enter(kept)).toBeNull();
  });

  it('has the code that was redeemed in the chat, with its price, over the terms that are accepted here', async () => {
    await stage.accounts.meet({ telegramId: ADA, firstName: 'Ada', languageCode: 'en' }, null, stage.clock.nowMs());
    const gift = { type: 'percent', percent: 20 } as const;
    const limits = { plans: ['pro-quarter'], audience: 'everybody', most: null, mostEach: 1, untilMs: null } as const;
    await stage.coupons.create({
      code: 'SUMMER',
      gift,
      ...limits,
      winBackDays: null,
      madeBy: 1,
      madeAtMs: 0,
      disabledAtMs: null,
    });
    await stage.accounts.keepCode(ADA, 'SUMMER');
    const cookie = ((await enter(await open(linkOf(ADA)))).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const page = await (await fetch(`${stage.url}/plans`, { headers: { cookie } })).text();
    const row = (plan: string) => page.split(`id="${plan}"`)[1]?.split('class="plan')[0] ?? '';
    expect(row('pro-quarter')).toContain('value="SUMMER"');
    expect(row('pro-quarter')).toMatch(/\$84(?:\.00)? by card/);
    expect(row('pro-month')).toContain('value=""');
    const terms = /name="terms" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const bought = await fetch(`${stage.url}/plans/buy`, {
      ...{ method: 'POST', redirect: 'manual', headers: { cookie } },
      body: new URLSearchParams({ plan: 'pro-quarter', code: 'SUMMER', terms }),
    });
    await stage.press(bought.headers.get('location') ?? '', { action: 'pay', card: '4242' });
    await expect.poll(() => stage.ledger(ADA)).toMatchObject([{ type: 'paid', amountMinor: 84_00, code: 'SUMMER' }]);
    const after = await (await fetch(`${stage.url}/plans`, { headers: { cookie } })).text();
    expect(after).not.toContain('value="SUMMER"');
  });

  it('lets a stranger read, and sends them to the bot to pay; a form of theirs buys nothing', async () => {
    const page = await (await fetch(`${stage.url}/plans`)).text();
    expect(page).toContain('https://t.me/analyser_bot?start=card_pro-month');
    expect(page).not.toContain('/plans/buy');
    for (const [path, form] of [
      ['/plans/buy', { plan: 'pro-month' }],
      ['/plans/change', { plan: 'pro-month', order: '0123456789abcdef' }],
      ['/plans/portal', {}],
    ] as const) {
      const answer = await stage.press(`${stage.url}${path}`, form);
      expect([answer.status, answer.headers.get('location')?.startsWith('/plans')]).toEqual([303, true]);
    }
    expect((await stage.press(`${stage.url}/plans/buy`, { plan: '', terms: '$gt'.repeat(99) })).status).toBe(400);
    expect(Object.keys(stage.standIn.world.state.customers)).toEqual([]);
  });
});

describe('buying again', () => {
  const buy = () => stage.cards.buy({ telegramId: ADA, plan: planNamed('pro-quarter'), code: null });
  const pay = async (): Promise<void> => {
    const opened = await buy();
    if (opened.type !== 'go') throw new Error(`expected a checkout, was ${opened.type}`);
    await stage.press(opened.url, { action: 'pay', card: '4242' });
  };

  it('says that an earlier checkout was paid only when nobody knew it; else it is a new one', async () => {
    await stage.meet(ADA, 'Ada');
    await pay();
    await expect.poll(() => stage.ledger(ADA)).toHaveLength(1);
    await pay();
    await expect.poll(() => stage.ledger(ADA)).toHaveLength(2);
    // From here on no event comes.
    stage.standIn.webhook.deliverTo(`${stage.url}/nowhere`);
    await pay();
    expect(await stage.ledger(ADA)).toHaveLength(2);
    expect(await buy()).toEqual({ type: 'paid' });
    expect(await stage.ledger(ADA)).toHaveLength(3);
    expect(await buy()).toMatchObject({ type: 'go' });
  });
});

describe('a change to a cheaper plan', () => {
  it('waits for the next charge, and is taken back by asking for the plan that runs', async () => {
    await stage.meet(ADA, 'Ada');
    await stage.buy(ADA, 'elite-month');
    await expect.poll(() => stage.entitlement(ADA)).toMatchObject({ tier: 'elite' });
    const ask = (plan: string) => stage.cards.buy({ telegramId: ADA, plan: planNamed(plan), code: null });
    const change = (plan: string, order: string) =>
      stage.cards.change({ telegramId: ADA, plan: planNamed(plan), order });
    const price = () => Object.values(stage.standIn.world.state.subscriptions)[0]?.items.data[0].price.lookup_key;
    expect(await ask('elite-month')).toEqual({ type: 'refused', code: 'pre-checkout/already-subscribed' });
    expect(await ask('pro-month')).toEqual({ type: 'ask', direction: 'downgrade', change: null });
    expect(await change('pro-month', '0000000000000001')).toBe('changed');
    expect(price()).toBe('pro-month-v1');
    expect(await ask('elite-month')).toEqual({ type: 'ask', direction: 'keep', change: null });
    expect(await change('elite-month', '0000000000000002')).toBe('changed');
    expect(price()).toBe('elite-month-v1');
    stage.clock.advance(30 * DAY_MS);
    billUntilNow(stage);
    await expect.poll(async () => (await stage.ledger(ADA)).map(({ type }) => type)).toEqual(['paid', 'renewed']);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'elite', state: 'active' });
    expect((await stage.ledger(ADA))[1]).toMatchObject({ planId: 'elite-month', amountMinor: 99_00 });
  });
});

describe('a service that is wound down', () => {
  it('sells nothing by card: the page says so, a form is refused, and a checkout that was begun cannot be paid', async () => {
    await stage.meet(ADA, 'Ada');
    const opened = await stage.cards.buy({ telegramId: ADA, plan: planNamed('pro-month'), code: null });
    if (opened.type !== 'go') throw new Error(`expected a checkout, was ${opened.type}`);
    stage.windDown();
    const page = await (await fetch(`${stage.url}/plans`)).text();
    expect(page).toContain('Nothing is sold any more');
    expect(page).not.toMatch(/start=plan_|by card<|plans\/buy/);
    expect(await stage.cards.buy({ telegramId: ADA, plan: planNamed('pro-quarter'), code: null })).toEqual({
      ...{ type: 'refused', code: 'card/closed' },
    });
    await stage.cards.endCheckouts();
    await stage.cards.endCheckouts();
    await stage.press(opened.url, { action: 'pay', card: '4242' });
    expect(await stage.ledger(ADA)).toEqual([]);
  });

  it('settles a checkout that was paid before it could be ended', async () => {
    await stage.meet(ADA, 'Ada');
    stage.standIn.webhook.deliverTo(`${stage.url}/nowhere`);
    const opened = await stage.cards.buy({ telegramId: ADA, plan: planNamed('pro-quarter'), code: null });
    if (opened.type !== 'go') throw new Error(`expected a checkout, was ${opened.type}`);
    await stage.press(opened.url, { action: 'pay', card: '4242' });
    stage.windDown();
    await stage.cards.endCheckouts();
    expect(await stage.ledger(ADA)).toMatchObject([{ type: 'paid', planId: 'pro-quarter' }]);
  });
});

describe.skipIf(NO_BROWSER)(`paying by card in a browser${SKIP_REASON}`, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...CHROMIUM_FLAGS] });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await browser.newPage(PHONE);
    // The way back leads to Telegram, which is not there.
    await page.route('https://t.me/**', (route) => route.fulfill({ body: 'Telegram' }));
  });
  afterEach(() => page.close());
  const own = () => Object.values(stage.standIn.world.state.subscriptions)[0];

  it('leads from the bot to the checkout and back, opens the plan, and the portal cancels it to its end', async () => {
    await stage.meet(ADA, 'Ada');
    await page.goto(linkOf(ADA));
    await page.getByRole('button', { name: 'Continue as Ada' }).click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: '$39.00 by card' }).click();
    await page.getByText('Analyser Pro, 30 days').or(page.getByText('Analyser pro-month')).waitFor();
    await page.getByLabel('is declined').check();
    await page.getByRole('button', { name: 'Pay $39.00' }).click();
    await page.getByRole('alert').getByText('Your card was declined.').waitFor();
    await page.getByLabel(/4242, pays/).check();
    await page.getByRole('button', { name: 'Pay $39.00' }).click();
    await page.waitForURL('https://t.me/**');
    await expect.poll(() => stage.entitlement(ADA)).toMatchObject({ tier: 'pro', state: 'active' });

    await page.goto(`${stage.url}/plans`);
    await page.getByRole('button', { name: '$39.00 by card' }).click();
    await page.getByText('already have a subscription').waitFor();
    await page.getByRole('button', { name: 'My card, receipts and cancelling' }).click();
    stage.clock.advance(DAY_MS);
    await page.getByRole('button', { name: 'Cancel subscription' }).click();
    await page.getByText('Ends on').waitFor();
    await expect.poll(() => stage.entitlement(ADA)).toMatchObject({ tier: 'pro', state: 'cancelled' });
    stage.clock.advance(29 * DAY_MS);
    billUntilNow(stage);
    expect(await stage.entitlement(ADA)).toMatchObject({ tier: 'free', state: 'expired' });
  });

  it('tells what a dearer plan costs today before it is changed, and asks for the terms where they are not accepted', async () => {
    await stage.accounts.meet({ telegramId: ADA, firstName: 'Ada', languageCode: 'en' }, null, stage.clock.nowMs());
    await page.goto(linkOf(ADA));
    await page.getByRole('button', { name: 'Continue as Ada' }).click();
    const plan = page.locator('#pro-month');
    await plan.getByLabel('I accept the terms').check();
    await plan.getByRole('button', { name: '$39.00 by card' }).click();
    await page.getByRole('button', { name: 'Pay $39.00' }).click();
    await expect.poll(() => stage.entitlement(ADA)).toMatchObject({ tier: 'pro' });
    stage.clock.advance(10 * DAY_MS);
    await page.goto(`${stage.url}/plans`);
    await page.getByRole('button', { name: '$99.00 by card' }).click();
    await page
      .getByText('Today you pay $73.00: Elite for $99.00, less $26.00 for the days you have not used.')
      .waitFor();
    expect(own()?.items.data[0].price.lookup_key).toBe('pro-month-v1');
    await page.getByRole('button', { name: 'Change my plan' }).click();
    await page.getByText('Done.').waitFor();
    await expect.poll(() => stage.entitlement(ADA)).toMatchObject({ tier: 'elite', state: 'active' });
    expect(Object.keys(stage.standIn.world.state.subscriptions)).toHaveLength(1);
  });
});
