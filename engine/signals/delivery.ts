import { createHash } from 'node:crypto';

/** Tiers, cheapest first. */
export const TIERS = ['free', 'pro', 'elite'] as const;
export type Tier = (typeof TIERS)[number];

/**
 * pending → claimed → sent | retry | dead | unknown | expired (reliability.md). "unknown": the connection died after the
 * request was written; never sent again silently.
 */
export type DeliveryState = 'pending' | 'claimed' | 'sent' | 'dead' | 'unknown' | 'expired';

/** One message to one channel, stored inside its signal so that both are written by one atomic insert. */
export interface Delivery {
  /** sha256(signal id | chat id) in hex. */
  readonly id: string;
  readonly tier: Tier;
  readonly chatId: number;
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly messageId: number | null;
  readonly sentAtMs: number | null;
  /** Whether the message shows the outcome yet. */
  readonly outcomeShown: boolean;
  readonly error: string | null;
}

/** A delivery before anything happened to it. */
export interface PlannedDelivery {
  readonly id: string;
  readonly tier: Tier;
  readonly chatId: number;
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
}

export function deliveryId(signalId: string, chatId: number): string {
  return createHash('sha256').update(`${signalId}|${chatId}`).digest('hex');
}
