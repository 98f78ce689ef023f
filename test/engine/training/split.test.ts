import { describe, expect, it } from 'vitest';
import { type CandleColumns, emptyColumns, sliceColumns } from '../../../engine/market/candle.ts';
import { symbolIn } from '../../../engine/market/series.ts';
import { purgedFolds } from '../../../engine/models/purged-folds.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { labelRows } from '../../../engine/training/labels.ts';
import {
  lowerBound,
  protocolFor,
  protocolForSpan,
  spanOf,
  trainingRows,
  walkForwardFolds,
} from '../../../engine/training/split.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

/** The candles without rows [from, to). */
function withoutRows(columns: CandleColumns, from: number, to: number): CandleColumns {
  const left = sliceColumns(columns, 0, from);
  const right = sliceColumns(columns, to);
  const joined = emptyColumns(left.length + right.length);
  for (const name of ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const) {
    joined[name].set(left[name]);
    joined[name].set(right[name], left.length);
  }
  return joined;
}

describe('labels', () => {
  const columns = emptyColumns(5);
  columns.openTimeMs.set([0, 1, 2, 3, 5].map((hour) => hour * HOUR_MS));
  columns.open.set([10, 10, 12, 12, 12]);
  columns.close.set([10, 12, 12, 11, 13]);

  it('follow the next candle from its open to its close; flat and missing ones are excluded', () => {
    const { up, returnNext } = labelRows(columns, HOUR_MS);
    expect([...up]).toEqual([1, Number.NaN, 0, Number.NaN, Number.NaN]);
    expect(returnNext[0]).toBeCloseTo(Math.log(12 / 10), 12);
    expect(returnNext[1]).toBe(0);
    expect(returnNext.slice(3).every(Number.isNaN)).toBe(true);
  });
});

describe('walk-forward split', () => {
  it.each([
    [HOUR_MS / 4, 60, 7],
    [HOUR_MS, 365, 30],
    [4 * HOUR_MS, 730, 30],
  ])('candles of %i ms: first window %i days, refit every %i', (candleMs, first, refit) => {
    const protocol = protocolFor(candleMs);
    expect([protocol.firstWindowMs / DAY_MS, protocol.refitMs / DAY_MS, protocol.embargoMs / candleMs]).toEqual([
      first,
      refit,
      24,
    ]);
  });

  it('tests every moment after the first window once, on nothing known later', () => {
    const dataset = prepareDataset([{ name: 'BTC/USD', columns: randomWalk({ rows: 10_000, seed: 1 }) }], HOUR_MS);
    const span = spanOf(dataset);
    const folds = walkForwardFolds(span, protocolFor(HOUR_MS));
    expect(folds[0]?.testFromMs).toBe(span.startMs + 365 * DAY_MS);
    expect(folds.at(-1)?.testToMs).toBeGreaterThan(span.endMs);
    folds.forEach((fold, index) => {
      if (index > 0) expect(fold.testFromMs).toBe(folds[index - 1]?.testToMs);
      const rows = trainingRows(dataset, fold);
      const newest = dataset.closeTimeMs[rows.at(-1) ?? 0] ?? 0;
      // The newest label is known 24 candles before the first test decision.
      expect(newest + HOUR_MS).toBe(fold.testFromMs - 24 * HOUR_MS);
      expect([...rows].every((row) => dataset.usable[row] === 1 && row >= 300)).toBe(true);
    });
  });

  it('a short past halves itself', () => {
    const dataset = prepareDataset([{ name: 'BTC/USD', columns: randomWalk({ rows: 2_000, seed: 1 }) }], HOUR_MS);
    const { protocol, shortened } = protocolForSpan(dataset);
    expect([shortened, Math.round(protocol.firstWindowMs / HOUR_MS)]).toEqual([true, 1_000]);
  });

  it('lowerBound is the first row not below', () => {
    const column = Float64Array.of(1, 3, 3, 5);
    expect([0, 1, 2, 3, 4, 5, 6].map((bound) => lowerBound(column, bound, [0, 4]))).toEqual([0, 0, 1, 1, 3, 3, 4]);
  });
});

describe('purged cross-validation', () => {
  it('keeps every label and an embargo out of the validation block', () => {
    const closeTimeMs = Float64Array.from({ length: 500 }, (_, row) => row * HOUR_MS);
    const rows = Int32Array.from(closeTimeMs.keys());
    const folds = purgedFolds({ rows, closeTimeMs, labelMs: HOUR_MS, embargoMs: 24 * HOUR_MS });
    expect(folds.flatMap(({ validation }) => [...validation])).toEqual([...rows]);
    for (const { training, validation } of folds) {
      const [first = 0, last = 0] = [validation[0], validation.at(-1)];
      for (const row of training)
        expect(row + 1 <= first || row >= last + 1 + 24, `${row} beside ${first}–${last}`).toBe(true);
      expect(training.length).toBeGreaterThanOrEqual(500 - 100 - 1 - 24);
    }
  });
});

describe('data set', () => {
  const whole = randomWalk({ rows: 2_000, seed: 2 });

  it('leaves out rows whose look-back window misses more than 5 % and takes them back a week later', () => {
    const holed = withoutRows(whole, 1_000, 1_009);
    const { usable } = prepareDataset([{ name: 'BTC/USD', columns: holed }], HOUR_MS);
    expect([usable[999], usable[1_000], usable[1_167], usable[1_168]]).toEqual([1, 0, 0, 1]);
    expect(
      prepareDataset([{ name: 'BTC/USD', columns: withoutRows(whole, 1_000, 1_008) }], HOUR_MS).usable[1_000],
    ).toBe(1);
  });

  it('stacks markets, each with the features it has alone', () => {
    const other = randomWalk({ rows: 1_500, seed: 3 });
    const stacked = prepareDataset(
      [
        { name: 'a:BTC/USD', columns: whole },
        { name: 'b:ETH/USD@1h', columns: other },
      ],
      HOUR_MS,
    );
    const alone = prepareDataset([{ name: 'b:ETH/USD@1h', columns: other }], HOUR_MS);
    expect(stacked.markets.map(({ symbol, from, to }) => [symbol, from, to])).toEqual([
      ['BTC/USD', 0, 2_000],
      ['ETH/USD', 2_000, 3_500],
    ]);
    alone.matrix.columns.forEach((column, index) => {
      expect(stacked.matrix.columns[index]?.slice(2_000)).toEqual(column);
    });
    expect(stacked.up.slice(2_000)).toEqual(alone.up);
    // The last row of a market is not labelled by the first of the next.
    expect(stacked.up[1_999]).toBeNaN();
  });

  it.each([
    ['binance:BTC/USDT@1h', 'BTC/USDT'],
    ['BTC/USDT', 'BTC/USDT'],
    ['kraken:EUR/USD', 'EUR/USD'],
    ['BTC/USDT:USDT', 'BTC/USDT:USDT'],
  ])('%s is the market %s', (name, symbol) => {
    expect(symbolIn(name)).toBe(symbol);
  });
});
