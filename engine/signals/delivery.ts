import { createHash } from 'node:crypto';

/**
 * pending → claimed → sent | retry | dead | unknown | expired. "unknown": the connection died after the
 * request was written; never sent again silently.
 */
export type DeliveryState = 'pending' | 'claimed' | 'sent' | 'dead' | 'unknown' | 'expired';

/** A delivery before anything happened to it. */
export interface PlannedDelivery {
  /** deliveryId(signal id, chat id). */
  readonly id: string;
  /** Who reads it there, as the composition calls them: the engine only hands the name on. */
  readonly audience: string;
  /** Of two deliveries that are due, the one with the higher priority is sent first. */
  readonly priority: number;
  readonly chatId: number;
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
}

/** One message to one channel, stored inside its signal so that both are written by one atomic insert. */
export interface Delivery extends PlannedDelivery {
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly messageId: number | null;
  readonly sentAtMs: number | null;
  /** Whether the message shows the outcome yet. */
  readonly outcomeShown: boolean;
  readonly error: string | null;
}

/** The id of a signal's message to a chat: sha256(signal id | chat id) in hex, so that a repeated plan names the same delivery. */
export function deliveryId(signalId: string, chatId: number): string {
  return createHash('sha256').update(`${signalId}|${chatId}`).digest('hex');
}

/** When somebody first got it, epoch milliseconds; null while nobody has. */
export function deliveredAtMs({ deliveries }: { readonly deliveries: readonly Delivery[] }): number | null {
  return deliveries.reduce<number | null>(
    (first, { sentAtMs }) => (sentAtMs === null ? first : Math.min(sentAtMs, first ?? sentAtMs)),
    null,
  );
}
