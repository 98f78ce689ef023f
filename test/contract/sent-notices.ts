import { expect, it } from 'vitest';
import type { SentNotices } from '../../bot/telegram/ports.ts';

/** What a store of messages that are sent once promises, to two processes over it. A process that died holds a message for a moment. */
export function sentNoticesContract(
  name: string,
  open: () => { readonly one: SentNotices; readonly other: SentNotices },
): void {
  const keyOf = (what: string): string => `${name} ${what} ${Math.random()}`;

  it(`of ${name} let one of two send, and the other wait until it is sent`, async () => {
    const { one, other } = open();
    const key = keyOf('both');
    const turns = [one.begin(key), other.begin(key)];
    const first = await Promise.race(turns.map(async (turn, index) => ({ turn: await turn, index })));
    expect(first.turn).toBe('first');
    await (first.index === 0 ? one : other).end(key);
    expect((await Promise.all(turns)).toSorted()).toEqual(['done', 'first']);
    expect(await other.begin(key)).toBe('done');
  });

  it(`of ${name} count an attempt that sent nothing for none`, async () => {
    const { one, other } = open();
    const key = keyOf('released');
    expect(await one.begin(key)).toBe('first');
    const waits = other.begin(key);
    await one.release(key);
    expect(await waits).toBe('first');
  });

  it(`of ${name} are sent again once after an attempt that ended in the dark, and never a third time`, async () => {
    const { one, other } = open();
    const key = keyOf('dark');
    expect(await one.begin(key)).toBe('first');
    const waits = other.begin(key);
    await one.giveUp(key);
    expect(await waits).toBe('again');
    await other.giveUp(key);
    expect([await one.begin(key), await other.begin(key)]).toEqual(['done', 'done']);
  });
}
