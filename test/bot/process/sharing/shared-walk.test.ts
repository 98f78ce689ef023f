import { beforeAll, describe, expect, it } from 'vitest';
import { createLease } from '../../../../bot/process/lease.ts';
import { createScheduler, type Scheduler, tick } from '../../../../bot/process/scheduler.ts';
import { createShares } from '../../../../bot/process/sharing/shares.ts';
import { type Candle, columnsOf } from '../../../../engine/market/candle.ts';
import { type SeriesKey, seriesName } from '../../../../engine/market/series.ts';
import type { TrainedModel } from '../../../../engine/models/trained.ts';
import { createRandom, type Random } from '../../../../engine/random.ts';
import { MINUTE_MS } from '../../../../engine/time.ts';
import { trainModel } from '../../../../engine/training/train.ts';
import { followWalk, forgetWalk } from '../../../../engine/walk/follow.ts';
import { onCandleClose } from '../../../../engine/walk/on-candle-close.ts';
import { openWalk } from '../../../../engine/walk/walk.ts';
import { createLife, type Life } from '../../../../scripts/faults/world/life.ts';
import { createVirtualTime } from '../../../../scripts/faults/world/virtual-time.ts';
import { reversingCandles } from '../../../support/candles/candles.ts';
import { createMemoryCandles, createMemoryRevisions } from '../../../support/fakes/memory-candles.ts';
import { createMemoryLeases, createMemoryShards } from '../../../support/fakes/memory-leases.ts';
import { createMemoryLedger } from '../../../support/fakes/memory-ledger.ts';
import { createMemoryPredictions, createMemoryWatermarks } from '../../../support/fakes/memory-predictions.ts';

const CANDLE_MS = 5 * MINUTE_MS;
const PAST = 700;
const CLOSES = 5;
const NOTHING_SENT = { sent: 0, edited: 0, deferred: 0, retried: 0, dead: 0, unknown: 0, expired: 0, nextAtMs: null };
const FIRST_MS = Date.UTC(2024, 0, 1);
const START_MS = FIRST_MS + PAST * CANDLE_MS;
const SERIES: readonly SeriesKey[] = Array.from({ length: 16 }, (_, index) => ({
  ...{ exchange: 'binance', symbol: `C${index}/USDT`, timeframe: '5m' },
}));
const CANDLES: ReadonlyMap<string, readonly Candle[]> = new Map(
  SERIES.map(({ symbol }, index) => [
    symbol,
    reversingCandles({ count: PAST + CLOSES + 2, seed: 7 + index, startMs: FIRST_MS, candleMs: CANDLE_MS }),
  ]),
);

function createWorld(seed: number) {
  const time = createVirtualTime(START_MS + MINUTE_MS);
  const stores = {
    ...{ candles: createMemoryCandles(), revisions: createMemoryRevisions(), ledger: createMemoryLedger() },
    ...{ predictions: createMemoryPredictions(), watermarks: createMemoryWatermarks() },
    ...{ leases: createMemoryLeases(), shards: createMemoryShards() },
  };
  return { time, stores, random: createRandom(seed), decided: 0, opened: [] as string[] };
}

type World = ReturnType<typeof createWorld>;

/** A store as one process reaches it: each call takes a moment, and a process that is dead or paused gets no further. */
function roadTo<T extends object>(store: T, { time, random }: World, life: Life): T {
  return new Proxy(store, {
    get(target, name, receiver) {
      const found: unknown = Reflect.get(target, name, receiver);
      if (typeof found !== 'function') return found;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        await life.running();
        await time.wait(Math.floor(random() * 8));
        await life.running();
        const answer: unknown = await found.apply(target, args);
        await life.running();
        return answer;
      };
    },
  });
}

interface Engine {
  readonly holder: string;
  readonly life: Life;
  readonly scheduler: Scheduler;
}

function startEngine(world: World, model: TrainedModel, holder: string): Engine {
  const { time } = world;
  const life = createLife(time);
  const stores = {
    ...{ candles: roadTo(world.stores.candles, world, life), revisions: roadTo(world.stores.revisions, world, life) },
    ...{ ledger: roadTo(world.stores.ledger, world, life), watermarks: roadTo(world.stores.watermarks, world, life) },
    predictions: roadTo(world.stores.predictions, world, life),
  };
  const venue = {
    fetchCandles: async ({ symbol }: SeriesKey, sinceMs: number, limit: number) => {
      await life.running();
      await time.wait(100 + Math.floor(world.random() * 700));
      await life.running();
      const isOver = (each: Candle): boolean => each.openTimeMs + CANDLE_MS <= time.nowMs();
      return (CANDLES.get(symbol) ?? []).filter((each) => each.openTimeMs >= sinceMs && isOver(each)).slice(0, limit);
    },
    timeMs: async () => time.nowMs(),
  };
  const walk = openWalk({
    ...{ ...stores, venue, clock: time, marketSource: 'recorded', historyCandles: PAST, series: SERIES },
    modelFor: () => model,
    planDeliveries: () => [],
    onEvent(event) {
      if (event.type === 'decided') world.decided += 1;
      if (event.type === 'signal-opened') world.opened.push(event.signal.id);
    },
  });
  const common = {
    ...{ holder, nowMs: time.nowMs, wallNowMs: time.nowMs, startTimer: life.startTimer },
    ...{ onEvent: () => {}, onFailed: (error: unknown) => expect(error).toBeUndefined() },
  };
  const lease = createLease({
    ...{ ...common, store: roadTo(world.stores.leases, world, life), name: 'engine' },
    onTaken: async () => {},
  });
  const foreign = (): readonly SeriesKey[] => SERIES.filter((each) => !shares.walks(each));
  const shares = createShares({
    ...{ ...common, store: roadTo(world.stores.shards, world, life), series: SERIES, leads: lease.leads },
    follow: async () => void (await followWalk(walk, foreign())),
    onTaken: (taken) => forgetWalk(walk, taken),
  });
  const scheduler = createScheduler({
    ...{ clock: time, series: SERIES, wallNowMs: time.nowMs, jobs: [], observe: { log: () => {} } },
    deliverer: { drain: async () => NOTHING_SENT },
    refreshModels: async () => {},
    walk: {
      onCandleClose: (series) => shares.during(series, () => onCandleClose(walk, series)),
      nextAskMs: () => null,
    },
    duty: {
      ...{ leads: lease.leads, walks: shares.walks, followClose: async () => {} },
      follow: () => followWalk(walk, foreign()),
    },
  });
  void lease.start().then(() => shares.start());
  return { holder, life, scheduler };
}

