import type { EvaluationReport } from '../../engine/evaluation/report.ts';
import type { Figures } from '../results/measured.ts';

const TENTH = 0.1;

/** What RESULTS.md keeps of a report. */
export function evaluationFigures(report: EvaluationReport): Figures {
  const { gain, gainOverReversal, calibrationNoise, coverage, baselines, expectedValue } = report;
  const { count, slope, interval, stated, realised, weight } = expectedValue;
  const tenth = coverage.find(({ share }) => share === TENTH);
  const pair = (found: readonly [number, number] | null | undefined): [number, number] | null =>
    found === null || found === undefined ? null : [found[0], found[1]];
  return {
    table: 'evaluation',
    rows: report.rows,
    accuracy: report.accuracy,
    auc: report.auc,
    brierSkill: report.brierSkill,
    calibrationError: report.calibrationError,
    chance: calibrationNoise === null ? null : [calibrationNoise.expected, calibrationNoise.upper],
    topTenth: { accuracy: tenth?.accuracy ?? null, count: tenth?.count ?? 0 },
    bestBaseline: {
      accuracy: gain === null ? null : (baselines[gain.over]?.accuracy ?? null),
      gain: gain?.accuracy ?? null,
      interval: pair(gain?.interval),
    },
    overReversal: { gain: gainOverReversal?.accuracy ?? null, interval: pair(gainOverReversal?.interval) },
    expectedValue: { count, slope, interval: pair(interval), stated, realised, weight },
  };
}
