import { beforeAll, describe, expect, it } from 'vitest';
import { columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import { applyPlatt } from '../../../engine/models/calibration.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import { createRandom } from '../../../engine/random.ts';
import {
  type Decision,
  type Evaluation,
  evaluate,
  evaluateRows,
  LOOK_BACK_CANDLES,
  NEEDED_CANDLES,
} from '../../../engine/signals/evaluate.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { reversingCandles } from '../../support/candles/candles.ts';

const candles = columnsOf(
  reversingCandles({ count: 3_200, seed: 21, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS }),
);
const series = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;

function decided(evaluation: Evaluation | undefined): Decision {
  if (evaluation?.type !== 'decision') throw new Error(`expected a decision, was ${JSON.stringify(evaluation)}`);
  return evaluation;
}

describe('evaluate', () => {
  let trained: TrainedModel;
  let context: { readonly series: typeof series; readonly recentConfidences: readonly number[] };
  beforeAll(async () => {
    trained = await trainModel({
      series: [{ name: 'binance:BTC/USDT@1h', columns: sliceColumns(candles, 0, 2_500) }],
      timeframe: '1h',
      kind: 'logistic',
      seed: 1,
    });
    context = { series, recentConfidences: trained.recentConfidences };
  });

  it('equals evaluateRows to the last digit, each row seeing the confidences before it', () => {
    const from = 2_600;
    const all = evaluateRows(candles, trained, { ...context, from });
    const random = createRandom(22);
    for (let drawn = 0; drawn < 40; drawn += 1) {
      const row = from + Math.floor(random() * (candles.length - from));
      const before = all.slice(0, row - from).map((evaluation) => decided(evaluation).confidence);
      const recentConfidences = [...trained.recentConfidences, ...before];
      expect(evaluate(sliceColumns(candles, 0, row + 1), trained, { series, recentConfidences })).toEqual(
        all[row - from],
      );
    }
  });

  it('maps forex around the New York close apart, alike in evaluate and evaluateRows', () => {
    const newYorkClose = { slope: 0.3, intercept: 0.02 };
    const forex = { ...trained, calibration: { ...trained.calibration, newYorkClose } };
    const euro = { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' } as const;
    const from = 2_640;
    const rows = evaluateRows(candles, forex, { series: euro, recentConfidences: [], from, to: from + 48 });
    const coins = evaluateRows(candles, forex, { ...context, from, to: from + 48 });
    const plain = evaluateRows(candles, trained, { ...context, from, to: from + 48 });
    let near = 0;
    rows.forEach((evaluation, at) => {
      const { closeTimeMs, scoreUp, probabilityUp } = decided(evaluation);
      const isNear = new Date(closeTimeMs).getUTCHours() >= 20;
      near += isNear ? 1 : 0;
      expect(probabilityUp).toBe(applyPlatt(isNear ? newYorkClose : trained.calibration, scoreUp));
      expect(decided(coins[at]).probabilityUp).toBe(decided(plain[at]).probabilityUp);
      const alone = evaluate(sliceColumns(candles, 0, from + at + 1), forex, { series: euro, recentConfidences: [] });
      expect(decided(alone).probabilityUp).toBe(probabilityUp);
    });
    expect(near).toBe(8);
  });

  it('finds signals in a market that reverses, and they are right more often than not', () => {
    const signals = evaluateRows(candles, trained, { ...context, from: 2_500 }).flatMap((evaluation, at) => {
      const decision = decided(evaluation);
      const next = 2_500 + at + 1;
      return decision.action === 'HOLD' || next >= candles.length
        ? []
        : [{ isUp: decision.action === 'BUY', cameUp: (candles.close[next] ?? 0) > (candles.open[next] ?? 0) }];
    });
    expect(signals.length).toBeGreaterThan(30);
    expect(signals.filter(({ isUp, cameUp }) => isUp === cameUp).length / signals.length).toBeGreaterThan(0.6);
  });

  it('from the last LOOK_BACK_CANDLES says what it says from all candles, within 1e-6', () => {
    const short = decided(evaluate(sliceColumns(candles, -LOOK_BACK_CANDLES), trained, context));
    const long = decided(evaluate(candles, trained, context));
    expect(short.probabilityUp).toBeCloseTo(long.probabilityUp, 6);
    expect({
      ...short,
      probabilityUp: 0,
      scoreUp: 0,
      confidence: 0,
      expectedValueBps: 0,
      expectedValueInterval: [],
      sigma24: 0,
      stop: 0,
      target: 0,
    }).toEqual({
      ...long,
      probabilityUp: 0,
      scoreUp: 0,
      confidence: 0,
      expectedValueBps: 0,
      expectedValueInterval: [],
      sigma24: 0,
      stop: 0,
      target: 0,
    });
  });

  it('carries everything a signal says', () => {
    const decision = decided(evaluate(candles, trained, context));
    const close = candles.close.at(-1) ?? 0;
    expect(decision.closeTimeMs).toBe((candles.openTimeMs.at(-1) ?? 0) + HOUR_MS);
    expect(decision.modelVersion).toBe(trained.version);
    expect(decision.entry).toBe(close);
    expect(decision.confidence).toBe(Math.max(decision.probabilityUp, 1 - decision.probabilityUp));
    expect(decision.direction).toBe(decision.probabilityUp >= 0.5 ? 'up' : 'down');
    expect((decision.target - close) * (decision.direction === 'up' ? 1 : -1)).toBeGreaterThan(0);
    expect(decision.costBps).toBe(20);
    expect(decision.lastDirection).toBe(Math.sign(close - (candles.open.at(-1) ?? 0)));
  });

  it('states what a probability is worth times what came of such statements', () => {
    const valueSlope = { slope: 0.5, interval: [0.2, 0.8], rows: 5_000 } as const;
    const { probabilityUp, sigma24, expectedValueBps, expectedValueInterval } = decided(
      evaluate(candles, { ...trained, valueSlope }, context),
    );
    const stated = Math.abs(2 * probabilityUp - 1) * 0.75 * sigma24 * 1e4;
    expect(expectedValueBps).toBeCloseTo(0.5 * stated, 9);
    expect(expectedValueInterval?.[0]).toBeCloseTo(0.2 * stated, 9);
    expect(expectedValueInterval?.[1]).toBeCloseTo(0.8 * stated, 9);
  });

  it.each([
    ['may have come to nothing', { slope: 0.13, interval: [-0.01, 0.27], rows: 5_000 }],
    ['are too few', null],
    ['were not counted yet, as in an old artefact', undefined],
  ] as const)('states no expected value where past ones %s', (_, valueSlope) => {
    const { valueSlope: _own, ...older } = trained;
    const model = valueSlope === undefined ? older : { ...older, valueSlope };
    expect(decided(evaluate(candles, model, context))).toMatchObject({
      expectedValueBps: null,
      expectedValueInterval: null,
    });
  });

  it('is unready, not an exception, below the candles it needs', () => {
    for (const have of [0, 1, NEEDED_CANDLES - 1]) {
      expect(evaluate(sliceColumns(candles, 0, have), trained, context)).toEqual({
        type: 'unready',
        haveCandles: have,
        needCandles: NEEDED_CANDLES,
        reason: { code: 'too-few-candles', params: { have, need: NEEDED_CANDLES } },
      });
    }
    expect(evaluate(sliceColumns(candles, 0, NEEDED_CANDLES), trained, context).type).toBe('decision');
  });

  it('takes the worse of its own stamp and the feed’s', () => {
    const dataQuality = { stamp: 'red', reasons: [{ code: 'newest-late', params: { lateMs: 900_000 } }] } as const;
    expect(decided(evaluate(candles, trained, { ...context, dataQuality }))).toMatchObject({
      action: 'HOLD',
      reason: 'data-quality',
      dataQuality,
    });
  });

  it('refuses a model of another timeframe', () => {
    expect(() => evaluate(candles, trained, { ...context, series: { ...series, timeframe: '4h' } })).toThrow(
      /expected a model for 4h/,
    );
  });
});
