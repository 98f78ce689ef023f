import { createMongoCandles } from '../../../engine/adapters/mongo/candles/candles.ts';
import { ensureIndexes } from '../../../engine/adapters/mongo/indexes.ts';
import { createMongoPredictions } from '../../../engine/adapters/mongo/predictions.ts';
import { createMongoRevisions } from '../../../engine/adapters/mongo/revisions.ts';
import { createMongoSignals } from '../../../engine/adapters/mongo/signals.ts';
import { createMongoWatermarks } from '../../../engine/adapters/mongo/watermarks.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import type { Clock } from '../../../engine/ports.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import type { Venue } from '../../../engine/venue/venue.ts';
import { openWalk, type WalkDependencies } from '../../../engine/walk/walk.ts';
import { reversingCandles } from '../candles/candles.ts';
import { openTestDatabase } from '../database/database.ts';

export const SERIES: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
/** Rows before the first candle that is walked. */
export const PAST = 2_000;
export const candles = reversingCandles({
  count: PAST + 200,
  seed: 7,
  startMs: Date.UTC(2024, 0, 1),
  candleMs: HOUR_MS,
});

/** Close of a row, epoch milliseconds. */
export const closeOf = (row: number): number => (candles[row]?.openTimeMs ?? 0) + HOUR_MS;

/** A venue with all candles that are closed by its clock, less those it withholds. */
export function venueOf(clock: Clock, withheld: ReadonlySet<number> = new Set()): Venue {
  return {
    fetchCandles: async (_series, sinceMs, limit) =>
      candles
        .filter(
          (candle) =>
            candle.openTimeMs >= sinceMs &&
            candle.openTimeMs + HOUR_MS <= clock.nowMs() &&
            !withheld.has(candle.openTimeMs),
        )
        .slice(0, limit),
    timeMs: async () => clock.nowMs(),
  };
}

export type Database = Awaited<ReturnType<typeof openTestDatabase>>;

/** A walk over a database of its own. */
export async function openWalkStage(
  trained: TrainedModel | null,
  change: (deps: WalkDependencies) => WalkDependencies = (deps) => deps,
  database?: Database,
) {
  const own = database ?? (await openTestDatabase());
  await ensureIndexes(own.connection);
  const clock = { nowMs: closeOf(PAST - 1) + 5_000 };
  const events: EngineEvent[] = [];
  const stores = {
    candles: createMongoCandles(own.connection),
    revisions: createMongoRevisions(own.connection),
    ledger: createMongoSignals(own.connection),
    predictions: createMongoPredictions(own.connection),
    watermarks: createMongoWatermarks(own.connection),
  };
  const deps: WalkDependencies = {
    ...stores,
    venue: venueOf({ nowMs: () => clock.nowMs }),
    clock: { nowMs: () => clock.nowMs },
    marketSource: 'recorded',
    modelFor: () => trained,
    planDeliveries: () => [],
    historyCandles: PAST,
    onEvent: (event) => events.push(event),
  };
  return { database: own, clock, events, stores, walk: openWalk(change(deps)), deps };
}
