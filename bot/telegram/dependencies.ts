import type { Accounts, Payments } from '../../billing/ports.ts';
import type { Tier } from '../../billing/tiers.ts';
import type { RuleAnswer, RuleTested } from '../../engine/backtest/ledger/published-rule.ts';
import type { Explainer } from '../../engine/explainer.ts';
import type { CandleColumns } from '../../engine/market/candle.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { CandleStore, Clock, LedgerEntry, SignalReader } from '../../engine/ports.ts';
import type { Predictor } from '../../engine/predict.ts';
import type { TrackRecordReader } from '../../engine/signals/track-record.ts';
import type { MarketStatus } from '../market-status.ts';
import type { ClockEvent, ClockTrust } from './clock-trust.ts';
import type { StartTimer } from './deadline.ts';
import type { Memberships, SentNotices, TextStore, Tickets, UpdateLog } from './ports.ts';

import type { FactJournal, JournalEvent } from './updates/fact-journal.ts';
import type { IntakeEvent } from './updates/intake.ts';
import type { ListeningEvent } from './updates/poller.ts';

/** A tier's channel. inviteLink of a paid tier makes a join request; that of the free one is public. */
export interface ChannelInfo {
  readonly chatId: number;
  readonly title: string;
  /** Null until Telegram has given one. */
  readonly inviteLink: string | null;
}

/** Null for a tier without a channel. */
export type Channels = Readonly<Record<Tier, ChannelInfo | null>>;

/** Tries the published rule on a market's stored past, out of sample. */
export interface PairBacktests {
  /** Version of the model that serves a series, null while there is none: what a result was made with. */
  versionOf(series: SeriesKey): string | null;
  /** The last `days` days of stored candles. May take seconds; does not hold up the event loop. */
  run(series: SeriesKey, past: { readonly days: number; readonly nowMs: number }): Promise<RuleAnswer>;
}

/** Everything the chat needs of the world. Times come from the clock only, so nothing here knows of a replay. */
export interface BotDependencies {
  readonly token: string;
  /** Null: Telegram itself. */
  readonly apiRoot: string | null;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly payments: Payments;
  readonly memberships: Memberships;
  readonly updates: UpdateLog;
  readonly tickets: Tickets;
  /** Small facts about the bot itself (createMongoTextStore(connection, 'telegram_setup')). */
  readonly setup: TextStore;
  /** Messages that are sent once. */
  readonly notices: SentNotices;
  /** What Telegram tells once, on disk until it is done. */
  readonly journal: FactJournal;
  readonly clockTrust: ClockTrust;
  /** Waiting conversations (createMongoTextStore(connection, 'conversations')). */
  readonly conversations: TextStore;
  readonly signals: SignalReader;
  readonly candles: CandleStore;
  readonly trackRecord: TrackRecordReader;
  /** The series followed and how fresh they are, for /status. */
  readonly markets: () => Promise<readonly MarketStatus[]>;
  readonly predictor: Predictor;
  /** Which features moved a signal. */
  readonly explain: Explainer;
  readonly backtests: PairBacktests;
  readonly channels: Channels;
  readonly adminIds: readonly number[];
  /** The markets followed, in the order they are offered. */
  readonly series: readonly SeriesKey[];
  /** "recorded candles, replayed at 720×", said wherever results are shown; null for a live market. */
  readonly marketNote: string | null;
  /** A PNG of a signal's candles and levels. */
  readonly renderChart: (chart: {
    readonly entry: LedgerEntry;
    readonly candles: CandleColumns;
    readonly languageCode: string;
  }) => Promise<Buffer>;
  /** A PNG of a backtest beside holding; the note says what market it was. */
  readonly renderBacktest: (tested: RuleTested, marketNote: string | null, languageCode: string) => Promise<Buffer>;
  /** 16 hex digits of chance, new at each call. */
  readonly newNonce: () => string;
  readonly startTimer: StartTimer;
  /** 0 to 1, for the pauses between attempts. */
  readonly random: () => number;
  readonly log: (event: BotEvent) => void;
}

/** What the chat tells the process; texts carry no secret (describe-error.ts). */
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
  | { readonly type: 'channel-reachable'; readonly setting: string; readonly chatId: number }
  | {
      readonly type: 'channel-rights-missing';
      readonly chatId: number;
      readonly title: string;
      readonly detail: string;
    }
  | { readonly type: 'ticket-opened'; readonly telegramId: number; readonly id: string; readonly topic: string }
  | { readonly type: 'backtest-failed'; readonly series: string; readonly error: string }
  | { readonly type: 'chart-failed'; readonly signalId: string; readonly error: string }
  | { readonly type: 'setup-step-failed'; readonly step: string; readonly error: string };
