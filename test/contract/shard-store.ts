import { describe, expect, it } from 'vitest';
import type { ShardStore } from '../../bot/shard-store.ts';

/** What every store of the division promises. `open` gives the same store at each call, empty at first. */
export function shardStoreContract(name: string, open: () => ShardStore): void {
  describe(`the division of the series in ${name}`, () => {
    const engines = [{ holder: 'a', untilMs: 15_000 }];

    it('is empty at first, and then what one of many made of it that wrote at once', async () => {
      const store = open();
      const empty = await store.read();
      expect(empty).toEqual({ revision: 0, engines: [], shards: [] });
      const writes = Array.from({ length: 12 }, () => store.replace({ ...empty, engines, shards: ['a', null] }));
      expect((await Promise.all(writes)).filter((isStored) => isStored)).toHaveLength(1);
      expect(await store.read()).toEqual({ revision: 1, engines, shards: ['a', null] });
    });

    it('is not replaced by what was made of an older one', async () => {
      const store = open();
      const old = await store.read();
      const writes = ['b', 'c', 'd'].map((holder) => store.replace({ ...old, shards: [holder, holder] }));
      expect((await Promise.all(writes)).filter((isStored) => isStored)).toHaveLength(1);
      const now = await store.read();
      expect(now.revision).toBe(old.revision + 1);
      expect(await store.replace({ ...old, shards: [null, null] })).toBe(false);
      expect(await store.read()).toEqual(now);
    });
  });
}
