import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTelegramSandbox,
  type TelegramSandbox,
} from '../../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import { ALLOWED_UPDATES, createListeningApi } from '../../../../bot/telegram/create-bot.ts';
import type { ListeningEvent } from '../../../../bot/telegram/updates/poller.ts';
import { type WebhookWatch, watchWebhook } from '../../../../bot/telegram/updates/webhook-watch.ts';
import { until } from '../../../support/process/product-process.ts';

const TOKEN = '987654321:AAwebhook_secret-token';
const URL_OF_OURS = 'https://example.com/telegram/webhook';
const LIMIT_MS = 10_000;

let sandbox: TelegramSandbox;
let server: { readonly apiRoot: string; close(): Promise<void> };
let watch: WebhookWatch;
let events: ListeningEvent[];
let timers: { readonly ms: number; readonly run: () => void }[];
let api: Api;

beforeEach(async () => {
  sandbox = createTelegramSandbox({
    ...{ botToken: TOKEN, botName: 'Analyser', botUsername: 'analyser_bot', channels: [], journalPath: null },
    clock: { nowMs: Date.now },
  });
  server = await sandbox.listen();
  api = new Api(TOKEN, { apiRoot: server.apiRoot });
  [events, timers] = [[], []];
});
afterEach(async () => {
  watch.stop();
  await server.close();
  sandbox.close();
});

/** Looks wait for the test; the limits of calls never strike. */
function start(): void {
  const listening = createListeningApi({ token: TOKEN, apiRoot: server.apiRoot });
  watch = watchWebhook({
    ...{ api: listening, url: URL_OF_OURS, secret: 'a-secret-of-the-webhook', allowedUpdates: ALLOWED_UPDATES },
    introduce: async () => void (await listening.getMe()),
    startTimer: (ms, run) => {
      if (ms !== LIMIT_MS) timers.push({ ms, run });
      return () => {};
    },
    wallNowMs: () => performance.now(),
    random: () => 0.5,
    onEvent: (event) => events.push(event),
  });
}

async function nextLook(): Promise<number> {
  await until('the next look', async () => timers.length > 0);
  const next = timers.pop();
  next?.run();
  await until('its end', async () => timers.length > 0);
  return next?.ms ?? Number.NaN;
}

describe('the watch of the webhook', () => {
  it('sets it with every kind of update, looks every five minutes, and sets it again when it is gone', async () => {
    start();
    await until('the webhook', async () => (await api.getWebhookInfo()).url === URL_OF_OURS);
    expect((await api.getWebhookInfo()).allowed_updates).toEqual([...ALLOWED_UPDATES]);
    expect(await nextLook()).toBe(300_000);
    await api.deleteWebhook();
    await nextLook();
    expect((await api.getWebhookInfo()).url).toBe(URL_OF_OURS);
    expect(events).toEqual([]);
  });

  it('goes on after any refusal, says so once and when it is over, and counts as looking all the while', async () => {
    sandbox.inject({ method: 'getMe', effect: { type: 'refuse', code: 401, description: 'Unauthorized' } });
    sandbox.inject({
      method: 'getWebhookInfo',
      times: 2,
      effect: { type: 'refuse', code: 401, description: 'Unauthorized' },
    });
    start();
    await until('the first look', async () => timers.length > 0);
    expect(watch.listening().trouble).toMatchObject({ kind: 'token' });
    const before = watch.listening().lastEndedMs;
    for (let look = 0; look < 3; look += 1) expect(await nextLook()).toBeLessThan(30_000);
    expect(watch.listening().lastEndedMs).toBeGreaterThan(before);
    expect(watch.listening().trouble).toBeNull();
    expect(events.map(({ type }) => type)).toEqual(['listening-trouble', 'listening-again']);
    expect((await api.getWebhookInfo()).url).toBe(URL_OF_OURS);
  });
});
