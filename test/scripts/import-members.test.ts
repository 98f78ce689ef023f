import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createMongoPayments } from '../../billing/adapters/mongo/payments.ts';
import { entitlementAt } from '../../billing/entitlement.ts';
import { databaseGaps, migrateDatabase } from '../../bot/process/migrate-database.ts';
import { runMigration } from '../../scripts/migrate/run-migration.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { startScript } from '../support/process/run-script.ts';

describe('npm run migrate and npm run import-members', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'analyser-members-'));
  const csv = join(folder, 'members.csv');
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (script: string, ...words: readonly string[]) =>
    startScript(script, words, { MONGODB_URI: database.uri });

  it('bring an empty database to what is read, once', async () => {
    expect((await databaseGaps(database.connection)).length).toBeGreaterThan(10);
    const first = await run('migrate', '--json');
    expect(JSON.parse(first.stdout).built).toContain('signals.slot_1');
    expect(await databaseGaps(database.connection)).toEqual([]);
    expect(JSON.parse((await run('migrate', '--json')).stdout)).toEqual({ built: [], superseded: 0 });
  });

  it('wait ten minutes for an index of a large collection', async () => {
    vi.stubEnv('MONGODB_URI', database.uri);
    let answerMs = 0;
    await runMigration(async (connection) => {
      answerMs = connection.getClient().options.socketTimeoutMS;
      return await migrateDatabase(connection);
    });
    vi.unstubAllEnvs();
    expect(answerMs).toBe(600_000);
  });

  it('try a list without writing, give each member their time once, and refuse a list with a line that cannot be read', async () => {
    writeFileSync(
      csv,
      'telegram id,tier,paid until\n11,pro,2099-01-31\n12,elite,2099-01-31T12:00Z\n13,pro,2020-01-01\n',
    );
    const payments = createMongoPayments(database.connection);
    const counts = { members: 3, granted: 2, there: 0, over: 1 };
    expect(JSON.parse((await run('import-members', '--csv', csv, '--dry-run', '--json')).stdout)).toEqual({
      ...counts,
      dryRun: true,
    });
    expect(await payments.ofAccount(11)).toEqual([]);
    expect(JSON.parse((await run('import-members', '--csv', csv, '--json')).stdout)).toEqual({
      ...counts,
      dryRun: false,
    });
    const again = await run('import-members', '--csv', csv, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ granted: 0, there: 2, over: 1 });
    const entitlement = entitlementAt(await payments.ofAccount(11), Date.now());
    expect(entitlement).toMatchObject({ tier: 'pro', paidUntilMs: Date.UTC(2099, 1, 1) });
    writeFileSync(csv, '14,pro,2099-01-31\n15,gold,2099-01-31\n');
    const refused = await run('import-members', '--csv', csv);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('nothing was imported; line 2: expected one of pro elite, was "gold"');
    expect(await payments.ofAccount(14)).toEqual([]);
  });
});
