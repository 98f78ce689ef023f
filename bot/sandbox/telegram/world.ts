import type { OfferButton, OfferedMessage, ReplyButton } from './protocol/wire.ts';
import type { BotRights } from './state/state.ts';

/**
 * The people's side of the local Bot API: what a person in front of the chat page can see and do. The bot's side is HTTP
 * (server.ts) and knows nothing of this file.
 */
export interface TelegramWorld {
  /** Everything a person may see: their chats, newest `messages` of each, and the other people. */
  snapshot(personId: number): WorldSnapshot;
  /** Called after every change with what changed; returns how to stop. */
  subscribe(listener: (event: WorldEvent) => void): () => void;
  /** A new person with 5,000 play Stars. */
  addPerson(firstName: string, languageCode: string): WorldPerson;
  persons(): readonly WorldPerson[];
  /** One entry for everything a person can do. Resolves when the bot's answer that the person waits for is in. */
  act(personId: number, action: WorldAction): Promise<WorldActionResult>;
  /** Whether the person may read this chat: their own with the bot, public channels, and those they are in. */
  canSee(personId: number, chatId: number): boolean;
}

export type WorldAction =
  /** replyTo: the message of the chat that it answers. */
  | { readonly type: 'write'; readonly chatId: number; readonly text: string; readonly replyTo?: number | undefined }
  /** A callback button; the result carries the bot's toast or alert. */
  | { readonly type: 'press'; readonly chatId: number; readonly messageId: number; readonly data: string }
  /** https://t.me/<bot>?start=…, an invite link, or a channel's public link. */
  | { readonly type: 'open-link'; readonly url: string }
  /** "@bot words" typed in another chat: inline mode, or a message there to which the bot answers once. */
  | { readonly type: 'ask-inline' | 'ask-guest'; readonly words: string }
  /** What the bot offered last to words typed in a chat, posted there. */
  | { readonly type: 'send-offered'; readonly chatId: number; readonly index: number }
  /** People chosen behind a button of the bot's reply keyboard. */
  | { readonly type: 'share-users'; readonly requestId: number; readonly userIds: readonly number[] }
  /** A chat chosen behind such a button. */
  | { readonly type: 'share-chat'; readonly requestId: number; readonly chatId: number }
  /** A channel, public with a username, or a group of the person's own. */
  | {
      readonly type: 'make-chat';
      readonly kind: 'channel' | 'group';
      readonly title: string;
      readonly username: string | null;
    }
  /** In a chat of the person's own: the bot's rights in a channel, or that it is in a group; null takes it out. */
  | { readonly type: 'set-bot'; readonly chatId: number; readonly rights: BotRights | null }
  /** The Pay button of an invoice message. */
  | { readonly type: 'pay'; readonly chatId: number; readonly messageId: number }
  | { readonly type: 'leave'; readonly chatId: number }
  | { readonly type: 'block'; readonly blocked: boolean }
  | { readonly type: 'add-stars'; readonly amount: number }
  /** What happens by itself when a paid month ends, now: charged again, or the charge fails. */
  | { readonly type: 'renew'; readonly subscriptionId: string }
  | { readonly type: 'fail-renewal'; readonly subscriptionId: string }
  /** In Telegram's own settings, under "My Stars". */
  | { readonly type: 'cancel-subscription'; readonly subscriptionId: string }
  | { readonly type: 'resume-subscription'; readonly subscriptionId: string };

export type WorldActionResult =
  | {
      readonly type: 'done';
      readonly openChatId?: number;
      readonly toast?: string;
      readonly alert?: boolean;
      readonly url?: string;
      /** The bot asks to be made an administrator of a channel: the rights that its link switches on. */
      readonly addToChannel?: readonly string[];
      /** What the bot offers to the chat in which it was named. */
      readonly offered?: readonly OfferedMessage[];
      /** The button above them. */
      readonly offerButton?: OfferButton;
    }
  /** Refused as Telegram would; `text` is what the person reads. */
  | { readonly type: 'refused'; readonly text: string };

