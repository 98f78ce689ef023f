import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAT_ASSETS, registerChat } from '../../../bot/sandbox/chat-routes/register-chat.ts';
import { openScriptedTelegram, type ScriptedTelegram } from '../../support/chat/scripted-telegram.ts';

const NOW_MS = Date.UTC(2022, 2, 12, 13);
let telegram: ScriptedTelegram;
let app: FastifyInstance;

beforeEach(async () => {
  telegram = await openScriptedTelegram(NOW_MS);
  app = fastify();
  await registerChat(app, { world: telegram.world, file: telegram.file });
});

afterEach(async () => {
  await app.close();
  await telegram.close();
});

describe('the page', () => {
  it('is served with a policy that runs and loads only what this server gives', async () => {
    const response = await app.inject('/chat');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('text/html');
    const policy = String(response.headers['content-security-policy']);
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:"]) {
      expect(policy).toContain(part);
    }
    expect(response.body).not.toMatch(/<script(?![^>]*src=)|style="|https?:\/\//);
  });

  it.each(CHAT_ASSETS)('serves %s, and 304 to who has it', async (name) => {
    const first = await app.inject(`/chat/assets/${name}`);
    expect(first.statusCode).toBe(200);
    const again = await app.inject({
      url: `/chat/assets/${name}`,
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it.each(['chat.html', 'nothing.js', '..%2f..%2f..%2fpackage.json', '%2e%2e%2ftelegram%2fworld.ts', '__proto__'])(
    'refuses the asset %s',
    async (name) => {
      const response = await app.inject(`/chat/assets/${name}`);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({ code: 'chat/no-asset' });
    },
  );

  it('writes message text only as text: no module uses innerHTML, eval or an inline handler', async () => {
    for (const name of CHAT_ASSETS.filter((asset) => asset.endsWith('.js'))) {
      const { body } = await app.inject(`/chat/assets/${name}`);
      expect(body, name).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/);
      expect(body, name).not.toMatch(/(?:src|href)\s*[:=]\s*['"`]https?:/);
    }
  });
});

describe('files', () => {
  it('shows pictures and hands everything else out as a download', async () => {
    const { world, freeId, postSignal } = telegram;
    const { id } = world.addPerson('Alex', 'en');
    await postSignal(freeId, NOW_MS);
    const post = world.snapshot(id).chats.find((chat) => chat.id === freeId)?.messages[0];
    const picture = await app.inject(post?.photoUrl ?? '');
    expect(picture.headers['content-type']).toBe('image/png');
    const page = fastify();
    const file = () => ({ bytes: Buffer.from('<script>'), mime: 'text/html', name: 'my "data".html' });
    await registerChat(page, { world, file });
    const { headers } = await page.inject('/chat/api/files/x');
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''my%20%22data%22.html");
    expect(headers['content-security-policy']).toContain('sandbox');
    await page.close();
  });

  it('answers 404 for what is not there', async () => {
    expect((await app.inject('/chat/api/files/nothing')).json()).toMatchObject({ status: 404, code: 'chat/no-file' });
  });
});
