import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doubtUnsentPosts } from '../../../../engine/adapters/mongo/doubt-unsent.ts';
import { ensureIndexes, missingIndexes } from '../../../../engine/adapters/mongo/indexes.ts';
import { createMongoOutbox } from '../../../../engine/adapters/mongo/outbox.ts';
import { createMongoPredictions } from '../../../../engine/adapters/mongo/predictions.ts';
import { signalDocument } from '../../../../engine/adapters/mongo/signal-document.ts';
import { createMongoSignals } from '../../../../engine/adapters/mongo/signals.ts';
import { storedOutcome } from '../../../../engine/adapters/mongo/stored/stored-signal.ts';
import { createTallyStore } from '../../../../engine/adapters/mongo/tally-store.ts';
import { createMongoTrackRecord } from '../../../../engine/adapters/mongo/track-record.ts';
import { seriesName } from '../../../../engine/market/series.ts';
import type { SettledReader, SignalLedger, SignalReader } from '../../../../engine/ports.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { ALONE, nthSignal, outboxContract, planned } from '../../../contract/outbox.ts';
import { signalLedgerContract } from '../../../contract/signal-ledger.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { createMemoryLedger } from '../../../support/fakes/memory-ledger.ts';
import { createMemoryOutbox } from '../../../support/fakes/memory-outbox.ts';
import { outcomeOf, signalOf } from '../../../support/signal-fixtures.ts';

