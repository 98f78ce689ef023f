import type { Clock } from '../../../engine/ports.ts';
import type { SendingParts } from '../deliver.ts';
import type { BroadcastEvent } from '../event.ts';
import { openSlot } from '../send-slot.ts';
import { settleFailedPost } from '../settlement.ts';
import type { SendCounts, SendWork, WorkSource } from '../work-source.ts';
import { directPage } from './order.ts';
import { type PlanDeps, planDirects, prioritiesOf } from './plan-directs.ts';
import type { ClaimedDirect, DirectKind, DirectResult, FanOut } from './ports.ts';
import { createSettleQueue, type SettleQueue } from './settle-queue.ts';

export interface DirectDeps extends PlanDeps {
  /** Sends a text to a person; resolves with the message id. */
  readonly send: (chatId: number, html: string) => Promise<number>;
  /** What a message says now; null: nothing any more, such as a signal that is gone. */
  readonly textOf: (claim: ClaimedDirect) => Promise<string | null>;
  /** Somebody cannot be written to: they are spared until they write again. */
  readonly onBlocked: (chatId: number) => Promise<void>;
  readonly clock: Clock;
  readonly onEvent: (event: BroadcastEvent) => void;
}

/** Pages looked at in vain before others get their turn: after a restart those in front are empty. */
const MOST_EMPTY_PAGES = 20;
/** What was claimed and not begun keeps this long; the rest of the lease covers the call. */
const CLAIM_MS = 120_000;
/** What may have been sent is sent once more after so long, marked: Telegram may be away just now. */
const REPEAT_AFTER_MS = 60_000;
const PUT_OFF_LIMIT = 100;
/** The next page is claimed while so many are left: a claim takes longer than the gap between two messages. */
const FEW_LEFT = 40;
/** While messages are planned, and to find what others began. */
const LOOK_AGAIN_MS = 250;

interface Lanes {
  readonly deps: DirectDeps & SendingParts;
  readonly kind: DirectKind;
  readonly queue: SettleQueue;
  /** Claimed and not begun. */
  buffer: readonly ClaimedDirect[];
  /** The next page, claimed while this one is sent. */
  ahead: Promise<readonly ClaimedDirect[]> | null;
  /** The next page of each subject and priority. */
  readonly nextPage: Map<string, number>;
  planner: Planner;
}

/** The planning under way, shared by both kinds. */
interface Planner {
  running: Promise<void> | null;
  failure: unknown;
}

/** Alerts and broadcasts, in the order in which they are sent. */
export function createDirectWork(deps: DirectDeps & SendingParts): readonly WorkSource[] {
  const planner: Planner = { running: null, failure: null };
  const queue = createSettleQueue((settled) => deps.settle(() => deps.directs.settle(settled)));
  return (['alert', 'broadcast'] as const).map((kind) => {
    const lanes: Lanes = { deps, kind, queue, buffer: [], ahead: null, nextPage: new Map(), planner };
    return {
      sendClass: kind,
      take: (most, counts) => take(lanes, most, counts),
      nextMs: (nowMs) => nextMs(lanes, nowMs),
      async release() {
        await planner.running;
        const atMs = deps.clock.nowMs();
        const ahead = (await lanes.ahead?.catch(() => [])) ?? [];
        lanes.ahead = null;
        const unsent = [...lanes.buffer, ...ahead].map((claim) => ({
          claim,
          result: { type: 'retry', atMs, error: 'outbox/stopped' } as const,
        }));
        lanes.buffer = [];
        await queue.all(unsent);
      },
    };
  });
}

async function take(lanes: Lanes, most: number, counts: SendCounts): Promise<readonly SendWork[]> {
  const { deps } = lanes;
  const nowMs = deps.clock.nowMs();
  if (lanes.buffer.length === 0) {
    if (lanes.kind === 'alert') {
      counts.unknown += await deps.directs.sweep(nowMs, nowMs + REPEAT_AFTER_MS);
      plan(lanes);
    }
    lanes.buffer = await (lanes.ahead ?? claimNext(lanes, nowMs));
    lanes.ahead = null;
  } else if (lanes.ahead === null && deps.pause !== undefined && lanes.buffer.length <= FEW_LEFT) {
    lanes.ahead = claimNext(lanes, nowMs);
    // Awaited, and thrown, when this page is sent.
    lanes.ahead.catch(() => undefined);
  }
  const late = lanes.buffer.filter(({ expiresAtMs }) => expiresAtMs < nowMs);
  counts.expired += late.length;
  await lanes.queue.all(
    late.map((claim) => ({ claim, result: { type: 'expired', atMs: nowMs, error: 'outbox/too-old' } })),
  );
  const due = lanes.buffer.filter(({ expiresAtMs }) => expiresAtMs >= nowMs);
  lanes.buffer = due.slice(most);
  return due.slice(0, most).map((claim) => sendOne(lanes, claim, counts));
}

/** Plans in the background: posts do not wait for a hundred thousand persons. A failure is thrown by the next look. */
function plan({ deps, planner }: Lanes): void {
  if (planner.failure !== null) {
    const { failure } = planner;
    planner.failure = null;
    throw failure;
  }
  planner.running ??= planDirects(deps, () => deps.isStopped())
    .catch((error: unknown) => {
      planner.failure = error;
    })
    .finally(() => {
      planner.running = null;
    });
}

