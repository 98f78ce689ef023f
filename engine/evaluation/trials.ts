import { createHash } from 'node:crypto';
import { sampleVariance } from '../math.ts';
import { meanByMoment } from '../statistics/bootstrap.ts';
import type { Judged } from '../statistics/metrics.ts';
import { overfittingProbability } from '../statistics/overfitting-probability.ts';
import {
  alwaysInPeriods,
  deflatedSharpeRatio,
  minimumTrackRecord,
  momentsOf,
  probabilisticSharpeRatio,
  type SharpeEvidence,
  type Trials,
} from '../statistics/sharpe.ts';
import { superiorAbility } from '../statistics/superior-ability.ts';
import { WEEK_MS } from '../time.ts';
import { brierLosses } from './gain.ts';
import type { JudgedDecisions } from './judge-model.ts';
import type { EvaluationReport } from './report.ts';

/** One configuration that was tried on some candles, with what tests over all of them need. */
export interface Trial {
  /** sha256 of the configuration and of its out-of-sample scores: the same hash is the same trial, however often it was run. */
  readonly hash: string;
  /** ISO-8601 time of the run. */
  readonly date: string;
  readonly model: string;
  readonly markets: readonly string[];
  readonly timeframe: string;
  readonly protocol: EvaluationReport['protocol'];
  readonly seed: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly rows: number;
  readonly metric: {
    readonly accuracy: number | null;
    readonly auc: number | null;
    readonly brierSkill: number | null;
    /** Mean Brier gain over the reversal rule. */
    readonly brierGain: number | null;
  };
  /** Of always being in, before cost, per candle. */
  readonly sharpe: SharpeEvidence | null;
  /**
   * Mean Brier gain over the reversal rule by week, from the week that starts `firstWeek` weeks after 1970-01-01; null
   * for a week without decisions.
   */
  readonly weekly: { readonly firstWeek: number; readonly gain: readonly (number | null)[] };
}

/** What a trial keeps of a report, and the decisions it is made from: all that later tests need of a trial. */
export type TrialFigures = Pick<
  EvaluationReport,
  'markets' | 'timeframe' | 'protocol' | 'from' | 'to' | 'rows' | 'accuracy' | 'auc' | 'brierSkill'
> & { readonly model: string };
/** The decisions that a trial is recorded from. */
export type TrialDecisions = Pick<JudgedDecisions, 'dataset' | 'timeMs' | 'baselines' | 'score' | 'probability'> & {
  readonly judged: Judged;
};

function gains(decisions: TrialDecisions): { readonly timeMs: Float64Array; readonly mean: Float64Array } {
  const reversal = decisions.baselines.get('reversal') ?? decisions.judged;
  const ours = brierLosses(decisions.judged);
  const difference = brierLosses(reversal).map((loss, i) => loss - (ours[i] ?? 0));
  return meanByMoment({ timeMs: decisions.timeMs, difference });
}

function byWeek({ timeMs, mean }: ReturnType<typeof gains>): Trial['weekly'] {
  const weekOf = (time: number): number => Math.floor(time / WEEK_MS);
  const firstWeek = weekOf(timeMs[0] ?? 0);
  const weeks = timeMs.length === 0 ? 0 : weekOf(timeMs.at(-1) ?? 0) - firstWeek + 1;
  const sums = new Float64Array(weeks);
  const counts = new Float64Array(weeks);
  timeMs.forEach((time, i) => {
    const week = weekOf(time) - firstWeek;
    sums[week] = (sums[week] ?? 0) + (mean[i] ?? 0);
    counts[week] = (counts[week] ?? 0) + 1;
  });
  // Nine digits are more than a bootstrap resolves, and keep the file small.
  const rounded = (value: number): number => Number(value.toPrecision(9));
  return {
    firstWeek,
    gain: Array.from(sums, (sum, week) => (counts[week] === 0 ? null : rounded(sum / (counts[week] ?? 1)))),
  };
}

function sharpeOf({ dataset, probability }: TrialDecisions): SharpeEvidence | null {
  const { periods } = alwaysInPeriods(
    dataset.markets.map(({ from, to }) => ({
      timeMs: dataset.closeTimeMs.subarray(from, to),
      probability: probability.subarray(from, to),
      returnNext: dataset.returnNext.subarray(from, to),
    })),
  );
  const moments = momentsOf(Float64Array.from(periods, ({ gross }) => gross));
  if (moments === null) return null;
  const { count, mean, deviation, skew, kurtosis } = moments;
  return { sharpe: mean / deviation, count, skew, kurtosis };
}

/** The trial that an evaluation was; nowMs is when. */
export function trialOf(
  report: TrialFigures,
  decisions: TrialDecisions,
  about: { readonly seed: number; readonly nowMs: number },
): Trial {
  const { model, markets, timeframe, protocol, from, to, rows, accuracy, auc, brierSkill } = report;
  const { score, dataset } = decisions;
  const hash = createHash('sha256')
    .update(JSON.stringify({ model, markets, timeframe, protocol, seed: about.seed, features: dataset.matrix.names }))
    .update(new Uint8Array(score.buffer, score.byteOffset, score.byteLength))
    .digest('hex');
  const gained = gains(decisions);
  const count = gained.mean.length;
  return {
    hash,
    date: new Date(about.nowMs).toISOString(),
    model,
    markets,
    timeframe,
    protocol,
    seed: about.seed,
    from,
    to,
    rows,
    metric: {
      accuracy,
      auc,
      brierSkill,
      brierGain: count === 0 ? null : gained.mean.reduce((sum, value) => sum + value, 0) / count,
    },
    sharpe: sharpeOf(decisions),
    weekly: byWeek(gained),
  };
}

