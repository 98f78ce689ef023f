import { describe, expect, it } from 'vitest';
import { createPairBacktests } from '../../../bot/answers/pair-backtests.ts';
import type { RuleQuestion } from '../../../engine/backtest/ledger/published-rule.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { reversingCandles } from '../../support/candles/candles.ts';

const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };

describe('createPairBacktests', () => {
  const candles = columnsOf(
    reversingCandles({ count: 600, seed: 1, startMs: Date.UTC(2024, 0, 1), candleMs: HOUR_MS }),
  );
  const endMs = Date.UTC(2024, 0, 1) + 600 * HOUR_MS;

  it('tests the stored candles and predictions of the days asked for, with a quick stand-in for a slow model', async () => {
    const past = columnsOf(reversingCandles({ count: 2_000, seed: 2, startMs: 0, candleMs: HOUR_MS }));
    const series = [{ name: seriesName(BTC), columns: past }];
    const trained = await trainModel({ series, timeframe: '1h', kind: 'base-rate', seed: 1 });
    const asked: RuleQuestion[] = [];
    const counts: number[] = [];
    const backtests = createPairBacktests({
      candles: { readNewest: async () => candles },
      predictions: {
        newest: async (series, untilMs, count) => {
          counts.push(count);
          return [untilMs - 8 * DAY_MS, untilMs].map((closeTimeMs) => ({
            series,
            closeTimeMs,
            modelVersion: 'm',
            scoreUp: 0.5,
            probabilityUp: 0.5,
            lastDirection: 0,
            published: false,
            withheld: null,
            outcomeUp: null,
            returnNext: null,
          }));
        },
      },
      modelFor: () => ({ ...trained, model: { ...trained.model, kind: 'ensemble' } }),
      seed: 5,
      run: async (question) => {
        asked.push(question);
        return { type: 'too-little', haveCandles: 600 };
      },
    });
    expect(backtests.versionOf(BTC)).toBe(trained.version);
    await backtests.run(BTC, { days: 7, nowMs: endMs + 60_000 });
    expect(asked).toMatchObject([{ kind: 'logistic', seed: 5, fromMs: endMs - 7 * DAY_MS, series: BTC }]);
    expect(asked[0]?.predictions.map(({ closeTimeMs }) => closeTimeMs)).toEqual([endMs]);
    expect(counts).toEqual([7 * 24 + 1]);
  });
});
