import {
  deflatedSharpeRatio,
  minimumTrackRecord,
  momentsOf,
  probabilisticSharpeRatio,
  type ReturnMoments,
  type Trials,
} from '../../statistics/sharpe.ts';
import { YEAR_MS } from '../../time.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan } from '../plan/plan.ts';
import type { Simulation } from '../simulate/simulate.ts';
import {
  type DailyEquity,
  type Drawdowns,
  dailyEquityOf,
  dailyReturns,
  daysOf,
  daysPerYear,
  walkEquity,
} from './equity-walk.ts';
import { holdReturn, type MonthLine, periodLines, type YearLine } from './period-lines.ts';
import { summariseTrades, type TradeSummary } from './trade-summary.ts';

/**
 * Figures of a backtest. Fractions, not percent; ratios by day (UTC) and annualised by √(days with candles a year),
 * without a riskless rate; null where undefined. Returns are those of one account that shares its equity, never sums of
 * percentages.
 */
export interface BacktestStatistics extends Omit<TradeSummary, 'netPnl' | 'grossPnl' | 'cost' | 'tradedValue'> {
  /** Final equity / start − 1. */
  readonly netReturn: number;
  /** Profit of the same trades, in the same sizes, before any cost, as a share of the start. */
  readonly grossReturn: number;
  /** Of an equal part in each market from its first open to its last close, without cost. */
  readonly buyAndHoldReturn: number | null;
  /** Deepest fall of equity from a highest close, seen within candles at their adverse extremes. */
  readonly maxDrawdown: number;
  /** The same at closes only, as backtesting.py and vectorbt have it. */
  readonly closingDrawdown: number;
  readonly drawdowns: Drawdowns;
  /** Compound return a year of 365.25 days. */
  readonly cagr: number | null;
  readonly volatility: number | null;
  /** Mean / standard deviation of daily returns (Sharpe 1994), annualised. */
  readonly sharpe: number | null;
  /** Mean / root mean square of negative daily returns (Sortino and Price 1994), annualised. */
  readonly sortino: number | null;
  /** CAGR / maximum drawdown at closes (Young 1991, here over the whole run). */
  readonly calmar: number | null;
  /** Probability that the true daily Sharpe ratio is above 0; and above the best expected of all trials without skill. */
  readonly probabilisticSharpe: number | null;
  readonly deflatedSharpe: number | null;
  /** Days after which this Sharpe ratio would be significant at 95 %; null when it is not positive. */
  readonly minimumTrackRecordDays: number | null;
  readonly dailySkew: number | null;
  readonly dailyKurtosis: number | null;
  /** Share of candles during which a position was open. */
  readonly exposure: number;
  /** Value bought and sold / mean equity, over the whole run. */
  readonly turnover: number;
  readonly costPaid: number;
  readonly startEquity: number;
  readonly finalEquity: number;
  readonly skippedEntries: number;
  /** Of these, dropped because the next candle came too late (plan.gaps). */
  readonly lateEntries: number;
  /** Open of the candle in which the equity was gone; null when it never was. */
  readonly ruinedAtMs: number | null;
  readonly long: TradeSummary;
  readonly short: TradeSummary;
  readonly perMarket: readonly (TradeSummary & { readonly market: string; readonly buyAndHoldReturn: number | null })[];
  readonly perYear: readonly YearLine[];
  readonly perMonth: readonly MonthLine[];
}

/** Mean over the root mean square of what was lost, per period; null when nothing was. */
function sortinoOf(returns: Float64Array): number | null {
  let sum = 0;
  let squares = 0;
  for (const value of returns) {
    sum += value;
    if (value < 0) squares += value * value;
  }
  return squares > 0 ? sum / returns.length / Math.sqrt(squares / returns.length) : null;
}

function cagrOf(growth: number, spanMs: number): number | null {
  if (!(spanMs >= 86_400_000)) return null;
  return growth > 0 ? growth ** (YEAR_MS / spanMs) - 1 : -1;
}

