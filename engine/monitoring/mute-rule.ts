import { wilsonInterval } from '../math.ts';
import { brierLoss, skillScore } from '../statistics/metrics.ts';
import { runningBase } from './live-calibration.ts';
import { firstAtOrAfter, type ScoredColumns, sliceScored } from './scored-history.ts';

/** Published signals the accuracy rule looks back on, and the accuracy its upper bound must reach (evaluation.md). */
const MUTE_SIGNALS = 1_000;
const MUTE_ACCURACY = 0.52;
/** Fewer signals than this are no evidence either way. */
const MIN_SIGNALS = 100;
/** Days over which the Brier skill must not be negative. */
const MUTE_MS = 90 * 86_400_000;
const MIN_ROWS = 200;

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

function accuracyReason({ probabilityUp, up, published }: ScoredColumns): string | null {
  const rows = [...published.keys()].filter((row) => published[row] === 1 && !Number.isNaN(up[row] ?? Number.NaN));
  const newest = rows.slice(-MUTE_SIGNALS);
  if (newest.length < MIN_SIGNALS) return null;
  const right = newest.filter((row) => (probabilityUp[row] ?? 0) >= 0.5 === (up[row] === 1)).length;
  const upper = wilsonInterval(right, newest.length)?.[1] ?? 1;
  if (upper >= MUTE_ACCURACY) return null;
  return `of the last ${newest.length} signals ${percent(right / newest.length)} were right, at best ${percent(upper)} in the long run, below ${percent(MUTE_ACCURACY)}`;
}

function skillReason(columns: ScoredColumns, nowMs: number): string | null {
  const first = columns.closeTimeMs[0];
  if (first === undefined || first > nowMs - MUTE_MS) return null;
  // The base learns from everything before; only the last 90 days are judged.
  const { up, probabilityUp } = columns;
  const known = [...up.keys()].filter((row) => !Number.isNaN(up[row] ?? Number.NaN));
  const ups = Float64Array.from(known, (row) => up[row] ?? 0);
  const base = runningBase(ups);
  const from = known.findIndex((row) => (columns.closeTimeMs[row] ?? 0) >= nowMs - MUTE_MS);
  if (from < 0 || known.length - from < MIN_ROWS) return null;
  const judged = ups.subarray(from);
  const own = Float64Array.from(known.slice(from), (row) => probabilityUp[row] ?? 0.5);
  const skill = skillScore(
    brierLoss({ probability: own, up: judged }),
    brierLoss({ probability: base.subarray(from), up: judged }),
  );
  if (skill === null || skill >= 0) return null;
  return `over the last 90 days its probabilities were worse than the base rate (Brier skill ${(100 * skill).toFixed(2)} %)`;
}

/**
 * Why a series must say nothing at nowMs, or null (evaluation.md): the upper 95 % bound of its last 1,000 published signals, of the last year and at
 * least 100, is below 52 %, or its Brier skill over the last 90 days is negative. Both are judged on all that was scored, also while it is mute, so it
 * speaks again when the evidence allows.
 */
export function muteReason(columns: ScoredColumns, nowMs: number): string | null {
  const past = sliceScored(columns, 0, firstAtOrAfter(columns, nowMs));
  return accuracyReason(past) ?? skillReason(past, nowMs);
}
