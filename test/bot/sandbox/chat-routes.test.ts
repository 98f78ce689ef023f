import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { maySee } from '../../../bot/sandbox/chat-routes/event-streams.ts';
import { registerChat } from '../../../bot/sandbox/chat-routes/register-chat.ts';
import type { TelegramWorld, WorldMessage } from '../../../bot/sandbox/telegram/world.ts';
import { openScriptedTelegram, type ScriptedTelegram } from '../../support/chat/scripted-telegram.ts';

const NOW_MS = Date.UTC(2022, 2, 12, 13);
const SNAPSHOT = z.object({
  nowMs: z.number(),
  person: z.object({ firstName: z.string() }),
  notice: z.object({ speed: z.number() }).nullable(),
  chats: z.array(z.object({ id: z.number(), messages: z.array(z.unknown()) })),
});
const PROBLEM = z.object({ code: z.string(), status: z.number(), detail: z.string() });

let telegram: ScriptedTelegram;
/** How many listen to the world: as many as there are open streams. */
let listening: Set<symbol>;
let world: TelegramWorld;
let app: FastifyInstance;
let alex: number;
let bea: number;

beforeEach(async () => {
  telegram = await openScriptedTelegram(NOW_MS);
  listening = new Set();
  world = countListeners(telegram.world);
  alex = world.addPerson('Alex', 'en').id;
  bea = world.addPerson('Bea', 'es').id;
  app = fastify();
  const notice = () => ({ market: 'recorded candles', source: 'recorded' as const, speed: 60, ended: null });
  await registerChat(app, { world, file: telegram.file, notice, clockEveryMs: 20, actTimeoutMs: 50 });
});

afterEach(async () => {
  const closing = app.close();
  // fetch keeps a connection of its own open for the next request.
  app.server.closeAllConnections();
  await closing;
  await telegram.close();
});

function countListeners(counted: TelegramWorld): TelegramWorld {
  return {
    ...counted,
    subscribe(listener) {
      const key = Symbol('listener');
      listening.add(key);
      const stop = counted.subscribe(listener);
      return () => {
        listening.delete(key);
        stop();
      };
    },
  };
}

describe('a snapshot', () => {
  it('holds what that person sees and what the ribbon says', async () => {
    await telegram.postSignal(telegram.proId, NOW_MS);
    const response = await app.inject(`/chat/api/snapshot?person=${alex}`);
    const snapshot = SNAPSHOT.parse(response.json());
    expect(snapshot).toMatchObject({ nowMs: NOW_MS, person: { firstName: 'Alex' }, notice: { speed: 60 } });
    expect(snapshot.chats.find(({ id }) => id === telegram.proId)?.messages).toEqual([]);
  });

  it.each([
    ['', 400, 'chat/bad-person'],
    ['?person=', 400, 'chat/bad-person'],
    ['?person=alex', 400, 'chat/bad-person'],
    ['?person=1.5', 400, 'chat/bad-person'],
    ['?person=1&person=2', 400, 'chat/bad-person'],
    ['?person=999', 404, 'chat/no-person'],
  ])('of "%s" is refused with %i %s', async (query, status, code) => {
    for (const route of ['snapshot', 'events']) {
      const response = await app.inject(`/chat/api/${route}${query}`);
      expect(response.statusCode).toBe(status);
      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(PROBLEM.parse(response.json()).code).toBe(code);
    }
  });
});

