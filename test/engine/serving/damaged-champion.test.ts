import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFileModels } from '../../../engine/adapters/files/models.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import { writeArtefact } from '../../../engine/models/artefact.ts';
import type { ModelRegistry } from '../../../engine/ports.ts';
import { openModelSelection, servingModel, staleReason } from '../../../engine/serving/model-selection.ts';
import { pruneModels } from '../../../engine/serving/prune-models.ts';
import { awaitChallengers, refreshModels } from '../../../engine/serving/refresh-models.ts';
import type { Trainer } from '../../../engine/serving/trainer.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { type TrainingResult, trainWithEvidence } from '../../../engine/training/train.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { createMemoryCandles } from '../../support/fakes/memory-candles.ts';
import { sentenceOf } from '../../support/reasons.ts';

const START_MS = Date.UTC(2023, 0, 1);
const NOW_MS = START_MS + 120 * DAY_MS;
const SERIES: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const columns = columnsOf(reversingCandles({ count: 120 * 24, seed: 4, startMs: START_MS, candleMs: 3_600_000 }));

describe('a damaged champion', () => {
  let folder: string;
  let registry: ModelRegistry;
  let result: TrainingResult;
  let events: EngineEvent[];
  beforeAll(async () => {
    const series = [{ name: seriesName(SERIES), columns }];
    result = await trainWithEvidence({ series, timeframe: '1h', kind: 'logistic', seed: 1 });
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'damaged-'));
    registry = createFileModels(folder, { nowMs: () => NOW_MS });
    events = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Saves a copy of the model under each version, in this order, and promotes those that are named. */
  async function save(versions: readonly string[], promoted: readonly string[]): Promise<void> {
    for (const version of versions) await registry.save(SERIES, version, writeArtefact({ ...result.trained, version }));
    for (const [n, version] of promoted.entries())
      await createFileModels(folder, { nowMs: () => NOW_MS + n }).promote(SERIES, version);
  }
  const damage = (version: string): void =>
    writeFileSync(join(folder, encodeURIComponent(seriesName(SERIES)), `${version}.json`), '{"torn":');

  async function selectionOf(train: Trainer) {
    const candles = createMemoryCandles();
    await candles.append(SERIES, columns);
    return openModelSelection({
      ...{ series: [SERIES], registry, candles, train, seed: 1, trainingCandles: 17_520 },
      predictions: { record: async (each) => each, settle: async () => {}, newest: async () => [] },
      ...{ firstKind: 'logistic', challengerKind: 'logistic' },
      onEvent: (event) => events.push(event),
    });
  }
  const noTraining: Trainer = () => new Promise(() => {});
  const told = (type: EngineEvent['type']) => events.filter((event) => event.type === type);

  it('is replaced by the last promoted model, never by a refused challenger, and that is told', async () => {
    await save(
      ['logistic-1', 'logistic-2', 'logistic-3', 'logistic-refused'],
      ['logistic-1', 'logistic-2', 'logistic-3'],
    );
    damage('logistic-3');
    const models = await selectionOf(noTraining);
    await refreshModels(models, NOW_MS);
    expect(servingModel(models, SERIES)?.version).toBe('logistic-2');
    expect(told('model-damaged')).toEqual([
      { type: 'model-damaged', group: 'crypto@1h', champion: 'logistic-3', serving: 'logistic-2' },
    ]);
    expect(staleReason(models, SERIES, NOW_MS)).toBeNull();
  });

  it('silences its markets where no promoted one is left, until a challenger passes the gate', async () => {
    await save(['logistic-1', 'logistic-refused'], ['logistic-1']);
    damage('logistic-1');
    let finish = (_: TrainingResult): void => {};
    const models = await selectionOf(() => new Promise((resolve) => (finish = resolve)));
    await refreshModels(models, NOW_MS);
    await refreshModels(models, NOW_MS);
    expect(servingModel(models, SERIES)).toBeNull();
    expect(sentenceOf(staleReason(models, SERIES, NOW_MS))).toMatch(/logistic-1 is damaged/);
    expect(told('model-damaged')).toEqual([
      { type: 'model-damaged', group: 'crypto@1h', champion: 'logistic-1', serving: null },
    ]);
    await expect.poll(() => finish.length).toBe(1);
    finish({ ...result, trained: { ...result.trained, version: 'logistic-new' } });
    await awaitChallengers(models);
    expect(servingModel(models, SERIES)?.version).toBe('logistic-new');
    expect(staleReason(models, SERIES, NOW_MS)).toBeNull();
    expect(await registry.champion(SERIES)).toBe('logistic-new');
  });

  it('stays silent when the challenger has no skill', async () => {
    await save(['logistic-1'], ['logistic-1']);
    damage('logistic-1');
    const { outOfSample } = result.trained.card;
    if (outOfSample === undefined || outOfSample === null) throw new Error('expected figures out of sample');
    const card = { ...result.trained.card, outOfSample: { ...outOfSample, brierSkill: -0.01 } };
    const models = await selectionOf(async () => ({ ...result, trained: { ...result.trained, card } }));
    await refreshModels(models, NOW_MS);
    await awaitChallengers(models);
    expect(servingModel(models, SERIES)).toBeNull();
    expect(told('challenger-refused')).toHaveLength(1);
  });

  it('never loses what may have to serve to the retention', async () => {
    await save(
      ['logistic-0', 'logistic-1', 'logistic-2', 'ensemble-1', 'ensemble-2'],
      ['logistic-0', 'logistic-1', 'logistic-2'],
    );
    expect(await pruneModels(registry, SERIES, NOW_MS)).toBe(0);
    expect(await pruneModels(registry, SERIES, NOW_MS + 1)).toBe(2);
    const left = (await registry.list(SERIES)).map(({ version }) => version).sort();
    expect(left).toEqual(['ensemble-2', 'logistic-1', 'logistic-2']);
    expect(await registry.champion(SERIES)).toBe('logistic-2');
  });
});
