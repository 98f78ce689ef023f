import type { ClaimedPost, Outbox, PostResult } from '../../engine/ports.ts';
import {
  allEnded,
  type ChannelWork,
  type ChannelWorkDeps,
  type ClaimedGroup,
  putOff,
  sendingOf,
} from './claimed-group.ts';
import { createCloseHold } from './close-hold.ts';
import { closeMessage, idsOf } from './close-message.ts';
import { type ChoiceDeps, createMessageChoice, type MessageChoice } from './create-message-choice.ts';
import { editMessage } from './edit-message.ts';
import { languageOf, marked, messageOf, shownIn } from './message-of.ts';
import { type Message, putPost } from './message-sending.ts';
import { openSlot } from './send-slot.ts';
import { settleFailedPost } from './settlement.ts';
import type { SendCounts, SendWork, WorkSource } from './work-source.ts';

/** So long before its chat is free a post is claimed, to be drawn meanwhile; an edit, which may wait for posts, when it is about to go. */
const AHEAD_MS = { post: 1_000, edit: 150 } as const;

/** Posts before edits: news first, what became of old news after. */
export function createChannelWork(deps: ChannelWorkDeps): readonly WorkSource[] {
  const { outbox, clock, leaseMs } = deps;
  const busy = new Set<number>();
  const hold = createCloseHold(deps.isCloseComplete ?? (() => true));
  const posts = choiceOf(deps, busy, { sendClass: 'post', heldUntilMs: tellingHeld(deps, hold.postUntilMs) });
  const edits = choiceOf(deps, busy, { sendClass: 'edit', heldUntilMs: hold.editUntilMs });
  const onChatEnded = (chatId: number): void => {
    for (const choice of [posts, edits]) choice.chatEnded(chatId, clock.nowMs());
  };
  const work: ChannelWork = { ...deps, pictureFailures: new Map(), busy, onChatEnded };
  const look = async (
    choice: MessageChoice,
    most: number,
    claim: Outbox['claimPosts'],
  ): Promise<readonly ClaimedGroup[]> => {
    const nowMs = clock.nowMs();
    if (!choice.isTimeToLook(nowMs)) return [];
    choice.begin(nowMs);
    const claims = await claim(nowMs, { leaseMs, choose: (due) => choice.choose(due, most, nowMs) });
    choice.end(claims.length > 0, nowMs);
    return byChat(claims);
  };
  // What the outbox said last of when something is due; null: something was, or was stored since.
  let told: { readonly nextMs: number | null } | null = null;
  const isWaiting = (id: string): boolean => posts.isWaiting(id) || edits.isWaiting(id);
  return [
    {
      sendClass: 'post',
      async take(most, counts) {
        const groups = await look(posts, most, outbox.claimPosts);
        return groups.map((group) =>
          oneToAChat(
            work,
            group,
            group.length > 1 ? postTogether(work, group, counts) : postAlone(work, group, counts),
          ),
        );
      },
      async nextMs(nowMs) {
        if (told !== null && (told.nextMs ?? Number.POSITIVE_INFINITY) > nowMs) return told.nextMs;
        const times = [await outbox.nextDueMs(nowMs, isWaiting), posts.untilMs(), edits.untilMs()];
        const known = times.filter((timeMs) => timeMs !== null);
        return known.length === 0 ? null : Math.max(nowMs, Math.min(...known));
      },
      waitsUntilMs: posts.untilMs,
      nothingDue(nextMs) {
        told = { nextMs };
        for (const choice of [posts, edits]) choice.nothingDue(nextMs ?? Number.POSITIVE_INFINITY);
      },
      wake() {
        told = null;
        posts.wake();
      },
    },
    {
      sendClass: 'edit',
      async take(most, counts) {
        const groups = await look(edits, most, outbox.claimEdits);
        return groups.map((group) => oneToAChat(work, group, editMessage(work, group, counts)));
      },
      nextMs: async () => null,
      waitsUntilMs: edits.untilMs,
      wake: edits.wake,
    },
  ];
}

function tellingHeld({ onHeld }: ChannelWorkDeps, postUntilMs: ChoiceDeps['heldUntilMs']): ChoiceDeps['heldUntilMs'] {
  return (due, nowMs) => {
    const untilMs = postUntilMs(due, nowMs);
    if (untilMs !== null) onHeld?.();
    return untilMs;
  };
}

interface ChoiceOf {
  readonly sendClass: 'post' | 'edit';
  readonly heldUntilMs: ChoiceDeps['heldUntilMs'];
}

