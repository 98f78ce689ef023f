import type { Clock } from '../../../engine/ports.ts';
import type { SandboxWaits } from './context.ts';
import type { QueuedUpdate } from './state/state.ts';
import type { SandboxStore } from './state/store.ts';
import type { UpdateQueue } from './state/update-queue.ts';

/** Pushes updates to the bot's webhook. */
export interface WebhookDelivery {
  /** Begins or stops, after the webhook was set or deleted. */
  restart(): void;
  lastError(): { readonly atMs: number; readonly text: string } | null;
  close(): void;
}

export interface WebhookDeps {
  readonly store: SandboxStore;
  readonly updates: UpdateQueue;
  readonly clock: Clock;
  readonly waits: SandboxWaits;
  /** A method named in the webhook's answer, which Telegram performs without telling how it went. */
  readonly performReply: (params: Readonly<Record<string, unknown>>) => void;
}

const MAX_PAUSE_MS = 60_000;

/**
 * Each update is posted with the secret header and repeated, with growing pauses, until a 2xx answer or until it is a
 * day old. Updates of one chat or user and kind keep their order; different ones do not wait for each other, so that a
 * stuck message never delays a pre-checkout query.
 */
export function createWebhookDelivery(deps: WebhookDeps): WebhookDelivery {
  const { store, updates, clock } = deps;
  const busy = new Set<string>();
  const retries = createRetries(deps.waits.webhookRetryMs);
  let generation = new AbortController();
  let error: { atMs: number; text: string } | null = null;
  let closed = false;

  const pump = (): void => {
    const { webhook } = store.state;
    if (webhook === null || closed) return;
    for (const update of updates.pending()) {
      if (busy.size >= webhook.maxConnections) return;
      const lane = laneOf(update);
      if (busy.has(lane)) continue;
      busy.add(lane);
      void push(update, lane, generation);
    }
  };

  const push = async (update: QueuedUpdate, lane: string, started: AbortController): Promise<void> => {
    const failure =
      (await post(deps, update, started.signal)) ?? (started.signal.aborted ? null : forget(updates, update));
    if (started.signal.aborted) return;
    if (failure === null) {
      retries.succeeded(update.updateId);
      busy.delete(lane);
      pump();
      return;
    }
    error = { atMs: clock.nowMs(), text: failure };
    retries.schedule(update.updateId, () => {
      busy.delete(lane);
      pump();
    });
  };

  const reset = (): void => {
    generation.abort();
    generation = new AbortController();
    retries.clear();
    busy.clear();
    error = null;
  };
  const stopListening = store.onCommit((events) => {
    if (events.some((event) => event.e === 'update')) queueMicrotask(pump);
  });
  return {
    restart() {
      reset();
      pump();
    },
    lastError: () => error,
    close() {
      closed = true;
      stopListening();
      reset();
    },
  };
}

interface Retries {
  /** Runs `retry` after a pause that doubles with each failure of the same update. */
  schedule(updateId: number, retry: () => void): void;
  succeeded(updateId: number): void;
  clear(): void;
}

function createRetries(firstPauseMs: number): Retries {
  const pauses = new Set<NodeJS.Timeout>();
  const failures = new Map<number, number>();
  return {
    schedule(updateId, retry) {
      const count = (failures.get(updateId) ?? 0) + 1;
      failures.set(updateId, count);
      const pause = setTimeout(
        () => {
          pauses.delete(pause);
          retry();
        },
        Math.min(MAX_PAUSE_MS, firstPauseMs * 2 ** Math.min(count - 1, 10)),
      );
      pauses.add(pause);
    },
    succeeded: (updateId) => {
      failures.delete(updateId);
    },
    clear() {
      for (const pause of pauses) clearTimeout(pause);
      pauses.clear();
      failures.clear();
    },
  };
}

/**
 * Drops an update that the bot took; null, or what went wrong. If the drop cannot be written, the update is posted again,
 * as Telegram may after a failure of its own.
 */
function forget(updates: UpdateQueue, update: QueuedUpdate): string | null {
  try {
    updates.drop([update.updateId]);
    return null;
  } catch {
    return 'Internal server error';
  }
}

/** Posts one update; null when it was taken, else Telegram's words for what went wrong. */
async function post(deps: WebhookDeps, update: QueuedUpdate, cancelled: AbortSignal): Promise<string | null> {
  const { webhook } = deps.store.state;
  if (webhook === null) return 'Webhook was deleted';
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secretToken === null ? {} : { 'x-telegram-bot-api-secret-token': webhook.secretToken }),
      },
      body: JSON.stringify({ update_id: update.updateId, ...update.body }),
      signal: AbortSignal.any([cancelled, AbortSignal.timeout(deps.waits.webhookTimeoutMs)]),
      redirect: 'manual',
    });
    const text = await response.text();
    if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`.trim();
    const reply = replyOf(text);
    if (reply !== null) deps.performReply(reply);
    return null;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'TimeoutError') return 'Read timeout expired';
    return 'Connection refused';
  }
}

function replyOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isCall = typeof value === 'object' && value !== null && 'method' in value;
    return isCall ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

function laneOf(update: QueuedUpdate): string {
  const [kind] = Object.keys(update.body);
  const value = Object.values(update.body)[0] as {
    readonly chat?: { readonly id: number };
    readonly from?: { readonly id: number };
    readonly user?: { readonly id: number };
  };
  return `${kind}:${value.chat?.id ?? value.from?.id ?? value.user?.id ?? 0}`;
}
