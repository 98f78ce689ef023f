import type { ReasonOf } from '../reason.ts';
import { pairedBootstrapInterval, WEEKLY_BOOTSTRAP } from '../statistics/bootstrap.ts';
import { DAY_MS } from '../time.ts';
import { COMPARED_MS, type RecentDecisions } from '../training/recent-decisions.ts';

/** What a challenger brings to the gate. */
export interface Challenge {
  /** Brier skill of its walk-forward; null when too short to judge. */
  readonly brierSkill: number | null;
  readonly challenger: RecentDecisions;
  /** The champion's probabilities of the same candles, out of sample too: live, or with weights frozen before them. */
  readonly champion: RecentDecisions;
  readonly seed: number;
}

/** Why a challenger was promoted or not. */
export type PromotionReason = ReasonOf<
  'walk-forward-too-short' | 'no-skill' | 'too-few-compared' | 'brier-gain' | 'brier-kept' | 'skill-unopposed'
>;

/** Whether the challenger takes over, and why: for the log and the announcement. */
export interface PromotionVerdict {
  readonly promote: boolean;
  readonly reason: PromotionReason;
  /** Decisions that both took. */
  readonly compared: number;
  /** Mean Brier score of the champion less the challenger's: positive when the challenger is better. Null when nothing was compared. */
  readonly gain: number | null;
  /** 95 % of the paired weekly block bootstrap; null when the span is shorter than two weeks. */
  readonly interval: readonly [number, number] | null;
}

/** How far below 0 the lower end of the gain's interval may lie: two models this alike differ by chance. */
const LEAST_LOW = -0.0005;

interface Pairs {
  readonly timeMs: Float64Array;
  readonly difference: Float64Array;
}

const rowKey = (series: string | undefined, closeTimeMs: number | undefined): string => `${series}|${closeTimeMs}`;

/** Brier score differences on the decisions both took: champion − challenger. */
function pairUp(challenger: RecentDecisions, champion: RecentDecisions): Pairs {
  const theirs = new Map<string, number>();
  champion.closeTimeMs.forEach((timeMs, row) => {
    theirs.set(rowKey(champion.series[champion.market[row] ?? -1], timeMs), champion.probabilityUp[row] ?? 0.5);
  });
  const timeMs: number[] = [];
  const difference: number[] = [];
  challenger.closeTimeMs.forEach((time, row) => {
    const their = theirs.get(rowKey(challenger.series[challenger.market[row] ?? -1], time));
    if (their === undefined) return;
    const up = challenger.up[row] ?? 0;
    timeMs.push(time);
    difference.push((their - up) ** 2 - ((challenger.probabilityUp[row] ?? 0.5) - up) ** 2);
  });
  return { timeMs: Float64Array.from(timeMs), difference: Float64Array.from(difference) };
}

const kept = (reason: PromotionReason, compared = 0): PromotionVerdict => ({
  promote: false,
  reason,
  compared,
  gain: null,
  interval: null,
});

const tooShort = (): PromotionVerdict => kept({ code: 'walk-forward-too-short', params: {} });
const withoutSkill = (brierSkill: number): PromotionVerdict => kept({ code: 'no-skill', params: { brierSkill } });

/**
 * The promotion gate: a challenger replaces the champion only if its walk-forward Brier skill is positive, its mean gain in
 * the Brier score on the decisions both took in the last 90 days is positive, and the lower end of the gain's paired block bootstrap
 * interval lies above −0.0005. Else, and where both cannot be compared over two weeks, the champion is kept.
 */
export function promotionVerdict({ brierSkill, challenger, champion, seed }: Challenge): PromotionVerdict {
  if (brierSkill === null) return tooShort();
  if (!(brierSkill > 0)) return withoutSkill(brierSkill);
  const pairs = pairUp(challenger, champion);
  const compared = pairs.difference.length;
  const interval = compared === 0 ? null : pairedBootstrapInterval(pairs, { ...WEEKLY_BOOTSTRAP, seed: seed >>> 0 });
  if (interval === null) return kept({ code: 'too-few-compared', params: { compared } }, compared);
  const gain = pairs.difference.reduce((sum, value) => sum + value, 0) / compared;
  const [low, high] = interval;
  const promote = gain > 0 && low > LEAST_LOW;
  const params = { gain, low, high, compared, days: COMPARED_MS / DAY_MS, leastLow: LEAST_LOW };
  return {
    promote,
    reason: { code: promote ? 'brier-gain' : 'brier-kept', params },
    compared,
    gain,
    interval,
  };
}

/** The gate where no champion is left to compare with, because its artefact is damaged: walk-forward skill alone decides. */
export function unopposedVerdict(brierSkill: number | null): PromotionVerdict {
  if (brierSkill === null) return tooShort();
  if (!(brierSkill > 0)) return withoutSkill(brierSkill);
  return { ...kept({ code: 'skill-unopposed', params: { brierSkill } }), promote: true };
}
