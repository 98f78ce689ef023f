import type { Clock } from '../../../engine/ports.ts';
import { isRefusedByPerson } from '../../telegram/classify-send-error.ts';
import type { SendStart } from '../../telegram/sending/send-budget.ts';
import type { SendingParts } from '../deliver.ts';
import type { BroadcastEvent } from '../event.ts';
import { openSlot } from '../send-slot.ts';
import { settleFailedPost } from '../settlement.ts';
import type { SendCounts, SendWork, WorkSource } from '../work-source.ts';
import { createPageReader, type PageReader } from './page-reader.ts';
import { createPaidBroadcasts, type PaidBroadcasts } from './paid-broadcasts.ts';
import { type PlanDeps, planDirects } from './plan-directs.ts';
import type { ClaimedDirect, DirectKind, DirectResult, WaitingDirect } from './ports.ts';
import { giveBackUnsent } from './recipients.ts';
import { rememberOpen } from './remember-open.ts';
import { createSettleQueue, type SettleQueue } from './settle-queue.ts';
import { sweepDirects } from './sweep-directs.ts';
import { createUnsentEnd, type UnsentEnd } from './unsent-end.ts';

/** How a message to a person is sent. */
export interface HowSent {
  readonly isSilent: boolean;
  readonly isPaid: boolean;
}

export interface DirectDeps extends PlanDeps {
  /** Sends a text to a person, without a sound where that was asked for, for Stars where it may cost some; resolves with the message id. */
  readonly send: (chatId: number, html: string, how: HowSent) => Promise<number>;
  /** Whether broadcasts whose cost was confirmed are sent for Stars; absent: no, what was begun goes on free of charge. */
  readonly isPaid?: boolean;
  /** The text of a message as of now; null: nothing left to send, such as a signal that is gone. */
  readonly textOf: (claim: ClaimedDirect) => Promise<string | null>;
  /** Somebody cannot be written to: they are spared until they write again. */
  readonly onBlocked: (chatId: number) => Promise<void>;
  readonly clock: Clock;
  readonly onEvent: (event: BroadcastEvent) => void;
}

/** The next page is read while so many are left: that takes longer than the gap between two messages. */
const FEW_LEFT = 40;
/** So many are claimed in one write; a process that dies leaves at most those and the ones under way unknown. */
const CLAIMED_TOGETHER = 16;
/** While messages are planned, and to find what others began. */
const LOOK_AGAIN_MS = 250;
/** Between two looks for what dead processes left. */
const SWEEP_EVERY_MS = 5_000;

interface Lanes {
  readonly deps: DirectDeps & SendingParts;
  readonly kind: DirectKind;
  readonly queue: SettleQueue;
  /** Claimed, and not started yet. */
  claimed: readonly ClaimedDirect[];
  /** Read, and not claimed yet. */
  read: readonly WaitingDirect[];
  /** The next page, read while this one is sent. */
  ahead: Promise<readonly WaitingDirect[]> | null;
  /** Where nothing was found, not asked again before this. */
  lookMs: number;
  readonly unsent: UnsentEnd;
  /** Messages begin their calls in the order in which they were taken. */
  readonly inTurn: <T>(run: () => Promise<T>) => Promise<T>;
  readonly pages: PageReader;
  readonly paid: PaidBroadcasts;
  readonly shared: Shared;
}

/** What both kinds share: the planning under way, and the look for what dead processes left. */
interface Shared {
  planning: Promise<void> | null;
  /** Since something may have been stored: where time stands still during a drain, once is enough. */
  hasPlanned: boolean;
  failure: unknown;
  sweptMs: number;
}

/** Alerts and broadcasts, in the order in which they are sent. */
export function createDirectWork(given: DirectDeps & SendingParts): readonly WorkSource[] {
  const remembered = given.pause === undefined ? rememberOpen(given.fanOuts) : null;
  const deps = remembered === null ? given : { ...given, fanOuts: remembered };
  const shared: Shared = { planning: null, hasPlanned: false, failure: null, sweptMs: Number.NEGATIVE_INFINITY };
  const queue = createSettleQueue((settled) =>
    deps.settle(async () => {
      await deps.directs.settle(settled);
      await giveBackUnsent(deps, settled);
    }),
  );
  return (['alert', 'broadcast'] as const).map((kind) => {
    const none = { claimed: [], read: [], ahead: null, lookMs: 0 };
    const lanes: Lanes = {
      ...none,
      deps,
      kind,
      queue,
      inTurn: oneAfterAnother(),
      pages: createPageReader(deps, kind),
      unsent: createUnsentEnd(deps, kind),
      paid: createPaidBroadcasts({ fanOuts: deps.fanOuts, isOn: deps.isPaid === true }, kind),
      shared,
    };
    return {
      sendClass: kind === 'broadcast' && deps.isPaid === true ? 'paid' : kind,
      isMadeReady: true,
      take: (most, counts) => take(lanes, most, counts),
      nextMs: (nowMs) => nextMs(lanes, nowMs),
      wake() {
        lanes.lookMs = 0;
        shared.hasPlanned = false;
        remembered?.forget();
      },
      async release() {
        await shared.planning;
        const result = { type: 'retry', atMs: deps.clock.nowMs(), error: 'outbox/stopped' } as const;
        const unsent = lanes.claimed.map((claim) => ({ claim, result }));
        lanes.claimed = [];
        await queue.all(unsent);
      },
    };
  });
}

