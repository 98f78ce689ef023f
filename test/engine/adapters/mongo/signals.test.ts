import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureIndexes, missingIndexes } from '../../../../engine/adapters/mongo/indexes.ts';
import { createMongoOutbox } from '../../../../engine/adapters/mongo/outbox.ts';
import { createMongoSignals } from '../../../../engine/adapters/mongo/signals.ts';
import type { SignalLedger, SignalReader } from '../../../../engine/ports.ts';
import { nthSignal, outboxContract, planned } from '../../../contract/outbox.ts';
import { signalLedgerContract } from '../../../contract/signal-ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { createMemoryOutbox } from '../../../support/memory-outbox.ts';
import { signalOf } from '../../../support/signal-fixtures.ts';

describe('signals in MongoDB', () => {
  let database: TestDatabase;
  let signals: SignalLedger & SignalReader;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureIndexes(database.connection);
    signals = createMongoSignals(database.connection);
  });
  afterAll(() => database.drop());

  signalLedgerContract('MongoDB', () => signals);

  outboxContract('MongoDB', async () => {
    await database.connection.collection('signals').deleteMany({});
    return {
      outbox: createMongoOutbox(database.connection),
      open: signals.open,
      close: signals.close,
      deliveries: async () => (await signals.latest({ limit: 100 })).flatMap((entry) => entry.deliveries),
    };
  });

  it('lets a holder whose claim was swept say how it really ended', async () => {
    await database.connection.collection('signals').deleteMany({});
    const outbox = createMongoOutbox(database.connection);
    const signal = nthSignal(0);
    await signals.open(signal, [planned(signal, 'pro')]);
    const claimed = await outbox.claimPost(signal.closeTimeMs + 1, 10);
    if (claimed === null) throw new Error('expected a claim');
    await outbox.sweep(signal.closeTimeMs + 11);
    await outbox.settlePost(claimed, { type: 'sent', messageId: 3, sentAtMs: signal.closeTimeMs + 12 });
    expect((await signals.byId(signal.id))?.deliveries[0]).toMatchObject({ state: 'sent', messageId: 3 });
  });

  it('refuses a signal with a number that is none', async () => {
    await expect(signals.open(signalOf({ closeTimeMs: 1, stop: Number.NaN }), [])).rejects.toThrow(/NaN|Number/);
  });

  it('takes an operator in place of a text for the text it is not', async () => {
    const attack: unknown = { $gt: '' };
    const symbol = attack as string;
    await expect(signals.latest({ symbol, limit: 5 })).rejects.toThrow();
  });

  it('knows which indexes are missing', async () => {
    expect(await missingIndexes(database.connection)).toEqual([]);
    await database.connection.collection('signals').dropIndex('head_1');
    expect(await missingIndexes(database.connection)).toEqual(['signals.head_1']);
    await ensureIndexes(database.connection);
    expect(await missingIndexes(database.connection)).toEqual([]);
  });
});

describe('outbox in memory', () => {
  outboxContract('the fake', async () => {
    const fake = createMemoryOutbox();
    return {
      outbox: fake,
      open: async (signal, deliveries) => fake.open(signal, deliveries),
      close: async (id, outcome) => fake.close(id, outcome),
      deliveries: async () => fake.deliveries(),
    };
  });
});
