import { autoRetry } from '@grammyjs/auto-retry';
import { Bot, GrammyError, HttpError } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, chatOf, type Setup, startSandbox, TOKEN } from './sandbox-setup.ts';

let setup: Setup;
let anna = 0;
let bot: Bot;
beforeEach(async () => {
  setup = await startSandbox();
  anna = setup.sandbox.world.addPerson('Anna', 'en').id;
  await setup.sandbox.world.act(anna, { type: 'write', chatId: anna, text: '/start' });
  bot = new Bot(TOKEN, { client: { apiRoot: setup.apiRoot } });
});
afterEach(() => setup.close());

const delivered = () => chatOf(setup.sandbox, anna, anna).messages.filter((message) => message.author === 'bot');
const sendFails = async (): Promise<unknown> =>
  bot.api.sendMessage(anna, 'x').then(
    () => null,
    (error: unknown) => error,
  );

describe('a real grammY bot meets', () => {
  it('429 with the seconds to wait', async () => {
    setup.sandbox.inject({ method: 'sendMessage', effect: { type: 'too-many-requests', retryAfterS: 7 } });
    const error = await sendFails();
    expect(error).toBeInstanceOf(GrammyError);
    expect(error).toMatchObject({
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
    expect(delivered()).toHaveLength(0);
    expect(await sendFails()).toBeNull();
    expect(setup.sandbox.stats()).toMatchObject({ tooManyRequests: 1, byMethod: { sendMessage: 2 } });
  });

  it('a refusal, only in the chat it is meant for', async () => {
    const bela = setup.sandbox.world.addPerson('Béla', 'en').id;
    await setup.sandbox.world.act(bela, { type: 'write', chatId: bela, text: '/start' });
    const fault = setup.sandbox.inject({
      method: 'sendMessage',
      chatId: bela,
      times: 2,
      effect: { type: 'refuse', code: 403, description: 'Forbidden: user is deactivated' },
    });
    expect(await sendFails()).toBeNull();
    await expect(bot.api.sendMessage(bela, 'x')).rejects.toMatchObject({
      error_code: 403,
      description: 'Forbidden: user is deactivated',
    });
    expect(fault.remaining()).toBe(1);
    fault.cancel();
    await expect(bot.api.sendMessage(bela, 'x')).resolves.toBeDefined();
  });

  it.each([
    ['drop-before', 0],
    ['drop-after', 1],
  ] as const)('a connection that dies: %s', async (type, effects) => {
    setup.sandbox.inject({ method: 'sendMessage', effect: { type } });
    expect(await sendFails()).toBeInstanceOf(HttpError);
    expect(delivered()).toHaveLength(effects);
    expect(setup.sandbox.calls().at(-1)).toMatchObject({ method: 'sendMessage', status: 0 });
  });

  it.each([
    [false, 0],
    [true, 1],
  ])('a 502 of a proxy, after the effect: %s', async (after, effects) => {
    setup.sandbox.inject({ method: '*', effect: { type: 'server-error', code: 502, after } });
    expect(await sendFails()).toBeInstanceOf(HttpError);
    expect(delivered()).toHaveLength(effects);
  });

  it('a delay', async () => {
    setup.sandbox.inject({ method: 'sendMessage', effect: { type: 'delay', ms: 30 } });
    expect(await sendFails()).toBeNull();
  });

  it('a fault that lets the first calls through', async () => {
    setup.sandbox.inject({ method: 'sendMessage', skip: 2, effect: { type: 'drop-before' } });
    expect([await sendFails(), await sendFails()]).toEqual([null, null]);
    expect(await sendFails()).toBeInstanceOf(HttpError);
  });
});

describe('auto-retry over a connection that dies after the effect', () => {
  it('delivers twice with its defaults, and once when it rethrows', async () => {
    bot.api.config.use(autoRetry());
    setup.sandbox.inject({ method: 'sendMessage', effect: { type: 'drop-after' } });
    expect(await sendFails()).toBeNull();
    expect(delivered()).toHaveLength(2);
    const careful = new Bot(TOKEN, { client: { apiRoot: setup.apiRoot } });
    careful.api.config.use(autoRetry({ rethrowHttpErrors: true, rethrowInternalServerErrors: true }));
    setup.sandbox.inject({ method: 'sendMessage', effect: { type: 'drop-after' } });
    await expect(careful.api.sendMessage(anna, 'y')).rejects.toBeInstanceOf(HttpError);
    expect(delivered()).toHaveLength(3);
  });
});

describe("Telegram's sending limits, by the sandbox's clock", () => {
  async function limited(limits: Readonly<Record<string, number>>): Promise<Setup> {
    const strict = await startSandbox({ limits });
    for (let i = 0; i < 40; i += 1) {
      const { id } = strict.sandbox.world.addPerson('Anna', 'en');
      await strict.sandbox.world.act(id, { type: 'write', chatId: id, text: '/start' });
    }
    return strict;
  }

  it.each([
    { what: 'one chat', limits: {}, chats: 1, gapMs: 0, allowed: 5, waitS: 1 },
    { what: 'one chat, one a second', limits: {}, chats: 1, gapMs: 1000, allowed: 30, waitS: null },
    { what: 'all chats', limits: {}, chats: 40, gapMs: 0, allowed: 30, waitS: 1 },
    { what: 'a channel', limits: { perChatBurst: 100 }, chats: 0, gapMs: 100, allowed: 20, waitS: 58 },
    { what: 'a channel, one in 3 s', limits: {}, chats: 0, gapMs: 3000, allowed: 30, waitS: null },
  ])('$what', async ({ limits, chats, gapMs, allowed, waitS }) => {
    const strict = await limited(limits);
    const people = strict.sandbox.world.persons();
    let sent = 0;
    let wait: number | undefined;
    for (let i = 0; i < Math.max(30, chats) && wait === undefined; i += 1) {
      const chatId = chats === 0 ? strict.publicId : people[i % chats]?.id;
      const answer = await call(strict.apiRoot, 'sendMessage', { chat_id: chatId, text: 'x' });
      if (answer.ok) sent += 1;
      else wait = answer.parameters?.retry_after;
      strict.clock.advance(gapMs);
    }
    expect({ sent, wait: wait ?? null }).toEqual({ sent: allowed, wait: waitS });
    if (wait !== undefined) {
      strict.clock.advance(wait * 1000);
      const chatId = chats === 0 ? strict.publicId : people[0]?.id;
      expect(await call(strict.apiRoot, 'sendMessage', { chat_id: chatId, text: 'x' })).toMatchObject({ ok: true });
    }
    await strict.close();
  });

  it('count the edits of a channel’s messages, and not those of a private chat', async () => {
    const strict = await limited({ perChatBurst: 100 });
    const [person] = strict.sandbox.world.persons();
    for (const [chatId, allowed] of [
      [strict.publicId, 19],
      [person?.id ?? 0, 25],
    ] as const) {
      strict.clock.advance(61_000);
      const first = await call(strict.apiRoot, 'sendMessage', { chat_id: chatId, text: 'x' });
      const messageId: unknown = first.result.message_id;
      let edited = 0;
      for (let edit = 0; edit < 25; edit += 1) {
        strict.clock.advance(100);
        const change = { chat_id: chatId, message_id: messageId, text: `x${edit}` };
        if ((await call(strict.apiRoot, 'editMessageText', change)).ok) edited += 1;
      }
      expect(edited).toBe(allowed);
    }
    await strict.close();
  });
});
