import type { Division, DivisionStore } from './division-store.ts';

/** Which process walks which shard of the followed series. */
export interface ShardTable extends Division {
  /** Processes that walk, each until when it has said so: by the machines' time, as a lease. */
  readonly engines: readonly { readonly holder: string; readonly untilMs: number }[];
  /** The holder of each shard; null: free, or of one that has ended. */
  readonly shards: readonly (string | null)[];
}

export type ShardStore = DivisionStore<ShardTable>;

/** Nothing is divided yet. */
export const NO_SHARDS: ShardTable = { revision: 0, engines: [], shards: [] };