describe('an action', () => {
  const act = (body: object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url: '/chat/api/act', payload: body, headers });

  it('reaches the world and brings its result back', async () => {
    const action = { type: 'write', chatId: alex, text: '  /start ' };
    const response = await act({ person: alex, action });
    expect(response.json()).toEqual({ type: 'done', openChatId: alex });
    const messages = () => world.snapshot(alex).chats[0]?.messages ?? [];
    expect(messages()[0]).toMatchObject({ author: 'person', text: '/start' });
    await expect.poll(() => messages()[1]?.text).toContain('Welcome, Alex');
  });

  it('brings back a refusal as a result, not as an error', async () => {
    const response = await act({ person: alex, action: { type: 'open-link', url: 'https://t.me/+nothing' } });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ type: 'refused', text: 'This invite link is invalid or has expired.' });
  });

  it.each([
    [null],
    ['text'],
    [{}],
    [{ type: 'fly' }],
    [{ type: 'write', chatId: 1 }],
    [{ type: 'write', chatId: 1, text: '   ' }],
    [{ type: 'write', chatId: 1, text: 'x'.repeat(4097) }],
    [{ type: 'write', chatId: 1.5, text: 'x' }],
    [{ type: 'write', chatId: 1, text: 'x', more: 1 }],
    [{ type: 'press', chatId: 1, messageId: 0, data: 'x' }],
    [{ type: 'press', chatId: 1, messageId: 1, data: 'x'.repeat(65) }],
    [{ type: 'pay', chatId: '1', messageId: 1 }],
    [{ type: 'block', blocked: 'yes' }],
    [{ type: 'add-stars', amount: -5 }],
    [{ type: 'add-stars', amount: 1e9 }],
    [{ type: 'renew' }],
  ])('%j is refused with 400', async (action) => {
    const response = await act({ person: alex, action });
    expect(response.statusCode).toBe(400);
    expect(PROBLEM.parse(response.json())).toMatchObject({ code: 'chat/bad-action' });
  });

  it('of nobody is refused', async () => {
    const response = await act({ person: 5, action: { type: 'block', blocked: true } });
    expect(response.json()).toMatchObject({ status: 404, code: 'chat/no-person' });
  });

  it('from a page of another site is refused', async () => {
    const body = { person: alex, action: { type: 'block', blocked: true } };
    const foreign = await act(body, { origin: 'https://evil.example', host: '127.0.0.1:8080' });
    expect(foreign.json()).toMatchObject({ status: 403, code: 'chat/other-site' });
    const own = await act(body, { origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' });
    expect(own.statusCode).toBe(200);
  });

  it('as a form of another site, which needs no permission of the browser, is refused', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/chat/api/act',
      headers: { 'content-type': 'text/plain' },
      payload: JSON.stringify({ person: alex, action: { type: 'block', blocked: true } }),
    });
    expect(response.statusCode).toBe(400);
    expect(world.snapshot(alex).person.blockedBot).toBe(false);
  });

  it('that the bot never answers ends with 504', async () => {
    const never = { ...world, act: () => new Promise<never>(() => {}) };
    const slow = fastify();
    await registerChat(slow, { world: never, file: telegram.file, actTimeoutMs: 10 });
    const payload = { person: alex, action: { type: 'block', blocked: true } };
    const response = await slow.inject({ method: 'POST', url: '/chat/api/act', payload });
    expect(response.json()).toMatchObject({ status: 504, code: 'chat/no-answer' });
    await slow.close();
  });
});

describe('people', () => {
  const add = (payload: object) => app.inject({ method: 'POST', url: '/chat/api/people', payload });

  it('are added and listed', async () => {
    const response = await add({ firstName: ' Carla ', languageCode: 'pt-BR' });
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({ firstName: 'Carla', stars: 5_000 });
    const list = await app.inject('/chat/api/people');
    expect(z.array(z.object({ firstName: z.string() })).parse(list.json())).toHaveLength(3);
  });

  it.each([
    [{ firstName: ' ', languageCode: 'en' }],
    [{ firstName: 'x'.repeat(65), languageCode: 'en' }],
    [{ firstName: 'A', languageCode: 'english' }],
    [{ firstName: 'A', languageCode: 'en', stars: 1e6 }],
  ])('%j is refused', async (body) => {
    expect((await add(body)).json()).toMatchObject({ status: 400, code: 'chat/bad-person' });
  });

  it('are at most fifty', async () => {
    for (let count = world.persons().length; count < 50; count += 1) world.addPerson('More', 'en');
    const response = await add({ firstName: 'Last', languageCode: 'en' });
    expect(response.json()).toMatchObject({ status: 409, code: 'chat/too-many-people' });
  });
});

