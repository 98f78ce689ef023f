import type {
  ClaimedPost,
  ClaimOrder,
  Clock,
  EditResult,
  LedgerEntry,
  Outbox,
  PostResult,
} from '../../engine/ports.ts';
import type { SendClass } from '../telegram/sending/send-budget.ts';
import { createCloseHold, type IsCloseComplete } from './close-hold.ts';
import { type ChannelMessages, closeMessage, idsOf, MOST_SINGLE, messageKey } from './close-message.ts';
import { type MessageDeps, messageOf, shownIn } from './message-of.ts';
import { type Message, type MessageSending, putEdit, putPost } from './message-sending.ts';
import type { OwedSettlement } from './owed-settlement.ts';
import { openSlot, type SlotDeps } from './send-slot.ts';
import { settleFailedEdit, settleFailedPost } from './settlement.ts';
import type { SendCounts, SendWork, WorkSource } from './work-source.ts';

export interface ChannelWorkDeps extends MessageDeps, SlotDeps, Pick<MessageSending, 'sender' | 'sendToChat'> {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly settle: OwedSettlement['settle'];
  readonly leaseMs: number;
  /** Messages that tell several signals of one close; absent: every signal has a message of its own. */
  readonly messages?: ChannelMessages;
  /** Whether all series of a timeframe have answered for a close; absent: always. */
  readonly isCloseComplete?: IsCloseComplete;
}

interface ChannelWork extends ChannelWorkDeps {
  readonly pictureFailures: Map<string, number>;
}

/** Where there is waiting, an outbox that had nothing is asked again after so long, or when something was stored. */
const LOOK_EVERY_MS = 200;

/** Posts before edits: news first, what became of old news after. */
export function createChannelWork(deps: ChannelWorkDeps): readonly WorkSource[] {
  const { outbox, clock, leaseMs } = deps;
  const work: ChannelWork = { ...deps, pictureFailures: new Map() };
  const hold = createCloseHold(deps.isCloseComplete ?? (() => true));
  const looks = { postsMs: 0, editsMs: 0 };
  const wake = (): void => void Object.assign(looks, { postsMs: 0, editsMs: 0 });
  const order = (limit: number, isHeld: ClaimOrder['isHeld']): ClaimOrder => ({
    ...{ leaseMs, limit, isHeld },
    messageOf: ({ delivery, entry }) => (deps.messages === undefined ? delivery.id : messageKey(delivery, entry)),
  });
  return [
    {
      sendClass: 'post',
      async take(most, counts) {
        const nowMs = clock.nowMs();
        if (nowMs < looks.postsMs) return [];
        hold.begin(nowMs);
        const claims = await outbox.claimPosts(nowMs, order(most, hold.isPostHeld));
        if (claims.length === 0 && deps.pause !== undefined) looks.postsMs = nowMs + LOOK_EVERY_MS;
        return grouped(work, claims).flatMap((group) =>
          group.length > MOST_SINGLE
            ? [postTogether(work, group, counts)]
            : group.map((claim) => postAlone(work, claim, counts)),
        );
      },
      nextMs: async (nowMs) => hold.nextMs(nowMs, await outbox.nextDueMs(nowMs)),
      wake,
    },
    {
      sendClass: 'edit',
      async take(most, counts) {
        const nowMs = clock.nowMs();
        if (nowMs < looks.editsMs) return [];
        const claims = await outbox.claimEdits(nowMs, order(most, hold.isEditHeld));
        if (claims.length === 0 && deps.pause !== undefined) looks.editsMs = nowMs + LOOK_EVERY_MS;
        return grouped(work, claims).flatMap((group) => {
          const [{ delivery }] = group;
          return delivery.message === undefined
            ? group.map((claim) => editAlone(work, claim, counts))
            : [editTogether(work, { id: delivery.message, group }, counts)];
        });
      },
      nextMs: async () => null,
    },
  ];
}

type Group = readonly [ClaimedPost, ...ClaimedPost[]];