function sharpeEvidence(moments: ReturnMoments) {
  const { mean, deviation, count, skew, kurtosis } = moments;
  return { sharpe: mean / deviation, count, skew, kurtosis };
}

/** Ratios that come from the daily returns. */
function ratiosOf(daily: DailyEquity, startEquity: number, trials: Trials) {
  const returns = dailyReturns(daily, startEquity);
  const moments = momentsOf(returns);
  const perYear = daysPerYear(daily);
  const scale = perYear === null ? null : Math.sqrt(perYear);
  const yearly = (value: number | null): number | null => (value === null || scale === null ? null : value * scale);
  const evidence = moments === null ? null : sharpeEvidence(moments);
  return {
    volatility: yearly(moments?.deviation ?? null),
    sharpe: yearly(evidence?.sharpe ?? null),
    sortino: yearly(sortinoOf(returns)),
    probabilisticSharpe: evidence === null ? null : probabilisticSharpeRatio(evidence),
    deflatedSharpe: evidence === null ? null : deflatedSharpeRatio(evidence, trials),
    minimumTrackRecordDays: evidence === null ? null : minimumTrackRecord(evidence),
    dailySkew: moments?.skew ?? null,
    dailyKurtosis: moments?.kurtosis ?? null,
  };
}

/** A finished simulation and what its figures are measured against. */
export interface StatisticsInput {
  readonly plan: BacktestPlan;
  readonly markets: readonly BacktestMarket[];
  readonly simulation: Simulation;
  /** How many configurations were tried before this one was chosen; one when it was not chosen. */
  readonly trials: Trials;
}

/** Every figure of a simulation, and its equity by day. */
export function statisticsOf({ plan, markets, simulation, trials }: StatisticsInput): {
  readonly statistics: BacktestStatistics;
  readonly daily: DailyEquity;
} {
  const { equity, worst, timeline, trades, exposedSteps, skippedEntries, lateEntries, ruinedStep } = simulation;
  const { startEquity, timeframeMs } = plan;
  const { openTimeMs, length } = timeline;
  const { drawdowns, deepest, meanEquity } = walkEquity({ equity, worst, openTimeMs, startEquity });
  const daily = dailyEquityOf(daysOf(openTimeMs), equity);
  const all = summariseTrades(trades, { side: 0, market: -1 });
  const { netPnl: _, grossPnl, cost, tradedValue, ...figures } = all;
  const finalEquity = length > 0 ? (equity[length - 1] ?? startEquity) : startEquity;
  const spanMs = length > 0 ? (openTimeMs[length - 1] ?? 0) + timeframeMs - (openTimeMs[0] ?? 0) : 0;
  const cagr = cagrOf(finalEquity / startEquity, spanMs);
  const statistics: BacktestStatistics = {
    ...figures,
    ...ratiosOf(daily, startEquity, trials),
    netReturn: finalEquity / startEquity - 1,
    grossReturn: grossPnl / startEquity,
    buyAndHoldReturn: holdReturn(markets),
    maxDrawdown: deepest,
    closingDrawdown: drawdowns.max,
    drawdowns,
    cagr,
    calmar: cagr !== null && drawdowns.max > 0 ? cagr / drawdowns.max : null,
    exposure: length > 0 ? exposedSteps / length : 0,
    turnover: meanEquity > 0 ? tradedValue / meanEquity : 0,
    costPaid: cost,
    startEquity,
    finalEquity,
    skippedEntries,
    lateEntries,
    ruinedAtMs: ruinedStep === null ? null : (openTimeMs[ruinedStep] ?? null),
    long: summariseTrades(trades, { side: 1, market: -1 }),
    short: summariseTrades(trades, { side: -1, market: -1 }),
    perMarket: markets.map((market, number) => ({
      market: market.name,
      buyAndHoldReturn: holdReturn([market]),
      ...(markets.length === 1 ? all : summariseTrades(trades, { side: 0, market: number })),
    })),
    ...periodLines({ plan, markets, simulation, daily }),
  };
  return { statistics, daily };
}
