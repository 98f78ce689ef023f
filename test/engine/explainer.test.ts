import { beforeAll, describe, expect, it } from 'vitest';
import { createExplainer } from '../../engine/explainer.ts';
import { type CandleColumns, sliceColumns } from '../../engine/market/candle.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { writeArtefact } from '../../engine/models/artefact.ts';
import type { ModelKind } from '../../engine/models/model.ts';
import type { TrainedModel } from '../../engine/models/trained.ts';
import type { CandleStore, ModelRegistry } from '../../engine/ports.ts';
import { evaluate } from '../../engine/signals/evaluate.ts';
import { explainNewest } from '../../engine/signals/explain.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { trainModel } from '../../engine/training/train.ts';
import { leadingMarkets } from '../support/candles/leading-market.ts';
import { signalOf } from '../support/signal-fixtures.ts';

const ROWS = 2_600;
const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const ETH: SeriesKey = { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' };
const { leader, follower } = leadingMarkets({ rows: ROWS, seed: 3, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS });

function storeOf(columns: ReadonlyMap<string, CandleColumns>): CandleStore {
  const between = (series: SeriesKey, fromMs: number, toMs: number): CandleColumns => {
    const all = columns.get(seriesName(series)) ?? sliceColumns(leader, 0, 0);
    const rows = [...all.openTimeMs.keys()].filter((row) => {
      const openMs = all.openTimeMs[row] ?? 0;
      return openMs >= fromMs && openMs < toMs;
    });
    return sliceColumns(all, rows[0] ?? 0, (rows.at(-1) ?? -1) + 1);
  };
  return {
    append: async () => {},
    read: async (series, fromMs, toMs) => between(series, fromMs, toMs),
    readNewest: async () => sliceColumns(leader, 0, 0),
    newestOpenTimeMs: async () => null,
  };
}

const registryOf = (trained: TrainedModel): ModelRegistry => ({
  save: async () => {},
  list: async () => [],
  load: async (_, version) => (version === trained.version ? writeArtefact(trained) : null),
  promote: async () => {},
  champion: async () => null,
  promoted: async () => [],
  remove: async () => {},
});

describe.each(['logistic', 'ensemble'] as const)('why a signal of a %s came', (kind: ModelKind) => {
  let trained: TrainedModel;
  const row = ROWS - 50;
  const closeTimeMs = (follower.openTimeMs[row] ?? 0) + HOUR_MS;
  beforeAll(async () => {
    trained = await trainModel({
      series: [
        { name: seriesName(BTC), columns: sliceColumns(leader, 0, 2_000) },
        { name: seriesName(ETH), columns: sliceColumns(follower, 0, 2_000) },
      ],
      timeframe: '1h',
      kind,
      seed: 1,
    });
  }, 60_000);

  const stored = new Map([
    [seriesName(BTC), leader],
    [seriesName(ETH), follower],
  ]);
  const signalAt = (changes: object = {}) =>
    signalOf({ series: ETH, closeTimeMs, modelVersion: trained.version, ...changes });

  it('is told from the stored candles of the series and its companions; parts add up to the probability', async () => {
    const explain = createExplainer({ registry: registryOf(trained), candles: storeOf(stored), series: [BTC, ETH] });
    const answer = await explain(signalAt());
    if (answer.type !== 'why') throw new Error(answer.type);
    const sum = answer.parts.reduce((total, { points }) => total + points, answer.startUp);
    expect(sum).toBeCloseTo(answer.probabilityUp, 9);
    const leads = answer.parts.filter(({ feature }) => feature.startsWith('leader_'));
    expect(leads.every(({ value }) => Number.isFinite(value))).toBe(true);
    expect(Math.max(...leads.map(({ points }) => Math.abs(points)))).toBeGreaterThan(0.005);
    // Without the leader it is another probability: the answer is of what was known then.
    const alone = createExplainer({ registry: registryOf(trained), candles: storeOf(stored), series: [ETH] });
    const without = await alone(signalAt());
    expect(without.type === 'why' && Math.abs(without.probabilityUp - answer.probabilityUp) > 1e-4).toBe(true);
  });

  it('has the main families of features with values from the candles, and what followed in the past only', async () => {
    const explain = createExplainer({ registry: registryOf(trained), candles: storeOf(stored), series: [BTC, ETH] });
    const answer = await explain(signalAt());
    if (answer.type !== 'why') throw new Error(answer.type);
    const { families, past, parts } = answer;
    const led = families.find(({ family }) => family === 'leader');
    expect(led?.points).toBeCloseTo(
      parts.reduce((sum, { feature, points }) => sum + (feature.startsWith('leader_') ? points : 0), 0),
      12,
    );
    expect(led?.reading?.value).toBeCloseTo((leader.close[row] ?? 0) / (leader.close[row - 1] ?? 0) - 1, 12);
    // Every candle before the newest one has a next one that had closed.
    expect(past.cases).toBe(row);
    for (const { reading } of families) expect(reading?.followed?.cases ?? 20).toBeGreaterThanOrEqual(20);
    // Candles after the close change nothing: the store of this reader ends with it.
    const cut = new Map([...stored].map(([name, columns]) => [name, sliceColumns(columns, 0, row + 1)]));
    const then = createExplainer({ registry: registryOf(trained), candles: storeOf(cut), series: [BTC, ETH] });
    expect(await then(signalAt())).toEqual(answer);
  });

  it('is the probability of the decision itself', () => {
    const candles = sliceColumns(follower, 0, row + 1);
    const decision = evaluate(candles, trained, { series: ETH, recentConfidences: [] });
    expect(explainNewest(candles, trained)?.probabilityUp).toBeCloseTo(
      decision.type === 'decision' ? decision.probabilityUp : Number.NaN,
      12,
    );
  });

  it('cannot be told when the model or the candles are gone', async () => {
    const explain = createExplainer({ registry: registryOf(trained), candles: storeOf(stored), series: [ETH] });
    expect(await explain(signalAt({ modelVersion: 'gone' }))).toEqual({ type: 'no-model' });
    expect(await explain(signalAt({ closeTimeMs: closeTimeMs + 1_000 * HOUR_MS }))).toEqual({ type: 'no-candles' });
    const short = createExplainer({
      registry: registryOf(trained),
      candles: storeOf(new Map([[seriesName(ETH), sliceColumns(follower, row - 100, row + 1)]])),
      series: [ETH],
    });
    expect(await short(signalAt())).toEqual({ type: 'no-candles' });
  });
});
