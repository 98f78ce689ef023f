import { maxDrawdownOf } from '../backtest/statistics/equity-walk.ts';
import { WEEKLY_BOOTSTRAP } from '../statistics/bootstrap.ts';
import { deflatedSharpeRatio, momentsOf } from '../statistics/sharpe.ts';
import { sharpeIntervals } from '../statistics/sharpe-interval.ts';
import { TRADING_YEAR_MS } from '../time.ts';
import {
  followSwing,
  meanReturns,
  type SwingAccount,
  type SwingHistory,
  type SwingPlan,
  TRIED_SWING_RULES,
} from './follow-swing.ts';
import { shownFromMs } from './shown-from.ts';
import { holdingReturns, type PeriodReturns, trendFloorReturns } from './trend-floor.ts';

/** Costs per side in basis points at which the family is shown. */
const SWING_COSTS_BPS = [2, 5, 10, 20] as const;

type Interval = readonly [number, number] | null;

/** Sharpe ratio of net candle returns, annualised by √(candles in 365 days), its 95 % interval over weekly blocks, and the deepest fall. */
export interface SharpeLine {
  readonly sharpe: number | null;
  readonly sharpeInterval: Interval;
  readonly maxDrawdown: number;
}

/** How the swing family did over a past. Drawdowns are fractions of the highest value before. */
export interface SwingVerdict {
  readonly published: SharpeLine;
  readonly entries: number;
  readonly entriesPerYear: number | null;
  readonly sharpeByCostBps: Readonly<Record<string, number | null>>;
  /** The continuous rule that the published form makes followable. */
  readonly floor: SharpeLine;
  readonly longShort: SharpeLine;
  /** Holding at equal volatility; the published form's Sharpe ratio minus its own. */
  readonly holding: { readonly sharpe: number | null; readonly difference: number | null; readonly interval: Interval };
  /** The same lines over the periods of 2021 and later alone; null where the candles end before. */
  readonly since2021: Pick<SwingVerdict, 'published' | 'floor' | 'longShort' | 'holding'> | null;
  /** What a test that looks at every close would have let out: from when, and how that went. */
  readonly shown: { readonly fromMs: number | null; readonly entries: number; readonly sharpe: number | null };
  /** Rules tried on this past at this cost, the standard deviation of their Sharpe ratios, and the deflated Sharpe ratio over them. */
  readonly trials: { readonly number: number; readonly spread: number | null; readonly deflatedSharpe: number | null };
}

/** Returns at the times of `like`; 0 where there is none. */
function alignedTo(like: PeriodReturns, { timeMs, net }: PeriodReturns): Float64Array {
  const byTime = new Map<number, number>();
  timeMs.forEach((time, at) => {
    byTime.set(time, net[at] ?? 0);
  });
  return like.timeMs.map((time) => byTime.get(time) ?? 0);
}

function drawdownOf(net: Float64Array): number {
  let value = 1;
  return maxDrawdownOf(
    net.map((each) => {
      // A leveraged account can lose more than it has in one candle: it is gone then, and stays so.
      value *= Math.max(0, 1 + each);
      return value;
    }),
    1,
  );
}

/** Sharpe ratio of net returns a year; null where undefined. */
function plainSharpe(net: Float64Array, perYear: number): number | null {
  const moments = momentsOf(net);
  return moments === null ? null : (moments.mean / moments.deviation) * Math.sqrt(perYear);
}

/** The account that enters only what the test that looks at every close has let out. */
function shownBy(markets: readonly SwingHistory[], account: SwingAccount, plan: SwingPlan): SwingVerdict['shown'] {
  const fromMs = shownFromMs(account.returns, account.exposure);
  if (fromMs === null) return { fromMs, entries: 0, sharpe: null };
  const followed = followSwing(markets, { ...plan, enterAfterMs: fromMs });
  const { net } = sinceOf(followed.returns, fromMs);
  return { fromMs, entries: followed.entries, sharpe: plainSharpe(net, TRADING_YEAR_MS / plan.candleMs) };
}

/** Returns of periods that begin after a moment. */
function sinceOf({ timeMs, net }: PeriodReturns, afterMs: number): PeriodReturns {
  const at = timeMs.findIndex((time) => time > afterMs);
  const from = at < 0 ? timeMs.length : at;
  return { timeMs: timeMs.subarray(from), net: net.subarray(from) };
}

