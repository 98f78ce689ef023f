import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { type StartTimer, withDeadline } from '../deadline.ts';
import { type PollingTroubleKind, pollingPauseMs, pollingTroubleOf } from '../polling-trouble.ts';
import type { Listening, ListeningEvent } from './poller.ts';

export interface WebhookWatchDependencies {
  readonly api: Api;
  readonly introduce: () => Promise<void>;
  readonly url: string;
  readonly secret: string;
  readonly allowedUpdates: readonly Exclude<keyof Update, 'update_id'>[];
  readonly startTimer: StartTimer;
  readonly wallNowMs: () => number;
  readonly random: () => number;
  readonly onEvent: (event: ListeningEvent) => void;
}

export interface WebhookWatch {
  listening(): Listening;
  stop(): void;
}

/** Between two looks whether the webhook is still ours: another process' getUpdates deletes it first. */
const LOOK_MS = 5 * 60_000;
/** A webhook that has not been looked at for this long is not watched any more. */
export const WEBHOOK_LIMIT_MS = 10 * 60_000;
const CALL_LIMIT_MS = 10_000;

interface Watch {
  readonly deps: WebhookWatchDependencies;
  isIntroduced: boolean;
  failures: number;
  lastEndedMs: number;
  trouble: Listening['trouble'];
  kinds: readonly PollingTroubleKind[];
  cancel: () => void;
  stopped: boolean;
}

/** Sets the webhook as soon as Telegram takes it, and again when it is gone. */
export function watchWebhook(deps: WebhookWatchDependencies): WebhookWatch {
  const watch: Watch = {
    ...{ deps, isIntroduced: false, failures: 0, lastEndedMs: deps.wallNowMs(), trouble: null, kinds: [] },
    ...{ cancel: () => {}, stopped: false },
  };
  void look(watch);
  return {
    listening: () => ({ lastEndedMs: watch.lastEndedMs, trouble: watch.trouble }),
    stop() {
      watch.stopped = true;
      watch.cancel();
    },
  };
}

/** Never rejects. */
async function look(watch: Watch): Promise<void> {
  const { deps } = watch;
  let nextMs = LOOK_MS;
  try {
    await ensureWebhook(watch);
    recover(watch);
  } catch (error) {
    nextMs = waitOut(watch, error);
  }
  watch.lastEndedMs = deps.wallNowMs();
  if (!watch.stopped) watch.cancel = deps.startTimer(nextMs, () => void look(watch));
}

async function ensureWebhook(watch: Watch): Promise<void> {
  const { api, introduce, url, secret, allowedUpdates, startTimer } = watch.deps;
  const first = !watch.isIntroduced;
  if (first) await withDeadline(introduce(), CALL_LIMIT_MS, startTimer);
  const info = await withDeadline(api.getWebhookInfo(), CALL_LIMIT_MS, startTimer);
  // At the first look always: the secret may be another one than last time.
  if (first || info.url !== url) {
    const options = { secret_token: secret, allowed_updates: allowedUpdates };
    await withDeadline(api.setWebhook(url, options), CALL_LIMIT_MS, startTimer);
  }
  watch.isIntroduced = true;
}

function recover(watch: Watch): void {
  const { trouble, kinds, deps } = watch;
  watch.failures = 0;
  if (trouble === null) return;
  watch.trouble = null;
  watch.kinds = [];
  const silentMs = Math.round(deps.wallNowMs() - trouble.sinceMs);
  for (const kind of kinds) deps.onEvent({ type: 'listening-again', kind, silentMs });
}

/** Takes note of a failure; wall milliseconds until the next look. */
function waitOut(watch: Watch, error: unknown): number {
  const { deps } = watch;
  const trouble = pollingTroubleOf(error);
  const { kind, detail } = trouble;
  watch.failures += 1;
  watch.trouble = { kind, detail, sinceMs: watch.trouble?.sinceMs ?? deps.wallNowMs() };
  if (!watch.kinds.includes(kind)) {
    watch.kinds = [...watch.kinds, kind];
    deps.onEvent({ type: 'listening-trouble', kind, detail });
  }
  return pollingPauseMs(trouble, watch.failures, deps.random());
}