/** Claims by the message that tells them, in their order. */
function grouped({ messages }: ChannelWork, claims: readonly ClaimedPost[]): readonly Group[] {
  const groups = new Map<string, [ClaimedPost, ...ClaimedPost[]]>();
  for (const claim of claims) {
    const key = messages === undefined ? claim.delivery.id : messageKey(claim.delivery, claim.entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [claim]);
    else group.push(claim);
  }
  return [...groups.values()];
}

function postAlone(work: ChannelWork, claim: ClaimedPost, counts: SendCounts): SendWork {
  const key = `post ${claim.delivery.id}`;
  return async (ready) => {
    const group = [claim] as const;
    if (await putOff(work, group, { key, counts })) return;
    const startMs = work.clock.nowMs();
    const message = await messageOf(work, claim, startMs);
    await post(work, group, { key, message, counts, ready });
  };
}

/** More signals of one close than are told one by one: one message, noted before it is sent, so that its edit finds them all. */
function postTogether(work: ChannelWork, group: Group, counts: SendCounts): SendWork {
  const [first] = group;
  const key = `post ${first.delivery.id}`;
  return async (ready) => {
    if (await putOff(work, group, { key, counts })) return;
    const message = closeMessage(
      group.map(({ delivery, entry }) => shownIn(work, delivery, entry)),
      work.botUsername?.() ?? null,
    );
    await post(work, group, {
      key,
      message,
      counts,
      ready,
      noted: async () => await work.messages?.begin(idsOf(group)),
    });
  };
}

interface Posted {
  readonly group: Group;
  readonly counts: SendCounts;
}

interface Posting {
  readonly key: string;
  readonly message: Message;
  /** Stores a message that tells several signals; its id. */
  readonly noted?: () => Promise<string | undefined>;
  readonly counts: SendCounts;
  readonly ready: () => void;
}

async function post(work: ChannelWork, group: Group, posting: Posting): Promise<void> {
  const { key, message, noted, counts, ready } = posting;
  const { clock } = work;
  const [{ delivery }] = group;
  const { chatId } = delivery;
  const send = { sendClass: 'post', chatId, key } as const;
  // Whoever waits for a chat is no longer about to use the token's share.
  ready();
  const opened = await openSlot(work, send);
  const readyMs = clock.nowMs();
  if (opened.type === 'later') return await putOffTo(work, group, { atMs: opened.atMs, counts });
  // A process that slept here: a late signal is no longer news. A lease that ran out meanwhile does not matter, as nobody
  // else may send what was claimed once.
  if (readyMs > delivery.expiresAtMs) {
    opened.slot.end?.(readyMs);
    const late = { type: 'retry', atMs: readyMs, error: 'held up until it was too late' } as const;
    return await settlePosts(work, { group, counts }, late);
  }
  const id = await noted?.();
  const put = await putPost(sendingOf(work), { ...send, slot: opened.slot }, message);
  const nowMs = clock.nowMs();
  const result: PostResult =
    put.type === 'sent'
      ? { ...put, sentAtMs: nowMs, ...(id === undefined ? {} : { message: id }) }
      : settleFailedPost(put, { nowMs, ageMs: nowMs - delivery.dueAtMs });
  await settlePosts(work, { group, counts }, result);
}

async function settlePosts(work: ChannelWork, { group, counts }: Posted, result: PostResult): Promise<void> {
  counts[result.type === 'retry' ? 'retried' : result.type] += 1;
  for (const claim of group) {
    const { delivery, entry } = claim;
    await work.settle(() => work.outbox.settlePost(claim, result));
    work.onEvent({
      type: 'delivery',
      signalId: entry.signal.id,
      tier: delivery.audience,
      side: entry.signal.side,
      outcome: result.type,
      attempt: delivery.attempt,
      closeToPostMs: result.type === 'sent' ? result.sentAtMs - entry.signal.closeTimeMs : null,
      ...(result.type === 'sent' ? {} : { error: result.error }),
    });
  }
}

function editAlone(work: ChannelWork, claim: ClaimedPost, counts: SendCounts): SendWork {
  const { sentAtMs } = claim.delivery;
  return (ready) =>
    edit(work, [claim], { counts, ready, message: () => messageOf(work, claim, sentAtMs ?? work.clock.nowMs()) });
}

