import type { SendShareEvent } from '../../lease-event.ts';
import type { SendPart, SendShareStore, SendTable } from '../../send-share-store.ts';
import { type StartTimer, withDeadline } from '../../telegram/deadline.ts';
import { type SendBudget, TELEGRAM_LIMITS } from '../../telegram/sending/send-budget.ts';
import { LEASE_MS } from '../lease.ts';
import { dealSends, leaveSends, SENDS } from './deal-sends.ts';

const BEAT_MS = 1_000;
/** After it has sent less for so long, the rest is free: a window of Telegram's, and a second for calls that were on their way. */
const KEPT_MS = TELEGRAM_LIMITS.bot.windowMs + 1_000;
/** A want is kept up for so many beats: people come in waves. */
const WANTS_KEPT = 5;
/** Where somebody waited, nobody knows how much more there would be use for; else so many times what was used. */
const HEADROOM = 1.5;
const WANT_STEP = 3;
/** Longer than a beat, so that it is worth telling the others. */
const STOP_TOLD_MS = 2_000;
const LEAVE_LIMIT_MS = 2_000;
const MOST_ATTEMPTS = 10;

/** Keeps this process's part of what the token may send. */
export interface SendShares {
  /** Takes the first part, as far as there is one and the database answers, and goes on. */
  start(): Promise<void>;
  /** Gives it back. Called once nothing is sent any more. */
  stop(): Promise<void>;
}

export interface SendShareDependencies {
  readonly store: SendShareStore;
  readonly budget: Pick<SendBudget, 'limitTo' | 'readUse' | 'stoppedForMs' | 'stopFor'>;
  /** The same after a restart of this installation, and no other's. */
  readonly holder: string;
  /** The machine's time, which the store keeps. */
  readonly nowMs: () => number;
  /** Monotonic. */
  readonly wallNowMs: () => number;
  readonly startTimer: StartTimer;
  readonly onEvent: (event: SendShareEvent) => void;
  readonly onFailed: (error: unknown) => void;
}

interface Sharing {
  readonly deps: SendShareDependencies;
  /** What the budget is limited to, since when, and until when that is known to be ours. */
  sends: number;
  sinceWallMs: number;
  untilWallMs: number;
  readWallMs: number;
  wants: readonly SendPart['wants'][];
  beating: Promise<void> | null;
  cancelTimer: () => void;
  isStopped: boolean;
  told: string;
}

/**
 * All processes of an installation send with one token, and Telegram counts them together. Each says once a second what it has use for,
 * and the limit is divided by that; what one gives away another has no sooner than a window later. A process that has said nothing for a
 * lease keeps to one send a second, because others have taken its part by then. Telegram's 429 to one stops all.
 */
export function createSendShares(deps: SendShareDependencies): SendShares {
  const nowWallMs = deps.wallNowMs();
  const sharing: Sharing = {
    ...{ deps, sends: 0, sinceWallMs: nowWallMs, untilWallMs: nowWallMs, readWallMs: nowWallMs, wants: [] },
    ...{ beating: null, cancelTimer: () => {}, isStopped: false, told: '' },
  };
  keepTo(sharing, 0);
  const schedule = (): void => {
    if (!sharing.isStopped)
      sharing.cancelTimer = deps.startTimer(BEAT_MS, () => void beat(sharing).finally(() => schedule()));
  };
  return {
    async start() {
      await beat(sharing);
      schedule();
    },
    async stop() {
      sharing.isStopped = true;
      sharing.cancelTimer();
      // A database that is away holds up no stop: the part then ends by itself.
      await withDeadline(leave(sharing), LEAVE_LIMIT_MS, deps.startTimer).catch(deps.onFailed);
    },
  };
}

function beat(sharing: Sharing): Promise<void> {
  sharing.beating = beatOnce(sharing).finally(() => {
    sharing.beating = null;
  });
  return sharing.beating;
}

