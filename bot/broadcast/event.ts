import type { Tier } from '../../engine/signals/delivery.ts';

/** What happened while sending, for logs and metrics. Times in milliseconds of the clock. */
export type BroadcastEvent =
  | {
      readonly type: 'posted';
      readonly tier: Tier;
      readonly signalId: string;
      readonly closeToPostMs: number;
      /** How late it was by its tier's own delay. */
      readonly dueToPostMs: number;
    }
  | { readonly type: 'edited'; readonly tier: Tier; readonly signalId: string; readonly settledToEditMs: number }
  | {
      readonly type: 'failed';
      readonly action: 'post' | 'edit';
      readonly result: 'retry' | 'dead' | 'unknown';
      readonly tier: Tier;
      readonly signalId: string;
      readonly error: string;
    }
  | { readonly type: 'too-many-requests'; readonly retryAfterMs: number }
  /** Found by the outbox: never sent in time, and claims whose process died while sending. */
  | { readonly type: 'swept'; readonly expired: number; readonly unknown: number }
  | { readonly type: 'record-unavailable'; readonly error: string };
