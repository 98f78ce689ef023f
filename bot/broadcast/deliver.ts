import type { Clock, Outbox } from '../../engine/ports.ts';
import { createSendBudget, type SendBudget, type SendClass } from '../telegram/sending/send-budget.ts';
import { createChannelWork } from './channel-work.ts';
import type { ChannelWorkDeps } from './claimed-group.ts';
import type { BroadcastEvent } from './event.ts';
import { createFlight, type Flight } from './flight.ts';
import type { MovedChats } from './moved-chats.ts';
import { createOwedSettlement, type OwedSettlement } from './owed-settlement.ts';
import { createSendToChat } from './send-to-chat.ts';
import { REPEAT_AFTER_MS } from './settlement.ts';
import { noCounts, type SendCounts, type WorkSource } from './work-source.ts';

/** Counts of one drain. */
export interface DrainReport extends Readonly<SendCounts> {
  /** When to drain again: the end of a limit or stop of the whole bot, else the earliest time in the outbox; null when nothing waits. */
  readonly nextAtMs: number | null;
}

export interface Deliverer {
  /**
   * Sends and edits until nothing is due or the bot's limit is reached; where it may pause, until nothing is due. Call it again at
   * nextAtMs, and when something was stored. A call during a drain joins it and makes it look once more. Rejects when a store fails.
   */
  drain(): Promise<DrainReport>;
  /** Finishes the messages under way, if any, and lets no other start. */
  stop(): Promise<void>;
}

export interface DelivererDeps extends Omit<ChannelWorkDeps, 'budget' | 'sendToChat' | 'settle' | 'leaseMs' | 'calls'> {
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** Must not throw. */
  readonly onEvent: (event: BroadcastEvent) => void;
  readonly budget?: SendBudget;
  /** Whether this process is still the one that sends; absent: it is alone. */
  readonly leads?: () => boolean;
  /**
   * In the clock's time. Where two processes share an outbox it must cover the wall-clock timeout of one call, or one of
   * them reports the other's send as unknown until that is settled.
   */
  readonly leaseMs?: number;
  /** Chats that have another id now. */
  readonly moved?: MovedChats;
  /** What waits while there is more to send than may be sent (sending-watch.ts); absent: nothing. */
  readonly shed?: () => readonly SendClass[];
  /** What is sent besides posts and edits, most urgent first. */
  readonly more?: (parts: SendingParts) => readonly WorkSource[];
}

/** What everybody who sends shares. */
export interface SendingParts
  extends Pick<ChannelWorkDeps, 'budget' | 'sendToChat' | 'settle' | 'leaseMs' | 'clock' | 'pause' | 'calls'> {
  readonly isStopped: () => boolean;
}

const LEASE_MS = 60_000;
const MOST_PER_DRAIN = 10_000;
/** Made ready before their turn, so that a call starts when its slot opens: a slot that passes unused is lost to the limit for good. */
const PREPARED = 24;
/** Nothing is made ready for a slot further away: a stop of the whole bot is waited for. */
const PREPARED_BEFORE_MS = 1_000;
/** A pause ends at the latest after this, and looks for what was stored meanwhile. */
const LONGEST_PAUSE_MS = 250;
/** What is put off for longer has a time of its own, such as half a candle. */
const LONGEST_PUT_OFF_MS = 70_000;
/** What waits for its chat or for more of its close is waited for by the drain: who drains comes back on the second. */
const WAITED_FOR_MS = 2_000;
const SHORTEST_PAUSE_MS = 5;
/** What is reported of a post that ended without its sender. */
const SWEPT_BECAUSE = { expired: 'outbox/too-old', unknown: 'outbox/lease-ran-out' } as const;

/** What a deliverer remembers between drains. */
interface Delivering {
  readonly deps: DelivererDeps;
  readonly budget: SendBudget;
  readonly sources: readonly WorkSource[];
  readonly owed: OwedSettlement;
  readonly flight: Flight;
  running: Promise<DrainReport> | null;
  /** Something was stored during the drain: look into the outbox once more before it ends. */
  looksAgain: boolean;
  isStopped: boolean;
  /** Told to stop, or another process sends now. */
  readonly mayNotGoOn: () => boolean;
}

/** Drains the outbox into the tier channels, and whatever else is to be sent with the same token (bot/broadcast/README.md). */
export function createDeliverer(deps: DelivererDeps): Deliverer {
  const { outbox, clock, onEvent } = deps;
  const budget = deps.budget ?? createSendBudget();
  const flight = createFlight();
  const owed = createOwedSettlement(outbox, clock);
  const sendToChat = createSendToChat({
    ...{ budget, clock, onEvent, onAnswered: flight.answered },
    ...(deps.moved === undefined ? {} : { moved: deps.moved }),
  });
  const parts = { budget, sendToChat, settle: owed.settle, leaseMs: deps.leaseMs ?? LEASE_MS, calls: flight };
  const isStopped = (): boolean => delivering.isStopped || deps.leads?.() === false;
  const delivering: Delivering = {
    ...{ deps, budget, owed, flight },
    sources: [...createChannelWork({ ...deps, ...parts }), ...(deps.more?.({ ...deps, ...parts, isStopped }) ?? [])],
    ...{ running: null, looksAgain: false, isStopped: false, mayNotGoOn: isStopped },
  };
  return {
    drain() {
      delivering.looksAgain = delivering.running !== null;
      for (const { wake } of delivering.sources) wake?.();
      flight.changed();
      delivering.running ??= drainOnce(delivering).finally(() => {
        delivering.running = null;
      });
      return delivering.running;
    },
    async stop() {
      delivering.isStopped = true;
      await delivering.running?.catch(() => undefined);
      for (const { release } of delivering.sources) await release?.();
    },
  };
}

