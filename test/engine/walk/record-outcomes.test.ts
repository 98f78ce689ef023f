import { describe, expect, it } from 'vitest';
import type { CandleColumns } from '../../../engine/market/candle.ts';
import type { Outcome, Signal } from '../../../engine/signals/signal.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { settleOutcomes } from '../../../engine/walk/record-outcomes.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';
import { createMemoryCandles } from '../../support/fakes/memory-candles.ts';
import { signalOf } from '../../support/signal-fixtures.ts';

/** A walk whose prices are a thousand times as high from row 300 on. */
function redenominated(): CandleColumns {
  const columns = randomWalk({ rows: 320, seed: 4 });
  for (const name of ['open', 'high', 'low', 'close'] as const)
    for (let row = 300; row < 320; row += 1) columns[name][row] = (columns[name][row] ?? 0) * 1_000;
  return columns;
}

describe('a candle in which the price changed its level', () => {
  it('is no outcome: the signal is void, the prediction is not counted', async () => {
    const recent = redenominated();
    const openMs = (row: number): number => recent.openTimeMs[row] ?? 0;
    const signals: readonly Signal[] = [299, 300].map((row) => ({
      ...signalOf({ closeTimeMs: openMs(row + 1), createdAtMs: openMs(row + 1), side: 'BUY' }),
      id: `signal ${row}`,
    }));
    const closed: [string, Outcome['direction']['type']][] = [];
    const settled: number[] = [];
    await settleOutcomes(
      {
        candles: createMemoryCandles(),
        ledger: {
          open: async () => 'opened',
          addStep: async () => 'added',
          newest: async () => null,
          close: async (id, outcome) => void closed.push([id, outcome.direction.type]),
          unsettled: async () => signals.map((signal) => ({ signal, steps: [] })),
        },
        predictions: {
          record: async (prediction) => prediction,
          settle: async (_series, closeTimeMs) => void settled.push(closeTimeMs),
          newest: async () => [],
        },
        clock: { nowMs: () => openMs(319) + HOUR_MS },
        onEvent: () => {},
      },
      { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
      { sinceMs: openMs(299), recent },
    );
    expect(closed).toEqual([
      ['signal 299', 'void'],
      ['signal 300', expect.stringMatching(/right|wrong/)],
    ]);
    expect(settled).toEqual(Array.from(recent.openTimeMs.slice(299)).filter((timeMs) => timeMs !== openMs(300)));
  });
});
