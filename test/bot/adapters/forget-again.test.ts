import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMongoPayments } from '../../../billing/adapters/mongo/payments.ts';
import { dumpDatabase } from '../../../bot/adapters/mongo/backup/dump-database.ts';
import { forgetAgain } from '../../../bot/adapters/mongo/backup/forget-again.ts';
import { readErasures } from '../../../bot/adapters/mongo/backup/read-erasures.ts';
import { restoreDatabase } from '../../../bot/adapters/mongo/backup/restore-database.ts';
import { createPersonalData } from '../../../bot/adapters/mongo/personal-data.ts';
import { createObserve } from '../../../bot/observe/observe.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

const [ADA, BOB] = [7_100_001, 7_100_002];
const pseudonymOf = (telegramId: number): number => -telegramId - 5;
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
  const restore = async (name: string, ...paths: readonly string[]): Promise<number> => {
    const manifest = await restoreDatabase(target.connection, join(folder, name), quiet);
    const erasures = (await Promise.all([name, ...paths].map((each) => readErasures(join(folder, each))))).flat();
    return await forgetAgain(target.connection, { erasures, sinceMs: Date.parse(manifest.from), pseudonymOf });
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
    expect(await restore('old', 'new')).toBe(1);
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
    expect(await restore('old', 'log')).toBe(1);
    expect(await known()).toEqual(WITHOUT_ADA);
  });

  it('from before it change nothing: whoever came back stays', async () => {
    await forget(ADA);
    await new Promise((resolve) => setTimeout(resolve, 2));
    await arrive(ADA);
    await backup('old');
    expect(await restore('old', 'old')).toBe(0);
    expect((await known()).accounts).toEqual([ADA, BOB]);
  });

  it.each<[number, number]>([
    [0, 1],
    [-1, 0],
  ])('made %d ms after the backup was begun are applied to %d persons', async (afterMs, forgotten) => {
    await backup('old');
    const { from } = await restoreDatabase(target.connection, join(folder, 'old'), quiet);
    const sinceMs = Date.parse(from);
    const erasures = [{ pseudonym: pseudonymOf(ADA), atMs: sinceMs + afterMs }];
    expect(await forgetAgain(target.connection, { erasures, sinceMs, pseudonymOf })).toBe(forgotten);
    // Whoever is gone is found no more.
    expect(await forgetAgain(target.connection, { erasures, sinceMs, pseudonymOf })).toBe(0);
  });

  it.each<[string, (path: string) => void, RegExp]>([
    ['a file that is no log', (path) => writeFileSync(path, 'nothing\nof use'), /expected lines of the log/],
    ['a path that is not there', () => {}, /ENOENT/],
  ])('%s is refused', async (_, make, reason) => {
    make(join(folder, 'given'));
    await expect(readErasures(join(folder, 'given'))).rejects.toThrow(reason);
  });
});