export interface WorldPerson {
  readonly id: number;
  readonly firstName: string;
  readonly username: string | null;
  readonly languageCode: string;
  /** IANA name of the zone in which their app shows times; null: that of the browser. */
  readonly timeZone: string | null;
  readonly stars: number;
  readonly blockedBot: boolean;
}

export interface WorldChat {
  readonly id: number;
  readonly type: 'bot' | 'channel' | 'group';
  readonly title: string;
  readonly username: string | null;
  readonly about: string;
  /** Whether the person is in it; a private channel the person is not in is listed locked, without messages. */
  readonly membership: 'member' | 'requested' | 'none';
  readonly memberCount: number;
  /** For a public channel or one whose invite link the person was given. */
  readonly link: string | null;
  readonly messages: readonly WorldMessage[];
  /** Whether the person made it. */
  readonly isOwn: boolean;
  /** Of an own chat: what the bot may do there; null: it is not in it. */
  readonly botRights: BotRights | null;
  /** What stands in the place of the letters in the bot's chat; empty: the letters. */
  readonly replyKeyboard: readonly (readonly ReplyButton[])[];
  /** The bot's commands, for the menu; empty for channels. */
  readonly commands: readonly { readonly command: string; readonly description: string }[];
  /** True before the person pressed Start. */
  readonly needsStart: boolean;
  /** A chat action the bot shows now ("typing", "upload_photo"), or null. */
  readonly action: string | null;
}

export interface WorldMessage {
  readonly chatId: number;
  readonly messageId: number;
  readonly dateMs: number;
  readonly editedMs: number | null;
  readonly author: 'bot' | 'person' | 'channel' | 'service';
  readonly text: string;
  /** The message that it answers, as far as it is there: its first line. */
  readonly replied: { readonly messageId: number; readonly text: string } | null;
  /** Telegram's MessageEntity objects: type, offset and length in UTF-16 units, url. Of the caption where there is a photo. */
  readonly entities: readonly WorldEntity[];
  /** Address under /chat/api/files/ or null. */
  readonly photoUrl: string | null;
  readonly photoWidth: number | null;
  readonly photoHeight: number | null;
  readonly keyboard: readonly (readonly WorldButton[])[];
  readonly invoice: {
    readonly title: string;
    readonly description: string;
    readonly stars: number;
    readonly paid: boolean;
    /** Days between two charges; absent for a one-time payment. */
    readonly subscriptionDays?: number;
  } | null;
  readonly document: { readonly name: string; readonly url: string; readonly sizeBytes: number } | null;
}

export interface WorldEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly unix_time?: number;
  readonly date_time_format?: string;
}

export type WorldButton = {
  readonly text: string;
  /** Red, green or blue; absent: as any other. */
  readonly style?: 'danger' | 'success' | 'primary';
} & (
  | { readonly type: 'callback'; readonly data: string }
  | { readonly type: 'url'; readonly url: string }
  /** Puts a text on the clipboard; the bot hears nothing of it. */
  | { readonly type: 'copy'; readonly copied: string }
  | { readonly type: 'pay' }
);

export interface WorldSnapshot {
  readonly botName: string;
  readonly botUsername: string;
  readonly nowMs: number;
  readonly person: WorldPerson;
  readonly people: readonly WorldPerson[];
  readonly chats: readonly WorldChat[];
  /** The person's Star subscriptions, newest last. */
  readonly subscriptions: readonly WorldSubscription[];
}

export interface WorldSubscription {
  readonly id: string;
  readonly title: string;
  readonly stars: number;
  readonly expiresMs: number;
  readonly state: 'active' | 'canceled' | 'failed' | 'ended';
}

/** personId null: everyone who can see the chat. The page re-reads what it needs from `chat` or `message`. */
export type WorldEvent =
  | { readonly type: 'message'; readonly personId: number | null; readonly message: WorldMessage }
  | { readonly type: 'edited'; readonly personId: number | null; readonly message: WorldMessage }
  | { readonly type: 'deleted'; readonly personId: number | null; readonly chatId: number; readonly messageId: number }
  | { readonly type: 'person'; readonly personId: number }
  /** Membership, title, link or chat action changed: read the snapshot again. */
  | { readonly type: 'chat'; readonly personId: number | null; readonly chatId: number };
