import type { Tier } from '../../billing/tiers.ts';
import type { Signal } from '../../engine/signals/signal.ts';

/** Who is in which tier channel, as far as we were told: there is no Bot API method that lists members. */
export interface Memberships {
  /** "member" leaves open how they came in, where that is not known yet; "removed" forgets everything about their stay. */
  set(
    telegramId: number,
    tier: Tier,
    now: { readonly state: 'member' | 'removed'; readonly nowMs: number },
  ): Promise<void>;
  /** Somebody is in now, and how they came in. */
  admit(telegramId: number, tier: Tier, how: { readonly by: Admission; readonly nowMs: number }): Promise<void>;
  /** Stores that the operator was asked about a member, or said that they may stay. */
  note(telegramId: number, tier: Tier, what: 'asked' | 'may-stay'): Promise<void>;
  members(tier: Tier): Promise<readonly Member[]>;
  /** Null for somebody who is not in. */
  member(telegramId: number, tier: Tier): Promise<Member | null>;
}

/** "entitlement": by the bot, for their plan. "hand": by an admin of the channel. */
export type Admission = 'entitlement' | 'hand';

/** Somebody in a tier's channel. `admission` is null where it was not seen. */
export interface Member {
  readonly telegramId: number;
  readonly admission: Admission | null;
  /** The operator was asked whether they may stay. */
  readonly asked: boolean;
  readonly mayStay: boolean;
}

/** Telegram updates already dealt with, kept for two days: Telegram repeats none after one. */
export interface UpdateLog {
  /** True for the first caller with this id, false for every later one. */
  claim(updateId: number): Promise<boolean>;
  /** Whether an id was claimed. */
  isClaimed(updateId: number): Promise<boolean>;
}

/** What somebody asked of support, for the operator to answer. */
export interface Ticket {
  readonly id: string;
  readonly telegramId: number;
  readonly topic: 'payment' | 'general';
  readonly text: string;
  readonly createdAtMs: number;
}

/** A ticket as it stands; closedAtMs is null while it waits for an answer. */
export interface StoredTicket extends Ticket {
  readonly closedAtMs: number | null;
}

export interface Tickets {
  /** Stores a ticket; the same id again changes nothing. */
  open(ticket: Ticket): Promise<void>;
  find(id: string): Promise<StoredTicket | null>;
  ofAccount(telegramId: number): Promise<readonly StoredTicket[]>;
  /** Those that wait, the oldest first. */
  waiting(limit: number): Promise<readonly StoredTicket[]>;
  /** Answered, or not to be answered; a later time changes nothing. */
  close(id: string, nowMs: number): Promise<void>;
  /** Deletes those that were opened before a time. */
  removeBefore(timeMs: number): Promise<void>;
}

/** Channels as Telegram last described them, so that the bot can start while Telegram is away. */
export interface SeenChannels {
  /** Title: the chat's id for a channel never seen. Link: the bot's own invitation, null until it was made. */
  read(
    chatId: number,
  ): Promise<{ readonly title: string; readonly username: string | null; readonly inviteLink: string | null }>;
  writeName(chatId: number, name: { readonly title: string; readonly username: string | null }): Promise<void>;
  writeInviteLink(chatId: number, link: string): Promise<void>;
}

/** Small texts by key: waiting conversations, invite links. */
export interface TextStore {
  read(key: string): Promise<string | null>;
  write(key: string, text: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/**
 * Messages that must be sent once, by what they are about. Telegram's sendMessage has no idempotency key: a process killed
 * between sending and storing cannot know, so the second attempt is marked as such and there is no third.
 */
export interface SentNotices {
  /** "first" or "again" (an earlier attempt ended in the dark) to whoever may send now; "done" when nobody may. */
  begin(key: string): Promise<'first' | 'again' | 'done'>;
  /** The attempt sent nothing for sure: it does not count. */
  release(key: string): Promise<void>;
  end(key: string): Promise<void>;
}

/** What somebody wants to be sent directly; null: any. */
export interface AlertPreference {
  readonly telegramId: number;
  readonly pairs: readonly string[] | null;
  readonly timeframes: readonly string[] | null;
  readonly side: Signal['side'] | null;
  /** 0..1; signals of a family that states no confidence pass. */
  readonly minimumConfidence: number;
  readonly onlyWorthTrading: boolean;
}

export interface AlertPreferences {
  find(telegramId: number): Promise<AlertPreference | null>;
  save(preference: AlertPreference): Promise<void>;
  remove(telegramId: number): Promise<void>;
  /** All by Telegram id, behind afterId (null: from the first), so many at a time. */
  pages(afterId: number | null, size: number): AsyncIterable<readonly AlertPreference[]>;
  count(): Promise<number>;
}
