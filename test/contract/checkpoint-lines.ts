import { describe, expect, it } from 'vitest';
import { type CheckpointLines, checkpointsOf } from '../../engine/adapters/checkpoint-lines.ts';
import { createReversal } from '../../engine/models/reversal.ts';

const record = (fold: number) => ({ fold, baseRate: 0.5 + fold / 7, scores: Float64Array.of(1 / 3, Number.NaN, fold) });

/** What every place for checkpoints promises. `make` gives the same one each time; keys of runs are used once. */
export function checkpointLinesContract(name: string, make: () => CheckpointLines): void {
  describe(`${name} keeps the contract of checkpoints`, () => {
    it('gives back every bit, and the newest model', async () => {
      const checkpoint = checkpointsOf(make())('whole');
      expect(await checkpoint.read()).toEqual({ folds: [], newestModel: null });
      await checkpoint.append(record(0), createReversal(0.51));
      await checkpoint.append(record(1), createReversal(0.52));
      const kept = await checkpointsOf(make())('whole').read();
      expect(kept.folds).toEqual([record(0), record(1)]);
      expect(kept.newestModel?.toJSON()).toEqual({ rightShare: 0.52 });
    });

    it('knows nothing of other runs, and nothing once cleared', async () => {
      const checkpoint = checkpointsOf(make())('cleared');
      await checkpoint.append(record(0), createReversal(0.51));
      expect((await checkpointsOf(make())('other').read()).folds).toEqual([]);
      await checkpoint.clear();
      expect((await checkpoint.read()).folds).toEqual([]);
    });

    it('keeps more than ten folds in their order', async () => {
      const checkpoint = checkpointsOf(make())('long');
      for (let fold = 0; fold < 12; fold += 1) await checkpoint.append(record(fold), createReversal(0.5));
      expect((await checkpoint.read()).folds.map(({ fold }) => fold)).toEqual(Array.from({ length: 12 }, (_, n) => n));
    });
  });
}