function oneAfterAnother(): Lanes['inTurn'] {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run);
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function take(lanes: Lanes, most: number, counts: SendCounts): Promise<readonly SendWork[]> {
  if (lanes.claimed.length === 0) {
    await refill(lanes, counts);
    await claimSome(lanes, Math.max(most, CLAIMED_TOGETHER), counts);
  }
  const started = lanes.claimed.slice(0, most);
  lanes.claimed = lanes.claimed.slice(most);
  return started.map((claim) => sendOne(lanes, claim, counts));
}

/** Reads the next page where this one is used up, and begins to read the one after it where it soon will be. */
async function refill(lanes: Lanes, counts: SendCounts): Promise<void> {
  const { deps, shared } = lanes;
  const nowMs = deps.clock.nowMs();
  if (lanes.read.length === 0 && nowMs >= lanes.lookMs) {
    // Also where the clock has been set back since.
    if (Math.abs(nowMs - shared.sweptMs) >= SWEEP_EVERY_MS) {
      await sweepDirects(deps, nowMs, counts);
      shared.sweptMs = nowMs;
    }
    plan(lanes);
    const { ahead } = lanes;
    lanes.ahead = null;
    lanes.read = await (ahead ?? lanes.pages.next(nowMs));
    // Where time stands still during a drain, once for each drain.
    if (lanes.read.length === 0) lanes.lookMs = nowMs + (deps.pause === undefined ? 1 : LOOK_AGAIN_MS);
  }
  if (lanes.ahead === null && deps.pause !== undefined && lanes.read.length > 0 && lanes.read.length <= FEW_LEFT) {
    lanes.ahead = lanes.pages.next(nowMs);
    // Awaited, and thrown, when this page is sent.
    lanes.ahead.catch(() => undefined);
  }
}

/** Claims the next ones; those that are too late, or whose broadcast was stopped, end here. */
async function claimSome(lanes: Lanes, most: number, counts: SendCounts): Promise<void> {
  const { deps, queue } = lanes;
  const nowMs = deps.clock.nowMs();
  const endOf = await lanes.unsent.ofRead(lanes.read);
  const due = lanes.read.filter((each) => endOf(each) === null);
  const next = [...lanes.read.filter((each) => endOf(each) !== null), ...due.slice(0, most)];
  lanes.read = due.slice(most);
  const claimed = await deps.directs.claim(next, { nowMs, leaseMs: deps.leaseMs });
  const ended = claimed.flatMap((claim) => {
    const result = endOf(claim);
    return result === null ? [] : [{ claim, result }];
  });
  lanes.claimed = claimed.filter((claim) => endOf(claim) === null);
  for (const { claim, result } of ended) report(lanes, { claim, counts }, result);
  await queue.all(ended);
}

/** Plans in the background: posts do not wait for a hundred thousand persons. A failure is thrown by the next look. */
function plan({ deps, shared }: Lanes): void {
  if (shared.failure !== null) {
    const { failure } = shared;
    shared.failure = null;
    throw failure;
  }
  if (deps.pause === undefined && shared.hasPlanned) return;
  shared.hasPlanned = true;
  shared.planning ??= planDirects(deps, () => deps.isStopped())
    .catch((error: unknown) => {
      shared.failure = error;
    })
    .finally(() => {
      shared.planning = null;
    });
}

