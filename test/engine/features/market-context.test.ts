import { describe, expect, it } from 'vitest';
import { truncationLeaks } from '../../../engine/evaluation/leak-alarm.ts';
import { computeFeatures } from '../../../engine/features/compute.ts';
import { inMarketContext, symbolCode, withMarketContext } from '../../../engine/features/market-context.ts';
import { featureColumn } from '../../../engine/features/matrix.ts';
import { availableFeatures } from '../../../engine/features/table.ts';
import { sliceColumns } from '../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const ROWS = 900;
const walkOf = (seed: number) => randomWalk({ rows: ROWS, seed });
const [btc, eth, sol] = [walkOf(1), walkOf(2), walkOf(3)];
const own = (columns: typeof btc) => {
  const matrix = computeFeatures(columns, HOUR_MS, ['return_1', 'close_location']);
  return { returns: featureColumn(matrix, 'return_1'), locations: featureColumn(matrix, 'close_location') };
};

describe('what the other markets did', () => {
  const markets = withMarketContext(
    [
      { symbol: 'ETH/USDT', columns: eth },
      { symbol: 'BTC/USDT', columns: btc },
      { symbol: 'SOL/USDT', columns: sol },
    ],
    HOUR_MS,
  );
  const [ofEth, ofBtc, ofSol] = markets.map(({ columns }) => columns.context);

  it('is the move and close of Bitcoin for the other coins, and nothing of the kind for Bitcoin itself', () => {
    expect(ofEth?.leaderReturn).toEqual(own(btc).returns);
    expect(ofSol?.leaderCloseLocation).toEqual(own(btc).locations);
    expect(ofBtc?.leaderReturn).toBeUndefined();
  });

  it('is the mean of all others, without the market itself', () => {
    for (const row of [100, 500]) {
      const [first = 0, second = 0] = [own(eth).returns[row], own(sol).returns[row]];
      expect(ofBtc?.marketReturn?.[row]).toBeCloseTo((first + second) / 2, 12);
      const [one = 0, other = 0] = [own(btc).locations[row], own(sol).locations[row]];
      expect(ofEth?.marketCloseLocation?.[row]).toBeCloseTo((one + other) / 2, 12);
    }
  });

  it('is joined by time: a market that has no candle there is not heard, and nothing shifts', () => {
    const late = sliceColumns(btc, 100);
    const [alone] = withMarketContext(
      [
        { symbol: 'ETH/USDT', columns: eth },
        { symbol: 'BTC/USDT', columns: late },
      ],
      HOUR_MS,
    );
    expect(alone?.columns.context?.leaderReturn?.slice(0, 100).every(Number.isNaN)).toBe(true);
    expect(alone?.columns.context?.leaderReturn?.[700]).toBeCloseTo(own(btc).returns[700] ?? 0, 9);
  });

  it('of a pair quoted the other way round counts with the other sign', () => {
    const [euro, yen] = withMarketContext(
      [
        { symbol: 'EUR/USD', columns: eth },
        { symbol: 'USD/JPY', columns: sol },
        { symbol: 'EUR/GBP', columns: btc },
      ],
      HOUR_MS,
    );
    expect(euro?.columns.context?.marketReturn?.[300]).toBeCloseTo(-(own(sol).returns[300] ?? 0), 12);
    expect(yen?.columns.context?.marketReturn?.[300]).toBeCloseTo(-(own(eth).returns[300] ?? 0), 12);
    expect(euro?.columns.context?.leaderReturn).toBeUndefined();
  });

  it('is the same for one market asked for alone as among all', () => {
    const markets = [eth, btc, sol].map((columns, at) => ({
      symbol: ['ETH/USDT', 'BTC/USDT', 'SOL/USDT'][at] ?? '',
      columns: sliceColumns(columns, 0),
    }));
    const all = withMarketContext(markets, HOUR_MS);
    for (const [at, market] of markets.entries()) {
      const others = markets.filter((each) => each !== market);
      expect(inMarketContext(market, others, HOUR_MS)).toEqual(all[at]);
      expect(inMarketContext(market, [], HOUR_MS)).toBe(market);
    }
  });

  it('is the same at a row when the candles after it are cut off, in every market', () => {
    const features = (length: number) => {
      const cut = [eth, btc, sol].map((columns, at) => ({
        symbol: ['ETH/USDT', 'BTC/USDT', 'SOL/USDT'][at] ?? '',
        columns: sliceColumns(columns, 0, length),
      }));
      const names = ['leader_return', 'leader_gap', 'market_return', 'market_close_location', 'market_gap'];
      return computeFeatures(withMarketContext(cut, HOUR_MS)[0]?.columns ?? eth, HOUR_MS, names).columns;
    };
    const rows = Array.from({ length: 50 }, (_, at) => 320 + 11 * at);
    expect(truncationLeaks((candles) => features(candles.length), eth, rows)).toEqual([]);
  });

  it('is read by models only where it is there', () => {
    const single = prepareDataset([{ name: 'BTC/USDT', columns: btc }], HOUR_MS);
    const pooled = prepareDataset(
      [
        { name: 'binance:BTC/USDT@1h', columns: btc },
        { name: 'binance:ETH/USDT@1h', columns: eth },
      ],
      HOUR_MS,
    );
    const added = pooled.matrix.names.filter((name) => !single.matrix.names.includes(name));
    expect(added).toEqual([
      'leader_return',
      'leader_close_location',
      'leader_gap',
      'market_return',
      'market_close_location',
      'market_gap',
      'symbol_code',
    ]);
    expect(availableFeatures([{ ...btc, context: { fearGreed: new Float64Array(ROWS) } }])).toContain('fear_greed');
    const gap = featureColumn(pooled.matrix, 'leader_gap');
    expect(gap[400]).toBeNaN();
    expect(gap[ROWS + 400]).toBeCloseTo((own(eth).returns[400] ?? 0) - (own(btc).returns[400] ?? 0), 12);
  });

  it('tells symbols apart by a number that needs no list', () => {
    const codes = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT', 'EUR/USD'].map(symbolCode);
    expect(new Set(codes).size).toBe(4);
    expect(codes.every((code) => code >= 0 && code < 1)).toBe(true);
    expect(symbolCode('BTC/USDT')).toBe(codes[0]);
  });
});
