import { Context } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { startRealTimer } from '../../../bot/telegram/deadline.ts';
import { createLanes } from '../../../bot/telegram/middleware/lanes.ts';

const from = (id: number) => ({ id, is_bot: false, first_name: 'A' });
const chat = (id: number) => ({ id, type: 'private' as const, first_name: 'A' });
const me = { id: 1, is_bot: true, first_name: 'bot', username: 'bot' } as UserFromGetMe;

/** A context without an Api: lanes call none. */
function contextOf(update: Omit<Update, 'update_id'>): Context {
  return new Context({ update_id: 1, ...update }, null as never, me);
}
const write = (personId: number) =>
  contextOf({ message: { message_id: 1, date: 0, chat: chat(personId), from: from(personId), text: 'x' } });
const preCheckout = (personId: number) =>
  contextOf({
    pre_checkout_query: { id: 'q', from: from(personId), currency: 'XTR', total_amount: 1, invoice_payload: 'p' },
  });
const payment = (personId: number) =>
  contextOf({
    message: {
      message_id: 1,
      date: 0,
      chat: chat(personId),
      from: from(personId),
      successful_payment: {
        currency: 'XTR',
        total_amount: 1,
        invoice_payload: 'p',
        telegram_payment_charge_id: 'c',
        provider_payment_charge_id: '',
      },
    },
  });

/** A promise opened from outside. */
function gate(): { readonly wait: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait, open };
}

describe('lanes', () => {
  const failures: string[] = [];
  const lanes = createLanes({
    startTimer: startRealTimer,
    fail: async (error) => {
      failures.push(String(error));
    },
  });
  const run = (ctx: Context, work: () => Promise<void>) => Promise.resolve(lanes.middleware(ctx, work));

  it('keep one person in order and hold up nobody else', async () => {
    const said: string[] = [];
    const slow = gate();
    await run(write(1), async () => {
      await slow.wait;
      said.push('first of 1');
    });
    await run(write(1), async () => void said.push('second of 1'));
    const other = gate();
    await run(write(2), async () => {
      said.push('of 2');
      other.open();
    });
    await other.wait;
    expect(said).toEqual(['of 2']);
    slow.open();
    await lanes.idle();
    expect(said).toEqual(['of 2', 'first of 1', 'second of 1']);
  });

  it('let a pre-checkout pass a slow answer to the same person', async () => {
    const slow = gate();
    const answered = gate();
    await run(write(1), async () => await slow.wait);
    await run(preCheckout(1), async () => answered.open());
    await answered.wait;
    slow.open();
    await lanes.idle();
  });

  it('make the polling loop wait for money and hand its error on', async () => {
    const slow = gate();
    let stored = false;
    const done = run(payment(1), async () => {
      await slow.wait;
      stored = true;
    });
    slow.open();
    await done;
    expect(stored).toBe(true);
    await expect(run(payment(1), async () => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
  });

  it('report the error of what nobody waits for, and go on with the next of that person', async () => {
    failures.length = 0;
    let next = false;
    await run(write(3), async () => Promise.reject(new Error('broken')));
    await run(write(3), async () => {
      next = true;
    });
    await lanes.idle();
    expect(failures).toEqual(['Error: broken']);
    expect(next).toBe(true);
  });

  it('let the loop go on when money takes too long, and still report how it ends', async () => {
    failures.length = 0;
    let fire = (): void => {};
    const impatient = createLanes({
      startTimer: (_ms, expire) => {
        fire = expire;
        return () => {};
      },
      fail: async (error) => {
        failures.push(String(error));
      },
    });
    const slow = gate();
    const done = Promise.resolve(
      impatient.middleware(payment(1), async () => {
        await slow.wait;
        throw new Error('lost at last');
      }),
    );
    fire();
    await expect(done).rejects.toThrow(/expected an answer within 5000 ms/);
    slow.open();
    await impatient.idle();
    await Promise.resolve();
    expect(failures).toEqual(['Error: lost at last']);
  });
});
