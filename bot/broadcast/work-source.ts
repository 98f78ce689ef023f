import type { SendClass } from '../telegram/sending/send-budget.ts';

/** What became of messages. */
export interface SendCounts {
  sent: number;
  edited: number;
  /** Waiting for their chat's limit. */
  deferred: number;
  retried: number;
  dead: number;
  unknown: number;
  expired: number;
}

/** Nothing has happened yet. */
export function noCounts(): SendCounts {
  return { sent: 0, edited: 0, deferred: 0, retried: 0, dead: 0, unknown: 0, expired: 0 };
}

/** Prepares, sends and settles one message; calls `ready` when it is about to be sent. Rejects when it could not be settled. */
export type SendWork = (ready: () => void) => Promise<void>;

/** One kind of what is to be sent. */
export interface WorkSource {
  readonly sendClass: SendClass;
  /** Claims what is due, at most so many messages. */
  take(most: number, counts: SendCounts): Promise<readonly SendWork[]>;
  /** When something of it may be taken next, at the earliest nowMs; null when nothing waits. */
  nextMs(nowMs: number): Promise<number | null>;
  /** Something may have been stored: look at once. */
  wake?(): void;
  /** Gives back what was claimed and not begun, because the process ends. */
  release?(): Promise<void>;
}
