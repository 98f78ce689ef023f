import type { ClaimedPost, ClaimOrder, DuePost, LedgerEntry, Outbox, SweptPost } from '../../../engine/ports.ts';
import type { Delivery, PlannedDelivery } from '../../../engine/signals/delivery.ts';
import type { Outcome, PositionStep, Signal } from '../../../engine/signals/signal.ts';

interface Row {
  readonly signal: Signal;
  outcome: Outcome | null;
  readonly steps: readonly PositionStep[];
  delivery: Delivery;
  /** Unknown, and handed out once more. */
  isToRepeat: boolean;
  token: string | null;
  leaseEndsMs: number;
  notBeforeMs: number;
  editToken: string | null;
  editLeaseEndsMs: number;
  editNotBeforeMs: number;
  editDead: boolean;
}

export interface MemoryOutbox extends Outbox {
  /** As SignalLedger.open: a second time changes nothing. */
  open(signal: Signal, planned: readonly PlannedDelivery[], steps?: readonly PositionStep[]): void;
  /** As SignalLedger.close: a second outcome changes nothing. */
  close(signalId: string, outcome: Outcome): void;
  deliveries(): readonly Delivery[];
}

/** The rows of an outbox and its newest token. */
interface Rows {
  readonly byId: Map<string, Row>;
  nextToken(): string;
}

/** An Outbox in memory that keeps the promises of engine/ports.ts: leases, fencing tokens, tier order, expiry. */
export function createMemoryOutbox(): MemoryOutbox {
  let tokens = 0;
  const rows: Rows = {
    byId: new Map(),
    nextToken() {
      tokens += 1;
      return String(tokens).padStart(8, '0');
    },
  };
  return { ...ledgerOver(rows), ...postsOver(rows), ...editsOver(rows), ...timesOver(rows) };
}

function entryOf({ byId }: Rows, { signal, steps, outcome }: Row): LedgerEntry {
  const deliveries = [...byId.values()].filter((each) => each.signal.id === signal.id).map(({ delivery }) => delivery);
  return { signal, steps, outcome, deliveries };
}

function claimOf(rows: Rows, row: Row, token: string): ClaimedPost {
  return { entry: entryOf(rows, row), delivery: row.delivery, token };
}

/** Those that are wanted, in the order of sending. */
function inOrder({ byId }: Rows, isWanted: (row: Row) => boolean): Row[] {
  return [...byId.values()]
    .filter(isWanted)
    .sort(
      (a, b) =>
        b.delivery.priority - a.delivery.priority ||
        a.delivery.dueAtMs - b.delivery.dueAtMs ||
        a.delivery.id.localeCompare(b.delivery.id),
    );
}

function ledgerOver({ byId }: Rows): Pick<MemoryOutbox, 'open' | 'close' | 'deliveries'> {
  return {
    open(signal, planned, steps = []) {
      for (const plan of planned.filter(({ id }) => !byId.has(id))) {
        const unsent = {
          attempt: 0,
          messageId: null,
          sentAtMs: null,
          form: 'text' as const,
          outcomeShown: false,
          error: null,
        };
        const idle = { isToRepeat: false, token: null, leaseEndsMs: 0, notBeforeMs: 0 };
        const unedited = { editToken: null, editLeaseEndsMs: 0, editNotBeforeMs: 0, editDead: false };
        const delivery: Delivery = { ...plan, state: 'pending', ...unsent };
        byId.set(plan.id, { signal, steps, outcome: null, delivery, ...idle, ...unedited });
      }
    },
    close(signalId, outcome) {
      for (const row of byId.values()) {
        row.outcome ??= row.signal.id === signalId ? outcome : null;
      }
    },
    deliveries: () => [...byId.values()].map((row) => row.delivery),
  };
}

function isDue(row: Row, nowMs: number): boolean {
  const { state, dueAtMs, expiresAtMs } = row.delivery;
  return (
    (state === 'pending' || row.isToRepeat) && dueAtMs <= nowMs && row.notBeforeMs <= nowMs && nowMs <= expiresAtMs
  );
}

/** Those of these rows that the claimant chooses. */
function chosen(rows: Rows, candidates: readonly Row[], { choose }: ClaimOrder): readonly Row[] {
  const due = candidates.map((row): DuePost => ({ entry: entryOf(rows, row), delivery: row.delivery }));
  const ids = new Set(choose(due).map(({ delivery }) => delivery.id));
  return candidates.filter(({ delivery }) => ids.has(delivery.id));
}

/** It waits for its repeat, unless this was the repeat or there is none. */
function endUnknown(row: Row, error: string, repeatAtMs: number | undefined): void {
  row.isToRepeat = row.delivery.isRepeat !== true && repeatAtMs !== undefined;
  row.notBeforeMs = repeatAtMs ?? 0;
  const marked = row.isToRepeat ? { isRepeat: true } : {};
  row.delivery = { ...row.delivery, ...marked, state: 'unknown', error };
}

