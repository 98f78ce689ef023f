import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tier } from '../../../billing/tiers.ts';
import { createMongoSignals } from '../../../engine/adapters/mongo/signals.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import { HOUR_MS, MINUTE_MS } from '../../../engine/time.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { writeCandles } from '../../support/candles/write-candles.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  firstPerson,
  type Person,
  type ProductProcess,
  startProduct,
  until,
} from '../../support/process/product-process.ts';

const DAYS_MS = 10 * 24 * HOUR_MS;
/** The same candles under several names: their signals come at the same close, and wait for one another's channel. */
const SYMBOLS = ['BTC', 'ETH', 'SOL', 'XRP'];

/** Delays of a tier's posts in seconds of the sandbox's clock, ascending, and how many deliveries ended otherwise. */
function delaysOf(entries: readonly LedgerEntry[], tier: Tier, untilMs: number) {
  const due = entries
    .flatMap(({ deliveries }) => deliveries)
    .filter((each) => each.audience === tier && each.dueAtMs < untilMs);
  const sent = due.filter((each) => each.sentAtMs !== null);
  const delays = sent.map((each) => ((each.sentAtMs ?? 0) - each.dueAtMs) / 1_000).sort((a, b) => a - b);
  return { delays, unsent: due.length - sent.length };
}

/** What the delays look like, for the message of a test that fails. */
function delaysText(name: string, { delays, unsent }: ReturnType<typeof delaysOf>): string {
  const at = (share: number): string => (delays[Math.floor(share * (delays.length - 1))] ?? Number.NaN).toFixed(1);
  const late = delays.filter((delay) => delay > 60).length;
  const quantiles = `median ${at(0.5)} 90 % ${at(0.9)} 99 % ${at(0.99)} most ${at(1)}`;
  return `${name}: ${delays.length} sent, delay s ${quantiles}; ${late} over 60 s, ${unsent} unsent`;
}

describe('posts of the sandbox, by its own clock', { timeout: 1_200_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'analyser-delays-'));
  let database: TestDatabase;
  let product: ProductProcess;
  let person: Person;
  const notice = async (): Promise<unknown> =>
    ((await product.get(`/chat/api/snapshot?person=${person.id}`)).body as { readonly notice: unknown }).notice;
  const nowMs = async (): Promise<number> => (await person.snapshot()).nowMs;

  /** Signals of the product's own database, which is named after the world in its folder. */
  async function entries(): Promise<readonly LedgerEntry[]> {
    const worlds = readdirSync(join(folder, 'data', 'sandbox'), { recursive: true, encoding: 'utf8' });
    const world = readFileSync(
      join(folder, 'data', 'sandbox', worlds.find((name) => name.endsWith('world.txt')) ?? ''),
      'utf8',
    );
    const { databases = [] } = (await database.connection.db?.admin().listDatabases()) ?? {};
    const name = databases.map((each) => each.name).find((each) => each.endsWith(world.trim())) ?? 'none';
    return createMongoSignals(database.connection.useDb(name)).latest({ limit: 1_000 });
  }

  beforeAll(async () => {
    database = await openTestDatabase();
    const market = join(folder, 'market');
    mkdirSync(market);
    const candles = reversingCandles({ count: 3_334, seed: 11, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS });
    for (const symbol of SYMBOLS) writeCandles(join(market, `${symbol}USDT_binance_1h_2024.csv`), candles);
    await start('data');
  });
  async function start(dataDir: string): Promise<void> {
    product = await startProduct({
      ...{ MONGODB_URI: database.uri, DATA_DIR: join(folder, dataDir), SANDBOX_SPEED: '60', SANDBOX: '1' },
      MARKET_DATA: join(folder, 'market'),
    });
    person = await firstPerson(product);
  }
  afterAll(async () => {
    await product?.end('SIGKILL');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are never late: not in the ten days that are fast-forwarded, nor after them', async () => {
    const startMs = await nowMs();
    await until('ten days of the replay', async () => (await nowMs()) > startMs + DAYS_MS, { limitMs: 600_000 });
    const endMs = (await nowMs()) + 36 * HOUR_MS;
    await until('a day and a half more', async () => (await nowMs()) > endMs, { limitMs: 400_000 });
    const found = await entries();
    const tiers = (['pro', 'free'] as const).map(
      (tier) => [tier, delaysOf(found, tier, endMs - 5 * MINUTE_MS)] as const,
    );
    for (const [tier, { delays, unsent }] of tiers) {
      expect(delays.length, tier).toBeGreaterThan(7);
      const late = delays.filter((delay) => delay > 60);
      expect({ tier, late, unsent }, delaysText(tier, { delays, unsent })).toEqual({ tier, late: [], unsent: 0 });
    }
  });

  it('lose no day of a plan that is bought while the first days are fast-forwarded, and the page says that they are', async () => {
    await product.end('SIGKILL');
    await start('another');
    expect(await notice()).toMatchObject({ catchingUp: { untilMs: expect.any(Number) } });
    const bot = await person.chat('Analyser');
    await person.answered(
      () => person.act({ type: 'write', chatId: bot.id, text: '/start' }),
      (message) => message.keyboard.length > 0,
    );
    const invoice = await person.answered(
      async () => {
        const offer = await person.answered(
          () => person.act({ type: 'write', chatId: bot.id, text: '/subscribe' }),
          (message) =>
            message.keyboard.flat().some((each) => each.type === 'callback' && each.data.startsWith('accept')),
        );
        const accept = offer.keyboard.flat().find((each) => each.type === 'callback' && each.data.startsWith('accept'));
        if (accept?.type !== 'callback') throw new Error('expected a button');
        await person.act({ type: 'press', chatId: bot.id, messageId: offer.messageId, data: accept.data });
      },
      (message) => message.invoice !== null,
    );
    expect(await person.act({ type: 'pay', chatId: bot.id, messageId: invoice.messageId })).toMatchObject({
      type: 'done',
    });
    const paidMs = await nowMs();
    const wallMs = performance.now();
    expect(await notice()).toMatchObject({ catchingUp: null });
    const speed = (60 * HOUR_MS) / MINUTE_MS;
    await until('an hour and a half of the replay', async () => (await nowMs()) > paidMs + 1.5 * HOUR_MS);
    expect((await nowMs()) - paidMs).toBeLessThan((performance.now() - wallMs + 1_000) * speed);
    await product.end('SIGKILL');
    await start('another');
    expect(await notice()).toMatchObject({ catchingUp: null });
  });
});
