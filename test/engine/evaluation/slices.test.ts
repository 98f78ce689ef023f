import { beforeAll, describe, expect, it } from 'vitest';
import { type JudgedDecisions, judgeModel } from '../../../engine/evaluation/judge-model.ts';
import type { EvaluationReport } from '../../../engine/evaluation/report.ts';
import { walkForwardPlan } from '../../../engine/evaluation/walk-forward-plan.ts';
import { modelMaker } from '../../../engine/models/model-maker.ts';
import { accuracyScore, confusionOf } from '../../../engine/statistics/metrics.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

describe('slices of an evaluation', () => {
  let report: EvaluationReport;
  let decisions: JudgedDecisions;
  beforeAll(async () => {
    const markets = [1, 2].map((seed) => ({
      name: seed === 1 ? 'BTC/USDT' : 'ETH/USDT',
      columns: randomWalk({ rows: 11_000, seed }),
    }));
    const question = { model: 'reversal', timeframe: '1h', seed: 1, fit: modelMaker('reversal').fit } as const;
    const plan = walkForwardPlan(question, prepareDataset(markets, HOUR_MS), () => {});
    ({ report, decisions } = await judgeModel(plan));
  });

  it('each cut covers every decision once', () => {
    for (const { by, lines } of report.slices) {
      expect(
        lines.reduce((sum, line) => sum + line.rows, 0),
        by,
      ).toBe(report.rows);
    }
    expect(report.slices.map(({ by, lines }) => [by, lines.length])).toEqual([
      ['market', 2],
      ['hour', 24],
      ['volatility', 3],
    ]);
    expect(report.slices[0]?.lines.map(({ name }) => name)).toEqual(['BTC/USDT', 'ETH/USDT']);
  });

  it('a market alone has the accuracy of its own rows', () => {
    const { dataset, rows, judged } = decisions;
    const second = dataset.markets[1];
    const own = [...rows.keys()].filter((at) => (rows[at] ?? 0) >= (second?.from ?? 0));
    const pick = (column: Float64Array) => Float64Array.from(own, (at) => column[at] ?? 0);
    const accuracy = accuracyScore(confusionOf({ probability: pick(judged.probability), up: pick(judged.up) }));
    expect(report.slices[0]?.lines[1]).toMatchObject({ rows: own.length, accuracy });
  });

  it('terciles of volatility are of one size in each market', () => {
    const sizes = report.slices.find(({ by }) => by === 'volatility')?.lines.map(({ rows }) => rows) ?? [];
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(10);
  });

  it('data quality says how many decisions stand on sound data, and what speaks against the others', async () => {
    const { green, amber, red, reasons } = report.dataQuality;
    expect(green + amber + red).toBeGreaterThanOrEqual(report.rows);
    expect(green).toBeGreaterThan(0.9 * report.rows);
    const columns = randomWalk({ rows: 11_000, seed: 1 });
    // One candle in fifty is missing: amber throughout.
    const kept = [...columns.openTimeMs.keys()].filter((row) => row % 50 !== 49);
    const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (row) => column[row] ?? 0);
    const { openTimeMs, open, high, low, close, volume } = columns;
    const thinned = {
      ...columns,
      length: kept.length,
      ...{ openTimeMs: pick(openTimeMs), open: pick(open), high: pick(high) },
      ...{ low: pick(low), close: pick(close), volume: pick(volume) },
    };
    const question = { model: 'reversal', timeframe: '1h', seed: 1, fit: modelMaker('reversal').fit } as const;
    const dataset = prepareDataset([{ name: 'BTC/USDT', columns: thinned }], HOUR_MS);
    const { dataQuality } = (await judgeModel(walkForwardPlan(question, dataset, () => {}))).report;
    expect(dataQuality.green).toBe(0);
    expect(dataQuality.reasons['candles-missing']).toBe(dataQuality.amber + dataQuality.red);
    expect(Object.keys(reasons)).not.toContain('candles-missing');
  });

  it('forex is cut into the New York close and the rest', async () => {
    const question = { model: 'reversal', timeframe: '1h', seed: 1, fit: modelMaker('reversal').fit } as const;
    const dataset = prepareDataset([{ name: 'EUR/USD', columns: randomWalk({ rows: 10_000, seed: 3 }) }], HOUR_MS);
    const { report: forex } = await judgeModel(walkForwardPlan(question, dataset, () => {}));
    const [first] = forex.slices;
    expect(first?.by).toBe('session');
    expect(first?.lines.map(({ name }) => name)).toEqual(['day', 'new-york-close']);
    expect(first?.lines[1]?.rows).toBeCloseTo(forex.rows / 6, -1);
  });
});
