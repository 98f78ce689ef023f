import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createMongoAccounts } from '../../billing/adapters/mongo/accounts.ts';
import type { Tier } from '../../billing/tiers.ts';
import { createMongoAlertDays } from '../../bot/adapters/mongo/alert-days.ts';
import { createMongoChannelMessages } from '../../bot/adapters/mongo/channel-messages.ts';
import { createMongoDirects } from '../../bot/adapters/mongo/direct-deliveries.ts';
import { createMongoFanOuts } from '../../bot/adapters/mongo/fan-outs.ts';
import { ensureBotIndexes } from '../../bot/adapters/mongo/indexes.ts';
import type { PlanDeps } from '../../bot/broadcast/direct/plan-directs.ts';
import { findDatabase } from '../../bot/database/find-database.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { createMongoOutbox } from '../../engine/adapters/mongo/outbox.ts';
import { createMongoSignals } from '../../engine/adapters/mongo/signals.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { type TIMEFRAMES, timeframeMs } from '../../engine/market/timeframe.ts';
import { deliveryId } from '../../engine/signals/delivery.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { signalOf } from '../support/signal-fixtures.ts';

/** The bot's token at the stand-in. */
export const TOKEN = '123456:bench-token-of-the-delivery-bench';
const CHILD = fileURLToPath(new URL('./delivery-telegram.ts', import.meta.url));
/** Chat ids of the stand-in's channels. */
export const CHANNELS = [1, 2, 3, 4, 5, 6].map((n) => -1_000 - n);

/** Runs over an empty database of its own. */
export async function withDatabase<T>(run: (stores: Awaited<ReturnType<typeof storesOn>>) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'analyser-bench-'));
  const toolsDir = fileURLToPath(new URL('../../node_modules/.cache/analyser/tools', import.meta.url));
  const mongodbUri = process.env.MONGODB_URI ?? null;
  const database = await findDatabase({ mongodbUri, dataDir, toolsDir, print: () => {} });
  const connection = await connectMongo(database.uri);
  try {
    return await run(await storesOn(connection));
  } finally {
    await connection.close();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function storesOn(connection: Awaited<ReturnType<typeof connectMongo>>) {
  await ensureIndexes(connection);
  await ensureBotIndexes(connection);
  let tokens = 0;
  return {
    connection,
    accounts: createMongoAccounts(connection),
    signals: createMongoSignals(connection),
    outbox: createMongoOutbox(connection),
    alertDays: createMongoAlertDays(connection),
    fanOuts: createMongoFanOuts(connection),
    directs: createMongoDirects(connection, () => `t${++tokens}`),
    messages: createMongoChannelMessages(connection),
  };
}

/** The stores of delivery. */
export type Stores = Awaited<ReturnType<typeof storesOn>>;

/** People who want every signal; every third is Elite. */
export async function addPeople({ connection }: Stores, ids: readonly number[]): Promise<void> {
  const account = { firstName: 'P', languageCode: 'en', createdAtMs: 0, acceptedTerms: null, acceptedTermsAtMs: null };
  const settings = { version: 1, mostSignalsPerDay: null, messages: { signal: 'on' } };
  for (let from = 0; from < ids.length; from += 1_000) {
    const some = ids.slice(from, from + 1_000);
    const accounts = some.map((_id) => ({ _id, ...account, unreachable: false, firstStart: null, settings }));
    await connection.collection<{ _id: number }>('accounts').insertMany(accounts);
  }
}

const tierOf = (telegramId: number): Tier => (telegramId % 3 === 0 ? 'elite' : 'pro');

/** What planning needs, with tiers by the person's number. */
export function planDepsOf(stores: Stores): PlanDeps {
  return {
    ...stores,
    clock: createSystemClock(),
    tiersOf: async (ids) => new Map(ids.map((id) => [id, tierOf(id)])),
  };
}

/** A signal of the newest close. */
export function freshSignal(index: number, timeframe: (typeof TIMEFRAMES)[number] = '1h'): Signal {
  const nowMs = Date.now();
  const closeTimeMs = Math.floor(nowMs / timeframeMs(timeframe)) * timeframeMs(timeframe);
  return signalOf({
    series: { exchange: 'binance', symbol: `C${index}/USDT`, timeframe },
    ...{ closeTimeMs, createdAtMs: nowMs },
  });
}

/** Opens a signal with a post in every channel. */
export async function openInChannels({ signals }: Stores, signal: Signal): Promise<void> {
  const times = { dueAtMs: signal.createdAtMs, expiresAtMs: signal.createdAtMs + HOUR_MS };
  await signals.open(
    signal,
    CHANNELS.map((chatId) => ({ id: deliveryId(signal.id, chatId), audience: 'elite', priority: 2, chatId, ...times })),
  );
}

const hello = z.object({ apiRoot: z.string(), people: z.array(z.number()) });
const figures = z.object({ byMethod: z.record(z.string(), z.number()), tooManyRequests: z.number() });

/** Starts the stand-in and lets so many people start the bot. */
export async function openTelegram(persons: number, delayMs: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, String(persons), String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async (): Promise<unknown> => JSON.parse((await lines.next()).value ?? 'null');
  return {
    ...hello.parse(await read()),
    press: () => child.stdin.write('press\n'),
    async stats() {
      child.stdin.write('stats\n');
      const { byMethod, tooManyRequests } = figures.parse(await read());
      const counted = Object.entries(byMethod).filter(([method]) => /^(?:send|edit)/.test(method));
      return { calls: counted.reduce((sum, [, calls]) => sum + calls, 0), tooManyRequests };
    },
    close: () => end(child),
  };
}

/** The stand-in. */
export type Telegram = Awaited<ReturnType<typeof openTelegram>>;

async function end(child: ChildProcess): Promise<void> {
  child.stdin?.end();
  await new Promise((resolve) => child.once('exit', resolve));
}
