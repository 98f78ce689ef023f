import type { LedgerFact } from '../../billing/ledger-fact.ts';
import type { PartnerClaim } from '../../billing/partners/claim.ts';
import type { Partner } from '../../billing/partners/partner.ts';
import type { LookUpUid, PartnerClaims, PartnerStore } from '../../billing/partners/ports.ts';
import type { ReceivedPostback } from '../../billing/partners/received-postback.ts';
import type { Payments } from '../../billing/ports.ts';
import type { AccountLinks } from '../../billing/referrals/account-links.ts';

/** What partners tell their traders and operators; each is sent once however often it is called. */
export interface PartnerNotices {
  /** A claim was decided while its trader was not asking. */
  claimDecided(partner: Partner, claim: PartnerClaim): Promise<void>;
  /** Days were given, or taken back. */
  rewardBooked(partner: Partner, fact: LedgerFact): Promise<void>;
  /** A claim waits for an operator's verdict. */
  claimWaits(partner: Partner, claim: PartnerClaim): Promise<void>;
}

export interface PartnerDependencies {
  readonly partners: readonly Partner[];
  readonly store: PartnerStore;
  readonly claims: PartnerClaims;
  readonly payments: Payments;
  readonly links: Pick<AccountLinks, 'find'>;
  readonly lookUp: LookUpUid;
  readonly notices: PartnerNotices;
  /** Seals who presses a link. */
  readonly linkSecret: string;
  /** Where the product is seen from outside; null: nowhere. */
  readonly publicUrl: () => string | null;
  readonly nowMs: () => number;
  /** The machines' time, by which links are dated. */
  readonly wallNowMs: () => number;
  /** 16 hex digits of chance, new at each call. */
  readonly newNonce: () => string;
  readonly onFailed: (what: string, error: unknown) => void;
  /** So many postbacks were tried again and again in vain; 0: no more. */
  readonly onStuck: (postbacks: number) => void;
  /** A postback that could not be dealt with for as long as one is waited for, and is not tried again. */
  readonly onGivenUp: (postback: ReceivedPostback) => void;
}
