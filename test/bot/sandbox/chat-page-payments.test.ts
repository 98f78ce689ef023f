import { InlineKeyboard } from 'grammy';
import { describe, expect, it } from 'vitest';
import { chatPage, DESKTOP, NO_BROWSER, NOW_MS, SKIP_REASON, scriptedChat } from '../../support/chat/chat-page.ts';
import { startBot, startSandbox } from './telegram/sandbox-setup.ts';

describe.skipIf(NO_BROWSER)(`paying in the chat page${SKIP_REASON}`, () => {
  const chat = chatPage();
  const { bubble } = chat;

  describe('a scripted bot', () => {
    const scripted = scriptedChat(chat);

    it('leads a first visitor from START to a paid channel and its next signal', async () => {
      const { api, proId, postSignal } = scripted.telegram();
      const page = await chat.open();
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
      await api.approveChatJoinRequest(proId, scripted.alex());
      await page.getByRole('button', { name: 'MUTE', exact: true }).waitFor();
      const signal = await postSignal(proId, NOW_MS);
      await bubble('BUY').waitFor();
      await api.editMessageCaption(proId, signal, { caption: 'Outcome: right, +31 bps' });
      await bubble('Outcome: right').locator('.edited').waitFor();
      const pictureWidth = () => page.evaluate('[...document.querySelectorAll(".photo img")].at(-1).naturalWidth');
      await expect.poll(pictureWidth).toBe(1280);
    });

    it('says what is missing when there are too few Stars, and gets play Stars', async () => {
      const { api, start } = scripted.telegram();
      await start(scripted.alex());
      await api.sendInvoice(scripted.alex(), 'Elite, 30 days', 'All of it.', 'elite', 'XTR', [
        { label: 'Elite', amount: 7_000 },
      ]);
      const page = await chat.open();
      await page.locator('.key-pay').click();
      await page.getByText('You need 2,000 more Stars.').waitFor();
      await page.getByRole('button', { name: 'Get play Stars' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Pay' }).click();
      await page.getByText('Purchase Completed').waitFor();
    });
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
    await chat.serve({ world, file: setup.sandbox.file });
    const page = await chat.open();
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
    expect(chat.problems).toEqual([]);
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
    await chat.serve({ world, file: setup.sandbox.file });
    const page = await chat.open(DESKTOP, `?link=${encodeURIComponent(link)}`);
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
    expect(chat.problems).toEqual([]);
    await stop();
    await setup.close();
  });
});