/** How the configuration at hand stands among all that were tried on the same markets. */
export interface TrialSignificance {
  /** Different configurations tried on these markets and timeframe, this one included. */
  readonly trials: number;
  /** Hansen's test over all of them that share at least 26 weeks, on the weekly Brier gain over the reversal rule. */
  readonly superiorAbility: { readonly pValue: number; readonly best: string; readonly weeks: number } | null;
  /** Of choosing the best of them by that gain (CSCV, 16 blocks). */
  readonly overfitting: { readonly probability: number; readonly splits: number } | null;
  /** Of always being in, before cost. */
  readonly sharpe: {
    readonly perCandle: number;
    readonly probabilistic: number | null;
    /** Against the best expected of so many trials without skill. */
    readonly deflated: number | null;
    /** Candles after which it would be significant at 95 %; null when it is not above 0. */
    readonly minimumTrackRecord: number | null;
  } | null;
}

const MIN_WEEKS = 26;
const SPA = { blockPeriods: 1, draws: 2_000 } as const;

/** The newest run of every configuration on the same markets, timeframe and protocol; `own` is first. */
function comparable(own: Trial, others: readonly Trial[]): readonly Trial[] {
  const keyOf = ({ markets, timeframe, protocol }: Trial): string =>
    JSON.stringify([markets.toSorted(), timeframe, protocol]);
  const byHash = new Map(others.filter((trial) => keyOf(trial) === keyOf(own)).map((trial) => [trial.hash, trial]));
  byHash.delete(own.hash);
  return [own, ...byHash.values()];
}

/** Weekly gains over the weeks that all trials have, those that share too few with the first left out. */
function sharedWeeks(trials: readonly Trial[]): {
  readonly kept: readonly Trial[];
  readonly gains: readonly Float64Array[];
} {
  const weeksOf = ({ weekly }: Trial): ReadonlyMap<number, number> =>
    new Map(weekly.gain.flatMap((gain, i) => (gain === null ? [] : [[weekly.firstWeek + i, gain] as const])));
  const all = trials.map((trial) => ({ trial, weeks: weeksOf(trial) }));
  const [own] = all;
  if (own === undefined) return { kept: [], gains: [] };
  const kept = all.filter(({ weeks }) => [...own.weeks.keys()].filter((week) => weeks.has(week)).length >= MIN_WEEKS);
  const shared = [...own.weeks.keys()].filter((week) => kept.every(({ weeks }) => weeks.has(week)));
  return {
    kept: kept.map(({ trial }) => trial),
    gains: kept.map(({ weeks }) => Float64Array.from(shared, (week) => weeks.get(week) ?? 0)),
  };
}

/**
 * How many configurations were tried on these markets and timeframe before, and the variance of their Sharpe ratios a day (null below two):
 * what a backtest's deflated Sharpe ratio has to be held against. Count is at least 1, the backtest itself.
 */
export function triedBefore(
  registry: readonly Trial[],
  asked: { readonly markets: readonly string[]; readonly timeframe: string; readonly candlesPerDay: number },
): Trials {
  const names = JSON.stringify(asked.markets.toSorted());
  const same = registry.filter(
    ({ markets, timeframe }) => timeframe === asked.timeframe && JSON.stringify(markets.toSorted()) === names,
  );
  const newest = [...new Map(same.map((trial) => [trial.hash, trial])).values()];
  const perCandle = sampleVariance(newest.flatMap(({ sharpe }) => (sharpe === null ? [] : [sharpe.sharpe])));
  return { count: newest.length + 1, variance: perCandle === null ? null : perCandle * asked.candlesPerDay };
}

/** Judges a trial among all others in the registry; those on other markets do not count. Deterministic for a seed. */
export function trialSignificance(own: Trial, registry: readonly Trial[], seed: number): TrialSignificance {
  const trials = comparable(own, registry);
  const { kept, gains: weekly } = sharedWeeks(trials);
  const ability = superiorAbility(weekly, { ...SPA, seed });
  const overfitting = overfittingProbability(weekly);
  const sharpes = trials.flatMap(({ sharpe }) => (sharpe === null ? [] : [sharpe.sharpe]));
  const { sharpe } = own;
  return {
    trials: trials.length,
    superiorAbility:
      ability === null
        ? null
        : {
            pValue: ability.pValue,
            best: ability.best === null ? 'reversal' : (kept[ability.best]?.model ?? ''),
            weeks: weekly[0]?.length ?? 0,
          },
    overfitting: overfitting === null ? null : { probability: overfitting.probability, splits: overfitting.splits },
    sharpe:
      sharpe === null
        ? null
        : {
            perCandle: sharpe.sharpe,
            probabilistic: probabilisticSharpeRatio(sharpe),
            deflated: deflatedSharpeRatio(sharpe, { count: trials.length, variance: sampleVariance(sharpes) }),
            minimumTrackRecord: minimumTrackRecord(sharpe),
          },
  };
}
