import { sortedQuantile } from '../../math.ts';
import { createRandom, type Random } from '../../random.ts';
import type { BacktestResult } from '../backtest.ts';
import type { TradeLog } from '../simulate/trade-log.ts';
import { dailyReturns } from './equity-walk.ts';

/** How often to draw, from which seed. */
export interface ResampleOptions {
  readonly draws: number;
  readonly seed: number;
}

/** 1,000 draws: quantiles at 5 % then rest on 50 of them. */
export const DEFAULT_RESAMPLING: ResampleOptions = { draws: 1_000, seed: 1 };

/** Quantiles over the draws. */
export interface Quantiles {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

function quantilesOf(values: Float64Array): Quantiles {
  const sorted = values.toSorted();
  const at = (share: number): number => sortedQuantile(sorted, share);
  return { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) };
}

/** What the same trades could have looked like in another order. */
export interface TradeOrderRisk {
  readonly draws: number;
  readonly maxDrawdown: Quantiles;
  /** Share of the orders whose drawdown is deeper than the one that happened. */
  readonly deeperShare: number;
}

/** Return of each trade on the equity that all trades closed before it had left. */
function tradeReturns({ count, pnl }: TradeLog, startEquity: number): Float64Array {
  let equity = startEquity;
  return Float64Array.from({ length: count }, (_, index) => {
    const gain = pnl[index] ?? 0;
    const share = equity > 0 ? gain / equity : 0;
    equity += gain;
    return Math.max(-1, share);
  });
}

function drawdownOfPath(returns: Float64Array): number {
  let value = 1;
  let peak = 1;
  let worst = 0;
  for (let at = 0; at < returns.length; at += 1) {
    value *= 1 + (returns[at] ?? 0);
    if (value > peak) peak = value;
    else if (1 - value / peak > worst) worst = 1 - value / peak;
  }
  return worst;
}

/** Fisher and Yates, in place. */
function shuffle(values: Float64Array, random: Random): void {
  for (let at = values.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = values[at] ?? 0;
    values[at] = values[other] ?? 0;
    values[other] = kept;
  }
}

/**
 * Monte-Carlo of the order of trades: the final equity stays, the way there does not. Drawdowns are those between closed trades. Null below
 * two trades. Deterministic for a seed.
 */
export function tradeOrderRisk(
  { simulation, plan }: BacktestResult,
  { draws, seed }: ResampleOptions = DEFAULT_RESAMPLING,
): TradeOrderRisk | null {
  const returns = tradeReturns(simulation.trades, plan.startEquity);
  if (returns.length < 2) return null;
  const happened = drawdownOfPath(returns);
  const random = createRandom(seed);
  const drawdowns = new Float64Array(draws);
  let deeper = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    shuffle(returns, random);
    const drawdown = drawdownOfPath(returns);
    drawdowns[draw] = drawdown;
    if (drawdown > happened) deeper += 1;
  }
  return { draws, maxDrawdown: quantilesOf(drawdowns), deeperShare: deeper / draws };
}

/** Where equity could have gone with days like those seen: quantiles at a number of moments, as multiples of the start. */
export interface EquityBands {
  readonly draws: number;
  readonly blockDays: number;
  readonly points: readonly ({ readonly dayMs: number } & Quantiles)[];
  readonly finalReturn: Quantiles;
  readonly maxDrawdown: Quantiles;
  /** Share of the draws that end below the start. */
  readonly lossShare: number;
}

const BLOCK_DAYS = 7;
const MAX_POINTS = 100;

/**
 * Block bootstrap of daily returns (Künsch 1989): weeks of neighbouring days drawn with replacement until the path is
 * as long as before. Null below two blocks. Deterministic for a seed.
 */
export function equityBands(
  { daily, plan }: BacktestResult,
  { draws, seed }: ResampleOptions = DEFAULT_RESAMPLING,
): EquityBands | null {
  const returns = dailyReturns(daily, plan.startEquity);
  const days = returns.length;
  if (days < 2 * BLOCK_DAYS) return null;
  const points = Math.min(MAX_POINTS, days);
  const dayOfPoint = Int32Array.from({ length: points }, (_, point) => Math.ceil(((point + 1) * days) / points) - 1);
  const values = Array.from({ length: points }, () => new Float64Array(draws));
  const drawdowns = new Float64Array(draws);
  const path = new Float64Array(days);
  const random = createRandom(seed);
  for (let draw = 0; draw < draws; draw += 1) {
    for (let day = 0; day < days; day += BLOCK_DAYS) {
      const start = Math.floor(random() * (days - BLOCK_DAYS + 1));
      path.set(returns.subarray(start, start + Math.min(BLOCK_DAYS, days - day)), day);
    }
    drawdowns[draw] = drawdownOfPath(path);
    let value = 1;
    let point = 0;
    for (let day = 0; day < days; day += 1) {
      value *= 1 + (path[day] ?? 0);
      if (day !== dayOfPoint[point]) continue;
      const column = values[point];
      if (column !== undefined) column[draw] = value;
      point += 1;
    }
  }
  const finals = (values.at(-1) ?? new Float64Array(draws)).map((value) => value - 1);
  return {
    draws,
    blockDays: BLOCK_DAYS,
    points: values.map((column, point) => ({
      dayMs: daily.dayMs[dayOfPoint[point] ?? 0] ?? 0,
      ...quantilesOf(column),
    })),
    finalReturn: quantilesOf(finals),
    maxDrawdown: quantilesOf(drawdowns),
    lossShare: finals.filter((value) => value < 0).length / draws,
  };
}
