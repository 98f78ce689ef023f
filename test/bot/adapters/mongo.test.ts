import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBotIndexes } from '../../../bot/adapters/mongo/indexes.ts';
import { createMongoMemberships } from '../../../bot/adapters/mongo/memberships.ts';
import { createMongoTextStore } from '../../../bot/adapters/mongo/text-store.ts';
import { createMongoTickets } from '../../../bot/adapters/mongo/tickets.ts';
import { createMongoUpdateLog } from '../../../bot/adapters/mongo/update-log.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

const NOW = Date.UTC(2026, 8, 1);
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await ensureBotIndexes(database.connection);
});
afterAll(async () => {
  await database?.drop();
});

describe('memberships in MongoDB', () => {
  it('list who is in and not who left', async () => {
    const memberships = createMongoMemberships(database.connection);
    await memberships.set(1, 'pro', { state: 'member', nowMs: NOW });
    await memberships.set(2, 'pro', { state: 'member', nowMs: NOW });
    await memberships.set(3, 'free', { state: 'member', nowMs: NOW });
    await memberships.set(1, 'pro', { state: 'removed', nowMs: NOW + 1 });
    expect((await memberships.members('pro')).map(({ telegramId }) => telegramId)).toEqual([2]);
  });
});

describe('the update log in MongoDB', () => {
  it('gives an id to one of many', async () => {
    const log = createMongoUpdateLog(database.connection);
    expect(await log.isClaimed(9)).toBe(false);
    const claims = await Promise.all(Array.from({ length: 8 }, () => log.claim(9)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await log.isClaimed(9)).toBe(true);
  });

  it('has an index that forgets old ids', async () => {
    const indexes = await database.connection.collection('telegram_updates').indexes();
    expect(indexes.some((index) => index.expireAfterSeconds === 172_800)).toBe(true);
  });
});

describe('tickets and texts in MongoDB', () => {
  it('open a ticket once', async () => {
    const tickets = createMongoTickets(database.connection);
    const ticket = { id: 't1', telegramId: 4, topic: 'payment', text: 'first', createdAtMs: NOW } as const;
    await tickets.open(ticket);
    await tickets.open({ ...ticket, text: 'second' });
    const stored = { ...ticket, closedAtMs: null };
    expect(await tickets.ofAccount(4)).toEqual([stored]);
    expect([await tickets.find('t1'), await tickets.find('t2')]).toEqual([stored, null]);
    await tickets.open({ ...ticket, id: 't0', createdAtMs: NOW - 1 });
    expect((await tickets.waiting(5)).map(({ id }) => id)).toEqual(['t0', 't1']);
    await tickets.close('t0', NOW);
    await tickets.close('t0', NOW + 1);
    expect((await tickets.find('t0'))?.closedAtMs).toBe(NOW);
    expect((await tickets.waiting(5)).map(({ id }) => id)).toEqual(['t1']);
  });

  it('keep texts of different collections apart', async () => {
    const conversations = createMongoTextStore(database.connection, 'conversations');
    const setup = createMongoTextStore(database.connection, 'telegram_setup');
    await conversations.write('7', 'waiting');
    expect([await conversations.read('7'), await setup.read('7')]).toEqual(['waiting', null]);
    await conversations.write('7', 'further');
    await conversations.delete('7');
    expect(await conversations.read('7')).toBeNull();
  });

  it('are replaced only where they still are what was read', async () => {
    const setup = createMongoTextStore(database.connection, 'telegram_setup');
    expect(await setup.replace('8', 'nothing was written', 'a')).toBe(false);
    expect(await setup.replace('8', null, 'a')).toBe(true);
    expect([await setup.replace('8', null, 'b'), await setup.replace('8', 'b', 'c')]).toEqual([false, false]);
    expect(await setup.replace('8', 'a', '')).toBe(true);
    expect([await setup.replace('8', '', 'd'), await setup.read('8')]).toEqual([true, 'd']);
  });
});

describe('ensureBotIndexes', () => {
  it('may run at every start', async () => {
    await expect(ensureBotIndexes(database.connection)).resolves.toBeUndefined();
  });
});
