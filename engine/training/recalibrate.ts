import { applyPlatt, fitPlatt, IDENTITY, type ScoredOutcomes } from '../models/calibration.ts';
import type { PlattMap } from '../models/trained.ts';
import { brierLoss } from '../statistics/metrics.ts';
import { DAY_MS } from '../time.ts';
import type { Dataset } from './dataset.ts';

const TRAILING_MS = 365 * DAY_MS;
const EVERY_MS = 30 * DAY_MS;
const MIN_POINTS = 1_000;

/** Where an earlier recalibration stood: what it knew last, oldest first, and its map. */
export interface CalibrationPast {
  readonly map: PlattMap;
  readonly known: ScoredOutcomes;
}

/** Probabilities after causal recalibration, and where it stands at the end. */
export interface Recalibration {
  /** Per stacked row; NaN where there was no score. */
  readonly probability: Float64Array;
  readonly finalMap: PlattMap;
  /** The trailing scores and outcomes that finalMap was fitted on. */
  readonly known: ScoredOutcomes;
  /** When each new map came into force. */
  readonly changes: readonly { readonly atMs: number; readonly map: PlattMap }[];
}

/** The next map: fitted on the trailing outcomes and kept only when its Brier score there is not worse than the present one's. */
export function nextMap(present: PlattMap, trailing: ScoredOutcomes): PlattMap {
  if (trailing.up.length < MIN_POINTS) return present;
  const fitted = fitPlatt(trailing);
  if (fitted === null) return present;
  const lossOf = (map: PlattMap): number | null => {
    return brierLoss({ probability: trailing.score.map((score) => applyPlatt(map, score)), up: trailing.up });
  };
  return (lossOf(fitted) ?? 1) <= (lossOf(present) ?? 1) ? fitted : present;
}

/** Rows with a score, by time. */
function scoredRows({ closeTimeMs, markets }: Dataset, score: Float64Array): Int32Array {
  const rows = Int32Array.from(score.keys()).filter((row) => !Number.isNaN(score[row] ?? Number.NaN));
  return markets.length === 1 ? rows : rows.sort((a, b) => (closeTimeMs[a] ?? 0) - (closeTimeMs[b] ?? 0) || a - b);
}

/**
 * Platt scaling on the trailing year of out-of-sample scores whose outcome is known by then (8,760 per market at 1 h), every
 * 30 days, at least 1,000 points; identity before that. Goes on from `past` where given. Each probability depends on the past only.
 */
export function recalibrate(dataset: Dataset, score: Float64Array, past?: CalibrationPast): Recalibration {
  const { closeTimeMs, up, timeframeMs, markets } = dataset;
  const rows = scoredRows(dataset, score);
  const trailingCount = Math.round(TRAILING_MS / timeframeMs) * markets.length;
  const probability = new Float64Array(dataset.rows).fill(Number.NaN);
  const changes: { atMs: number; map: PlattMap }[] = [];
  const knownScores = Array.from(past?.known.score ?? []);
  const knownUps = Array.from(past?.known.up ?? []);
  let map = past?.map ?? IDENTITY;
  let known = 0;
  const trailing = (): ScoredOutcomes => ({
    score: Float64Array.from(knownScores.slice(-trailingCount)),
    up: Float64Array.from(knownUps.slice(-trailingCount)),
  });
  const mapAt = (timeMs: number): PlattMap => {
    for (; known < rows.length; known += 1) {
      const row = rows[known] ?? 0;
      if ((closeTimeMs[row] ?? 0) + timeframeMs > timeMs) break;
      const outcome = up[row] ?? Number.NaN;
      if (Number.isNaN(outcome)) continue;
      knownScores.push(score[row] ?? 0.5);
      knownUps.push(outcome);
    }
    return nextMap(map, trailing());
  };
  let nextMs = (closeTimeMs[rows[0] ?? 0] ?? 0) + EVERY_MS;
  for (const row of rows) {
    const timeMs = closeTimeMs[row] ?? 0;
    if (timeMs >= nextMs) {
      map = mapAt(timeMs);
      changes.push({ atMs: timeMs, map });
      nextMs += EVERY_MS * Math.ceil((timeMs - nextMs + 1) / EVERY_MS);
    }
    probability[row] = applyPlatt(map, score[row] ?? Number.NaN);
  }
  const finalMap = rows.length === 0 ? map : mapAt(Number.POSITIVE_INFINITY);
  return { probability, finalMap, known: trailing(), changes };
}
