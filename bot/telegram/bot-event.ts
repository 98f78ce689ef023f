import type { Provider } from '../../billing/ledger-fact.ts';
import type { Tier } from '../../billing/tiers.ts';
import type { ClockEvent } from './clock-trust.ts';
import type { SendClass } from './sending/send-budget.ts';
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
  /** Somebody had their data deleted; the line in the log is what a restored backup is cleaned by when the database is gone. */
  | { readonly type: 'person-forgotten'; readonly pseudonym: number }
  | {
      readonly type: 'payment-settled';
      readonly provider: Provider;
      readonly telegramId: number;
      readonly planId: string;
      readonly amountMinor: number;
      readonly repeated: boolean;
      /** From the provider taking the money to the ledger having it; null where it was there, or is the past of another database. */
      readonly sincePaidMs: number | null;
    }
  | {
      readonly type: 'refund-settled';
      readonly provider: Provider;
      readonly telegramId: number;
      readonly planId: string;
      readonly amountMinor: number;
      readonly repeated: boolean;
    }
  /** A part of a payment by card went back; nobody's time changes. */
  | {
      readonly type: 'refund-part-settled';
      readonly telegramId: number;
      readonly chargeId: string;
      readonly amountMinor: number;
    }
  /** A refund by card came back to us: what it took is open again, and the operator must return the money another way. */
  | {
      readonly type: 'refund-failed';
      readonly telegramId: number;
      readonly chargeId: string;
      readonly refundId: string;
      readonly amountMinor: number;
      readonly currency: string;
    }
  /** Money moved that no plan explains: the operator must look. */
  | {
      readonly type: 'payment-unmatched';
      readonly telegramId: number;
      readonly chargeId: string;
      readonly code: string;
    }
  /** A buyer's bank asks for a charge back: the operator must answer it. */
  | { readonly type: 'payment-disputed'; readonly telegramId: number; readonly chargeId: string }
  /** So many events of the card provider fail again and again, or the last that did is done. */
  | { readonly type: 'card-events-stuck' | 'card-events-done'; readonly events: number }
  /** So many postbacks of partners were tried again and again in vain, or the last that were is done. */
  | { readonly type: 'postbacks-stuck' | 'postbacks-done'; readonly postbacks: number }
  | { readonly type: 'postback-given-up'; readonly partner: string; readonly eventId: string }
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
  /** What of the stored members of a channel was not what Telegram says. */
  | {
      readonly type: 'members-audited';
      readonly tier: Tier;
      readonly looked: number;
      readonly left: number;
      readonly found: number;
      readonly failed: number;
    }
  /** A member without a plan whom the bot did not let in: the operator decides. */
  | { readonly type: 'member-asked'; readonly telegramId: number; readonly tier: Tier }
  | {
      readonly type: 'channel-unreachable';
      /** The setting that names the channel. */
      readonly setting: string;
      readonly chatId: number;
      readonly error: string;
    }
  /** Telegram refused the last post of a channel, or takes them again. */
  | { readonly type: 'posts-refused'; readonly setting: string; readonly error: string }
  | { readonly type: 'posts-accepted'; readonly setting: string }
  /** Messages that nobody was sent in time, or none for an hour. */
  | { readonly type: 'messages-expired'; readonly kind: 'post' | 'alert' | 'broadcast'; readonly count: number }
  | { readonly type: 'messages-in-time'; readonly kind: 'post' | 'alert' | 'broadcast' }
  /** There is more to send than may be sent: these classes wait. */
  | { readonly type: 'sending-behind'; readonly waiting: readonly SendClass[] }
  | { readonly type: 'sending-caught-up' }
  /** A chat has another id from now on. */
  | { readonly type: 'chat-moved'; readonly from: number; readonly to: number }
  /** Alertmanager reported an alert, or its end. */
  | {
      readonly type: 'alert-fired' | 'alert-resolved';
      readonly name: string;
      readonly severity: string;
      readonly summary: string;
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
