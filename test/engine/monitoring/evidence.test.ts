import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../engine/events.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import { createEvidence, lookEveryMs } from '../../../engine/monitoring/create-evidence.ts';
import type { CandleStore, Prediction, PredictionStore } from '../../../engine/ports.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { predictionOf } from '../../contract/prediction-store.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { sentenceOf, textReason } from '../../support/reasons.ts';

const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const ETH: SeriesKey = { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' };
const columns = columnsOf(
  reversingCandles({ count: 4_000, seed: 1, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS }),
);

const candles: CandleStore = {
  append: async () => {},
  read: async () => columns,
  readNewest: async () => columns,
  newestOpenTimeMs: async () => columns.openTimeMs.at(-1) ?? null,
};

describe('evidence', () => {
  let trained: TrainedModel;
  beforeAll(async () => {
    trained = await trainModel({ series: [{ name: 'BTC/USDT', columns }], timeframe: '1h', kind: 'logistic', seed: 1 });
  });

  /** BTC is right in 3 of 5, ETH says 0.9 and is right in 1 of 2. */
  function stage() {
    const rows = 100 * 24;
    const stored = new Map<string, Prediction[]>([
      [
        'BTC/USDT',
        Array.from({ length: rows }, (_, n) => settled(BTC, n, { probabilityUp: 0.6, outcomeUp: n % 5 < 3 ? 1 : 0 })),
      ],
      [
        'ETH/USDT',
        Array.from({ length: rows }, (_, n) => settled(ETH, n, { probabilityUp: 0.9, outcomeUp: n % 2 === 0 ? 1 : 0 })),
      ],
    ]);
    const predictions: PredictionStore = {
      record: async (prediction) => prediction,
      settle: async () => {},
      newest: async (series, untilMs, count) =>
        (stored.get(series.symbol) ?? []).filter((row) => row.closeTimeMs <= untilMs).slice(-count),
    };
    const events: EngineEvent[] = [];
    const staleFrom = { ms: Number.POSITIVE_INFINITY };
    const evidence = createEvidence({
      series: [BTC, ETH],
      predictions,
      candles,
      modelFor: () => trained,
      staleReason: (_series, nowMs) => (nowMs >= staleFrom.ms ? textReason('the model is old') : null),
      onEvent: (event) => events.push(event),
    });
    const nowMs = (stored.get('BTC/USDT')?.at(-1)?.closeTimeMs ?? 0) + HOUR_MS;
    return { evidence, events, nowMs, staleFrom, stored };
  }
  const settled = (series: SeriesKey, n: number, changes: Partial<Prediction>): Prediction =>
    predictionOf(series, n, { returnNext: 0.001, ...changes });

  it('mutes a market that is worse than its base, says so once, and lets the other speak', async () => {
    const { evidence, events, nowMs } = stage();
    expect(evidence.mutedReason(ETH, nowMs)).toBeNull();
    await evidence.look(nowMs);
    await evidence.look(nowMs + HOUR_MS);
    expect(evidence.mutedReason(BTC, nowMs)).toBeNull();
    expect(sentenceOf(evidence.mutedReason(ETH, nowMs))).toMatch(/worse than the base rate/);
    expect(events.filter(({ type }) => type === 'signals-muted')).toHaveLength(1);
  });

  it('tells figures and drift of each series', async () => {
    const { evidence, events, nowMs } = stage();
    await evidence.look(nowMs);
    const told = events.filter((event) => event.type === 'evidence');
    expect(told.map(({ series }) => series.symbol)).toEqual(['BTC/USDT', 'ETH/USDT']);
    expect(told[0]?.rows).toBe(90 * 24);
    expect(told[0]?.drift.length).toBe(trained.card.features.filter(({ range }) => range !== undefined).length);
    expect(sentenceOf(told[1]?.mutedReason)).toMatch(
      /over \d+ candles its probabilities were worse than the base rate, by odds of 1,097 to 1/,
    );
  });

  it('lets a muted market speak again by new outcomes alone, and once more after a restart', async () => {
    const { evidence, events, nowMs, stored } = stage();
    await evidence.look(nowMs);
    const rows = stored.get('ETH/USDT') ?? [];
    rows.push(
      ...Array.from({ length: 60 }, (_, n) => settled(ETH, 100 * 24 + n, { probabilityUp: 0.6, outcomeUp: 1 })),
    );
    await evidence.look(nowMs + 60 * HOUR_MS);
    expect(evidence.mutedReason(ETH, nowMs)).toBeNull();
    expect(events.filter(({ type }) => type === 'signals-muted')).toHaveLength(2);
    const again = stage();
    again.stored.set('ETH/USDT', rows);
    await again.evidence.look(nowMs + 60 * HOUR_MS);
    expect(again.evidence.mutedReason(ETH, nowMs)).toBeNull();
  });

  it('mutes a market whose model is stale, without another look', () => {
    const { evidence, nowMs, staleFrom } = stage();
    staleFrom.ms = nowMs;
    expect(evidence.mutedReason(BTC, nowMs - 1)).toBeNull();
    expect(evidence.mutedReason(BTC, nowMs)).toEqual(textReason('the model is old'));
  });

  it('answers for all, for one market, and for none', async () => {
    const { evidence, nowMs, stored } = stage();
    const all = await evidence.read({}, nowMs);
    expect(all.overall.rows).toBe(2 * 100 * 24);
    expect(all.perSeries.map(({ series }) => series.symbol)).toEqual(['BTC/USDT', 'ETH/USDT']);
    const one = await evidence.read({ symbol: 'BTC/USDT', timeframe: '1h' }, nowMs);
    expect(one.overall.accuracy).toBeCloseTo(0.6, 12);
    expect((await evidence.read({ symbol: 'BTC/USDT' }, nowMs)).overall).toBe(one.overall);
    stored.get('BTC/USDT')?.push(settled(BTC, 100 * 24, { probabilityUp: 0.6, outcomeUp: 1 }));
    expect((await evidence.read({ symbol: 'BTC/USDT' }, nowMs + HOUR_MS)).overall.rows).toBe(100 * 24 + 1);
    expect(await evidence.read({ symbol: 'XRP/USDT' }, nowMs)).toMatchObject({ overall: { rows: 0 }, perSeries: [] });
  });

  it('looks four times a day at one hour, more often at five minutes', () => {
    expect(lookEveryMs([BTC])).toBe(6 * HOUR_MS);
    expect(lookEveryMs([BTC, { ...BTC, timeframe: '5m' }])).toBe(2.5 * HOUR_MS);
  });
});