async function beatOnce(sharing: Sharing): Promise<void> {
  const { deps } = sharing;
  noteUse(sharing);
  try {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const askedWallMs = deps.wallNowMs();
      const table = await deps.store.read();
      if (sharing.isStopped) return;
      obeyStop(sharing, table);
      const next = deal(sharing, table);
      if (next.isNews && !(await deps.store.replace(next.table))) continue;
      const own = next.table.parts.find(({ holder }) => holder === deps.holder);
      sharing.untilWallMs = askedWallMs + Math.min(LEASE_MS, (own?.untilMs ?? 0) - deps.nowMs());
      keepTo(sharing, next.sends);
      return tell(sharing, next.table);
    }
  } catch (error) {
    deps.onFailed(error);
  }
  if (deps.wallNowMs() >= sharing.untilWallMs) keepTo(sharing, 0);
}

/** What this process had use for in the last second. */
function noteUse(sharing: Sharing): void {
  const { budget, wallNowMs } = sharing.deps;
  const nowMs = wallNowMs();
  const seconds = Math.max(0.1, (nowMs - sharing.readWallMs) / 1_000);
  sharing.readWallMs = nowMs;
  const { answers, rest, haveAnswersWaited, hasRestWaited } = budget.readUse();
  const want = (count: number, hasWaited: boolean): number =>
    hasWaited ? SENDS : Math.min(SENDS, WANT_STEP * Math.ceil(((count / seconds) * HEADROOM) / WANT_STEP));
  const wants = { answers: want(answers, haveAnswersWaited), rest: want(rest, hasRestWaited) };
  sharing.wants = [...sharing.wants, wants].slice(-WANTS_KEPT);
}

/** The table with this process's part; it is news where anything but the time has changed, or the time is half over. */
function deal({ deps, sends, sinceWallMs, wants }: Sharing, found: SendTable) {
  const nowMs = deps.nowMs();
  const most = (of: 'answers' | 'rest'): number => Math.max(0, ...wants.map((each) => each[of]));
  const dealt = dealSends(found, {
    ...{ holder: deps.holder, nowMs, lengthMs: LEASE_MS, wants: { answers: most('answers'), rest: most('rest') } },
    keptTo: deps.wallNowMs() - sinceWallMs >= KEPT_MS ? sends : null,
  });
  const stoppedForMs = deps.budget.stoppedForMs(nowMs);
  const stoppedUntilMs = stoppedForMs > STOP_TOLD_MS ? nowMs + stoppedForMs : 0;
  const isNewStop = stoppedUntilMs > found.stoppedUntilMs + STOP_TOLD_MS;
  const table = isNewStop ? { ...dealt.table, stoppedUntilMs } : dealt.table;
  const untimed = ({ parts, stoppedUntilMs: stopped }: SendTable): string =>
    JSON.stringify([stopped, parts.map(({ untilMs: _, ...part }) => part)]);
  const before = found.parts.find(({ holder }) => holder === deps.holder);
  const isOld = (before?.untilMs ?? 0) < nowMs + LEASE_MS / 2;
  const isNews = isOld || untimed(found) !== untimed(table);
  return { table: isNews ? table : found, sends: dealt.sends, isNews };
}

function obeyStop({ deps }: Sharing, { stoppedUntilMs }: SendTable): void {
  const nowMs = deps.nowMs();
  const waitMs = stoppedUntilMs - nowMs;
  if (waitMs > deps.budget.stoppedForMs(nowMs)) deps.budget.stopFor(waitMs, nowMs);
}

function keepTo(sharing: Sharing, sends: number): void {
  sharing.deps.budget.limitTo(sends / SENDS);
  if (sends === sharing.sends) return;
  sharing.sends = sends;
  sharing.sinceWallMs = sharing.deps.wallNowMs();
}

function tell(sharing: Sharing, { parts }: SendTable): void {
  const event: SendShareEvent = { type: 'send-share', sends: sharing.sends, processes: parts.length };
  const text = JSON.stringify(event);
  if (text === sharing.told) return;
  sharing.told = text;
  sharing.deps.onEvent(event);
}

async function leave(sharing: Sharing): Promise<void> {
  await sharing.beating;
  const { store, holder, nowMs } = sharing.deps;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (await store.replace(leaveSends(await store.read(), holder, nowMs()))) return;
  }
}
