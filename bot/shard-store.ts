/** Which process walks which shard of the followed series. One document, so that a division is changed as a whole or not at all. */
export interface ShardTable {
  /** 0: nothing is stored yet. */
  readonly revision: number;
  /** Processes that walk, each until when it has said so: by the machines' time, as a lease. */
  readonly engines: readonly { readonly holder: string; readonly untilMs: number }[];
  /** The holder of each shard; null: free, or of one that has ended. */
  readonly shards: readonly (string | null)[];
}

/** Where processes that share a database keep their division. */
export interface ShardStore {
  read(): Promise<ShardTable>;
  /** Stores what was made of the table with this revision; false, and nothing is changed, where another was stored since. */
  replace(table: ShardTable): Promise<boolean>;
}

/** Nothing is divided yet. */
export const NO_SHARDS: ShardTable = { revision: 0, engines: [], shards: [] };
