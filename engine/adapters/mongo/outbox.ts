import { type Connection, trusted } from 'mongoose';
import type {
  ClaimedPost,
  ClaimOrder,
  DuePost,
  EditResult,
  LedgerEntry,
  Outbox,
  PostResult,
  SweptPost,
} from '../../ports.ts';
import type { Delivery } from '../../signals/delivery.ts';
import { type Change, createDeliveryWork, type DeliveryWork, nextWorkMs } from './delivery-work.ts';
import { parseEntry, type SignalDocument, type StoredDelivery, signalModel } from './signal-document.ts';

/** What was put off for its chat's limit is due all the same: so much later at most. */
const PUT_OFF_MS = 70_000;

/**
 * The sender's view of the ledger. Each step is one compare-and-set on one signal's document. The fencing token is the
 * delivery's count of attempts: a claim raises it, so whoever held an earlier claim no longer matches.
 * States: pending → claimed → sent | pending again | dead | unknown | expired. A claim whose lease ran out becomes
 * "unknown": the message may have been sent by a process that died. What is unknown is claimed once more at most, marked as a repeat.
 * onSentTwice: told the id of a delivery that turns out to have been sent a second time without that mark.
 */
export function createMongoOutbox(
  connection: Connection,
  onSentTwice: (deliveryId: string) => void = () => {},
): Outbox {
  const box: Box = { work: createDeliveryWork(connection), parsed: new Map() };
  const signals = signalModel(connection);
  return {
    claimPosts: async (nowMs, { leaseMs, choose }) =>
      await claim(box, {
        ...{ nowMs, choose, isDue: (delivery) => isPostDue(delivery, nowMs) },
        leased: ({ attempt, state }) => ({
          token: attempt + 1,
          isExpected: (now) => now.state === state && now.work === 'post' && now.attempt === attempt,
          set: { state: 'claimed', attempt: attempt + 1, leaseUntilMs: nowMs + leaseMs },
        }),
      }),
    settlePost: async ({ entry, delivery, token }, result) => {
      // A claim swept as unknown may still be settled by its holder, who knows better, as long as no newer claim exists.
      const isExpected = ({ attempt, state }: StoredDelivery): boolean =>
        attempt === Number(token) && (state === 'claimed' || state === 'unknown');
      const of = { signalId: entry.signal.id, deliveryId: delivery.id };
      const made = await box.work.change([], [{ ...of, isExpected, set: afterPost(delivery, result) }]);
      if (made.length > 0 || result.type !== 'sent') return;
      const stored = await signals.findOne({ _id: entry.signal.id }).lean<SignalDocument>();
      const sent = stored?.deliveries.find(({ id }) => id === delivery.id);
      if (sent !== undefined && isSilentRepeat(sent, delivery, result.messageId)) onSentTwice(delivery.id);
    },
    claimEdits: async (nowMs, { leaseMs, choose }) =>
      await claim(box, {
        ...{ nowMs, choose, isDue: (delivery, signal) => isEditDue(delivery, signal, nowMs) },
        // Editing to the same text twice is harmless, so an edit whose lease ran out is simply claimed again.
        leased: ({ editAttempt }) => ({
          token: editAttempt + 1,
          isExpected: (now) => now.work === 'edit' && now.editAttempt === editAttempt,
          set: { editAttempt: editAttempt + 1, leaseUntilMs: nowMs + leaseMs },
        }),
      }),
    settleEdit: async ({ entry, delivery, token }, result) => {
      const isExpected = ({ work: left, editAttempt }: StoredDelivery): boolean =>
        left === 'edit' && editAttempt === Number(token);
      await box.work.change(
        [],
        [{ signalId: entry.signal.id, deliveryId: delivery.id, isExpected, set: afterEdit(result) }],
      );
    },
    sweep: (nowMs, repeatAtMs) => sweep(box.work, nowMs, repeatAtMs),
    nextDueMs: (nowMs, isHeld = () => false) => nextDueMs(box.work, nowMs, isHeld),
    oldestDueAgeMs: async (nowMs) => {
      const unsent = (await box.work.due(nowMs + PUT_OFF_MS)).flatMap(({ deliveries }) =>
        deliveries.filter(
          ({ work: left, state, dueAtMs }) => left === 'post' && state !== 'unknown' && dueAtMs <= nowMs,
        ),
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

/** Whether a delivery that is stored as sent was sent another time, and neither message says that it may be a repeat. */
function isSilentRepeat(stored: StoredDelivery, claimed: Delivery, messageId: number): boolean {
  const isOther = stored.state === 'sent' && stored.messageId !== messageId;
  return isOther && stored.isRepeat !== true && claimed.isRepeat !== true;
}

/** Where deliveries lie, and signals as they were parsed last: a look at all that is due parses what has changed. */
interface Box {
  readonly work: DeliveryWork;
  readonly parsed: Map<string, { readonly revision: number; readonly entry: LedgerEntry }>;
}

/** More than is looked at at once. */
const MOST_PARSED = 1_000;

/** Every change of what an entry shows raises the revision, which documents of an older version lack. */
function entryOf({ parsed }: Box, signal: SignalDocument): LedgerEntry {
  const { _id, revision = null } = signal;
  const known = parsed.get(_id);
  if (known !== undefined && known.revision === revision) return known.entry;
  const entry = parseEntry(signal);
  if (revision !== null) parsed.set(_id, { revision, entry });
  const [oldest] = parsed.keys();
  if (parsed.size > MOST_PARSED && oldest !== undefined) parsed.delete(oldest);
  return entry;
}

function isPostDue({ work, state, notBeforeMs, expiresAtMs }: StoredDelivery, nowMs: number): boolean {
  return work === 'post' && state !== 'claimed' && notBeforeMs <= nowMs && nowMs <= expiresAtMs;
}

function isEditDue(
  { work, notBeforeMs, leaseUntilMs }: StoredDelivery,
  { settled }: SignalDocument,
  nowMs: number,
): boolean {
  return work === 'edit' && settled && notBeforeMs <= nowMs && leaseUntilMs <= nowMs;
}

/** The earliest time at which something that is not held may be claimed. */
async function nextDueMs(
  work: DeliveryWork,
  nowMs: number,
  isHeld: (deliveryId: string) => boolean,
): Promise<number | null> {
  const times: number[] = [];
  for (const signal of await work.due(nowMs)) {
    for (const delivery of signal.deliveries) {
      const isDue = isPostDue(delivery, nowMs) || isEditDue(delivery, signal, nowMs);
      if (isDue && !isHeld(delivery.id)) return nowMs;
      const lookMs = isDue ? null : nextWorkMs({ deliveries: [delivery], settled: signal.settled });
      if (lookMs !== null && lookMs > nowMs) times.push(lookMs);
    }
  }
  const laterMs = await work.nextMs(nowMs);
  if (laterMs !== null) times.push(laterMs);
  return times.length === 0 ? null : Math.min(...times);
}

interface Candidate {
  readonly signal: SignalDocument;
  readonly stored: StoredDelivery;
  readonly due: DuePost;
}

type IsDue = (delivery: StoredDelivery, signal: SignalDocument) => boolean;

/** What is due by then, in the order in which it is sent. */
async function candidatesOf(box: Box, nowMs: number, isDue: IsDue): Promise<readonly Candidate[]> {
  const found = (await box.work.due(nowMs)).flatMap((signal) => {
    const due = signal.deliveries.filter((delivery) => isDue(delivery, signal));
    if (due.length === 0) return [];
    const entry = entryOf(box, signal);
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
type Lease = Pick<Change, 'isExpected' | 'set'> & { readonly token: number };

interface Claiming {
  readonly nowMs: number;
  readonly choose: ClaimOrder['choose'];
  readonly isDue: IsDue;
  readonly leased: (delivery: StoredDelivery) => Lease;
}

/** Each race lost means that somebody else has claimed. */
const MOST_CLAIM_ATTEMPTS = 100;

async function claim(box: Box, { nowMs, choose, isDue, leased }: Claiming): Promise<readonly ClaimedPost[]> {
  for (let attempt = 0; attempt < MOST_CLAIM_ATTEMPTS; attempt += 1) {
    const candidates = await candidatesOf(box, nowMs, isDue);
    const ids = new Set(choose(candidates.map(({ due }) => due)).map(({ delivery }) => delivery.id));
    if (ids.size === 0) return [];
    const chosen = candidates.filter(({ stored }) => ids.has(stored.id));
    const changes = chosen.map(({ signal, stored }) => {
      const { token, ...change } = leased(stored);
      return { signalId: signal._id, deliveryId: stored.id, ...change, token };
    });
    const made = await box.work.change(
      chosen.map(({ signal }) => signal),
      changes,
    );
    const madeById = new Map(made.map(({ change, signal }) => [change.deliveryId, signal]));
    // In the order of sending.
    const claimed = changes.flatMap(({ deliveryId, token }): readonly ClaimedPost[] => {
      const signal = madeById.get(deliveryId);
      const entry = signal === undefined ? null : entryOf(box, signal);
      const delivery = entry?.deliveries.find(({ id }) => id === deliveryId);
      return entry === null || delivery === undefined ? [] : [{ entry, delivery, token: String(token) }];
    });
    if (claimed.length > 0) return claimed;
  }
  return [];
}

async function sweep(work: DeliveryWork, nowMs: number, repeatAtMs: number | undefined): Promise<readonly SweptPost[]> {
  const due = await work.due(nowMs);
  const ended = due.flatMap((signal) =>
    signal.deliveries.flatMap((delivery) => {
      const { id, state, attempt, tier, work: left } = delivery;
      const end = left === 'post' ? endOf(delivery, nowMs, repeatAtMs) : null;
      if (end === null) return [];
      const isExpected = (now: StoredDelivery): boolean => now.state === state && now.attempt === attempt;
      const post = { signalId: signal._id, audience: tier, side: signal.signal.side, attempt, outcome: end.state };
      return [{ signalId: signal._id, deliveryId: id, isExpected, set: end, isNews: state !== end.state, post }];
    }),
  );
  const made = await work.change(due, ended);
  const newest = new Map(made.map(({ signal }) => [signal._id, signal]));
  await Promise.all(due.map((signal) => work.refresh(newest.get(signal._id) ?? signal)));
  const changed = new Set(made.map(({ change }) => change.deliveryId));
  return ended.flatMap(({ deliveryId, isNews, post }) => (isNews && changed.has(deliveryId) ? [post] : []));
}

type Ended = Partial<StoredDelivery> & { readonly state: 'expired' | 'unknown' };

/** How an unsent delivery ends that nobody will send any more; null while somebody may. */
function endOf(delivery: StoredDelivery, nowMs: number, repeatAtMs: number | undefined): Ended | null {
  const { state, expiresAtMs, leaseUntilMs } = delivery;
  const idle = { work: null, leaseUntilMs: 0 };
  // Nobody knows whether it was sent, and nobody will repeat it.
  if (state === 'unknown' && expiresAtMs < nowMs) return { state, ...idle };
  if (state === 'pending' && expiresAtMs < nowMs) return { state: 'expired', error: 'outbox/too-old', ...idle };
  if (state === 'claimed' && leaseUntilMs <= nowMs)
    return { ...afterUnknown(delivery, repeatAtMs), error: 'outbox/lease-ran-out' };
  return null;
}

/** Once it is not known whether it was sent: waits for its repeat, unless this was the repeat or there is none. */
function afterUnknown(
  { isRepeat, notBeforeMs }: Pick<StoredDelivery, 'isRepeat' | 'notBeforeMs'>,
  repeatAtMs: number | undefined,
): Omit<Ended, 'state'> & { readonly state: 'unknown' } {
  const isLast = isRepeat === true || repeatAtMs === undefined;
  const then = isLast
    ? { work: null, notBeforeMs }
    : { work: 'post' as const, notBeforeMs: repeatAtMs, isRepeat: true };
  return { state: 'unknown', leaseUntilMs: 0, ...then };
}

function afterPost({ stepCloseMs, isRepeat }: Delivery, result: PostResult): Partial<StoredDelivery> {
  switch (result.type) {
    case 'sent':
      return {
        state: 'sent',
        messageId: result.messageId,
        form: result.form,
        ...(result.sentHtml === undefined ? {} : { sentHtml: result.sentHtml }),
        ...(result.message === undefined ? {} : { message: result.message }),
        sentAtMs: result.sentAtMs,
        error: null,
        // A step's message is never edited: the outcome stands in the signal's own message.
        work: stepCloseMs === undefined ? 'edit' : null,
        notBeforeMs: 0,
        leaseUntilMs: 0,
      };
    case 'retry': {
      // A repeat that waits is still not known to be unsent.
      const state = isRepeat === true ? 'unknown' : 'pending';
      return { state, notBeforeMs: result.atMs, error: result.error, work: 'post', leaseUntilMs: 0 };
    }
    case 'dead':
      return { state: isRepeat === true ? 'unknown' : 'dead', error: result.error, work: null, leaseUntilMs: 0 };
    case 'unknown': {
      const told = result.message === undefined ? {} : { message: result.message };
      const marked = isRepeat === undefined ? {} : { isRepeat };
      return { ...afterUnknown({ ...marked, notBeforeMs: 0 }, result.repeatAtMs), ...told, error: result.error };
    }
  }
}

function afterEdit(result: EditResult): Partial<StoredDelivery> {
  switch (result.type) {
    case 'shown':
      return { outcomeShown: true, sentHtml: null, work: null, error: null, leaseUntilMs: 0 };
    case 'retry':
      return { notBeforeMs: result.atMs, error: result.error, leaseUntilMs: 0 };
    case 'dead':
      return { sentHtml: null, work: null, error: result.error, leaseUntilMs: 0 };
  }
}
