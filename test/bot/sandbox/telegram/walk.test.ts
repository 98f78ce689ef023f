import { InlineKeyboard, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastMessage, pngBytes, type Setup, startBot, startSandbox, until } from './sandbox-setup.ts';

let setup: Setup;
beforeEach(async () => {
  setup = await startSandbox();
});
afterEach(() => setup.close());

describe('a real grammY bot by long polling', () => {
  it('answers /start with a keyboard, hears the press and edits its message', async () => {
    const { sandbox } = setup;
    const { stop } = await startBot(setup.apiRoot, (bot) => {
      bot.command('start', (ctx) =>
        ctx.reply(`Hello <b>${ctx.from?.first_name}</b>, you came by ${ctx.match || 'yourself'}`, {
          parse_mode: 'HTML',
          reply_markup: new InlineKeyboard().text('Plans', 'plans').url('Web', 'https://example.org/'),
        }),
      );
      bot.callbackQuery('plans', async (ctx) => {
        await ctx.editMessageText('Two plans', { reply_markup: new InlineKeyboard().text('Back', 'back') });
        await ctx.answerCallbackQuery({ text: 'Here they are', show_alert: true });
      });
    });
    const { id } = sandbox.world.addPerson('Anna', 'en');
    expect(sandbox.world.snapshot(id).chats[0]?.needsStart).toBe(true);
    await sandbox.world.act(id, { type: 'open-link', url: 'https://t.me/Analyser_Bot?start=ref_abc' });
    const hello = await until(sandbox, () => lastMessage(sandbox, { personId: id, author: 'bot' }));
    expect(hello.text).toBe('Hello Anna, you came by ref_abc');
    expect(hello.entities).toEqual([{ type: 'bold', offset: 6, length: 4 }]);
    expect(hello.keyboard).toEqual([
      [
        { type: 'callback', text: 'Plans', data: 'plans' },
        { type: 'url', text: 'Web', url: 'https://example.org/' },
      ],
    ]);
    const pressed = await sandbox.world.act(id, {
      type: 'press',
      chatId: id,
      messageId: hello.messageId,
      data: 'plans',
    });
    expect(pressed).toEqual({ type: 'done', openChatId: id, toast: 'Here they are', alert: true });
    const edited = lastMessage(sandbox, { personId: id, author: 'bot' });
    expect(edited).toMatchObject({ messageId: hello.messageId, text: 'Two plans', editedMs: setup.clock.nowMs() });
    await stop();
  });

  it('sends a photo by upload, again by its file id, and replaces it', async () => {
    const { sandbox } = setup;
    const { bot, stop } = await startBot(setup.apiRoot, () => {});
    const { id } = sandbox.world.addPerson('Béla', 'en');
    await sandbox.world.act(id, { type: 'write', chatId: id, text: '/start' });
    const bytes = pngBytes(1280, 720);
    const first = await bot.api.sendPhoto(id, new InputFile(bytes, 'chart.png'), {
      caption: 'BTC <i>up</i>',
      parse_mode: 'HTML',
    });
    const photo = first.photo.at(-1);
    expect(photo).toMatchObject({ width: 1280, height: 720, file_size: 64 });
    expect(first.caption).toBe('BTC up');
    const again = await bot.api.sendPhoto(id, photo?.file_id ?? '');
    expect(again.photo).toEqual(first.photo);
    await bot.api.editMessageMedia(id, again.message_id, {
      type: 'photo',
      media: new InputFile(pngBytes(640, 480), 'b.png'),
      caption: 'closed',
    });
    const shown = lastMessage(sandbox, { personId: id, author: 'bot' });
    expect(shown).toMatchObject({ photoWidth: 640, photoHeight: 480, text: 'closed' });
    expect(shown?.photoUrl?.startsWith('/chat/api/files/')).toBe(true);
    const kept = sandbox.file(photo?.file_id ?? '');
    expect(kept?.mime).toBe('image/png');
    expect(Buffer.from(kept?.bytes ?? []).equals(Buffer.from(bytes))).toBe(true);
    const file = await bot.api.getFile(photo?.file_id ?? '');
    const download = await fetch(`${setup.apiRoot}/file/bot123456:test-token/${file.file_path}`);
    expect(Buffer.from(await download.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    await stop();
  });
});