describe('the event stream', () => {
  it('brings a person only what they may see', async () => {
    const { api, freeId, proId, proLink } = telegram;
    await telegram.start(alex);
    await telegram.start(bea);
    const events = await openStream(alex);
    await api.sendMessage(proId, 'secret');
    await api.sendMessage(bea, 'for Bea');
    await api.sendMessage(alex, 'for Alex');
    await api.sendMessage(freeId, 'for all');
    expect(await events.texts(2)).toEqual(['for Alex', 'for all']);
    await world.act(alex, { type: 'open-link', url: proLink });
    await api.approveChatJoinRequest(proId, alex);
    await api.sendMessage(proId, 'now for Alex too');
    expect(await events.texts(1)).toEqual(['now for Alex too']);
    await api.banChatMember(proId, alex);
    await api.sendMessage(proId, 'secret again');
    await api.sendMessage(alex, 'the end');
    expect(await events.texts(1)).toEqual(['the end']);
    await events.cancel();
  });

  it('carries the virtual clock, and stops listening when the reader goes', async () => {
    const events = await openStream(alex);
    expect(await events.clocks(3)).toEqual([NOW_MS, NOW_MS, NOW_MS]);
    expect(listening.size).toBe(1);
    await events.cancel();
    await expect.poll(() => listening.size).toBe(0);
  });

  it('ends when the server closes, so that closing does not hang', async () => {
    const events = await openStream(alex);
    await app.close();
    expect(await events.isEnded()).toBe(true);
    expect(listening.size).toBe(0);
  });

  it('tells everyone who has a locked channel in the list that it changed, not what is in it', async () => {
    const { api, proId } = telegram;
    const posted: WorldMessage[] = [];
    const stop = world.subscribe((event) => event.type === 'message' && posted.push(event.message));
    await api.sendMessage(proId, 'x');
    stop();
    const [message] = posted;
    if (message === undefined) throw new Error('expected a message');
    const { chatId, messageId } = message;
    expect(maySee(world, alex, { type: 'chat', personId: null, chatId: proId })).toBe(true);
    expect(maySee(world, alex, { type: 'edited', personId: null, message })).toBe(false);
    expect(maySee(world, alex, { type: 'deleted', personId: null, chatId, messageId })).toBe(false);
    expect(maySee(world, alex, { type: 'chat', personId: bea, chatId: bea })).toBe(false);
    expect(maySee(world, alex, { type: 'person', personId: bea })).toBe(true);
  });
});

const EVENT = z.object({ message: z.object({ text: z.string() }).optional() });
const CLOCK = z.object({ nowMs: z.number() });

async function openStream(person: number) {
  const address = app.server.listening ? app.listeningOrigin : await app.listen({ host: '127.0.0.1', port: 0 });
  const response = await fetch(`${address}/chat/api/events?person=${person}`, { signal: AbortSignal.timeout(20_000) });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  if (response.body === null) throw new Error('expected a body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const ready: { event: string; data: string }[] = [];

  async function next(kind: string): Promise<string> {
    for (;;) {
      const index = ready.findIndex(({ event }) => event === kind);
      if (index !== -1) return ready.splice(0, index + 1).at(-1)?.data ?? '';
      const { done, value } = await reader.read();
      if (done) throw new Error('the stream ended');
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
        if (event !== undefined && data !== undefined) ready.push({ event, data });
      }
    }
  }

  return {
    async texts(count: number): Promise<string[]> {
      const texts: string[] = [];
      while (texts.length < count) {
        const { message } = EVENT.parse(JSON.parse(await next('world')));
        if (message !== undefined) texts.push(message.text);
      }
      return texts;
    },
    async clocks(count: number): Promise<number[]> {
      const times: number[] = [];
      while (times.length < count) times.push(CLOCK.parse(JSON.parse(await next('clock'))).nowMs);
      return times;
    },
    cancel: () => reader.cancel(),
    async isEnded(): Promise<boolean> {
      for (;;) if ((await reader.read()).done) return true;
    },
  };
}