async function nextMs({ deps, kind, shared, claimed, read }: Lanes, nowMs: number): Promise<number | null> {
  if (claimed.length > 0 || read.length > 0) return nowMs;
  // Where nothing waits, as in a replay, time goes on once everybody's messages are planned.
  if (deps.pause === undefined) await shared.planning;
  const open = (await deps.fanOuts.open()).filter((fanOut) => fanOut.kind === kind);
  const times = open.map(({ state, dueAtMs }) =>
    state === 'sending' && dueAtMs > nowMs ? dueAtMs : nowMs + LOOK_AGAIN_MS,
  );
  if (shared.planning !== null) times.push(nowMs + LOOK_AGAIN_MS);
  const putOff = await deps.directs.nextPutOffMs(kind, nowMs);
  if (putOff !== null) times.push(putOff);
  return times.length === 0 ? null : Math.min(...times);
}

function sendOne(lanes: Lanes, claim: ClaimedDirect, counts: SendCounts): SendWork {
  const { deps, kind } = lanes;
  return async (ready) => {
    const rendering = deps.textOf(claim);
    // Awaited below: until then its failure is nobody's.
    rendering.catch(() => undefined);
    const { html, isPaid, send, opened } = await lanes.inTurn(async () => {
      const paid = await lanes.paid.isPaid(claim.subject);
      const start: SendStart = { sendClass: paid ? 'paid' : kind, chatId: claim.chatId };
      return { html: await rendering, isPaid: paid, send: start, opened: await slotFor(deps, start) };
    });
    ready();
    if (html === null) {
      const atMs = deps.clock.nowMs();
      if (opened.type === 'open') opened.slot.end?.(atMs);
      return await end(lanes, { claim, counts }, { type: 'dead', atMs, error: 'outbox/nothing-to-say' });
    }
    if (opened.type === 'later') {
      counts.deferred += 1;
      return await lanes.queue.add({ claim, result: { type: 'retry', atMs: opened.atMs, error: 'outbox/chat-limit' } });
    }
    const ended = await lanes.unsent.atSlot(claim);
    if (ended !== null) {
      opened.slot.end?.(ended.atMs);
      return await end(lanes, { claim, counts }, ended);
    }
    const call = async (chatId: number): Promise<void> => {
      await deps.send(chatId, html, { isSilent: claim.isSilent === true, isPaid });
    };
    const failure = await deps.sendToChat({ method: 'sendMessage', ...send, slot: opened.slot, call });
    const nowMs = deps.clock.nowMs();
    if (failure === null) return await end(lanes, { claim, counts }, { type: 'sent', atMs: nowMs });
    if (isRefusedByPerson(failure)) {
      await deps.onBlocked(claim.chatId);
      return await end(lanes, { claim, counts }, { type: 'blocked', atMs: nowMs, error: failure.error });
    }
    if (failure.type === 'rejected' && isPaid) {
      lanes.paid.refuse(claim.subject);
      deps.onEvent({ type: 'failure', where: 'broadcast/paid', error: new Error(failure.error) });
      return await end(lanes, { claim, counts }, { type: 'retry', atMs: nowMs, error: failure.error });
    }
    const settled = settleFailedPost(failure, { nowMs, ageMs: nowMs - claim.dueAtMs });
    await end(
      lanes,
      { claim, counts },
      settled.type === 'retry' ? settled : { type: settled.type, error: settled.error, atMs: nowMs },
    );
  };
}

/** A slot of the token; who was written to just now is put off, so that nobody behind has to wait for their chat. */
async function slotFor(deps: DirectDeps & SendingParts, send: SendStart): ReturnType<typeof openSlot> {
  const nowMs = deps.clock.nowMs();
  const freeMs = deps.budget.chatFreeAtMs(send.chatId, nowMs, send.sendClass);
  return freeMs > nowMs ? { type: 'later', atMs: freeMs } : await openSlot(deps, send);
}

interface Ended {
  readonly claim: ClaimedDirect;
  readonly counts: SendCounts;
}

async function end(lanes: Lanes, { claim, counts }: Ended, result: DirectResult): Promise<void> {
  await lanes.queue.add({ claim, result });
  report(lanes, { claim, counts }, result);
}

const COUNTED = {
  ...{ sent: 'sent', retry: 'retried', unknown: 'unknown', expired: 'expired' },
  ...{ dead: 'dead', blocked: 'dead', stopped: 'dead' },
} as const satisfies Record<DirectResult['type'], keyof SendCounts>;

function report({ deps, kind }: Lanes, { claim, counts }: Ended, result: DirectResult): void {
  counts[COUNTED[result.type]] += 1;
  deps.onEvent({
    type: 'direct',
    kind,
    tier: claim.audience,
    outcome: result.type,
    sinceDueMs: kind === 'alert' && result.type === 'sent' ? result.atMs - claim.dueAtMs : null,
    ...('error' in result ? { error: result.error } : {}),
  });
}
