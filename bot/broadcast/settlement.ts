import type { EditResult, PostResult } from '../../engine/ports.ts';
import type { SendFailure } from '../telegram/classify-send-error.ts';

/** An outcome that could not be shown for this long never will be. */
const EDIT_PATIENCE_MS = 24 * 3_600_000;
/** What may have been sent is sent once more after so long, marked: Telegram may be away just now. The outbox sees to the once. */
export const REPEAT_AFTER_MS = 60_000;
const POST_BACKOFF_MS = { least: 1_000, most: 60_000 } as const;
const EDIT_BACKOFF_MS = { least: 1_000, most: 600_000 } as const;

export interface FailureTiming {
  readonly nowMs: number;
  /** Since the message could first have been sent or edited. */
  readonly ageMs: number;
}

/** How a failed post is settled. Where nothing was sent it is tried again; expiry bounds how often. */
export function settleFailedPost(failure: SendFailure, timing: FailureTiming): Exclude<PostResult, { type: 'sent' }> {
  const { type, error } = failure;
  switch (type) {
    case 'too-many-requests':
      return { type: 'retry', atMs: timing.nowMs + failure.retryAfterMs, error };
    case 'unavailable':
      return { type: 'retry', atMs: timing.nowMs + backoffMs(timing.ageMs, POST_BACKOFF_MS), error };
    case 'rejected':
    case 'moved':
    case 'not-modified':
      return { type: 'dead', error };
    case 'lost':
      return { type: 'unknown', error, repeatAtMs: timing.nowMs + REPEAT_AFTER_MS };
  }
}

/** How a failed edit is settled. An edit is idempotent, so a lost one is simply made again. */
export function settleFailedEdit(failure: SendFailure, timing: FailureTiming): EditResult {
  const { type, error } = failure;
  if (type === 'not-modified') {
    return { type: 'shown' };
  }
  if (type === 'rejected' || type === 'moved' || timing.ageMs > EDIT_PATIENCE_MS) {
    return { type: 'dead', error };
  }
  const waitMs = type === 'too-many-requests' ? failure.retryAfterMs : backoffMs(timing.ageMs, EDIT_BACKOFF_MS);
  return { type: 'retry', atMs: timing.nowMs + waitMs, error };
}

/** Half of the time already waited: grows as a doubling counter would, and a restart does not reset it. */
function backoffMs(ageMs: number, bounds: { readonly least: number; readonly most: number }): number {
  return Math.round(Math.min(bounds.most, Math.max(bounds.least, ageMs / 2)));
}
