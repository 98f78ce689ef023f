import type { PaidTier } from '../tiers.ts';

/** What partners report of somebody who came through us. */
export const PARTNER_EVENTS = ['registration', 'deposit', 'trade', 'withdrawal'] as const;

/** One of PARTNER_EVENTS. */
export type PartnerEventKind = (typeof PARTNER_EVENTS)[number];

/** An affiliate or introducing-broker programme of the operator's. */
export interface Partner {
  /** In addresses: /r/SLUG, /postback/SLUG. */
  readonly slug: string;
  readonly title: string;
  /** Where a click goes; "{click}" stands for our click id, "{signal}" for the signal it was made under. */
  readonly url: string;
  /** How its postbacks prove that they are its own; null: it sends none. */
  readonly postback: PostbackProof | null;
  /** How a trader's UID is confirmed where no postback does it. */
  readonly lookup: UidLookup;
  /** For what the operator is paid: the reason that the conflict line gives. */
  readonly earnsOn: PartnerEventKind;
  /** The operator's own note of what was agreed, shown to operators alone; null without one. */
  readonly terms: string | null;
  /** What a confirmed trader gets; null: nothing. */
  readonly reward: PartnerReward | null;
  /** Income counts as held for so long: the partner may take it back until then. */
  readonly holdMs: number;
  /** Countries (ISO 3166) in which it is not shown; where one is listed, unknown counts as off. */
  readonly offIn: readonly string[];
  /** Whether its link stands under signals, with the conflict line. */
  readonly underSignals: boolean;
}

/** Days of a tier, once for each account and for each UID. `on`: the event of a postback that brings them. */
export interface PartnerReward {
  readonly tier: PaidTier;
  readonly days: number;
  readonly on: PartnerEventKind;
}

/** "hmac": a signature over time and body (proves-postback.ts). "secret": for networks that can only fill in an address. */
export interface PostbackProof {
  readonly type: 'hmac' | 'secret';
  readonly secret: string;
}

/** "manual": operators decide. The others ask the partner whether a UID is one of ours. */
export type UidLookup =
  | { readonly type: 'manual' }
  /** GET of an address with "{uid}" filled in answers {"referred": true | false}. */
  | { readonly type: 'http'; readonly url: string; readonly key: string | null }
  /** Bybit's affiliate API. url null: Bybit itself. */
  | { readonly type: 'bybit'; readonly url: string | null; readonly key: string; readonly secret: string }
  /** OKX's affiliate API. url null: OKX itself. */
  | {
      readonly type: 'okx';
      readonly url: string | null;
      readonly key: string;
      readonly secret: string;
      readonly passphrase: string;
    };

/** Whether a partner may be shown to somebody by where they say that they live; null: they have not said. */
export function mayShowPartner({ offIn }: Pick<Partner, 'offIn'>, country: string | null): boolean {
  return offIn.length === 0 || (country !== null && !offIn.includes(country));
}

/** The address of a click at the partner's; an empty click id for one that does not count. */
export function partnerUrl(
  { url }: Pick<Partner, 'url'>,
  { clickId, signalId }: { readonly clickId: string; readonly signalId: string | null },
): string {
  return url
    .replaceAll('{click}', encodeURIComponent(clickId))
    .replaceAll('{signal}', encodeURIComponent(signalId ?? ''));
}
