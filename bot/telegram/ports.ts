import type { Forgotten } from '../../billing/lifecycle/forget.ts';
import type { Tier } from '../../billing/tiers.ts';

/** Who is in which tier channel, from updates: there is no Bot API method that lists members. */
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
  /** The channel that an owner chose for a tier by a button; null: none. */
  chosen(tier: Tier): Promise<number | null>;
  choose(tier: Tier, chatId: number | null): Promise<void>;
  /** Channels in which an owner made the bot an administrator, the first one first. */
  administered(): Promise<readonly AdministeredChannel[]>;
  /** title null: it is no administrator there any more. */
  noteAdministered(chatId: number, title: string | null): Promise<void>;
}

export interface AdministeredChannel {
  readonly chatId: number;
  readonly title: string;
}

/**
 * False where the same choice was asked about by the other of its two updates: "standing" (the bot was made an administrator) and
 * "picked" (the channel was chosen behind our button). Either may come first, or be lost; a repeated update is asked about again.
 */
export type QuestionGate = (chatId: number, of: 'standing' | 'picked') => boolean;

/** Which channel is of which tier, and who may change that. */
export interface ChannelSetup {
  /** Whether a tier's channel is that of its CHANNEL_ setting, which no button changes. */
  isBySetting(tier: Tier): boolean;
  /** Makes a channel that of one tier, null of none, from now on and after every start. Throws for a tier with a setting. */
  assign(chatId: number, tier: Tier | null): Promise<void>;
  /** Channels in which an owner made the bot an administrator. */
  administered(): Promise<readonly AdministeredChannel[]>;
  /** title null: it is no administrator there any more. */
  noteAdministered(chatId: number, title: string | null): Promise<void>;
  /** Whether the question of a channel is still to be asked: an owner's one choice may bring two updates. */
  readonly isToAsk: QuestionGate;
  /** Tries what is not done yet; false when something is left. Never rejects. */
  attempt(): Promise<boolean>;
}

/** Small texts by key: waiting conversations, invite links. */
export interface TextStore {
  read(key: string): Promise<string | null>;
  write(key: string, text: string): Promise<void>;
  /** Writes only where the text still is `before` (null: none); false where it is not, and nothing was written. */
  replace(key: string, before: string | null, text: string): Promise<boolean>;
  delete(key: string): Promise<void>;
}

/**
 * Messages that must be sent once, by what they are about, whichever process sends them. Telegram's sendMessage has no idempotency key: a
 * process killed between sending and storing cannot know, so the second attempt is marked as such and there is no third.
 */
export interface SentNotices {
  /**
   * "first" or "again" (an earlier attempt ended in the dark) to whoever may send now and holds the message until they say how it ended, or
   * die; "done" when nobody may. Waits while somebody else holds it.
   */
  begin(key: string): Promise<'first' | 'again' | 'done'>;
  /** The attempt sent nothing for sure: it does not count. */
  release(key: string): Promise<void>;
  /** Nobody knows whether the attempt sent it. */
  giveUp(key: string): Promise<void>;
  end(key: string): Promise<void>;
}

/** What is stored of a person, over every collection there is (adapters/mongo/personal-data.ts). */
export interface PersonalData {
  /** Documents by collection, without secrets. */
  read(telegramId: number): Promise<Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>;
  /**
   * Forgets a person, and remembers that under their pseudonym: what the law wants kept gets the pseudonym in the place of their id. Safe
   * to repeat.
   */
  erase(forgotten: Forgotten): Promise<void>;
  /** Gives what is theirs beside the ledger to another account of the same person. Safe to repeat. */
  move(fromTelegramId: number, toTelegramId: number): Promise<void>;
}
