import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { createMongoSignals } from '../../engine/adapters/mongo/signals.ts';
import type { Timeframe } from '../../engine/market/timeframe.ts';
import type { Delivery } from '../../engine/signals/delivery.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import { HOUR_MS, MINUTE_MS } from '../../engine/time.ts';
import { realSurroundings } from '../../scripts/faults/real/real-commands.ts';
import { openRealStage, type RealStage, type StageMarket } from '../../scripts/faults/real/real-stage.ts';
import { until } from '../support/process/product-process.ts';
import type { Bench, BenchResult } from './bench.ts';

const COINS = Number(process.env.BENCH_COINS ?? 50);
/** Of an hour, at which candles of all three timeframes close together. */
const CLOSES = Number(process.env.BENCH_CLOSES ?? 5);
const TIMEFRAMES = ['5m', '15m', '1h'] as const;
/** Thirty days, of which fifteen are replayed. */
const MARKET: StageMarket = { coins: coinNames(COINS), timeframes: TIMEFRAMES, candles: 8_640 };
const SERIES = COINS * TIMEFRAMES.length;
/** Longer than the window of a channel's limit: what was posted of the close before counts no more. */
const BEFORE_MS = 75_000;
/** Time is skipped until then: what was missed meanwhile is made up for before the close that is measured. */
const SKIPPED_MS = 4 * MINUTE_MS;
/** The first fetch of all candles and three trainings. */
const READY_LIMIT_MS = 1_800_000;
const DECIDED_LIMIT_MS = 450_000;
/** After a close: nothing is asked of the database before. */
const POSTED_MS = 8_000;
const SENT_LIMIT_MS = 240_000;
const WARM_UP_CLOSES = 10;

/** The whole way from the venue to Telegram: the product as npm start starts it, with pictures, over stand-ins and a real database. */
export const CLOSE_BENCHES: readonly Bench[] = [
  {
    name: `close: whole, ${COINS} symbols × 3 timeframes, venue's answer to first post`,
    unit: 's',
    run: measureWholeClose,
  },
];

/** Names that no real coin has, of letters alone: COINAA, COINAB … */
function coinNames(count: number): readonly string[] {
  const letter = (index: number): string => String.fromCharCode(65 + index);
  return Array.from({ length: count }, (_, index) => `COIN${letter(Math.floor(index / 26))}${letter(index % 26)}`);
}

interface Stage {
  readonly stage: RealStage;
  readonly connection: Connection;
  /** When the venue last answered for candles of a series ("COINAAUSDT 5m"), by the product's clock. */
  readonly answers: ReadonlyMap<string, readonly number[]>;
  readonly output: () => string;
}

/** What one close took, seconds. */
interface Close {
  readonly signals: number;
  /** One for each channel: from the venue's last answer that its first decision was taken by, to its first post. */
  readonly firstPostS: readonly number[];
  /** From the close to the first post of the first channel. */
  readonly firstPostAfterCloseS: number;
  /** From the close, the product's second of grace included. */
  readonly lastAnswerS: number;
}

async function measureWholeClose(): Promise<BenchResult> {
  const answers = new Map<string, number[]>();
  const stage = await openRealStage({
    ...{ ...realSurroundings(), market: MARKET, hasElite: true, speed: 1, gate: null, name: 'bench_close' },
    onVenueAnswer: (path) => {
      const { pathname, searchParams } = new URL(path, 'http://venue');
      if (!pathname.endsWith('/klines')) return;
      const series = `${searchParams.get('symbol')} ${searchParams.get('interval')}`;
      answers.set(series, [...(answers.get(series) ?? []), stage.clock.nowMs()]);
    },
  });
  const running = await stage.start();
  const connection = await connectMongo(stage.databaseUri());
  try {
    await until('the product to be ready', running.isReady, { limitMs: READY_LIMIT_MS, output: running.output });
    stage.clock.release();
    const closes = await measuredCloses({ stage, connection, answers, output: running.output });
    const firstPosts = closes.flatMap(({ firstPostS }) => firstPostS).toSorted((a, b) => a - b);
    process.stderr.write(`first posts ${firstPosts.map((each) => each.toFixed(2)).join(', ')} s\n`);
    const ours = firstPosts[Math.min(firstPosts.length - 1, Math.floor(firstPosts.length * 0.99))];
    return { ours: ours ?? Number.NaN, reference: 2, referenceName: 'what was asked' };
  } finally {
    running.child.kill('SIGTERM');
    await running.ended;
    await connection.close();
    await stage.close();
  }
}

