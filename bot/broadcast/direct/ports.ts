import type { TradingCost } from '../../../billing/ports.ts';
import type { RiskPerTrade } from '../../../billing/reader-settings.ts';
import type { BroadcastDraft } from '../../telegram/sending/broadcasts.ts';

/** "alert": a signal to a subscriber who asked for it. "broadcast": an operator's message to many. */
export type DirectKind = 'alert' | 'broadcast';

/** A message to one person before anything happened to it. */
export interface PlannedDirect {
  /** What it is about: a signal's id, or a broadcast's. With the person it is the delivery's id, so a repeated plan adds nothing. */
  readonly subject: string;
  readonly kind: DirectKind;
  readonly chatId: number;
  readonly audience: string;
  /** Of two that are due, the one with the higher priority is sent first. */
  readonly priority: number;
  readonly languageCode: string;
  /** Of a signal: what trading costs them, where they chose it. Kept here, as a look at each account would upset the published order. */
  readonly cost?: TradingCost | undefined;
  /** Likewise: what they may lose at a stop. */
  readonly riskPerTrade?: RiskPerTrade | undefined;
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
  /** Page of the subject that it is read with: directPage. */
  readonly page: string;
  /** Place in the published order, 0..1: rotationOf. */
  readonly rotation: number;
  /** Without a sound. */
  readonly isSilent?: boolean | undefined;
}

/** A message as it is planned; notBeforeMs: held until then, by somebody's quiet hours. */
export type NewDirect = PlannedDirect & { readonly notBeforeMs?: number | undefined };

/** A person who is about to be sent a signal. */
export interface AlertAsked {
  readonly telegramId: number;
  /** The date on their wall: wallDay. */
  readonly day: number;
  /** How many they may have been sent that day; null: any number. */
  readonly most: number | null;
}

/** Which signals somebody was sent on a day of theirs. */
export interface AlertDays {
  /** Counts a signal for each of these persons in the step that checks the limit; those who may be sent it. Repeating it counts nothing. */
  take(subject: string, asked: readonly AlertAsked[]): Promise<ReadonlySet<number>>;
  /** Of these persons and days, those on which a signal was counted. */
  having(subject: string, asked: readonly Omit<AlertAsked, 'most'>[]): Promise<ReadonlySet<number>>;
  /** Takes a signal off the count of these persons and days, where it was counted: it was not sent. Repeating it changes nothing. */
  giveBack(subject: string, asked: readonly Omit<AlertAsked, 'most'>[]): Promise<void>;
  /** Signals counted for a person on these days. */
  ofDays(telegramId: number, days: readonly number[]): Promise<ReadonlySet<string>>;
  /** Deletes days before this one. */
  removeBefore(day: number): Promise<void>;
}

/** A message to one person that nobody has claimed. */
export interface WaitingDirect extends Omit<PlannedDirect, 'page'> {
  readonly id: string;
  /** Claims before. */
  readonly attempt: number;
}

/** A message to one person that one sender is about to send. */
export interface ClaimedDirect extends WaitingDirect {
  /** Fencing token: a settle with another token changes nothing. */
  readonly token: string;
}

/** How a message ended. "unknown" may have been sent, and is never sent again. "stopped": an operator stopped its broadcast. */
export type DirectResult =
  | { readonly type: 'sent'; readonly atMs: number }
  | { readonly type: 'retry'; readonly atMs: number; readonly error: string }
  | {
      readonly type: 'unknown' | 'dead' | 'blocked' | 'expired' | 'stopped';
      readonly atMs: number;
      readonly error: string;
    };

/** How many of a subject's messages ended how, by audience. */
export type DirectCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Messages to persons, each a document of its own. What a read and a claim cost does not depend on how many wait.
 * States: pending → claimed → sent | pending again | unknown | dead | blocked | expired | stopped.
 */
