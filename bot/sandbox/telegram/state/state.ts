import type { ReplyKeyboard, WireInviteLink, WireMessage, WireUpdateBody } from '../protocol/wire.ts';

/** A person of the try-out world. */
export interface PersonState {
  readonly id: number;
  readonly firstName: string;
  readonly username: string | null;
  readonly languageCode: string;
  readonly stars: number;
  readonly blockedBot: boolean;
  /** Whether the person ever wrote to the bot; before that the bot may not write first. */
  readonly started: boolean;
  /** Invite links the bot showed to this person or that the person opened. */
  readonly knownLinks: readonly string[];
  /** What the bot put in the place of the letters; absent or null: nothing. */
  readonly replyKeyboard?: ReplyKeyboard | null;
}

/** A channel, or a group that a person made. */
export interface SandboxChannel {
  readonly id: number;
  readonly kind: 'channel' | 'group';
  /** The person who made it; null: the owner at whom nobody acts, in whose channels the bot is an administrator from the start. */
  readonly ownerId: number | null;
  readonly title: string;
  /** Null: private, joined by invite link. */
  readonly username: string | null;
  readonly about: string;
  readonly tier: string | null;
}

/** A message as the bot sees it, with what only the stand-in knows. */
export interface StoredMessage {
  readonly wire: WireMessage;
  readonly order: InvoiceOrder | null;
  readonly paid: boolean;
  /** A pay sheet opened from an invoice link: the person's, unknown to the bot. */
  readonly sheet: boolean;
}

/** What a Pay button sells. */
export interface InvoiceOrder {
  readonly slug: string | null;
  readonly title: string;
  readonly description: string;
  readonly payload: string;
  readonly stars: number;
  /** Seconds, or null for a one-time payment. */
  readonly subscriptionPeriodS: number | null;
}

export interface MemberState {
  readonly userId: number;
  readonly status: 'member' | 'left' | 'kicked';
  readonly untilMs: number | null;
}

export interface JoinRequestState {
  readonly userId: number;
  readonly link: string;
  readonly dateMs: number;
}

/** What the bot may do in a channel; null: it is no administrator there. */
export interface BotRights {
  readonly postMessages: boolean;
  readonly inviteUsers: boolean;
  readonly restrictMembers: boolean;
  /** Absent, as in older journals: it may. */
  readonly changeInfo?: boolean;
}

export interface LinkState {
  readonly chatId: number;
  readonly wire: WireInviteLink;
  readonly joined: number;
}

export interface ChargeState {
  readonly id: string;
  readonly userId: number;
  readonly stars: number;
  readonly payload: string;
  readonly dateMs: number;
  readonly refundedMs: number | null;
  readonly subscriptionPeriodS: number | null;
}

export interface SubscriptionState {
  /** Charge id of the first payment: Telegram's name for the subscription. */
  readonly id: string;
  readonly userId: number;
  readonly order: InvoiceOrder;
  readonly expiresMs: number;
  readonly state: 'active' | 'canceled' | 'failed' | 'ended';
  /** Cancelled by the bot: the person may not take it up again until the bot allows it. */
  readonly lockedByBot: boolean;
}

export interface FileState {
  readonly id: string;
  readonly mime: string;
  readonly name: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
}

export interface QueuedUpdate {
  readonly updateId: number;
  readonly dateMs: number;
  readonly body: WireUpdateBody;
}

export interface WebhookState {
  readonly url: string;
  readonly secretToken: string | null;
  readonly maxConnections: number;
}

