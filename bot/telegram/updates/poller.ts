import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { pause, type StartTimer, withDeadline } from '../deadline.ts';
import { grammySignal } from '../grammy-signal.ts';
import { type PollingTrouble, type PollingTroubleKind, pollingPauseMs, pollingTroubleOf } from '../polling-trouble.ts';
import type { Intake } from './intake.ts';
import { readUpdates } from './read-update.ts';

export type ListeningEvent =
  /** Once when a kind of trouble begins. */
  | { readonly type: 'listening-trouble'; readonly kind: PollingTroubleKind; readonly detail: string }
  /** Once for each kind when updates are heard again. */
  | { readonly type: 'listening-again'; readonly kind: PollingTroubleKind; readonly silentMs: number };

/** The state of polling, for health and the operator. Times are monotonic wall milliseconds. */
export interface Listening {
  /** When the last getUpdates ended, in whatever way. */
  readonly lastEndedMs: number;
  /** What keeps it from hearing now; null when nothing does. */
  readonly trouble: { readonly kind: PollingTroubleKind; readonly sinceMs: number; readonly detail: string } | null;
}

export interface Poller {
  listening(): Listening;
  /** Ends the call under way, acknowledges the updates that were taken, and resolves. */
  stop(): Promise<void>;
}

export interface PollerDependencies {
  /** Without retries of its own: a 429 is ours to see. */
  readonly api: Api;
  /** Learns who the bot is; repeated until it succeeds once. */
  readonly introduce: () => Promise<void>;
  readonly allowedUpdates: readonly Exclude<keyof Update, 'update_id'>[];
  readonly intake: Intake;
  readonly startTimer: StartTimer;
  readonly wallNowMs: () => number;
  readonly random: () => number;
  readonly onEvent: (event: ListeningEvent) => void;
}

/** How long Telegram holds a call open when nothing is new. */
const POLL_SECONDS = 25;
const AFTER_CONFLICT_SECONDS = 5;
/** A call without an answer after this has failed. */
export const POLL_LIMIT_MS = 35_000;
const CALL_LIMIT_MS = 10_000;
const ACKNOWLEDGE_LIMIT_MS = 3_000;
const BATCH = 100;
/** Between two looks while an update may not be acknowledged: Telegram then answers at once with the same ones. */
const HELD_BACK_MS = 250;
const CAPACITY_MS = 500;

interface Polling {
  readonly deps: PollerDependencies;
  readonly stopping: AbortController;
  isIntroduced: boolean;
  isWebhookGone: boolean;
  /** The first update that Telegram has not been told to forget. */
  nextId: number;
  failures: number;
  lastEndedMs: number;
  trouble: Listening['trouble'];
  kinds: readonly PollingTroubleKind[];
}

/**
 * Asks Telegram for updates for as long as the process runs. Whatever goes wrong is waited out, ever longer up to some seconds:
 * Telegram answers 409 to one of two processes with the same token, and grammY's own polling then ends for good.
 * Updates are acknowledged by the next call, once the intake has made them safe.
 */
export function startPoller(deps: PollerDependencies): Poller {
  const polling: Polling = {
    ...{ deps, stopping: new AbortController(), isIntroduced: false, isWebhookGone: false },
    ...{ nextId: 0, failures: 0, lastEndedMs: deps.wallNowMs(), trouble: null, kinds: [] },
  };
  const done = pollUntilStopped(polling);
  return {
    listening: () => ({ lastEndedMs: polling.lastEndedMs, trouble: polling.trouble }),
    async stop() {
      polling.stopping.abort();
      await done;
      await acknowledgeTaken(polling);
    },
  };
}

async function pollUntilStopped(polling: Polling): Promise<void> {
  const { signal } = polling.stopping;
  while (!signal.aborted) {
    try {
      await pollOnce(polling);
    } catch (error) {
      polling.lastEndedMs = polling.deps.wallNowMs();
      if (!signal.aborted) await waitOut(polling, pollingTroubleOf(error));
    }
  }
}

