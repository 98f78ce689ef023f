import { inverseDiagonal } from './cholesky.ts';
import { HOURS } from './information.ts';
import {
  createDescent,
  type Descent,
  descend,
  type LogisticProblem,
  marginsAt,
  type Penalties,
  ridgesOf,
  TOLERANCE,
} from './solve-bounded.ts';

/** The range within which evidence may choose each penalty. */
export type PenaltyBounds = Readonly<Record<keyof Penalties, readonly [least: number, most: number]>>;

/** Weights, the penalties they were found with, and how much better than their base rate alone they explain the labels. */
export interface EvidenceSolution {
  readonly weights: readonly number[];
  readonly penalties: Penalties;
  /** Log of the Bayes factor against the model without weights, nats; negative when they explain nothing. */
  readonly evidence: number;
}

/** While penalties are sought, weights need not be as exact. */
const ROUGH_TOLERANCE = 1e-4;
const MAX_ROUNDS = 8;
/** Penalties that change by less than this share have settled. */
const SETTLED = 0.02;

/**
 * ln of the marginal likelihood of the labels over that of their base rate, in the Gaussian approximation around the
 * weights (MacKay 1992): the gain in log likelihood, less the penalty, less half the log of how much the labels
 * narrowed each weight's prior.
 */
function evidenceOf(descent: Descent, penalties: Penalties, factor: Float64Array): number {
  const { problem, weights, values, information } = descent;
  const { labels } = problem;
  const rows = labels.length;
  const ridges = ridgesOf(problem, penalties);
  const size = ridges.length;
  marginsAt(descent);
  let evidence = 0.5 * Math.log(information[0] ?? 1);
  let ups = 0;
  for (let row = 0; row < rows; row += 1) {
    const isUp = labels[row] === 1;
    ups += Number(isUp);
    evidence -= Math.log1p(Math.exp(isUp ? -(values[row] ?? 0) : (values[row] ?? 0)));
  }
  for (const count of [ups, rows - ups]) evidence -= count > 0 ? count * Math.log(count / rows) : 0;
  for (let at = 0; at < size; at += 1) {
    evidence -= Math.log(factor[at * size + at] ?? 1);
    const ridge = ridges[at] ?? 0;
    if (ridge > 0) evidence += 0.5 * (Math.log(ridge) - ridge * (weights[at] ?? 0) ** 2);
  }
  return evidence;
}

/** Penalties under which the present weights are likeliest, `spread` being the diagonal of their inverse information. */
function likeliest(
  { problem, weights }: Descent,
  present: Penalties,
  { spread, bounds }: { readonly spread: Float64Array; readonly bounds: PenaltyBounds },
): Penalties {
  const first = 1 + problem.design.length;
  const size = weights.length;
  const chosen = (name: keyof Penalties, [from, to]: readonly [number, number]): number => {
    if (from >= to) return present[name];
    let determined = to - from;
    let squares = 0;
    for (let at = from; at < to; at += 1) {
      determined -= present[name] * (spread[at] ?? 0);
      squares += (weights[at] ?? 0) ** 2;
    }
    const [least, most] = bounds[name];
    return Math.min(most, Math.max(least, Math.max(determined, 1e-3) / Math.max(squares, 1e-12)));
  };
  return {
    plain: chosen('plain', [1, first]),
    hours: chosen('hours', [first, Math.min(size, first + HOURS)]),
    products: chosen('products', [first + HOURS, size]),
  };
}

/**
 * Weights, and the penalties under which the labels are likeliest (MacKay 1992, "Bayesian interpolation"): each group's
 * penalty is the number of its weights that the labels determine over the sum of their squares, found by iteration from
 * `penalties` and kept within the bounds.
 */
export function solveByEvidence(
  problem: LogisticProblem,
  penalties: Penalties,
  bounds: PenaltyBounds,
): EvidenceSolution {
  const descent = createDescent(problem);
  let present = penalties;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const spread = inverseDiagonal(descend(descent, present, ROUGH_TOLERANCE), descent.weights.length);
    const before = present;
    present = likeliest(descent, before, { spread, bounds });
    const isSettled = (name: keyof Penalties): boolean => Math.abs(Math.log(present[name] / before[name])) < SETTLED;
    if (isSettled('plain') && isSettled('hours') && isSettled('products')) break;
  }
  const factor = descend(descent, present, TOLERANCE);
  return { weights: [...descent.weights], penalties: present, evidence: evidenceOf(descent, present, factor) };
}
