import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureIndexes } from '../../../../engine/adapters/mongo/indexes.ts';
import { createMongoSignals } from '../../../../engine/adapters/mongo/signals.ts';
import { storedReason } from '../../../../engine/adapters/mongo/stored/stored-reason.ts';
import type { QualityReason } from '../../../../engine/reason.ts';
import { openTestDatabase } from '../../../support/database/database.ts';
import { signalOf } from '../../../support/signal-fixtures.ts';

const OLD = '1.8 % of the look-back window was revised afterwards';
const REASONS: readonly QualityReason[] = [
  { code: 'candles-missing', params: { share: 0.03 } },
  { code: 'market-closes', params: {} },
];

describe('reasons at rest', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureIndexes(database.connection);
  });
  afterAll(() => database.drop());

  it('come back from the database as they were', async () => {
    const signals = createMongoSignals(database.connection);
    const signal = { ...signalOf(), dataQuality: { stamp: 'amber', reasons: REASONS } } as const;
    await signals.open(signal, []);
    expect((await signals.byId(signal.id))?.signal.dataQuality).toEqual(signal.dataQuality);
  });

  it('are read as sentences where a signal was stored before there were codes', async () => {
    const signals = createMongoSignals(database.connection);
    const { id } = signalOf();
    await database.connection.collection('signals').updateOne({}, { $set: { 'signal.dataQuality.reasons': [OLD] } });
    expect((await signals.byId(id))?.signal.dataQuality.reasons).toEqual([{ code: 'text', params: { text: OLD } }]);
  });

  it('are refused where a code or its figures are not known', () => {
    expect(storedReason.safeParse({ code: 'unheard-of', params: {} }).success).toBe(false);
    expect(storedReason.safeParse({ code: 'candles-missing', params: { share: 'much' } }).success).toBe(false);
  });
});
