import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HOUR_MS } from '../engine/time.ts';
import { openTestDatabase } from './support/database/database.ts';
import {
  firstPerson,
  type Person,
  type ProductProcess,
  startProduct,
  until,
} from './support/process/product-process.ts';

const FREE_DELAY_MS = HOUR_MS / 2;
const recorded = fileURLToPath(new URL('../bot/sandbox/market/recorded/', import.meta.url));
const FILES = ['BTCUSDT_binance_1h_2024.csv.gz', 'ETHUSDT_binance_1h_2024.csv.gz'];

const marketsShape = z.object({
  markets: z.array(z.object({ symbol: z.string(), lastCandleTime: z.string(), ageSeconds: z.number() })),
});
const signalShape = z.object({ id: z.string(), symbol: z.string(), closeTime: z.string(), stop: z.number() });
const signalsShape = z.object({ signals: z.array(signalShape), next: z.string().nullable() });
const predictionShape = z.object({ id: z.string(), closeTime: z.string(), probabilityUp: z.number() });
const countShape = z.object({ published: z.object({ count: z.number() }), to: z.string().nullable() });
const calibrationShape = z.object({
  overall: z.object({ signals: z.object({ count: z.number() }), to: z.string().nullable() }),
});

/** A decision that paying readers have and Free must not: of a close that is not half a candle old. */
type Hidden = z.infer<typeof signalShape>;

