import type { SeriesKey } from '../../../engine/market/series.ts';
import type { SharesEvent } from '../../lease-event.ts';
import type { ShardStore, ShardTable } from '../../shard-store.ts';
import type { StartTimer } from '../../telegram/deadline.ts';
import { LEASE_MS } from '../lease.ts';
import { type Beat, changeDivision, createBeat, MOST_ATTEMPTS } from './beat.ts';
import { type Dealt, dealShards, leaveShards, shardOf } from './deal-shards.ts';

const BEAT_MS = 2_000;

/** Which of the followed series this process walks. */
export interface Shares extends Pick<Beat, 'start' | 'stop'> {
  /** Whether a walk of a series may begin now. */
  walks(series: SeriesKey): boolean;
  /** Whether this process takes part: it has shards, or would have some were they free. */
  takesPart(): boolean;
  /** Runs a walk; meanwhile its shard is not given away. */
  during<T>(series: SeriesKey, walk: () => Promise<T>): Promise<T>;
  /** How many of the followed series this process walks. */
  count(): number;
}

export interface SharesDependencies {
  readonly store: ShardStore;
  readonly series: readonly SeriesKey[];
  /** The same after a restart of this installation, and no other's: a restart then waits for nobody. */
  readonly holder: string;
  readonly lengthMs?: number;
  /** The machine's time, which the store keeps. */
  readonly nowMs: () => number;
  /** Monotonic: the end of the own portion, whatever is done to the machine's clock. */
  readonly wallNowMs: () => number;
  readonly startTimer: StartTimer;
  /** Whether models and candles are there by this process's own doing: the first to take part has led before. */
  readonly leads: () => boolean;
  /** Reads what another process has prepared; before the first shard is taken, and again after a pause. */
  readonly follow: () => Promise<void>;
  /** Forgets what another process may have changed of these series; before the first of them is walked. */
  readonly onTaken: (series: readonly SeriesKey[]) => void;
  readonly onEvent: (event: SharesEvent) => void;
  readonly onFailed: (error: unknown) => void;
}

interface Sharing {
  readonly deps: SharesDependencies;
  readonly lengthMs: number;
  readonly shards: ReadonlyMap<SeriesKey, number>;
  /** Walks under way, by shard. */
  readonly walking: Map<number, number>;
  held: ReadonlySet<number>;
  giving: ReadonlySet<number>;
  untilWallMs: number;
  isStopped: () => boolean;
  told: string;
}

/**
 * The series are dealt among all processes that say they live, and dealt anew as one comes, goes or falls silent for a lease. It spares
 * work and nothing rests on it: a process that was paused between its look and its deed writes what another has written, under the same
 * unique ids.
 */
export function createShares(deps: SharesDependencies): Shares {
  const sharing: Sharing = {
    ...{ deps, lengthMs: deps.lengthMs ?? LEASE_MS, walking: new Map(), held: new Set(), giving: new Set() },
    shards: new Map(deps.series.map((each) => [each, shardOf(each)])),
    ...{ untilWallMs: Number.NEGATIVE_INFINITY, isStopped: () => false, told: '' },
  };
  const { startTimer, onFailed } = deps;
  const beating = createBeat({
    ...{ everyMs: BEAT_MS, startTimer, onFailed },
    ...{ beat: () => beat(sharing), leave: () => leave(sharing) },
  });
  sharing.isStopped = beating.isStopped;
  const walks = (series: SeriesKey): boolean => {
    const shard = sharing.shards.get(series) ?? shardOf(series);
    return isLive(sharing) && sharing.held.has(shard) && !sharing.giving.has(shard);
  };
  return {
    walks,
    takesPart: () => isLive(sharing),
    async during(series, walk) {
      const shard = sharing.shards.get(series) ?? shardOf(series);
      sharing.walking.set(shard, (sharing.walking.get(shard) ?? 0) + 1);
      try {
        return await walk();
      } finally {
        sharing.walking.set(shard, (sharing.walking.get(shard) ?? 1) - 1);
      }
    },
    count: () => deps.series.filter(walks).length,
    ...{ start: beating.start, stop: beating.stop },
  };
}

const isLive = ({ deps, untilWallMs }: Sharing): boolean => deps.wallNowMs() < untilWallMs;

/** A beat that fails is an unknown outcome: what was held stays so until its own end. */
async function beat(sharing: Sharing): Promise<void> {
  const { deps } = sharing;
  try {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      if (!isLive(sharing)) {
        lapse(sharing);
        const found = await deps.store.read();
        if (!mayJoin(sharing, found)) return tell(sharing, found);
        if (!deps.leads()) await deps.follow();
      }
      const askedWallMs = deps.wallNowMs();
      const table = await deps.store.read();
      if (sharing.isStopped()) return;
      const dealt = deal(sharing, table);
      if (!(await deps.store.replace(dealt.table))) continue;
      hold(sharing, dealt, askedWallMs);
      return tell(sharing, dealt.table);
    }
  } catch (error) {
    deps.onFailed(error);
  }
}

/** Who has not led joins those who walk: models and candles are there then. All the others wait until one of them leads. */
function mayJoin({ deps }: Sharing, { engines }: ShardTable): boolean {
  const nowMs = deps.nowMs();
  return deps.leads() || engines.some(({ holder, untilMs }) => holder !== deps.holder && untilMs > nowMs);
}

/** From here on nothing of what is given away begins, so that what is idle now may be let go in the same write. */
function deal(sharing: Sharing, table: ShardTable): Dealt {
  const { deps, lengthMs, walking } = sharing;
  const isBusy = (shard: number): boolean => (walking.get(shard) ?? 0) > 0;
  const dealt = dealShards(table, { holder: deps.holder, nowMs: deps.nowMs(), lengthMs, isBusy });
  sharing.giving = dealt.giving;
  return dealt;
}

function hold(sharing: Sharing, { held, giving }: Dealt, askedWallMs: number): void {
  const taken = new Set([...held].filter((shard) => !sharing.held.has(shard)));
  const { series, onTaken } = sharing.deps;
  if (taken.size > 0) onTaken(series.filter((each) => taken.has(sharing.shards.get(each) ?? -1)));
  sharing.held = held;
  sharing.giving = giving;
  sharing.untilWallMs = askedWallMs + sharing.lengthMs;
}

function lapse(sharing: Sharing): void {
  sharing.held = new Set();
  sharing.giving = new Set();
}

function tell(sharing: Sharing, { engines }: ShardTable): void {
  const { deps, held, shards } = sharing;
  const series = deps.series.filter((each) => held.has(shards.get(each) ?? -1)).length;
  const event: SharesEvent = { type: 'shards', held: held.size, series, engines: engines.length };
  const text = JSON.stringify(event);
  if (text === sharing.told) return;
  sharing.told = text;
  deps.onEvent(event);
}

async function leave(sharing: Sharing): Promise<void> {
  const { store, holder } = sharing.deps;
  if (!isLive(sharing)) return;
  sharing.untilWallMs = Number.NEGATIVE_INFINITY;
  await changeDivision(store, (table) => leaveShards(table, holder));
}

/** For a world that only one process can have, such as the sandbox of a locked folder, and for roles that walk nothing. */
export function wholeShare(walks: () => boolean, series: readonly SeriesKey[]): Shares {
  return {
    ...{ walks, takesPart: walks, during: (_series, walk) => walk() },
    count: () => (walks() ? series.length : 0),
    start: async () => {},
    stop: async () => {},
  };
}
