import { meanOf } from '../math.ts';
import { meanByMoment, pairedBootstrapInterval, WEEKLY_BOOTSTRAP } from '../statistics/bootstrap.ts';
import { dieboldMariano } from '../statistics/diebold-mariano.ts';
import type { Judged } from '../statistics/metrics.ts';
import type { BaselineLine, Gain } from './report.ts';

/** Two models' probabilities for the same decisions. */
export interface ComparedDecisions {
  readonly ours: Judged;
  readonly theirs: Judged;
  readonly timeMs: Float64Array;
  readonly seed: number;
}

/** Squared distance of probability and outcome per decision. */
export function brierLosses({ probability, up }: Judged): Float64Array {
  return probability.map((p, i) => (p - (up[i] ?? 0)) ** 2);
}

/** The baseline with the best accuracy; the first of equals. */
export function bestBaseline(lines: Readonly<Record<string, BaselineLine>>): string | null {
  let best: string | null = null;
  for (const [name, { accuracy }] of Object.entries(lines)) {
    if (accuracy !== null && (best === null || accuracy > (lines[best]?.accuracy ?? 0))) best = name;
  }
  return best;
}

/** By how much more of the base's Brier score ours saves than theirs, as a share of it, with its weekly block bootstrap interval. */
export interface SkillGain {
  readonly gain: number;
  readonly interval: readonly [number, number] | null;
}

/** What ours gains over theirs in Brier skill; `baseLoss` is the Brier score that skill is measured against. */
export function skillGainOver({ ours, theirs, timeMs, seed }: ComparedDecisions, baseLoss: number): SkillGain {
  const own = brierLosses(ours);
  const difference = brierLosses(theirs).map((loss, i) => (loss - (own[i] ?? 0)) / baseLoss);
  return {
    gain: meanOf(difference),
    interval: pairedBootstrapInterval({ timeMs, difference }, { ...WEEKLY_BOOTSTRAP, seed }),
  };
}

/** What ours gains over theirs in accuracy and Brier score, with weekly block bootstrap intervals and the test of Diebold and Mariano. */
export function gainOver(over: string, { ours, theirs, timeMs, seed }: ComparedDecisions): Gain {
  const isRight = (judged: Judged, i: number): number =>
    (judged.probability[i] ?? 0) >= 0.5 === (judged.up[i] === 1) ? 1 : 0;
  const accuracy = ours.up.map((_, i) => isRight(ours, i) - isRight(theirs, i));
  const theirLosses = brierLosses(theirs);
  const brier = brierLosses(ours).map((loss, i) => (theirLosses[i] ?? 0) - loss);
  const options = { ...WEEKLY_BOOTSTRAP, seed };
  const compared = dieboldMariano(meanByMoment({ timeMs, difference: brier }).mean);
  return {
    over,
    accuracy: meanOf(accuracy),
    interval: pairedBootstrapInterval({ timeMs, difference: accuracy }, options),
    brierScore: meanOf(brier),
    brierInterval: pairedBootstrapInterval({ timeMs, difference: brier }, options),
    dieboldMariano: compared === null ? null : { statistic: compared.statistic, pValue: compared.pValue },
  };
}
