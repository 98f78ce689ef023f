import type { Api, ApiClientOptions } from 'grammy';
import type { ApiKeys } from '../../billing/api-key.ts';
import type { Coupons } from '../../billing/coupons/coupon.ts';
import type { Accounts, Payments } from '../../billing/ports.ts';
import type { AccountLinks } from '../../billing/referrals/account-links.ts';
import type { ReferralRules } from '../../billing/referrals/referral.ts';
import type { Clock } from '../../engine/ports.ts';
import type { Answers } from '../answers/answers.ts';
import type { Channels } from '../answers/my-plan.ts';
import type { CardRenewals, Cards } from '../cards/cards.ts';
import type { UseCounts } from '../limits/use-counts.ts';
import type { Partners } from '../partners/partners.ts';
import type { BotEvent } from './bot-event.ts';
import type { ChannelLanguages } from './channels/channel-languages.ts';
import type { ClockTrust } from './clock-trust.ts';
import type { StartTimer } from './deadline.ts';
import type { AuditLog, Operations, Operators } from './operations.ts';
import type { Owners } from './operator/owners.ts';
import type { ChannelSetup, Memberships, PersonalData, SentNotices, TextStore, Tickets, UpdateLog } from './ports.ts';
import type { SendBudget } from './sending/send-budget.ts';
import type { FactJournal } from './updates/fact-journal.ts';

/** Everything the chat needs of the world. Times come from the clock only, so nothing here knows of a replay. */
export interface BotDependencies {
  readonly telegram: TelegramSettings;
  readonly runtime: BotRuntime;
  readonly stores: BotStores;
  /** What a reader may ask. */
  readonly answers: Answers;
  /** Updates that Telegram sends once, kept on disk until they are done. */
  readonly journal: FactJournal;
  /** Paying by card; null where it is not set up. */
  readonly cards: Cards | null;
  /** The operator's affiliate and introducing-broker programmes; none of them where none is set. */
  readonly partners: Partners;
  /** What of the process operators may see and do. */
  readonly operations: Operations;
  readonly log: (event: BotEvent) => void;
}

/** How grammY asks the network. */
export type TelegramFetch = NonNullable<ApiClientOptions['fetch']>;

/** Who the bot is and whom it serves. */
export interface TelegramSettings {
  readonly token: string;
  /** Null: Telegram itself. */
  readonly apiRoot: string | null;
  /** In the place of the network, for a Telegram inside this process. */
  readonly fetch?: TelegramFetch;
  readonly channels: Channels;
  readonly channelSetup: ChannelSetup;
  readonly channelLanguages: ChannelLanguages;
  /** Always the list of `owners`: everybody who writes to owners has it. */
  readonly adminIds: readonly number[];
  readonly owners: Pick<Owners, 'claim' | 'isClaimed'>;
  /** Length of a Stars subscription's period. Telegram takes 30 days; its test servers take 60 or 300 s only. */
  readonly subscriptionSeconds: number;
  /** How long a buyer may return their first purchase by themselves; 0: never. */
  readonly coolingOffMs: number;
  readonly referrals: ReferralRules;
}

/** Time and chance. */
export interface BotRuntime {
  readonly clock: Clock;
  readonly clockTrust: ClockTrust;
  readonly startTimer: StartTimer;
  /** Wall time: what limits count, whose minutes are real in a replay too. */
  readonly wallNowMs: () => number;
  /** What the token may send: shared with the sender of posts. */
  readonly budget: SendBudget;
  /** 0 to 1, for the pauses between attempts. */
  readonly random: () => number;
  /** 16 hex digits of chance, new at each call. */
  readonly newNonce: () => string;
}

/** People, their money and what is known of their chats. What readers ask is answered from elsewhere. */
export interface BotStores {
  readonly accounts: Accounts;
  readonly payments: Payments;
  /** Invitations and moves. */
  readonly links: AccountLinks;
  readonly personal: PersonalData;
  /** Keys of the HTTP API. */
  readonly apiKeys: Pick<ApiKeys, 'live' | 'issue' | 'revoke'>;
  readonly memberships: Memberships;
  readonly coupons: Coupons;
  readonly updates: UpdateLog;
  readonly useCounts: UseCounts;
  readonly tickets: Tickets;
  readonly operators: Operators;
  readonly audit: AuditLog;
  /** Small facts about the bot itself (createMongoTextStore(connection, 'telegram_setup')). */
  readonly setup: TextStore;
  /** Waiting conversations (createMongoTextStore(connection, 'conversations')). */
  readonly conversations: TextStore;
  /** Messages that are sent once. */
  readonly notices: SentNotices;
}

/** What messages and removals need that nobody has asked for at this moment: jobs have it too, beside the bot. */
export interface Outgoing {
  readonly api: Api;
  readonly accounts: Accounts;
  readonly payments: Payments;
  readonly memberships: Memberships;
  readonly notices: SentNotices;
  /** Who invited whom, and what it brings. */
  readonly links: AccountLinks;
  readonly referrals: ReferralRules;
  readonly channels: Channels;
  readonly adminIds: readonly number[];
  /** Null where nothing is paid by card. */
  readonly cards: CardRenewals | null;
  readonly clock: Clock;
  readonly clockTrust: ClockTrust;
  readonly log: (event: BotEvent) => void;
}

/** The bot's own, with the API that keeps a conversation's transformers. */
export function outgoingOf({ telegram, runtime, stores, cards, log }: BotDependencies, api: Api): Outgoing {
  const { accounts, payments, memberships, notices, links } = stores;
  const { channels, adminIds, referrals } = telegram;
  const { clock, clockTrust } = runtime;
  const kept = { accounts, payments, memberships, notices, links };
  return { api, ...kept, channels, adminIds, referrals, cards, clock, clockTrust, log };
}
