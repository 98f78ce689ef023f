import type { FactOf } from '../../../billing/ledger-fact.ts';
import { CLAIM_STATES, type PartnerClaim } from '../../../billing/partners/claim.ts';
import { PARTNER_EVENTS, type Partner, type PartnerEventKind } from '../../../billing/partners/partner.ts';
import type { Texts } from '../../../bot/telegram/messages/texts.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { CLOSE_TIME_MS as AT } from '../signal-fixtures.ts';

/** A value from outside: none of its letters is plain. */
const X = 'Ñ';
const BASE = { slug: X, title: X, url: X, postback: null, lookup: { type: 'manual' }, terms: X } as const;
const partnerOn = (on: PartnerEventKind): Partner => ({
  ...{ ...BASE, earnsOn: on, reward: { tier: 'pro', days: 30, on } },
  ...{ holdMs: DAY_MS, offIn: [], underSignals: false },
});
const PARTNERS = PARTNER_EVENTS.map(partnerOn);
const FIRST = partnerOn('deposit');
const PLAIN: Partner = { ...FIRST, reward: null, terms: null };
const CLAIM: PartnerClaim = {
  partner: X,
  uid: X,
  telegramId: 1,
  state: 'pending',
  atMs: AT,
  by: null,
  isFinished: false,
};
const CLAIMS: readonly PartnerClaim[] = CLAIM_STATES.map((state) => ({ ...CLAIM, state }));
const GRANTED: FactOf<'granted'> = {
  ...{ provider: 'grant', externalId: X, telegramId: 1, atMs: AT, type: 'granted', tier: 'pro' },
  ...{ durationMs: 30 * DAY_MS, reason: 'partner', code: null },
};
const ROW = {
  ...{ partner: X, signalId: null, currency: X, isOurs: true, registrations: 1, deposits: 1, reversed: 0 },
  ...{ heldMinor: 1, dueMinor: 2 },
};

type Samples<K extends keyof Texts> = {
  readonly [P in K]: Texts[P] extends (...given: infer Given) => unknown ? readonly Given[] : never;
};

/** Arguments for the texts about partner programmes. */
export function partnerSamples(): Samples<
  | ('partner' | 'partnerConflict' | 'partnerAskUid' | 'partnerClaim' | 'partnerGranted' | 'partnerRevoked')
  | (
      | 'buttonPartner'
      | 'buttonPartnerLink'
      | 'buttonTradeAt'
      | 'partnersReport'
      | 'claimWaits'
      | 'claimDecided'
      | 'uidsDone'
    )
  | ('buttonClaimConfirm' | 'buttonClaimReject')
> {
  const outcomes = ['pending', 'confirmed', 'rewarded', 'rejected', 'taken', 'too-many', 'expired'] as const;
  return {
    partner: [...PARTNERS.map((each): [Partner, readonly PartnerClaim[]] => [each, CLAIMS]), [PLAIN, []]],
    partnerConflict: PARTNERS.map((each) => [each]),
    partnerAskUid: [[X]],
    partnerClaim: outcomes.flatMap((outcome): [Partner, string, typeof outcome][] => [
      [FIRST, X, outcome],
      [PLAIN, X, outcome],
    ]),
    partnerGranted: [[X, GRANTED]],
    partnerRevoked: [[X]],
    buttonPartner: [[X]],
    buttonPartnerLink: [[X]],
    buttonTradeAt: [[X]],
    partnersReport: [
      [[], { rows: [], clicks: new Map(), pending: [], open: 0 }],
      [
        [...PARTNERS.slice(0, 1), PLAIN],
        {
          rows: [ROW, { ...ROW, signalId: X }, { ...ROW, isOurs: false }],
          clicks: new Map([[X, 3]]),
          ...{ pending: CLAIMS, open: 1 },
        },
      ],
    ],
    claimWaits: [[X, CLAIM]],
    claimDecided: [...CLAIM_STATES, null].map((state) => [X, X, state]),
    uidsDone: [[5, 3]],
    buttonClaimConfirm: [[X]],
    buttonClaimReject: [[X]],
  };
}
