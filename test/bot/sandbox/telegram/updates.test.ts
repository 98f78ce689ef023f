import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, webhookCallback } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_UPDATES, call, lastMessage, type Setup, startSandbox, TOKEN, until } from './sandbox-setup.ts';

let setup: Setup;
let anna = 0;
const closers: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  setup = await startSandbox({ waits: { webhookRetryMs: 5, webhookTimeoutMs: 2_000 } });
  anna = setup.sandbox.world.addPerson('Anna', 'en').id;
});
afterEach(async () => {
  await setup.close();
  for (const close of closers.splice(0)) await close();
});

const write = (text: string) => setup.sandbox.world.act(anna, { type: 'write', chatId: anna, text });
const poll = (params: Readonly<Record<string, unknown>> = {}) => call(setup.apiRoot, 'getUpdates', params);
const texts = (result: readonly { message: { text: string } }[]) => result.map((one) => one.message.text);

describe('getUpdates', () => {
  beforeEach(async () => {
    for (const text of ['/start a', 'b', 'c']) await write(text);
  });

  it('gives what is not confirmed, oldest first, and forgets what is', async () => {
    const first = await poll();
    expect(texts(first.result)).toEqual(['/start a', 'b', 'c']);
    const ids: number[] = first.result.map((one: { update_id: number }) => one.update_id);
    expect(ids).toEqual([ids[0], (ids[0] ?? 0) + 1, (ids[0] ?? 0) + 2]);
    expect(texts((await poll({ limit: 2 })).result)).toEqual(['/start a', 'b']);
    expect(texts((await poll({ offset: ids[1] })).result)).toEqual(['b', 'c']);
    expect(texts((await poll()).result)).toEqual(['b', 'c']);
    expect((await poll({ offset: (ids[2] ?? 0) + 1 })).result).toEqual([]);
  });

  it('with a negative offset keeps only the newest', async () => {
    expect(texts((await poll({ offset: -1 })).result)).toEqual(['c']);
    expect(texts((await poll()).result)).toEqual(['c']);
  });

  it('forgets what is a day old', async () => {
    setup.clock.advance(12 * 3_600_000);
    await write('d');
    setup.clock.advance(12 * 3_600_000 + 1);
    expect(texts((await poll()).result)).toEqual(['d']);
    expect((await call(setup.apiRoot, 'getWebhookInfo')).result).toEqual({
      url: '',
      has_custom_certificate: false,
      pending_update_count: 1,
    });
  });

  it('marks commands in what people write', async () => {
    expect((await poll()).result[0].message).toMatchObject({
      from: { id: anna, first_name: 'Anna', language_code: 'en' },
      chat: { id: anna, type: 'private' },
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
  });
});

describe('long polling', () => {
  it('answers when something happens', async () => {
    const waiting = poll({ timeout: 30 });
    await write('/start');
    expect(texts((await waiting).result)).toEqual(['/start']);
  });

  it('ends a poll with 409 when another begins', async () => {
    const polls = [poll({ timeout: 30 }), poll({ timeout: 30 })];
    const interrupted = await Promise.race(polls);
    await write('/start');
    const answers = await Promise.all(polls);
    expect(interrupted).toEqual({
      status: 409,
      ok: false,
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    expect(answers.find((answer) => answer.ok)?.result).toHaveLength(1);
  });

  it('lets go of a poll whose bot hung up', async () => {
    const gone = new AbortController();
    const url = `${setup.apiRoot}/bot${TOKEN}/getUpdates?timeout=30`;
    const first = fetch(url, { signal: gone.signal }).catch(() => 'gone');
    await call(setup.apiRoot, 'getMe');
    gone.abort();
    expect(await first).toBe('gone');
    const second = poll({ timeout: 30 });
    await write('/start');
    expect((await second).status).toBe(200);
  });
});

describe('allowed_updates', () => {
  const join = () => setup.sandbox.world.act(anna, { type: 'open-link', url: 'https://t.me/analyser_free' });
  const leave = () => setup.sandbox.world.act(anna, { type: 'leave', chatId: setup.publicId });
  const kinds = async (): Promise<readonly string[]> =>
    (await poll()).result.map((one: Readonly<Record<string, unknown>>) => Object.keys(one)[1]);

  it('leaves chat_member out unless it is named, and sticks', async () => {
    await join();
    expect(await kinds()).toEqual([]);
    await poll({ allowed_updates: ALL_UPDATES });
    await leave();
    await join();
    expect(await kinds()).toEqual(['chat_member', 'chat_member']);
    await poll({ allowed_updates: ['callback_query'] });
    await write('/start');
    expect(await kinds()).toEqual(['chat_member', 'chat_member']);
    await poll({ allowed_updates: [] });
    await leave();
    await write('x');
    expect(await kinds()).toEqual(['chat_member', 'chat_member', 'message']);
  });
});

/** A webhook on loopback; `answer` says what each delivery gets. */
async function listen(answer: (headers: NodeJS.Dict<string | string[]>, body: string) => [number, string]) {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const [status, text] = answer(request.headers, body);
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

describe('a webhook', () => {
  it('drives a real grammY bot that checks the secret', async () => {
    const bot = new Bot(TOKEN, { client: { apiRoot: setup.apiRoot } });
    bot.command('start', (ctx) => ctx.reply(`Hello ${ctx.from?.first_name}`));
    const server = createServer(webhookCallback(bot, 'http', { secretToken: 's3cret' }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await bot.api.setWebhook(url, { secret_token: 's3cret', allowed_updates: ['message'] });
    await write('/start');
    const hello = await until(setup.sandbox, () => lastMessage(setup.sandbox, { personId: anna, author: 'bot' }));
    expect(hello.text).toBe('Hello Anna');
    expect(await poll()).toMatchObject({
      status: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    expect((await call(setup.apiRoot, 'getWebhookInfo')).result).toMatchObject({
      url,
      allowed_updates: ['message'],
      max_connections: 40,
    });
  });

  it('repeats what was not taken, keeps the order of a chat, and says what went wrong', async () => {
    const seen: string[] = [];
    let failures = 2;
    let allSeen = (): void => {};
    const done = new Promise<void>((resolve) => {
      allSeen = resolve;
    });
    await write('/start 1');
    await write('2');
    const info: unknown[] = [];
    const url = await listen((headers, body) => {
      if (headers['x-telegram-bot-api-secret-token'] !== 'abc') return [401, ''];
      const { message } = JSON.parse(body) as { message: { text: string } };
      seen.push(message.text);
      failures -= 1;
      if (failures >= 0) return [500, 'broken'];
      if (message.text === '2') setImmediate(allSeen);
      return [200, ''];
    });
    expect(await call(setup.apiRoot, 'setWebhook', { url, secret_token: 'abc' })).toMatchObject({ ok: true });
    await done;
    expect(seen).toEqual(['/start 1', '/start 1', '/start 1', '2']);
    info.push((await call(setup.apiRoot, 'getWebhookInfo')).result);
    expect(info[0]).toMatchObject({
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
      last_error_date: setup.clock.nowMs() / 1000,
    });
    await call(setup.apiRoot, 'deleteWebhook');
    expect((await poll({ timeout: 0 })).status).toBe(200);
  });

  it('performs a method named in the answer', async () => {
    const url = await listen((_headers, body) => {
      const { message } = JSON.parse(body) as { message: { chat: { id: number } } };
      return [200, JSON.stringify({ method: 'sendMessage', chat_id: message.chat.id, text: 'by reply' })];
    });
    await call(setup.apiRoot, 'setWebhook', { url });
    await write('/start');
    const reply = await until(setup.sandbox, () => lastMessage(setup.sandbox, { personId: anna, author: 'bot' }));
    expect(reply.text).toBe('by reply');
  });

  it('set with drop_pending_updates begins anew', async () => {
    await write('/start');
    const url = await listen(() => [200, '']);
    await call(setup.apiRoot, 'setWebhook', { url, drop_pending_updates: true });
    await call(setup.apiRoot, 'deleteWebhook');
    expect((await poll()).result).toEqual([]);
  });
});
