import { type Connection, trusted } from 'mongoose';
import type { ClaimedPost, ClaimOrder, DuePost, EditResult, Outbox, PostResult } from '../../ports.ts';
import type { Delivery, DeliveryState } from '../../signals/delivery.ts';
import { type Change, createDeliveryWork, type DeliveryWork } from './delivery-work.ts';
import { parseEntry, type SignalDocument, type StoredDelivery, signalModel } from './signal-document.ts';

/** What was put off for its chat's limit is due all the same: so much later at most. */
const PUT_OFF_MS = 70_000;

/**
 * The sender's view of the ledger. Each step is one compare-and-set on one signal's document. The fencing token is the
 * delivery's count of attempts: a claim raises it, so whoever held an earlier claim no longer matches.
 * States: pending → claimed → sent | pending again | dead | unknown | expired. A claim whose lease ran out becomes
 * "unknown" and is never claimed again: the message may have been sent by a process that died.
 */
export function createMongoOutbox(connection: Connection): Outbox {
  const work = createDeliveryWork(connection);
  const signals = signalModel(connection);
  return {
    claimPosts: async (nowMs, order) =>
      await claim(work, await candidatesOf(work, nowMs, (delivery) => isPostDue(delivery, nowMs)), {
        order,
        leased: ({ attempt }) => ({
          token: attempt + 1,
          isExpected: (now) => now.state === 'pending' && now.attempt === attempt,
          set: { state: 'claimed', attempt: attempt + 1, leaseUntilMs: nowMs + order.leaseMs },
        }),
      }),
    settlePost: async (claimed, result) => {
      // A claim swept as unknown may still be settled by its holder, who knows better, as long as no newer claim exists.
      const isExpected = ({ attempt, state }: StoredDelivery): boolean =>
        attempt === Number(claimed.token) && (state === 'claimed' || state === 'unknown');
      await settle(work, claimed, { isExpected, set: afterPost(claimed.delivery, result) });
    },
    claimEdits: async (nowMs, order) =>
      await claim(work, await candidatesOf(work, nowMs, (delivery, signal) => isEditDue(delivery, signal, nowMs)), {
        order,
        // Editing to the same text twice is harmless, so an edit whose lease ran out is simply claimed again.
        leased: ({ editAttempt }) => ({
          token: editAttempt + 1,
          isExpected: (now) => now.work === 'edit' && now.editAttempt === editAttempt,
          set: { editAttempt: editAttempt + 1, leaseUntilMs: nowMs + order.leaseMs },
        }),
      }),
    settleEdit: async (claimed, result) => {
      const isExpected = ({ work: left, editAttempt }: StoredDelivery): boolean =>
        left === 'edit' && editAttempt === Number(claimed.token);
      await settle(work, claimed, { isExpected, set: afterEdit(result) });
    },
    sweep: (nowMs) => sweep(work, nowMs),
    nextDueMs: async (nowMs) => {
      const due = await work.due(nowMs);
      const isDue = due.some((signal) =>
        signal.deliveries.some((delivery) => isPostDue(delivery, nowMs) || isEditDue(delivery, signal, nowMs)),
      );
      return isDue ? nowMs : await work.nextMs(nowMs);
    },
    oldestDueAgeMs: async (nowMs) => {
      const unsent = (await work.due(nowMs + PUT_OFF_MS)).flatMap(({ deliveries }) =>
        deliveries.filter((delivery) => delivery.work === 'post' && delivery.dueAtMs <= nowMs),
      );
      return unsent.reduce((age, { dueAtMs }) => Math.max(age, nowMs - dueAtMs), 0);
    },
    entries: async (signalIds) => {
      const found = await signals.find({ _id: trusted({ $in: [...signalIds] }) }).lean();
      const byId = new Map(found.map((document) => [document._id, parseEntry(document)]));
      return signalIds.flatMap((id) => byId.get(id) ?? []);
    },
  };
}

function isPostDue({ state, notBeforeMs, expiresAtMs }: StoredDelivery, nowMs: number): boolean {
  return state === 'pending' && notBeforeMs <= nowMs && nowMs <= expiresAtMs;
}

function isEditDue(
  { work, notBeforeMs, leaseUntilMs }: StoredDelivery,
  { settled }: SignalDocument,
  nowMs: number,
): boolean {
  return work === 'edit' && settled && notBeforeMs <= nowMs && leaseUntilMs <= nowMs;
}

interface Candidate {
  readonly signal: SignalDocument;
  readonly stored: StoredDelivery;
  readonly due: DuePost;
}

