import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileCheckpoints, createFileLines } from '../../../engine/adapters/files/checkpoints.ts';
import { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { createMongoLines, pruneCheckpoints } from '../../../engine/adapters/mongo/training/checkpoints.ts';
import { createReversal } from '../../../engine/models/reversal.ts';
import { checkpointLinesContract } from '../../contract/checkpoint-lines.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

const record = (fold: number) => ({ fold, baseRate: 0.5 + fold / 7, scores: Float64Array.of(1 / 3, Number.NaN, fold) });

describe('checkpoints of a walk-forward', () => {
  const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  checkpointLinesContract('a folder', () => createFileLines(join(folder, 'contract')));
  checkpointLinesContract('the database', () => createMongoLines(database.connection, () => 1_000));

  it('in a folder, cut off what a crash left half written, and go on after it', async () => {
    const own = join(folder, 'torn');
    const checkpoint = createFileCheckpoints(own)('key');
    await checkpoint.append(record(0), createReversal(0.51));
    const [name = ''] = readdirSync(own);
    appendFileSync(join(own, name), '{"fold":1,"baseRate":0.5,"sco');
    expect((await checkpoint.read()).folds).toEqual([record(0)]);
    await checkpoint.append(record(1), createReversal(0.52));
    expect((await checkpoint.read()).folds).toEqual([record(0), record(1)]);
  });

  it('in the database, keep a fold once, and go when nobody has gone on with them', async () => {
    const { connection } = database;
    const [old, young] = [createMongoLines(connection, () => 5_000), createMongoLines(connection, () => 7_000)];
    await old.append('old', 0, 'line');
    await old.append('old', 0, 'line of another process');
    await young.append('young', 0, 'line');
    expect(await old.read('old')).toEqual(['line']);
    await pruneCheckpoints(connection, 6_000);
    expect([await old.read('old'), await young.read('young')]).toEqual([[], ['line']]);
  });

  it('cost no training when they cannot be kept', async () => {
    const warnings: string[] = [];
    const note = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', note);
    const gone = await connectMongo(database.uri);
    await gone.close();
    writeFileSync(join(folder, 'a-file'), '');
    for (const lines of [createMongoLines(gone, Date.now), createFileLines(join(folder, 'a-file'))]) {
      await lines.append('run', 0, 'line');
    }
    expect(await createMongoLines(gone, Date.now).read('run')).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(warnings.filter((text) => text.startsWith('A checkpoint could not be written'))).toHaveLength(3);
  });
});