interface Together {
  readonly id: string;
  readonly group: Group;
}

/** One edit with all outcomes there are of the message's signals. */
function editTogether(work: ChannelWork, { id, group }: Together, counts: SendCounts): SendWork {
  const message = async (): Promise<Message> => {
    const ids = (await work.messages?.signalIds(id)) ?? [];
    const entries: readonly LedgerEntry[] = await work.outbox.entries(ids);
    const [{ delivery }] = group;
    return closeMessage(
      entries.map((entry) => shownIn(work, delivery, entry)),
      work.botUsername?.() ?? null,
    );
  };
  return (ready) => edit(work, group, { counts, ready, message });
}

interface Editing {
  readonly message: () => Promise<Message>;
  readonly counts: SendCounts;
  readonly ready: () => void;
}

async function edit(work: ChannelWork, group: Group, { message, counts, ready }: Editing): Promise<void> {
  const [{ delivery, entry }] = group;
  const { chatId, messageId, form } = delivery;
  const { outcome } = entry;
  if (messageId === null || outcome === null)
    throw new Error(`expected a sent message with an outcome to edit, was delivery "${delivery.id}"`);
  const key = `edit ${delivery.id}`;
  if (await putOff(work, group, { key, counts, isEdit: true })) return;
  const content = await message();
  const send = { sendClass: 'edit', chatId, key } as const;
  ready();
  const opened = await openSlot(work, send);
  if (opened.type === 'later') return await putOffTo(work, group, { atMs: opened.atMs, counts, isEdit: true });
  const failure = await putEdit(sendingOf(work), { ...send, slot: opened.slot, messageId, form }, content);
  const nowMs = work.clock.nowMs();
  const timing = { nowMs, ageMs: nowMs - outcome.settledAtMs };
  const result: EditResult = failure === null ? { type: 'shown' } : settleFailedEdit(failure, timing);
  counts[({ shown: 'edited', retry: 'retried', dead: 'dead' } as const)[result.type]] += 1;
  for (const claim of group) {
    await work.settle(() => work.outbox.settleEdit(claim, result));
    work.onEvent({
      type: 'delivery-edit',
      signalId: claim.entry.signal.id,
      tier: claim.delivery.audience,
      outcome: result.type,
      ...(result.type === 'shown' ? {} : { error: result.error }),
    });
  }
}

function sendingOf({ sender, onEvent, sendToChat, pictureFailures }: ChannelWork): MessageSending {
  return { sender, sendToChat, pictureFailures, onEvent };
}

/** A chat that is free again this soon is waited for: putting off costs two writes. */
const WAITED_MS = 1_200;

interface PuttingOff {
  readonly key: string;
  readonly counts: SendCounts;
  readonly isEdit?: boolean;
}

/** Puts off what has to wait for its chat's share; false when it may be written to now or soon. */
async function putOff(work: ChannelWork, group: Group, { key, counts, isEdit = false }: PuttingOff): Promise<boolean> {
  const { budget, clock, pause } = work;
  const sendClass: SendClass = isEdit ? 'edit' : 'post';
  const nowMs = clock.nowMs();
  const [{ delivery }] = group;
  const freeMs = budget.chatFreeAtMs(delivery.chatId, nowMs, sendClass);
  if (freeMs <= nowMs || (pause !== undefined && freeMs <= nowMs + WAITED_MS)) return false;
  await putOffTo(work, group, { atMs: budget.reserveMs(delivery.chatId, key, nowMs), counts, isEdit });
  return true;
}

interface PuttingOffTo extends Omit<PuttingOff, 'key'> {
  readonly atMs: number;
}

async function putOffTo(
  work: ChannelWork,
  group: Group,
  { atMs, counts, isEdit = false }: PuttingOffTo,
): Promise<void> {
  counts.deferred += 1;
  const deferral = { type: 'retry', atMs, error: 'waits for the limit of its chat' } as const;
  for (const claim of group)
    await work.settle(() =>
      isEdit ? work.outbox.settleEdit(claim, deferral) : work.outbox.settlePost(claim, deferral),
    );
}
