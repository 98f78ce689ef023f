import { GrammyError, HttpError } from 'grammy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doubtUnsentDirects } from '../../../../bot/adapters/mongo/backup/doubt-unsent-directs.ts';
import type { DelivererDeps } from '../../../../bot/broadcast/deliver.ts';
import { createDirectWork } from '../../../../bot/broadcast/direct/direct-work.ts';
import { rotationOf } from '../../../../bot/broadcast/direct/order.ts';
import { planDirects } from '../../../../bot/broadcast/direct/plan-directs.ts';
import { DAY_MS, HOUR_MS } from '../../../../engine/time.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { openDirectStage } from '../../../support/direct-stage.ts';
import { signalOf, swingOf } from '../../../support/signal-fixtures.ts';

const blocked = (): Error =>
  new GrammyError(
    'x',
    { ok: false, error_code: 403, description: 'Forbidden: bot was blocked', parameters: {} },
    'x',
    {},
  );
const gone = (): Error =>
  new GrammyError('x', { ok: false, error_code: 400, description: 'Bad Request: chat not found' }, 'x', {});
const flood = (): Error =>
  new GrammyError(
    'x',
    { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 3 } },
    'x',
    {},
  );
const lost = (): Error => new HttpError('lost', Object.assign(new Error('ECONNRESET'), { code: 'ECONNRESET' }));

