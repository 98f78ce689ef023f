import { beforeAll, describe, expect, it } from 'vitest';
import { sliceColumns } from '../../../engine/market/candle.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import { DRIFTED, DRIFTING, featureDrift, stabilityIndex } from '../../../engine/monitoring/drift.ts';
import { createRandom } from '../../../engine/random.ts';
import { sharesOf } from '../../../engine/training/feature-range.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

describe('population stability index', () => {
  const edges = [1, 2, 3];
  const shares = [0.25, 0.25, 0.25, 0.25];

  it('is the sum of (a − e)·ln(a / e)', () => {
    const values = Float64Array.from({ length: 1_000 }, (_, i) =>
      i < 500 ? 0.5 : i < 700 ? 1.5 : i < 850 ? 2.5 : 3.5,
    );
    const expected = [0.5, 0.2, 0.15, 0.15].reduce((sum, a) => sum + (a - 0.25) * Math.log(a / 0.25), 0);
    expect(stabilityIndex({ min: 0, max: 4, edges, shares }, values)).toBeCloseTo(expected, 12);
  });

  it('is about 0 for the same values, also of a feature with few of them', () => {
    const random = createRandom(5);
    const signs = Float64Array.from({ length: 5_000 }, () => Math.sign(random() - 0.4));
    const range = { min: -1, max: 1, edges: [-1, 1], shares: sharesOf([-1, 1], signs) };
    expect(stabilityIndex(range, signs.slice(0, 2_500))).toBeLessThan(0.01);
  });

  it('is null on few values and finite where a part is empty', () => {
    expect(stabilityIndex({ min: 0, max: 4, edges, shares }, new Float64Array(199))).toBeNull();
    expect(stabilityIndex({ min: 0, max: 4, edges, shares }, new Float64Array(300))).toBeGreaterThan(1);
  });
});

describe('drift of the features of a model', () => {
  let trained: TrainedModel;
  const past = randomWalk({ rows: 6_000, seed: 8 });
  beforeAll(async () => {
    trained = await trainModel({
      series: [{ name: 'BTC/USDT', columns: past }],
      timeframe: '1h',
      kind: 'logistic',
      seed: 1,
    });
  });

  it('is small on the same market, and the training range is in the card', () => {
    const found = featureDrift(trained, sliceColumns(past, 3_000));
    // Features of what the market lacks, such as taker-buy volume, have no range.
    const known = trained.card.features.flatMap(({ range }) => (range === undefined ? [] : [range]));
    expect(found.length).toBe(known.length);
    expect(known.length).toBeGreaterThan(30);
    const clock = found.filter(({ feature }) => !/^(?:hour|weekday)/.test(feature));
    expect(Math.max(...clock.map((each) => each.stabilityIndex))).toBeLessThan(DRIFTING);
    for (const { shares } of known) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('shows where the market has changed, the largest first', () => {
    const frozen = randomWalk({ rows: 2_000, seed: 9 });
    const wild = { ...frozen, high: frozen.high.map((value) => value * 1.02) };
    const [first] = featureDrift(trained, wild);
    expect(first?.stabilityIndex).toBeGreaterThan(DRIFTED);
  });

  it('knows nothing on too few candles', () => {
    expect(featureDrift(trained, sliceColumns(past, 0, 200))).toEqual([]);
  });
});
