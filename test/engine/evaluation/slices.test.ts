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
});