describe('signals to persons', () => {
  let database: TestDatabase;
  let stage: Awaited<ReturnType<typeof openDirectStage>>;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    stage = await openDirectStage(database);
  });

  it('go to subscribers who asked for them, by what they asked for, higher tiers first, then in the published order', async () => {
    const signal = signalOf();
    const [proIds, eliteIds] = [
      [11, 12, 13, 14],
      [21, 22, 23],
    ];
    for (const id of proIds ?? []) await stage.addPerson(id, 'pro');
    for (const id of eliteIds ?? []) await stage.addPerson(id, 'elite');
    for (const id of [...(proIds ?? []), ...(eliteIds ?? [])]) await stage.wants(id);
    await stage.addPerson(31, 'free');
    await stage.wants(31);
    await stage.addPerson(32, 'elite');
    for (const [id, wish] of [
      [41, { pairs: ['ETH/USDT'] }],
      [42, { timeframes: ['4h'] }],
      [43, { side: 'SELL' }],
      [44, { minimumConfidence: 0.6 }],
    ] as const) {
      await stage.addPerson(id, 'elite');
      await stage.wants(id, wish);
    }
    await stage.stores.signals.open(signal, []);
    await stage.run(5_000, stage.start());
    const byRotation = (ids: readonly number[] = []): number[] =>
      ids.toSorted((a, b) => rotationOf(signal.id, a) - rotationOf(signal.id, b));
    expect(stage.sent.map(({ chatId }) => chatId)).toEqual([...byRotation(eliteIds), ...byRotation(proIds)]);
    expect(stage.sent[0]?.html).toContain('BUY BTC/USDT');
    expect((await stage.stores.fanOuts.find(signal.id))?.state).toBe('done');
  });

  it('are judged by what each person pays: the filter and the message', async () => {
    const signal = signalOf({ expectedValueBps: 12, costBps: 20, worthTrading: false });
    for (const [id, cryptoSideBps] of [
      [1, null],
      [2, 5],
      [3, 7],
    ] as const) {
      await stage.addPerson(id, 'pro');
      await stage.stores.accounts.setCost(id, { cryptoSideBps, forexRoundTripBps: null });
      await stage.wants(id, { onlyWorthTrading: id !== 3 });
    }
    await stage.stores.signals.open(signal, []);
    await stage.run(5_000, stage.start());
    const htmlTo = (person: number) => stage.sent.find(({ chatId }) => chatId === person)?.html;
    expect(stage.sent.map(({ chatId }) => chatId).sort()).toEqual([2, 3]);
    expect(htmlTo(2)).toContain('for 0.10\u00a0% of cost');
    expect(htmlTo(2)).not.toContain('not worth trading');
    expect(htmlTo(3)).toContain('against 0.14\u00a0% of cost: direction likely, <b>not worth trading</b>');
    expect(htmlTo(3)).toContain('At your cost of 0.14\u00a0%');
  });

  it('state the size of a swing for what each person may lose at its stop', async () => {
    // The stop is 10 % away: 1 % of the account is lost there with a tenth of it.
    const signal = swingOf({ entry: 100, stop: 90, size: 0.1 });
    for (const [id, riskPerTrade] of [
      [1, null],
      [2, 0.0025],
      [3, 0.02],
    ] as const) {
      await stage.addPerson(id, 'elite');
      await stage.wants(id, { riskPerTrade });
    }
    await stage.stores.signals.open(signal, []);
    await stage.run(5_000, stage.start());
    const htmlTo = (person: number) => stage.sent.find(({ chatId }) => chatId === person)?.html;
    expect(htmlTo(1)).toContain('10\u00a0% of the account at most, so that the stop costs 1\u00a0%');
    expect(htmlTo(2)).toContain('3\u00a0% of the account at most, so that the stop costs 0.25\u00a0%');
    expect(htmlTo(3)).toContain('20\u00a0% of the account at most, so that the stop costs 2\u00a0%');
  });

  it.each([
    ['blocked the bot', blocked],
    ['is gone', gone],
  ])('mark who %s, who is spared from then on', async (_name, failure) => {
    await stage.addPerson(1, 'pro');
    await stage.wants(1);
    stage.failures.set(1, [failure]);
    await stage.stores.signals.open(signalOf(), []);
    const deliverer = stage.start();
    await stage.run(3_000, deliverer);
    expect(await stage.states()).toEqual(['blocked']);
    expect((await stage.stores.accounts.find(1))?.unreachable).toBe(true);
    const next = signalOf({ series: { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' } });
    await stage.stores.signals.open(next, []);
    await stage.run(3_000, deliverer);
    expect(await stage.states()).toEqual(['blocked']);
  });

  it('are tried again after a 429, and stop for as long as it says', async () => {
    for (const id of [1, 2, 3]) {
      await stage.addPerson(id, 'pro');
      await stage.wants(id);
      stage.failures.set(id, id === 1 ? [flood] : []);
    }
    await stage.stores.signals.open(signalOf(), []);
    await stage.run(8_000, stage.start());
    expect(stage.sent.map(({ chatId }) => chatId).sort()).toEqual([1, 2, 3]);
    expect(await stage.states()).toEqual(['sent', 'sent', 'sent']);
  });

  it('that may have been sent are never sent again, and counted', async () => {
    const signal = signalOf();
    for (const id of [1, 2]) {
      await stage.addPerson(id, 'pro');
      await stage.wants(id);
    }
    stage.failures.set(1, [lost]);
    await stage.stores.signals.open(signal, []);
    const deliverer = stage.start();
    await stage.run(95_000, deliverer);
    expect(stage.sent.map(({ chatId }) => chatId)).toEqual([2]);
    expect(await stage.states()).toEqual(['sent', 'unknown']);
    expect(await stage.stores.directs.count(signal.id)).toEqual({ pro: { sent: 1, unknown: 1 } });
  }, 60_000);

  it('left by a process that died are sent by the next one, but for those it had claimed', async () => {
    for (const id of [1, 2, 3]) {
      await stage.addPerson(id, 'elite');
      await stage.wants(id);
    }
    const signal = signalOf();
    await stage.stores.signals.open(signal, []);
    await planDirects(stage.directDeps, () => false);
    const lease = { nowMs: stage.clock.nowMs(), leaseMs: 1_000 };
    const waiting = await stage.stores.directs.readPage(`${signal.id}|2|0`);
    expect(await stage.stores.directs.claim(waiting.slice(0, 1), lease)).toHaveLength(1);
    await stage.run(10_000, stage.start());
    expect(stage.sent.map(({ chatId }) => chatId).sort()).toEqual(
      waiting
        .slice(1)
        .map(({ chatId }) => chatId)
        .sort(),
    );
    expect(await stage.states()).toEqual(['sent', 'sent', 'unknown']);
    const lost = { type: 'direct', kind: 'alert', tier: 'elite', outcome: 'unknown', error: 'outbox/lease-ran-out' };
    const told = stage.events.filter((event) => event.type === 'direct');
    expect(told.filter(({ outcome }) => outcome === 'unknown')).toEqual([{ ...lost, sinceDueMs: null }]);
    // From the close on: the process that died had taken none of it.
    const since = told.flatMap(({ outcome, sinceDueMs }) => (outcome === 'sent' ? [sinceDueMs ?? -1] : []));
    expect(since).toHaveLength(2);
    for (const ms of since) expect(ms).toBeGreaterThanOrEqual(stage.clock.nowMs() - 10_000 - signal.closeTimeMs);
  }, 60_000);

  it('claimed and not begun when the process is stopped are sent by the next one, unmarked', async () => {
    for (const id of [1, 2, 3]) {
      await stage.addPerson(id, 'elite');
      await stage.wants(id);
    }
    await stage.stores.signals.open(signalOf(), []);
    await planDirects(stage.directDeps, () => false);
    stage.failures.set(1, [flood]);
    stage.failures.set(2, [flood]);
    stage.failures.set(3, [flood]);
    const stopped = stage.start();
    await stopped.drain();
    await stopped.stop();
    await stage.run(10_000, stage.start());
    expect(stage.sent.map(({ chatId }) => chatId).sort()).toEqual([1, 2, 3]);
  });

  it('that are too late expire unsent', async () => {
    await stage.addPerson(1, 'elite');
    await stage.wants(1);
    await stage.stores.signals.open(signalOf(), []);
    await planDirects(stage.directDeps, () => false);
    stage.clock.advance(HOUR_MS);
    await stage.run(2_000, stage.start());
    expect(stage.sent).toHaveLength(0);
    expect(await stage.states()).toEqual(['expired']);
    expect(stage.events).toMatchObject([{ type: 'direct', kind: 'alert', tier: 'elite', outcome: 'expired' }]);
    // They did not come, so others may that day.
    const day = Math.floor(stage.clock.nowMs() / DAY_MS);
    expect(await stage.stores.alertDays.ofDays(1, [day - 1, day, day + 1])).toEqual(new Set());
    const asked = [{ telegramId: 1, day, most: 1 }];
    expect(await stage.stores.alertDays.take('another', asked)).toEqual(new Set([1]));
  });

  it('that become too late while they wait for their slot expire unsent', async () => {
    for (const id of [1, 2]) {
      await stage.addPerson(id, 'elite');
      await stage.wants(id);
    }
    await stage.stores.signals.open(signalOf(), []);
    const textOf = async () => {
      stage.clock.advance(HOUR_MS);
      return 'BUY';
    };
    const more: DelivererDeps['more'] = (parts) => createDirectWork({ ...parts, ...stage.directDeps, textOf });
    await stage.run(3_000, stage.start({ more }));
    expect(stage.sent).toEqual([]);
    expect(await stage.states()).toEqual(['expired', 'expired']);
  });

  it('whose process died while sending are looked for at once where the clock is set back', async () => {
    const swept: number[] = [];
    const directs = {
      ...stage.stores.directs,
      async sweep(nowMs: number) {
        swept.push(nowMs);
        return await stage.stores.directs.sweep(nowMs);
      },
    };
    const textOf = async () => 'BUY';
    const more: DelivererDeps['more'] = (parts) => createDirectWork({ ...parts, ...stage.directDeps, directs, textOf });
    const deliverer = stage.start({ more });
    const startMs = stage.clock.nowMs();
    stage.clock.advance(3 * HOUR_MS);
    await deliverer.drain();
    stage.clock.advance(-3 * HOUR_MS);
    await deliverer.drain();
    expect(swept).toEqual([startMs + 3 * HOUR_MS, startMs]);
  });

  it('are not sent when they waited in a backup: they may have been since', async () => {
    for (const id of [11, 12]) {
      await stage.addPerson(id, 'pro');
      await stage.wants(id);
    }
    await stage.stores.signals.open(signalOf(), []);
    await planDirects(stage.directDeps, () => false);
    expect(await stage.states()).toEqual(['pending', 'pending']);
    expect(await doubtUnsentDirects(database.connection, stage.clock.nowMs())).toBe(2);
    expect(await doubtUnsentDirects(database.connection, stage.clock.nowMs())).toBe(0);
    await stage.run(5_000, stage.start());
    expect(stage.sent).toEqual([]);
    expect(await stage.states()).toEqual(['unknown', 'unknown']);
  });
});
