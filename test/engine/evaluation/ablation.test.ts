import { describe, expect, it } from 'vitest';
import { ablate } from '../../../engine/evaluation/ablation.ts';
import { fitLogistic } from '../../../engine/models/logistic.ts';
import { createRandom } from '../../../engine/random.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { prepareDataset } from '../../../engine/training/dataset.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const FEATURES = ['return_1', 'volume_z', 'close_location', 'momentum_24'];

/** A random walk whose outcomes lean on volume_z alone. */
function leaning() {
  const plain = prepareDataset([{ name: 'BTC/USDT', columns: randomWalk({ rows: 14_000, seed: 3 }) }], HOUR_MS, {
    features: FEATURES,
  });
  const random = createRandom(2);
  const volume = plain.matrix.columns[1];
  const up = plain.up.map((y, row) =>
    Number.isNaN(y) ? y : Number(random() < 1 / (1 + Math.exp(-0.5 * (volume?.[row] ?? 0)))),
  );
  return { ...plain, up };
}

describe('an ablation', () => {
  it('finds what is lost without the one feature that matters, and nothing without the others', async () => {
    const dataset = leaning();
    const done: number[] = [];
    const { whole, lines } = await ablate({
      dataset,
      fit: (input) => fitLogistic(input),
      seed: 1,
      parts: [
        { name: 'volume', features: ['volume_z'] },
        { name: 'prices', features: ['return_1', 'close_location', 'momentum_24'] },
      ],
      onProgress: (count) => void done.push(count),
    });
    expect(whole.brierSkill).toBeGreaterThan(0.03);
    const [volume, prices] = lines;
    expect(volume?.brierSkill).toBeCloseTo(whole.brierSkill ?? 0, 3);
    expect(volume?.interval?.[0]).toBeGreaterThan(0.02);
    expect((whole.auc ?? 0) - (volume?.auc ?? 0)).toBeCloseTo(0.5, 1);
    expect(Math.abs(prices?.brierSkill ?? 1)).toBeLessThan(0.002);
    const [low = 1, high = -1] = prices?.interval ?? [];
    expect(low).toBeLessThanOrEqual(0.0005);
    expect(high).toBeGreaterThan(-0.002);
    expect(done).toEqual([1, 2, 3]);
    // The data set itself is left as it was.
    expect(dataset.matrix.names).toEqual(FEATURES);
  });
});
