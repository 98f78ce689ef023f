import type { TradingCost } from '../../../billing/ports.ts';

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
  /** Of a signal: what trading costs them, where they said so. Kept here, as a look at each account would upset the published order. */
  readonly cost?: TradingCost | undefined;
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
  /** Page of the subject that it is claimed with: directPage. */
  readonly page: string;
  /** Place in the published order, 0..1: rotationOf. */
  readonly rotation: number;
}

/** A message to one person, handed to one sender until its lease ends. */
export interface ClaimedDirect extends Omit<PlannedDirect, 'page'> {
  readonly id: string;
  readonly attempt: number;
  /** It may have been sent before: the message says so. */
  readonly isRepeat: boolean;
  /** Fencing token: a settle with another token changes nothing. */
  readonly token: string;
}

/** How a message ended. "unknown" may have been sent: it is sent once more from repeatAtMs on, marked, unless that is null. */
export type DirectResult =
  | { readonly type: 'sent'; readonly messageId: number; readonly sentAtMs: number }
  | { readonly type: 'retry'; readonly atMs: number; readonly error: string }
  | { readonly type: 'dead' | 'blocked' | 'expired'; readonly atMs: number; readonly error: string }
  | { readonly type: 'unknown'; readonly atMs: number; readonly repeatAtMs: number | null; readonly error: string };

/** How many of a subject's messages ended how, by audience. */
export type DirectCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Messages to persons, each a document of its own. What a claim costs does not depend on how many wait. */
export interface DirectOutbox {
  /** Adds what is not there yet. */
  add(planned: readonly PlannedDirect[]): Promise<void>;
  /** Claims what is left of a page, in the published order. */
  claimPage(page: string, lease: DirectLease): Promise<readonly ClaimedDirect[]>;
  /** Claims what was put off until now, at most `limit`. */
  claimPutOff(lease: DirectLease & { readonly limit: number }): Promise<readonly ClaimedDirect[]>;
  settle(settled: readonly { readonly claim: ClaimedDirect; readonly result: DirectResult }[]): Promise<void>;
  /** Claims whose process died end as unknown, to be repeated once at repeatAtMs; says how many. */
  sweep(nowMs: number, repeatAtMs: number): Promise<number>;
  /** When the first that was put off may be claimed, at the earliest nowMs; null when there is none. */
  nextPutOffMs(nowMs: number): Promise<number | null>;
  /** Counts a subject's messages by audience and state. */
  count(subject: string): Promise<DirectCounts>;
  /** Deletes a subject's messages. */
  remove(subject: string): Promise<void>;
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
  /** Of a broadcast: whom it is for and what it says (HTML). */
  readonly broadcast: { readonly segment: Segment; readonly html: string } | null;
  /** Once folded. */
  readonly counts: DirectCounts | null;
}

/** Whom a broadcast is for: of these tiers, in these languages; null: all. */
export interface Segment {
  readonly tiers: readonly string[] | null;
  readonly languages: readonly string[] | null;
}

export interface FanOuts {
  /** False where the subject is known already: it stays as it is. */
  begin(fanOut: Pick<FanOut, 'subject' | 'kind' | 'dueAtMs' | 'expiresAtMs' | 'pages' | 'broadcast'>): Promise<boolean>;
  /** Those that plan or send, the longest due first. */
  open(): Promise<readonly FanOut[]>;
  find(subject: string): Promise<FanOut | null>;
  /** A page of persons was planned: the next starts behind `cursor`; null: there is none. */
  advance(subject: string, step: { readonly cursor: number | null; readonly planned: number }): Promise<void>;
  /** Changes the state if it is one of `from`; false when it is not. */
  move(subject: string, from: readonly FanOut['state'][], to: FanOut['state']): Promise<boolean>;
  /** Those that ended before a time and are not folded yet, the oldest first, at most `limit`. */
  endedBefore(timeMs: number, limit: number): Promise<readonly FanOut[]>;
  storeCounts(subject: string, counts: DirectCounts): Promise<void>;
}
