import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMongoLeases } from '../../bot/adapters/mongo/leases.ts';
import { createMongoTextStore } from '../../bot/adapters/mongo/text-store.ts';
import { askedGroups, createControls, followControls } from '../../bot/process/product/create-controls.ts';
import { openModels } from '../../bot/process/training/open-models.ts';
import { createTrainAlone } from '../../bot/process/training/train-alone.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import { createMongoPredictions } from '../../engine/adapters/mongo/predictions.ts';
import { createMongoLines } from '../../engine/adapters/mongo/training/checkpoints.ts';
import { createMongoModels } from '../../engine/adapters/mongo/training/models.ts';
import { createProcessTrainer } from '../../engine/adapters/training-process/create-process-trainer.ts';
import type { EngineEvent } from '../../engine/events.ts';
import { type CandleColumns, columnsOf, sliceColumns } from '../../engine/market/candle.ts';
import { parseSeries, type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { writeArtefact } from '../../engine/models/artefact.ts';
import { servingModel } from '../../engine/serving/model-selection.ts';
import { awaitChallengers, refreshModels } from '../../engine/serving/refresh-models.ts';
import { DAY_MS, HOUR_MS } from '../../engine/time.ts';
import { trainWithEvidence } from '../../engine/training/train.ts';
import { reversingCandles } from '../support/candles/candles.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { until } from '../support/process/product-process.ts';
import { startScript } from '../support/process/run-script.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const HOURS = 12_000;
const ANSWER = z.object({
  groups: z.array(
    z.object({
      group: z.string(),
      outcome: z.string(),
      version: z.string().optional(),
      champion: z.string().nullable().optional(),
      reason: z.object({ code: z.string() }).optional(),
      error: z.string().optional(),
    }),
  ),
});

function seriesOf(name: string): SeriesKey {
  const series = parseSeries(name);
  if (series === null) throw new Error(`expected a series, was "${name}"`);
  return series;
}
/** A model finds something in it. */
const BTC = seriesOf('binance:BTC/USDT@1h');
/** A random walk. */
const ETH = seriesOf('binance:ETH/USDT@4h');
/** Nothing of it is stored. */
const EUR = seriesOf('kraken:EUR/USD@1h');

describe('npm run retrain', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'retrain-'));
  const endMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const startMs = endMs - HOURS * HOUR_MS;
  const hours = columnsOf(reversingCandles({ count: HOURS, seed: 6, startMs, candleMs: HOUR_MS }));
  const walkStartMs = Math.floor(endMs / (4 * HOUR_MS)) * 4 * HOUR_MS - 2_400 * 4 * HOUR_MS;
  const walk = randomWalk({ rows: 2_400, seed: 1, timeframeMs: 4 * HOUR_MS, startMs: walkStartMs });
  let database: TestDatabase;
  let artefacts: readonly (readonly [SeriesKey, string, string])[];

  beforeAll(async () => {
    database = await openTestDatabase();
    artefacts = await Promise.all(
      [[BTC, hours, 0.8] as const, [ETH, walk, 0.7] as const].map(async ([series, columns, share]) => {
        const past = sliceColumns(columns, 0, Math.floor(columns.length * share));
        const { trained } = await trainWithEvidence({
          ...{ series: [{ name: seriesName(series), columns: past }], timeframe: series.timeframe },
          ...{ kind: 'base-rate' as const, seed: 1 },
        });
        return [series, trained.version, writeArtefact(trained)] as const;
      }),
    );
  });
  beforeEach(async () => {
    const collections = (await database.connection.db?.collections()) ?? [];
    for (const each of collections) await each.deleteMany({});
    await store(BTC, sliceColumns(hours, 0, HOURS - 1));
    await store(ETH, walk);
    const registry = createMongoModels(database.connection, { nowMs: () => Date.now() - 60 * DAY_MS });
    for (const [series, version, artefact] of artefacts) {
      await registry.save(series, version, artefact);
      await registry.promote(series, version);
    }
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const store = (series: SeriesKey, columns: CandleColumns): Promise<void> =>
    createMongoCandles(database.connection).append(series, columns);
  const championOf = (series: SeriesKey): Promise<string | null> =>
    createMongoModels(database.connection, { nowMs: Date.now }).champion(series);
  const checkpoints = () => database.connection.collection<{ _id: string; run: string }>('training_checkpoints');
  const keptFolds = async (): Promise<readonly { _id: string; run: string }[]> =>
    (await checkpoints().find().toArray()).filter(({ run }) => !run.startsWith('unfinished'));

  const settings = (markets: readonly SeriesKey[]) => ({
    ...{ MONGODB_URI: database.uri, MARKETS: markets.map(seriesName).join(','), CHALLENGER: 'logistic' },
    DATA_DIR: folder,
  });

  async function run(markets: readonly SeriesKey[], words: readonly string[] = []) {
    const ended = await startScript('retrain', [...words, '--json'], settings(markets));
    expect(ended.stdout.trim().split('\n'), ended.stderr).toHaveLength(1);
    return { ...ended, groups: ANSWER.parse(JSON.parse(ended.stdout)).groups };
  }

  /** The models of an engine that runs meanwhile; it shall not train itself. */
  function openRunning(changes: { readonly train?: 'itself' } = {}) {
    const { connection } = database;
    const events: EngineEvent[] = [];
    const setup = createMongoTextStore(connection, 'telegram_setup');
    const checkpointLines = createMongoLines(connection, Date.now);
    const models = openModels({
      config: { challenger: 'logistic', seed: 1, indicators: [] },
      series: [BTC, ETH],
      stores: {
        registry: createMongoModels(connection, { nowMs: Date.now }),
        candles: createMongoCandles(connection),
        predictions: createMongoPredictions(connection),
        checkpoints: checkpointLines,
      },
      isTrainedElsewhere: changes.train !== 'itself',
      onEvent: (event) => events.push(event),
    });
    const controls = followControls(setup, () => models);
    return { models, controls, trainings: () => events.filter(({ type }) => type === 'training').length };
  }

  it('registers what passes the gate, says why another was refused, and has nothing to do afterwards', async () => {
    const first = await run([BTC, ETH]);
    expect(first.status).toBe(0);
    const [btc, eth] = artefacts.map(([, version]) => version);
    expect(first.groups).toMatchObject([
      { group: 'crypto@1h', outcome: 'promoted', champion: btc, reason: { code: 'brier-gain' } },
      { group: 'crypto@4h', outcome: 'refused', champion: eth, reason: { code: 'no-skill' } },
    ]);
    expect(await championOf(BTC)).toBe(first.groups[0]?.version);
    expect(await championOf(BTC)).toMatch(/^logistic-/);
    expect(await championOf(ETH)).toBe(eth);
    const again = await run([BTC, ETH]);
    expect(again.status).toBe(0);
    expect(again.groups.map(({ outcome }) => outcome)).toEqual(['not-due', 'not-due']);
    const asked = await run([BTC, ETH], ['--group', 'crypto@4h', '--now']);
    expect(asked.groups).toMatchObject([{ group: 'crypto@4h', outcome: 'refused' }]);
  });

  it('ends with 1 where a group failed, the others being done', async () => {
    const { status, groups, stderr } = await run([EUR, ETH]);
    expect(status).toBe(1);
    expect(groups).toMatchObject([
      { group: 'forex@1h', outcome: 'failed', error: expect.stringMatching(/candles|data set/) },
      { group: 'crypto@4h', outcome: 'refused' },
    ]);
    expect(stderr).toMatch(/forex@1h: failed/);
  });

  it.each([
    ['a group that is not followed', ['--group', 'forex@15m'], {}, /expected --group/],
    ['no database', [], { MONGODB_URI: '' }, /expected MONGODB_URI/],
  ])('%s is wrong usage, in one line', async (_, words, changes, reason) => {
    const { status, stderr } = await startScript('retrain', words, { ...settings([BTC]), ...changes });
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(reason);
  });

  it('is followed by a running engine, without a restart and without a training of its own', async () => {
    const { models, controls, trainings } = openRunning({ train: 'itself' });
    // As after its start: it serves, and knows since then that challengers are due.
    models.memory.stopping.abort();
    await refreshModels(models, Date.now());
    const before = servingModel(models, BTC)?.version;
    expect(before).toMatch(/^base-rate-/);
    expect(models.memory.dueMs.get('crypto@4h')).toBeLessThan(Date.now());
    const { groups } = await run([BTC, ETH]);
    const running = { ...models, memory: { ...models.memory, stopping: new AbortController() } };
    await refreshModels(running, Date.now());
    await awaitChallengers(running);
    await refreshModels(running, Date.now());
    await awaitChallengers(running);
    expect(trainings()).toBe(0);
    await controls.look(true);
    expect(servingModel(models, BTC)?.version).toBe(groups[0]?.version);
    expect(servingModel(models, ETH)?.version).toMatch(/^base-rate-/);
  });

  it('does what an operator asked for, which an engine leaves to it where it trains elsewhere', async () => {
    await run([ETH]);
    const setup = createMongoTextStore(database.connection, 'telegram_setup');
    const registry = createMongoModels(database.connection, { nowMs: Date.now });
    await createControls({ setup, registry, series: [BTC, ETH], clock: { nowMs: Date.now } }).retrain(ETH);
    const { models, controls, trainings } = openRunning();
    await controls.look(true);
    await refreshModels(models, Date.now());
    await awaitChallengers(models);
    expect(trainings()).toBe(0);
    expect(await askedGroups(setup)).toEqual(['crypto@4h']);
    const { groups } = await run([ETH]);
    expect(groups).toMatchObject([{ outcome: 'refused' }]);
    expect(await askedGroups(setup)).toEqual([]);
  });

  /** Runs the command until two folds are kept, and ends it then. */
  async function endAfterTwoFolds(signal: NodeJS.Signals) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/retrain/retrain.ts'], {
      cwd: root,
      env: { ...process.env, ...settings([BTC]) },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const begun = async (): Promise<boolean> =>
      (await keptFolds()).length >= 2 && (await checkpoints().countDocuments({ run: /^unfinished/ })) === 1;
    await until('two folds', begun, { limitMs: 90_000 });
    child.kill(signal);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output };
  }

  it('ends at a signal with 1, keeps what is done, and holds up no run after it', async () => {
    const { code, output } = await endAfterTwoFolds('SIGTERM');
    expect(code).toBe(1);
    expect(output).toMatch(/crypto@1h: stopped; the next run goes on where it stopped/);
    expect((await keptFolds()).length).toBeGreaterThanOrEqual(2);
    const leases = database.connection.collection<{ _id: string; untilMs: number }>('leases');
    expect(await leases.findOne({ _id: 'training:crypto@1h' })).toMatchObject({ untilMs: 0 });
  });

  it('goes on from its checkpoint after kill -9, though another candle has closed meanwhile', async () => {
    const { output } = await endAfterTwoFolds('SIGKILL');
    expect(output).toBe('');
    const before = await keptFolds();
    await store(BTC, sliceColumns(hours, HOURS - 1));
    expect(await championOf(BTC)).toMatch(/^base-rate-/);

    const runs = new Set<string>();
    let ended = false;
    const watched = (async () => {
      while (!ended) for (const { run } of await keptFolds()) runs.add(run);
    })();
    const { status, groups } = await run([BTC]);
    ended = true;
    await watched;
    expect({ status, groups }).toMatchObject({ status: 0, groups: [{ outcome: 'promoted' }] });
    expect([...runs]).toEqual([before[0]?.run]);
    const whole = await createProcessTrainer({ checkpoints: null })({
      series: [{ name: seriesName(BTC), columns: sliceColumns(hours, 0, HOURS - 1) }],
      ...{ timeframe: '1h', kind: 'logistic', seed: 1, indicators: [] },
      ...{ onProgress: () => {}, signal: new AbortController().signal },
    });
    expect(await championOf(BTC)).toBe(whole.trained.version);
    expect(await checkpoints().countDocuments()).toBe(0);
  });

  it('trains no group that another process trains', async () => {
    const alone = createTrainAlone({
      ...{ store: createMongoLeases(database.connection), holder: 'an engine', waitMs: 0 },
      onFailed: (error) => expect(error).toBeNull(),
    });
    const done = await alone('crypto@4h', async () => {
      const { status, groups } = await run([ETH]);
      expect({ status, groups }).toEqual({ status: 0, groups: [{ group: 'crypto@4h', outcome: 'busy' }] });
      return true;
    });
    expect(done).toBe(true);
    expect((await run([ETH])).groups).toMatchObject([{ outcome: 'refused' }]);
  });
});
