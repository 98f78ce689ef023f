import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileModels } from '../../../engine/adapters/files/models.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import { columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { CandleStore, PredictionStore } from '../../../engine/ports.ts';
import {
  type ModelSelectionDependencies,
  openModelSelection,
  servingModel,
  staleReason,
} from '../../../engine/serving/model-selection.ts';
import { awaitChallengers, refreshModels, stopTraining } from '../../../engine/serving/refresh-models.ts';
import type { TrainerRequest } from '../../../engine/serving/trainer.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { trainWithEvidence } from '../../../engine/training/train.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { sentenceOf } from '../../support/reasons.ts';

const START_MS = Date.UTC(2023, 0, 1);
const SERIES: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };

const NO_PREDICTIONS: PredictionStore = {
  record: async (prediction) => prediction,
  settle: async () => {},
  newest: async () => [],
};

describe('model selection', () => {
  let folder: string;
  let nowMs = 0;
  let events: EngineEvent[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'models-'));
    nowMs = START_MS + 120 * DAY_MS;
    events = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const reversing = columnsOf(reversingCandles({ count: 300 * 24, seed: 4, startMs: START_MS, candleMs: HOUR_MS }));
  const train = async ({ onProgress, signal: _, ...order }: TrainerRequest) =>
    trainWithEvidence({ ...order, onFold: (done, total) => onProgress({ done, total, leftMs: null }) });

  function selectionOf(changes: Partial<ModelSelectionDependencies> = {}, columns = reversing) {
    const past = () =>
      sliceColumns(columns, 0, columns.openTimeMs.filter((openMs) => openMs + HOUR_MS <= nowMs).length);
    const candles: CandleStore = {
      append: async () => {},
      read: async () => past(),
      readNewest: async (_series, count) => sliceColumns(past(), Math.max(0, past().length - count)),
      newestOpenTimeMs: async () => past().openTimeMs.at(-1) ?? null,
    };
    return openModelSelection({
      series: [SERIES],
      registry: createFileModels(folder, { nowMs: () => nowMs }),
      candles,
      predictions: NO_PREDICTIONS,
      train,
      firstKind: 'logistic',
      challengerKind: 'logistic',
      seed: 1,
      trainingCandles: 17_520,
      onEvent: (event) => events.push(event),
      ...changes,
    });
  }
  const told = (type: EngineEvent['type']) => events.filter((event) => event.type === type);
  const versionOf = (models: ReturnType<typeof selectionOf>) => servingModel(models, SERIES)?.version;

  it('fits the first model, tells of it before it serves, and finds it again after a restart', async () => {
    const models = selectionOf();
    await refreshModels(models, nowMs);
    const version = versionOf(models);
    expect(version).toMatch(/^logistic-20230430-/);
    expect(events.map(({ type }) => type).filter((type) => type !== 'training')).toEqual([
      'model-change',
      'model-ready',
    ]);
    expect(told('model-change')).toEqual([
      {
        type: 'model-change',
        group: 'crypto@1h',
        from: null,
        to: version,
        reason: { code: 'first-model', params: {} },
      },
    ]);
    expect(told('training').length).toBeGreaterThan(1);
    const again = selectionOf({ train: () => Promise.reject(new Error('expected no training')) });
    await refreshModels(again, nowMs);
    await awaitChallengers(again);
    expect(versionOf(again)).toBe(version);
    expect(events.at(-1)).toMatchObject({ type: 'model-ready', how: 'loaded' });
  });

  it('trains on other markets, the path of finer candles, published figures and indicators asked for too', async () => {
    const quarters = randomWalk({ rows: 4 * 120 * 24, seed: 9, startMs: START_MS, timeframeMs: HOUR_MS / 4 });
    const finer: SeriesKey = { ...SERIES, timeframe: '15m' };
    const other: SeriesKey = { ...SERIES, symbol: 'ETH/USDT' };
    const figures = {
      publishedMs: Float64Array.from({ length: 120 }, (_, day) => START_MS + day * DAY_MS),
      value: Float64Array.from({ length: 120 }, (_, day) => day % 100),
    };
    const series = [SERIES, other, finer];
    const columnsOfSeries = ({ timeframe }: SeriesKey) => (timeframe === '15m' ? quarters : reversing);
    const candles: CandleStore = {
      append: async () => {},
      read: async (key) => columnsOfSeries(key),
      readNewest: async (key, count) =>
        sliceColumns(columnsOfSeries(key), 0, 120 * 24).length > count
          ? sliceColumns(columnsOfSeries(key), 120 * 24 - count, 120 * 24)
          : sliceColumns(columnsOfSeries(key), 0, 120 * 24),
      newestOpenTimeMs: async () => null,
    };
    const models = selectionOf({
      series,
      candles,
      indicators: ['ti:CCI(20)'],
      published: () => new Map([['fear-greed', figures]]),
    });
    await refreshModels(models, nowMs);
    const { features = [] } = servingModel(models, SERIES)?.model ?? {};
    expect(features).toEqual(
      expect.arrayContaining(['market_return', 'symbol_code', 'path_late', 'fear_greed', 'ti:CCI(20)']),
    );
    expect(features).not.toContain('funding_rate');
  });

  /** What a champion said that called every candle of the last 60 days even. */
  const calledEven: PredictionStore = {
    ...NO_PREDICTIONS,
    newest: async (series, untilMs, count) => {
      const { openTimeMs, open, close } = reversing;
      const rows = [...openTimeMs.keys()]
        .filter((row) => (openTimeMs[row] ?? 0) <= untilMs)
        .slice(-Math.min(count, 60 * 24));
      return rows.map((row) => ({
        series,
        closeTimeMs: openTimeMs[row] ?? 0,
        modelVersion: 'logistic',
        scoreUp: 0.5,
        probabilityUp: 0.5,
        lastDirection: 0,
        published: false,
        withheld: null,
        outcomeUp: (close[row] ?? 0) > (open[row] ?? 0) ? 1 : 0,
        returnNext: 0,
      }));
    },
  };

  it('trains a challenger after 30 days without making anyone wait, and promotes it through the gate', async () => {
    const models = selectionOf({ predictions: calledEven });
    await refreshModels(models, nowMs);
    const first = versionOf(models);
    nowMs += 29 * DAY_MS;
    await refreshModels(models, nowMs);
    await awaitChallengers(models);
    expect(versionOf(models)).toBe(first);
    nowMs += 2 * DAY_MS;
    await refreshModels(models, nowMs);
    expect(versionOf(models)).toBe(first);
    await awaitChallengers(models);
    expect(versionOf(models)).toMatch(/^logistic-20230531-/);
    expect(told('model-change').at(-1)).toMatchObject({ from: first, reason: { code: 'brier-gain' } });
    expect(await createFileModels(folder, { nowMs: () => 0 }).champion(SERIES)).toBe(versionOf(models));
  });

  it('keeps the champion when the challenger has no skill, tries again a quarter later, and calls it stale after 60 days', async () => {
    const walk = randomWalk({ rows: 300 * 24, seed: 1, startMs: START_MS });
    const models = selectionOf({}, walk);
    await refreshModels(models, nowMs);
    const first = versionOf(models);
    const firstMs = nowMs;
    nowMs += 31 * DAY_MS;
    await refreshModels(models, nowMs);
    await awaitChallengers(models);
    expect(versionOf(models)).toBe(first);
    expect(told('challenger-refused')).toMatchObject([{ champion: first, reason: { code: 'no-skill' } }]);
    nowMs += 7 * DAY_MS;
    await refreshModels(
      selectionOf({ train: () => Promise.reject(new Error('expected no training yet')) }, walk),
      nowMs,
    );
    await refreshModels(models, nowMs);
    await awaitChallengers(models);
    expect(told('challenger-refused')).toHaveLength(1);
    nowMs += DAY_MS;
    await refreshModels(models, nowMs);
    await awaitChallengers(models);
    expect(told('challenger-refused')).toHaveLength(2);
    expect(staleReason(models, SERIES, firstMs + 59 * DAY_MS)).toBeNull();
    expect(sentenceOf(staleReason(models, SERIES, firstMs + 62 * DAY_MS))).toMatch(/trained until 62 days ago/);
  });

  it('puts another kind to the gate as soon as the first model serves, on the same out-of-sample candles', async () => {
    const models = selectionOf({ firstKind: 'base-rate' });
    await refreshModels(models, nowMs);
    expect(versionOf(models)).toMatch(/^base-rate-/);
    await awaitChallengers(models);
    expect(versionOf(models)).toMatch(/^logistic-/);
  });

  it('keeps serving when a training fails, and does not repeat it at every candle', async () => {
    const models = selectionOf();
    await refreshModels(models, nowMs);
    const first = versionOf(models);
    nowMs += 31 * DAY_MS;
    let asked = 0;
    const broken = selectionOf({
      train: () => {
        asked += 1;
        return Promise.reject(new Error('no memory'));
      },
    });
    for (let candle = 0; candle < 5; candle += 1) {
      await refreshModels(broken, nowMs + candle * HOUR_MS);
      await awaitChallengers(broken);
    }
    expect(asked).toBe(1);
    expect(versionOf(broken)).toBe(first);
    expect(told('model-refused')).toMatchObject([
      { version: 'refit', reason: { code: 'training-failed', params: { error: expect.stringMatching(/no memory/) } } },
    ]);
  });

  it('ends a training at its stop, and says nothing of it', async () => {
    const models = selectionOf();
    await refreshModels(models, nowMs);
    nowMs += 31 * DAY_MS;
    const stopped = selectionOf({
      train: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    await refreshModels(stopped, nowMs);
    await stopTraining(stopped);
    expect(told('model-refused')).toEqual([]);
  });
});
