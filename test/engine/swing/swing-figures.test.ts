import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../../engine/adapters/files/read-candles-file.ts';
import { createTradeLog, tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { meanOf } from '../../../engine/math.ts';
import { judgeClass } from '../../../engine/signals/judge-class.ts';
import { followSwing, swingHistory } from '../../../engine/swing/follow-swing.ts';
import { shownFromMs } from '../../../engine/swing/shown-from.ts';
import { SWING_FIGURES } from '../../../engine/swing/swing-figures.ts';
import { PUBLISHED_SWING_RULE } from '../../../engine/swing/swing-rule.ts';
import { runSwing } from '../../../engine/swing/swing-run.ts';
import { isSwingShown } from '../../../engine/swing/swing-shown.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const CANDLE_MS = 4 * HOUR_MS;
const FILE = '../../../bot/sandbox/market/recorded/BTCUSD_coinbase_4h_2016-2025.csv.gz';
const candles = readCandlesFile(fileURLToPath(new URL(FILE, import.meta.url)));
const history = swingHistory({ name: 'a', symbol: SWING_FIGURES.symbol, candles }, CANDLE_MS);

describe('the odds that a message tells', () => {
  it('are those of the recorded candles after 10 bps a side', () => {
    const log = createTradeLog();
    runSwing(history, { rule: PUBLISHED_SWING_RULE, cost: 0.001, startEquity: 1 }, { log, number: 0 });
    const trades = tradesOf(log);
    const known = history.readings.strength.findIndex((value) => !Number.isNaN(value));
    const times = candles.openTimeMs;
    const years = ((times.at(-1) ?? 0) - (times[known] ?? 0)) / (365 * DAY_MS);
    const won = trades.filter(({ pnl }) => pnl > 0);
    const lost = trades.filter(({ pnl }) => pnl <= 0);
    let inRow = 0;
    const runs = trades.map(({ pnl }) => {
      inRow = pnl > 0 ? 0 : inRow + 1;
      return inRow;
    });
    const figures = SWING_FIGURES;
    expect(trades.length / years).toBeCloseTo(figures.entriesPerYear, 1);
    expect(won.length / trades.length).toBeCloseTo(figures.wonShare, 2);
    expect(meanOf(won.map(({ pnl }) => pnl)) / -meanOf(lost.map(({ pnl }) => pnl))).toBeCloseTo(figures.winToLoss, 1);
    expect(Math.max(...runs)).toBe(figures.lossesInRow);
    expect([times[0], times.at(-1)].map((timeMs) => new Date(timeMs ?? 0).getUTCFullYear())).toEqual(figures.years);
  });
});

describe('what is called worth trading', () => {
  it('is shown by the past of that coin, and by no random walk', () => {
    expect(isSwingShown([history], CANDLE_MS)).toBe(true);
    const walk = randomWalk({
      rows: 8_760,
      seed: 3,
      timeframeMs: CANDLE_MS,
      sigma: 0.012,
      startMs: Date.UTC(2018, 0, 1),
    });
    expect(isSwingShown([swingHistory({ name: 'b', symbol: 'X/USD', candles: walk }, CANDLE_MS)], CANDLE_MS)).toBe(
      false,
    );
    expect(isSwingShown([], CANDLE_MS)).toBe(false);
  });

  it('is nothing while one of its markets alone has lost beyond doubt, whatever they came to together', () => {
    // Jumps by half, which enters, and falls back over the next 100 days.
    const rows = 600;
    const close = candles.close.map((_, row) => 100 * 1.5 ** (1 - (row % rows) / rows));
    const open = close.map((value, row) => close[row - 1] ?? value);
    const columns = {
      ...candles,
      open,
      close,
      high: open.map((value, row) => Math.max(value, close[row] ?? 0)),
      low: open.map((value, row) => Math.min(value, close[row] ?? 0)),
    };
    const loser = swingHistory({ name: 'loser', symbol: 'X/USD', candles: columns }, CANDLE_MS);
    const many = Array.from({ length: 5 }, () => history);
    const plan = { candleMs: CANDLE_MS, rule: PUBLISHED_SWING_RULE, cost: 0.001, startEquity: 1 };
    const together = followSwing([...many, loser], plan);
    expect(shownFromMs(together.returns, together.exposure)).not.toBeNull();
    expect(judgeClass([followSwing([loser], plan).returns]).interval?.[1]).toBeLessThan(0);
    expect(isSwingShown(many, CANDLE_MS)).toBe(true);
    expect(isSwingShown([...many, loser], CANDLE_MS)).toBe(false);
  });
});