export interface DirectOutbox {
  /** Adds what is not there yet. */
  add(planned: readonly NewDirect[]): Promise<void>;
  /** What of a page nobody has claimed yet, in the published order. */
  readPage(page: string): Promise<readonly WaitingDirect[]>;
  /** Of these pages, those where something waits that nobody has claimed yet. */
  waitingPages(pages: readonly string[]): Promise<ReadonlySet<string>>;
  /** What was put off until now, at most `limit`. */
  readPutOff(due: {
    readonly kind: DirectKind;
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<readonly WaitingDirect[]>;
  /** Notes that these are about to be sent; returns those that nobody else has claimed since they were read: only they may be sent. */
  claim(waiting: readonly WaitingDirect[], lease: DirectLease): Promise<readonly ClaimedDirect[]>;
  settle(settled: readonly { readonly claim: ClaimedDirect; readonly result: DirectResult }[]): Promise<void>;
  /** Claims of a process that died end as unknown; says how many of which. */
  sweep(nowMs: number): Promise<readonly SweptDirects[]>;
  /** When the first that was put off may be claimed, at the earliest nowMs; null when there is none. */
  nextPutOffMs(kind: DirectKind, nowMs: number): Promise<number | null>;
  /** Ends what of a subject nobody has claimed, wherever it waits; says how many. */
  stop(subject: string, result: Extract<DirectResult, { readonly error: string }>): Promise<number>;
  /** Counts a subject's messages by audience and state. */
  count(subject: string): Promise<DirectCounts>;
  /** Deletes a subject's messages. */
  remove(subject: string): Promise<void>;
}

/** Messages that ended unknown, because the process that sent them died. */
export interface SweptDirects {
  readonly kind: DirectKind;
  readonly audience: string;
  readonly count: number;
}

export interface DirectLease {
  readonly nowMs: number;
  readonly leaseMs: number;
}

/** The expansion of one subject into messages, by a cursor over persons; what is left of it survives a restart. */
export interface FanOut {
  readonly subject: string;
  readonly kind: DirectKind;
  /** Telegram id of the last person looked at; null: none yet. */
  readonly cursor: number | null;
  /** planning: persons are left · sending: all are planned · stopped: by an operator · done: nothing is left · folded: only counts. */
  readonly state: 'planning' | 'sending' | 'stopped' | 'done' | 'folded';
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
  /** Pages of each priority. */
  readonly pages: number;
  /** Messages planned so far. */
  readonly planned: number;
  readonly broadcast: Announcement | null;
  /** Once folded. */
  readonly counts: DirectCounts | null;
}

/** An operator's message to many, and the Telegram id of who sends it. */
export type Announcement = Pick<BroadcastDraft, 'segment' | 'html' | 'kind' | 'by' | 'mostStars'>;

export interface FanOuts {
  /** False where the subject is known already: it stays as it is. */
  begin(fanOut: Pick<FanOut, 'subject' | 'kind' | 'dueAtMs' | 'expiresAtMs' | 'pages' | 'broadcast'>): Promise<boolean>;
  /** Those that plan or send, the longest due first. */
  open(): Promise<readonly FanOut[]>;
  find(subject: string): Promise<FanOut | null>;
  /** Of these subjects, those that were begun. */
  known(subjects: readonly string[]): Promise<ReadonlySet<string>>;
  /** Broadcasts, the newest first. */
  latestBroadcasts(limit: number): Promise<readonly FanOut[]>;
  /** A page of persons was planned: the next starts behind `cursor`; null: there is none. False where it is not planned any more. */
  advance(subject: string, step: { readonly cursor: number | null; readonly planned: number }): Promise<boolean>;
  /** Changes the state if it is one of `from`; false when it is not. */
  move(subject: string, from: readonly FanOut['state'][], to: FanOut['state']): Promise<boolean>;
  /** Those that ended before a time and are not folded yet, the oldest first, at most `limit`. */
  endedBefore(timeMs: number, limit: number): Promise<readonly FanOut[]>;
  storeCounts(subject: string, counts: DirectCounts): Promise<void>;
}