async function drainOnce(delivering: Delivering): Promise<DrainReport> {
  const { deps, owed, sources } = delivering;
  const { outbox, clock, onEvent } = deps;
  const counts = noCounts();
  await owed.settleLeft();
  const swept = await outbox.sweep(clock.nowMs(), clock.nowMs() + REPEAT_AFTER_MS);
  const ended = { expired: 0, unknown: 0 };
  for (const { signalId, audience: tier, side, attempt, outcome } of swept) {
    ended[outcome] += 1;
    counts[outcome] += 1;
    const why = { closeToPostMs: null, error: SWEPT_BECAUSE[outcome] };
    onEvent({ type: 'delivery', signalId, tier, side, outcome, attempt, ...why });
  }
  // Most drains of a replay find nothing: one question for all kinds of work, and its answer is also when to come back.
  const isQuiet = deps.pause === undefined && (await tellNothingDue(delivering));
  const botFreeAtMs = await workOff(delivering, counts);
  const nowMs = clock.nowMs();
  const nextAtMs = botFreeAtMs ?? (delivering.isStopped ? null : await nextOf(sources, nowMs));
  const isNothing = isQuiet || deps.leads?.() === false;
  onEvent({ type: 'outbox-swept', ...ended, oldestDueAgeMs: isNothing ? 0 : await outbox.oldestDueAgeMs(nowMs) });
  return { ...counts, nextAtMs };
}

/** Lets the sources know where nothing is due; whether nothing has been put off either. What is stored meanwhile wakes them again. */
async function tellNothingDue(delivering: Delivering): Promise<boolean> {
  const { deps, sources } = delivering;
  const nowMs = deps.clock.nowMs();
  const nextMs = await deps.outbox.nextDueMs(nowMs);
  // Something was stored while it was read.
  if (delivering.looksAgain || (nextMs !== null && nextMs <= nowMs)) return false;
  for (const { nothingDue } of sources) nothingDue?.(nextMs);
  return nextMs === null || nextMs > nowMs + LONGEST_PUT_OFF_MS;
}

async function nextOf(sources: readonly WorkSource[], nowMs: number): Promise<number | null> {
  const times: number[] = [];
  for (const source of sources) {
    const timeMs = await source.nextMs(nowMs);
    if (timeMs !== null) times.push(timeMs);
  }
  return times.length === 0 ? null : Math.min(...times);
}

/** Null when nothing is left to do now, else when the bot may go on. */
async function workOff(delivering: Delivering, counts: SendCounts): Promise<number | null> {
  const { deps, budget, flight } = delivering;
  try {
    for (let taken = 0; taken < MOST_PER_DRAIN && !delivering.mayNotGoOn(); ) {
      flight.throwFailure();
      const nowMs = deps.clock.nowMs();
      const freeAtMs = budget.botFreeAtMs(nowMs, 'post');
      if (freeAtMs > nowMs + (deps.pause === undefined ? 0 : PREPARED_BEFORE_MS)) {
        if (deps.pause === undefined) return freeAtMs;
        await deps.pause(Math.min(freeAtMs - nowMs, LONGEST_PAUSE_MS));
        continue;
      }
      const started = await startNext(delivering, counts);
      taken += started;
      if (started > 0) continue;
      const isBotFree = freeAtMs <= nowMs;
      const untilMs = Math.min(
        isBotFree ? Number.POSITIVE_INFINITY : freeAtMs,
        waitedForMs(delivering, { nowMs, isBotFree }),
      );
      const waitMs = Math.min(Math.max(untilMs - nowMs, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
      const pauses = deps.pause === undefined ? [] : [deps.pause(waitMs)];
      // What has ended may have left something to do, such as an edit.
      if (flight.size() > 0 || (deps.pause !== undefined && Number.isFinite(untilMs)))
        await Promise.race([flight.nextChange(), ...pauses]);
      else if (delivering.looksAgain) delivering.looksAgain = false;
      else break;
    }
    return null;
  } finally {
    await flight.allEnded();
    flight.throwFailure();
  }
}

/** When something may be taken that waits for its chat or its close, if that is soon; else Infinity. The bot's limit is not looked at. */
function waitedForMs(
  { deps, sources }: Delivering,
  { nowMs, isBotFree }: { readonly nowMs: number; readonly isBotFree: boolean },
): number {
  const shed = deps.shed?.() ?? [];
  const times = sources.flatMap(({ sendClass, waitsUntilMs }) => {
    const timeMs = shed.includes(sendClass) ? null : (waitsUntilMs?.() ?? null);
    return timeMs === null || timeMs > nowMs + WAITED_FOR_MS || (timeMs <= nowMs && !isBotFree) ? [] : [timeMs];
  });
  return times.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...times);
}

/** Starts as many messages as may be under way or made ready, of the most urgent kind that has any; returns how many. */
async function startNext({ deps, budget, flight, sources }: Delivering, counts: SendCounts): Promise<number> {
  const shed = deps.shed?.() ?? [];
  for (const source of sources.filter(({ sendClass }) => !shed.includes(sendClass))) {
    const start = source.isMadeReady === true && deps.pause !== undefined ? 'ahead' : 'due';
    const open = Math.max(start === 'ahead' ? PREPARED : 0, budget.room(deps.clock.nowMs(), source.sendClass));
    const room = Math.min(flight.room(start), open - flight.preparing(start));
    const tasks = room <= 0 ? [] : await source.take(room, counts);
    for (const task of tasks) flight.start(task, start);
    if (tasks.length > 0) return tasks.length;
  }
  return 0;
}
