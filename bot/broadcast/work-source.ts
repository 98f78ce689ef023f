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
  /** Whether its messages are made ready before their slots open; absent: they are begun when they may be sent. */
  readonly isMadeReady?: boolean;
  /** Claims what is due, at most so many messages. */
  take(most: number, counts: SendCounts): Promise<readonly SendWork[]>;
  /** When something of it may be taken next, at the earliest nowMs; null when nothing waits. */
  nextMs(nowMs: number): Promise<number | null>;
  /** When the first of what is due and was left to wait may be taken; null: nothing waits. Absent: nothing ever does. */
  waitsUntilMs?(): number | null;
  /** The outbox was read just now: nothing of it is due before nextMs (null: ever), unless something is stored. Absent: it has another. */
  nothingDue?(nextMs: number | null): void;
  /** Something may have been stored: look at once. */
  wake?(): void;
  /** Gives back what was claimed and not begun, because the process ends. */
  release?(): Promise<void>;
}
