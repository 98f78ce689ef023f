import type { Accounts } from '../../../billing/ports.ts';
import { createBroadcasts } from '../../../bot/broadcast/direct/broadcasts.ts';
import { directId } from '../../../bot/broadcast/direct/order.ts';
import type {
  DirectCounts,
  DirectOutbox,
  DirectResult,
  FanOut,
  FanOuts,
  PlannedDirect,
  SweptDirects,
  WaitingDirect,
} from '../../../bot/broadcast/direct/ports.ts';
import type { Broadcasts } from '../../../bot/telegram/sending/broadcasts.ts';
import type { Clock } from '../../../engine/ports.ts';

/** One message as it lies in the store. */
export interface MemoryDirect extends PlannedDirect {
  readonly id: string;
  state: 'pending' | 'claimed' | Exclude<DirectResult['type'], 'retry'>;
  attempt: number;
  token: string | null;
  leaseMs: number;
  /** Null: it waits in its page. */
  putOffMs: number | null;
}

export interface MemoryDirects extends DirectOutbox {
  readonly rows: ReadonlyMap<string, MemoryDirect>;
}

/** Where each message waits. */
interface Rows {
  readonly byId: Map<string, MemoryDirect>;
  /** Those that nobody has claimed yet. */
  readonly pages: Map<string, Set<MemoryDirect>>;
  /** Claimed. */
  readonly held: Set<MemoryDirect>;
  readonly putOff: Set<MemoryDirect>;
  tokens: number;
}

/** Messages to persons in memory that keep the promises of bot/broadcast/direct/ports.ts. */
export function createMemoryDirects(): MemoryDirects {
  const rows: Rows = { byId: new Map(), pages: new Map(), held: new Set(), putOff: new Set(), tokens: 0 };
  return { rows: rows.byId, ...claimsOver(rows), ...endsOver(rows), ...contentsOver(rows) };
}

function contentsOver({ byId, pages, held, putOff }: Rows): Pick<DirectOutbox, 'add' | 'count' | 'remove' | 'stop'> {
  return {
    async stop(subject) {
      const waiting = [...byId.values()].filter((row) => row.subject === subject && row.state === 'pending');
      for (const row of waiting) {
        Object.assign(row, { state: 'stopped', putOffMs: null });
        pages.get(row.page)?.delete(row);
        putOff.delete(row);
      }
      return waiting.length;
    },
    async add(planned) {
      for (const { notBeforeMs, ...each } of planned) {
        const id = directId(each.subject, each.chatId);
        if (byId.has(id)) continue;
        const state = { state: 'pending', attempt: 0, token: null, leaseMs: 0 } as const;
        const row: MemoryDirect = { ...each, id, ...state, putOffMs: notBeforeMs ?? null };
        byId.set(id, row);
        if (notBeforeMs !== undefined) putOff.add(row);
        else pages.set(each.page, (pages.get(each.page) ?? new Set()).add(row));
      }
    },
    async count(subject) {
      const counts: Record<string, Record<string, number>> = {};
      for (const { audience, state } of [...byId.values()].filter((row) => row.subject === subject))
        counts[audience] = { ...counts[audience], [state]: (counts[audience]?.[state] ?? 0) + 1 };
      return counts satisfies DirectCounts;
    },
    async remove(subject) {
      for (const row of [...byId.values()].filter((each) => each.subject === subject)) {
        byId.delete(row.id);
        pages.get(row.page)?.delete(row);
        held.delete(row);
        putOff.delete(row);
      }
    },
  };
}

function inOrder(found: Iterable<MemoryDirect>): readonly WaitingDirect[] {
  return [...found]
    .map(({ page: _page, state: _state, token: _token, leaseMs: _lease, putOffMs: _putOff, ...rest }) => rest)
    .toSorted((a, b) => b.priority - a.priority || a.dueAtMs - b.dueAtMs || a.rotation - b.rotation);
}

