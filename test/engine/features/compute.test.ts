import fc from 'fast-check';
import { ATR, BollingerBands, EMA, MACD, RSI, SD } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { computeFeatures, createFeatureStream, newestFeatures } from '../../../engine/features/compute.ts';
import { type FeatureMatrix, featureColumn } from '../../../engine/features/matrix.ts';
import { FEATURES, featureRow, MODEL_FEATURES, WARM_UP_CANDLES } from '../../../engine/features/table.ts';
import { type CandleColumns, sliceColumns } from '../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { quoted, randomWalk } from '../../support/candles/random-walk.ts';

const ALL = FEATURES.map(({ name }) => name);
const candles = quoted(randomWalk({ rows: 3_000, seed: 3 }), 4);
const whole = computeFeatures(candles, HOUR_MS, ALL);

/** Bits, so that NaN equals NaN and 0 differs from −0. */
const bitsOf = (column: Float64Array): BigUint64Array => new BigUint64Array(column.slice().buffer);
const rowsOf = (matrix: FeatureMatrix, from: number, to: number): readonly BigUint64Array[] =>
  matrix.columns.map((column) => bitsOf(column.slice(from, to)));

describe('feature table', () => {
  it('says for every feature why it may matter, where it comes from and how it is computed', () => {
    for (const row of FEATURES) {
      expect([row.why.length > 10, row.source.length > 3, row.formula.length > 3], row.name).toEqual([
        true,
        true,
        true,
      ]);
    }
    expect(new Set(ALL).size).toBe(ALL.length);
    expect(MODEL_FEATURES.length).toBeGreaterThanOrEqual(50);
  });

  it.each(FEATURES)('$name is known from its window on and has no infinities', ({ name, window }) => {
    const column = featureColumn(whole, name);
    expect(window).toBeLessThanOrEqual(WARM_UP_CANDLES);
    expect(column.slice(window - 1).every(Number.isFinite)).toBe(true);
  });

  it.each(FEATURES)('$name alone has the same bits as among all others, so it names all it needs', ({ name }) => {
    const alone = computeFeatures(candles, HOUR_MS, [name]);
    expect(bitsOf(featureColumn(alone, name))).toEqual(bitsOf(featureColumn(whole, name)));
  });

  it('an unknown name is refused', () => {
    expect(() => computeFeatures(candles, HOUR_MS, ['return_7'])).toThrow(
      /expected one of the features return_1 .*was "return_7"/,
    );
    expect(featureRow('rsi_14').group).toBe('oscillator');
  });
});

describe('feature stream', () => {
  it('gives the same bits however the candles are cut into pushes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_300 }), { minLength: 1, maxLength: 12 }), (cuts) => {
        const stream = createFeatureStream(HOUR_MS, ALL);
        let from = 0;
        for (const cut of [...cuts, candles.length]) {
          const to = Math.min(candles.length, from + cut);
          const part = stream.push(sliceColumns(candles, from, to));
          expect(rowsOf(part, 0, part.rows)).toEqual(rowsOf(whole, from, to));
          from = to;
        }
      }),
      { numRuns: 15, seed: 1 },
    );
  });

  it('gives the newest rows alone the same bits, whatever another series left behind', () => {
    const others = randomWalk({ rows: 2_000, seed: 9 });
    for (const length of [1, 7, 299, 600, 1_537, 3_000]) {
      const cut = sliceColumns(candles, 0, length);
      for (const rows of new Set([1, Math.min(length, 48), Math.min(length, 1_480), length])) {
        computeFeatures(others, HOUR_MS / 4, ALL);
        const newest = newestFeatures(cut, { timeframeMs: HOUR_MS, names: ALL, rows });
        expect(rowsOf(newest, 0, rows), `${rows} of ${length}`).toEqual(rowsOf(whole, length - rows, length));
      }
    }
  });

  it('one candle at a time equals the batch', () => {
    const stream = createFeatureStream(HOUR_MS, ALL);
    for (let row = 0; row < 2_200; row += 1) {
      const part = stream.push(sliceColumns(candles, row, row + 1));
      if (row % 97 === 0 || row > 2_190) expect(rowsOf(part, 0, 1), `row ${row}`).toEqual(rowsOf(whole, row, row + 1));
    }
  });
});

/** The last values of both, which the seeds of running means no longer touch. */
function tails(ours: string, theirs: readonly number[]): readonly [Float64Array, readonly number[]] {
  return [featureColumn(whole, ours).slice(-500), theirs.slice(-500)];
}

