import { GrammyError, HttpError } from 'grammy';
import { DeadlineError } from './deadline.ts';
import { describeError } from './describe-error.ts';

/** Why updates cannot be had; each is waited out. */
export type PollingTroubleKind =
  /** 409: another process asks with the same token, or a webhook is set. */
  | 'conflict'
  /** 401, 404: Telegram does not know the token. */
  | 'token'
  /** 429. */
  | 'limited'
  /** 5xx, or an answer that is none. */
  | 'server'
  /** No connection, or one that died. */
  | 'network'
  /** No answer in time. */
  | 'silence'
  /** Anything else: another refusal, a fault of ours. */
  | 'other';

export interface PollingTrouble {
  readonly kind: PollingTroubleKind;
  readonly detail: string;
  /** 409 because a webhook is set: it has to be deleted first. */
  readonly isWebhookSet: boolean;
  /** What Telegram asked for; null when it asked for nothing. */
  readonly retryAfterMs: number | null;
}

/** Reads what a failed call means. */
export function pollingTroubleOf(thrown: unknown): PollingTrouble {
  const detail = describeError(thrown);
  const plain = { detail, isWebhookSet: false, retryAfterMs: null };
  if (thrown instanceof DeadlineError) return { ...plain, kind: 'silence' };
  if (thrown instanceof HttpError) return { ...plain, kind: isJsonError(thrown.error) ? 'server' : 'network' };
  if (!(thrown instanceof GrammyError)) return { ...plain, kind: 'other' };
  const { error_code: code, description, parameters } = thrown;
  if (code === 409) return { ...plain, kind: 'conflict', isWebhookSet: /webhook/i.test(description) };
  if (code === 401 || code === 404) return { ...plain, kind: 'token' };
  if (code === 429) return { ...plain, kind: 'limited', retryAfterMs: (parameters.retry_after ?? 5) * 1_000 };
  return { ...plain, kind: code >= 500 ? 'server' : 'other' };
}

/** A proxy's page instead of JSON. */
function isJsonError(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'FetchError' ? /invalid json/i.test(error.message) : error instanceof SyntaxError)
  );
}

/** First and longest pause: with the call's own limit the longest is below half a minute, so that a bot gets updates again within one. */
const PAUSES: Readonly<Record<PollingTroubleKind, readonly [firstMs: number, longestMs: number]>> = {
  conflict: [3_000, 15_000],
  token: [5_000, 25_000],
  limited: [2_000, 25_000],
  server: [1_000, 15_000],
  network: [1_000, 15_000],
  silence: [500, 5_000],
  other: [2_000, 25_000],
};

/** With the limit of a call less than the time after which a bot that has not asked counts as dead. */
const LONGEST_ASKED_MS = 30_000;

/** Wall milliseconds until the next attempt, doubling with `failures` (1 is the first), the last quarter by chance (0..1). */
export function pollingPauseMs(trouble: PollingTrouble, failures: number, chance: number): number {
  const [firstMs, longestMs] = PAUSES[trouble.kind];
  const pauseMs = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 10));
  const asked = Math.min(trouble.retryAfterMs ?? 0, LONGEST_ASKED_MS);
  return Math.max(asked, pauseMs * (0.75 + 0.25 * chance));
}
