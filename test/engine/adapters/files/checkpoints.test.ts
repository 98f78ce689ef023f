import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileCheckpoints } from '../../../../engine/adapters/files/checkpoints.ts';
import { createReversal } from '../../../../engine/models/reversal.ts';

describe('checkpoint of a walk-forward', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const record = (fold: number) => ({
    fold,
    baseRate: 0.5 + fold / 7,
    scores: Float64Array.of(1 / 3, Number.NaN, fold),
  });

  it('gives back every bit, and the newest model', async () => {
    const checkpoint = createFileCheckpoints(folder)('key');
    expect(await checkpoint.read()).toEqual({ folds: [], newestModel: null });
    await checkpoint.append(record(0), createReversal(0.51));
    await checkpoint.append(record(1), createReversal(0.52));
    const kept = await createFileCheckpoints(folder)('key').read();
    expect(kept.folds).toEqual([record(0), record(1)]);
    expect(kept.newestModel?.toJSON()).toEqual({ rightShare: 0.52 });
  });

  it('knows nothing of other runs, and nothing once cleared', async () => {
    const checkpoint = createFileCheckpoints(folder)('key');
    await checkpoint.append(record(0), createReversal(0.51));
    expect((await createFileCheckpoints(folder)('other').read()).folds).toEqual([]);
    await checkpoint.clear();
    expect((await checkpoint.read()).folds).toEqual([]);
  });

  it('cuts off what a crash left half written, and goes on after it', async () => {
    const checkpoint = createFileCheckpoints(folder)('key');
    await checkpoint.append(record(0), createReversal(0.51));
    const [name = ''] = readdirSync(folder);
    appendFileSync(join(folder, name), '{"fold":1,"baseRate":0.5,"sco');
    expect((await checkpoint.read()).folds).toEqual([record(0)]);
    await checkpoint.append(record(1), createReversal(0.52));
    expect((await checkpoint.read()).folds).toEqual([record(0), record(1)]);
  });
});
