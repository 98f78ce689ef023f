import type { LeaseStore } from '../../../bot/lease-store.ts';
import { NO_SHARDS, type ShardStore, type ShardTable } from '../../../bot/shard-store.ts';

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

/** The division in memory, as the contract suite asks of the MongoDB one. */
export function createMemoryShards(): ShardStore {
  let kept: ShardTable = NO_SHARDS;
  return {
    read: async () => kept,
    async replace(table) {
      if (table.revision !== kept.revision) return false;
      kept = { ...table, revision: table.revision + 1 };
      return true;
    },
  };
}
