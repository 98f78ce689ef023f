import type { ClaimVerdict, PartnerClaim } from './claim.ts';
import type { IncomeFact } from './income.ts';
import type { UidLookup } from './partner.ts';
import type { PartnerClick } from './partner-click.ts';
import type { ReceivedPostback } from './received-postback.ts';

/** A postback that is not done, and how often it failed. */
export interface OpenPostback {
  readonly postback: ReceivedPostback;
  readonly failures: number;
}

/** Clicks, postbacks and income at rest. */
export interface PartnerStore {
  addClick(click: PartnerClick): Promise<void>;
  findClick(id: string): Promise<PartnerClick | null>;
  /** How often each partner's links were pressed, of those still kept. */
  countClicks(): Promise<ReadonlyMap<string, number>>;
  /** Keeps a postback before anything is done with it: "received" until it was done, "done" for ever after. */
  receive(postback: ReceivedPostback): Promise<'received' | 'done'>;
  markDone(postback: ReceivedPostback): Promise<void>;
  /** Counts an attempt that did not end it, and stores when the next is due, ms, by the number of attempts so far, which is returned. */
  markFailed(postback: ReceivedPostback, dueAtMs: (failures: number) => number): Promise<number>;
  /** Not tried again, and kept: as if it were done, but that its partner may send it again. */
  giveUp(postback: ReceivedPostback): Promise<void>;
  /** Not done, not given up and due at nowMs, by when their turn came: one that failed stands behind all that waited for theirs. */
  open(limit: number, nowMs: number): Promise<readonly OpenPostback[]>;
  /** How many are neither done nor given up that failed at least so often; 0: all of them. */
  countFailing(failures: number): Promise<number>;
  /** Adds a line; the one that lies there where its identity is known. */
  book(fact: IncomeFact): Promise<IncomeFact>;
  findIncome(partner: string, externalId: string): Promise<IncomeFact | null>;
  /** A partner's lines by an account or by one of these UIDs. */
  incomeOf(
    partner: string,
    trader: { readonly telegramId: number; readonly uids: readonly string[] },
  ): Promise<readonly IncomeFact[]>;
  /** Every line. */
  income(): AsyncIterable<IncomeFact>;
}

/** Claims at rest, one for each partner and UID. */
export interface PartnerClaims {
  find(partner: string, uid: string): Promise<PartnerClaim | null>;
  /** Puts a claim in the place of the one that was read (null: of none); false when somebody was faster. */
  replace(claim: PartnerClaim, known: PartnerClaim | null): Promise<boolean>;
  /** Decides a claim that is pending, and leaves it unfinished; false when it is not pending, any more. */
  decide(claim: PartnerClaim, verdict: ClaimVerdict): Promise<boolean>;
  /** Notes that what a decided claim brings is there. One that was claimed anew meanwhile stays as it is. */
  finish(claim: PartnerClaim): Promise<void>;
  ofAccount(telegramId: number): Promise<readonly PartnerClaim[]>;
  /** Those that wait, oldest first; after: those behind this one. */
  pending(limit: number, after?: PartnerClaim): Promise<readonly PartnerClaim[]>;
  /** Decided ones that are not finished, oldest first; after: those behind this one. */
  unfinished(limit: number, after?: PartnerClaim): Promise<readonly PartnerClaim[]>;
}

/** Asks a partner whether a UID is one of ours; null where no answer can be had. */
export type LookUpUid = (lookup: UidLookup, uid: string) => Promise<boolean | null>;
