import { describe, expect, it } from 'vitest';
import { simulateCandles } from '../../../../bot/sandbox/market/simulate-candles.ts';
import { isOpenAt } from '../../../../engine/market/calendar/gaps.ts';
import { findBadCandle } from '../../../../engine/market/csv/candle-finding.ts';

const HOUR = 3_600_000;
const END = Date.UTC(2025, 0, 1);
const base = { symbol: 'BTC/USDT', candleMs: HOUR, count: 9_000, endMs: END, seed: 7 };

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const autocorrelation = (values: readonly number[]): number => {
  const centred = values.map((value) => value - mean(values));
  return (
    mean(centred.slice(1).map((value, index) => value * (centred[index] ?? 0))) /
    mean(centred.map((value) => value ** 2))
  );
};

describe('simulated market', () => {
  const columns = simulateCandles(base);
  const returns = [...columns.close].map((close, row) => Math.log(close / (columns.open[row] ?? 1)));

  it('is the same for the same seed and another for another, or for another symbol', () => {
    expect(simulateCandles(base)).toEqual(columns);
    expect(simulateCandles({ ...base, seed: 8 }).close).not.toEqual(columns.close);
    expect(simulateCandles({ ...base, symbol: 'ETH/USDT' }).volume).not.toEqual(columns.volume);
  });

  it('has sound candles up to its end, each opening at the previous close', () => {
    expect(columns.length).toBe(9_000);
    expect(columns.openTimeMs.at(-1)).toBe(END - HOUR);
    expect(findBadCandle(columns)).toBeNull();
    expect([...columns.open].slice(1)).toEqual([...columns.close].slice(0, -1));
    expect([...columns.volume].every((volume) => volume > 0)).toBe(true);
  });

  it('moves like a market: fat tails, clusters of volatility, no direction to predict', () => {
    const variance = mean(returns.map((value) => value ** 2));
    const kurtosis = mean(returns.map((value) => value ** 4)) / variance ** 2;
    expect(Math.sqrt(variance)).toBeGreaterThan(0.004);
    expect(Math.sqrt(variance)).toBeLessThan(0.009);
    expect(kurtosis).toBeGreaterThan(4);
    expect(autocorrelation(returns.map(Math.abs))).toBeGreaterThan(0.08);
    // Three standard errors of 9,000 draws with fat tails.
    expect(Math.abs(autocorrelation(returns))).toBeLessThan(0.06);
  });

  it('closes at the weekend where the currencies do', () => {
    const forex = simulateCandles({ ...base, symbol: 'EUR/USD' });
    expect(forex.length).toBeLessThan(6_700);
    expect([...forex.openTimeMs].every((timeMs) => isOpenAt('forex', timeMs))).toBe(true);
    expect(forex.close.every((close) => close > 0.8 && close < 1.5)).toBe(true);
  });
});
