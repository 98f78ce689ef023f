import { GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFactRunner, type FactEvent, type FactRunner } from '../../../../bot/telegram/updates/fact-runner.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { createManualTime, type ManualTime, settle } from '../../../support/manual-time.ts';

const chat = (id: number) => ({ id, type: 'private' as const, first_name: 'A' });
const user = (id: number) => ({ id, is_bot: false, first_name: 'A' });
const payment = (updateId: number, personId = updateId): Update => ({
  update_id: updateId,
  message: {
    ...{ message_id: 1, date: 0, chat: chat(personId), from: user(personId) },
    successful_payment: {
      ...{ currency: 'XTR', total_amount: 1, invoice_payload: 'x' },
      ...{ telegram_payment_charge_id: `c${updateId}`, provider_payment_charge_id: '' },
    },
  },
});
const join = (updateId: number, personId = updateId): Update => ({
  update_id: updateId,
  chat_join_request: {
    chat: { id: -1, type: 'channel', title: 'Pro' },
    ...{ from: user(personId), user_chat_id: personId, date: 0 },
  },
});

let time: ManualTime;
let runner: FactRunner;
let events: FactEvent[];
let done: number[];
let notified: number[];
let attempts: number[];
let perform: (update: Update) => Promise<void>;
const types = (): readonly string[] => events.map(({ type }) => type);

beforeEach(() => {
  time = createManualTime();
  [events, done, notified, attempts] = [[], [], [], []];
  perform = async () => {};
  runner = createFactRunner({
    perform: (update) => {
      attempts.push(update.update_id);
      return perform(update);
    },
    notifyDelayed: async ({ update_id: updateId }) => void notified.push(updateId),
    onNotified: () => {},
    onDone: (updateId) => void done.push(updateId),
    startTimer: time.startTimer,
    wallNowMs: time.nowMs,
    random: () => 1,
    onEvent: (event) => void events.push(event),
  });
});

const noDatabase = (): Promise<never> => Promise.reject(new Error('no database'));
const never = (): Promise<never> => new Promise(() => {});

describe('facts', () => {
  it('are done though the first attempts fail, the person notified once, the operator at both ends', async () => {
    perform = noDatabase;
    runner.add(payment(1), false);
    await time.pass(25_000);
    expect(notified).toEqual([1]);
    expect(types().filter((type) => type !== 'fact-failed')).toEqual(['facts-waiting']);
    perform = async () => {};
    await time.pass(2_000);
    expect(done).toEqual([1]);
    expect(events.at(-1)).toMatchObject({ type: 'facts-done', done: 1 });
    expect(notified).toEqual([1]);
  });

  it('of a thousand are all done within seconds of the database coming back, asked for one by one until then', async () => {
    perform = async () => {
      await new Promise<void>((resolve) => time.startTimer(5_000, resolve));
      throw new Error('server selection timed out');
    };
    for (let id = 1; id <= 1_000; id += 1) runner.add(join(id), false);
    await time.pass(60_000);
    expect(attempts.length).toBeLessThan(30);
    perform = async () => {};
    await time.pass(7_000);
    expect(done).toHaveLength(1_000);
    expect(types().filter((type) => type === 'facts-done')).toHaveLength(1);
  });

  it('that come while the database is away are spoken of at once, not after the others’ time-outs', async () => {
    perform = never;
    runner.add(join(1), false);
    await time.pass(20_500);
    expect(types()).toContain('facts-waiting');
    runner.add(payment(2), false);
    await settle();
    expect(notified).toContain(2);
  });

  it('of money do not wait for any number of join requests', async () => {
    perform = (update) => (update.chat_join_request === undefined ? Promise.resolve() : never());
    for (let id = 1; id <= 200; id += 1) runner.add(join(id), false);
    runner.add(payment(500), false);
    await settle();
    expect(done).toEqual([500]);
  });

  it('of one person keep their order, also over failures; those of others go on', async () => {
    let broken = true;
    perform = async ({ update_id: updateId }) => {
      if (updateId === 1 && broken) throw new Error('no database');
    };
    runner.add(payment(1, 7), false);
    runner.add(payment(2, 7), false);
    runner.add(payment(3, 8), false);
    await time.pass(10_000);
    expect(done).toEqual([3]);
    broken = false;
    await time.pass(60_000);
    expect(done).toEqual([3, 1, 2]);
  });

  it('that never succeed for a reason of their own hold up nobody', async () => {
    perform = async ({ update_id: updateId }) => {
      if (updateId === 1) throw new TypeError('a bug');
    };
    runner.add(payment(1), false);
    await time.pass(10_000);
    for (let id = 2; id <= 50; id += 1) runner.add(payment(id), false);
    await time.pass(10_000);
    expect(done).toHaveLength(49);
  });

  it('that Telegram refuses are tried for a day and then given up; a broken call is tried again soon', async () => {
    perform = async () => {
      throw new GrammyError('refused', { ok: false, error_code: 400, description: 'Bad Request: no rights' }, 'x', {});
    };
    runner.add(join(1), false);
    await time.pass(HOUR_MS);
    expect(attempts.length).toBeLessThan(15);
    expect(types()).not.toContain('facts-waiting');
    await time.pass(24 * HOUR_MS);
    expect(types()).toContain('fact-given-up');
    expect(runner.openCount()).toBe(0);
    attempts = [];
    perform = async () => {
      throw new HttpError('network', new Error('ECONNRESET'));
    };
    runner.add(join(2), false);
    await time.pass(10_000);
    expect(attempts.length).toBeGreaterThan(3);
  });

  it('that hang give their place away after a while', async () => {
    perform = (update) => (update.update_id <= 6 ? never() : Promise.resolve());
    for (let id = 1; id <= 7; id += 1) runner.add(payment(id), false);
    await time.pass(1_000);
    expect(done).toEqual([]);
    await time.pass(60_000);
    expect(done).toContain(7);
  });

  it('are notified of by time when they are just slow, and once over a restart', async () => {
    perform = never;
    runner.add(payment(1), false);
    runner.add(payment(2), true);
    runner.add(join(3), false);
    await time.pass(6_000);
    expect(notified).toEqual([1]);
  });

  it('can be awaited, and nothing begins after a stop', async () => {
    runner.add(payment(1), false);
    await runner.done(1);
    await runner.done(99);
    runner.stop();
    runner.add(payment(2), false);
    await time.pass(60_000);
    expect(attempts).toEqual([1]);
    expect(runner.isOpen(2)).toBe(true);
    await runner.idle();
  });
});
