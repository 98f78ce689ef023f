import type { ClaimState, PartnerClaim } from '../../billing/partners/claim.ts';
import type { IncomeFact, IncomeRow } from '../../billing/partners/income.ts';
import type { Partner, PostbackProof } from '../../billing/partners/partner.ts';
import type { ReceivedPostback } from '../../billing/partners/received-postback.ts';

/** A press on /r/SLUG. */
export interface PartnerPress {
  readonly slug: string;
  /** The signed word about who presses; null or anything else: nobody in particular. */
  readonly token: string | null;
  readonly signalId: string | null;
  /** False for previews and robots: they are sent on and not counted. */
  readonly counts: boolean;
}

/** What became of a claim, as its trader reads it. "rewarded": confirmed, and the days are in the ledger. */
export type ClaimOutcome = 'pending' | 'confirmed' | 'rewarded' | 'rejected' | 'taken' | 'too-many';

/** What an operator sees of the partners. */
export interface PartnerReport {
  readonly rows: readonly IncomeRow[];
  /** Presses by slug, of those that are still kept. */
  readonly clicks: ReadonlyMap<string, number>;
  /** Claims that wait, oldest first. */
  readonly pending: readonly PartnerClaim[];
  /** Postbacks that were received and not done. */
  readonly open: number;
}

/** The operator's partner programmes, for chat, addresses and schedule. */
export interface Partners {
  readonly all: readonly Partner[];
  find(slug: string): Partner | null;
  /** Those that may be shown to an account, by where it says that it lives. */
  shownTo(telegramId: number): Promise<readonly Partner[]>;
  /** The link of a partner; telegramId null for a post that many read. Null where the product has no address. */
  linkOf(slug: string, who: { telegramId: number | null; signalId: string | null }): string | null;
  /** Where a press leads; null for an unknown slug. A press that cannot be kept is sent on all the same. */
  open(press: PartnerPress): Promise<string | null>;
  /** How a partner's postbacks prove themselves; null for one that sends none, or an unknown one. */
  proofOf(slug: string): PostbackProof | null;
  /** Keeps a postback whose proof was good, and begins to work on it. */
  receive(postback: Omit<ReceivedPostback, 'atMs'>): Promise<'received' | 'done'>;
  claim(asked: { slug: string; uid: string; telegramId: number }): Promise<ClaimOutcome>;
  claimsOf(telegramId: number): Promise<readonly PartnerClaim[]>;
  /** Of these UIDs, those whose claims wait. */
  pendingOf(slug: string, uids: readonly string[]): Promise<readonly PartnerClaim[]>;
  /** An operator's verdict on a claim that waits; the state it has then, null for an unknown one. */
  decide(slug: string, uid: string, verdict: 'confirmed' | 'rejected'): Promise<ClaimState | null>;
  /** Deals with postbacks that were received and not done, and finishes what was decided; how many postbacks were done. */
  workOpen(): Promise<number>;
  /** Brings an account's rewards to what is known of it by now: after another account became part of it, too. */
  settle(telegramId: number): Promise<void>;
  /** Asks again about claims that wait, and lets old ones expire. */
  lookAgain(): Promise<void>;
  report(): Promise<PartnerReport>;
  income(): AsyncIterable<IncomeFact>;
}