/** What was put off first, for it is the older; then the next page of the highest priority. */
async function claimNext(lanes: Lanes, nowMs: number): Promise<readonly ClaimedDirect[]> {
  const { deps, kind } = lanes;
  const lease = { nowMs, leaseMs: deps.leaseMs + CLAIM_MS };
  if (kind === 'alert') {
    const again = await deps.directs.claimPutOff({ ...lease, limit: PUT_OFF_LIMIT });
    if (again.length > 0) return again;
  }
  const open = (await deps.fanOuts.open()).filter((fanOut) => fanOut.kind === kind && fanOut.state === 'sending');
  let empty = 0;
  for (const { fanOut, priority } of inOrder(open).filter((each) => each.fanOut.dueAtMs <= nowMs)) {
    const lane = `${fanOut.subject}|${priority}`;
    for (let page = lanes.nextPage.get(lane) ?? 0; page < fanOut.pages; page += 1) {
      const claimed = await deps.directs.claimPage(directPage(fanOut.subject, priority, page), lease);
      lanes.nextPage.set(lane, page + 1);
      if (claimed.length > 0) return claimed;
      empty += 1;
      if (empty >= MOST_EMPTY_PAGES) return [];
    }
  }
  for (const fanOut of open) await finish(lanes, fanOut);
  return [];
}

function inOrder(open: readonly FanOut[]): readonly { readonly fanOut: FanOut; readonly priority: number }[] {
  return open
    .flatMap((fanOut) => prioritiesOf(fanOut).map((priority) => ({ fanOut, priority })))
    .toSorted((a, b) => b.priority - a.priority || a.fanOut.dueAtMs - b.fanOut.dueAtMs);
}

/** A subject of which every page was claimed is done; what was put off goes its own way. */
async function finish({ deps, nextPage }: Lanes, fanOut: FanOut): Promise<void> {
  const lanesOf = prioritiesOf(fanOut).map((priority) => `${fanOut.subject}|${priority}`);
  if (lanesOf.some((lane) => (nextPage.get(lane) ?? 0) < fanOut.pages)) return;
  await deps.fanOuts.move(fanOut.subject, ['sending'], 'done');
  for (const lane of lanesOf) nextPage.delete(lane);
}

async function nextMs({ deps, kind, planner, buffer }: Lanes, nowMs: number): Promise<number | null> {
  if (buffer.length > 0) return nowMs;
  // Where nothing waits, as in a replay, time goes on once everybody's messages are planned.
  if (deps.pause === undefined) await planner.running;
  const open = (await deps.fanOuts.open()).filter((fanOut) => fanOut.kind === kind);
  const times = open.map(({ state, dueAtMs }) =>
    state === 'sending' && dueAtMs > nowMs ? dueAtMs : nowMs + LOOK_AGAIN_MS,
  );
  if (planner.running !== null) times.push(nowMs + LOOK_AGAIN_MS);
  const putOff = kind === 'alert' ? await deps.directs.nextPutOffMs(nowMs) : null;
  if (putOff !== null) times.push(putOff);
  return times.length === 0 ? null : Math.min(...times);
}

function sendOne(lanes: Lanes, claim: ClaimedDirect, counts: SendCounts): SendWork {
  const { deps, kind, queue } = lanes;
  return async (ready) => {
    const send = { sendClass: kind, chatId: claim.chatId, key: `direct ${claim.id}` } as const;
    const html = await deps.textOf(claim);
    if (html === null) {
      const atMs = deps.clock.nowMs();
      return await end(lanes, { claim, counts }, { type: 'dead', atMs, error: 'outbox/nothing-to-say' });
    }
    ready();
    const opened = await openSlot(deps, send);
    if (opened.type === 'later') {
      counts.deferred += 1;
      return await queue.add({ claim, result: { type: 'retry', atMs: opened.atMs, error: 'outbox/chat-limit' } });
    }
    let messageId = 0;
    const call = async (chatId: number): Promise<void> => {
      messageId = await deps.send(chatId, html);
    };
    const failure = await deps.sendToChat({ method: 'sendMessage', ...send, slot: opened.slot, call });
    const nowMs = deps.clock.nowMs();
    if (failure === null) return await end(lanes, { claim, counts }, { type: 'sent', messageId, sentAtMs: nowMs });
    if (failure.type === 'rejected' && failure.code === 403) {
      await deps.onBlocked(claim.chatId);
      return await end(lanes, { claim, counts }, { type: 'blocked', atMs: nowMs, error: failure.error });
    }
    const settled = settleFailedPost(failure, { nowMs, ageMs: nowMs - claim.dueAtMs });
    await end(lanes, { claim, counts }, resultOf(settled, claim, nowMs));
  };
}

function resultOf(
  settled: ReturnType<typeof settleFailedPost>,
  { isRepeat }: ClaimedDirect,
  nowMs: number,
): DirectResult {
  switch (settled.type) {
    case 'retry':
      return settled;
    case 'dead':
      return { ...settled, atMs: nowMs };
    case 'unknown':
      return { ...settled, atMs: nowMs, repeatAtMs: isRepeat ? null : nowMs + REPEAT_AFTER_MS };
  }
}

interface Ended {
  readonly claim: ClaimedDirect;
  readonly counts: SendCounts;
}

async function end({ deps, kind, queue }: Lanes, { claim, counts }: Ended, result: DirectResult): Promise<void> {
  const { type } = result;
  counts[type === 'retry' ? 'retried' : type === 'blocked' ? 'dead' : type] += 1;
  await queue.add({ claim, result });
  deps.onEvent({
    type: 'direct',
    kind,
    tier: claim.audience,
    outcome: type,
    ...('error' in result ? { error: result.error } : {}),
  });
}
