import type { LeaseEvent } from '../lease-event.ts';
import type { LeaseStore } from '../lease-store.ts';
import { type StartTimer, withDeadline } from '../telegram/deadline.ts';

/** Duration of a lease that is not renewed. Far above a pause of the event loop, far below what a reader would miss. */
export const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 4_000;
const TRY_EVERY_MS = 2_000;
const RELEASE_LIMIT_MS = 2_000;

/** What one process at a time does. */
export interface Lease {
  /** The fencing token while this process surely holds the lease, else null. A claim that ran out is not renewed but taken anew. */
  token(): number | null;
  /** Whether the work of the holder may begin now: the lease is held and what `onTaken` prepares is there. */
  leads(): boolean;
  /** Tries once, prepares when it was obtained, and goes on trying or renewing. Rejects with what the first preparation throws. */
  start(): Promise<void>;
  /** Gives the lease back, so that another need not wait for its end. */
  stop(): Promise<void>;
}

export interface LeaseDependencies {
  readonly store: LeaseStore;
  readonly name: string;
  /** The same after a restart of this installation, and no other's: a restart then waits for nobody. */
  readonly holder: string;
  readonly lengthMs?: number;
  /** The machine's time, which the store keeps. */
  readonly nowMs: () => number;
  /** Monotonic: the end of the own lease, whatever is done to the machine's clock. */
  readonly wallNowMs: () => number;
  readonly startTimer: StartTimer;
  /** Prepares what the holder does; the lease is renewed meanwhile. Repeated while the lease is held and it rejects. */
  readonly onTaken: (token: number) => Promise<void>;
  readonly onEvent: (event: LeaseEvent) => void;
  readonly onFailed: (error: unknown) => void;
}

interface Holding {
  readonly deps: LeaseDependencies;
  readonly lengthMs: number;
  held: { readonly token: number; readonly untilWallMs: number } | null;
  /** The token for which the work is prepared; the preparation under way. */
  preparedToken: number | null;
  preparing: Promise<void> | null;
  attempt: Promise<void> | null;
  cancelTimer: () => void;
  isWaiting: boolean;
  isStopped: boolean;
}

/**
 * A lease that is held as long as the process can renew it. It only spares work: what two holders do at once is harmless because of the
 * unique ids and tokens of what they write, for no lease can stop a process that was paused between its look and its deed.
 */
export function createLease(deps: LeaseDependencies): Lease {
  const holding: Holding = {
    ...{ deps, lengthMs: deps.lengthMs ?? LEASE_MS, held: null, preparedToken: null, preparing: null, attempt: null },
    ...{ cancelTimer: () => {}, isWaiting: false, isStopped: false },
  };
  return {
    token: () => tokenOf(holding),
    leads: () => {
      const token = tokenOf(holding);
      return token !== null && token === holding.preparedToken;
    },
    async start() {
      await attemptOnce(holding);
      schedule(holding);
      const token = tokenOf(holding);
      if (token !== null) await prepare(holding, token);
    },
    async stop() {
      holding.isStopped = true;
      holding.cancelTimer();
      // A database that is away holds up no stop: the lease then ends by itself.
      await withDeadline(release(holding), RELEASE_LIMIT_MS, deps.startTimer).catch(deps.onFailed);
    },
  };
}

async function release(holding: Holding): Promise<void> {
  await holding.attempt;
  const { deps, held } = holding;
  if (held === null) return;
  holding.held = null;
  await deps.store.release({ name: deps.name, token: held.token });
  deps.onEvent({ type: 'lease', name: deps.name, what: 'released' });
}

function tokenOf({ deps, held }: Holding): number | null {
  return held !== null && deps.wallNowMs() < held.untilWallMs ? held.token : null;
}

function schedule(holding: Holding): void {
  if (holding.isStopped) return;
  const { startTimer } = holding.deps;
  const everyMs = Math.min(holding.held === null ? TRY_EVERY_MS : RENEW_EVERY_MS, holding.lengthMs / 3);
  holding.cancelTimer = startTimer(everyMs, () => {
    holding.attempt = attemptOnce(holding).finally(() => {
      holding.attempt = null;
      schedule(holding);
      const token = tokenOf(holding);
      if (token !== null && token !== holding.preparedToken) prepare(holding, token).catch(holding.deps.onFailed);
    });
  });
}

/** Renews what is held, else tries to take it. A call that fails is an unknown outcome: what was held stays so until its own end. */
async function attemptOnce(holding: Holding): Promise<void> {
  const { deps, lengthMs } = holding;
  const askedWallMs = deps.wallNowMs();
  const request = { name: deps.name, holder: deps.holder, nowMs: deps.nowMs(), lengthMs };
  const token = tokenOf(holding);
  if (token === null) noteLost(holding);
  try {
    if (token !== null && (await deps.store.renew({ ...request, token }))) {
      holding.held = { token, untilWallMs: askedWallMs + lengthMs };
      return;
    }
    noteLost(holding);
    const taken = holding.isStopped ? null : await deps.store.take(request);
    if (taken !== null) {
      holding.held = { token: taken, untilWallMs: askedWallMs + lengthMs };
      holding.isWaiting = false;
      deps.onEvent({ type: 'lease', name: deps.name, what: 'taken', token: taken });
    } else if (!holding.isWaiting) {
      holding.isWaiting = true;
      deps.onEvent({ type: 'lease', name: deps.name, what: 'waiting' });
    }
  } catch (error) {
    deps.onFailed(error);
  }
}

function noteLost(holding: Holding): void {
  if (holding.held === null) return;
  holding.held = null;
  holding.deps.onEvent({ type: 'lease', name: holding.deps.name, what: 'lost' });
}

async function prepare(holding: Holding, token: number): Promise<void> {
  if (holding.preparing !== null) return await holding.preparing;
  holding.preparing = holding.deps
    .onTaken(token)
    .then(() => {
      holding.preparedToken = token;
    })
    .finally(() => {
      holding.preparing = null;
    });
  await holding.preparing;
}

/** For a world that only one process can have, such as the sandbox of a locked folder: held from the start to the end. */
export function createSoleLease(onTaken: (token: number) => Promise<void>): Lease {
  let isPrepared = false;
  return {
    token: () => 1,
    leads: () => isPrepared,
    async start() {
      await onTaken(1);
      isPrepared = true;
    },
    stop: async () => {},
  };
}

/** For roles that leave the work to others. */
export const NO_LEASE: Lease = {
  token: () => null,
  leads: () => false,
  start: async () => {},
  stop: async () => {},
};
