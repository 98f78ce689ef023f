import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorldMessage } from '../bot/sandbox/telegram/world.ts';
import { HOUR_MS } from '../engine/time.ts';
import { reversingCandles } from './support/candles/candles.ts';
import { writeCandles } from './support/candles/write-candles.ts';
import { openTestDatabase } from './support/database/database.ts';
import {
  firstPerson,
  type Person,
  type ProductProcess,
  startProduct,
  until,
} from './support/process/product-process.ts';

/** The signals that a post is about, by the links in it: one, or each of several of one close. */
function signalIdsOf({ text, entities }: WorldMessage): readonly string[] {
  const places = [text, ...entities.map(({ url }) => url ?? '')];
  return [
    ...new Set(places.flatMap((place) => [...place.matchAll(/signal_([0-9a-f]{10})/g)].map(([, id = '']) => id))),
  ];
}

const button = (message: WorldMessage, data: string): string => {
  const found = message.keyboard.flat().find((each) => each.type === 'callback' && each.data.startsWith(data));
  if (found?.type !== 'callback')
    throw new Error(`expected a button ${data}, have ${JSON.stringify(message.keyboard)}`);
  return found.data;
};

describe('the product, started as a user starts it', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'analyser-e2e-'));
  const candles = reversingCandles({ count: 3_000, seed: 11, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS });
  let environment: Record<string, string> = {};
  let product: ProductProcess;
  let person: Person;
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  /** How often each signal stands in the paid channel. */
  const posts = async (): Promise<ReadonlyMap<string, number>> => {
    const counts = new Map<string, number>();
    for (const message of (await person.chat('Pro')).messages)
      for (const id of signalIdsOf(message)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  };

  beforeAll(async () => {
    database = await openTestDatabase();
    const file = join(folder, 'BTCUSDT_binance_1h_2024.csv');
    writeCandles(file, candles);
    environment = {
      MONGODB_URI: database.uri,
      SANDBOX: '1',
      DATA_DIR: join(folder, 'data'),
      MARKET_DATA: file,
      SANDBOX_SPEED: '120',
    };
    product = await startProduct(environment);
    person = await firstPerson(product);
  });
  afterAll(async () => {
    await product?.end('SIGKILL');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says in the terminal what runs, on which data and what to open', () => {
    const output = product.output();
    for (const said of [
      'Recorded candles of BTC/USDT (Binance, 1h)',
      `${product.url}/chat`,
      'sandbox mode',
      'TELEGRAM_BOT_TOKEN',
    ])
      expect(output).toContain(said);
  });

  it('greets at Start and shows the latest signals at a press', async () => {
    const bot = await person.chat('Analyser');
    const greeting = await person.answered(
      () => person.act({ type: 'write', chatId: bot.id, text: '/start' }),
      (message) => message.keyboard.length > 0,
    );
    expect(greeting.text).toContain('candles');
    await until('a first signal in the free channel', async () => (await person.chat('Free')).messages.length > 0);
    const list = await person.answered(
      () =>
        person.act({ type: 'press', chatId: bot.id, messageId: greeting.messageId, data: button(greeting, 'signals') }),
      (message) => /\/signal_[0-9a-f]{10}/.test(message.text),
    );
    const id = /\/signal_([0-9a-f]{10})/.exec(list.text)?.[1] ?? '';
    const picture = await person.answered(
      () => person.act({ type: 'write', chatId: bot.id, text: `/signal ${id}` }),
      (message) => message.photoUrl !== null,
    );
    const png = await fetch(product.url + picture.photoUrl);
    expect(new Uint8Array(await png.arrayBuffer()).slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  });

  it('sells the plan for Stars, lets the buyer into the paid channel, and nobody else', async () => {
    const bot = await person.chat('Analyser');
    expect(await person.chat('Pro')).toMatchObject({ membership: 'none', messages: [] });
    const offer = await person.answered(
      () => person.act({ type: 'write', chatId: bot.id, text: '/subscribe' }),
      (message) => message.keyboard.length > 0,
    );
    const invoice = await person.answered(
      () =>
        person.act({ type: 'press', chatId: bot.id, messageId: offer.messageId, data: button(offer, 'accept-terms') }),
      (message) => message.invoice !== null,
    );
    const before = (await person.snapshot()).person.stars;
    const receipt = await person.answered(
      () => person.act({ type: 'pay', chatId: bot.id, messageId: invoice.messageId }),
      (message) => message.keyboard.flat().some((each) => each.type === 'url' && each.url.includes('/+')),
    );
    expect(before - (await person.snapshot()).person.stars).toBe(invoice.invoice?.stars);
    const link = receipt.keyboard.flat().find((each) => each.type === 'url');
    await person.act({ type: 'open-link', url: link?.type === 'url' ? link.url : '' });
    await until('the door of the paid channel to open', async () => (await person.chat('Pro')).membership === 'member');
  });

  it('posts to the paid channel first, to the free one later, and edits both with the outcome', async () => {
    await until('a settled signal in the paid channel', async () =>
      (await person.chat('Pro')).messages.some((message) => message.editedMs !== null),
    );
    const settled = (await person.chat('Pro')).messages.find((message) => message.editedMs !== null);
    const id = settled === undefined ? 'none' : (signalIdsOf(settled)[0] ?? 'none');
    expect(settled?.text).toMatch(/^(⛔ STOPPED|🎯 TARGET|✅ RIGHT|❌ WRONG|➖ FLAT)/u);
    await until('the same signal in the free channel', async () =>
      (await person.chat('Free')).messages.some(
        (message) => signalIdsOf(message).includes(id) && message.editedMs !== null,
      ),
    );
    const free = (await person.chat('Free')).messages.find((message) => signalIdsOf(message).includes(id));
    expect((free?.dateMs ?? 0) - (settled?.dateMs ?? 0)).toBeGreaterThan(0.4 * HOUR_MS);
  });

  it('answers /predict for a symbol and for raw candles, and refuses bad bodies', async () => {
    const rows = candles
      .slice(-600)
      .map((each) => [each.openTimeMs, each.open, each.high, each.low, each.close, each.volume]);
    for (const body of [
      { symbol: 'BTC/USDT', timeframe: '1h' },
      { symbol: 'BTC/USDT', timeframe: '1h', candles: rows },
    ]) {
      const answer = await product.post('/predict', body);
      expect(answer).toMatchObject({
        status: 200,
        body: { symbol: 'BTC/USDT', timeframe: '1h', dataQuality: { stamp: 'green' } },
      });
    }
    expect((await product.post('/predict', { symbol: 'NOPE/XYZ', timeframe: '1h' })).status).toBeLessThan(500);
    expect((await product.post('/predict', { symbol: 'BTC/USDT', timeframe: '7h' })).status).toBe(400);
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'has people, plans, ledger and history after %s and a new start, and posts nothing twice',
    async (signal) => {
      const known = await posts();
      const messages = (await person.chat('Analyser')).messages.map((message) => message.messageId);
      const ledger = (await product.get('/v1/signals?limit=5')).body as {
        readonly signals: readonly { readonly id: string }[];
      };
      const code = await product.end(signal);
      if (signal === 'SIGINT') expect(code).toBe(0);
      product = await startProduct(environment);
      person = await firstPerson(product);
      expect((await person.chat('Analyser')).messages.map((message) => message.messageId)).toEqual(
        expect.arrayContaining(messages),
      );
      expect((await person.chat('Pro')).membership).toBe('member');
      for (const { id } of ledger.signals) expect((await product.get(`/v1/signals/${id}`)).status).toBe(200);
      await until(
        'a new signal after the restart',
        async () => [...(await posts()).keys()].some((id) => !known.has(id)),
        // One candle in ten is a signal, and the fast-forward ended when the plan was bought.
        { limitMs: 150_000 },
      );
      expect([...(await posts()).values()].every((count) => count === 1)).toBe(true);
      const plan = await person.answered(
        async () => person.act({ type: 'write', chatId: (await person.chat('Analyser')).id, text: '/plan' }),
        (message) => message.text.includes('plan'),
      );
      expect(plan.text).toContain('Pro');
    },
  );
});
