import { wilsonInterval } from '../math.ts';
import type { ReasonOf } from '../reason.ts';
import { brierLoss, skillScore } from '../statistics/metrics.ts';
import { DAY_MS } from '../time.ts';
import { runningBase } from './live-calibration.ts';
import { firstAtOrAfter, type ScoredColumns, sliceScored } from './scored-history.ts';

/** Published signals the accuracy rule looks back on, and the accuracy its upper bound must reach (evaluation.md). */
const MUTE_SIGNALS = 1_000;
const MUTE_ACCURACY = 0.52;
/** Fewer signals than this are no evidence either way. */
const MIN_SIGNALS = 100;
/** Days over which the Brier skill must not be negative. */
const MUTE_MS = 90 * DAY_MS;
const MIN_ROWS = 200;

/** Why the record of a series forbids it to publish. */
export type MuteReason = ReasonOf<'signals-below-bar' | 'worse-than-base-rate'>;

function accuracyReason({ probabilityUp, up, published }: ScoredColumns): MuteReason | null {
  const rows = [...published.keys()].filter((row) => published[row] === 1 && !Number.isNaN(up[row] ?? Number.NaN));
  const newest = rows.slice(-MUTE_SIGNALS);
  if (newest.length < MIN_SIGNALS) return null;
  const right = newest.filter((row) => (probabilityUp[row] ?? 0) >= 0.5 === (up[row] === 1)).length;
  const upper = wilsonInterval(right, newest.length)?.[1] ?? 1;
  if (upper >= MUTE_ACCURACY) return null;
  const accuracy = right / newest.length;
  const params = { signals: newest.length, accuracy, upperBound: upper, required: MUTE_ACCURACY };
  return { code: 'signals-below-bar', params };
}

function skillReason(columns: ScoredColumns, nowMs: number): MuteReason | null {
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
  return { code: 'worse-than-base-rate', params: { brierSkill: skill, days: MUTE_MS / DAY_MS } };
}

/**
 * Why a series must say nothing at nowMs, or null (evaluation.md): the upper 95 % bound of its last 1,000 published signals,
 * of the last year and at least 100, is below 52 %, or its Brier skill over the last 90 days is negative. Both are judged on
 * all that was scored, also while it is mute, so it speaks again when the evidence allows.
 */
export function muteReason(columns: ScoredColumns, nowMs: number): MuteReason | null {
  const past = sliceScored(columns, 0, firstAtOrAfter(columns, nowMs));
  return accuracyReason(past) ?? skillReason(past, nowMs);
}
