import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import type { Connection } from 'mongoose';
import type { UseCounts } from '../../bot/limits/use-counts.ts';
import { encodeAction } from '../../bot/telegram/views/action.ts';
import { openStage, STAGE_TOKEN, type Stage } from '../support/stage/bot-stage.ts';
import { type Bench, type BenchResult, bestMs } from './bench.ts';
import { withDatabase } from './delivery-stage.ts';

const TELEGRAM = fileURLToPath(new URL('./plain-telegram.ts', import.meta.url));
const PEOPLE = 600;
const AT_ONCE = 50;
const ROUNDS = 3;
/** Views that need nothing but who asks. */
const VIEWS = (['home', 'help', 'terms'] as const).map((type) => encodeAction({ type }));

/**
 * Presses answered a second by the composed bot over a real database, without and with the count of the limits, beside a grammY bot that
 * makes the same trips for each press (update id, count, account) and answers with as many calls; and that one beside a bot that asks no
 * database.
 */
export const BOT_BENCHES: readonly Bench[] = [
  { name: 'bot: presses of cached views', unit: 'presses/s', run: async () => (await measured()).ours },
  { name: 'bot: the same, each counted', unit: 'presses/s', run: async () => (await measured()).limited },
  { name: 'bot: the bot of three trips', unit: 'presses/s', run: async () => (await measured()).threeTrips },
];

interface Measured {
  readonly ours: BenchResult;
  /** With the limits of the product: one trip more for each press. */
  readonly limited: BenchResult;
  readonly threeTrips: BenchResult;
}

let measuring: Promise<Measured> | null = null;

function measured(): Promise<Measured> {
  measuring ??= withDatabase(({ connection }) => measure(connection));
  return measuring;
}

/** Takes presses, and resolves when all are dealt with. */
type Press = (updates: readonly Update[]) => Promise<void>;

async function measure(connection: Connection): Promise<Measured> {
  const telegram = await openTelegram();
  const kept = { connection, drop: async () => {} };
  const stage = await openStage(() => ({ apiRoot: telegram.apiRoot, useCounts: NO_LIMITS }), kept);
  const counting = await openStage(() => ({ apiRoot: telegram.apiRoot }), kept);
  try {
    const rates = { ours: 0, limited: 0, threeTrips: 0, bare: 0 };
    const threeTrips = plainBot(telegram.apiRoot, connection);
    const bare = plainBot(telegram.apiRoot, null);
    // In turn, so that a busy moment of the machine meets all of them.
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.ours = Math.max(rates.ours, await rateOf(pressesOf(stage)));
      rates.limited = Math.max(rates.limited, await rateOf(pressesOf(counting)));
      rates.threeTrips = Math.max(rates.threeTrips, await rateOf(threeTrips));
      rates.bare = Math.max(rates.bare, await rateOf(bare));
    }
    const threeTripsToo = { reference: rates.threeTrips, referenceName: 'a grammY bot of three trips' };
    return {
      ours: { ours: rates.ours, ...threeTripsToo },
      limited: { ours: rates.limited, ...threeTripsToo },
      threeTrips: { ours: rates.threeTrips, reference: rates.bare, referenceName: 'a grammY bot without a database' },
    };
  } finally {
    await stage.close();
    await counting.close();
    telegram.close();
  }
}

function pressesOf({ bot }: Stage): Press {
  return async (updates) => {
    await bot.intake.take(updates);
    await bot.idle();
  };
}

const NO_LIMITS: UseCounts = { take: async () => ({ type: 'counted' }), giveBack: async () => {} };

let newestUpdate = 0;

async function rateOf(press: Press): Promise<number> {
  const ms = await bestMs(1, async () => {
    for (let from = 0; from < PEOPLE; from += AT_ONCE)
      await press(Array.from({ length: AT_ONCE }, (_, index) => pressOf(from + index)));
  });
  return (PEOPLE / ms) * 1_000;
}

function pressOf(person: number): Update {
  newestUpdate += 1;
  const from = { id: 5_000_000 + person, is_bot: false, first_name: `P${person}`, language_code: 'en' };
  const chat = { id: from.id, type: 'private' as const, first_name: from.first_name };
  const data = VIEWS[person % VIEWS.length] ?? '';
  return {
    update_id: newestUpdate,
    callback_query: {
      ...{ id: String(newestUpdate), from, chat_instance: '1', data },
      message: { message_id: 7, date: 1_700_000_000, chat, text: 'before' },
    },
  };
}

/** The least bot that answers a press; with a connection it notes the update, counts the person's presses, and reads their account. */
function plainBot(apiRoot: string, connection: Connection | null): Press {
  const bot = new Bot(STAGE_TOKEN, { client: { apiRoot } });
  bot.botInfo = { ...BOT_INFO };
  const updates = connection?.collection<{ _id: number }>('bench_updates');
  const counts = connection?.collection<{ _id: number; count: number }>('bench_counts');
  const accounts = connection?.collection<{ _id: number }>('accounts');
  bot.on('callback_query:data', async (ctx) => {
    const { id } = ctx.from;
    await updates?.insertOne({ _id: ctx.update.update_id });
    await counts?.updateOne({ _id: id }, { $inc: { count: 1 } }, { upsert: true });
    const account = await accounts?.findOne({ _id: id });
    await ctx.answerCallbackQuery();
    await ctx.editMessageText(`after ${account?._id ?? id}`);
  });
  return async (presses) => {
    await Promise.all(presses.map((each) => bot.handleUpdate(each)));
  };
}

const BOT_INFO = {
  ...{ id: 987_654_321, is_bot: true as const, first_name: 'Bench', username: 'bench_bot', can_join_groups: false },
  ...{ can_read_all_group_messages: false, supports_inline_queries: false, can_connect_to_business: false },
  ...{ has_main_web_app: false, has_topics_enabled: false, allows_users_to_create_topics: false },
  ...{ can_manage_bots: false, supports_join_request_queries: false },
};

async function openTelegram(): Promise<{ readonly apiRoot: string; close(): void }> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', TELEGRAM], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('expected a pipe to the Bot API of the benchmark');
  const [apiRoot]: unknown[] = await once(createInterface({ input: child.stdout }), 'line');
  return { apiRoot: String(apiRoot), close: () => void child.stdin?.end() };
}
