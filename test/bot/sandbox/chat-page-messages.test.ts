import { InputFile } from 'grammy';
import { describe, expect, it } from 'vitest';
import type { WorldMessage } from '../../../bot/sandbox/telegram/world.ts';
import { alteredWorld } from '../../support/chat/altered-world.ts';
import { chatPage, NO_BROWSER, NOW_MS, SKIP_REASON, scriptedChat } from '../../support/chat/chat-page.ts';
import { marked } from '../../support/chat/marked.ts';

describe.skipIf(NO_BROWSER)(`messages in the chat page${SKIP_REASON}`, () => {
  const chat = chatPage();
  const { bubble, row } = chat;
  const scripted = scriptedChat(chat);

  it('shows text as text, whatever it holds, and every kind of formatting', async () => {
    const { world, file, api, start } = scripted.telegram();
    const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    // Telegram refuses such a button, title and picture: the page is served a world that lets them through.
    const invoice = { title: evil, description: evil, stars: 1, paid: false };
    const button = { type: 'url' as const, text: evil, url: 'javascript:alert(1)' };
    const picture = { photoUrl: 'https://evil.example/x.png', photoWidth: 1, photoHeight: 1 };
    const rich = marked(
      [evil, 'bold'],
      ['javascript', 'text_link', 'javascript:document.title="owned"'],
      ['hidden', 'spoiler'],
      ['let a = 1;', 'pre'],
      ['quoted', 'blockquote'],
      ' 👋 ',
      ['after the emoji', 'italic'],
      ' /help',
    );
    const changes = new Map<string, Partial<WorldMessage>>([
      [rich.text, { keyboard: [[button]] }],
      ['an invoice', { text: evil, invoice, ...picture }],
    ]);
    await chat.stopServing();
    await chat.serve({ world: alteredWorld(world, changes), file });
    await start(scripted.alex());
    const page = await chat.open();
    await api.sendMessage(scripted.alex(), rich.text, { entities: rich.entities });
    await api.sendMessage(scripted.alex(), 'an invoice');
    await bubble('Invoice').waitFor();
    const text = page.locator('.text', { hasText: 'after the emoji' });
    expect(await text.textContent()).toContain(evil);
    expect(await text.locator('em').textContent()).toBe('after the emoji');
    expect(await text.locator('blockquote').textContent()).toBe('quoted');
    expect(await text.locator('pre').textContent()).toBe('let a = 1;');
    expect(await text.locator('a').count()).toBe(0);
    expect(await page.locator('.messages script, .messages img[src^="http"]:not([src*="127.0.0.1"])').count()).toBe(0);
    await text.locator('.spoiler').click();
    await text.locator('.spoiler.shown').waitFor();
    await page.locator('.key-url').last().click();
    await page.locator('.toast', { hasText: 'cannot be opened' }).waitFor();
    expect(await page.title()).not.toContain('owned');
    await text.locator('.inline-action', { hasText: '/help' }).click();
    await bubble('I heard: /help').waitFor();
  });

  it('counts unread messages, marks where they begin and reads them at the bottom', async () => {
    const { freeId, postSignal } = scripted.telegram();
    const page = await chat.open();
    await row('Analyser Signals').click();
    await page.getByRole('button', { name: 'JOIN CHANNEL' }).click();
    await page.getByRole('button', { name: 'MUTE', exact: true }).waitFor();
    await row('Analyser').click();
    for (let count = 0; count < 4; count += 1) await postSignal(freeId, NOW_MS);
    await row('Analyser Signals').locator('.badge', { hasText: '4' }).waitFor();
    expect(await page.title()).toMatch(/^\(4\)/);
    await row('Analyser Signals').click();
    await page.locator('.unread-mark').waitFor();
    await page.getByRole('button', { name: 'Scroll to the newest message' }).click();
    await expect.poll(() => row('Analyser Signals').locator('.badge').count()).toBe(0);
  });

  it('stays where the reader is and counts what came below', async () => {
    const { freeId, postSignal } = scripted.telegram();
    const page = await chat.open();
    await row('Analyser Signals').click();
    const scroller = page.locator('.scroller');
    await expect.poll(() => scroller.evaluate((node) => node.scrollTop)).toBeGreaterThan(500);
    await scroller.evaluate((node) => node.scrollTo(0, 100));
    await page.locator('.scroll-down.shown').waitFor();
    await postSignal(freeId, NOW_MS);
    await page.locator('.scroll-down .badge', { hasText: '1' }).waitFor();
    expect(await scroller.evaluate((node) => node.scrollTop)).toBe(100);
  });

  it('shows that the bot is typing, a picture large, and a file to download', async () => {
    const { api } = scripted.telegram();
    const page = await chat.open();
    await page.getByRole('button', { name: 'START', exact: true }).click();
    await bubble('Welcome, Alex!').waitFor();
    await api.sendChatAction(scripted.alex(), 'typing');
    await page.locator('.head-status', { hasText: 'typing' }).waitFor();
    await api.sendDocument(scripted.alex(), new InputFile(new Uint8Array(2_048), 'my data.json'));
    expect(await page.locator('.document').textContent()).toBe('my data.json2.0 KB');
    await page.getByRole('textbox', { name: 'Message' }).fill('/signals');
    await page.keyboard.press('Enter');
    await page.locator('.photo').last().click();
    await page.locator('dialog.lightbox img').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
  });
});
