import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsFor } from '../bot/telegram/messages/texts.ts';
import { HOUR_MS } from '../engine/time.ts';
import { reversingCandles } from './support/candles/candles.ts';
import { writeCandles } from './support/candles/write-candles.ts';
import { openTestDatabase, type TestDatabase } from './support/database/database.ts';
import { type Journey, newPerson, openJourney } from './support/journeys/journey.ts';
import { CHROMIUM_FLAGS, findChromium } from './support/process/chromium.ts';
import { firstPerson, type ProductProcess, startProduct, until } from './support/process/product-process.ts';

const executablePath = findChromium();
const reason = executablePath === null ? ' (skipped: no Chromium; set CHROMIUM_PATH)' : '';
/** Where every picture is kept, to be looked at: JOURNEYS=/tmp/pictures npx vitest run test/journeys.test.ts */
const FOLDER = process.env.JOURNEYS ?? null;
/** Russian has the longest labels, Hindi the signs that fonts lack. */
const LOOKS = (['en', 'ru', 'hi'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
);

describe.skipIf(executablePath === null)(`journeys on the chat page of a phone${reason}`, { timeout: 600_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'analyser-journeys-'));
  let database: TestDatabase;
  let product: ProductProcess;
  let browser: Browser;
  let owner: number;

  beforeAll(async () => {
    if (FOLDER !== null) mkdirSync(FOLDER, { recursive: true });
    database = await openTestDatabase();
    const file = join(folder, 'BTCUSDT_binance_1h_2024.csv');
    writeCandles(file, reversingCandles({ count: 3_000, seed: 11, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS }));
    product = await startProduct({
      ...{ MONGODB_URI: database.uri, SANDBOX: '1', DATA_DIR: join(folder, 'data'), MARKET_DATA: file },
      SANDBOX_SPEED: '20',
    });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...CHROMIUM_FLAGS] });
    const first = await firstPerson(product);
    owner = first.id;
    // The first days are fast-forwarded; before them there is nothing to look at.
    await until('signals', async () => (await first.chat('Free')).messages.length >= 5, { limitMs: 180_000 });
  }, 480_000);
  afterAll(async () => {
    await browser?.close();
    await product?.end('SIGKILL');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (person: number, theme: 'light' | 'dark' = 'light'): Promise<Journey> =>
    openJourney({ browser, product, person, theme, folder: FOLDER });

  it('leads an operator from the start to the first post in a channel of their own, without an id', async () => {
    const olga = await open(owner);
    const { page } = olga;
    await olga.start();
    const code = /\/claim [0-9a-f]{16}/.exec(product.output())?.[0] ?? '';
    expect((await olga.write(code)).text).toContain('This bot is yours now');
    expect(await olga.look('operator-1-claimed')).toEqual([]);
    await page.locator('.key', { hasText: 'Add me to a channel' }).last().click();
    await page.getByRole('button', { name: 'New channel' }).click();
    await page.getByLabel('Channel name').fill('My Signals');
    await page.getByRole('button', { name: 'Create' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add Analyser as administrator' });
    await dialog.waitFor();
    expect(await dialog.getByRole('checkbox', { checked: true }).count()).toBe(4);
    expect(await olga.look('operator-2-rights')).toEqual([]);
    await page.getByRole('button', { name: 'Add administrator' }).click();
    await page.locator('.head-title', { hasText: 'My Signals' }).waitFor();
    await page.getByRole('button', { name: 'Back to the chats' }).click();
    await page.locator('.chat-row', { has: page.getByText('Analyser', { exact: true }) }).click();
    await page.locator('.row', { hasText: 'I am an administrator of My Signals now' }).waitFor();
    expect(await olga.look('operator-3-asked')).toEqual([]);
    // The day's word to operators may come in between.
    await olga.press('Pro (now', /Shall they go to My Signals instead/);
    await olga.press('Yes, do it', /My Signals is the channel of Pro/);
    expect(await olga.look('operator-4-done')).toEqual([]);
    expect(olga.typed()).toEqual([code]);
    await page.getByRole('button', { name: 'Back to the chats' }).click();
    await page.locator('.chat-row', { has: page.getByText('My Signals', { exact: true }) }).click();
    await page
      .locator('.row', { hasText: /BUY|SELL/ })
      .first()
      .waitFor({ timeout: 240_000 });
    expect(await olga.look('operator-5-first-post')).toEqual([]);
    await olga.close();
  });

  it('gives an owner a channel that they pick behind a button, new or theirs already, without an id', async () => {
    const olga = await open(owner);
    const { page } = olga;
    await olga.write('/channels');
    await olga.press('Pick a channel', /at the bottom of the screen/);
    expect(await olga.look('operator-6-pick')).toEqual([]);
    await page.getByRole('button', { name: 'Choose a channel' }).click();
    await page.getByRole('button', { name: 'New channel' }).click();
    await page.getByLabel('Channel name').fill('Elite Signals');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.locator('.row', { hasText: /Elite Signals.*whose channel is it/i }).waitFor();
    await olga.press('Elite', /Shall they go to Elite Signals instead/);
    await olga.press('Yes, do it', /Elite Signals is the channel of Elite/);
    // The other one is theirs already, with the bot in it.
    await olga.write('/channels');
    await olga.press('Pick a channel', /at the bottom of the screen/);
    await page.getByRole('button', { name: 'Choose a channel' }).click();
    await page.getByRole('dialog').getByText('My Signals').click();
    await page.locator('.row', { hasText: 'My Signals: whose channel is it' }).waitFor();
    expect(await olga.look('operator-7-picked')).toEqual([]);
    expect(olga.typed()).toEqual(['/channels', '/channels']);
    await olga.close();
  });

  it('leads a newcomer to a signal with its chart in three presses, and to the invoice in three', async () => {
    const nina = await open(await newPerson(product, 'Nina', 'en'));
    const texts = textsFor('en');
    await nina.start();
    await nina.press(texts.buttonSignals);
    const signal = await nina.press('1');
    expect(signal.photoUrl).not.toBeNull();
    expect(nina.presses()).toBe(3);
    await nina.close();
    const theo = await open(await newPerson(product, 'Theo', 'en'));
    await theo.start();
    await theo.press(texts.buttonSubscribe);
    await theo.press(texts.buttonAcceptTerms);
    await expect.poll(async () => (await theo.messages()).some(({ invoice }) => invoice !== null)).toBe(true);
    expect(theo.presses()).toBe(3);
    await theo.close();
  });

  it.each(LOOKS)(
    'shows nothing cut off, unnamed or unanswered on ten journeys, in $language and $theme',
    async (look) => {
      const { language, theme } = look;
      const texts = textsFor(language);
      const name = { en: 'Emma', ru: 'Маша', hi: 'आशा' }[language];
      const reader = await open(await newPerson(product, name, language), theme);
      const seen = async (what: string): Promise<void> =>
        expect(await reader.look(`${language}-${theme}-${what}`), what).toEqual([]);
      await reader.start();
      await seen('01-start');
      await reader.press(texts.buttonSignals);
      await seen('02-signals');
      await reader.press('1');
      await seen('03-signal');
      await reader.press(texts.buttonWhy);
      await seen('04-why');
      await reader.write('/settings');
      await seen('05-settings');
      await reader.write('/subscribe');
      await seen('06-subscribe');
      await reader.press(texts.buttonAcceptTerms);
      await expect.poll(async () => (await reader.messages()).some(({ invoice }) => invoice !== null)).toBe(true);
      await seen('06-invoice');
      await reader.write('/plan');
      await seen('07-plan');
      await reader.write('/watch');
      await seen('08-watch');
      await reader.write('/support');
      await reader.write('Hello, one question: when does the next signal come?');
      await seen('09-support');
      await reader.close();
      const operator = await open(owner, theme);
      await operator.write('/admin');
      expect(await operator.look(`${language}-${theme}-10-admin`)).toEqual([]);
      await operator.close();
    },
  );
});
