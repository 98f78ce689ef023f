import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTelegramSandbox,
  type TelegramSandbox,
} from '../../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import type { FaultEffect } from '../../../../bot/sandbox/telegram/protocol/faults.ts';
import { ALLOWED_UPDATES, createListeningApi } from '../../../../bot/telegram/create-bot.ts';
import { type StartTimer, startRealTimer } from '../../../../bot/telegram/deadline.ts';
import { pollingPauseMs } from '../../../../bot/telegram/polling-trouble.ts';
import type { Intake } from '../../../../bot/telegram/updates/intake.ts';
import {
  type ListeningEvent,
  POLL_LIMIT_MS,
  type Poller,
  startPoller,
} from '../../../../bot/telegram/updates/poller.ts';
import { until } from '../../../support/process/product-process.ts';

const TOKEN = '987654321:AApoller_secret-token_that_no_log_may_show';
/** Pauses pass a hundred times as fast, and where nothing answers the limit of a poll too: what Telegram holds open takes its time. */
const HURRY = 100;
const LIMITS = [POLL_LIMIT_MS, 10_000];
const startFastTimer: StartTimer = (ms, run) => startRealTimer(LIMITS.includes(ms) ? ms : ms / HURRY, run);
const startFastestTimer: StartTimer = (ms, run) => startRealTimer(ms / HURRY, run);

let sandbox: TelegramSandbox;
let server: { readonly apiRoot: string; close(): Promise<void> };
let events: ListeningEvent[];
let taken: number[];
let held: number | null;
/** What comes next may not be acknowledged. */
let holding: boolean;
let poller: Poller;
let personId: number;

beforeEach(async () => {
  sandbox = createTelegramSandbox({
    botToken: TOKEN,
    botName: 'Analyser',
    botUsername: 'analyser_bot',
    channels: [],
    clock: { nowMs: Date.now },
    journalPath: null,
  });
  server = await sandbox.listen();
  personId = sandbox.world.addPerson('Ada', 'en').id;
  events = [];
  taken = [];
  held = null;
  holding = false;
});
afterEach(async () => {
  await poller.stop();
  await server.close();
  sandbox.close();
});

const intake: Intake = {
  takeLeft: () => {},
  take: async (updates) => {
    for (const { update_id: updateId } of updates) if (!taken.includes(updateId)) taken.push(updateId);
    if (holding) held ??= taken.at(-1) ?? null;
  },
  firstUnsafeId: () => held,
  accept: async () => {},
  waitForCapacity: async () => {},
  openFacts: () => 0,
  stop: () => {},
  idle: async () => {},
};

function start(startTimer: StartTimer = startFastTimer): void {
  const api = createListeningApi({ token: TOKEN, apiRoot: server.apiRoot });
  poller = startPoller({
    ...{ api, intake, startTimer, allowedUpdates: ALLOWED_UPDATES },
    introduce: async () => void (await api.getMe()),
    wallNowMs: () => performance.now(),
    random: () => 0.5,
    onEvent: (event) => events.push(event),
  });
}

/** Somebody writes, and the bot gets it. */
async function isHeard(): Promise<void> {
  const before = taken.length;
  const result = await sandbox.world.act(personId, { type: 'write', chatId: personId, text: '/start' });
  expect(result.type).toBe('done');
  await until('the update', async () => taken.length > before, { limitMs: 10_000 });
}

const pollings = () => sandbox.calls().filter(({ method }) => method === 'getUpdates');

