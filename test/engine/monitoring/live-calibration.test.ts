import { describe, expect, it } from 'vitest';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { liveCalibration, poolScored, runningBase } from '../../../engine/monitoring/live-calibration.ts';
import { createScoredHistory, type ScoredColumns } from '../../../engine/monitoring/scored-history.ts';
import type { Prediction, PredictionStore } from '../../../engine/ports.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { predictionOf } from '../../contract/prediction-store.ts';
import { scoredHours } from '../../support/models/scored-hours.ts';

const SERIES: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };

describe('live calibration', () => {
  it('counts what was said and what came', () => {
    const columns: ScoredColumns = {
      closeTimeMs: Float64Array.of(1, 2, 3, 4, 5),
      probabilityUp: Float64Array.of(0.6, 0.6, 0.4, 0.5, 0.7),
      up: Float64Array.of(1, 0, 0, 1, Number.NaN),
      returnNext: Float64Array.of(0.01, -0.01, -0.02, 0.01, 0),
      lastDirection: Float64Array.of(-1, -1, 0, 1, 1),
      published: Uint8Array.of(1, 1, 0, 0, 1),
      withheld: new Uint8Array(5),
    };
    const found = liveCalibration(columns);
    expect(found).toMatchObject({ fromMs: 1, toMs: 5, rows: 4, flat: 1, accuracy: 0.75 });
    expect(found.reversalAccuracy).toBeCloseTo(1 / 3, 12);
    expect(found.brierScore).toBeCloseTo((0.16 + 0.36 + 0.16 + 0.25) / 4, 12);
    expect(found.signals).toMatchObject({ count: 2, accuracy: 0.5 });
    expect(found.coverage[0]).toMatchObject({ share: 1, count: 4 });
  });

  it('the base knows only what came before', () => {
    expect([...runningBase(Float64Array.of(1, 1, 0))]).toEqual([1 / 2, 2 / 3, 3 / 4]);
  });

  it('is null, not zero, before the first candle', () => {
    expect(liveCalibration(scoredHours(0, { right: 0.5 }))).toMatchObject({
      fromMs: null,
      rows: 0,
      accuracy: null,
      accuracyInterval: null,
      brierSkill: null,
      calibrationError: null,
      calibrationNoise: null,
      reliability: [],
      signals: { count: 0, accuracy: null, interval: null },
    });
  });

  it('knows what chance alone makes of the error: less of it the more candles there are', () => {
    const noise = (rows: number): number =>
      liveCalibration(scoredHours(rows, { right: 0.55 })).calibrationNoise?.upper ?? 0;
    expect(noise(300)).toBeGreaterThan(0.05);
    expect(noise(300) / noise(7_500)).toBeCloseTo(5, 1);
  });

  it('pools series in time order', () => {
    const one = scoredHours(3, { right: 1 });
    const pooled = poolScored([one, { ...one, closeTimeMs: one.closeTimeMs.map((time) => time + 1) }]);
    expect([...pooled.closeTimeMs]).toEqual([0, 1, HOUR_MS, HOUR_MS + 1, 2 * HOUR_MS, 2 * HOUR_MS + 1]);
    expect(liveCalibration(pooled).accuracy).toBe(1);
  });
});

describe('scored history', () => {
  function storeOf(rows: Prediction[]) {
    const asked: number[] = [];
    const store: PredictionStore = {
      record: async (prediction) => prediction,
      settle: async () => {},
      newest: async (_series, untilMs, count) => {
        asked.push(count);
        return rows.filter((row) => row.closeTimeMs <= untilMs).slice(-count);
      },
    };
    return { store, asked };
  }
  const settledOf = (n: number, changes: Partial<Prediction> = {}): Prediction =>
    predictionOf(SERIES, n, { outcomeUp: 1, returnNext: 0.01, ...changes });

  it('reads all once, then only what is new, and takes late outcomes in', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => settledOf(n));
    rows[299] = predictionOf(SERIES, 299);
    const { store, asked } = storeOf(rows);
    const history = createScoredHistory(store);
    const at = (n: number) => (rows[0]?.closeTimeMs ?? 0) + n * HOUR_MS;
    expect((await history.read(SERIES, at(299))).closeTimeMs).toHaveLength(299);
    rows[299] = settledOf(299, { outcomeUp: 0 });
    rows.push(settledOf(300, { outcomeUp: null, returnNext: 0 }), predictionOf(SERIES, 301));
    const columns = await history.read(SERIES, at(301));
    expect(columns.closeTimeMs).toHaveLength(301);
    expect([...columns.up.slice(-3)]).toEqual([1, 0, Number.NaN]);
    expect(asked[0]).toBeGreaterThan(10_000);
    expect(asked[1]).toBeLessThan(100);
  });

  it('forgets what is older than a year', async () => {
    const rows = [settledOf(0), settledOf(400 * 24)];
    const { store } = storeOf(rows);
    const columns = await createScoredHistory(store).read(SERIES, (rows[1]?.closeTimeMs ?? 0) + DAY_MS);
    expect(columns.closeTimeMs).toHaveLength(1);
  });
});
