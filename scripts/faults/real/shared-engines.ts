import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { LEASE_MS } from '../../../bot/process/lease.ts';
import { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { MINUTE_MS } from '../../../engine/time.ts';
import { until } from '../../../test/support/process/product-process.ts';
import { type Metrics, readMetrics } from '../../load/read-metrics.ts';
import { soundBooks } from './compare-books.ts';
import { readBooks } from './read-books.ts';
import type { RealProcess } from './real-process.ts';
import { openRealStage, type RealStage, type StageMarket } from './real-stage.ts';

/** What befalls an engine while the series of a close are being decided. */
type Step = 'quiet' | 'kill' | 'pause';

/** One close over two engines. */
export interface SharedClose {
  readonly step: Step;
  /** Series that were decided for it, each counted once. */
  readonly decided: number;
  /** Decisions of each engine that was there at its end: together more than `decided` where one was taken twice. */
  readonly byEngine: readonly number[];
  /** From the kill or the pause to the last decision, seconds; from the close where nothing happened. */
  readonly lastAfterS: number;
}

export interface SharedEngines {
  readonly series: number;
  /** How many of the series each engine walked when both were there. */
  readonly shares: readonly number[];
  readonly closes: readonly SharedClose[];
  /** What was promised and did not come true. */
  readonly broken: readonly string[];
}

export interface SharedOptions {
  readonly market: StageMarket;
  readonly steps: readonly Step[];
  readonly mongodbUri: string | null;
  readonly toolsDir: string;
  readonly log: (line: string) => void;
}

/** The first fetch of all candles and the first trainings. */
const READY_LIMIT_MS = 1_800_000;
const TAKEN_OVER_MS = LEASE_MS + 5_000;
/** Beyond the take-over, for the decisions themselves: a machine with two cores runs everything there is. */
const DECIDING_MS = 120_000;
const BEFORE_CLOSE_MS = 3_000;
const SETTLED_MS = 2_000;

interface Drill {
  readonly stage: RealStage;
  readonly connection: Connection;
  readonly options: SharedOptions;
  readonly series: number;
  /** The first leads. */
  engines: [Engine, Engine];
}

interface Engine {
  readonly name: string;
  readonly process: RealProcess;
}

/** Two real engines over one real database share the series of closes at which one is killed with -9 or paused past its lease. */
export async function runSharedEngines(options: SharedOptions): Promise<SharedEngines> {
  const { market, log, ...rest } = options;
  const series = market.coins.length * market.timeframes.length;
  const stage = await openRealStage({ ...rest, log, market, speed: 1, gate: null, name: 'shared_engines' });
  const started: RealProcess[] = [];
  const start = async (name: string): Promise<Engine> => {
    log(`engine ${name} …`);
    const process = await stage.startEngine(name);
    started.push(process);
    await until(`engine ${name}`, process.isReady, { limitMs: READY_LIMIT_MS, output: process.output });
    return { name, process };
  };
  const connection = await connectMongo(stage.databaseUri());
  try {
    const drill: Drill = { stage, connection, options, series, engines: [await start('a'), await start('b')] };
    const shares = await bothShare(drill);
    stage.clock.release();
    const closes: SharedClose[] = [];
    for (const [at, step] of options.steps.entries()) {
      const close = await decideClose(drill, step);
      log(JSON.stringify(close));
      closes.push(close);
      if (step !== 'kill' || at === options.steps.length - 1) continue;
      const [killed, survivor] = drill.engines;
      drill.engines = [survivor, await start(killed.name)];
      await bothShare(drill);
    }
    return { series, shares, closes, broken: [...brokenBy(closes, series), ...(await brokenIn(drill))] };
  } finally {
    for (const each of started) each.child.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    await connection.close();
    await stage.close();
  }
}

async function metricsOf({ process }: Engine): Promise<Metrics> {
  return readMetrics(await (await fetch(process.metricsUrl)).text());
}

/** Waits until every series is walked by one of the two; how many by each. */
async function bothShare({ engines, series }: Drill): Promise<readonly number[]> {
  let shares: readonly number[] = [];
  const output = (): string => engines.map(({ process }) => process.output().slice(-3_000)).join('\n');
  await until(
    `${series} series to be shared`,
    async () => {
      const metrics = await Promise.all(engines.map(metricsOf));
      shares = metrics.map(({ sum }) => sum('analyser_series_walked'));
      return shares.every((count) => count > 0) && shares.reduce((sum, count) => sum + count, 0) === series;
    },
    { output },
  );
  return shares;
}

async function decisionsOf(engine: Engine): Promise<number> {
  const { sum } = await metricsOf(engine);
  return sum('analyser_decisions_total');
}

/** Decisions so far, once no more come: an engine counts one after the database has it, a paused one long after. */
async function settledDecisions(engines: readonly Engine[]): Promise<readonly number[]> {
  for (let before: readonly number[] = []; ; ) {
    const now = await Promise.all(engines.map(decisionsOf));
    if (now.every((count, index) => count === before[index])) return now;
    before = now;
    await sleep(SETTLED_MS);
  }
}

/** Skips the time to the next close of all timeframes, lets it befall, and waits until every series is decided. */
async function decideClose(drill: Drill, step: Step): Promise<SharedClose> {
  const { stage, connection, options, series, engines } = drill;
  const { clock } = stage;
  const { timeframes, coins } = options.market;
  const decidedAt = (closeTimeMs: number): Promise<number> =>
    connection.collection('predictions').countDocuments({ closeTimeMs });
  const candleMs = Math.max(...timeframes.map(timeframeMs));
  const finestMs = Math.min(...timeframes.map(timeframeMs));
  const closeTimeMs = Math.ceil((clock.nowMs() + MINUTE_MS) / candleMs) * candleMs;
  // Each candle is decided before the next: the skipped ones are over, the last before the close is not.
  clock.leapTo(closeTimeMs - finestMs + MINUTE_MS);
  const ofFinest =
    coins.length * timeframes.filter((each) => (closeTimeMs - finestMs) % timeframeMs(each) === 0).length;
  await waitFor(drill, async () => (await decidedAt(closeTimeMs - finestMs)) >= ofFinest);
  const before = await settledDecisions(engines);
  clock.leapTo(closeTimeMs - BEFORE_CLOSE_MS);
  await until('the close', async () => clock.nowMs() >= closeTimeMs);
  let sinceMs = performance.now();
  if (step !== 'quiet') {
    engines[0].process.child.kill(step === 'kill' ? 'SIGKILL' : 'SIGSTOP');
    sinceMs = performance.now();
  }
  await waitFor(drill, async () => (await decidedAt(closeTimeMs)) >= series);
  const lastAfterS = Math.round((performance.now() - sinceMs) / 100) / 10;
  if (step === 'pause') await wakePaused(drill);
  const there = engines.flatMap((engine, index) => (step === 'kill' && index === 0 ? [] : [{ engine, index }]));
  const after = await settledDecisions(there.map(({ engine }) => engine));
  const byEngine = there.map(({ index }, at) => (after[at] ?? 0) - (before[index] ?? 0));
  return { step, decided: await decidedAt(closeTimeMs), byEngine, lastAfterS };
}

/** Lets the paused engine go on where it was, until it has its portion again. */
async function wakePaused(drill: Drill): Promise<void> {
  const [paused, other] = drill.engines;
  paused.process.child.kill('SIGCONT');
  drill.engines = [other, paused];
  await sleep(TAKEN_OVER_MS / 4);
  await bothShare(drill);
}

async function waitFor({ engines }: Drill, ask: () => Promise<boolean>): Promise<void> {
  const output = (): string => engines.map(({ process }) => process.output().slice(-3_000)).join('\n');
  await until('the decisions', ask, { limitMs: TAKEN_OVER_MS + DECIDING_MS, output });
}

function brokenBy(closes: readonly SharedClose[], series: number): readonly string[] {
  return closes.flatMap(({ step, decided, byEngine }, index) => {
    const total = byEngine.reduce((sum, count) => sum + count, 0);
    const isTwice = step === 'quiet' && total !== series;
    return [
      ...(decided === series ? [] : [`close ${index + 1}: ${decided} of ${series} series decided`]),
      ...(isTwice ? [`close ${index + 1}: ${total} decisions taken for ${series} series`] : []),
    ];
  });
}

/** What is stored and what arrived: every published prediction has its one signal, and no signal was posted twice. */
async function brokenIn({ stage, connection }: Drill): Promise<readonly string[]> {
  const keyOf = { series: '$series', closeTimeMs: '$closeTimeMs' };
  const twice = await connection
    .collection('predictions')
    .aggregate([{ $group: { _id: keyOf, count: { $sum: 1 } } }, { $match: { count: { $gt: 1 } } }])
    .toArray();
  const published = await connection.collection('predictions').countDocuments({ published: true });
  const { entries, ...books } = await readBooks(stage);
  return [
    ...twice.map(({ _id }) => `decided twice: ${JSON.stringify(_id)}`),
    ...(entries.length === published ? [] : [`${entries.length} signals of ${published} published predictions`]),
    ...soundBooks({ ...books, entries }).silentDuplicates,
  ];
}
