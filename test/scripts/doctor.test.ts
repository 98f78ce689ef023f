import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBillingIndexes } from '../../billing/adapters/mongo/indexes.ts';
import { NEEDED_CARD_EVENTS } from '../../billing/card/needed-card-events.ts';
import { ensureBotIndexes } from '../../bot/adapters/mongo/indexes.ts';
import { type ExchangeSandbox, startExchangeSandbox } from '../../bot/sandbox/exchange/server.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { examine } from '../../scripts/doctor/examine.ts';
import type { Finding } from '../../scripts/doctor/finding.ts';
import { type Setup, startSandbox } from '../bot/sandbox/telegram/sandbox-setup.ts';
import { someCandles } from '../support/candles/sandbox-candles.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { startScript } from '../support/process/run-script.ts';

const TOKEN = `123456:${'t'.repeat(35)}`;
const PUBLIC_URL = 'https://bot.example.com';
const ALL_RIGHTS = { postMessages: true, inviteUsers: true, restrictMembers: true } as const;
const clock = createSystemClock();

type Settings = Readonly<Record<string, string>>;

describe('npm run doctor', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  let telegram: Setup;
  let exchange: ExchangeSandbox;
  let database: TestDatabase;
  let stripe: Server;
  let owner = 0;
  let stripeAnswer: { readonly status: number; readonly body: unknown } = { status: 200, body: { data: [] } };
  let undo: readonly (() => unknown)[] = [];

  beforeAll(async () => {
    telegram = await startSandbox({ botToken: TOKEN });
    owner = telegram.sandbox.world.addPerson('Owner', 'en').id;
    await telegram.sandbox.world.act(owner, { type: 'write', chatId: owner, text: '/start' });
    exchange = await startExchangeSandbox({
      markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns: someCandles({ count: 10, candleMs: HOUR_MS }) }],
      clock,
    });
    database = await openTestDatabase();
    await ensureIndexes(database.connection);
    await ensureBillingIndexes(database.connection);
    await ensureBotIndexes(database.connection);
    stripe = createServer((_, response) => {
      response.writeHead(stripeAnswer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(stripeAnswer.body));
    });
    await new Promise<void>((resolve) => stripe.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    for (const each of undo) await each();
    undo = [];
  });
  afterAll(async () => {
    await Promise.all([telegram.close(), exchange.close(), database.drop()]);
    stripe.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const healthy = (): Settings => ({
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    EXCHANGE_API_ROOT: exchange.url,
    MONGODB_URI: database.uri,
    MARKETS: 'binance:BTC/USDT@1h',
    CHANNEL_FREE: String(telegram.publicId),
    CHANNEL_PRO: String(telegram.privateId),
    ADMIN_IDS: String(owner),
    ALERT_SECRET: 'a'.repeat(32),
    DATA_DIR: folder,
  });
  const call = async (method: string, params: Settings): Promise<void> => {
    await fetch(`${telegram.apiRoot}/bot${TOKEN}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
  };
  const withStripe = (): Settings => ({
    ...healthy(),
    PUBLIC_URL,
    TRUST_PROXY: '10.0.0.0/16',
    TELEGRAM_WEBHOOK_SECRET: 'w'.repeat(32),
    STRIPE_SECRET_KEY: 'sk_test_planted',
    STRIPE_WEBHOOK_SECRET: 'whsec_planted',
    STRIPE_API_BASE: `http://127.0.0.1:${(stripe.address() as AddressInfo).port}`,
  });
  /** Stripe's list of endpoints: ours, sound but for what is planted. */
  const endpointAnswer = (planted: object): typeof stripeAnswer => ({
    status: 200,
    body: {
      data: [
        { url: `${PUBLIC_URL}/stripe/webhook`, status: 'enabled', enabled_events: NEEDED_CARD_EVENTS, ...planted },
      ],
    },
  });
  /** What is wrong. A test database need not be a replica set. */
  const wrongs = async (settings: Settings, nowMs = clock.nowMs): Promise<readonly Finding[]> =>
    (await examine(settings, nowMs)).filter(({ ok, say }) => !ok && !say.includes('not a replica set'));

  it('finds nothing at a sound installation', async () => {
    expect(await wrongs(healthy())).toEqual([]);
    const names = (await examine(healthy(), clock.nowMs)).map(({ name }) => name);
    expect(new Set(names)).toEqual(
      new Set([
        ...['settings', 'token', 'webhook', 'channel free', 'channel pro', 'owners', 'exchange binance', 'clock'],
        ...['database', 'indexes', 'sharding', 'Stripe', 'data folder', 'secrets', 'proxy networks'],
        'dead man',
      ]),
    );
  });

  it.each([
    ['every event that is needed', {}],
    ['all events', { enabled_events: ['*'] }],
  ])('finds nothing at an endpoint that Stripe tells %s', async (_, planted) => {
    stripeAnswer = endpointAnswer(planted);
    expect((await wrongs(withStripe())).filter(({ name }) => name === 'Stripe')).toEqual([]);
  });

  it('advises to have somebody outside who notices a silence, and finds nothing wrong without', async () => {
    const deadMan = async (more: Settings) =>
      (await examine({ ...healthy(), ...more }, clock.nowMs)).filter(({ name }) => name === 'dead man');
    expect(await deadMan({})).toMatchObject([
      { ok: true, isAdvice: true, say: expect.stringMatching(/DEAD_MAN_URL.*set/) },
    ]);
    const address = 'https://dead-man.example.org/ping/abc';
    const [set] = await deadMan({ DEAD_MAN_URL: address });
    expect(set).toMatchObject({ ok: true });
    expect(set).not.toHaveProperty('isAdvice');
    expect(set?.say).not.toContain(address);
  });

  interface Fault {
    readonly name: string;
    readonly says: RegExp;
    /** Plants it: the settings with it, and how the clock goes. */
    readonly plant: () => Promise<Settings> | Settings;
    readonly nowMs?: () => number;
  }

  const FAULTS: Readonly<Record<string, Fault>> = {
    'a misspelt setting': {
      ...{ name: 'settings', says: /CHANNEL_PROO/ },
      plant: () => ({ ...healthy(), CHANNEL_PROO: '-1001' }),
    },
    'a token that was revoked': {
      ...{ name: 'token', says: /@BotFather, \/mybots/ },
      plant: () => ({ ...healthy(), TELEGRAM_BOT_TOKEN: `123456:${'x'.repeat(35)}` }),
    },
    'a right that the bot lacks': {
      ...{ name: 'channel pro', says: /press Administrators.*@analyser_bot/ },
      plant: () => {
        const { operator } = telegram.sandbox;
        operator.setBotRights(telegram.privateId, { ...ALL_RIGHTS, postMessages: false });
        undo = [() => operator.setBotRights(telegram.privateId, ALL_RIGHTS)];
        return healthy();
      },
    },
    'a channel that is not there': {
      ...{ name: 'channel free', says: /CHANNEL_FREE: .*chat not found.*-100/ },
      plant: () => ({ ...healthy(), CHANNEL_FREE: '-1009999999999' }),
    },
    'a webhook of another installation': {
      ...{ name: 'webhook', says: /elsewhere.example.*polls/ },
      plant: async () => {
        await call('setWebhook', { url: 'https://elsewhere.example/telegram/webhook' });
        undo = [() => call('deleteWebhook', {})];
        return healthy();
      },
    },
    'an owner who never pressed START': {
      ...{ name: 'owners', says: /press START/ },
      plant: () => ({ ...healthy(), ADMIN_IDS: '987654321' }),
    },
    'a symbol that the exchange does not have': {
      ...{ name: 'exchange binance', says: /no BTC\/USD.*did you mean BTC\/USDT/ },
      plant: () => ({ ...healthy(), MARKETS: 'binance:BTC/USD@1h' }),
    },
    'an exchange that does not serve this region': {
      ...{ name: 'exchange binance', says: /451 means/ },
      plant: () => {
        undo = [exchange.inject({ type: 'geo-blocked', times: 50 })];
        return healthy();
      },
    },
    'a clock that is a minute ahead': {
      ...{ name: 'clock', says: /60\.\d s ahead of .*set-ntp/ },
      ...{ plant: healthy, nowMs: () => clock.nowMs() + 60_000 },
    },
    'a database that is away': {
      ...{ name: 'database', says: /Network Access/ },
      plant: () => ({ ...healthy(), MONGODB_URI: 'mongodb://127.0.0.1:1/analyser?serverSelectionTimeoutMS=500' }),
    },
    'an index that was dropped': {
      ...{ name: 'indexes', says: /payments\.provider_1_externalId_1.*start the product/ },
      plant: async () => {
        await database.connection.collection('payments').dropIndex('provider_1_externalId_1');
        undo = [() => ensureBillingIndexes(database.connection)];
        return healthy();
      },
    },
    'a webhook without a secret': {
      ...{ name: 'settings', says: /TELEGRAM_WEBHOOK_SECRET/ },
      plant: () => ({ ...healthy(), PUBLIC_URL, TRUST_PROXY: '0' }),
    },
    'one secret for two doors': {
      ...{ name: 'secrets', says: /are the same.*openssl rand/ },
      plant: () => ({ ...healthy(), PUBLIC_URL, TRUST_PROXY: '0', TELEGRAM_WEBHOOK_SECRET: 'a'.repeat(32) }),
    },
    'a proxy whose network is not named': {
      ...{ name: 'proxy networks', says: /TRUST_PROXY is not set.*10\.0\.0\.0\/16/ },
      plant: () => ({ ...healthy(), PUBLIC_URL, TELEGRAM_WEBHOOK_SECRET: 'w'.repeat(32) }),
    },
    'a key that Stripe refuses': {
      ...{ name: 'Stripe', says: /API keys, roll the key/ },
      plant: () => {
        stripeAnswer = { status: 401, body: {} };
        return withStripe();
      },
    },
    'an endpoint that Stripe switched off': {
      ...{ name: 'Stripe', says: /the endpoint, Enable/ },
      plant: () => {
        stripeAnswer = endpointAnswer({ status: 'disabled' });
        return withStripe();
      },
    },
    'events that Stripe was not asked to send': {
      ...{ name: 'Stripe', says: /of charge\.dispute\.created, which.*the endpoint, Edit/ },
      plant: () => {
        const enabled = NEEDED_CARD_EVENTS.filter((event) => event !== 'charge.dispute.created');
        stripeAnswer = endpointAnswer({ enabled_events: enabled });
        return withStripe();
      },
    },
    'a data folder that is a file': {
      ...{ name: 'settings', says: /DATA_DIR: expected a folder/ },
      plant: () => {
        writeFileSync(join(folder, 'file'), '');
        return { ...healthy(), DATA_DIR: join(folder, 'file') };
      },
    },
  };

  it.each(Object.entries(FAULTS))('names %s, and what to press', async (_, { name, says, plant, nowMs }) => {
    const found = await wrongs(await plant(), nowMs);
    expect(found.map((finding) => finding.name)).toContain(name);
    expect(found.find((finding) => finding.name === name)?.say).toMatch(says);
  });

  it('prints one object as a command, and its exit code says whether all is well', async () => {
    const { stdout, status } = await startScript('doctor', ['--json'], { ...healthy(), ADMIN_IDS: '' });
    const { checks } = JSON.parse(stdout);
    expect(checks).toContainEqual({ name: 'owners', ok: false, say: expect.stringContaining('ADMIN_IDS') });
    expect(checks).toContainEqual({ name: 'token', ok: true, say: '@analyser_bot' });
    expect(status).toBe(1);
  });
});