describe('indicators agree with technicalindicators 3.1.0', () => {
  const close = [...candles.close];
  const high = [...candles.high];
  const low = [...candles.low];
  const bands = BollingerBands.calculate({ period: 20, values: close, stdDev: 2 });
  const macd = MACD.calculate({
    values: close,
    fastPeriod: 12,
    slowPeriod: 26,
    signalPeriod: 9,
    SimpleMAOscillator: false,
    SimpleMASignal: false,
  });
  it.each([
    ['rsi_14', RSI.calculate({ period: 14, values: close }).map((rsi) => rsi / 50 - 1), 2],
    ['ema_24_price', EMA.calculate({ period: 24, values: close }), 8],
    ['atr_14_price', ATR.calculate({ period: 14, high, low, close }), 8],
    ['macd_histogram_price', macd.map(({ histogram }) => histogram ?? Number.NaN), 8],
    ['bollinger_mean_20_price', bands.map(({ middle }) => middle), 8],
    ['bollinger_width_20_price', bands.map(({ middle, upper }) => (upper - middle) / 2), 8],
  ] as const)('%s', (name, reference, digits) => {
    const [ours, theirs] = tails(name, reference);
    ours.forEach((value, i) => {
      expect(value).toBeCloseTo(theirs[i] ?? Number.NaN, digits);
    });
  });

  it('σ24 (they divide by n, we by n − 1)', () => {
    const returns = close.slice(1).map((price, i) => Math.log(price / (close[i] ?? 1)));
    const [ours, theirs] = tails('sigma_24', SD.calculate({ period: 24, values: returns }));
    ours.forEach((value, i) => {
      expect(value).toBeCloseTo((theirs[i] ?? 0) * Math.sqrt(24 / 23), 10);
    });
  });
});

describe('odd markets', () => {
  const changed = (change: (columns: CandleColumns) => void): CandleColumns => {
    const copy = structuredClone(candles);
    change(copy);
    return copy;
  };
  const volumeNames = FEATURES.filter(({ group }) => group === 'volume').map(({ name }) => name);

  it('without volume only the volume features are unknown', () => {
    const matrix = computeFeatures(
      changed(({ volume }) => volume.fill(Number.NaN)),
      HOUR_MS,
      ALL,
    );
    for (const name of ALL) {
      const known = featureColumn(matrix, name).slice(WARM_UP_CANDLES).every(Number.isFinite);
      expect(known, name).toBe(!volumeNames.includes(name));
    }
  });

  it('one unknown volume makes the volume features unknown for a week and no longer', () => {
    const matrix = computeFeatures(
      changed(({ volume }) => volume.fill(Number.NaN, 1_000, 1_001)),
      HOUR_MS,
      ALL,
    );
    const column = featureColumn(matrix, 'volume_z');
    expect(column.slice(1_000, 1_168).every(Number.isNaN)).toBe(true);
    expect(column.slice(1_168).every(Number.isFinite)).toBe(true);
  });

  it('a market that stands still gives numbers, not infinities', () => {
    const still = changed(({ open, high, low, close, volume }) => {
      for (const column of [open, high, low, close]) column.fill(1.1);
      volume.fill(0);
    });
    const matrix = computeFeatures(still, HOUR_MS, ALL);
    for (const name of ALL)
      expect(featureColumn(matrix, name).slice(WARM_UP_CANDLES).every(Number.isFinite), name).toBe(true);
    expect(featureColumn(matrix, 'bollinger_z_20').at(-1)).toBe(0);
    expect(featureColumn(matrix, 'return_1').at(-1)).toBe(0);
  });

  it('after a price that was ten times too high, values return to what they are without it within the memory', () => {
    const spiked = computeFeatures(
      changed(({ high, close }) => {
        high[1_000] = (high[1_000] ?? 0) * 10;
        close[1_000] = high[1_000] ?? 0;
      }),
      HOUR_MS,
      ALL,
    );
    const row = 1_000 + WARM_UP_CANDLES + 100;
    for (const name of ALL) {
      expect(featureColumn(spiked, name)[row], name).toBeCloseTo(featureColumn(whole, name)[row] ?? Number.NaN, 6);
    }
  });

  it('hours and weekdays are those of the close', () => {
    const at = randomWalk({ rows: 1, seed: 1, startMs: Date.parse('2024-03-03T23:00:00Z') });
    const matrix = computeFeatures(at, HOUR_MS, ['hour_sin', 'hour_cos', 'weekday_sin', 'weekday_cos']);
    // Monday 00:00: the first hour of the day and of the week.
    expect(matrix.columns.map((column) => column[0])).toEqual([0, 1, 0, 1]);
  });
});
