import type { Candle } from '../../engine/market/candle.ts';

/** The settings that ours and the plain loop share. */
export const CROSS = {
  fast: 10,
  slow: 30,
  rsi: 14,
  rsiLimit: 70,
  stop: 0.02,
  target: 0.04,
  fee: 0.001,
  startEquity: 10_000,
};

interface PlainTrade {
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly profit: number;
}

function ema(values: readonly number[], length: number): number[] {
  const weight = 2 / (length + 1);
  const averages: number[] = [];
  for (const value of values) {
    const before = averages.at(-1) ?? value;
    averages.push(before + weight * (value - before));
  }
  return averages;
}

function rsi(values: readonly number[], length: number): number[] {
  let gain = 0;
  let loss = 0;
  return values.map((value, at) => {
    const move = at === 0 ? 0 : value - (values[at - 1] ?? value);
    gain += (Math.max(move, 0) - gain) / length;
    loss += (Math.max(-move, 0) - loss) / length;
    return gain + loss > 0 ? (100 * gain) / (gain + loss) : 50;
  });
}

/** What one writes first: arrays of candle objects, an array per indicator, an object per trade, and five figures. */
export function plainBacktest(candles: readonly Candle[]): Readonly<Record<string, number>> {
  const closes = candles.map(({ close }) => close);
  const fast = ema(closes, CROSS.fast);
  const slow = ema(closes, CROSS.slow);
  const strength = rsi(closes, CROSS.rsi);
  const above = fast.map((value, at) => value > (slow[at] ?? 0));
  const trades: PlainTrade[] = [];
  const equity: number[] = [];
  let cash = CROSS.startEquity;
  let position: { units: number; entryPrice: number; stop: number; target: number } | null = null;
  const leave = (exitPrice: number): void => {
    if (position === null) return;
    const { units, entryPrice } = position;
    const profit = units * (exitPrice - entryPrice) - CROSS.fee * units * (exitPrice + entryPrice);
    trades.push({ entryPrice, exitPrice, profit });
    cash += profit;
    position = null;
  };
  candles.forEach(({ open, high, low, close }, at) => {
    const isAbove = above[at - 1] ?? false;
    const wasAbove = above[at - 2] ?? false;
    if (position !== null && wasAbove && !isAbove) leave(open);
    if (position === null && isAbove && !wasAbove && at > CROSS.slow && (strength[at - 1] ?? 0) <= CROSS.rsiLimit)
      position = {
        units: cash / (open * (1 + CROSS.fee)),
        entryPrice: open,
        stop: open * (1 - CROSS.stop),
        target: open * (1 + CROSS.target),
      };
    if (position !== null) {
      if (low <= position.stop) leave(Math.min(open, position.stop));
      else if (high >= position.target) leave(Math.max(open, position.target));
    }
    equity.push(position === null ? cash : cash + position.units * (close - position.entryPrice));
  });
  leave(closes.at(-1) ?? 0);
  const returns = equity.map((value, at) => (at === 0 ? 0 : value / (equity[at - 1] ?? value) - 1));
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1);
  let peak = CROSS.startEquity;
  let drawdown = 0;
  for (const value of equity) {
    peak = Math.max(peak, value);
    drawdown = Math.max(drawdown, 1 - value / peak);
  }
  const profits = trades.filter(({ profit }) => profit > 0);
  const losses = trades.filter(({ profit }) => profit < 0);
  const sum = (list: readonly PlainTrade[]): number => list.reduce((total, { profit }) => total + profit, 0);
  return {
    netReturn: cash / CROSS.startEquity - 1,
    sharpe: (mean / Math.sqrt(variance)) * Math.sqrt(8_760),
    maxDrawdown: drawdown,
    winRate: profits.length / trades.length,
    profitFactor: sum(profits) / -sum(losses),
    trades: trades.length,
  };
}
