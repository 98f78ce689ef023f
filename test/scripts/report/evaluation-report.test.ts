import { beforeAll, describe, expect, it } from 'vitest';
import { type JudgedDecisions, judgeModel } from '../../../engine/evaluation/judge-model.ts';
import type { EvaluationReport } from '../../../engine/evaluation/report.ts';
import { ruleEquity } from '../../../engine/evaluation/rule-equity.ts';
import { walkForwardPlan } from '../../../engine/evaluation/walk-forward-plan.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { applyPlatt, calibrationLine } from '../../../engine/models/calibration.ts';
import { modelMaker } from '../../../engine/models/model-maker.ts';
import { calibrationError } from '../../../engine/statistics/calibration-error.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { evaluationReport, verdictLines } from '../../../scripts/report/evaluation-report.ts';
import { reversingCandles } from '../../support/candles/candles.ts';

async function judged(model: 'logistic' | 'reversal', name = 'BTC/USDT') {
  const candles = reversingCandles({ count: 11_000, seed: 2, startMs: Date.UTC(2020, 0, 1), candleMs: HOUR_MS });
  const dataset = prepareDataset([{ name, columns: columnsOf(candles) }], HOUR_MS);
  const question = { model, timeframe: '1h', seed: 1, fit: modelMaker(model).fit } as const;
  return judgeModel(walkForwardPlan(question, dataset, () => {}));
}

describe('evaluation report', () => {
  let report: EvaluationReport;
  let decisions: JudgedDecisions;
  let html: string;
  beforeAll(async () => {
    ({ report, decisions } = await judged('logistic'));
    html = evaluationReport(report, decisions);
  });

  it('shows every part that a reader needs', () => {
    for (const heading of [
      'Summary',
      'Against the baselines',
      'Gain',
      'Reliability',
      'Confidence',
      'Equity of the signal rule',
      'Years',
      'Volatility',
      'Hours',
      'How it was judged',
    ])
      expect(html).toContain(`<h2>${heading}</h2>`);
    expect(html.match(/class="whisker"/g)?.length).toBe(report.reliability.length + report.coverage.length);
  });

  it('compares with the reversal rule besides the best baseline, and is the difference of the two accuracies', () => {
    const { accuracy, baselines, gainOverReversal } = report;
    expect(gainOverReversal).toMatchObject({ over: 'reversal' });
    expect(gainOverReversal?.accuracy).toBeCloseTo((accuracy ?? 0) - (baselines.reversal?.accuracy ?? 0), 12);
    expect(gainOverReversal?.interval?.[0]).toBeLessThan(gainOverReversal?.accuracy ?? 0);
    expect(html).toContain('accuracy over reversal');
  });

  it('says whether the calibration error is more than chance', () => {
    const { upper } = report.calibrationNoise ?? { upper: Number.NaN };
    const verdict = (calibrationError: number) => verdictLines({ ...report, calibrationError }).join(' ');
    expect(verdict(0.9 * upper)).toContain('cannot be told from none');
    expect(verdict(1.1 * upper)).toContain('is more than chance');
    const { probability, up } = decisions.judged;
    const line = calibrationLine({ score: probability, up });
    const best = line && calibrationError({ probability: probability.map((p) => applyPlatt(line, p)), up });
    expect(report.calibrationErrorInHindsight).toBe(best);
    expect(verdict(1.1 * upper)).toContain(`would leave ${best?.toFixed(4)}`);
  });

  it('is one file that asks nothing of any network', () => {
    expect(html).not.toMatch(/https?:|<link|<img|src=/);
    expect(html).toContain("default-src 'none'");
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  });

  it('never says NaN, undefined or null', () => {
    expect(html).not.toMatch(/\b(?:NaN|undefined|null|Infinity)\b/);
  });

  it('is the same bytes for the same decisions', () => {
    expect(evaluationReport(report, decisions)).toBe(html);
  });

  it('escapes the names it was given', async () => {
    const odd = await judged('reversal', '<b>BTC/USDT');
    const page = evaluationReport(odd.report, odd.decisions);
    expect(page).toContain('&lt;b&gt;BTC/USDT');
    expect(page).not.toContain('<b>BTC/USDT');
  });

  it('equity before cost is never below equity after, and the dearest scenario is the lowest', () => {
    const { gross, net, trades } = ruleEquity(decisions);
    expect(trades).toBeGreaterThan(100);
    const last = (values: Float64Array) => values.at(-1) ?? Number.NaN;
    const ends = [net.spotTaker, net.perpetualTaker, net.maker, gross].map(last);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    // Compounding: the gross end is the product of the signed simple returns.
    const { selected, dataset, probability } = decisions;
    const product = selected
      .filter((row) => !Number.isNaN(dataset.returnNext[row] ?? Number.NaN))
      .reduce(
        (sum, row) => sum * (1 + ((probability[row] ?? 0) >= 0.5 ? 1 : -1) * Math.expm1(dataset.returnNext[row] ?? 0)),
        1,
      );
    expect(last(gross)).toBeCloseTo(product, 9);
  });
});
