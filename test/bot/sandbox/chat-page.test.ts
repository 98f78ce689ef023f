import fastify, { type FastifyInstance } from 'fastify';
import { InlineKeyboard } from 'grammy';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChatDeps, registerChat } from '../../../bot/sandbox/chat-routes/register-chat.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { createFakeWorld, type FakeWorld, FREE_CHANNEL, marked, PRO_CHANNEL } from '../../support/chat/fake-world.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/process/chromium.ts';
import { startBot, startSandbox } from './telegram/sandbox-setup.ts';

const executablePath = findChromium();
const reason = executablePath === null ? ' (skipped: no Chromium; set CHROMIUM_PATH)' : '';
const NOW_MS = Date.UTC(2022, 2, 12, 13);
const DESK = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let browser: Browser;
let app: FastifyInstance;
let page: Page;
const problems: string[] = [];
const requested: string[] = [];

async function serve(deps: ChatDeps): Promise<void> {
  app = fastify();
  await registerChat(app, { clockEveryMs: 200, ...deps });
  await app.listen({ host: '127.0.0.1', port: 0 });
}

async function openPage(options: BrowserContextOptions = DESK, query = ''): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => requested.push(request.url()));
  await page.goto(`${app.listeningOrigin}/chat${query}`);
  await page.locator('.chat-row').first().waitFor({ state: 'attached' });
  return page;
}

async function stopServing(): Promise<void> {
  const closing = app.close();
  app.server.closeAllConnections();
  await closing;
}

const bubble = (text: string) => page.locator('.row', { hasText: text }).last();
const chatRow = (title: string) => page.locator('.chat-row', { has: page.getByText(title, { exact: true }) });

