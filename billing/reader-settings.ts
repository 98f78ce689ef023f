/** Kinds of messages that a person can turn down; receipts, doors of channels and answers to questions always come. */
export const MESSAGE_KINDS = ['signal', 'outcome', 'digest', 'reminder', 'news', 'incident'] as const;
/** One of MESSAGE_KINDS. */
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** Kinds that come only to whoever chose them. */
export const CHOSEN_KINDS = ['signal', 'outcome'] as const satisfies readonly MessageKind[];
/** One of CHOSEN_KINDS. */
export type ChosenKind = (typeof CHOSEN_KINDS)[number];

/** How a kind of message comes: with a sound, without one, or not at all. */
export const LOUDNESSES = ['on', 'silent', 'off'] as const;
/** One of LOUDNESSES. */
export type Loudness = (typeof LOUDNESSES)[number];

/** How often somebody is told what became of the signals. */
export const DIGEST_PERIODS = ['daily', 'weekly'] as const;
/** One of DIGEST_PERIODS. */
export type DigestPeriod = (typeof DIGEST_PERIODS)[number];

/** A stretch of each day by the clock on the wall, minutes from midnight, 0..1439; it may go over midnight. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Which signals somebody wants to be sent; null: any. */
export interface SignalFilter {
  readonly pairs: readonly string[] | null;
  readonly timeframes: readonly string[] | null;
  readonly side: 'BUY' | 'SELL' | null;
  /** 0..1; signals of a family that states no confidence pass. */
  readonly minimumConfidence: number;
  /** At the cost that the reader pays. */
  readonly onlyWorthTrading: boolean;
}

/** Looks of pictures. */
export const THEMES = ['light', 'dark'] as const;
/** One of THEMES. */
export type Theme = (typeof THEMES)[number];

/** Shares of their account that somebody may lose at a stop: how much to buy of a swing follows from it. */
export const RISKS = [0.0025, 0.005, 0.01, 0.02] as const;
/** One of RISKS. */
export type RiskPerTrade = (typeof RISKS)[number];

/** What a person chose, whole. */
export interface ReaderSettings extends SignalFilter {
  readonly messages: Readonly<Record<MessageKind, Loudness>>;
  /** Signals sent directly in a day of their zone, at most; null: all of them. */
  readonly mostSignalsPerDay: number | null;
  readonly digest: DigestPeriod;
  /** Look of pictures; null: the installation's. */
  readonly theme: Theme | null;
  /** Null: as signals state it. */
  readonly riskPerTrade: RiskPerTrade | null;
  /** IANA name. */
  readonly timeZone: string;
  readonly quietHours: QuietHours | null;
  /** IETF tag; null: the one that their Telegram app tells. */
  readonly language: string | null;
}

/** What is stored of it: what was chosen. A kind of message is stored by itself, so that two choices cannot undo each other. */
export type StoredSettings = Partial<Omit<ReaderSettings, 'messages'>> & {
  readonly messages?: Partial<ReaderSettings['messages']>;
  /** Since when signals are sent directly, Unix milliseconds: what came before was not left out. */
  readonly signalsSinceMs?: number;
};

/** Raised when a stored choice changes its meaning; a document of another version is read as the defaults. */
export const SETTINGS_VERSION = 1;

/** Of a signal a day for each hour awake few are read; the rest is in the digest. With it a person gets ten messages a day at most. */
const MOST_SIGNALS_PER_DAY = 6;

/** What holds until somebody chooses: no signals directly, everything else rare. */
export const DEFAULT_SETTINGS: ReaderSettings = {
  messages: { signal: 'off', outcome: 'off', digest: 'silent', reminder: 'on', news: 'on', incident: 'on' },
  ...{ pairs: null, timeframes: null, side: null, minimumConfidence: 0, onlyWorthTrading: false },
  ...{ mostSignalsPerDay: MOST_SIGNALS_PER_DAY, digest: 'weekly', theme: null, timeZone: 'UTC' },
  ...{ riskPerTrade: null, quietHours: null, language: null },
};

/** Somebody who may have chosen something. */
interface Chooser {
  readonly settings?: StoredSettings | undefined;
}

/** A person's settings: what they chose over the defaults. */
export function settingsOf({ settings }: Chooser): ReaderSettings {
  if (settings === undefined) return DEFAULT_SETTINGS;
  const { signalsSinceMs: _, messages, ...chosen } = settings;
  return { ...DEFAULT_SETTINGS, ...chosen, messages: { ...DEFAULT_SETTINGS.messages, ...messages } };
}

/** The language that somebody is written to in (IETF tag): chosen, or told by their app; English for somebody who is not known. */
export function languageOf(account: (Chooser & { readonly languageCode: string }) | null): string {
  return account === null ? 'en' : (account.settings?.language ?? account.languageCode);
}
