import type { Partner } from '../../billing/partners/partner.ts';
import type { Tier } from '../../billing/tiers.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { Clock } from '../../engine/ports.ts';
import type { MarketSource } from '../../engine/signals/signal.ts';
import type { Venue } from '../../engine/venue/venue.ts';
import type { HttpServer } from '../http/dependencies.ts';
import type { Language } from '../texts/language.ts';

/** The world around the product: the real one, or the sandbox's stand-ins. The rest of the process does not know which. */
export interface Environment {
  readonly mode: 'sandbox' | 'live';
  readonly clock: Clock;
  /** Time in milliseconds that nobody sets, at the pace of the clock; absent where the clock itself is never set. */
  readonly steadyNowMs?: () => number;
  readonly series: readonly SeriesKey[];
  /** Those of them that the swing family decides on as well. */
  readonly swing: readonly SeriesKey[];
  readonly marketSource: MarketSource;
  /** One line for the terminal and the start page. */
  market(language: Language): string;
  /** Shown wherever results are; null for a live market. */
  marketNote(language: Language): string | null;
  readonly venue: Venue;
  /** Candles of each series fetched at first: the training past. */
  readonly historyCandles: number;
  readonly telegram: TelegramConnection;
  /** Where cards are charged; null where nothing is set. */
  readonly cards: CardConnection | null;
  /** The operator's partner programmes; in the sandbox a made-up one beside them. */
  readonly partners: readonly Partner[];
  /** The bot's name; null until Telegram has answered getMe. */
  readonly botUsername: () => string | null;
  /** Where the product is seen from outside; null: nowhere, or, in the sandbox, not yet. */
  readonly publicUrl: () => string | null;
  /** Called with the bot's name once Telegram has answered getMe. */
  readonly onIntroduced: (username: string) => void;
  /** Telegram's time, against which the machine's clock is checked; null for a replay, whose clock is the only one there is. */
  readonly askTelegramTime: (() => Promise<number>) | null;
  /** Set in sandbox mode: how the replay and the page hang together with the rest. */
  readonly sandbox: SandboxEnvironment | null;
  /** Notices for visitors, such as the end of the recorded candles. */
  notices(language: Language): readonly string[];
  close(): Promise<void>;
}

export interface TelegramConnection {
  readonly token: string;
  /** Null: Telegram itself. */
  readonly apiRoot: string | null;
  /** By CHANNEL_ settings, which win over what owners choose. */
  readonly channelIds: Readonly<Record<Tier, number | null>>;
  /** Where neither a setting nor an owner names one: the sandbox's. */
  readonly usualChannelIds: Readonly<Record<Tier, number | null>>;
}

/** The provider of card payments. */
export interface CardConnection {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Null: Stripe itself. */
  readonly apiBase: string | null;
  /** Whether the chat has a button for it: Telegram's terms forbid that with a real token. */
  readonly isOfferedInChat: boolean;
}

export interface SandboxEnvironment {
  /** The product listens here: where the stand-in for Stripe sends its news. */
  listening(url: string): void;
  /** Mounts the chat page. */
  mount(app: HttpServer): Promise<void>;
  /** Runs what is due while the replay's clock stands still; the clock stops again where `run` returns that work waits. */
  work(run: () => Promise<number | null>): Promise<void>;
  /** Wall milliseconds until the next tick makes sense. */
  pauseMs(): number;
  /** How long frequent jobs rest by wall time now. */
  jobRestWallMs(): number;
  /** Starts fast-forwarding at the very first start, so that the channels are not empty. */
  begin(): void;
}
