import { describe, expect, it } from 'vitest';
import { inBatches } from '../../../engine/adapters/mongo/in-batches.ts';
import { settle } from '../../support/manual-time.ts';

function held() {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const ask = inBatches(async (items: readonly number[]) => {
    batches.push(items);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (items.includes(13)) throw new Error('unlucky');
    return items.map((item) => 10 * item);
  });
  return { batches, ask, end: (index: number) => ends[index]?.() };
}

describe('inBatches', () => {
  it('starts the first four at once and alone, and what comes meanwhile together, each with its own answer', async () => {
    const { batches, ask, end } = held();
    const asked = Promise.all([1, 2, 3, 4, 5, 6, 7].map(ask));
    expect(batches).toEqual([[1], [2], [3], [4]]);
    end(1);
    await settle();
    expect(batches).toEqual([[1], [2], [3], [4], [5, 6, 7]]);
    for (const index of [0, 2, 3, 4]) end(index);
    expect(await asked).toEqual([10, 20, 30, 40, 50, 60, 70]);
  });

  it('fails a batch as a whole and goes on with the next', async () => {
    const { batches, ask, end } = held();
    const first = [1, 2, 3, 4].map(ask);
    const failing = [13, 5].map((item) => ask(item).catch((error: Error) => error.message));
    end(0);
    await settle();
    end(4);
    expect(await Promise.all(failing)).toEqual(['unlucky', 'unlucky']);
    for (const index of [1, 2, 3]) end(index);
    await Promise.all(first);
    const later = ask(9);
    end(batches.length - 1);
    expect(await later).toBe(90);
  });
});