function choiceOf(
  { messages, budget, pause }: ChannelWorkDeps,
  busy: ReadonlySet<number>,
  { sendClass, heldUntilMs }: ChoiceOf,
): MessageChoice {
  const rests = pause !== undefined;
  return createMessageChoice({
    ...{ messages, heldUntilMs, busy, rests, aheadMs: rests ? AHEAD_MS[sendClass] : 0 },
    chatFreeAtMs: (chatId, nowMs) => budget.chatFreeAtMs(chatId, nowMs, sendClass),
  });
}

/** Claims by their message: at most one of each chat was chosen. */
function byChat(claims: readonly ClaimedPost[]): readonly ClaimedGroup[] {
  const groups = new Map<number, [ClaimedPost, ...ClaimedPost[]]>();
  for (const claim of claims) {
    const { chatId } = claim.delivery;
    const group = groups.get(chatId);
    if (group === undefined) groups.set(chatId, [claim]);
    else group.push(claim);
  }
  return [...groups.values()];
}

/** Until it has ended nothing else is begun for its chat. */
function oneToAChat({ busy, onChatEnded }: ChannelWork, [{ delivery }]: ClaimedGroup, run: SendWork): SendWork {
  const { chatId } = delivery;
  busy.add(chatId);
  return (ready) =>
    run(ready).finally(() => {
      busy.delete(chatId);
      onChatEnded(chatId);
    });
}

function postAlone(work: ChannelWork, group: ClaimedGroup, counts: SendCounts): SendWork {
  const [claim] = group;
  const key = `post ${claim.delivery.id}`;
  return async (ready) => {
    const startMs = work.clock.nowMs();
    const message = marked(work, await messageOf(work, claim, startMs), group);
    await post(work, group, { key, message, counts, ready });
  };
}

/** More signals of one close than are posted one by one: one message, noted before it is sent, so that its edit finds them all. */
function postTogether(work: ChannelWork, group: ClaimedGroup, counts: SendCounts): SendWork {
  const [first] = group;
  const key = `post ${first.delivery.id}`;
  return async (ready) => {
    const entries = group.map(({ delivery, entry }) => shownIn(work, delivery, entry));
    const language = languageOf(work, first.delivery);
    const message = marked(work, await closeMessage(work, entries, { language, sentHtml: null }), group);
    await post(work, group, {
      key,
      message,
      counts,
      ready,
      noted: async () => await work.messages?.begin(idsOf(group, message.html)),
    });
  };
}

interface Posted {
  readonly group: ClaimedGroup;
  readonly counts: SendCounts;
}

interface Posting {
  readonly key: string;
  readonly message: Message;
  /** Stores a message about several signals; its id. */
  readonly noted?: () => Promise<string | undefined>;
  readonly counts: SendCounts;
  readonly ready: () => void;
}

async function post(work: ChannelWork, group: ClaimedGroup, posting: Posting): Promise<void> {
  const { key, message, noted, counts, ready } = posting;
  const { clock } = work;
  const [{ delivery }] = group;
  const { chatId } = delivery;
  const send = { sendClass: 'post', chatId, key } as const;
  // Whoever waits for a chat is no longer about to use the token's share.
  ready();
  const opened = await openSlot(work, send);
  const readyMs = clock.nowMs();
  if (opened.type === 'later') return await putOff(work, group, { atMs: opened.atMs, counts });
  // A process that slept here: a late signal is no longer news. A lease that ran out meanwhile does not matter, as nobody
  // else may send what was claimed once.
  if (readyMs > delivery.expiresAtMs) {
    opened.slot.end?.(readyMs);
    const late = { type: 'retry', atMs: readyMs, error: 'held up until it was too late' } as const;
    return await settlePosts(work, { group, counts }, late);
  }
  const id = await noted?.().catch((error: unknown) => {
    opened.slot.end?.(clock.nowMs());
    throw error;
  });
  const put = await putPost(sendingOf(work), { ...send, slot: opened.slot }, message);
  const nowMs = clock.nowMs();
  // What tells several signals keeps its text itself; a step is never edited.
  const told = id === undefined ? {} : { message: id };
  const kept = (sentHtml: string) => (id === undefined && delivery.stepCloseMs === undefined ? { sentHtml } : told);
  const result: PostResult =
    put.type === 'sent'
      ? { type: 'sent', messageId: put.messageId, form: put.form, sentAtMs: nowMs, ...kept(put.html) }
      : { ...settleFailedPost(put, { nowMs, ageMs: nowMs - delivery.dueAtMs }), ...told };
  await settlePosts(work, { group, counts }, result);
}

async function settlePosts(work: ChannelWork, { group, counts }: Posted, result: PostResult): Promise<void> {
  counts[result.type === 'retry' ? 'retried' : result.type] += 1;
  // The outbox writes together what comes together.
  const settled = group.map(async (claim) => {
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
  });
  await allEnded(settled);
}
