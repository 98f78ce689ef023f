import { createHash } from 'node:crypto';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { ShardTable } from '../../shard-store.ts';

/** Some for each of as many engines as anybody runs; few enough to be one small document. */
export const SHARDS = 64;

/** The shard of a series: the same in every process, whatever else it follows. */
export function shardOf(series: SeriesKey): number {
  return createHash('sha256').update(seriesName(series)).digest().readUInt32BE(0) % SHARDS;
}

export interface Dealing {
  /** Who deals: it changes nothing but its own shards and those of processes that have ended. */
  readonly holder: string;
  readonly nowMs: number;
  readonly lengthMs: number;
  /** Whether a shard is being walked right now: it is not given away before that has ended. */
  readonly isBusy: (shard: number) => boolean;
}

export interface Dealt {
  /** To be stored. */
  readonly table: ShardTable;
  /** What the dealer holds in it. */
  readonly held: ReadonlySet<number>;
  /** Of these, what it will give away: nothing of it may be begun. */
  readonly giving: ReadonlySet<number>;
}

/**
 * The table after one process has said that it lives: it has its fair portion, give or take one shard, what it had before among it. What
 * is too much it lets go, for others to take; what is free, or of a process that says nothing any more, it takes until it has enough.
 */
export function dealShards(table: ShardTable, { holder, nowMs, lengthMs, isBusy }: Dealing): Dealt {
  const others = table.engines.filter((each) => each.holder !== holder && each.untilMs > nowMs);
  const engines = [...others, { holder, untilMs: nowMs + lengthMs }].toSorted((a, b) => (a.holder < b.holder ? -1 : 1));
  const alive = new Set(engines.map((each) => each.holder));
  const before = Array.from({ length: SHARDS }, (_, shard) => {
    const owner = table.shards[shard] ?? null;
    return owner !== null && alive.has(owner) ? owner : null;
  });
  const fair = portionOf(
    engines.findIndex((each) => each.holder === holder),
    engines.length,
  );
  const mine = before.flatMap((owner, shard) => (owner === holder ? [shard] : []));
  const giving = new Set(mine.slice(fair));
  const free = before.flatMap((owner, shard) => (owner === null ? [shard] : []));
  const taking = new Set(free.slice(0, Math.max(0, fair - mine.length)));
  const shards = before.map((owner, shard) => {
    if (taking.has(shard)) return holder;
    return giving.has(shard) && !isBusy(shard) ? null : owner;
  });
  return { table: { revision: table.revision, engines, shards }, held: heldBy(shards, holder), giving };
}

/** The table without a process that ends in order: what it had is free. */
export function leaveShards(table: ShardTable, holder: string): ShardTable {
  return {
    revision: table.revision,
    engines: table.engines.filter((each) => each.holder !== holder),
    shards: table.shards.map((owner) => (owner === holder ? null : owner)),
  };
}

/** The first of all get one more where it cannot be divided. */
function portionOf(place: number, engines: number): number {
  return Math.floor(SHARDS / engines) + (place < SHARDS % engines ? 1 : 0);
}

function heldBy(shards: readonly (string | null)[], holder: string): ReadonlySet<number> {
  return new Set(shards.flatMap((owner, shard) => (owner === holder ? [shard] : [])));
}
