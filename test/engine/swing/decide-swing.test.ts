import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../../engine/adapters/files/read-candles-file.ts';
import { createTradeLog, tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { aggregate } from '../../../engine/market/aggregate.ts';
import { type CandleColumns, sliceColumns } from '../../../engine/market/candle.ts';
import { firstRowAt } from '../../../engine/market/rows.ts';
import { decideSwing, SWING_CANDLES } from '../../../engine/swing/decide-swing.ts';
import { PUBLISHED_SWING_RULE, positionAfter, type SwingPosition } from '../../../engine/swing/swing-rule.ts';
import { runSwing } from '../../../engine/swing/swing-run.ts';
import { trendReadings } from '../../../engine/swing/trend-readings.ts';

const HOUR_MS = 3_600_000;
const CANDLE_MS = 4 * HOUR_MS;
const FOLDER = fileURLToPath(new URL('../../../bot/sandbox/market/recorded/', import.meta.url));

const recorded = (name: string, baseMs: number): CandleColumns =>
  aggregate(readCandlesFile(`${FOLDER}${name}.csv.gz`), { baseMs, candleMs: CANDLE_MS });

/** What a process would have done that reads the newest candles at each close and knows nothing but its own earlier steps. */
function lived(candles: CandleColumns, from: number): readonly (readonly [string, number])[] {
  const steps: (readonly [string, number])[] = [];
  let position: SwingPosition | null = null;
  for (let row = from; row < candles.length - 1; row += 1) {
    const window = sliceColumns(candles, Math.max(0, row + 1 - SWING_CANDLES), row + 1);
    const { step, reading } = decideSwing(window, position);
    position = positionAfter(position, step, reading.close);
    if (step.type === 'enter') steps.push([`enter ${step.stopDistance} ${step.sizeFraction}`, row + 1]);
    if (step.type === 'leave') steps.push([step.reason === 'stop' ? 'stop' : 'signal', row + 1]);
  }
  return steps;
}

/** Entries, trims and exits of the backtest, with the row at whose open each is carried out. */
function tested(candles: CandleColumns, from: number): readonly (readonly [string, number])[] {
  const readings = trendReadings(candles, CANDLE_MS);
  const log = createTradeLog();
  const terms = { rule: PUBLISHED_SWING_RULE, cost: 0.001, startEquity: 1 };
  runSwing({ candles, readings }, terms, { log, number: 0 });
  const later = tradesOf(log).filter(({ entryRow, reason }) => entryRow > from && reason !== 'end');
  return later.flatMap(({ entryRow, exitRow, reason }) => {
    const distance = (3 * (readings.yearlyVolatility[entryRow - 1] ?? Number.NaN)) / Math.sqrt(365);
    return [[`enter ${distance} ${Math.min(1, 0.01 / distance)}`, entryRow] as const, [reason, exitRow] as const];
  });
}

describe('deciding from the newest candles', () => {
  it.each([
    {
      what: 'months of a rising coin',
      candles: () => {
        const all = recorded('BTCUSD_coinbase_4h_2016-2025', CANDLE_MS);
        return sliceColumns(all, 0, firstRowAt(all, Date.UTC(2017, 9, 1)));
      },
      flatMs: Date.UTC(2017, 2, 18),
      reasons: ['signal'],
      atLeast: 5,
    },
    {
      what: 'a past that is shorter than the window, with a stop',
      candles: () => recorded('ETHUSDT_binance_1h_2024', HOUR_MS),
      flatMs: Date.UTC(2024, 0, 1),
      reasons: ['signal', 'stop'],
      atLeast: 4,
    },
  ])('enters and leaves where the backtest does, at the same size and for the same reason: $what', (given) => {
    const candles = given.candles();
    const from = firstRowAt(candles, given.flatMs);
    const expected = tested(candles, from);
    const reasons = expected.map(([what]) => what).filter((what) => !what.startsWith('enter'));
    expect([...new Set(reasons)].sort()).toEqual(given.reasons);
    expect(reasons.length).toBeGreaterThanOrEqual(given.atLeast);
    expect(lived(candles, from).slice(0, expected.length)).toEqual(expected);
  });

  it('enters nothing while 90 days are not covered', () => {
    const candles = sliceColumns(recorded('ETHUSDT_binance_1h_2024', HOUR_MS), 0, 500);
    const { step, reading } = decideSwing(candles, null);
    expect([step.type, reading.strength]).toEqual(['nothing', Number.NaN]);
  });
});
