import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileModels } from '../../../../engine/adapters/files/models.ts';
import { freshSeries } from '../../../contract/candle-store.ts';
import { modelRegistryContract } from '../../../contract/model-registry.ts';

describe('models in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'models-'));
  let nowMs = 0;
  const make = () => createFileModels(folder, { nowMs: () => nowMs });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  modelRegistryContract('a folder', make, (time) => {
    nowMs = time;
  });

  it('leaves nothing half written behind', async () => {
    await make().save(freshSeries(), 'a', '{}');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it.each(['../a', 'a/b', '', 'a\u0000'])('refuses the version %j, which could name another file', async (version) => {
    await expect(make().load(freshSeries(), version)).rejects.toThrow(/expected a version of letters/);
  });
});
