import type { Update } from 'grammy/types';
import { beforeEach, describe, expect, it } from 'vitest';
import { startRealTimer } from '../../../../bot/telegram/deadline.ts';
import type { FactJournal } from '../../../../bot/telegram/updates/fact-journal.ts';
import { createIntake, type Intake, type IntakeEvent } from '../../../../bot/telegram/updates/intake.ts';

const user = (id: number) => ({ id, is_bot: false, first_name: 'A' });
const chat = (id: number) => ({ id, type: 'private' as const, first_name: 'A' });
const word = (updateId: number, personId = updateId): Update => ({
  update_id: updateId,
  message: { message_id: 1, date: 0, chat: chat(personId), from: user(personId), text: 'x' },
});
const payment = (updateId: number): Update => ({
  update_id: updateId,
  message: {
    ...{ message_id: 1, date: 0, chat: chat(updateId), from: user(updateId) },
    successful_payment: {
      ...{ currency: 'XTR', total_amount: 1, invoice_payload: 'x' },
      ...{ telegram_payment_charge_id: `c${updateId}`, provider_payment_charge_id: '' },
    },
  },
});
const preCheckout = (updateId: number): Update => ({
  update_id: updateId,
  pre_checkout_query: { id: 'q', from: user(updateId), currency: 'XTR', total_amount: 1, invoice_payload: 'x' },
});

let intake: Intake;
let events: IntakeEvent[];
let performed: number[];
let kept: number[];
let done: number[];
let isDiskFull: boolean;
let perform: (update: Update) => Promise<void>;
const never = (): Promise<never> => new Promise(() => {});

beforeEach(() => {
  [events, performed, kept, done] = [[], [], [], []];
  isDiskFull = false;
  perform = async () => {};
  const journal: FactJournal = {
    async keep(updates) {
      if (isDiskFull) throw new Error('no space left on device');
      kept.push(...updates.map(({ update_id: updateId }) => updateId));
    },
    noteNotified: () => {},
    noteDone: (updateId) => void done.push(updateId),
    close: async () => {},
  };
  intake = createIntake({
    ...{ journal, startTimer: startRealTimer, wallNowMs: () => performance.now(), random: () => 0 },
    perform: (update) => {
      performed.push(update.update_id);
      return perform(update);
    },
    notifyDelayed: async () => {},
    fail: async () => {},
    onEvent: (event) => events.push(event),
  });
});

describe('what comes in', () => {
  it('is safe to forget once money is on disk; words and pre-checkouts never touch it', async () => {
    perform = never;
    await intake.take([payment(1), preCheckout(2), word(3)]);
    expect(kept).toEqual([1]);
    expect(intake.firstUnsafeId()).toBeNull();
    expect(performed.toSorted()).toEqual([1, 2, 3]);
  });

  it('begins with pre-checkouts, before the disk is asked', async () => {
    perform = never;
    const taking = intake.take([word(1), payment(2), preCheckout(3)]);
    expect(performed).toEqual([3]);
    await taking;
    expect(performed).toContain(2);
  });

  it('is not forgotten without a disk until the database has it: the fallback of a read-only DATA_DIR', async () => {
    isDiskFull = true;
    let release = (): void => {};
    perform = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    await intake.take([word(4), payment(5), payment(6)]);
    expect(intake.firstUnsafeId()).toBe(5);
    expect(events).toMatchObject([{ type: 'facts-unkept', count: 2 }]);
    release();
    await intake.idle();
  });

  it('is forgotten without a disk as soon as it is done', async () => {
    isDiskFull = true;
    await intake.take([payment(5)]);
    await intake.idle();
    expect(done).toEqual([5]);
    expect(intake.firstUnsafeId()).toBeNull();
  });

  it('from a webhook is taken when it is on disk, and without one when it is done', async () => {
    perform = never;
    await intake.accept(payment(1));
    isDiskFull = true;
    let release = (): void => {};
    perform = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const states: string[] = [];
    const accepting = intake.accept(payment(2)).then(() => states.push('accepted'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(states).toEqual([]);
    release();
    await accepting;
    // Sent again, because Telegram did not get the answer.
    const before = performed.length;
    await intake.accept(payment(2));
    expect(performed).toHaveLength(before);
  });

  it('twice is done once, also what an earlier process left', async () => {
    intake.takeLeft([{ update: payment(1), notified: true }]);
    await intake.take([payment(1), payment(2), word(3)]);
    await intake.take([payment(2), word(3)]);
    await intake.idle();
    expect(performed.toSorted()).toEqual([1, 2, 3]);
  });

  it('of one person keeps its order; a hundred who are slow do not keep others waiting for ever', async () => {
    const slow = new Set(Array.from({ length: 12 }, (_, index) => index + 1));
    perform = (update) => (slow.has(update.update_id) ? never() : Promise.resolve());
    await intake.take([...slow].map((id) => word(id)));
    await intake.take([word(100), preCheckout(101), payment(102)]);
    expect(performed).not.toContain(100);
    expect(performed).toContain(101);
    expect(performed).toContain(102);
    await new Promise((resolve) => setTimeout(resolve, 5_300));
    expect(performed).toContain(100);
  });

  it('is dropped when it is no update, and beyond ten thousand words; money never', { timeout: 30_000 }, async () => {
    perform = never;
    const broken: unknown = { update_id: 1, chat_member: {} };
    await intake.take([broken as Update]);
    expect(events).toEqual([{ type: 'update-dropped', updateId: 1 }]);
    await intake.take(Array.from({ length: 10_020 }, (_, index) => word(10 + index, 7)));
    expect(events.length).toBeGreaterThan(1);
    await intake.take([payment(50_000)]);
    expect(kept).toContain(50_000);
    const startedMs = performance.now();
    await intake.waitForCapacity(200);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(190);
  });
});