/** What is due by then, in the order in which it is sent. */
async function candidatesOf(
  work: DeliveryWork,
  nowMs: number,
  isDue: (delivery: StoredDelivery, signal: SignalDocument) => boolean,
): Promise<readonly Candidate[]> {
  const found = (await work.due(nowMs)).flatMap((signal) => {
    const due = signal.deliveries.filter((delivery) => isDue(delivery, signal));
    if (due.length === 0) return [];
    const entry = parseEntry(signal);
    return due.flatMap((stored) => {
      const delivery = entry.deliveries.find(({ id }) => id === stored.id);
      return delivery === undefined ? [] : [{ signal, stored, due: { entry, delivery } }];
    });
  });
  return found.toSorted(
    ({ stored: a }, { stored: b }) =>
      b.tierRank - a.tierRank || a.dueAtMs - b.dueAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** How a claim is written: what the delivery must still be, what it becomes, and the token of the new holder. */
type Lease = Omit<Change, 'deliveryId'> & { readonly token: number };

async function claim(
  work: DeliveryWork,
  candidates: readonly Candidate[],
  { order, leased }: { readonly order: ClaimOrder; readonly leased: (delivery: StoredDelivery) => Lease },
): Promise<readonly ClaimedPost[]> {
  const messages = new Set<string>();
  const newest = new Map<string, SignalDocument>();
  const claimed: ClaimedPost[] = [];
  for (const { signal, stored, due } of candidates) {
    if (order.isHeld(due)) continue;
    const message = order.messageOf(due);
    if (!messages.has(message) && messages.size === order.limit) continue;
    const { token, ...change } = leased(stored);
    const changed = await work.change(newest.get(signal._id) ?? signal, { deliveryId: stored.id, ...change });
    if (changed === null) continue;
    newest.set(signal._id, changed);
    messages.add(message);
    const entry = parseEntry(changed);
    const delivery = entry.deliveries.find(({ id }) => id === stored.id);
    if (delivery !== undefined) claimed.push({ entry, delivery, token: String(token) });
  }
  return claimed;
}

async function settle(work: DeliveryWork, { entry, delivery }: DuePost, change: Omit<Change, 'deliveryId'>) {
  const signal = await work.read(entry.signal.id);
  if (signal !== null) await work.change(signal, { deliveryId: delivery.id, ...change });
}

async function sweep(work: DeliveryWork, nowMs: number) {
  const counts = { expired: 0, unknown: 0 };
  for (const found of await work.due(nowMs)) {
    let signal = found;
    for (const { id, state, attempt } of found.deliveries.filter(({ work: left }) => left === 'post')) {
      const end = endOf(found.deliveries, id, nowMs);
      if (end === null) continue;
      const isExpected = (now: StoredDelivery): boolean => now.state === state && now.attempt === attempt;
      const set = { ...end, work: null, leaseUntilMs: 0 };
      const changed = await work.change(signal, { deliveryId: id, isExpected, set });
      if (changed !== null) {
        signal = changed;
        counts[end.state] += 1;
      }
    }
    await work.refresh(signal);
  }
  return counts;
}

/** How an unsent delivery ends that nobody will send any more; null while somebody may. */
function endOf(
  deliveries: readonly StoredDelivery[],
  id: string,
  nowMs: number,
): { readonly state: Extract<DeliveryState, 'expired' | 'unknown'>; readonly error: string } | null {
  const delivery = deliveries.find((each) => each.id === id);
  if (delivery?.state === 'pending' && delivery.expiresAtMs < nowMs)
    return { state: 'expired', error: 'outbox/too-old' };
  if (delivery?.state === 'claimed' && delivery.leaseUntilMs <= nowMs)
    return { state: 'unknown', error: 'outbox/lease-ran-out' };
  return null;
}

function afterPost({ stepCloseMs }: Delivery, result: PostResult): Partial<StoredDelivery> {
  switch (result.type) {
    case 'sent':
      return {
        state: 'sent',
        messageId: result.messageId,
        form: result.form,
        ...(result.message === undefined ? {} : { message: result.message }),
        sentAtMs: result.sentAtMs,
        error: null,
        // What a step told stays as it was told: the outcome stands in the signal's own message.
        work: stepCloseMs === undefined ? 'edit' : null,
        notBeforeMs: 0,
        leaseUntilMs: 0,
      };
    case 'retry':
      return { state: 'pending', notBeforeMs: result.atMs, error: result.error, work: 'post', leaseUntilMs: 0 };
    case 'dead':
    case 'unknown':
      return { state: result.type, error: result.error, work: null, leaseUntilMs: 0 };
  }
}

function afterEdit(result: EditResult): Partial<StoredDelivery> {
  switch (result.type) {
    case 'shown':
      return { outcomeShown: true, work: null, error: null, leaseUntilMs: 0 };
    case 'retry':
      return { notBeforeMs: result.atMs, error: result.error, leaseUntilMs: 0 };
    case 'dead':
      return { work: null, error: result.error, leaseUntilMs: 0 };
  }
}
