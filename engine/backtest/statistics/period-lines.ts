import { meanOf } from '../../math.ts';
import { momentsOf } from '../../statistics/sharpe.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan } from '../plan/plan.ts';
import type { Simulation } from '../simulate/simulate.ts';
import { levelFactor } from '../simulate/with-level-breaks.ts';
import { type DailyEquity, dailyReturns, daysPerYear, maxDrawdownOf } from './equity-walk.ts';

/** A calendar year (UTC) of a backtest. Trades count where they ended. */
export interface YearLine {
  readonly year: number;
  readonly netReturn: number;
  readonly buyAndHoldReturn: number | null;
  readonly maxDrawdown: number;
  readonly sharpe: number | null;
  readonly trades: number;
  readonly winRate: number | null;
}

/** A calendar month, "2024-03". */
export interface MonthLine {
  readonly month: string;
  readonly netReturn: number;
  readonly buyAndHoldReturn: number | null;
  readonly trades: number;
}

/**
 * Value of one unit of money put in equal parts into the markets at their first opens, at the close of a step; a market
 * not yet open counts as it will begin; changes of level are no gain.
 */
export function holdValueAt(
  markets: readonly BacktestMarket[],
  rows: readonly Int32Array[] | null,
  step: number,
): number {
  let sum = 0;
  markets.forEach((market, number) => {
    const { candles } = market;
    let at = step;
    const rowOf = rows?.[number];
    if (rowOf !== undefined) while (at >= 0 && (rowOf[at] ?? -1) < 0) at -= 1;
    const row = rowOf === undefined ? at : at < 0 ? -1 : (rowOf[at] ?? -1);
    sum += row < 0 ? 1 : (candles.close[row] ?? 0) / (candles.open[0] ?? 1) / levelFactor(market, row);
  });
  return sum / markets.length;
}

/** Return of an equal part in each market from its first open to its last close, without cost; null without candles. */
export function holdReturn(markets: readonly BacktestMarket[]): number | null {
  if (markets.some(({ candles }) => candles.length === 0)) return null;
  const values = markets.map((market) => {
    const { close, open, length } = market.candles;
    return (close[length - 1] ?? 0) / (open[0] ?? 1) / levelFactor(market, length - 1);
  });
  return meanOf(values) - 1;
}

/** Days [from, to) of one calendar period. */
interface Period {
  readonly year: number;
  /** 1 to 12; of a year its first one here. */
  readonly month: number;
  readonly from: number;
  readonly to: number;
}

/** Days in runs of one calendar month, oldest first. */
function monthsOf({ count, dayMs }: DailyEquity): readonly Period[] {
  const periods: Period[] = [];
  let from = 0;
  while (from < count) {
    const first = new Date(dayMs[from] ?? 0);
    const year = first.getUTCFullYear();
    const month = first.getUTCMonth() + 1;
    const endMs = Date.UTC(year, month, 1);
    let to = from + 1;
    while (to < count && (dayMs[to] ?? 0) < endMs) to += 1;
    periods.push({ year, month, from, to });
    from = to;
  }
  return periods;
}

function yearsOf(months: readonly Period[]): readonly Period[] {
  const years: Period[] = [];
  for (const month of months) {
    const last = years.at(-1);
    const isSame = last?.year === month.year;
    if (isSame && last !== undefined) years[years.length - 1] = { ...last, to: month.to };
    else years.push(month);
  }
  return years;
}

interface Counted {
  readonly trades: number;
  readonly wins: number;
}

/** Trades and wins of each period; trades come in the order in which they ended. */
function countTrades(
  { trades: { count, market: numbers, exitRow, pnl } }: Simulation,
  markets: readonly BacktestMarket[],
  ends: readonly number[],
): readonly Counted[] {
  const columns = markets.map(({ candles }) => candles.openTimeMs);
  const trades = new Int32Array(ends.length);
  const wins = new Int32Array(ends.length);
  let period = 0;
  let endMs = ends[0] ?? 0;
  for (let index = 0; index < count; index += 1) {
    const timeMs = columns[numbers[index] ?? 0]?.[exitRow[index] ?? 0] ?? 0;
    while (timeMs >= endMs && period < ends.length - 1) {
      period += 1;
      endMs = ends[period] ?? 0;
    }
    trades[period] = (trades[period] ?? 0) + 1;
    if ((pnl[index] ?? 0) > 0) wins[period] = (wins[period] ?? 0) + 1;
  }
  return ends.map((_, at) => ({ trades: trades[at] ?? 0, wins: wins[at] ?? 0 }));
}

interface PeriodInput {
  readonly plan: BacktestPlan;
  readonly markets: readonly BacktestMarket[];
  readonly simulation: Simulation;
  readonly daily: DailyEquity;
}

/** The tables by year and by month. */
export function periodLines({ plan, markets, simulation, daily }: PeriodInput): {
  readonly perYear: readonly YearLine[];
  readonly perMonth: readonly MonthLine[];
} {
  const { equity, worst, timeline } = simulation;
  const months = monthsOf(daily);
  const years = yearsOf(months);
  const returns = dailyReturns(daily, plan.startEquity);
  const perYear = daysPerYear(daily);
  const before = (day: number): number => (day === 0 ? plan.startEquity : (daily.equity[day - 1] ?? 0));
  const stepBefore = (day: number): number => (day === 0 ? -1 : (daily.lastStep[day - 1] ?? 0));
  const figures = (period: Period) => {
    const [first, last] = [stepBefore(period.from), daily.lastStep[period.to - 1] ?? 0];
    const held = first < 0 ? 1 : holdValueAt(markets, timeline.rows, first);
    const start = before(period.from);
    return {
      netReturn: start > 0 ? (daily.equity[period.to - 1] ?? 0) / start - 1 : 0,
      buyAndHoldReturn: holdValueAt(markets, timeline.rows, last) / held - 1,
    };
  };
  const endsOf = (periods: readonly Period[]): readonly number[] =>
    periods.map(({ to }) => (daily.dayMs[to - 1] ?? 0) + 86_400_000);
  const monthCounts = countTrades(simulation, markets, endsOf(months));
  const countsOf = (year: number): Counted =>
    monthCounts.reduce(
      (sum, { trades, wins }, at) =>
        months[at]?.year === year ? { trades: sum.trades + trades, wins: sum.wins + wins } : sum,
      { trades: 0, wins: 0 },
    );
  return {
    perYear: years.map((period) => {
      const { trades, wins } = countsOf(period.year);
      const moments = momentsOf(returns.subarray(period.from, period.to));
      const span = [stepBefore(period.from) + 1, (daily.lastStep[period.to - 1] ?? 0) + 1] as const;
      return {
        year: period.year,
        ...figures(period),
        maxDrawdown: maxDrawdownOf(equity.subarray(...span), before(period.from), (worst ?? equity).subarray(...span)),
        sharpe: moments === null || perYear === null ? null : (moments.mean / moments.deviation) * Math.sqrt(perYear),
        trades,
        winRate: trades > 0 ? wins / trades : null,
      };
    }),
    perMonth: months.map((period, index) => ({
      month: `${String(period.year).padStart(4, '0')}-${String(period.month).padStart(2, '0')}`,
      ...figures(period),
      trades: monthCounts[index]?.trades ?? 0,
    })),
  };
}
