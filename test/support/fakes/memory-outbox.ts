import type { ClaimedPost, LedgerEntry, Outbox } from '../../../engine/ports.ts';
import type { Delivery, PlannedDelivery } from '../../../engine/signals/delivery.ts';
import type { Outcome, Signal } from '../../../engine/signals/signal.ts';

interface Row {
  readonly signal: Signal;
  outcome: Outcome | null;
  delivery: Delivery;
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
  open(signal: Signal, planned: readonly PlannedDelivery[]): void;
  /** As SignalLedger.close: a second outcome changes nothing. */
  close(signalId: string, outcome: Outcome): void;
  deliveries(): readonly Delivery[];
}

/** An Outbox in memory that keeps the promises of engine/ports.ts: leases, fencing tokens, tier order, expiry. */
export function createMemoryOutbox(): MemoryOutbox {
  const rows = new Map<string, Row>();
  let tokens = 0;
  const nextToken = (): string => {
    tokens += 1;
    return String(tokens).padStart(8, '0');
  };
  const claimOf = (row: Row, token: string): ClaimedPost => ({
    entry: { signal: row.signal, outcome: row.outcome, deliveries: [row.delivery] } satisfies LedgerEntry,
    delivery: row.delivery,
    token,
  });
  const inOrder = (): Row[] =>
    [...rows.values()].toSorted(
      (a, b) =>
        b.delivery.priority - a.delivery.priority ||
        a.delivery.dueAtMs - b.delivery.dueAtMs ||
        a.delivery.id.localeCompare(b.delivery.id),
    );
  const isDue = (row: Row, nowMs: number): boolean =>
    row.delivery.state === 'pending' &&
    row.delivery.dueAtMs <= nowMs &&
    row.notBeforeMs <= nowMs &&
    nowMs <= row.delivery.expiresAtMs;

  return {
    open(signal, planned) {
      for (const plan of planned.filter(({ id }) => !rows.has(id))) {
        const delivery: Delivery = {
          ...plan,
          state: 'pending',
          attempt: 0,
          messageId: null,
          sentAtMs: null,
          outcomeShown: false,
          error: null,
        };
        const idle = { token: null, leaseEndsMs: 0, notBeforeMs: 0 };
        const unedited = { editToken: null, editLeaseEndsMs: 0, editNotBeforeMs: 0, editDead: false };
        rows.set(plan.id, { signal, outcome: null, delivery, ...idle, ...unedited });
      }
    },
    close(signalId, outcome) {
      for (const row of rows.values()) {
        row.outcome ??= row.signal.id === signalId ? outcome : null;
      }
    },
    deliveries: () => [...rows.values()].map((row) => row.delivery),

    async claimPost(nowMs, leaseMs) {
      const row = inOrder().find((candidate) => isDue(candidate, nowMs));
      if (row === undefined) {
        return null;
      }
      row.token = nextToken();
      row.leaseEndsMs = nowMs + leaseMs;
      row.delivery = { ...row.delivery, state: 'claimed', attempt: row.delivery.attempt + 1 };
      return claimOf(row, row.token);
    },
    async settlePost(claim, result) {
      const row = rows.get(claim.delivery.id);
      // "unknown" with the same token: the claim outlived its lease, and its owner knows better than the sweep.
      if (row === undefined || row.token !== claim.token || !['claimed', 'unknown'].includes(row.delivery.state)) {
        return;
      }
      if (result.type === 'sent') {
        const { messageId, sentAtMs } = result;
        row.delivery = { ...row.delivery, state: 'sent', messageId, sentAtMs, error: null };
      } else if (result.type === 'retry') {
        row.notBeforeMs = result.atMs;
        row.delivery = { ...row.delivery, state: 'pending', error: result.error };
      } else {
        row.delivery = { ...row.delivery, state: result.type, error: result.error };
      }
    },
    async claimEdit(nowMs, leaseMs) {
      const row = inOrder().find(
        ({ delivery, outcome, editDead, editNotBeforeMs, editToken, editLeaseEndsMs }) =>
          delivery.state === 'sent' &&
          outcome !== null &&
          !delivery.outcomeShown &&
          !editDead &&
          editNotBeforeMs <= nowMs &&
          (editToken === null || editLeaseEndsMs <= nowMs),
      );
      if (row === undefined) {
        return null;
      }
      row.editToken = nextToken();
      row.editLeaseEndsMs = nowMs + leaseMs;
      return claimOf(row, row.editToken);
    },
    async settleEdit(claim, result) {
      const row = rows.get(claim.delivery.id);
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
    async sweep(nowMs) {
      let expired = 0;
      let unknown = 0;
      for (const row of rows.values()) {
        if (row.delivery.state === 'pending' && nowMs > row.delivery.expiresAtMs) {
          row.delivery = { ...row.delivery, state: 'expired' };
          expired += 1;
        } else if (row.delivery.state === 'claimed' && nowMs >= row.leaseEndsMs) {
          row.delivery = { ...row.delivery, state: 'unknown', error: 'its process died while sending' };
          unknown += 1;
        }
      }
      return { expired, unknown };
    },
    async nextDueMs(nowMs) {
      const times = [...rows.values()].flatMap((row) => {
        const { delivery } = row;
        if (delivery.state === 'pending' && delivery.expiresAtMs >= nowMs)
          return [Math.max(delivery.dueAtMs, row.notBeforeMs)];
        if (delivery.state !== 'sent' || row.outcome === null || delivery.outcomeShown || row.editDead) return [];
        return [Math.max(row.editNotBeforeMs, row.editToken === null ? 0 : row.editLeaseEndsMs)];
      });
      return times.length === 0 ? null : Math.max(nowMs, Math.min(...times));
    },
    async oldestDueAgeMs(nowMs) {
      const due = [...rows.values()].filter((row) => row.delivery.state === 'pending' && row.delivery.dueAtMs <= nowMs);
      return due.reduce((age, row) => Math.max(age, nowMs - row.delivery.dueAtMs), 0);
    },
  };
}
