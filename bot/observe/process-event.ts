import type { Tier } from '../../billing/tiers.ts';
import type { Side } from '../../engine/signals/signal.ts';
import type { DatabaseEvent } from '../database/database-watch.ts';
import type { DatabaseOperation } from '../database/watch-operations.ts';
import type { LeaseEvent, SendShareEvent, SharesEvent } from '../lease-event.ts';

/** The process's own events, besides those of engine, venues and bot. Durations in milliseconds. */
export type ProcessEvent =
  | {
      readonly type: 'started';
      readonly version: string;
      readonly mode: 'sandbox' | 'live';
      readonly role: string;
      /** The jobs that this process may run. */
      readonly jobs: readonly { readonly name: string; readonly everyMs: number }[];
    }
  | ({ readonly type: 'database-operation' } & DatabaseOperation)
  | { readonly type: 'stopping'; readonly reason: string }
  | { readonly type: 'stopped'; readonly durationMs: number }
  /** A bug or a surprise that was contained where it happened. */
  | { readonly type: 'failure'; readonly where: string; readonly error: unknown }
  | {
      readonly type: 'delivery';
      readonly signalId: string;
      /** The audience of the delivery. */
      readonly tier: string;
      readonly side: Side;
      readonly outcome: 'sent' | 'retry' | 'dead' | 'unknown' | 'expired';
      readonly attempt: number;
      /** Product time from the candle's close to the post; null unless sent. */
      readonly closeToPostMs: number | null;
      readonly error?: string;
    }
  | {
      readonly type: 'delivery-edit';
      readonly signalId: string;
      /** The audience of the delivery. */
      readonly tier: string;
      readonly outcome: 'shown' | 'retry' | 'dead';
      /** Since the outcome was known. */
      readonly ageMs: number;
      readonly error?: string;
    }
  /** A message to one person: an alert or an operator's broadcast. */
  | {
      readonly type: 'direct';
      readonly kind: 'alert' | 'broadcast';
      /** The audience of the delivery. */
      readonly tier: string;
      readonly outcome: 'sent' | 'retry' | 'dead' | 'blocked' | 'expired' | 'stopped' | 'unknown';
      /** Product time since an alert was due, a paying tier's at the candle's close; null for a broadcast, and unless sent. */
      readonly sinceDueMs: number | null;
      readonly error?: string;
    }
  /** A message was sent a second time and does not say so; the id of the delivery, or the subject of a message to a person. */
  | { readonly type: 'sent-twice'; readonly kind: 'post' | 'direct'; readonly id: string }
  /** A channel's summary was posted, or not. */
  | {
      readonly type: 'summary';
      readonly tier: string;
      readonly key: string;
      readonly outcome: 'sent' | 'retry' | 'dead' | 'unknown';
      readonly error?: string;
    }
  | {
      readonly type: 'outbox-swept';
      readonly expired: number;
      readonly unknown: number;
      readonly oldestDueAgeMs: number;
    }
  /** How long the oldest post has been due, also while a drain is under way. */
  | { readonly type: 'outbox-age'; readonly oldestDueAgeMs: number }
  | {
      readonly type: 'telegram-limited';
      readonly method: 'sendMessage' | 'sendPhoto' | 'editMessageText' | 'editMessageMedia' | 'editMessageCaption';
      readonly retryAfterSeconds: number;
    }
  | { readonly type: 'subscribers'; readonly counts: Readonly<Record<Tier, number>> }
  /** What the ledger says of the business: monthly revenue in minor units by currency, people who pay, share of them who leave a month. */
  | {
      readonly type: 'revenue';
      readonly monthlyMinor: Readonly<Record<string, number>>;
      readonly payers: number;
      readonly churn: number | null;
    }
  /** The ledger was compared with Telegram's: `added` payments and refunds were missing in ours. */
  | { readonly type: 'stars-reconciled'; readonly added: number }
  | { readonly type: 'cards-reconciled'; readonly added: number }
  | {
      readonly type: 'webhook';
      readonly source: 'telegram' | 'alertmanager' | 'stripe' | 'partner';
      readonly outcome: 'accepted' | 'bad-signature' | 'failed';
    }
  | {
      readonly type: 'http-request';
      readonly method: string;
      /** The route's pattern, "unmatched" when there is none: never the raw path. */
      readonly route: string;
      readonly status: number;
      readonly durationMs: number;
      readonly requestId: string;
      readonly tier: Tier | null;
      /** The problem's code when it was refused. */
      readonly code: string | null;
    }
  | { readonly type: 'http-failure'; readonly requestId: string; readonly route: string; readonly error: unknown }
  | {
      readonly type: 'job-run';
      /** "walk", "deliver", "expire-memberships". */
      readonly job: string;
      readonly outcome: 'ok' | 'failed' | 'skipped';
      readonly durationMs: number;
      readonly error?: unknown;
    }
  | LeaseEvent
  | SharesEvent
  | SendShareEvent
  | DatabaseEvent;
