import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Api } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTelegramSandbox, type TelegramSandbox } from '../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import type { WorldMessage } from '../../../bot/sandbox/telegram/world.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { openSeverableDatabase, type SeverableDatabase } from '../../support/database/severable-database.ts';
import { freePort } from '../../support/process/free-port.ts';
import { until } from '../../support/process/product-process.ts';

const TOKEN = '987654321:AAlive-process-token_that_no_log_may_show';
const root = fileURLToPath(new URL('../../..', import.meta.url));
const CHANNEL_PRO = -1_002_000_000_002;
const CALL_MS = 150;

/** The process as it runs live: its own Bot API, a database that can be cut off, and no venue that answers. */
describe('the live process', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'analyser-live-'));
  let database: TestDatabase;
  let road: SeverableDatabase;
  let telegram: TelegramSandbox;
  let server: { readonly apiRoot: string; close(): Promise<void> };
  let telegramPort: number;
  let operator: number;
  let product: { readonly child: ChildProcess; readonly url: string; readonly output: () => string };

  beforeAll(async () => {
    database = await openTestDatabase();
    road = await openSeverableDatabase(database.uri);
    telegram = createTelegramSandbox({
      ...{ botToken: TOKEN, botName: 'Analyser', botUsername: 'analyser_bot', clock: { nowMs: Date.now } },
      channels: [{ id: CHANNEL_PRO, title: 'Pro', username: null, about: '', tier: 'pro' }],
      journalPath: null,
      limits: { perChatPerSecond: Number.POSITIVE_INFINITY, perChatBurst: 1_000, overallPerSecond: 10_000 },
    });
    telegramPort = await freePort();
    operator = telegram.world.addPerson('Olga', 'en').id;
    product = start();
  });
  afterAll(async () => {
    product?.child.kill('SIGKILL');
    await server?.close();
    telegram?.close();
    await road?.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(): typeof product {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const child = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), LOG_LEVEL: 'info' },
        ...{ TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: `http://127.0.0.1:${telegramPort}` },
        ...{ MONGODB_URI: road.uri, DATA_DIR: join(folder, 'data'), ADMIN_IDS: String(operator) },
        ...{ CHANNEL_PRO: String(CHANNEL_PRO), CHANNEL_ELITE: '-1002000000009', MARKETS: 'binance:BTC/USDT@1h' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    return { child, url: `http://127.0.0.1:${port}`, output: () => chunks.join('') };
  }

  const botMessages = (id: number): readonly WorldMessage[] =>
    telegram.world
      .snapshot(id)
      .chats.filter(({ type }) => type === 'bot')
      .flatMap(({ messages }) => messages.filter(({ author }) => author === 'bot'));
  const reads = (id: number, pattern: RegExp, limitMs = 30_000): Promise<void> =>
    until(String(pattern), async () => botMessages(id).some(({ text }) => pattern.test(text)), {
      limitMs,
      output: () => `${JSON.stringify(botMessages(id).slice(-3))}\n${product.output().slice(-3_000)}`,
    });
  /** A start may take long on a loaded machine; `product` changes between tests. */
  const started = () => ({ limitMs: 90_000, output: product.output });
  const count = (id: number, pattern: RegExp): number =>
    botMessages(id).filter(({ text }) => pattern.test(text)).length;
  const write = (id: number, text: string) => telegram.world.act(id, { type: 'write', chatId: id, text });
  const healthOf = async (path: string): Promise<number> =>
    (await fetch(`${product.url}${path}`).catch(() => null))?.status ?? 0;

  async function press(id: number, text: string): Promise<void> {
    for (const message of botMessages(id).toReversed()) {
      const found = message.keyboard.flat().find((one) => one.type === 'callback' && one.text.includes(text));
      if (found?.type !== 'callback') continue;
      await telegram.world.act(id, { type: 'press', chatId: id, messageId: message.messageId, data: found.data });
      return;
    }
    throw new Error(`expected a button "${text}"`);
  }

  async function order(name: string): Promise<{ readonly id: number; pay(): Promise<string> }> {
    const { id } = telegram.world.addPerson(name, 'en');
    await write(id, '/start');
    await write(id, '/subscribe');
    await reads(id, /accept the terms/);
    await press(id, 'I accept the terms');
    await until('the invoice', async () => botMessages(id).some(({ invoice }) => invoice !== null));
    const messageId = botMessages(id).find(({ invoice }) => invoice !== null)?.messageId ?? 0;
    return { id, pay: async () => (await telegram.world.act(id, { type: 'pay', chatId: id, messageId })).type };
  }

  it('serves health without Telegram and while the token is refused, which it names; the bot joins when it can', async () => {
    await until('health', async () => (await healthOf('/health/live')) === 200, started());
    await until('the API', async () => (await healthOf('/v1/markets')) === 200, started());
    telegram.inject({ method: 'getMe', times: 6, effect: { type: 'refuse', code: 401, description: 'Unauthorized' } });
    server = await telegram.listen(telegramPort);
    await until('the setting', async () =>
      product.output().includes('TELEGRAM_BOT_TOKEN: Telegram does not know this token'),
    );
    await write(operator, '/start');
    await reads(operator, /Hi Olga/, 60_000);
    expect(await healthOf('/health/live')).toBe(200);
  });

  it('names the setting of the channel that cannot be reached; the other one works', async () => {
    await reads(operator, /CHANNEL_ELITE.*cannot be reached/s, 90_000);
    expect(product.output()).toContain('CHANNEL_ELITE');
    await until('the invite link', async () =>
      telegram.calls().some(({ method }) => method === 'createChatInviteLink'),
    );
  });

  it('answers again within a minute after another process has polled for ten seconds, and stays alive', async () => {
    const foreign = new Api(TOKEN, { apiRoot: server.apiRoot });
    const endMs = performance.now() + 10_000;
    while (performance.now() < endMs) {
      await foreign.getUpdates({ timeout: 2, limit: 1, offset: -1 }).catch(() => undefined);
      expect(await healthOf('/health/live')).toBe(200);
    }
    await write(operator, '/help');
    await reads(operator, /What I can do/, 60_000);
    await reads(operator, /Another process uses this bot/, 60_000);
    await reads(operator, /I hear Telegram again/, 60_000);
  });

  it('checks a payment behind 200 join requests within a second', async () => {
    const buyer = await order('Bea');
    const link = [...telegram.calls()].find(({ method }) => method === 'createChatInviteLink')?.result;
    const url = typeof link === 'object' && link !== null && 'invite_link' in link ? String(link.invite_link) : '';
    const slow = telegram.inject({ method: '*', times: 100_000, effect: { type: 'delay', ms: CALL_MS } });
    for (let index = 0; index < 200; index += 1)
      await telegram.world.act(telegram.world.addPerson(`J${index}`, 'en').id, { type: 'open-link', url });
    const startedMs = performance.now();
    let answeredMs = Number.POSITIVE_INFINITY;
    const watching = until('the answer', async () => {
      const answered = telegram.calls().some(({ method }) => method === 'answerPreCheckoutQuery');
      if (answered) answeredMs = performance.now() - startedMs;
      return answered;
    });
    expect(await buyer.pay()).toBe('done');
    await watching;
    await reads(buyer.id, /Payment received/);
    slow.cancel();
    expect(answeredMs).toBeLessThan(1_000 + CALL_MS);
  });

  /** Pays, and cuts the database off between the check and the payment: the answer is on its way for that long. */
  async function payIntoOutage(name: string): Promise<number> {
    const buyer = await order(name);
    telegram.inject({ method: 'answerPreCheckoutQuery', effect: { type: 'delay', ms: 2_000 } });
    const paying = buyer.pay();
    await wait(1_200);
    await road.cut();
    expect(await paying).toBe('done');
    return buyer.id;
  }

  it('does a payment within a minute after the database was away for 26 s; buyer and operator are told', async () => {
    const buyer = await payIntoOutage('Bob');
    await reads(buyer, /has arrived and is safe/, 30_000);
    await wait(26_000);
    await road.mend();
    await reads(buyer, /Payment received: 1,950\u00a0Stars/, 60_000);
    expect(count(buyer, /Payment received/)).toBe(1);
    await reads(operator, /The database does not answer/);
    await reads(operator, /The database answers again/);
  });

  it('has what it took after a kill: the payment is done by the next process, and thanked for once', async () => {
    const buyer = await payIntoOutage('Cyd');
    await reads(buyer, /has arrived and is safe/, 30_000);
    const ended = new Promise((resolve) => product.child.once('exit', resolve));
    product.child.kill('SIGKILL');
    await ended;
    await road.mend();
    product = start();
    await reads(buyer, /Payment received/, 90_000);
    await wait(3_000);
    expect(count(buyer, /Payment received/)).toBe(1);
    expect(count(buyer, /has arrived and is safe/)).toBe(1);
  });

  it('stops on SIGTERM with everything taken acknowledged, and shows no token', async () => {
    await until('health', async () => (await healthOf('/health/live')) === 200, started());
    await write(operator, '/plan');
    await reads(operator, /Your plan/);
    const ended = new Promise<number | null>((resolve) => product.child.once('exit', (code) => resolve(code)));
    product.child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await new Api(TOKEN, { apiRoot: server.apiRoot }).getUpdates({ timeout: 0 })).toEqual([]);
    expect(product.output()).not.toContain(TOKEN.split(':')[1]);
  });
});
