import type { Tier } from '../../billing/tiers.ts';
import type { ClockEvent } from './clock-trust.ts';
import type { JournalEvent } from './updates/fact-journal.ts';
import type { IntakeEvent } from './updates/intake.ts';
import type { ListeningEvent } from './updates/poller.ts';

/** Events of the chat for the process; texts carry no secret (describe-error.ts). */
export type BotEvent =
  | IntakeEvent
  | JournalEvent
  | ListeningEvent
  | ClockEvent
  | { readonly type: 'update-failed'; readonly updateId: number | null; readonly error: string }
  | { readonly type: 'update-repeated'; readonly updateId: number }
  | {
      readonly type: 'payment-settled';
      readonly telegramId: number;
      readonly planId: string;
      readonly amountMinor: number;
      readonly repeated: boolean;
    }
  | {
      readonly type: 'refund-settled';
      readonly telegramId: number;
      readonly planId: string;
      readonly amountMinor: number;
      readonly repeated: boolean;
    }
  /** Money moved that no plan explains: the operator must look. */
  | {
      readonly type: 'payment-unmatched';
      readonly telegramId: number;
      readonly chargeId: string;
      readonly code: string;
    }
  /** The balance of Stars is not what Telegram's list of transactions sums up to; how many Stars it is above it. */
  | { readonly type: 'stars-unexplained' | 'stars-explained'; readonly stars: number }
  /** A transaction of a kind that is not known yet. */
  | { readonly type: 'stars-transaction-unknown'; readonly id: string; readonly stars: number }
  /** Money came and the ledger could not be written: it is kept and tried again. */
  | {
      readonly type: 'payment-unstored';
      readonly telegramId: number;
      readonly chargeId: string;
      readonly error: string;
    }
  | {
      readonly type: 'pre-checkout-answered';
      readonly telegramId: number;
      readonly accepted: boolean;
      readonly code: string | null;
      readonly elapsedMs: number;
    }
  | { readonly type: 'join-approved' | 'join-declined'; readonly telegramId: number; readonly tier: Tier }
  | { readonly type: 'member-removed'; readonly telegramId: number; readonly tier: Tier; readonly dryRun: boolean }
  | { readonly type: 'member-removal-failed'; readonly telegramId: number; readonly tier: Tier; readonly error: string }
  | { readonly type: 'unreachable'; readonly telegramId: number }
  | { readonly type: 'subscription-changed'; readonly telegramId: number; readonly state: string }
  /** A member without a plan whom the bot did not let in: the operator decides. */
  | { readonly type: 'member-asked'; readonly telegramId: number; readonly tier: Tier }
  | {
      readonly type: 'channel-unreachable';
      /** The setting that names the channel. */
      readonly setting: string;
      readonly chatId: number;
      readonly error: string;
    }
  /** Alertmanager told of an alert, or of its end. */
  | {
      readonly type: 'alert-fired' | 'alert-resolved';
      readonly fingerprint: string;
      readonly name: string;
      readonly severity: string;
      readonly summary: string;
      readonly runbook: string;
    }
  | { readonly type: 'channel-reachable'; readonly setting: string; readonly chatId: number }
  | {
      readonly type: 'channel-rights-missing';
      readonly chatId: number;
      readonly title: string;
      readonly detail: string;
    }
  /** The bot may not change the channel's information: its description stays the operator's. */
  | { readonly type: 'channel-not-described'; readonly chatId: number; readonly title: string }
  | { readonly type: 'ticket-opened'; readonly telegramId: number; readonly id: string; readonly topic: string }
  | { readonly type: 'backtest-failed'; readonly series: string; readonly error: string }
  | { readonly type: 'chart-failed'; readonly signalId: string; readonly error: string }
  | { readonly type: 'drawing-failed'; readonly of: string; readonly error: string }
  | { readonly type: 'setup-step-failed'; readonly step: string; readonly error: string };