describe('a reader without a plan, in the minutes after a close', { timeout: 900_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'analyser-free-'));
  let product: ProductProcess;
  let person: Person;
  let paidKey = '';
  let freeKey = '';
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  beforeAll(async () => {
    database = await openTestDatabase();
    product = await startProduct({
      MONGODB_URI: database.uri,
      DATA_DIR: folder,
      SANDBOX: '1',
      MARKET_DATA: FILES.map((file) => join(recorded, file)).join(','),
      // Free's half hour is 7.5 s of ours, in which a slow machine too gets through its questions; signals are up to twelve hours apart.
      SANDBOX_SPEED: '4',
    });
    person = await firstPerson(product);
    const keyOf = (tier: string): string => new RegExp(`${tier}\\s+(an_\\S+)`).exec(product.output())?.[1] ?? '';
    paidKey = keyOf('elite');
    // Half of the questions come with a free key, half without any: each has the quota of Free.
    freeKey = keyOf('free');
    await say('/start');
    // The first days are gone through faster than anybody can ask. Paying, also in vain, ends that; a few signals are enough.
    await until(
      'signals to look at',
      async () => signalsShape.parse(JSON.parse(await ask('/v1/signals', paidKey))).signals.length > 5,
      { limitMs: 300_000 },
    );
    const { id: chatId, messages } = await person.chat('Analyser');
    const paid = await person.act({ type: 'pay', chatId, messageId: messages[0]?.messageId ?? 1 });
    // Refused, for it is no invoice; one that the page could not have sent would end nothing.
    expect(paid.type).toBe('refused');
  }, 420_000);
  afterAll(async () => {
    await product?.end('SIGKILL');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes all texts at once and gives the bot's answers to them, in order. */
  const say = async (...texts: readonly string[]): Promise<readonly string[]> => {
    const { id, messages } = await person.chat('Analyser');
    const newest = Math.max(0, ...messages.map(({ messageId }) => messageId));
    for (const text of texts) await person.act({ type: 'write', chatId: id, text });
    let answers: readonly string[] = [];
    await until(`${texts.length} answers`, async () => {
      const chat = await person.chat('Analyser');
      answers = chat.messages
        .filter(({ messageId, author }) => messageId > newest && author !== 'person')
        .map(({ text }) => text);
      return answers.length >= texts.length;
    });
    return answers;
  };
  const ask = async (path: string, key: string | null, body?: object): Promise<string> => {
    const response = await fetch(product.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 429 || response.status === 503) {
      // Rounds in one minute use up the quota of an address, a loaded machine is unready: the answer says when to come back.
      const seconds = Number(response.headers.get('retry-after'));
      expect(seconds, `${path}: Retry-After`).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      return await ask(path, key, body);
    }
    return await response.text();
  };
  const marketsNow = async () => marketsShape.parse(JSON.parse(await ask('/v1/markets', paidKey))).markets;
  /** The product's own time. */
  const nowMs = async (): Promise<number> =>
    Math.max(...(await marketsNow()).map((market) => Date.parse(market.lastCandleTime) + market.ageSeconds * 1_000));
  const isHidden = (closeTime: string, atMs: number): boolean => Date.parse(closeTime) + FREE_DELAY_MS > atMs;
  const newestPaid = async (): Promise<Hidden | null> => {
    const { signals } = signalsShape.parse(JSON.parse(await ask('/v1/signals?limit=1', paidKey)));
    return signals[0] ?? null;
  };

  it('is told of no market what was decided, whoever is asked', async () => {
    let checked = 0;
    for (let round = 0; round < 8 && checked < 2; round += 1) {
      await until('minutes after a close', async () =>
        (await marketsNow()).every(({ ageSeconds }) => ageSeconds * 1_000 < FREE_DELAY_MS / 3),
      );
      const bodies = ['BTC/USDT', 'ETH/USDT'].map((symbol) => ({ symbol, timeframe: '1h' }));
      const paid = await Promise.all(bodies.map(async (body) => ask('/predict', paidKey, body)));
      const newest = paid.map((text) => predictionShape.parse(JSON.parse(text)));
      const told = [
        ...(await Promise.all(bodies.map(async (body) => ask('/predict', null, body)))),
        await ask('/v1/predict', null, bodies[0]),
      ].map((text) => predictionShape.parse(JSON.parse(text)));
      const [chat = ''] = await say('/predict btc');
      const pages = await Promise.all(
        ['/', '/dashboard/live', '/v1/signals', '/v1/track-record', '/v1/calibration', '/v1/markets'].map((path) =>
          ask(path, null),
        ),
      );
      const afterMs = await nowMs();
      const open = newest.filter(({ closeTime }) => isHidden(closeTime, afterMs));
      // The asking took too long to prove anything: once more after the next close.
      if (open.length < newest.length) continue;
      checked += 1;
      for (const { closeTime } of told) expect(isHidden(closeTime, afterMs)).toBe(false);
      for (const { id, probabilityUp } of open) {
        expect(told.map((each) => each.id)).not.toContain(id);
        for (const text of [chat, ...pages]) {
          expect(text).not.toContain(id.slice(0, 10));
          expect(text).not.toContain(String(probabilityUp));
        }
      }
      const [, , , record = '', calibration = ''] = pages;
      for (const to of [
        countShape.parse(JSON.parse(record)).to,
        calibrationShape.parse(JSON.parse(calibration)).overall.to,
      ])
        expect(to === null || !isHidden(to, afterMs)).toBe(true);
    }
    expect(checked).toBe(2);
  });

  it('finds a signal that paying readers have by no way, and counts none', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const hidden = await untilHidden();
      const { id, stop, closeTime } = hidden;
      const word = hidden.symbol.split('/')[0] ?? '';
      const short = id.slice(0, 10);
      const [chat, one, page, record, list] = await Promise.all([
        say(`/signal ${short}`, `/why ${short}`, `/start signal_${short}`, `/signals ${word}`, `/track ${word}`),
        Promise.all([id, short].map((each) => ask(`/v1/signals/${each}`, freeKey))),
        ask('/dashboard/live', null),
        ask('/v1/track-record', freeKey).then((text) => countShape.parse(JSON.parse(text))),
        ask('/v1/signals?limit=200', freeKey),
      ]);
      // The asking took too long to prove anything: once more with the next signal.
      if (!isHidden(closeTime, await nowMs())) continue;
      for (const text of [...chat, ...one, page, list]) {
        expect(text).not.toMatch(new RegExp(`(?:BUY|SELL)[^\\n]*${short}`));
        expect(text).not.toContain(String(stop));
      }
      expect(chat.slice(0, 3).every((text) => text.includes('reaches Free readers at'))).toBe(true);
      for (const text of one) expect(JSON.parse(text)).toMatchObject({ status: 404, code: 'signal/not-found' });
      const seen = signalsShape.parse(JSON.parse(list));
      expect(seen.signals.map((signal) => signal.id)).not.toContain(id);
      expect(seen.signals.length).toBeGreaterThan(3);
      if (seen.next === null) expect(record.published.count).toBeLessThanOrEqual(seen.signals.length);
      expect(record.to === null || !isHidden(record.to, Date.parse(closeTime))).toBe(true);
      // A little later everybody has it.
      await until('its time to come', async () => (await nowMs()) >= Date.parse(closeTime) + FREE_DELAY_MS);
      expect(await ask(`/v1/signals/${id}`, freeKey)).toContain(id);
      return;
    }
    throw new Error('expected to ask in time once');
  });

  /** The newest signal, early enough that the questions about it fall before the time of Free. */
  async function untilHidden(): Promise<Hidden> {
    let hidden: Hidden | null = null;
    await until(
      'a signal that Free must wait for',
      async () => {
        const newest = await newestPaid();
        const atMs = await nowMs();
        hidden = newest !== null && Date.parse(newest.closeTime) + FREE_DELAY_MS / 3 > atMs ? newest : null;
        return hidden !== null;
      },
      { limitMs: 420_000 },
    );
    return signalShape.parse(hidden);
  }
});