describe('signals in MongoDB', () => {
  let database: TestDatabase;
  let signals: SignalLedger & SignalReader & SettledReader;
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

  it('goes on after a start with deliveries of a version that looked for work by scanning', async () => {
    const stored = database.connection.collection('signals');
    await stored.deleteMany({});
    const outbox = createMongoOutbox(database.connection);
    const signal = nthSignal(0);
    await signals.open(signal, [planned(signal, 'pro')]);
    await stored.updateMany({}, { $unset: { nextWorkMs: '', revision: '' } });
    const nowMs = signal.closeTimeMs + 1;
    expect(await outbox.claimPosts(nowMs, ALONE)).toEqual([]);
    await ensureIndexes(database.connection);
    const [claimed] = await outbox.claimPosts(nowMs, ALONE);
    if (claimed === undefined) throw new Error('expected a claim');
    await outbox.settlePost(claimed, { type: 'sent', form: 'text', messageId: 4, sentAtMs: nowMs });
    expect((await signals.byId(signal.id))?.deliveries[0]).toMatchObject({ state: 'sent', messageId: 4 });
    await ensureIndexes(database.connection);
    expect(await outbox.claimPosts(nowMs, ALONE)).toEqual([]);
  });

  it('sends nothing that may have been sent since a backup, and still edits what was', async () => {
    const stored = database.connection.collection('signals');
    await stored.deleteMany({});
    const outbox = createMongoOutbox(database.connection);
    const [told, waiting] = [nthSignal(0), nthSignal(1)];
    const inTime = { expiresAtMs: waiting.closeTimeMs + 9 * HOUR_MS };
    await signals.open(told, [planned(told, 'pro')]);
    const nowMs = told.closeTimeMs + 1;
    const [claimed] = await outbox.claimPosts(nowMs, ALONE);
    if (claimed === undefined) throw new Error('expected a claim');
    await outbox.settlePost(claimed, { type: 'sent', form: 'text', messageId: 5, sentAtMs: nowMs });
    await signals.close(told.id, outcomeOf());
    await signals.open(waiting, [planned(waiting, 'pro', inTime), planned(waiting, 'free', inTime)]);
    expect(await doubtUnsentPosts(database.connection)).toBe(2);
    expect(await doubtUnsentPosts(database.connection)).toBe(0);
    const laterMs = nowMs + HOUR_MS;
    expect(await outbox.claimPosts(laterMs, ALONE)).toEqual([]);
    expect((await signals.byId(waiting.id))?.deliveries.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    expect((await outbox.claimEdits(laterMs, ALONE)).map(({ entry }) => entry.signal.id)).toEqual([told.id]);
  });

  it('lets a holder whose claim was swept say how it really ended', async () => {
    await database.connection.collection('signals').deleteMany({});
    const outbox = createMongoOutbox(database.connection);
    const signal = nthSignal(0);
    await signals.open(signal, [planned(signal, 'pro')]);
    const [claimed] = await outbox.claimPosts(signal.closeTimeMs + 1, { ...ALONE, leaseMs: 10 });
    if (claimed === undefined) throw new Error('expected a claim');
    await outbox.sweep(signal.closeTimeMs + 11);
    await outbox.settlePost(claimed, { type: 'sent', form: 'text', messageId: 3, sentAtMs: signal.closeTimeMs + 12 });
    expect((await signals.byId(signal.id))?.deliveries[0]).toMatchObject({ state: 'sent', messageId: 3 });
  });

  it('notices a post that was sent a second time without saying so', async () => {
    await database.connection.collection('signals').deleteMany({});
    const twice: string[] = [];
    const outbox = createMongoOutbox(database.connection, (id) => twice.push(id));
    const signal = nthSignal(0);
    await signals.open(signal, [planned(signal, 'pro'), planned(signal, 'elite')]);
    const nowMs = signal.closeTimeMs + 1;
    const sent = (messageId: number) => ({ type: 'sent', form: 'text', messageId, sentAtMs: nowMs }) as const;
    const claim = async (atMs: number) => {
      const [claimed] = await outbox.claimPosts(atMs, { ...ALONE, leaseMs: 10 });
      if (claimed === undefined) throw new Error('expected a claim');
      return claimed;
    };
    const first = await claim(nowMs);
    await outbox.settlePost(first, sent(4));
    // The same message, whose settlement was repeated because the database did not answer.
    await outbox.settlePost(first, sent(4));
    expect(twice).toEqual([]);
    await outbox.settlePost(first, sent(5));
    expect(twice).toEqual([first.delivery.id]);
    // A repeat that says so, while whoever sent first says so late.
    const slow = await claim(nowMs);
    await outbox.sweep(nowMs + 11, nowMs + 11);
    const marked = await claim(nowMs + 11);
    expect(marked.delivery).toMatchObject({ id: slow.delivery.id, isRepeat: true });
    await outbox.settlePost(marked, sent(7));
    await outbox.settlePost(slow, sent(6));
    expect(twice).toEqual([first.delivery.id]);
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

describe('a database of an older version, which published a candle twice around a refit', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());

  it('is taken over: the first of each candle counts, the others are kept and say so, and nothing fails', async () => {
    const { connection } = database;
    const old = connection.collection<{ _id: string } & Record<string, unknown>>('signals');
    const series = nthSignal(0).series;
    const versions = ['logistic-1', 'ensemble-2'];
    for (let candle = 0; candle < 150; candle += 1) {
      for (const [n, modelVersion] of versions.slice(0, candle % 10 === 0 ? 2 : 1).entries()) {
        const { closeTimeMs } = nthSignal(candle);
        const signal = signalOf({ series, closeTimeMs, modelVersion, createdAtMs: closeTimeMs + 2_000 + n * 1_000 });
        const { slot: _slot, supersededBy: _by, ...document } = signalDocument(signal, [planned(signal, 'pro')]);
        const { family: _family, ...decision } = document.signal;
        await old.insertOne({ ...document, signal: decision, settled: true, outcome: storedOutcome(outcomeOf()) });
      }
    }
    await createTallyStore(connection).note('published', series, 0);
    expect(await ensureIndexes(connection)).toEqual({ superseded: 15 });
    expect(await missingIndexes(connection)).toEqual([]);
    expect(await ensureIndexes(connection)).toEqual({ superseded: 0 });
    const signals = createMongoSignals(connection);
    const latest = await signals.latest({ symbol: series.symbol, limit: 1_000 });
    expect(latest).toHaveLength(150);
    expect(new Set(latest.map(({ signal }) => signal.modelVersion))).toEqual(new Set(['logistic-1']));
    expect((await createMongoTrackRecord(connection).read({})).published.count).toBe(150);
    const second = signalOf({ series, closeTimeMs: nthSignal(0).closeTimeMs, modelVersion: 'ensemble-2' });
    const kept = await signals.byId(second.id);
    expect(kept?.deliveries).toMatchObject([{ state: 'expired', error: 'superseded' }]);
    expect(await createMongoOutbox(connection).claimPosts(nthSignal(0).closeTimeMs + 1, ALONE)).toMatchObject([
      { entry: { signal: { modelVersion: 'logistic-1' } } },
    ]);
    expect(await signals.open(signalOf({ series, closeTimeMs: nthSignal(1).closeTimeMs, modelVersion: 'x' }), [])).toBe(
      'duplicate',
    );
  });

  it('counts a scored candle once, the published one of two', async () => {
    const { connection } = database;
    const old = connection.collection<{ _id: string } & Record<string, unknown>>('predictions');
    const { series, closeTimeMs } = nthSignal(0);
    for (let candle = 0; candle < 150; candle += 1) {
      for (const modelVersion of ['a', 'b']) {
        const row = { closeTimeMs: closeTimeMs + candle * 3_600_000, modelVersion, scoreUp: 0.5, lastDirection: 1 };
        const ended = { settled: true, outcomeUp: 1, returnNext: 0.01, published: modelVersion === 'b' };
        const _id = `${seriesName(series)}|${row.closeTimeMs}|${modelVersion}`;
        await old.insertOne({ _id, series: seriesName(series), ...row, probabilityUp: 0.6, ...ended });
      }
    }
    const store = createMongoPredictions(connection);
    const tallies = connection.collection<{ _id: string }>('recordTallies');
    await createTallyStore(connection).note('scored', series, 0);
    // As the older version left it: a checkpoint that counted twice.
    const _id = `scored|${seriesName(series)}`;
    await tallies.updateOne({ _id }, { $set: { untilMs: closeTimeMs + 1e9 }, $unset: { rule: '' } });
    expect((await createMongoTrackRecord(connection).read({})).allScored.count).toBe(150);
    const rows = await store.newest(series, Number.MAX_SAFE_INTEGER, 500);
    expect(rows.map((row) => row.modelVersion)).toEqual(Array(150).fill('b'));
  });
});

describe('the ledger in memory', () => {
  const ledger = createMemoryLedger();
  signalLedgerContract('the fake', () => ledger);
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
