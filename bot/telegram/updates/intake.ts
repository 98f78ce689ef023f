import type { Update } from 'grammy/types';
import { pause, type StartTimer, withDeadline } from '../deadline.ts';
import { describeError } from '../describe-error.ts';
import { createChatLanes } from './chat-lanes.ts';
import type { FactJournal } from './fact-journal.ts';
import { createFactRunner, type FactEvent } from './fact-runner.ts';
import type { KeptFact } from './parse-journal.ts';
import { personOf, roadOf } from './update-road.ts';

export type IntakeEvent =
  | FactEvent
  /** Facts could not be written to disk: they are acknowledged once the database has them. */
  | { readonly type: 'facts-unkept'; readonly count: number; readonly error: string }
  /** Too many people wait already, or it is no update at all; money and membership are never dropped. */
  | { readonly type: 'update-dropped'; readonly updateId: number };

/** Where updates go in, from polling or from a webhook, and from where they take their own roads. */
export interface Intake {
  /** Facts that an earlier process left. */
  takeLeft(facts: readonly KeptFact[]): void;
  /** Resolves when what must not be lost is on disk; does not wait for anything to be dealt with. Never rejects. */
  take(updates: readonly Update[]): Promise<void>;
  /** The first update that Telegram may not be told to forget yet; null when it may forget all that were taken. */
  firstUnsafeId(): number | null;
  /** For a webhook: resolves when Telegram may forget the update, rejects when it should send it again. */
  accept(update: Update): Promise<void>;
  /** Resolves when not too much waits, at the latest after `ms`: reading ahead has a bound, and never stops. */
  waitForCapacity(ms: number): Promise<void>;
  openFacts(): number;
  /** Begins nothing more of what is kept. */
  stop(): void;
  /** Resolves when everything begun has ended. */
  idle(): Promise<void>;
}

export interface IntakeDependencies {
  readonly journal: FactJournal;
  /** Carries an update out; rejects when it could not. */
  readonly perform: (update: Update) => Promise<void>;
  readonly notifyDelayed: (update: Update) => Promise<void>;
  /** Deals with the failure of what is not repeated; never rejects. */
  readonly fail: (error: unknown, update: Update) => Promise<void>;
  readonly startTimer: StartTimer;
  readonly wallNowMs: () => number;
  readonly random: () => number;
  readonly onEvent: (event: IntakeEvent) => void;
}

/** A disk that takes longer is as good as none. */
const KEEP_MS = 3_000;
/** Telegram waits 30 s and more for a webhook's answer. */
const ACCEPT_MS = 20_000;
const MUCH_WAITS = 2_000;
const LOOK_MS = 50;
/** Ids seen lately, so that what is read twice is done once. */
const MOST_RECENT = 20_000;

export function createIntake(deps: IntakeDependencies): Intake {
  const { journal, startTimer } = deps;
  const recent = new Set<number>();
  /** Facts that are on no disk. */
  const unkept = new Set<number>();
  const running = new Set<Promise<void>>();
  const lanes = createChatLanes({ startTimer });
  const runner = createFactRunner({
    ...deps,
    onNotified: (updateId) => journal.noteNotified(updateId),
    onDone: (updateId) => {
      unkept.delete(updateId);
      journal.noteDone(updateId);
    },
  });

  const supervised = async (update: Update): Promise<void> => {
    await deps.perform(update).catch(async (error: unknown) => await deps.fail(error, update));
  };
  const beginAtOnce = (update: Update): void => {
    const work = supervised(update).finally(() => running.delete(work));
    running.add(work);
  };
  const beginChat = (update: Update): void => {
    const { update_id: updateId } = update;
    if (!lanes.add(personOf(update) ?? 0, () => supervised(update))) deps.onEvent({ type: 'update-dropped', updateId });
  };

  const isFresh = (update: Update): boolean => {
    const { update_id: updateId } = update;
    if (recent.has(updateId) || runner.isOpen(updateId)) return false;
    if (isReadable(update)) return true;
    deps.onEvent({ type: 'update-dropped', updateId });
    return false;
  };

  async function take(updates: readonly Update[]): Promise<void> {
    const fresh = updates.filter(isFresh);
    for (const { update_id: updateId } of fresh) remember(recent, updateId);
    // First, because a buyer looks at a spinner; the disk has time.
    for (const update of fresh) if (roadOf(update) === 'pre-checkout') beginAtOnce(update);
    const facts = fresh.filter((update) => roadOf(update) === 'money' || roadOf(update) === 'membership');
    if (facts.length > 0) await keep(deps, facts, unkept);
    for (const update of facts) runner.add(update, false);
    for (const update of fresh) if (roadOf(update) === 'chat') beginChat(update);
  }

  return {
    takeLeft(facts) {
      for (const { update, notified } of facts) {
        remember(recent, update.update_id);
        runner.add(update, notified);
      }
    },
    take,
    firstUnsafeId: () => (unkept.size === 0 ? null : Math.min(...unkept)),
    async accept(update) {
      await take([update]);
      if (unkept.has(update.update_id)) await withDeadline(runner.done(update.update_id), ACCEPT_MS, startTimer);
    },
    waitForCapacity: (ms) => capacityWithin(deps, ms, () => lanes.waiting() + runner.openCount()),
    openFacts: () => runner.openCount(),
    stop: () => runner.stop(),
    async idle() {
      await Promise.all([lanes.idle(), runner.idle()]);
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** Writes facts to disk, or adds them to those that are on none. */
async function keep(deps: IntakeDependencies, facts: readonly Update[], unkept: Set<number>): Promise<void> {
  await withDeadline(deps.journal.keep(facts), KEEP_MS, deps.startTimer).catch((error: unknown) => {
    for (const { update_id: updateId } of facts) unkept.add(updateId);
    deps.onEvent({ type: 'facts-unkept', count: facts.length, error: describeError(error) });
  });
}

async function capacityWithin(deps: IntakeDependencies, ms: number, waiting: () => number): Promise<void> {
  const untilMs = deps.wallNowMs() + ms;
  while (waiting() > MUCH_WAITS && deps.wallNowMs() < untilMs) await pause(LOOK_MS, deps.startTimer);
}

/** What comes over the wire has the shape that grammY's types promise, except when it has not. */
function isReadable(update: Update): boolean {
  try {
    roadOf(update);
    personOf(update);
    return true;
  } catch {
    return false;
  }
}

function remember(recent: Set<number>, updateId: number): void {
  recent.add(updateId);
  if (recent.size <= MOST_RECENT) return;
  const [oldest] = recent;
  if (oldest !== undefined) recent.delete(oldest);
}