describe.skipIf(executablePath === null)(`the chat page in a real browser${reason}`, () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...CHROMIUM_FLAGS] });
  });
  afterAll(() => browser.close());
  beforeEach(() => {
    problems.length = 0;
    requested.length = 0;
  });
  afterEach(async () => {
    await page.context().close();
    await stopServing();
  });

  describe('with a scripted world', () => {
    let world: FakeWorld;
    let alex: number;
    beforeEach(async () => {
      world = createFakeWorld({ nowMs: () => NOW_MS });
      alex = world.addPerson('Alex', 'en').id;
      for (let hours = 12; hours > 0; hours -= 1) world.postSignal(FREE_CHANNEL, NOW_MS - hours * HOUR_MS);
      const notice = () => ({ market: 'recorded candles', source: 'recorded' as const, speed: 60, ended: null });
      await serve({ world, file: world.file, notice });
    });
    afterEach(() => {
      expect(problems).toEqual([]);
      expect(requested.filter((url) => !url.startsWith(app.listeningOrigin) && !url.startsWith('data:'))).toEqual([]);
    });

    it('leads a first visitor from START to a paid channel and its next signal', async () => {
      await openPage();
      expect(await page.locator('.pointer').textContent()).toContain('Press START');
      expect(await page.locator('#ribbon').textContent()).toMatch(
        /Sandbox.*Play Stars, replayed market at 60×.*12 Mar 2022/s,
      );
      await page.getByRole('button', { name: 'START', exact: true }).click();
      await bubble('Welcome, Alex!').waitFor();
      await page.locator('.key', { hasText: 'Get Pro' }).click();
      await page.locator('.toast', { hasText: 'You chose subscribe' }).waitFor();
      await page.locator('.key-pay').click();
      const sheet = page.getByRole('dialog');
      expect(await sheet.textContent()).toMatch(/Balance5,000.*Analyser Pro, 30 days.*1,950 Stars/s);
      await sheet.getByRole('button', { name: 'Pay' }).click();
      await sheet.getByText('Purchase Completed').waitFor();
      await sheet.getByRole('button', { name: 'Done' }).click();
      await page.locator('.pill', { hasText: 'You paid' }).waitFor();
      await page.locator('.chip', { hasText: '3,050' }).waitFor();
      await page.locator('.key', { hasText: 'Join Analyser Pro' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Request to Join' }).click();
      await page.getByRole('button', { name: 'REQUEST SENT', exact: true }).waitFor();
      world.approve(alex);
      await page.getByRole('button', { name: 'MUTE', exact: true }).waitFor();
      const signal = world.postSignal(PRO_CHANNEL, NOW_MS);
      await bubble('BUY').waitFor();
      world.edit(signal, { text: 'Outcome: right, +31 bps', entities: [] });
      await bubble('Outcome: right').locator('.edited').waitFor();
      const pictureWidth = () => page.evaluate('[...document.querySelectorAll(".photo img")].at(-1).naturalWidth');
      await expect.poll(pictureWidth).toBe(1280);
    });

    it('says across its whole width that the recording has ended and how to start over, without a reload', async () => {
      let ended: string | null = null;
      const notice = () => ({ market: 'Recorded candles', source: 'recorded' as const, speed: 60, ended });
      await stopServing();
      await serve({ world, file: world.file, notice, clockEveryMs: 100 });
      await openPage();
      await page.locator('#ribbon', { hasText: 'replayed market at 60×' }).waitFor();
      expect(await page.locator('.ended-note').isVisible()).toBe(false);
      ended = 'The recording ended on 6 Sep 2024. To start over, run: npm start -- --fresh';
      await page.locator('.ended-note', { hasText: 'ended on 6 Sep 2024' }).waitFor();
      expect(await page.locator('.ended-note code').textContent()).toBe('npm start -- --fresh');
      expect(await page.locator('#ribbon').textContent()).toContain('replayed market, ended');
      await page.setViewportSize({ width: 420, height: 800 });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBe(0);
    });

    it('shows text as text, whatever it holds, and every kind of formatting', async () => {
      await openPage();
      await page.getByRole('button', { name: 'START', exact: true }).click();
      const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
      const rich = marked(
        [evil, 'bold'],
        ['javascript', 'text_link', 'javascript:document.title="owned"'],
        ['hidden', 'spoiler'],
        ['let a = 1;', 'pre'],
        ['quoted', 'blockquote'],
        ' 👋 ',
        ['after the emoji', 'italic'],
        ' /help ',
      );
      const invoice = { title: evil, description: evil, stars: 1, paid: false };
      const keyboard = [[{ type: 'url' as const, text: evil, url: 'javascript:alert(1)' }]];
      world.post(alex, { ...rich, keyboard });
      world.post(alex, { text: evil, invoice, photoUrl: 'https://evil.example/x.png', photoWidth: 1, photoHeight: 1 });
      await bubble('Invoice').waitFor();
      const text = page.locator('.text', { hasText: 'after the emoji' });
      expect(await text.textContent()).toContain(evil);
      expect(await text.locator('em').textContent()).toBe('after the emoji');
      expect(await text.locator('blockquote').textContent()).toBe('quoted');
      expect(await text.locator('pre').textContent()).toBe('let a = 1;');
      expect(await text.locator('a').count()).toBe(0);
      expect(await page.locator('.messages script, .messages img[src^="http"]:not([src*="127.0.0.1"])').count()).toBe(
        0,
      );
      await text.locator('.spoiler').click();
      await text.locator('.spoiler.shown').waitFor();
      await page.locator('.key-url').last().click();
      await page.locator('.toast', { hasText: 'cannot be opened' }).waitFor();
      expect(await page.title()).not.toContain('owned');
      await text.locator('.inline-action', { hasText: '/help' }).click();
      await bubble('I heard: /help').waitFor();
    });

    it('offers commands when "/" is typed, by keyboard alone', async () => {
      await openPage();
      await page.getByRole('button', { name: 'START', exact: true }).press('Enter');
      const field = page.getByRole('textbox', { name: 'Message' });
      await field.pressSequentially('/s');
      expect(await page.getByRole('option').allTextContents()).toEqual([
        '/startBegin, and see what is on offer',
        '/signalsThe latest signals',
        '/subscribeGet the Pro channel',
      ]);
      await field.press('ArrowDown');
      await field.press('ArrowDown');
      await field.press('Enter');
      await page.locator('.row.out', { hasText: '/signals' }).waitFor();
      await field.fill('/pre');
      await field.press('Tab');
      expect(await field.inputValue()).toBe('/predict ');
      await field.pressSequentially('BTC/USDT');
      await field.press('Enter');
      await bubble('I heard: /predict BTC/USDT').waitFor();
    });

    it('answers a callback with an alert that must be acknowledged', async () => {
      await openPage();
      await page.getByRole('button', { name: 'START', exact: true }).click();
      await page.locator('.key', { hasText: 'Track record' }).click();
      await page.getByRole('dialog').getByText('A model change is announced first.').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    });

    it('counts unread messages, marks where they begin and reads them at the bottom', async () => {
      await openPage();
      await chatRow('Analyser Signals').click();
      await page.getByRole('button', { name: 'JOIN CHANNEL' }).click();
      await page.getByRole('button', { name: 'MUTE', exact: true }).waitFor();
      await chatRow('Analyser').click();
      for (let count = 0; count < 4; count += 1) world.postSignal(FREE_CHANNEL, NOW_MS);
      await chatRow('Analyser Signals').locator('.badge', { hasText: '4' }).waitFor();
      expect(await page.title()).toMatch(/^\(4\)/);
      await chatRow('Analyser Signals').click();
      await page.locator('.unread-mark').waitFor();
      await page.getByRole('button', { name: 'Scroll to the newest message' }).click();
      await expect.poll(() => chatRow('Analyser Signals').locator('.badge').count()).toBe(0);
    });

    it('stays where the reader is and counts what came below', async () => {
      await openPage();
      await chatRow('Analyser Signals').click();
      const scroller = page.locator('.scroller');
      await expect.poll(() => scroller.evaluate((node) => node.scrollTop)).toBeGreaterThan(500);
      await scroller.evaluate((node) => node.scrollTo(0, 100));
      await page.locator('.scroll-down.shown').waitFor();
      world.postSignal(FREE_CHANNEL, NOW_MS);
      await page.locator('.scroll-down .badge', { hasText: '1' }).waitFor();
      expect(await scroller.evaluate((node) => node.scrollTop)).toBe(100);
    });

    it('follows t.me links inside the page and asks before it leaves for the web', async () => {
      await openPage(DESK, '?link=https://t.me/analyser_demo_bot?start=ref_abc');
      await page.locator('.row.out', { hasText: '/start ref_abc' }).waitFor();
      await page.getByRole('searchbox').fill('t.me/analyser_signals');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Analyser Signals' }).waitFor();
      await chatRow('Analyser').click();
      world.post(alex, { text: 'Read https://example.com/terms today' });
      await page.getByRole('link', { name: 'https://example.com/terms' }).click();
      await page.getByRole('dialog').getByText('Do you want to open https://example.com/terms?').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
    });

    it('shows that the bot is typing, a picture large, and a file to download', async () => {
      await openPage();
      await page.getByRole('button', { name: 'START', exact: true }).click();
      world.setAction(alex, 'typing');
      await page.locator('.head-status', { hasText: 'typing' }).waitFor();
      world.post(alex, { document: { name: 'my data.json', url: '/chat/api/files/x', sizeBytes: 2_048 } });
      expect(await page.locator('.document').textContent()).toBe('my data.json2.0 KB');
      await page.getByRole('textbox', { name: 'Message' }).fill('/signals');
      await page.keyboard.press('Enter');
      await page.locator('.photo').last().click();
      await page.locator('dialog.lightbox img').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('dialog').count()).toBe(0);
    });

    it('puts several people side by side, each with their own chats', async () => {
      await openPage();
      await page.getByRole('button', { name: 'Show people side by side' }).click();
      await page.getByLabel('First name').fill('Bea');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.locator('.client').nth(1).waitFor();
      expect(await page.locator('.owner').allTextContents()).toEqual(['AAlex5,000', 'BBea5,000']);
      await page.locator('.client').nth(1).getByRole('button', { name: 'START', exact: true }).click();
      await page.locator('.client').nth(1).locator('.row', { hasText: 'Welcome, Bea!' }).waitFor();
      expect(await page.locator('.client').first().locator('.row').count()).toBe(0);
      await page.reload();
      await page.locator('.client').nth(1).locator('.row', { hasText: 'Welcome, Bea!' }).waitFor();
    });

    it('on a phone goes from the list to a chat and back, also with the browser’s own back', async () => {
      await openPage(PHONE);
      await page.getByRole('button', { name: 'Back to the chats' }).click();
      await chatRow('Analyser Signals').click();
      await page.getByRole('button', { name: 'JOIN CHANNEL' }).waitFor();
      expect(await page.locator('.list').isVisible()).toBe(false);
      await page.goBack();
      await expect.poll(() => page.locator('.list').isVisible()).toBe(true);
      await world.act(alex, { type: 'write', chatId: alex, text: '/start' });
      await page.reload();
      await chatRow('Analyser').click();
      const field = page.getByRole('textbox', { name: 'Message' });
      await expect.poll(async () => (await field.boundingBox())?.height).toBeGreaterThan(30);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(390);
    });

    it('is dark where the system is, and remembers another choice', async () => {
      await openPage({ ...DESK, colorScheme: 'dark' });
      const theme = () => page.evaluate('document.documentElement.dataset.theme');
      expect(await theme()).toBe('dark');
      await page.getByRole('button', { name: 'Switch to light' }).click();
      await page.reload();
      await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
      expect(await theme()).toBe('light');
    });

    it('says what is missing when there are too few Stars, and gets play Stars', async () => {
      await world.act(alex, { type: 'write', chatId: alex, text: '/start' });
      const invoice = { title: 'Elite, 30 days', description: 'All of it.', stars: 7_000, paid: false };
      world.post(alex, { invoice });
      await openPage();
      await page.locator('.key-pay').click();
      await page.getByText('You need 2,000 more Stars.').waitFor();
      await page.getByRole('button', { name: 'Get play Stars' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Pay' }).click();
      await page.getByText('Purchase Completed').waitFor();
    });
  });

  it('comes back by itself after the server was away', async () => {
    const world = createFakeWorld({ nowMs: () => NOW_MS });
    const alex = world.addPerson('Alex', 'en').id;
    await serve({ world, file: world.file });
    await openPage();
    const { port } = new URL(app.listeningOrigin);
    await stopServing();
    await page.locator('.head-status', { hasText: 'connecting' }).waitFor();
    world.post(alex, { text: 'while you were away' });
    app = fastify();
    await registerChat(app, { world, file: world.file });
    await app.listen({ host: '127.0.0.1', port: Number(port) });
    await bubble('while you were away').waitFor();
  });

  it('works with the real local Bot API and a real grammY bot', async () => {
    const setup = await startSandbox();
    const { world } = setup.sandbox;
    world.addPerson('Anna', 'en');
    const { bot, stop } = await startBot(setup.apiRoot, (grammy) => {
      grammy.command('start', (ctx) =>
        ctx.reply(`Hello <b>${ctx.from?.first_name}</b>`, {
          parse_mode: 'HTML',
          reply_markup: new InlineKeyboard().text('Buy', 'buy'),
        }),
      );
      grammy.callbackQuery('buy', async (ctx) => {
        const prices = [{ label: 'Pro', amount: 1_950 }];
        await ctx.answerCallbackQuery('Here is the invoice');
        await ctx.replyWithInvoice('Analyser Pro, 30 days', 'Every signal at once.', 'p1', 'XTR', prices);
      });
      grammy.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
      grammy.on('message:successful_payment', async (ctx) => {
        const link = await ctx.api.createChatInviteLink(setup.privateId, { creates_join_request: true });
        await ctx.reply('Welcome to Pro', {
          reply_markup: new InlineKeyboard().url('Join the channel', link.invite_link),
        });
      });
      grammy.on('chat_join_request', (ctx) => ctx.approveChatJoinRequest(ctx.from.id));
    });
    await serve({ world, file: setup.sandbox.file });
    await openPage();
    await page.getByRole('button', { name: 'START', exact: true }).click();
    await bubble('Hello Anna').waitFor();
    await page.locator('.key', { hasText: 'Buy' }).click();
    await page.locator('.key-pay').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pay' }).click();
    await page.getByText('Purchase Completed').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.locator('.key', { hasText: 'Join the channel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Request to Join' }).click();
    await page.getByRole('button', { name: 'MUTE', exact: true }).waitFor();
    const post = await bot.api.sendMessage(setup.privateId, 'BUY BTC/USDT');
    await bubble('BUY BTC/USDT').waitFor();
    await bot.api.editMessageText(setup.privateId, post.message_id, 'BUY BTC/USDT: right');
    await bubble('BUY BTC/USDT: right').locator('.edited').waitFor();
    expect(problems).toEqual([]);
    await stop();
    await setup.close();
  });

  it('opens the pay sheet of an invoice link by itself, and lists and cancels the subscription under My Stars', async () => {
    const setup = await startSandbox();
    const { world } = setup.sandbox;
    const { id } = world.addPerson('Anna', 'en');
    const { bot, stop } = await startBot(setup.apiRoot, (grammy) => {
      grammy.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
      grammy.on('message', () => {});
    });
    const prices = [{ label: 'Pro', amount: 500 }];
    const month = { subscription_period: 2_592_000 };
    const link = await bot.api.createInvoiceLink('Pro, monthly', 'Every signal.', 'p2', '', 'XTR', prices, month);
    await world.act(id, { type: 'write', chatId: id, text: '/start' });
    await serve({ world, file: setup.sandbox.file });
    await openPage(DESK, `?link=${encodeURIComponent(link)}`);
    await page.getByRole('dialog').getByText('500 Stars every 30 days?').waitFor();
    await page.getByRole('button', { name: 'Subscribe for 500 Stars' }).click();
    await page.getByText('Purchase Completed').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'My Stars' }).click();
    const stars = page.getByRole('dialog', { name: 'My Stars' });
    await stars.getByText('Renews on').waitFor();
    await stars.getByRole('button', { name: 'Charge next month now' }).click();
    await stars.locator('.stars-balance', { hasText: '4,000' }).waitFor();
    await stars.getByRole('button', { name: 'Cancel' }).click();
    await stars.getByText('Cancelled, ends on').waitFor();
    expect(problems).toEqual([]);
    await stop();
    await setup.close();
  });
});