type Deed = 'kill' | 'pause' | 'join';

/** Some minutes of two engines, to whom something happens now and then; at least one runs all the time. */
async function live(seed: number, model: TrainedModel, deeds: readonly Deed[]): Promise<World> {
  const world = createWorld(seed);
  const { time, random } = world;
  const engines: Engine[] = ['a', 'b'].map((holder) => startEngine(world, model, holder));
  const returns: { readonly atMs: number; readonly holder: string }[] = [];
  for (let second = 0; second * 1_000 < CLOSES * CANDLE_MS - 2 * MINUTE_MS; second += 1) {
    await time.pass(1_000);
    for (const { life, scheduler } of engines) if (!life.isDead() && !life.isPaused()) tick(scheduler);
    for (const each of returns.filter(({ atMs }) => atMs <= time.nowMs())) {
      returns.splice(returns.indexOf(each), 1);
      engines.push(startEngine(world, model, each.holder));
    }
    // In the seconds around a close more often: most of what can go wrong lies there.
    const isClose = (time.nowMs() % CANDLE_MS) / 1_000 < 4;
    if (second > 10 && random() < (isClose ? 0.15 : 0.008)) befall(world, { engines, returns, deeds });
  }
  await time.pass(3_000);
  for (const { life } of engines) life.kill();
  return world;
}

interface Running {
  readonly engines: readonly Engine[];
  readonly returns: { readonly atMs: number; readonly holder: string }[];
  readonly deeds: readonly Deed[];
}

const pick = <T>(random: Random, from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];

function befall({ time, random }: World, { engines, returns, deeds }: Running): void {
  const running = engines.filter(({ life }) => !life.isDead() && !life.isPaused());
  const deed = pick(random, deeds);
  const soonMs = time.nowMs() + 1_000 + Math.floor(random() * 40_000);
  if (deed === 'join' && running.length < 4) {
    returns.push({ atMs: time.nowMs(), holder: `c${engines.length}` });
    return;
  }
  const victim = pick(random, running);
  if (running.length < 2 || victim === undefined || deed === undefined || deed === 'join') return;
  if (deed === 'pause') {
    victim.life.pause(1_000 + Math.floor(random() * 50_000));
    return;
  }
  victim.life.kill();
  // Half come back in the same folder, half with a new one.
  returns.push({ atMs: soonMs, holder: random() < 0.5 ? victim.holder : `n${engines.length}` });
}

const expected = SERIES.flatMap((each) =>
  Array.from({ length: CLOSES }, (_, index) => `${seriesName(each)} ${START_MS + index * CANDLE_MS}`),
).toSorted();
const stored = ({ stores }: World): readonly string[] =>
  stores.predictions
    .rows()
    .map(({ series, closeTimeMs }) => `${seriesName(series)} ${closeTimeMs}`)
    .toSorted();

describe('the walk that engines share', { timeout: 120_000 }, () => {
  let model: TrainedModel;
  beforeAll(async () => {
    const series = SERIES.slice(0, 2).map((each) => ({
      name: seriesName(each),
      columns: columnsOf((CANDLES.get(each.symbol) ?? []).slice(0, PAST)),
    }));
    const trained = await trainModel({ series, timeframe: '5m', kind: 'logistic', seed: 1 });
    model = { ...trained, recentConfidences: trained.recentConfidences.map(() => 0.51) };
  });

  it.each([1, 2])('decides each close once while engines come (seed %i)', async (seed) => {
    const world = await live(seed, model, ['join']);
    expect(stored(world)).toEqual(expected);
    expect(world.decided).toBe(expected.length);
    expect(world.opened.length).toBeGreaterThan(0);
  });

  it.each(Array.from({ length: 8 }, (_, index) => index + 1))(
    'stores one decision for each close, and none is missing, whoever dies or is paused past the lease (seed %i)',
    async (seed) => {
      const world = await live(seed, model, ['kill', 'pause', 'pause', 'join']);
      expect(stored(world)).toEqual(expected);
      expect(new Set(world.opened).size).toBe(world.opened.length);
      const published = world.stores.predictions.rows().filter((each) => each.published);
      expect(world.stores.ledger.entries()).toHaveLength(published.length);
    },
  );
});