function claimsOver(
  rows: Rows,
): Pick<DirectOutbox, 'readPage' | 'waitingPages' | 'readPutOff' | 'claim' | 'nextPutOffMs'> {
  const { byId, pages, held, putOff } = rows;
  return {
    readPage: async (page) => inOrder(pages.get(page) ?? []),
    waitingPages: async (asked) => new Set(asked.filter((page) => (pages.get(page)?.size ?? 0) > 0)),
    readPutOff: async ({ kind, nowMs, limit }) =>
      inOrder([...putOff].filter((row) => row.kind === kind && (row.putOffMs ?? 0) <= nowMs).slice(0, limit)),
    async claim(waiting, { nowMs, leaseMs }) {
      rows.tokens += 1;
      const token = `token-${rows.tokens}`;
      return waiting.flatMap((each) => {
        const row = byId.get(each.id);
        if (row?.state !== 'pending') return [];
        const attempt = row.attempt + 1;
        Object.assign(row, { state: 'claimed', token, leaseMs: nowMs + leaseMs, attempt, putOffMs: null });
        pages.get(row.page)?.delete(row);
        putOff.delete(row);
        held.add(row);
        return [{ ...each, attempt, token }];
      });
    },
    async nextPutOffMs(kind, nowMs) {
      const times = [...putOff].filter((row) => row.kind === kind).map(({ putOffMs }) => putOffMs ?? 0);
      return times.length === 0 ? null : Math.max(nowMs, Math.min(...times));
    },
  };
}

function endsOver({ byId, held, putOff }: Rows): Pick<DirectOutbox, 'settle' | 'sweep'> {
  const end = (row: MemoryDirect, state: MemoryDirect['state']): void => {
    row.state = state;
    held.delete(row);
  };
  return {
    async settle(settled) {
      for (const { claim, result } of settled) {
        const row = byId.get(claim.id);
        if (row === undefined || row.token !== claim.token) continue;
        if (result.type !== 'retry') end(row, result.type);
        else {
          Object.assign(row, { state: 'pending', token: null, putOffMs: result.atMs });
          held.delete(row);
          putOff.add(row);
        }
      }
    },
    async sweep(nowMs) {
      const lost = [...held].filter(({ leaseMs }) => leaseMs <= nowMs);
      for (const row of lost) end(row, 'unknown');
      const groups = new Map<string, SweptDirects>();
      for (const { kind, audience } of lost) {
        const key = `${kind} ${audience}`;
        groups.set(key, { kind, audience, count: (groups.get(key)?.count ?? 0) + 1 });
      }
      return [...groups.values()];
    },
  };
}

/** Expansions in memory. */
export function createMemoryFanOuts(): FanOuts {
  const kept = new Map<string, FanOut>();
  const change = (subject: string, changes: Partial<FanOut>): void => {
    const found = kept.get(subject);
    if (found !== undefined) kept.set(subject, { ...found, ...changes });
  };
  const byDue = (a: FanOut, b: FanOut): number => a.dueAtMs - b.dueAtMs;
  return {
    async begin(begun) {
      if (kept.has(begun.subject)) return false;
      kept.set(begun.subject, { ...begun, cursor: null, state: 'planning', planned: 0, counts: null });
      return true;
    },
    open: async () =>
      [...kept.values()].filter(({ state }) => state === 'planning' || state === 'sending').toSorted(byDue),
    find: async (subject) => kept.get(subject) ?? null,
    known: async (subjects) => new Set(subjects.filter((subject) => kept.has(subject))),
    latestBroadcasts: async (limit) =>
      [...kept.values()]
        .filter(({ kind }) => kind === 'broadcast')
        .toSorted((a, b) => byDue(b, a))
        .slice(0, limit),
    async advance(subject, { cursor, planned }) {
      const found = kept.get(subject);
      if (found?.state !== 'planning') return false;
      const step = cursor === null ? ({ state: 'sending' } as const) : { cursor };
      change(subject, { ...step, planned: found.planned + planned });
      return true;
    },
    async move(subject, from, to) {
      const state = kept.get(subject)?.state;
      if (state === undefined || !from.includes(state)) return false;
      change(subject, { state: to });
      return true;
    },
    endedBefore: async (timeMs, limit) =>
      [...kept.values()]
        .filter(({ state, expiresAtMs }) => (state === 'done' || state === 'stopped') && expiresAtMs < timeMs)
        .toSorted((a, b) => a.expiresAtMs - b.expiresAtMs)
        .slice(0, limit),
    storeCounts: async (subject, counts) => change(subject, { counts }),
  };
}

/** Broadcasts over memory stores, for a bot beside which nobody sends: everybody is of the free tier. */
export function memoryBroadcasts(accounts: Accounts, clock: Clock): Broadcasts {
  const stores = { fanOuts: createMemoryFanOuts(), directs: createMemoryDirects(), accounts };
  return createBroadcasts({ ...stores, clock, tiersOf: async () => new Map() });
}
