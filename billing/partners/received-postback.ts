import type { PartnerEventKind } from './partner.ts';

/** A postback whose proof was good. The partner, its event id and the verdict are its identity. */
export interface ReceivedPostback {
  readonly partner: string;
  readonly eventId: string;
  /** "reversed": what the partner reported under this id does not count any more. */
  readonly verdict: 'counts' | 'reversed';
  readonly kind: PartnerEventKind;
  readonly clickId: string | null;
  readonly uid: string | null;
  /** What the operator earns, minor units. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly atMs: number;
}
