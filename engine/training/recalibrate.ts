import { isForexNewYorkClose } from '../market/session.ts';
import { applyPlatt, fitPlatt, IDENTITY, mapAt, type ScoredOutcomes } from '../models/calibration.ts';
import type { CalibrationMaps, PlattMap } from '../models/trained.ts';
import { brierLoss } from '../statistics/metrics.ts';
import { DAY_MS } from '../time.ts';
import type { Dataset } from './dataset.ts';

const TRAILING_MS = 365 * DAY_MS;
const EVERY_MS = 30 * DAY_MS;
const MIN_POINTS = 1_000;

/** Past scores with their outcome, and which of them were of forex around the New York close (1) and which were not (0). */
export interface KnownOutcomes extends ScoredOutcomes {
  readonly newYorkClose: Uint8Array;
}

/** Where an earlier recalibration stood: what it knew last, oldest first, and its maps. */
export interface CalibrationPast {
  readonly map: CalibrationMaps;
  readonly known: KnownOutcomes;
}

/** Probabilities after causal recalibration, and where it stands at the end. */
export interface Recalibration {
  /** Per stacked row; NaN where there was no score. */
  readonly probability: Float64Array;
  readonly finalMap: CalibrationMaps;
  /** The trailing scores and outcomes that finalMap was fitted on. */
  readonly known: KnownOutcomes;
  /** When each new map came into force. */
  readonly changes: readonly { readonly atMs: number; readonly map: CalibrationMaps }[];
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

/**
 * The next maps. Forex candles around the New York close have one of their own as soon as 1,000 of the trailing outcomes are theirs
 * (hours and finer; at 4 h a year has too few): much is foretold there, and elsewhere little, so that one map overstates the
 * one and understates the other.
 */
function nextMaps(present: CalibrationMaps, trailing: KnownOutcomes): CalibrationMaps {
  const { score, up, newYorkClose } = trailing;
  const isNear = (_: number, row: number): boolean => newYorkClose[row] === 1;
  const isOther = (_: number, row: number): boolean => newYorkClose[row] !== 1;
  const near = { score: score.filter(isNear), up: up.filter(isNear) };
  const plain = { slope: present.slope, intercept: present.intercept };
  if (near.up.length < MIN_POINTS) return nextMap(plain, trailing);
  return {
    ...nextMap(plain, { score: score.filter(isOther), up: up.filter(isOther) }),
    newYorkClose: nextMap(present.newYorkClose ?? plain, near),
  };
}

/** Rows with a score, by time. */
function scoredRows({ closeTimeMs, markets }: Dataset, score: Float64Array): Int32Array {
  const rows = Int32Array.from(score.keys()).filter((row) => !Number.isNaN(score[row] ?? Number.NaN));
  return markets.length === 1 ? rows : rows.sort((a, b) => (closeTimeMs[a] ?? 0) - (closeTimeMs[b] ?? 0) || a - b);
}

/** Symbol of each stacked row's market. */
function symbolOf({ markets }: Dataset): (row: number) => string {
  const [only] = markets;
  if (markets.length === 1 && only !== undefined) return () => only.symbol;
  return (row) => markets.find(({ from, to }) => row >= from && row < to)?.symbol ?? '';
}

/** Probabilities of a data set's scores by maps that do not change. */
export function applyMaps(dataset: Dataset, score: Float64Array, maps: CalibrationMaps): Float64Array {
  const symbolAt = symbolOf(dataset);
  return score.map((value, row) => applyPlatt(mapAt(maps, symbolAt(row), dataset.closeTimeMs[row] ?? 0), value));
}

/**
 * Platt scaling on the trailing year of out-of-sample scores whose outcome is known by then (8,760 per market at 1 h), every
 * 30 days, at least 1,000 points; identity before that. Goes on from `past` where given. Each probability depends on the past only.
 */
export function recalibrate(dataset: Dataset, score: Float64Array, past?: CalibrationPast): Recalibration {
  const { closeTimeMs, up, timeframeMs, markets } = dataset;
  const rows = scoredRows(dataset, score);
  const symbolAt = symbolOf(dataset);
  const trailingCount = Math.round(TRAILING_MS / timeframeMs) * markets.length;
  const probability = new Float64Array(dataset.rows).fill(Number.NaN);
  const changes: { atMs: number; map: CalibrationMaps }[] = [];
  const knownScores = Array.from(past?.known.score ?? []);
  const knownUps = Array.from(past?.known.up ?? []);
  const knownNear = Array.from(past?.known.newYorkClose ?? []);
  let map: CalibrationMaps = past?.map ?? IDENTITY;
  let known = 0;
  const trailing = (): KnownOutcomes => ({
    score: Float64Array.from(knownScores.slice(-trailingCount)),
    up: Float64Array.from(knownUps.slice(-trailingCount)),
    newYorkClose: Uint8Array.from(knownNear.slice(-trailingCount)),
  });
  const mapsAt = (timeMs: number): CalibrationMaps => {
    for (; known < rows.length; known += 1) {
      const row = rows[known] ?? 0;
      if ((closeTimeMs[row] ?? 0) + timeframeMs > timeMs) break;
      const outcome = up[row] ?? Number.NaN;
      if (Number.isNaN(outcome)) continue;
      knownScores.push(score[row] ?? 0.5);
      knownUps.push(outcome);
      knownNear.push(isForexNewYorkClose(symbolAt(row), closeTimeMs[row] ?? 0) ? 1 : 0);
    }
    return nextMaps(map, trailing());
  };
  let nextMs = (closeTimeMs[rows[0] ?? 0] ?? 0) + EVERY_MS;
  for (const row of rows) {
    const timeMs = closeTimeMs[row] ?? 0;
    if (timeMs >= nextMs) {
      map = mapsAt(timeMs);
      changes.push({ atMs: timeMs, map });
      nextMs += EVERY_MS * Math.ceil((timeMs - nextMs + 1) / EVERY_MS);
    }
    probability[row] = applyPlatt(mapAt(map, symbolAt(row), timeMs), score[row] ?? Number.NaN);
  }
  const finalMap = rows.length === 0 ? map : mapsAt(Number.POSITIVE_INFINITY);
  return { probability, finalMap, known: trailing(), changes };
}
