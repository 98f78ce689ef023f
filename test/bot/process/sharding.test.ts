import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billingIndexes } from '../../../billing/adapters/mongo/indexes.ts';
import { shardingProbe } from '../../../bot/process/readiness.ts';
import { ENGINE_INDEXES } from '../../../engine/adapters/mongo/indexes.ts';
import {
  keepNothingUnique,
  type ShardedCollection,
  shardedCollections,
} from '../../../engine/adapters/mongo/sharding.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';

const INDEXES = [...ENGINE_INDEXES, ...billingIndexes()];

describe('a sharded cluster', () => {
  it.each<[string, ShardedCollection, boolean]>([
    ['deliveries by _id', { collection: 'deliveries', key: ['_id'] }, true],
    ['candles by series and start', { collection: 'candles', key: ['series', 'startMs'] }, true],
    ['payments by what makes them unique', { collection: 'payments', key: ['provider', 'externalId'] }, true],
    ['signals by series', { collection: 'signals', key: ['series'] }, false],
    ['signals by slot, which older ones lack', { collection: 'signals', key: ['slot'] }, false],
    ['accounts by plan', { collection: 'accounts', key: ['plan'] }, false],
  ])('%s', (_, sharded, isRight) => {
    expect(keepNothingUnique([sharded], INDEXES)).toHaveLength(isRight ? 0 : 1);
  });

  it('is refused by readiness with what is wrong, and looked at again after a minute', async () => {
    const state: { wallMs: number; sharded: readonly ShardedCollection[] | null } = {
      wallMs: 0,
      sharded: [{ collection: 'signals', key: ['series'] }],
    };
    const probe = shardingProbe({
      answers: async () => true,
      sharded: async () => state.sharded,
      wallNowMs: () => state.wallMs,
    });
    expect(await probe.check()).toMatchObject({ ok: false, say: expect.stringContaining('signals by series') });
    state.sharded = [];
    expect(await probe.check()).toMatchObject({ ok: false });
    state.wallMs += 60_000;
    expect(await probe.check()).toMatchObject({ ok: true });
  });

  it('that keeps its settings to itself is let through, and said', async () => {
    const probe = shardingProbe({ answers: async () => true, sharded: async () => null, wallNowMs: () => 0 });
    expect(await probe.check()).toMatchObject({ ok: true, say: expect.stringContaining('does not show') });
  });

  it('is not asked while the database is away', async () => {
    const probe = shardingProbe({ answers: async () => false, sharded: () => Promise.reject(), wallNowMs: () => 0 });
    expect(await probe.check()).toMatchObject({ ok: false });
  });
});

describe('a server that is no cluster', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());

  it('shards nothing', async () => {
    expect(await shardedCollections(database.connection)).toEqual([]);
  });
});
