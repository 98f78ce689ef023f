import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { WorldMessage } from '../bot/sandbox/telegram/world.ts';
import { DAY_MS, HOUR_MS } from '../engine/time.ts';
import { FIRST_MS, someCandles } from './support/candles/sandbox-candles.ts';
import { writeCandles } from './support/candles/write-candles.ts';
import { openTestDatabase, type TestDatabase } from './support/database/database.ts';
import { newPerson } from './support/journeys/journey.ts';
import {
  firstPerson,
  type Person,
  type ProductProcess,
  personOf,
  startProduct,
  until,
} from './support/process/product-process.ts';

const CANDLE_MS = 4 * HOUR_MS;
const FIRST_DAYS = 10;
const marketsShape = z.object({ markets: z.array(z.object({ lastCandleTime: z.string() })) });
/** Those that a start learns from, the first days, and two months to go through. */
const CANDLES = 905 + (FIRST_DAYS + 60) * 6;

describe('two subscribers of a month, while time is let pass', { timeout: 900_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'analyser-time-'));
  let database: TestDatabase;
  let product: ProductProcess;
  let ana: Person;
  let ben: Person;

  beforeAll(async () => {
    database = await openTestDatabase();
    const file = join(folder, 'BTCUSDT_binance_4h_2024.csv');
    writeCandles(file, someCandles({ count: CANDLES, candleMs: CANDLE_MS }));
    product = await startProduct({
      ...{ MONGODB_URI: database.uri, SANDBOX: '1', DATA_DIR: join(folder, 'data'), MARKET_DATA: file },
      // Four minutes of the sandbox's clock in one of ours: what passes here was let pass.
      SANDBOX_SPEED: '0.016',
    });
    ana = await firstPerson(product);
    ben = personOf(product, await newPerson(product, 'Ben', 'en'));
    await passed();
  }, 480_000);
  afterAll(async () => {
    await product?.end('SIGKILL');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Waits until the clock runs at its usual speed; resolves with its time. */
  async function passed(): Promise<number> {
    const notice = async () => (await product.get(`/chat/api/snapshot?person=${ana.id}`)).body;
    await until('the fast-forward to end', async () => JSON.stringify(await notice()).includes('"catchingUp":null'), {
      ...{ limitMs: 400_000, output: product.output },
    });
    return (await ana.snapshot()).nowMs;
  }
  async function letPass(days: number): Promise<void> {
    const fromMs = (await ana.snapshot()).nowMs;
    const { status } = await product.post('/chat/api/time', { hours: days * 24 });
    expect(status).toBe(202);
    // Another one is refused meanwhile.
    expect((await product.post('/chat/api/time', { hours: 1 })).body).toMatchObject({ code: 'chat/already-passing' });
    const nowMs = await passed();
    expect((nowMs - fromMs) / DAY_MS).toBeCloseTo(days, 1);
  }
  const of = async (person: Person): Promise<readonly WorldMessage[]> =>
    (await person.chat('Analyser')).messages.filter(({ author }) => author === 'bot');

  async function press(person: Person, label: string, is: (message: WorldMessage) => boolean): Promise<WorldMessage> {
    const found = (await of(person))
      .toReversed()
      .flatMap(({ messageId, keyboard }) => keyboard.flat().map((button) => ({ messageId, button })))
      .find(({ button }) => button.text.includes(label));
    if (found?.button.type !== 'callback') throw new Error(`expected a button "${label}"`);
    const { messageId, button } = found;
    const { id: chatId } = await person.chat('Analyser');
    return person.answered(() => person.act({ type: 'press', chatId, messageId, data: button.data }), is);
  }

  async function subscribe(person: Person): Promise<void> {
    const { id: chatId } = await person.chat('Analyser');
    await person.act({ type: 'write', chatId, text: '/start' });
    await person.answered(
      () => person.act({ type: 'write', chatId, text: '/subscribe' }),
      ({ text }) => text.includes('accept the terms'),
    );
    await press(person, 'I accept the terms', ({ invoice }) => invoice !== null);
    await person.answered(
      () => person.act({ type: 'write', chatId, text: '/subscribe' }),
      ({ keyboard }) => keyboard.flat().some(({ text }) => text.includes('Stars every 30 days')),
    );
    const ready = await press(person, 'Stars every 30 days', ({ keyboard }) =>
      keyboard.flat().some(({ type }) => type === 'url'),
    );
    const link = ready.keyboard.flat().find(({ type }) => type === 'url');
    await person.act({ type: 'open-link', url: link?.type === 'url' ? link.url : '' });
    const sheet = async (): Promise<WorldMessage | undefined> =>
      (await person.chat('Analyser')).messages.findLast(({ invoice }) => invoice?.subscriptionDays === 30);
    await until('the sheet', async () => (await sheet()) !== undefined);
    const messageId = (await sheet())?.messageId ?? 0;
    await person.answered(
      () => person.act({ type: 'pay', chatId, messageId }),
      ({ text }) => text.includes('Payment received'),
    );
  }

  it('reminds whom it will not renew three days before the end, renews the other, and ends what was cancelled', async () => {
    await subscribe(ana);
    await subscribe(ben);
    const boughtMs = (await ana.snapshot()).nowMs;
    const [own] = (await ana.snapshot()).subscriptions;
    await ana.answered(
      () => ana.act({ type: 'cancel-subscription', subscriptionId: own?.id ?? '' }),
      ({ text }) => text.includes('ancelled'),
    );
    const starsBefore = (await ben.snapshot()).person.stars;

    await letPass(28);
    const reminders = (await of(ana)).filter(({ text }) => text.includes('It does not renew by itself'));
    expect(reminders).toHaveLength(1);
    // By the sandbox's clock it came when three days were left, to a stop of the clock.
    const leftMs = boughtMs + 30 * DAY_MS - (reminders[0]?.dateMs ?? 0);
    expect(leftMs / DAY_MS).toBeGreaterThan(2.8);
    expect(leftMs / DAY_MS).toBeLessThanOrEqual(3.01);
    expect((await of(ben)).filter(({ text }) => text.includes('It does not renew by itself'))).toEqual([]);

    await letPass(4);
    const texts = (await of(ana)).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('Your plan ended'))).toHaveLength(1);
    expect((await ana.snapshot()).subscriptions).toMatchObject([{ state: 'ended' }]);
    const snapshot = await ben.snapshot();
    expect(snapshot.subscriptions).toMatchObject([{ state: 'active' }]);
    expect(starsBefore - snapshot.person.stars).toBe(snapshot.subscriptions[0]?.stars);
    expect((await of(ben)).filter(({ text }) => text.includes('Payment received'))).toHaveLength(2);
    // No candle was left out on the way, nor is one late.
    const { markets } = marketsShape.parse((await product.get('/v1/markets')).body);
    expect(
      markets.map(
        ({ lastCandleTime }) => Math.floor(snapshot.nowMs / CANDLE_MS) - Date.parse(lastCandleTime) / CANDLE_MS,
      ),
    ).toEqual([0]);
    expect(boughtMs).toBeGreaterThan(FIRST_MS);
  });
});