/** One change. Each is an upsert, so a compacted journal is the same kind of list. */
export type SandboxEvent =
  | { readonly e: 'sequence'; readonly value: number }
  | { readonly e: 'person'; readonly person: PersonState }
  /** `fresh`: new rather than edited. */
  | { readonly e: 'message'; readonly chatId: number; readonly stored: StoredMessage; readonly fresh: boolean }
  | { readonly e: 'message-gone'; readonly chatId: number; readonly messageId: number }
  | { readonly e: 'last-message-id'; readonly chatId: number; readonly value: number }
  | { readonly e: 'channel'; readonly channel: SandboxChannel }
  | { readonly e: 'member'; readonly chatId: number; readonly member: MemberState }
  | { readonly e: 'link'; readonly link: LinkState }
  | { readonly e: 'request'; readonly chatId: number; readonly request: JoinRequestState }
  | { readonly e: 'request-gone'; readonly chatId: number; readonly userId: number }
  | { readonly e: 'rights'; readonly chatId: number; readonly rights: BotRights | null }
  | { readonly e: 'description'; readonly chatId: number; readonly text: string }
  | { readonly e: 'pinned'; readonly chatId: number; readonly messageId: number | null }
  | { readonly e: 'file'; readonly file: FileState }
  | { readonly e: 'invoice-link'; readonly order: InvoiceOrder }
  | { readonly e: 'charge'; readonly charge: ChargeState }
  /** So many messages that Stars paid for. */
  | { readonly e: 'paid-broadcast'; readonly dateMs: number; readonly count: number }
  | { readonly e: 'subscription'; readonly subscription: SubscriptionState }
  | { readonly e: 'update'; readonly update: QueuedUpdate }
  | { readonly e: 'updates-gone'; readonly updateIds: readonly number[] }
  | { readonly e: 'last-update-id'; readonly value: number }
  | { readonly e: 'allowed-updates'; readonly kinds: readonly string[] | null }
  | { readonly e: 'webhook'; readonly webhook: WebhookState | null }
  | { readonly e: 'profile'; readonly key: string; readonly value: string };

/** Everything that survives a restart. Changed only by applyEvent. */
export interface SandboxState {
  sequence: number;
  lastUpdateId: number;
  allowedUpdates: readonly string[] | null;
  webhook: WebhookState | null;
  readonly persons: Map<number, PersonState>;
  readonly messages: Map<number, Map<number, StoredMessage>>;
  readonly lastMessageIds: Map<number, number>;
  /** Channels and groups that people made. */
  readonly channels: Map<number, SandboxChannel>;
  readonly members: Map<number, Map<number, MemberState>>;
  readonly links: Map<string, LinkState>;
  readonly requests: Map<number, Map<number, JoinRequestState>>;
  readonly rights: Map<number, BotRights | null>;
  /** What the bot wrote of each channel, in the place of what was there at first. */
  readonly descriptions: Map<number, string>;
  readonly pinned: Map<number, number>;
  readonly files: Map<string, FileState>;
  readonly invoiceLinks: Map<string, InvoiceOrder>;
  readonly charges: Map<string, ChargeState>;
  /** Messages that Stars paid for, and when each Star was taken: one for ten of them. */
  readonly paidBroadcast: { count: number; readonly takenMs: number[] };
  readonly subscriptions: Map<string, SubscriptionState>;
  readonly updates: Map<number, QueuedUpdate>;
  /** Commands, descriptions and the name, by scope and language. */
  readonly profile: Map<string, string>;
}

/** A world in which nothing has happened. */
export function emptyState(): SandboxState {
  return {
    sequence: 0,
    lastUpdateId: 0,
    allowedUpdates: null,
    webhook: null,
    persons: new Map(),
    messages: new Map(),
    lastMessageIds: new Map(),
    channels: new Map(),
    members: new Map(),
    links: new Map(),
    requests: new Map(),
    rights: new Map(),
    descriptions: new Map(),
    pinned: new Map(),
    files: new Map(),
    invoiceLinks: new Map(),
    charges: new Map(),
    paidBroadcast: { count: 0, takenMs: [] },
    subscriptions: new Map(),
    updates: new Map(),
    profile: new Map(),
  };
}

/** The map of one chat, made when it is missing. */
export function mapOf<V>(maps: Map<number, Map<number, V>>, chatId: number): Map<number, V> {
  const found = maps.get(chatId);
  if (found !== undefined) return found;
  const made = new Map<number, V>();
  maps.set(chatId, made);
  return made;
}
