import { EMA, RSI } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { RULES, type Rule, ruleSignals } from '../../../engine/backtest/plan/rules.ts';
import {
  ENTER_LONG,
  ENTER_SHORT,
  LEAVE_LONG,
  LEAVE_SHORT,
  strongSignals,
} from '../../../engine/backtest/plan/signal-columns.ts';
import { parseSignalsCsv, placeSignals } from '../../../engine/backtest/plan/signal-file.ts';
import { sliceColumns } from '../../../engine/market/candle.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { candlesFrom, HOUR_MS } from './backtest-fixtures.ts';

describe('rules', () => {
  const candles = randomWalk({ rows: 3_000, seed: 21 });

  it.each(Object.values(RULES))('$type decides each row from the rows up to it', (rule: Rule) => {
    const whole = ruleSignals(candles, rule);
    for (const length of [200, 777, 1_500, 2_999]) {
      const part = ruleSignals(sliceColumns(candles, 0, length), rule);
      expect(part.action).toEqual(whole.action.slice(0, length));
      expect(part.strength).toEqual(whole.strength?.slice(0, length));
    }
  });

  it.each(Object.values(RULES))('$type trades both sides and leaves what it entered', (rule: Rule) => {
    const { action } = ruleSignals(candles, rule);
    const count = (bit: number): number => action.filter((bits) => (bits & bit) !== 0).length;
    expect(count(ENTER_LONG)).toBeGreaterThan(10);
    expect(count(ENTER_SHORT)).toBeGreaterThan(10);
    expect(action.filter((bits) => (bits & 3) === 3).length).toBe(0);
  });

  it('crosses where the averages of the usual library cross', () => {
    const { fast, slow, rsi } = RULES['ema-cross'];
    const closes = [...candles.close];
    const { action } = ruleSignals(candles, { ...RULES['ema-cross'], rsiLimit: 100 });
    const quick = EMA.calculate({ period: fast, values: closes });
    const lazy = EMA.calculate({ period: slow, values: closes });
    // Theirs begin with a simple mean, ours with the first close: the same after some lengths.
    let wasAbove: boolean | null = null;
    for (let row = 600; row < closes.length; row += 1) {
      const isAbove = (quick[row - fast + 1] ?? 0) > (lazy[row - slow + 1] ?? 0);
      if (wasAbove !== null && isAbove !== wasAbove)
        expect((action[row] ?? 0) & (ENTER_LONG | ENTER_SHORT), `row ${row}`).toBe(isAbove ? ENTER_LONG : ENTER_SHORT);
      wasAbove = isAbove;
    }
    expect(rsi).toBe(14);
  });

  it('enter on the RSI of the usual library', () => {
    const rsi = RSI.calculate({ period: 14, values: [...candles.close] });
    const { action } = ruleSignals(candles, RULES.rsi);
    for (let row = 600; row < candles.length; row += 1) {
      const [before = 50, now = 50] = [rsi[row - 15], rsi[row - 14]];
      if (Math.abs(now - 30) < 0.02 || Math.abs(before - 30) < 0.02) continue;
      expect(((action[row] ?? 0) & ENTER_LONG) !== 0, `row ${row}`).toBe(now <= 30 && before > 30);
    }
  });

  it('refuse a length that makes no sense', () => {
    expect(() => ruleSignals(candles, { type: 'rsi', length: 0, low: 30 })).toThrow(/length of rsi .* was 0/);
    expect(() => ruleSignals(candles, { type: 'bollinger', length: 2.5, width: 2 })).toThrow(
      /length of bollinger .* was 2.5/,
    );
  });
});

describe('a threshold', () => {
  it('drops weak entries and what they would have ended, but no exits', () => {
    const candles = randomWalk({ rows: 500, seed: 3 });
    const signals = ruleSignals(candles, RULES.rsi);
    const strong = strongSignals(signals, 0.5);
    signals.action.forEach((bits, row) => {
      const isStrong = (signals.strength?.[row] ?? 0) >= 0.5;
      expect(strong.action[row]).toBe(isStrong ? bits : bits & (LEAVE_LONG | LEAVE_SHORT));
    });
  });

  it('is refused where entries have no strength', () => {
    const signals = ruleSignals(randomWalk({ rows: 100, seed: 3 }), RULES['ema-cross'], { strength: false });
    expect(() => strongSignals(signals, 0.5)).toThrow(/with a strength/);
  });
});

describe('a file of signals', () => {
  const candles = candlesFrom(
    Array.from({ length: 5 }, () => [100, 101, 99, 100] as const),
    Date.UTC(2024, 0, 1),
  );
  const market = { name: 'binance:BTC/USDT', symbol: 'BTC/USDT' };
  const place = (text: string) => placeSignals(parseSignalsCsv(text, 'f.csv', HOUR_MS), candles, market);

  it('gives sides and levels to the candles it names', () => {
    const signals = place(
      'time,signal,stop,target\n2024-01-01T00:00:00Z,BUY,98,\n2024-01-01T02:00:00Z,exit,,\n2024-01-01T03:00:00Z,short,,97\n',
    );
    expect([...signals.action]).toEqual([ENTER_LONG, 0, LEAVE_LONG | LEAVE_SHORT, ENTER_SHORT, 0]);
    expect([...(signals.stopPrice ?? [])]).toEqual([98, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(signals.targetPrice?.[3]).toBe(97);
    expect(signals.strength).toBeNull();
  });

  it('turns probabilities into sides with the confidence as strength', () => {
    const signals = place(
      'close_time,probability\n2024-01-01T01:00:00Z,0.7\n2024-01-01T03:00:00Z,0.2\n2024-01-01T04:00:00Z,\n',
    );
    expect([...signals.action]).toEqual([ENTER_LONG, 0, ENTER_SHORT, 0, 0]);
    expect(signals.strength?.[0]).toBeCloseTo(0.7, 12);
    expect(signals.strength?.[2]).toBeCloseTo(0.8, 12);
    expect(signals.strengthIsProbability).toBe(true);
  });

  it('gives each market its own lines', () => {
    const text = 'time,market,signal\n2024-01-01T00:00:00Z,ETH/USDT,BUY\n2024-01-01T01:00:00Z,BTC/USDT,SELL\n';
    expect([...place(text).action]).toEqual([0, ENTER_SHORT, 0, 0, 0]);
  });

  it.each([
    ['signal,x\nBUY,1', /line 1: expected a header with time/],
    [
      'time,signal\n2024-01-01T00:30:00Z,BUY',
      /line 2: expected a candle of binance:BTC\/USDT that opens at 2024-01-01T00:30/,
    ],
    ['time,signal\n2024-01-01T00:00:00Z,BUY\n2024-01-01T00:00:00Z,SELL', /line 3: expected one signal per candle/],
    ['time,signal\n2024-01-01T00:00:00Z,UP', /line 2: expected signal to be BUY, SELL, EXIT or HOLD, was "UP"/],
    ['time,signal\nnoon,BUY', /line 2: expected time to be an ISO-8601/],
    ['time,probability\n2024-01-01T00:00:00Z,1.2', /line 2: expected probability to be from 0 to 1, was "1.2"/],
    [
      'time,signal,stop\n2024-01-01T00:00:00Z,BUY,-3',
      /line 2: expected stop to be a positive price or empty, was "-3"/,
    ],
    ['time,signal\n2024-01-01T00:00:00Z', /line 2: expected 2 fields, was 1/],
  ])('is refused by line: %j', (text, message) => {
    expect(() => place(text)).toThrow(message);
  });
});
