import type { Clock } from '../../../../engine/ports.ts';
import { ApiRefusal } from '../protocol/refusal.ts';
import type { WireUpdateBody } from '../protocol/wire.ts';
import type { QueuedUpdate, SandboxEvent } from './state.ts';
import type { SandboxStore } from './store.ts';

/** Undelivered updates are dropped after a day of the clock. */
const KEPT_MS = 24 * 3600 * 1000;
/** Sent only to bots that ask for them by name. */
const NOT_BY_DEFAULT = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const MAX_POLL_SECONDS = 50;

export interface PollInput {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutS: number;
  /** Null leaves the bot's last choice as it is; an empty list is the default set. */
  readonly allowedUpdates: readonly string[] | null;
}

/** What waits for the bot. Ids grow across restarts. */
export interface UpdateQueue {
  /** The events that enqueue these updates, to be committed with their cause; kinds the bot did not ask for are left out. */
  enqueue(bodies: readonly WireUpdateBody[]): SandboxEvent[];
  poll(input: PollInput, aborted: AbortSignal): Promise<readonly QueuedUpdate[]>;
  pending(): readonly QueuedUpdate[];
  drop(updateIds: readonly number[]): void;
  setAllowed(kinds: readonly string[]): void;
  /** Ends every waiting poll with 409; what a new webhook does. */
  interrupt(): void;
  close(): void;
}

export function createUpdateQueue(store: SandboxStore, clock: Clock): UpdateQueue {
  const { state } = store;
  const waiting = createWaitingPoll();
  const stopListening = store.onCommit((events) => {
    if (events.some((event) => event.e === 'update')) waiting.wake();
  });

  const drop = (updateIds: readonly number[]): void => {
    if (updateIds.length > 0) store.commit([{ e: 'updates-gone', updateIds }]);
  };
  const dropOld = (): void => {
    const bornMs = clock.nowMs() - KEPT_MS;
    drop([...state.updates.values()].filter((update) => update.dateMs < bornMs).map((update) => update.updateId));
  };
  const setAllowed = (kinds: readonly string[]): void => {
    const before = JSON.stringify(state.allowedUpdates ?? []);
    if (before !== JSON.stringify(kinds)) store.commit([{ e: 'allowed-updates', kinds }]);
  };
  return {
    enqueue(bodies) {
      const wanted = bodies.filter((body) => isWanted(state.allowedUpdates, body));
      return wanted.map((body, index) => ({
        e: 'update',
        update: { updateId: nextUpdateId(state.lastUpdateId, index), dateMs: clock.nowMs(), body },
      }));
    },
    async poll(input, aborted) {
      waiting.conflict();
      if (input.allowedUpdates !== null) setAllowed(input.allowedUpdates);
      dropOld();
      const ids = [...state.updates.keys()];
      if (input.offset > 0) drop(ids.filter((id) => id < input.offset));
      else if (input.offset < 0) drop(ids.slice(0, Math.max(0, ids.length + input.offset)));
      if (state.updates.size === 0 && input.timeoutS > 0) {
        const how = await waiting.start(Math.min(input.timeoutS, MAX_POLL_SECONDS) * 1000, aborted);
        if (how === 'conflict') {
          throw new ApiRefusal(
            409,
            'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
          );
        }
      }
      return [...state.updates.values()].slice(0, input.limit);
    },
    pending() {
      dropOld();
      return [...state.updates.values()];
    },
    drop,
    setAllowed,
    interrupt: waiting.conflict,
    close() {
      stopListening();
      waiting.wake();
    },
  };
}

/** How a waiting poll ended: an update came, its time was over or the caller left, or another poll took its place. */
type PollEnd = 'woken' | 'over' | 'conflict';

interface WaitingPoll {
  start(timeoutMs: number, aborted: AbortSignal): Promise<PollEnd>;
  wake(): void;
  conflict(): void;
}

/** At most one poll waits at a time. */
function createWaitingPoll(): WaitingPoll {
  let finishCurrent: ((how: PollEnd) => void) | null = null;
  return {
    start: (timeoutMs, aborted) =>
      new Promise((resolve) => {
        const finish = (how: PollEnd): void => {
          clearTimeout(timer);
          aborted.removeEventListener('abort', stop);
          if (finishCurrent === finish) finishCurrent = null;
          resolve(how);
        };
        const stop = (): void => finish('over');
        const timer = setTimeout(stop, timeoutMs);
        aborted.addEventListener('abort', stop, { once: true });
        finishCurrent = finish;
      }),
    wake: () => finishCurrent?.('woken'),
    conflict: () => finishCurrent?.('conflict'),
  };
}

/** The first id of a new world is arbitrary but large, as Telegram's are, so that nobody takes it for a counter. */
function nextUpdateId(last: number, index: number): number {
  return (last === 0 ? 500_000_000 : last) + 1 + index;
}

function isWanted(allowed: readonly string[] | null, body: WireUpdateBody): boolean {
  const [kind] = Object.keys(body);
  if (kind === undefined) return false;
  if (allowed === null || allowed.length === 0) return !NOT_BY_DEFAULT.has(kind);
  return allowed.includes(kind);
}