async function pollOnce(polling: Polling): Promise<void> {
  const { api, intake, allowedUpdates, introduce, startTimer, wallNowMs } = polling.deps;
  if (!polling.isIntroduced) {
    await withDeadline(introduce(), CALL_LIMIT_MS, startTimer);
    polling.isIntroduced = true;
    polling.lastEndedMs = wallNowMs();
  }
  if (!polling.isWebhookGone) {
    await limited(polling, CALL_LIMIT_MS, (signal) => api.deleteWebhook({}, grammySignal(signal)));
    polling.isWebhookGone = true;
    polling.lastEndedMs = wallNowMs();
  }
  const question = {
    ...{ offset: polling.nextId, limit: BATCH, timeout: pollSeconds(polling) },
    // Always in full: Telegram remembers the last list, and leaves chat_member out of its own.
    allowed_updates: allowedUpdates,
  };
  const answer = await limited(polling, POLL_LIMIT_MS, (signal) => api.getUpdates(question, grammySignal(signal)));
  const updates = readUpdates(answer);
  polling.lastEndedMs = wallNowMs();
  recovered(polling);
  await intake.take(updates);
  const last = updates.at(-1)?.update_id;
  if (last !== undefined) polling.nextId = Math.max(polling.nextId, last + 1);
  const unsafeId = intake.firstUnsafeId();
  if (unsafeId !== null && unsafeId < polling.nextId) {
    polling.nextId = unsafeId;
    await rest(polling, HELD_BACK_MS);
  }
  await intake.waitForCapacity(CAPACITY_MS);
}

/** After trouble a short call, so that its end is known soon; after a conflict one that another process would have ended. */
function pollSeconds({ trouble }: Polling): number {
  if (trouble === null) return POLL_SECONDS;
  return trouble.kind === 'conflict' ? AFTER_CONFLICT_SECONDS : 0;
}

/** A call that ends with its limit or with the poller, whatever the connection does. */
async function limited<T>(polling: Polling, ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  const { signal } = polling.stopping;
  let stop = (): void => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('stopped'));
  });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await withDeadline(Promise.race([call(own.signal), stopped]), ms, polling.deps.startTimer);
  } catch (error) {
    // Whatever of it is still under way.
    own.abort();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function recovered(polling: Polling): void {
  const { trouble, kinds, deps } = polling;
  polling.failures = 0;
  if (trouble === null) return;
  polling.trouble = null;
  polling.kinds = [];
  const silentMs = Math.round(deps.wallNowMs() - trouble.sinceMs);
  for (const kind of kinds) deps.onEvent({ type: 'listening-again', kind, silentMs });
}

async function waitOut(polling: Polling, trouble: PollingTrouble): Promise<void> {
  const { deps } = polling;
  const { kind, detail } = trouble;
  polling.failures += 1;
  if (trouble.isWebhookSet) polling.isWebhookGone = false;
  polling.trouble = { kind, detail, sinceMs: polling.trouble?.sinceMs ?? deps.wallNowMs() };
  if (!polling.kinds.includes(kind)) {
    polling.kinds = [...polling.kinds, kind];
    deps.onEvent({ type: 'listening-trouble', kind, detail });
  }
  await rest(polling, pollingPauseMs(trouble, polling.failures, deps.random()));
}

async function rest(polling: Polling, ms: number): Promise<void> {
  const { signal } = polling.stopping;
  if (signal.aborted) return;
  const over = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
  });
  await Promise.race([pause(ms, polling.deps.startTimer), stopped]);
  over.abort();
}

/** Acknowledges what was taken, so that the next process does not get it again. A failure is no harm: it would know it. */
async function acknowledgeTaken({ deps, nextId, trouble, isIntroduced }: Polling): Promise<void> {
  if (!isIntroduced || nextId === 0 || trouble !== null) return;
  const question = { offset: nextId, limit: 1, timeout: 0 };
  await withDeadline(deps.api.getUpdates(question), ACKNOWLEDGE_LIMIT_MS, deps.startTimer).catch(() => undefined);
}