function trialsOf(markets: readonly SwingHistory[], plan: SwingPlan, net: Float64Array): SwingVerdict['trials'] {
  const moments = momentsOf(net);
  const sharpes = TRIED_SWING_RULES.map((rule) =>
    momentsOf(followSwing(markets, { ...plan, rule }).returns.net),
  ).flatMap((each) => (each === null ? [] : [each.mean / each.deviation]));
  const spread = momentsOf(Float64Array.from(sharpes));
  const number = TRIED_SWING_RULES.length;
  if (moments === null) return { number, spread: null, deflatedSharpe: null };
  const { mean, deviation, count, skew, kurtosis } = moments;
  const variance = spread === null ? null : spread.deviation ** 2;
  return {
    number,
    spread: spread === null ? null : spread.deviation * Math.sqrt(TRADING_YEAR_MS / plan.candleMs),
    deflatedSharpe: deflatedSharpeRatio(
      { sharpe: mean / deviation, count, skew, kurtosis },
      { count: number, variance },
    ),
  };
}

interface Judging {
  readonly perYear: number;
  readonly seed: number;
}

/** A Sharpe ratio of fewer candles, a week of 4 h, is a number without a meaning: null. */
const LEAST_PERIODS = 42;

/** Lines of the published form, the floor, long and short, and holding, in this order of the columns, with paired weekly blocks. */
function linesOf(
  columns: readonly Float64Array[],
  timeMs: Float64Array,
  { perYear, seed }: Judging,
): Pick<SwingVerdict, 'published' | 'floor' | 'longShort' | 'holding'> {
  const isEnough = timeMs.length >= LEAST_PERIODS;
  const judged = sharpeIntervals(
    { timeMs, returns: isEnough ? columns : columns.map(() => new Float64Array(0)) },
    perYear,
    { ...WEEKLY_BOOTSTRAP, seed },
  );
  const line = (at: number): SharpeLine => ({
    sharpe: judged.sharpes[at] ?? null,
    sharpeInterval: judged.intervals[at] ?? null,
    maxDrawdown: drawdownOf(columns[at] ?? new Float64Array(0)),
  });
  const versusHolding = judged.differences[2];
  return {
    published: line(0),
    floor: line(1),
    longShort: line(2),
    holding: {
      sharpe: judged.sharpes[3] ?? null,
      difference: versusHolding?.difference ?? null,
      interval: versusHolding?.interval ?? null,
    },
  };
}

/** The rules were known by then: what came later is the harder test, and the one a claim to beat the continuous rule has to pass. */
const SINCE_MS = Date.UTC(2021, 0, 1);

function since2021(
  columns: readonly Float64Array[],
  timeMs: Float64Array,
  judging: Judging,
): SwingVerdict['since2021'] {
  const from = timeMs.findIndex((time) => time >= SINCE_MS);
  if (from < 0) return null;
  return linesOf(
    columns.map((net) => net.subarray(from)),
    timeMs.subarray(from),
    judging,
  );
}

/** Judges an account that followed the family against the continuous rule, long and short, and holding at equal volatility. */
export function judgeSwing(
  markets: readonly SwingHistory[],
  account: SwingAccount,
  about: { readonly plan: SwingPlan; readonly seed: number },
): SwingVerdict {
  const { plan, seed } = about;
  const perYear = TRADING_YEAR_MS / plan.candleMs;
  const { returns } = account;
  const floor = alignedTo(
    returns,
    meanReturns(markets.map((each) => trendFloorReturns(each.candles, each.readings, plan.cost))),
  );
  const holding = alignedTo(
    returns,
    meanReturns(markets.map((each) => holdingReturns(each.candles, each.readings, plan.cost))),
  );
  const both = followSwing(markets, { ...plan, rule: { ...plan.rule, sides: 'both' } }).returns.net;
  const columns = [returns.net, floor, both, holding];
  const spanMs = (returns.timeMs.at(-1) ?? 0) - (returns.timeMs[0] ?? 0);
  const byCost = SWING_COSTS_BPS.map((bps) => {
    const { net } = followSwing(markets, { ...plan, cost: bps / 1e4 }).returns;
    return [String(bps), plainSharpe(net, perYear)] as const;
  });
  return {
    ...linesOf(columns, returns.timeMs, { perYear, seed }),
    entries: account.entries,
    entriesPerYear: spanMs > 0 ? (account.entries * TRADING_YEAR_MS) / spanMs : null,
    sharpeByCostBps: Object.fromEntries(byCost),
    since2021: since2021(columns, returns.timeMs, { perYear, seed }),
    shown: shownBy(markets, account, plan),
    trials: trialsOf(markets, plan, returns.net),
  };
}
