import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settingsOf } from '../../../../billing/reader-settings.ts';
import { moveAlertPreferences } from '../../../../bot/adapters/mongo/upgrade/move-alert-preferences.ts';
import { outcomeSubject } from '../../../../bot/broadcast/direct/outcome-subject.ts';
import { planDirects } from '../../../../bot/broadcast/direct/plan-directs.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { openDirectStage } from '../../../support/direct-stage.ts';
import { CLOSE_TIME_MS, outcomeOf, signalOf } from '../../../support/signal-fixtures.ts';

const COINS = ['BTC', 'ETH', 'SOL', 'ADA', 'XRP', 'DOT', 'LTC', 'BNB', 'TRX', 'UNI'] as const;

describe('what readers chose', () => {
  let database: TestDatabase;
  let stage: Awaited<ReturnType<typeof openDirectStage>>;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    stage = await openDirectStage(database);
  });
  const signalAbout = (coin: string, changes: Parameters<typeof signalOf>[0] = {}) =>
    signalOf({ ...changes, series: { exchange: 'binance', symbol: `${coin}/USDT`, timeframe: '1h' } });

  it('decides whether a signal comes with a sound, without one, or not at all', async () => {
    for (const [id, signal] of [
      [1, 'on'],
      [2, 'silent'],
      [3, 'off'],
    ] as const) {
      await stage.addPerson(id, 'pro');
      await stage.wants(id, { messages: { signal } });
    }
    await stage.stores.signals.open(signalOf(), []);
    await stage.run(3_000, stage.start());
    const sent = stage.sent.map(({ chatId, isSilent }) => [chatId, isSilent]);
    expect(sent.toSorted()).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('lets six a day through at first, three of them information, and counts a repeated plan once', async () => {
    await stage.addPerson(1, 'pro');
    await stage.wants(1);
    await stage.addPerson(2, 'pro');
    await stage.wants(2, { mostSignalsPerDay: null });
    for (const coin of COINS.slice(0, 5))
      await stage.stores.signals.open(signalAbout(coin, { worthTrading: false, expectedValueBps: 1 }), []);
    for (const coin of COINS.slice(5)) await stage.stores.signals.open(signalAbout(coin, { worthTrading: true }), []);
    await planDirects(stage.directDeps, () => false);
    await database.connection.collection('fan_outs').updateMany({}, { $set: { state: 'planning', cursor: null } });
    await planDirects(stage.directDeps, () => false);
    const planned = await database.connection.collection('direct_deliveries').find({}).toArray();
    expect(planned.filter(({ chatId }) => chatId === 1)).toHaveLength(6);
    expect(planned.filter(({ chatId }) => chatId === 2)).toHaveLength(10);
    const day = Math.floor(CLOSE_TIME_MS / (24 * HOUR_MS));
    const counted = await stage.stores.alertDays.ofDays(1, [day]);
    expect(counted.size).toBe(6);
    const information = COINS.slice(0, 5).map((coin) => signalAbout(coin).id);
    expect(information.filter((id) => counted.has(id)).length).toBeLessThanOrEqual(3);
  });

  it('holds what is still news until quiet hours end, and leaves out what is none by then', async () => {
    const nowMinute = (CLOSE_TIME_MS / 60_000) % 1_440;
    for (const [id, minutes] of [
      [1, 20],
      [2, 90],
    ] as const) {
      await stage.addPerson(id, 'elite');
      const toMinute = (nowMinute + minutes) % 1_440;
      await stage.wants(id, { quietHours: { fromMinute: (nowMinute + 1_430) % 1_440, toMinute } });
    }
    await stage.stores.signals.open(signalOf(), []);
    const deliverer = stage.start();
    await stage.run(3_000, deliverer);
    expect(stage.sent).toEqual([]);
    expect(await stage.states()).toEqual(['pending']);
    stage.clock.advance(20 * 60_000 - 6_000);
    await stage.run(5_000, deliverer);
    expect(stage.sent.map(({ chatId, html }) => [chatId, html.startsWith('🔁')])).toEqual([[1, false]]);
    expect(stage.sent[0]?.atMs).toBeGreaterThanOrEqual(CLOSE_TIME_MS + 20 * 60_000);
  });

  it('tells how a signal ended to whoever was sent it and wants to know', async () => {
    for (const [id, outcome] of [
      [1, 'silent'],
      [2, 'off'],
      [3, 'on'],
    ] as const) {
      await stage.addPerson(id, 'pro');
      await stage.wants(id, { messages: { outcome }, ...(id === 3 ? { pairs: ['ETH/USDT'] } : {}) });
    }
    const signal = signalOf();
    await stage.stores.signals.open(signal, []);
    const deliverer = stage.start();
    await stage.run(3_000, deliverer);
    expect(stage.sent.map(({ chatId }) => chatId).sort()).toEqual([1, 2]);
    stage.clock.advance(HOUR_MS);
    await stage.stores.signals.close(signal.id, { ...outcomeOf({ type: 'right' }), settledAtMs: stage.clock.nowMs() });
    await stage.run(4_000, deliverer);
    const told = stage.sent.slice(2);
    expect(told.map(({ chatId, isSilent }) => [chatId, isSilent])).toEqual([[1, true]]);
    expect(told[0]?.html).toContain('✅');
  });

  it('tells how a signal ended to whoever has moved to another day of the calendar since', async () => {
    for (const id of [1, 2]) {
      await stage.addPerson(id, 'pro');
      await stage.wants(id, { messages: { outcome: 'on' }, timeZone: id === 1 ? 'UTC' : 'Pacific/Kiritimati' });
    }
    const signal = signalOf();
    await stage.stores.signals.open(signal, []);
    const deliverer = stage.start();
    await stage.run(3_000, deliverer);
    await stage.wants(1, { messages: { outcome: 'on' }, timeZone: 'Pacific/Kiritimati' });
    await stage.wants(2, { messages: { outcome: 'on' }, timeZone: 'Pacific/Pago_Pago' });
    await stage.stores.signals.close(signal.id, { ...outcomeOf({ type: 'right' }), settledAtMs: stage.clock.nowMs() });
    await stage.run(4_000, deliverer);
    expect(
      stage.sent
        .filter(({ html }) => html.includes('✅'))
        .map(({ chatId }) => chatId)
        .sort(),
    ).toEqual([1, 2]);
  });

  it('tells an outcome of the last hour however many signals were decided since, without a question for each', async () => {
    await stage.addPerson(1, 'pro');
    await stage.wants(1, { messages: { outcome: 'on' } });
    const [told, unsent] = [signalOf(), signalAbout('ETH')];
    await stage.stores.signals.open(told, []);
    const deliverer = stage.start();
    await stage.run(3_000, deliverer);
    await stage.stores.signals.open(unsent, []);
    stage.clock.advance(2 * HOUR_MS);
    for (const { id } of [told, unsent])
      await stage.stores.signals.close(id, { ...outcomeOf({ type: 'right' }), settledAtMs: stage.clock.nowMs() });
    const { signals, fanOuts } = stage.stores;
    const find = () => Promise.reject(new Error('expected no question about one subject'));
    const deps = {
      ...stage.directDeps,
      signals: { ...signals, latest: async () => [] },
      fanOuts: { ...fanOuts, find },
    };
    await planDirects(deps, () => false);
    const subjects = [told, unsent].map(({ id }) => outcomeSubject(id));
    expect([...(await fanOuts.known(subjects))]).toEqual(subjects.slice(0, 1));
    await stage.run(3_000, deliverer);
    expect(stage.sent.map(({ html }) => html.includes('✅'))).toEqual([false, true]);
  });

  it('keeps what an older version stored of /watch, all of a day', async () => {
    await stage.addPerson(1, 'pro');
    await database.connection.collection<{ _id: number }>('alert_preferences').insertOne({
      ...{ _id: 1, pairs: ['ETH/USDT'], timeframes: null, side: 'BUY' },
      ...{ minimumConfidence: 0.55, onlyWorthTrading: true },
    });
    await moveAlertPreferences(database.connection);
    await moveAlertPreferences(database.connection);
    const account = await stage.stores.accounts.find(1);
    expect(account === null ? null : settingsOf(account)).toMatchObject({
      ...{ pairs: ['ETH/USDT'], side: 'BUY', minimumConfidence: 0.55, onlyWorthTrading: true, mostSignalsPerDay: null },
      messages: { signal: 'on', news: 'on' },
    });
    expect(await database.connection.collection('alert_preferences').countDocuments()).toBe(0);
  });
});
