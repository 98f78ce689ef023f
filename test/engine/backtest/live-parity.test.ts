import { describe, expect, it } from 'vitest';
import { createMongoCandles } from '../../../engine/adapters/mongo/candles.ts';
import { ensureIndexes } from '../../../engine/adapters/mongo/indexes.ts';
import { createMongoPredictions } from '../../../engine/adapters/mongo/predictions.ts';
import { createMongoRevisions } from '../../../engine/adapters/mongo/revisions.ts';
import { createMongoSignals } from '../../../engine/adapters/mongo/signals.ts';
import { createMongoWatermarks } from '../../../engine/adapters/mongo/watermarks.ts';
import { backtest } from '../../../engine/backtest/backtest.ts';
import { decisionSignals } from '../../../engine/backtest/decision-signals.ts';
import { NO_COSTS } from '../../../engine/backtest/plan.ts';
import { tradesOf } from '../../../engine/backtest/trade-log.ts';
import { columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import { createPipeline } from '../../../engine/pipeline.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import { evaluateRows } from '../../../engine/signals/evaluate.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { reversingCandles } from '../../support/candles.ts';
import { openTestDatabase } from '../../support/database.ts';
import { HOUR_MS, marketOf, PLAN } from './backtest-fixtures.ts';

const SERIES: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const PAST = 2_000;
const MONTH = 30 * 24;
const candles = reversingCandles({ count: PAST + MONTH, seed: 5, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS });
const columns = columnsOf(candles);

/** The ledger after a month of candle closes, one after the other, through the pipeline over a database. */
async function liveLedger(trained: TrainedModel): Promise<readonly LedgerEntry[]> {
  const database = await openTestDatabase();
  try {
    await ensureIndexes(database.connection);
    let nowMs = (columns.openTimeMs[PAST - 1] ?? 0) + HOUR_MS + 5_000;
    const ledger = createMongoSignals(database.connection);
    const pipeline = createPipeline({
      candles: createMongoCandles(database.connection),
      revisions: createMongoRevisions(database.connection),
      predictions: createMongoPredictions(database.connection),
      watermarks: createMongoWatermarks(database.connection),
      ledger,
      venue: {
        fetchCandles: async (_series, sinceMs, limit) =>
          candles.filter((each) => each.openTimeMs >= sinceMs && each.openTimeMs + HOUR_MS <= nowMs).slice(0, limit),
        timeMs: async () => nowMs,
      },
      clock: { nowMs: () => nowMs },
      marketSource: 'recorded',
      modelFor: () => trained,
      planDeliveries: () => [],
      historyCandles: PAST,
      onEvent: () => {},
    });
    for (let row = PAST; row < PAST + MONTH; row += 1) {
      nowMs = (columns.openTimeMs[row] ?? 0) + HOUR_MS + 2_000;
      await pipeline.onCandleClose(SERIES);
    }
    return (await ledger.latest({ limit: 1_000 })).toReversed();
  } finally {
    await database.drop();
  }
}

describe('a month live and the same month backtested', () => {
  it('trade alike to the last digit', async () => {
    const trained = await trainModel({
      series: [{ name: 'binance:BTC/USDT@1h', columns: sliceColumns(columns, 0, PAST) }],
      timeframe: '1h',
      kind: 'logistic',
      seed: 1,
    });
    const settled = (await liveLedger(trained)).filter(({ outcome }) => outcome !== null && outcome.type !== 'void');

    const context = { series: SERIES, recentConfidences: trained.recentConfidences, from: PAST, to: columns.length };
    const signals = decisionSignals(evaluateRows(columns, trained, context), 'published');
    const plan = { ...PLAN, horizonCandles: 1, gaps: 'skip' as const, costs: NO_COSTS };
    const { simulation, markets } = backtest(plan, [marketOf(sliceColumns(columns, PAST), signals)]);
    const times = markets[0]?.candles.openTimeMs ?? new Float64Array(0);

    const traded = tradesOf(simulation.trades).map(({ entryRow, side, entryRaw, exitRaw }) => ({
      enteredMs: times[entryRow],
      side: side > 0 ? 'BUY' : 'SELL',
      open: entryRaw,
      close: exitRaw,
      returnBps: exitRaw === entryRaw ? 0 : side * Math.log(exitRaw / entryRaw) * 10_000,
    }));
    const sent = settled.map(({ signal, outcome }) => ({
      enteredMs: signal.closeTimeMs,
      side: signal.side,
      open: outcome?.open,
      close: outcome?.close,
      returnBps: outcome?.returnBps,
    }));
    expect(sent.length).toBeGreaterThan(30);
    expect(traded).toEqual(sent);

    // The levels that subscribers read are those the backtest would stop and take profit at.
    const rowOf = new Map(Array.from(times, (timeMs, row) => [timeMs, row]));
    for (const { signal } of settled) {
      const row = (rowOf.get(signal.closeTimeMs) ?? 0) - 1;
      // Live features start from a look-back window, whose running sums may differ in the last bit.
      expect((signals.stopPrice?.[row] ?? 0) / signal.stop).toBeCloseTo(1, 9);
      expect((signals.targetPrice?.[row] ?? 0) / signal.target).toBeCloseTo(1, 9);
    }
  }, 300_000);
});
