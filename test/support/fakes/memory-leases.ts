import type { Division, DivisionStore } from '../../../bot/division-store.ts';
import type { LeaseStore } from '../../../bot/lease-store.ts';
import { NO_SHARDS, type ShardStore } from '../../../bot/shard-store.ts';

/** Leases in memory, as the contract suite asks of the MongoDB ones. */
export function createMemoryLeases(): LeaseStore {
  const kept = new Map<string, { readonly holder: string; readonly token: number; readonly untilMs: number }>();
  return {
    async take({ name, holder, nowMs, lengthMs }) {
      const known = kept.get(name);
      if (known !== undefined && known.holder !== holder && known.untilMs > nowMs) return null;
      const token = (known?.token ?? 0) + 1;
      kept.set(name, { holder, token, untilMs: nowMs + lengthMs });
      return token;
    },
    async renew({ name, holder, token, nowMs, lengthMs }) {
      const known = kept.get(name);
      if (known?.holder !== holder || known.token !== token || known.untilMs <= nowMs) return false;
      kept.set(name, { holder, token, untilMs: nowMs + lengthMs });
      return true;
    },
    async release({ name, token }) {
      const known = kept.get(name);
      if (known?.token === token) kept.set(name, { ...known, untilMs: 0 });
    },
  };
}

/** A division in memory, of one process or of several of a test. */
export function createMemoryDivision<T extends Division>(empty: T): DivisionStore<T> {
  let kept = empty;
  return {
    read: async () => kept,
    async replace(division) {
      if (division.revision !== kept.revision) return false;
      kept = { ...division, revision: division.revision + 1 };
      return true;
    },
  };
}

export const createMemoryShards = (): ShardStore => createMemoryDivision(NO_SHARDS);