describe('the poller', () => {
  it.each<[string, string, FaultEffect]>([
    [
      '409 of another process',
      'conflict',
      { type: 'refuse', code: 409, description: 'Conflict: terminated by other getUpdates request' },
    ],
    ['401', 'token', { type: 'refuse', code: 401, description: 'Unauthorized' }],
    ['404', 'token', { type: 'refuse', code: 404, description: 'Not Found' }],
    ['400', 'other', { type: 'refuse', code: 400, description: 'Bad Request: something new' }],
    ['429', 'limited', { type: 'too-many-requests', retryAfterS: 2 }],
    ['502 with a page', 'server', { type: 'server-error', code: 502, after: false }],
    ['500 of Telegram', 'server', { type: 'refuse', code: 500, description: 'Internal Server Error' }],
    ['a connection that dies', 'network', { type: 'drop-before' }],
    ['a page instead of JSON', 'server', { type: 'answer-instead', text: '<html>captive portal</html>' }],
    ['half of the JSON', 'server', { type: 'answer-instead', text: '{"ok":true,"result":[{"upd' }],
    ['a result that is no list', 'other', { type: 'answer-instead', text: '{"ok":true,"result":{"update_id":1}}' }],
    ['updates without an id', 'other', { type: 'answer-instead', text: '{"ok":true,"result":[{"message":{}}]}' }],
    ['no answer at all', 'silence', { type: 'hang' }],
  ])('waits out %s, says so once, and hears again', async (_name, kind, effect) => {
    start(effect.type === 'hang' ? startFastestTimer : startFastTimer);
    await isHeard();
    const fault = sandbox.inject({ method: 'getUpdates', times: 3, effect });
    await isHeard().catch(() => undefined);
    await until('the trouble to pass', async () => fault.remaining() === 0 && poller.listening().trouble === null, {
      limitMs: 20_000,
    });
    await isHeard();
    const silentMs = expect.any(Number);
    expect(events).toEqual([
      { type: 'listening-trouble', kind, detail: expect.any(String) },
      { type: 'listening-again', kind, silentMs },
    ]);
    expect(JSON.stringify(events)).not.toContain(TOKEN.split(':')[1]);
  });

  it('survives a Telegram that is not there at start, and one that goes away and comes back', async () => {
    const port = Number(new URL(server.apiRoot).port);
    await server.close();
    start();
    await until('the trouble', async () => events.length === 1);
    expect(events).toMatchObject([{ type: 'listening-trouble', kind: 'network' }]);
    server = await sandbox.listen(port);
    await isHeard();
    await server.close();
    await until('the second trouble', async () => events.length === 3);
    server = await sandbox.listen(port);
    await isHeard();
    expect(events.map(({ type }) => type)).toEqual([
      'listening-trouble',
      'listening-again',
      'listening-trouble',
      'listening-again',
    ]);
  });

  it('hears again soon after another process has polled for some seconds, in real time', {
    timeout: 60_000,
  }, async () => {
    start(startRealTimer);
    await isHeard();
    const foreign = new Api(TOKEN, { apiRoot: server.apiRoot });
    const endMs = performance.now() + 3_000;
    while (performance.now() < endMs) await foreign.getUpdates({ timeout: 1 }).catch(() => undefined);
    expect(events).toMatchObject([{ type: 'listening-trouble', kind: 'conflict' }]);
    const startedMs = performance.now();
    await isHeard();
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    const conflict = { kind: 'conflict', detail: '', isWebhookSet: false, retryAfterMs: null } as const;
    for (const failures of [1, 5, 50]) expect(pollingPauseMs(conflict, failures, 1)).toBeLessThanOrEqual(15_000);
  });

  it('deletes a webhook that somebody sets', async () => {
    start();
    await isHeard();
    await new Api(TOKEN, { apiRoot: server.apiRoot }).setWebhook('https://example.com/hook');
    await until(
      'the webhook to be gone',
      async () => sandbox.calls().filter(({ method }) => method === 'deleteWebhook').length === 2,
    );
    await isHeard();
  });

  it('always asks for every kind of update by name', async () => {
    start();
    await isHeard();
    sandbox.inject({ method: 'getUpdates', effect: { type: 'refuse', code: 409, description: 'Conflict' } });
    await isHeard();
    for (const { params } of pollings()) expect(params.allowed_updates).toEqual([...ALLOWED_UPDATES]);
  });

  it('acknowledges nothing that is not safe, and everything when it stops', async () => {
    start();
    await isHeard();
    holding = true;
    await isHeard();
    await isHeard();
    expect(held).toBe(taken[1]);
    await poller.stop();
    const api = new Api(TOKEN, { apiRoot: server.apiRoot });
    const waiting = await api.getUpdates({ timeout: 0 });
    expect(waiting.map(({ update_id: updateId }) => updateId)).toEqual(taken.slice(1));
    held = null;
    holding = false;
    start();
    await isHeard();
    await poller.stop();
    expect(await api.getUpdates({ timeout: 0 })).toEqual([]);
  });

  it('ends every attempt within its limit, also one that is never answered', async () => {
    start(startFastestTimer);
    await isHeard();
    sandbox.inject({ method: 'getUpdates', times: 5, effect: { type: 'hang' } });
    const startedMs = performance.now();
    await until('five silent attempts', async () => {
      expect(performance.now() - poller.listening().lastEndedMs).toBeLessThan((2 * POLL_LIMIT_MS) / HURRY + 1_500);
      return poller.listening().trouble !== null && performance.now() - startedMs > (3 * POLL_LIMIT_MS) / HURRY;
    });
    expect(events[0]).toMatchObject({ kind: 'silence' });
  });

  it('stops at once while a call is open', async () => {
    start();
    await isHeard();
    const startedMs = performance.now();
    await poller.stop();
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
