import { isForexNewYorkClose } from '../market/session.ts';
import { logit, sigmoid } from '../math.ts';
import type { CalibrationMaps, PlattMap } from './trained.ts';

/** The map that changes nothing. */
export const IDENTITY: PlattMap = { slope: 1, intercept: 0 };

/** A steeper slope would claim more than the past year supports. */
export const MAX_SLOPE = 1.25;
const MIN_PROBABILITY = 1e-6;
const MAX_ROUNDS = 50;

/** ln(p / (1 − p)), with p kept 10⁻⁶ away from 0 and 1. */
export function logOdds(probability: number): number {
  const p = Math.min(1 - MIN_PROBABILITY, Math.max(MIN_PROBABILITY, probability));
  return logit(p);
}

/** The calibrated probability of a score 0..1. NaN stays NaN. */
export function applyPlatt({ slope, intercept }: PlattMap, score: number): number {
  return sigmoid(intercept + slope * logOdds(score));
}

/** The map for a candle of a market that closes at a moment. */
export function mapAt(maps: CalibrationMaps, symbol: string, closeTimeMs: number): PlattMap {
  const { newYorkClose } = maps;
  return newYorkClose !== undefined && isForexNewYorkClose(symbol, closeTimeMs) ? newYorkClose : maps;
}

/** Scores 0..1 and what came (1 up, 0 down), columns of equal length. */
export interface ScoredOutcomes {
  readonly score: Float64Array;
  readonly up: Float64Array;
}

interface Moments {
  readonly gradient: readonly [number, number];
  readonly hessian: readonly [number, number, number];
}

function momentsAt(x: Float64Array, up: Float64Array, { slope, intercept }: PlattMap): Moments {
  let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? 0;
    const p = sigmoid(intercept + slope * value);
    const error = (up[i] ?? 0) - p;
    const weight = p * (1 - p);
    g0 += error;
    g1 += error * value;
    h00 += weight;
    h01 += weight * value;
    h11 += weight * value * value;
  }
  return { gradient: [g0, g1], hessian: [h00, h01, h11] };
}

/** How sure one is beforehand that slope and intercept are 1 and 0: one over the variance of each. */
interface Belief {
  readonly slope: number;
  readonly intercept: number;
}

const NO_BELIEF: Belief = { slope: 0, intercept: 0 };

interface LineFit {
  readonly x: Float64Array;
  readonly up: Float64Array;
  readonly belief: Belief;
  readonly fixedSlope: number | null;
}

function newton({ x, up, belief, fixedSlope }: LineFit): PlattMap | null {
  let map: PlattMap = { slope: fixedSlope ?? 1, intercept: 0 };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { gradient, hessian } = momentsAt(x, up, map);
    const g0 = gradient[0] - belief.intercept * map.intercept;
    const g1 = gradient[1] - belief.slope * (map.slope - 1);
    const h00 = hessian[0] + belief.intercept;
    const h01 = hessian[1];
    const h11 = hessian[2] + belief.slope;
    const determinant = fixedSlope === null ? h00 * h11 - h01 * h01 : h00;
    if (!(determinant > 1e-9)) return null;
    const stepIntercept = fixedSlope === null ? (h11 * g0 - h01 * g1) / determinant : g0 / h00;
    const stepSlope = fixedSlope === null ? (h00 * g1 - h01 * g0) / determinant : 0;
    map = { slope: map.slope + stepSlope, intercept: map.intercept + stepIntercept };
    if (Math.abs(stepIntercept) + Math.abs(stepSlope) < 1e-10) return map;
  }
  return null;
}

/**
 * Before a look at its outcomes a map is believed to be the identity, give or take .4 in the slope and .01 in the
 * intercept (¼ percentage point in the base rate). A year of hours knows the slope twice as well, a year of 4 h candles or of the
 * hours around New York's close about as well: a stronger belief (.2) kept their maps near the identity against what had come. The
 * intercept is known only half as well: one that follows every year's luck costs more accuracy than it gains in calibration.
 */
const BELIEF: Belief = { slope: 1 / 0.4 ** 2, intercept: 1 / 0.01 ** 2 };
/** Scores so alike that their outcomes alone would leave the slope unknown by more than this cannot be recalibrated. */
const MOST_SLOPE_ERROR = 0.5;

/** Standard error of the slope near the identity from the outcomes alone, without the prior; Infinity when all scores are one. */
function slopeError(x: Float64Array): number {
  const [h00, h01, h11] = momentsAt(x, x, IDENTITY).hessian;
  const information = h11 - h01 ** 2 / h00;
  return information > 0 ? 1 / Math.sqrt(information) : Number.POSITIVE_INFINITY;
}

/**
 * The likeliest map of scores to probabilities (Platt 1999). Departures: instead of his smoothed targets, slope and
 * intercept have a normal prior around the identity; the slope is kept within 0..1.25 with the intercept fitted anew.
 * Null when the scores do not determine one.
 */
export function fitPlatt({ score, up }: ScoredOutcomes): PlattMap | null {
  const x = score.map(logOdds);
  if (slopeError(x) > MOST_SLOPE_ERROR) return null;
  const free = newton({ x, up, belief: BELIEF, fixedSlope: null });
  if (free === null || (free.slope >= 0 && free.slope <= MAX_SLOPE)) return free;
  return newton({ x, up, belief: BELIEF, fixedSlope: Math.min(MAX_SLOPE, Math.max(0, free.slope)) });
}

/**
 * Slope and intercept of outcomes regressed on the log-odds of probabilities, unbounded: 1 and 0 when calibrated; null
 * when undetermined.
 */
export function calibrationLine({ score, up }: ScoredOutcomes): PlattMap | null {
  return newton({ x: score.map(logOdds), up, belief: NO_BELIEF, fixedSlope: null });
}