/** Closes at which every series was decided and something was posted; those before, while models are trained, are not counted. */
async function measuredCloses(at: Stage): Promise<readonly Close[]> {
  const { clock } = at.stage;
  const closes: Close[] = [];
  for (let tried = 0; closes.length < CLOSES; tried += 1) {
    if (tried === CLOSES + WARM_UP_CLOSES) throw new Error(`expected ${SERIES} decisions at a close:\n${at.output()}`);
    const closeTimeMs = Math.ceil((clock.nowMs() + SKIPPED_MS) / HOUR_MS) * HOUR_MS;
    clock.leapTo(closeTimeMs - SKIPPED_MS);
    await decisionsOf(at, { closeTimeMs: closeTimeMs - 5 * MINUTE_MS, timeframes: ['5m'] });
    clock.leapTo(closeTimeMs - BEFORE_MS);
    while (clock.nowMs() < closeTimeMs) await sleep(100);
    const missing = await decisionsOf(at, { closeTimeMs, timeframes: TIMEFRAMES });
    if (missing > 0) {
      process.stderr.write(`${missing} of ${SERIES} decisions are missing: not counted\n`);
      continue;
    }
    const close = await closeOf(at, closeTimeMs);
    process.stderr.write(`${JSON.stringify(close)}\n`);
    if (close.firstPostS.length > 0) closes.push(close);
  }
  return closes;
}

/**
 * Waits until all series of these timeframes are decided at a close; how many were not. Asks when posts are out, for one key at a time: a
 * count by the close reads the whole collection, and every question takes time of the database that is measured.
 */
async function decisionsOf(
  { stage: { clock }, connection }: Stage,
  { closeTimeMs, timeframes }: { readonly closeTimeMs: number; readonly timeframes: readonly Timeframe[] },
): Promise<number> {
  const predictions = connection.collection<{ readonly _id: string }>('predictions');
  const missing = MARKET.coins.flatMap((coin) =>
    timeframes.map((timeframe) => `binance:${coin}/USDT@${timeframe}|${closeTimeMs}|next-candle`),
  );
  while (clock.nowMs() < closeTimeMs + POSTED_MS) await sleep(100);
  for (;;) {
    const [_id] = missing;
    if (_id === undefined || clock.nowMs() > closeTimeMs + DECIDED_LIMIT_MS) return missing.length;
    if ((await predictions.findOne({ _id }, { projection: { _id: 1 } })) === null) await sleep(200);
    else missing.shift();
  }
}

/** Waits until all channels that get a close at once have it. */
async function closeOf(at: Stage, closeTimeMs: number): Promise<Close> {
  const { connection, stage, answers } = at;
  const signals = createMongoSignals(connection);
  const read = async () =>
    (await signals.latest({ limit: 2 * SERIES })).filter(({ signal }) => signal.closeTimeMs === closeTimeMs);
  const isAtOnce = ({ dueAtMs }: Delivery): boolean => dueAtMs < closeTimeMs + MINUTE_MS;
  let entries = await read();
  const isUnderWay = (): boolean =>
    entries.some(({ deliveries }) => deliveries.some((each) => isAtOnce(each) && each.sentAtMs === null));
  while (isUnderWay() && stage.clock.nowMs() < closeTimeMs + SENT_LIMIT_MS) {
    await sleep(500);
    entries = await read();
  }
  // A decision reads the newest candle of every coin of its timeframe, and waits for the fetches under way.
  const answeredMs = ({ series: { timeframe }, createdAtMs }: Signal): number =>
    Math.max(
      ...[...answers].flatMap(([series, timesMs]) =>
        series.endsWith(` ${timeframe}`) ? (timesMs.findLast((atMs) => atMs <= createdAtMs) ?? []) : [],
      ),
    );
  const chats = new Set(entries.flatMap(({ deliveries }) => deliveries.filter(isAtOnce).map(({ chatId }) => chatId)));
  const firstPosts = [...chats].map((chatId) => {
    const posts = entries.flatMap(({ signal, deliveries }) =>
      deliveries.filter((each) => each.chatId === chatId).map(({ sentAtMs }) => ({ signal, sentAtMs })),
    );
    const answerMs = Math.min(...posts.map(({ signal }) => answeredMs(signal)));
    return { answerMs, postMs: Math.min(...posts.map(({ sentAtMs }) => sentAtMs ?? Number.POSITIVE_INFINITY)) };
  });
  const lastAnswerMs = Math.max(...[...answers.values()].flat().filter((atMs) => atMs <= closeTimeMs + POSTED_MS));
  return {
    signals: entries.length,
    firstPostS: firstPosts.map(({ answerMs, postMs }) => (postMs - answerMs) / 1_000),
    firstPostAfterCloseS: (Math.min(...firstPosts.map(({ postMs }) => postMs)) - closeTimeMs) / 1_000,
    lastAnswerS: (lastAnswerMs - closeTimeMs) / 1_000,
  };
}
