import type { Tier } from '../../../billing/tiers.ts';
import type { AlertDays } from '../../../bot/broadcast/direct/ports.ts';
import { type StartTimer, startRealTimer } from '../../../bot/telegram/deadline.ts';
import type { AuditEntry, AuditLog, Operator, Operators } from '../../../bot/telegram/operations.ts';
import type {
  Member,
  Memberships,
  SentNotices,
  StoredTicket,
  TextStore,
  Tickets,
  UpdateLog,
} from '../../../bot/telegram/ports.ts';

/** Members of channels in memory. */
export function createMemoryMemberships(): Memberships {
  const kept = new Map<string, Member & { readonly tier: Tier }>();
  const keyOf = (telegramId: number, tier: Tier): string => `${telegramId}|${tier}`;
  const put = (telegramId: number, tier: Tier, changes: Partial<Member>): void => {
    const fresh = { telegramId, tier, admission: null, asked: false, mayStay: false };
    kept.set(keyOf(telegramId, tier), { ...fresh, ...kept.get(keyOf(telegramId, tier)), ...changes });
  };
  return {
    async set(telegramId, tier, { state }) {
      if (state === 'removed') kept.delete(keyOf(telegramId, tier));
      else put(telegramId, tier, {});
    },
    admit: async (telegramId, tier, { by }) => put(telegramId, tier, { admission: by }),
    async note(telegramId, tier, what) {
      if (kept.has(keyOf(telegramId, tier)))
        put(telegramId, tier, what === 'asked' ? { asked: true } : { mayStay: true });
    },
    members: async (tier) => [...kept.values()].filter((member) => member.tier === tier),
    member: async (telegramId, tier) => kept.get(keyOf(telegramId, tier)) ?? null,
  };
}

const MOST_ATTEMPTS = 2;

/** As long as a process that died holds a message. */
const LEASE_MS = 15_000;

interface MemoryNotice {
  attempts: number;
  done: boolean;
  /** While somebody sends it: called when they are done with it, or must be dead. */
  held: { readonly ended: Promise<void>; readonly letGo: () => void } | null;
}

/** Messages sent once, in memory: an attempt that ended in the dark is repeated once. */
export function createMemoryNotices(startTimer: StartTimer = startRealTimer): SentNotices {
  const kept = new Map<string, MemoryNotice>();
  const of = (key: string): MemoryNotice => {
    const found = kept.get(key) ?? { attempts: 0, done: false, held: null };
    kept.set(key, found);
    return found;
  };
  const hold = (notice: MemoryNotice): void => {
    let letGo = (): void => {};
    const ended = new Promise<void>((resolve) => {
      const held = (): void => {
        cancel();
        notice.held = null;
        resolve();
      };
      const cancel = startTimer(LEASE_MS, held);
      letGo = held;
    });
    notice.held = { ended, letGo };
  };
  return {
    async begin(key) {
      const notice = of(key);
      while (notice.held !== null) await notice.held.ended;
      if (notice.done || notice.attempts >= MOST_ATTEMPTS) return 'done';
      notice.attempts += 1;
      hold(notice);
      return notice.attempts === 1 ? 'first' : 'again';
    },
    async release(key) {
      of(key).attempts -= 1;
      of(key).held?.letGo();
    },
    async giveUp(key) {
      of(key).held?.letGo();
    },
    async end(key) {
      of(key).done = true;
      of(key).held?.letGo();
    },
  };
}

/** Update ids in memory. */
export function createMemoryUpdates(): UpdateLog {
  const claimed = new Set<number>();
  return {
    async claim(updateId) {
      if (claimed.has(updateId)) return false;
      claimed.add(updateId);
      return true;
    },
    isClaimed: async (updateId) => claimed.has(updateId),
  };
}

/** Small texts in memory. */
export function createMemoryTexts(): TextStore {
  const kept = new Map<string, string>();
  return {
    read: async (key) => kept.get(key) ?? null,
    write: async (key, text) => void kept.set(key, text),
    async replace(key, before, text) {
      if ((kept.get(key) ?? null) !== before) return false;
      kept.set(key, text);
      return true;
    },
    delete: async (key) => void kept.delete(key),
  };
}

/** Support tickets in memory. */
export function createMemoryTickets(): Tickets {
  const kept = new Map<string, StoredTicket>();
  const oldestFirst = (): readonly StoredTicket[] =>
    [...kept.values()].toSorted((a, b) => a.createdAtMs - b.createdAtMs);
  return {
    async open(ticket) {
      if (!kept.has(ticket.id)) kept.set(ticket.id, { ...ticket, closedAtMs: null });
    },
    find: async (id) => kept.get(id) ?? null,
    ofAccount: async (telegramId) => oldestFirst().filter((ticket) => ticket.telegramId === telegramId),
    waiting: async (limit) =>
      oldestFirst()
        .filter(({ closedAtMs }) => closedAtMs === null)
        .slice(0, limit),
    async close(id, nowMs) {
      const ticket = kept.get(id);
      if (ticket?.closedAtMs === null) kept.set(id, { ...ticket, closedAtMs: nowMs });
    },
    async removeBefore(timeMs) {
      for (const { id, createdAtMs } of [...kept.values()]) if (createdAtMs < timeMs) kept.delete(id);
    },
  };
}

/** What operators did, in memory. */
export function createMemoryAudit(): AuditLog {
  const kept = new Map<string, AuditEntry>();
  return {
    async append(entry) {
      if (!kept.has(entry.id)) kept.set(entry.id, entry);
    },
    latest: async (limit) => [...kept.values()].toSorted((a, b) => b.atMs - a.atMs).slice(0, limit),
  };
}

/** Operators in memory. */
export function createMemoryOperators(): Operators {
  const kept = new Map<number, Operator>();
  return {
    find: async (telegramId) => kept.get(telegramId) ?? null,
    list: async () => [...kept.values()].toSorted((a, b) => a.grantedAtMs - b.grantedAtMs),
    grant: async (operator) => void kept.set(operator.telegramId, operator),
    revoke: async (telegramId) => void kept.delete(telegramId),
  };
}

/** Signals counted by person and day, in memory. */
export function createMemoryAlertDays(): AlertDays {
  const kept = new Map<string, { readonly day: number; readonly subjects: Set<string> }>();
  const keyOf = (telegramId: number, day: number): string => `${telegramId}|${day}`;
  const has = (subject: string, telegramId: number, day: number): boolean =>
    kept.get(keyOf(telegramId, day))?.subjects.has(subject) === true;
  const having: AlertDays['having'] = async (subject, asked) =>
    new Set(asked.filter(({ telegramId, day }) => has(subject, telegramId, day)).map(({ telegramId }) => telegramId));
  return {
    having,
    async take(subject, asked) {
      for (const { telegramId, day, most } of asked) {
        const subjects = kept.get(keyOf(telegramId, day))?.subjects ?? new Set<string>();
        if (most === null || subjects.size < most) subjects.add(subject);
        kept.set(keyOf(telegramId, day), { day, subjects });
      }
      return await having(subject, asked);
    },
    async giveBack(subject, asked) {
      for (const { telegramId, day } of asked) kept.get(keyOf(telegramId, day))?.subjects.delete(subject);
    },
    ofDays: async (telegramId, days) =>
      new Set(days.flatMap((day) => [...(kept.get(keyOf(telegramId, day))?.subjects ?? [])])),
    async removeBefore(day) {
      for (const [key, each] of kept) if (each.day < day) kept.delete(key);
    },
  };
}
