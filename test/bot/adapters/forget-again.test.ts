import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMongoPayments } from '../../../billing/adapters/mongo/payments.ts';
import { dumpDatabase } from '../../../bot/adapters/mongo/backup/dump-database.ts';
import { finishRestore } from '../../../bot/adapters/mongo/backup/finish-restore.ts';
import { forgetAgain } from '../../../bot/adapters/mongo/backup/forget-again.ts';
import { readErasures } from '../../../bot/adapters/mongo/backup/read-erasures.ts';
import { restoreDatabase } from '../../../bot/adapters/mongo/backup/restore-database.ts';
import { createPersonalData } from '../../../bot/adapters/mongo/personal-data.ts';
import { createObserve } from '../../../bot/observe/observe.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

const [ADA, BOB] = [7_100_001, 7_100_002];
const pseudonymOf = (telegramId: number): number => -telegramId - 5;
/** Of the token in force, and of one before it. */
const pseudonymsOf = (telegramId: number): readonly number[] => [pseudonymOf(telegramId), -telegramId - 9];
const forgottenOf = (telegramId: number) => ({ telegramId, pseudonym: pseudonymOf(telegramId) });
const quiet = (): void => {};

describe('deletions since a backup', () => {
  let [source, target] = [] as unknown as [TestDatabase, TestDatabase];
  let folder = '';
  beforeEach(async () => {
    [source, target] = [await openTestDatabase(), await openTestDatabase()];
    folder = mkdtempSync(join(tmpdir(), 'forget-again-'));
    for (const id of [ADA, BOB]) await arrive(id);
  });
  afterEach(async () => {
    await source.drop();
    await target.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const arrive = async (id: number): Promise<void> => {
    const { connection } = source;
    await connection.collection<{ _id: number }>('accounts').insertOne({ _id: id });
    await createMongoPayments(connection).append({
      ...{ provider: 'stars', externalId: `charge-${id}`, telegramId: id, atMs: 1, type: 'paid', currency: 'XTR' },
      ...{ planId: 'pro-month', planVersion: 1, amountMinor: 1_950, order: null, subscriptionMs: null, code: null },
    });
    await connection.collection<{ _id: string }>('conversations').insertOne({ _id: String(id) });
  };
  const forget = (id: number): Promise<void> => createPersonalData(source.connection).erase(forgottenOf(id));
  const backup = (name: string) => dumpDatabase(source.connection, join(folder, name), quiet);
  const begin = async (name: string, ...paths: readonly string[]) => {
    const erasures = (await Promise.all(paths.map((each) => readErasures(join(folder, each))))).flat();
    return await restoreDatabase(
      target.connection,
      { folder: join(folder, name), erasures, isNothingSent: false },
      quiet,
    );
  };
  const restore = async (name: string, ...paths: readonly string[]): Promise<object> => {
    await begin(name, ...paths);
    return await finishRestore(target.connection, { pseudonymsOf, nowMs: 0 });
  };
  /** Whom the restored database knows, by collection. */
  const known = async () => {
    const { connection } = target;
    const ids = async (name: string, owner: string) =>
      (await connection.collection(name).distinct(owner)).map(Number).toSorted((a, b) => a - b);
    return {
      accounts: await ids('accounts', '_id'),
      conversations: await ids('conversations', '_id'),
      payers: await ids('payments', 'telegramId'),
    };
  };
  const WITHOUT_ADA = { accounts: [BOB], conversations: [BOB], payers: [pseudonymOf(ADA), BOB] };

  it('are in a newer backup, and are applied to an older one', async () => {
    await backup('old');
    await forget(ADA);
    await backup('new');
    expect(await restore('old', 'new')).toMatchObject({ forgotten: 1, unmatched: 0 });
    expect(await known()).toEqual(WITHOUT_ADA);
  });

  it('are in the log, where the database itself is gone', async () => {
    await backup('old');
    const lines: string[] = [];
    const observe = createObserve({
      level: 'info',
      clock: { nowMs: () => 0 },
      stream: { write: (line) => lines.push(line) },
    });
    observe.log({ type: 'update-failed', updateId: 1, error: 'x' });
    observe.log({ type: 'person-forgotten', pseudonym: pseudonymOf(ADA) });
    expect(lines.join('')).not.toContain(String(ADA));
    writeFileSync(join(folder, 'log'), `not JSON\n${lines.map((line) => `bot-1 | ${line}`).join('')}`);
    expect(await restore('old', 'log')).toMatchObject({ forgotten: 1, unmatched: 0 });
    expect(await known()).toEqual(WITHOUT_ADA);
  });

  it('made before a rotation of the token are found by the earlier one, and those of nobody are counted', async () => {
    await backup('old');
    const atMs = Date.now() + 1;
    const since = { sinceMs: atMs, erasures: [ADA, BOB, 7_100_003].map((id) => ({ pseudonym: -id - 9, atMs })) };
    await begin('old');
    const { connection } = target;
    expect(await forgetAgain(connection, { ...since, pseudonymsOf: (id) => [pseudonymOf(id)] })).toEqual({
      ...{ forgotten: 0, unmatched: 3 },
    });
    expect(await forgetAgain(connection, { ...since, pseudonymsOf })).toEqual({ forgotten: 2, unmatched: 1 });
    expect((await known()).accounts).toEqual([]);
  });

  it('from before it change nothing: whoever came back stays', async () => {
    await forget(ADA);
    await new Promise((resolve) => setTimeout(resolve, 2));
    await arrive(ADA);
    await backup('old');
    expect(await restore('old', 'old')).toMatchObject({ forgotten: 0, unmatched: 0 });
    expect((await known()).accounts).toEqual([ADA, BOB]);
  });

  it.each<[number, number]>([
    [0, 1],
    [-1, 0],
  ])('made %d ms after the backup was begun are applied to %d persons', async (afterMs, forgotten) => {
    await backup('old');
    const { from } = await begin('old');
    const sinceMs = Date.parse(from);
    const erasures = [{ pseudonym: pseudonymOf(ADA), atMs: sinceMs + afterMs }];
    const again = () => forgetAgain(target.connection, { erasures, sinceMs, pseudonymsOf });
    expect(await again()).toEqual({ forgotten, unmatched: 0 });
    // Whoever is gone is found no more.
    expect(await again()).toEqual({ forgotten: 0, unmatched: forgotten });
  });
});
