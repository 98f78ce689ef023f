import { beforeAll, describe, expect, it } from 'vitest';
import { type JudgedDecisions, judgeModel } from '../../../engine/evaluation/judge-model.ts';
import { LockboxOpenError, readingOf, requireUnread } from '../../../engine/evaluation/lockbox.ts';
import type { EvaluationReport } from '../../../engine/evaluation/report.ts';
import { type Trial, trialOf, trialSignificance, triedBefore } from '../../../engine/evaluation/trials.ts';
import { walkForwardPlan } from '../../../engine/evaluation/walk-forward-plan.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { modelMaker } from '../../../engine/models/model-maker.ts';
import { createRandom, normalFrom } from '../../../engine/random.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { reversingCandles } from '../../support/candles/candles.ts';

const NOW_MS = Date.UTC(2024, 5, 1);
const candles = reversingCandles({ count: 14_000, seed: 2, startMs: Date.UTC(2020, 0, 1), candleMs: HOUR_MS });
const dataset = prepareDataset([{ name: 'BTC/USDT', columns: columnsOf(candles) }], HOUR_MS);

function judged(model: 'logistic' | 'reversal', judgeFromMs?: number) {
  const question = { model, timeframe: '1h', seed: 1, fit: modelMaker(model).fit } as const;
  const plan = walkForwardPlan(
    { ...question, ...(judgeFromMs === undefined ? {} : { judgeFromMs }) },
    dataset,
    () => {},
  );
  return judgeModel(plan);
}

describe('registry of trials', () => {
  let logistic: { report: EvaluationReport; decisions: JudgedDecisions };
  let own: Trial;
  beforeAll(async () => {
    logistic = await judged('logistic');
    own = trialOf(logistic.report, logistic.decisions, { seed: 1, nowMs: NOW_MS });
  });

  it('a trial carries what was tried, on what, when, and how it did', () => {
    expect(own).toMatchObject({
      date: '2024-06-01T00:00:00.000Z',
      model: 'logistic',
      markets: ['BTC/USDT'],
      protocol: 'walk-forward',
      rows: logistic.report.rows,
      metric: { accuracy: logistic.report.accuracy },
    });
    expect(own.hash).toMatch(/^[0-9a-f]{64}$/);
    const known = own.weekly.gain.filter((gain) => gain !== null);
    expect(known.length).toBeGreaterThan(30);
    const mean = known.reduce((sum, gain) => sum + gain, 0) / known.length;
    expect(Math.abs(mean - (own.metric.brierGain ?? 0))).toBeLessThan(0.002);
  });

  it('counts for a backtest as often as it was another configuration on the same markets', () => {
    const asked = { markets: ['BTC/USDT'], timeframe: '1h', candlesPerDay: 24 };
    expect(triedBefore([], asked)).toEqual({ count: 1, variance: null });
    const sharpe = { sharpe: 0.01, count: 100, skew: 0, kurtosis: 3 };
    const first = { ...own, sharpe };
    const second = { ...own, hash: 'b', sharpe: { ...sharpe, sharpe: 0.03 } };
    const elsewhere = { ...own, hash: 'c', markets: ['ETH/USDT'] };
    const found = triedBefore([first, second, second, elsewhere], asked);
    expect(found.count).toBe(3);
    expect(found.variance).toBeCloseTo(24 * 0.0002, 12);
  });

  it('the same configuration run again is the same trial, another model is another', async () => {
    const again = await judged('logistic');
    expect(trialOf(again.report, again.decisions, { seed: 1, nowMs: NOW_MS + 1 }).hash).toBe(own.hash);
    const other = await judged('reversal');
    expect(trialOf(other.report, other.decisions, { seed: 1, nowMs: NOW_MS }).hash).not.toBe(own.hash);
  });

  it('alone it is one trial, and nothing is deflated', () => {
    const found = trialSignificance(own, [own, own], 1);
    expect(found).toMatchObject({ trials: 1, overfitting: null });
    expect(found.sharpe?.deflated).toBe(found.sharpe?.probabilistic);
    expect(found.superiorAbility).toMatchObject({ best: 'logistic' });
    expect(found.superiorAbility?.pValue).toBeLessThan(0.05);
  });

  it('among many without skill it counts them all and believes less', () => {
    const random = createRandom(4);
    const lucky = Array.from(
      { length: 60 },
      (_, k): Trial => ({
        ...own,
        hash: `trial-${k}`,
        model: `lucky-${k}`,
        sharpe: own.sharpe === null ? null : { ...own.sharpe, sharpe: 0.1 * normalFrom(random) },
        weekly: {
          ...own.weekly,
          gain: own.weekly.gain.map((gain) => (gain === null ? null : 0.01 * normalFrom(random))),
        },
      }),
    );
    const found = trialSignificance(own, lucky, 1);
    expect(found.trials).toBe(61);
    expect(found.overfitting?.splits).toBe(12_870);
    expect(found.sharpe?.deflated).toBeLessThan(found.sharpe?.probabilistic ?? 0);
  });

  it('trials on other markets, timeframes and protocols do not count', () => {
    const others: Trial[] = [
      { ...own, hash: 'a', markets: ['ETH/USDT'] },
      { ...own, hash: 'b', timeframe: '4h' },
      { ...own, hash: 'c', protocol: 'frozen' },
    ];
    expect(trialSignificance(own, others, 1).trials).toBe(1);
  });

  it('a trial of another time is counted but not compared week by week', () => {
    const earlier: Trial = { ...own, hash: 'old', weekly: { ...own.weekly, firstWeek: own.weekly.firstWeek - 500 } };
    const found = trialSignificance(own, [earlier], 1);
    expect(found.trials).toBe(2);
    expect(found.superiorAbility?.weeks).toBe(own.weekly.gain.filter((gain) => gain !== null).length);
    expect(found.overfitting).toBeNull();
  });
});

describe('lockbox', () => {
  it('judges only what was decided in it, with the rule and the maps of the past', async () => {
    const whole = await judged('logistic');
    const fromMs = whole.decisions.timeMs[Math.floor(whole.decisions.timeMs.length / 2)] ?? 0;
    const boxed = await judged('logistic', fromMs);
    expect(Date.parse(boxed.report.from ?? '')).toBe(fromMs);
    const offset = whole.decisions.timeMs.indexOf(fromMs);
    expect(boxed.decisions.judged.probability).toEqual(whole.decisions.judged.probability.slice(offset));
    expect(boxed.decisions.selected).toEqual(
      whole.decisions.selected.filter((row) => (dataset.closeTimeMs[row] ?? 0) >= fromMs),
    );
    expect(boxed.report.selected.count).toBeGreaterThan(0);
  });

  it('is read once per release and market', async () => {
    const { report } = await judged('reversal');
    const reading = readingOf(report, '1.0.0', NOW_MS);
    const question = { release: '1.0.0', markets: ['BTC/USDT'], timeframe: '1h' };
    expect(() => requireUnread(question, [])).not.toThrow();
    expect(() => requireUnread({ ...question, markets: ['ETH/USDT', 'BTC/USDT'] }, [reading])).toThrow(
      LockboxOpenError,
    );
    expect(() => requireUnread(question, [reading])).toThrow(/1\.0\.0 read BTC\/USDT 1h on 2024-06-01 with reversal/);
    for (const other of [{ release: '1.1.0' }, { markets: ['ETH/USDT'] }, { timeframe: '4h' }])
      expect(() => requireUnread({ ...question, ...other }, [reading])).not.toThrow();
  });
});