function postsOver(rows: Rows): Pick<Outbox, 'claimPosts' | 'settlePost'> {
  return {
    async claimPosts(nowMs, order) {
      const due = inOrder(rows, (candidate) => isDue(candidate, nowMs));
      return chosen(rows, due, order).map((row) => {
        row.token = rows.nextToken();
        row.leaseEndsMs = nowMs + order.leaseMs;
        row.isToRepeat = false;
        row.delivery = { ...row.delivery, state: 'claimed', attempt: row.delivery.attempt + 1 };
        return claimOf(rows, row, row.token);
      });
    },
    async settlePost(claim, result) {
      const row = rows.byId.get(claim.delivery.id);
      // "unknown" with the same token: the claim outlived its lease, and its owner knows better than the sweep.
      if (row === undefined || row.token !== claim.token || !['claimed', 'unknown'].includes(row.delivery.state)) {
        return;
      }
      if (result.type === 'sent') {
        const { type: state, ...sent } = result;
        row.isToRepeat = false;
        row.delivery = { ...row.delivery, ...sent, state, error: null };
      } else if (result.type === 'retry') {
        row.notBeforeMs = result.atMs;
        row.isToRepeat = row.delivery.isRepeat === true;
        row.delivery = { ...row.delivery, state: row.isToRepeat ? 'unknown' : 'pending', error: result.error };
      } else if (result.type === 'unknown') {
        const told = result.message === undefined ? {} : { message: result.message };
        row.delivery = { ...row.delivery, ...told };
        endUnknown(row, result.error, result.repeatAtMs);
      } else {
        const state = row.delivery.isRepeat === true ? 'unknown' : result.type;
        row.delivery = { ...row.delivery, state, error: result.error };
      }
    },
  };
}

function editsOver(rows: Rows): Pick<Outbox, 'claimEdits' | 'settleEdit'> {
  return {
    async claimEdits(nowMs, order) {
      const due = inOrder(
        rows,
        ({ delivery, outcome, editDead, editNotBeforeMs, editToken, editLeaseEndsMs }) =>
          delivery.state === 'sent' &&
          outcome !== null &&
          !delivery.outcomeShown &&
          !editDead &&
          editNotBeforeMs <= nowMs &&
          (editToken === null || editLeaseEndsMs <= nowMs),
      );
      return chosen(rows, due, order).map((row) => {
        row.editToken = rows.nextToken();
        row.editLeaseEndsMs = nowMs + order.leaseMs;
        return claimOf(rows, row, row.editToken);
      });
    },
    async settleEdit(claim, result) {
      const row = rows.byId.get(claim.delivery.id);
      if (row === undefined || row.editToken !== claim.token) {
        return;
      }
      row.editToken = null;
      if (result.type === 'shown') {
        row.delivery = { ...row.delivery, outcomeShown: true };
      } else {
        row.editDead = result.type === 'dead';
        row.editNotBeforeMs = result.type === 'retry' ? result.atMs : 0;
        row.delivery = { ...row.delivery, error: result.error };
      }
    },
  };
}

/** When something of it is to be done next; null: never, as things stand. */
function nextTimeMs(row: Row, nowMs: number): number | null {
  const { delivery } = row;
  if ((delivery.state === 'pending' || row.isToRepeat) && delivery.expiresAtMs >= nowMs)
    return Math.max(delivery.dueAtMs, row.notBeforeMs);
  if (delivery.state !== 'sent' || row.outcome === null || delivery.outcomeShown || row.editDead) return null;
  return Math.max(row.editNotBeforeMs, row.editToken === null ? 0 : row.editLeaseEndsMs);
}

function timesOver(rows: Rows): Pick<Outbox, 'sweep' | 'nextDueMs' | 'oldestDueAgeMs' | 'entries'> {
  return {
    async entries(signalIds) {
      const all = [...rows.byId.values()];
      return signalIds.flatMap((id) => {
        const row = all.find(({ signal }) => signal.id === id);
        return row === undefined ? [] : [entryOf(rows, row)];
      });
    },
    async sweep(nowMs, repeatAtMs) {
      const swept: SweptPost[] = [];
      const note = ({ signal, delivery }: Row, outcome: SweptPost['outcome']): void => {
        const { audience, attempt } = delivery;
        swept.push({ signalId: signal.id, audience, side: signal.side, attempt, outcome });
      };
      for (const row of rows.byId.values()) {
        if (row.delivery.state === 'pending' && nowMs > row.delivery.expiresAtMs) {
          row.delivery = { ...row.delivery, state: 'expired' };
          note(row, 'expired');
        } else if (row.delivery.state === 'claimed' && nowMs >= row.leaseEndsMs) {
          endUnknown(row, 'its process died while sending', repeatAtMs);
          note(row, 'unknown');
        }
      }
      return swept;
    },
    async nextDueMs(nowMs, isHeld = () => false) {
      const times = [...rows.byId.values()].flatMap((row) => {
        const timeMs = nextTimeMs(row, nowMs);
        return timeMs === null || (timeMs <= nowMs && isHeld(row.delivery.id)) ? [] : [timeMs];
      });
      return times.length === 0 ? null : Math.max(nowMs, Math.min(...times));
    },
    async oldestDueAgeMs(nowMs) {
      const due = [...rows.byId.values()].filter(
        (row) => row.delivery.state === 'pending' && row.delivery.dueAtMs <= nowMs,
      );
      return due.reduce((age, row) => Math.max(age, nowMs - row.delivery.dueAtMs), 0);
    },
  };
}
