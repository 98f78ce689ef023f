import { GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import { classifySendError } from '../classify-send-error.ts';
import { WrongClockError } from '../clock-trust.ts';
import { type StartTimer, withDeadline } from '../deadline.ts';
import { describeError } from '../describe-error.ts';
import { personOf, roadOf } from './update-road.ts';

export type FactEvent =
  /** Facts wait for the database: once for each outage. `id` names the outage. */
  | { readonly type: 'facts-waiting'; readonly id: string; readonly waiting: number; readonly error: string }
  /** Everything that waited in an outage is done. */
  | { readonly type: 'facts-done'; readonly id: string; readonly done: number; readonly waitedMs: number }
  | {
      readonly type: 'fact-failed';
      readonly updateId: number;
      readonly road: 'money' | 'membership';
      readonly attempt: number;
      readonly error: string;
    }
  /** Refused by Telegram for a day: nobody can do it any more. */
  | { readonly type: 'fact-given-up'; readonly updateId: number; readonly error: string };

export interface FactRunnerDependencies {
  /** Carries an update out; rejects when it could not, and may then be called again. */
  readonly perform: (update: Update) => Promise<void>;
  /** Writes to the person that it takes longer; rejects when that failed. */
  readonly notifyDelayed: (update: Update) => Promise<void>;
  readonly onNotified: (updateId: number) => void;
  readonly onDone: (updateId: number) => void;
  readonly startTimer: StartTimer;
  readonly wallNowMs: () => number;
  readonly random: () => number;
  readonly onEvent: (event: FactEvent) => void;
}

/** Does facts until they are done. */
export interface FactRunner {
  add(update: Update, notified: boolean): void;
  isOpen(updateId: number): boolean;
  /** Resolves when a fact is done or given up; at once when it is not known. */
  done(updateId: number): Promise<void>;
  openCount(): number;
  /** Resolves when nothing is being done; what waits for a later attempt is not waited for. */
  idle(): Promise<void>;
  /** Begins nothing more. */
  stop(): void;
}

interface Fact {
  readonly update: Update;
  readonly road: 'money' | 'membership';
  readonly sinceMs: number;
  notified: boolean;
  attempt: number;
  cancelNotifying: () => void;
  readonly waiters: (() => void)[];
}

/** Facts of one person, in the order they came; the first one is being done or waits for its next attempt. */
type Lane = Fact[];

interface Outage {
  readonly id: string;
  readonly sinceMs: number;
  readonly waiting: Set<number>;
  done: number;
}

interface Runner {
  readonly deps: FactRunnerDependencies;
  readonly facts: Map<number, Fact>;
  readonly lanes: Map<string, Lane>;
  readonly ready: Record<Fact['road'], Lane[]>;
  readonly busy: Record<Fact['road'], number>;
  readonly running: Set<Promise<void>>;
  outage: Outage | null;
  isDatabaseAway: boolean;
  /** Between two questions whether the database is back. */
  isResting: boolean;
  outages: number;
  stopped: boolean;
}

/** Each road has its own, so that join requests never take a payment's place. Together below the database's 20 connections. */
const AT_ONCE = { money: 6, membership: 6 } as const;
/** After this an attempt counts as failed and its place goes to the next; what it still does is safe to repeat. */
const ATTEMPT_MS = 20_000;
/** The payer is notified when it takes longer. */
const NOTIFY_AFTER_MS = 5_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;
const PROBE_MS = 1_000;
const REFUSED_PAUSE_MS = 60_000;
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/**
 * Facts of one person are done in order, different people concurrently, up to a fixed number on each road.
 * A failure is repeated for as long as it takes. While the database is away one fact at a time asks whether it is back, so that
 * all others are done at once when it is, and no one waits behind the time-outs of a thousand.
 */
export function createFactRunner(deps: FactRunnerDependencies): FactRunner {
  const runner: Runner = {
    ...{ deps, facts: new Map<number, Fact>(), lanes: new Map<string, Lane>(), running: new Set<Promise<void>>() },
    ready: { money: [], membership: [] },
    busy: { money: 0, membership: 0 },
    ...{ outage: null, isDatabaseAway: false, isResting: false, outages: 0, stopped: false },
  };
  const { facts, running } = runner;
  return {
    add: (update, notified) => add(runner, update, notified),
    isOpen: (updateId) => facts.has(updateId),
    async done(updateId) {
      const fact = facts.get(updateId);
      if (fact !== undefined) await new Promise<void>((resolve) => fact.waiters.push(resolve));
    },
    openCount: () => facts.size,
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
    stop() {
      runner.stopped = true;
      for (const fact of facts.values()) fact.cancelNotifying();
    },
  };
}

function laneKey({ update, road }: Fact): string {
  return `${road}|${personOf(update) ?? update.update_id}`;
}

function add(runner: Runner, update: Update, notified: boolean): void {
  const { deps, facts, lanes, ready } = runner;
  const road = roadOf(update);
  if ((road !== 'money' && road !== 'membership') || facts.has(update.update_id)) return;
  const fact: Fact = {
    ...{ update, road, notified, attempt: 0, waiters: [] },
    sinceMs: deps.wallNowMs(),
    cancelNotifying: () => {},
  };
  facts.set(update.update_id, fact);
  if (road === 'money') fact.cancelNotifying = deps.startTimer(NOTIFY_AFTER_MS, () => void notifyDelayed(runner, fact));
  if (runner.isDatabaseAway) {
    runner.outage?.waiting.add(update.update_id);
    void notifyDelayed(runner, fact);
  }
  const key = laneKey(fact);
  const lane = lanes.get(key);
  if (lane !== undefined) {
    lane.push(fact);
    return;
  }
  const fresh = [fact];
  lanes.set(key, fresh);
  ready[road].push(fresh);
  pump(runner);
}

/** Begins what may begin. */
function pump(runner: Runner): void {
  const { ready, busy } = runner;
  if (runner.stopped) return;
  if (runner.isDatabaseAway) {
    const isAsking = busy.money + busy.membership > 0 || runner.isResting;
    const lane = isAsking ? undefined : (ready.money.shift() ?? ready.membership.shift());
    if (lane !== undefined) begin(runner, lane);
    return;
  }
  for (const road of ['money', 'membership'] as const) {
    while (busy[road] < AT_ONCE[road]) {
      const lane = ready[road].shift();
      if (lane === undefined) break;
      begin(runner, lane);
    }
  }
}

function begin(runner: Runner, lane: Lane): void {
  const { deps, busy, running } = runner;
  const [fact] = lane;
  if (fact === undefined) return;
  busy[fact.road] += 1;
  fact.attempt += 1;
  const work = withDeadline(deps.perform(fact.update), ATTEMPT_MS, deps.startTimer)
    .then(
      () => {
        runner.isDatabaseAway = false;
        finish(runner, lane, fact);
      },
      (error: unknown) => fail(runner, lane, { fact, thrown: error }),
    )
    .finally(() => {
      busy[fact.road] -= 1;
      running.delete(work);
      pump(runner);
    });
  running.add(work);
}

function finish(runner: Runner, lane: Lane, fact: Fact): void {
  const { deps, facts, lanes, ready, outage } = runner;
  const { update_id: updateId } = fact.update;
  fact.cancelNotifying();
  facts.delete(updateId);
  deps.onDone(updateId);
  for (const resolve of fact.waiters) resolve();
  lane.shift();
  if (lane.length === 0) lanes.delete(laneKey(fact));
  else ready[fact.road].push(lane);
  if (outage?.waiting.delete(updateId) !== true) return;
  outage.done += 1;
  if (outage.waiting.size > 0) return;
  const { id, sinceMs, done } = outage;
  runner.outage = null;
  deps.onEvent({ type: 'facts-done', id, done, waitedMs: Math.round(deps.wallNowMs() - sinceMs) });
}

function fail(runner: Runner, lane: Lane, { fact, thrown }: { readonly fact: Fact; readonly thrown: unknown }): void {
  const { deps } = runner;
  const error = describeError(thrown);
  const { update_id: updateId } = fact.update;
  // At the first, second, fourth … attempt: every one of a day would fill the log.
  if (Number.isInteger(Math.log2(fact.attempt)))
    deps.onEvent({ type: 'fact-failed', updateId, road: fact.road, attempt: fact.attempt, error });
  const cause = causeOf(thrown);
  if (cause === 'refused' && deps.wallNowMs() - fact.sinceMs > GIVEN_UP_AFTER_MS) {
    deps.onEvent({ type: 'fact-given-up', updateId, error });
    finish(runner, lane, fact);
    return;
  }
  runner.isDatabaseAway = cause === 'database';
  if (runner.isDatabaseAway) joinOutage(runner, error);
  // A join request that Telegram itself slows down is not worth a message, which would slow it down more.
  if (fact.road === 'money' || runner.isDatabaseAway) void notifyDelayed(runner, fact);
  const ms = pauseMs(fact, cause, deps.random());
  const isProbe = runner.isDatabaseAway;
  if (isProbe) {
    // Back among those that are ready, behind the others: one that fails for a reason of its own holds up nobody.
    runner.isResting = true;
    runner.ready[fact.road].push(lane);
  }
  deps.startTimer(ms, () => {
    if (isProbe) runner.isResting = false;
    else runner.ready[fact.road].push(lane);
    pump(runner);
  });
}

function pauseMs(fact: Fact, cause: Cause, chance: number): number {
  if (cause === 'database') return PROBE_MS;
  const [first, longest] =
    cause === 'refused' ? [REFUSED_PAUSE_MS, 10 * REFUSED_PAUSE_MS] : [FIRST_PAUSE_MS, LONGEST_PAUSE_MS];
  return Math.min(longest, first * 2 ** Math.min(fact.attempt - 1, 10)) * (0.75 + 0.25 * chance);
}

/** Everything that is open waits now; the operator is notified at the first. */
function joinOutage(runner: Runner, error: string): void {
  const { deps, facts } = runner;
  const waiting = runner.outage?.waiting ?? new Set<number>();
  for (const updateId of facts.keys()) waiting.add(updateId);
  if (runner.outage !== null) return;
  runner.outages += 1;
  const sinceMs = deps.wallNowMs();
  const id = `${Math.round(sinceMs)}-${runner.outages}`;
  runner.outage = { id, sinceMs, waiting, done: 0 };
  deps.onEvent({ type: 'facts-waiting', id, waiting: waiting.size, error });
}

async function notifyDelayed({ deps, facts }: Runner, fact: Fact): Promise<void> {
  const { update_id: updateId } = fact.update;
  if (fact.notified || !facts.has(updateId)) return;
  fact.notified = true;
  try {
    await deps.notifyDelayed(fact.update);
    deps.onNotified(updateId);
  } catch {
    // Tried again after the next failure.
    fact.notified = false;
  }
}

type Cause = 'database' | 'telegram' | 'refused';

/** Whose fault a failure is: Telegram's answers and broken calls have their shape; all else but a wrong clock is the database. */
function causeOf(thrown: unknown): Cause {
  const isWrapped = typeof thrown === 'object' && thrown !== null && 'ctx' in thrown && 'error' in thrown;
  const error = isWrapped ? thrown.error : thrown;
  if (error instanceof WrongClockError) return 'refused';
  if (!(error instanceof GrammyError || error instanceof HttpError)) return 'database';
  const { type } = classifySendError(error);
  return type === 'rejected' || type === 'moved' ? 'refused' : 'telegram';
}
