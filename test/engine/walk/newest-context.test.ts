import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoCandles } from '../../../engine/adapters/mongo/candles/candles.ts';
import { ensureIndexes } from '../../../engine/adapters/mongo/indexes.ts';
import { createMongoPredictions } from '../../../engine/adapters/mongo/predictions.ts';
import { createMongoRevisions } from '../../../engine/adapters/mongo/revisions.ts';
import { createMongoSignals } from '../../../engine/adapters/mongo/signals.ts';
import { createMongoWatermarks } from '../../../engine/adapters/mongo/watermarks.ts';
import { computeFeatures } from '../../../engine/features/compute.ts';
import { withMarketContext } from '../../../engine/features/market-context.ts';
import { candleAt, sliceColumns } from '../../../engine/market/candle.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import { scoreCandles } from '../../../engine/signals/evaluate.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { contextSeriesOf } from '../../../engine/walk/context-series.ts';
import { refreshFeed } from '../../../engine/walk/feed.ts';
import { onCandleClose } from '../../../engine/walk/on-candle-close.ts';
import { openWalk } from '../../../engine/walk/walk.ts';
import { leadingMarkets } from '../../support/candles/leading-market.ts';
import { openTestDatabase } from '../../support/database/database.ts';

const PAST = 2_400;
const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const ETH: SeriesKey = { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' };
const { leader, follower } = leadingMarkets({
  rows: PAST + 60,
  seed: 3,
  startMs: Date.UTC(2024, 0, 1),
  candleMs: HOUR_MS,
});
const columnsOf = ({ symbol }: SeriesKey) => (symbol === BTC.symbol ? leader : follower);
const closeOf = (row: number): number => (leader.openTimeMs[row] ?? 0) + HOUR_MS;

describe('companions', () => {
  const key = (text: string): SeriesKey => {
    const [exchange = '', symbol = '', timeframe = ''] = text.split(' ');
    return { exchange, symbol, timeframe: timeframe as SeriesKey['timeframe'] };
  };
  const followed = [
    'binance BTC/USDT 1h',
    'binance BTC/USDT 15m',
    'binance BTC/USDT 5m',
    'kraken BTC/USD 1h',
    'kraken EUR/USD 1h',
  ].map(key);

  it('are the series of the same kind and length, and the coarsest finer one of the same market', () => {
    const { peers, finer } = contextSeriesOf(followed[0] ?? BTC, followed);
    expect(peers.map(seriesName)).toEqual(['kraken:BTC/USD@1h']);
    expect(finer === null ? null : seriesName(finer)).toBe('binance:BTC/USDT@15m');
    expect(contextSeriesOf(followed[2] ?? BTC, followed)).toEqual({ peers: [], finer: null });
    expect(contextSeriesOf(followed[4] ?? BTC, followed)).toEqual({ peers: [], finer: null });
  });
});

describe('a model that looks at other markets', () => {
  let trained: TrainedModel;
  const databases: Awaited<ReturnType<typeof openTestDatabase>>[] = [];
  beforeAll(async () => {
    trained = await trainModel({
      series: [BTC, ETH].map((series) => ({
        name: seriesName(series),
        columns: sliceColumns(columnsOf(series), 0, PAST),
      })),
      timeframe: '1h',
      kind: 'logistic',
      seed: 1,
    });
  });
  afterAll(async () => {
    for (const database of databases) await database.drop();
  });

  async function walked(options: { readonly leaderTurns: number; readonly isLeaderAway?: boolean }) {
    const database = await openTestDatabase();
    databases.push(database);
    await ensureIndexes(database.connection);
    let nowMs = closeOf(PAST - 1) + 5_000;
    let away = false;
    const predictions = createMongoPredictions(database.connection);
    const walk = openWalk({
      venue: {
        async fetchCandles(series, sinceMs, limit) {
          // The leader's answer takes longer than everything else.
          if (series.symbol === BTC.symbol)
            for (let turn = 0; turn < options.leaderTurns; turn += 1) await Promise.resolve();
          if (series.symbol === BTC.symbol && away) throw new Error('the venue is away');
          const columns = columnsOf(series);
          return Array.from({ length: columns.length }, (_, row) => candleAt(columns, row))
            .filter(({ openTimeMs }) => openTimeMs >= sinceMs && openTimeMs + HOUR_MS <= nowMs)
            .slice(0, limit);
        },
        timeMs: async () => nowMs,
      },
      candles: createMongoCandles(database.connection),
      revisions: createMongoRevisions(database.connection),
      ledger: createMongoSignals(database.connection),
      predictions,
      watermarks: createMongoWatermarks(database.connection),
      clock: { nowMs: () => nowMs },
      marketSource: 'recorded',
      modelFor: () => trained,
      planDeliveries: () => [],
      historyCandles: PAST,
      series: [BTC, ETH],
      onEvent: () => {},
    });
    await Promise.all([BTC, ETH].map((series) => refreshFeed(walk.feed, series)));
    away = options.isLeaderAway ?? false;
    for (let row = PAST; row < PAST + 40; row += 1) {
      nowMs = closeOf(row) + 2_000;
      await Promise.allSettled([ETH, BTC].map((series) => onCandleClose(walk, series)));
    }
    return predictions.newest(ETH, Number.MAX_SAFE_INTEGER, 100);
  }

  /** What the same model says of the whole series at once, with so many of the leader's candles. */
  const expected = (leaderRows: number): ReadonlyMap<number, number> => {
    const markets = [
      { symbol: ETH.symbol, columns: follower },
      { symbol: BTC.symbol, columns: sliceColumns(leader, 0, leaderRows) },
    ];
    const candles = withMarketContext(markets, HOUR_MS)[0]?.columns ?? follower;
    const { probabilityUp } = scoreCandles(candles, trained, ETH);
    return new Map(Array.from(probabilityUp, (value, row) => [closeOf(row), value] as const));
  };

  it('has learned that the follower follows', () => {
    expect(trained.model.features).toContain('leader_return');
    const candles = withMarketContext(
      [
        { symbol: ETH.symbol, columns: follower },
        { symbol: BTC.symbol, columns: leader },
      ],
      HOUR_MS,
    )[0]?.columns;
    const matrix = computeFeatures(candles ?? follower, HOUR_MS, trained.model.features);
    const { parts } = trained.model.explain(matrix, PAST + 5);
    expect(parts[0]?.feature).toMatch(/^leader_/);
  });

  it('decides live with the leader’s very candle, however late in the same beat it comes', async () => {
    const stored = await walked({ leaderTurns: 50 });
    expect(stored).toHaveLength(40);
    const whole = expected(leader.length);
    for (const { closeTimeMs, probabilityUp } of stored)
      expect(probabilityUp).toBeCloseTo(whole.get(closeTimeMs) ?? Number.NaN, 9);
  }, 60_000);

  it('decides without the leader when its venue is away, and is held up by nothing', async () => {
    const stored = await walked({ leaderTurns: 3, isLeaderAway: true });
    expect(stored).toHaveLength(40);
    const [whole, alone] = [expected(leader.length), expected(PAST)];
    // What the leader did is unknown at the candles it missed.
    const farFrom = (other: ReadonlyMap<number, number>): number =>
      stored
        .slice(1)
        .reduce(
          (sum, { closeTimeMs, probabilityUp }) => sum + Math.abs(probabilityUp - (other.get(closeTimeMs) ?? 1)),
          0,
        );
    expect(farFrom(alone)).toBeLessThan(1e-6);
    expect(farFrom(whole)).toBeGreaterThan(0.5);
  }, 60_000);
});
