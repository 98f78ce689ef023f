import { describe, expect, it } from 'vitest';
import {
  chatPage,
  DESKTOP,
  NO_BROWSER,
  NOW_MS,
  PHONE,
  recordedMarket,
  SKIP_REASON,
  scriptedChat,
} from '../../support/chat/chat-page.ts';
import { openScriptedTelegram } from '../../support/chat/scripted-telegram.ts';

describe.skipIf(NO_BROWSER)(`finding one's way in the chat page${SKIP_REASON}`, () => {
  const chat = chatPage();
  const { bubble, row } = chat;
  describe('with a scripted bot', () => {
    const scripted = scriptedChat(chat);

    it('says across its whole width that the recording has ended and how to start over, without a reload', async () => {
      let ended: string | null = null;
      const notice = () => ({ ...recordedMarket(), ended });
      const { world, file } = scripted.telegram();
      await chat.stopServing();
      await chat.serve({ world, file, notice, clockEveryMs: 100 });
      const page = await chat.open();
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

    it('offers commands when "/" is typed, by keyboard alone', async () => {
      const page = await chat.open();
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
      const page = await chat.open();
      await page.getByRole('button', { name: 'START', exact: true }).click();
      await page.locator('.key', { hasText: 'Track record' }).click();
      await page.getByRole('dialog').getByText('A model change is announced first.').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    });

    it('follows t.me links inside the page and asks before it leaves for the web', async () => {
      const { api } = scripted.telegram();
      const page = await chat.open(DESKTOP, '?link=https://t.me/analyser_demo_bot?start=ref_abc');
      await page.locator('.row.out', { hasText: '/start ref_abc' }).waitFor();
      await page.getByRole('searchbox').fill('t.me/analyser_signals');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Analyser Signals' }).waitFor();
      await row('Analyser').click();
      await api.sendMessage(scripted.alex(), 'Read https://example.com/terms today');
      await page.getByRole('link', { name: 'https://example.com/terms' }).click();
      await page.getByRole('dialog').getByText('Do you want to open https://example.com/terms?').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
    });

    it('puts several people side by side, each with their own chats', async () => {
      const page = await chat.open();
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
      const page = await chat.open(PHONE);
      await page.getByRole('button', { name: 'Back to the chats' }).click();
      await row('Analyser Signals').click();
      await page.getByRole('button', { name: 'JOIN CHANNEL' }).waitFor();
      expect(await page.locator('.list').isVisible()).toBe(false);
      await page.goBack();
      await expect.poll(() => page.locator('.list').isVisible()).toBe(true);
      await scripted.telegram().start(scripted.alex());
      await page.reload();
      await row('Analyser').click();
      const field = page.getByRole('textbox', { name: 'Message' });
      await expect.poll(async () => (await field.boundingBox())?.height).toBeGreaterThan(30);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(390);
    });

    it('is dark where the system is, and remembers another choice', async () => {
      const page = await chat.open({ ...DESKTOP, colorScheme: 'dark' });
      const theme = () => page.evaluate('document.documentElement.dataset.theme');
      expect(await theme()).toBe('dark');
      await page.getByRole('button', { name: 'Switch to light' }).click();
      await page.reload();
      await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
      expect(await theme()).toBe('light');
    });
  });

  it('comes back by itself after the server was away', async () => {
    const telegram = await openScriptedTelegram(NOW_MS);
    const { world, file, api } = telegram;
    const alex = world.addPerson('Alex', 'en').id;
    await telegram.start(alex);
    await chat.serve({ world, file });
    const page = await chat.open();
    const { port } = new URL(chat.origin());
    await chat.stopServing();
    await page.locator('.head-status', { hasText: 'connecting' }).waitFor();
    await api.sendMessage(alex, 'while you were away');
    await chat.serve({ world, file }, Number(port));
    await bubble('while you were away').waitFor();
    await telegram.close();
  });
});
