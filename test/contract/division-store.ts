import { describe, expect, it } from 'vitest';
import type { Division, DivisionStore } from '../../bot/division-store.ts';

export interface DivisionSamples<T extends Division> {
  readonly empty: T;
  /** Of the first revision. */
  readonly first: T;
  /** What others make of it. */
  readonly later: (holder: string) => Omit<T, 'revision'>;
}

/** What every store of a division promises. `open` gives the same store at each call, empty at first. */
export function divisionStoreContract<T extends Division>(
  name: string,
  open: () => DivisionStore<T>,
  { empty, first, later }: DivisionSamples<T>,
): void {
  describe(`a division in ${name}`, () => {
    it('is empty at first, and then what one of many made of it that wrote at once', async () => {
      const store = open();
      expect(await store.read()).toEqual(empty);
      const writes = Array.from({ length: 12 }, () => store.replace({ ...first, revision: 0 }));
      expect((await Promise.all(writes)).filter((isStored) => isStored)).toHaveLength(1);
      expect(await store.read()).toEqual(first);
    });

    it('is not replaced by what was made of an older one', async () => {
      const store = open();
      const old = await store.read();
      const writes = ['b', 'c', 'd'].map((holder) => store.replace({ ...old, ...later(holder) }));
      expect((await Promise.all(writes)).filter((isStored) => isStored)).toHaveLength(1);
      const now = await store.read();
      expect(now.revision).toBe(old.revision + 1);
      expect(now).not.toEqual({ ...old, revision: now.revision });
      expect(await store.replace(old)).toBe(false);
      expect(await store.read()).toEqual(now);
    });
  });
}
