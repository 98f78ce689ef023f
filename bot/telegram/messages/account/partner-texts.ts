import type { FactOf } from '../../../../billing/ledger-fact.ts';
import type { PartnerClaim } from '../../../../billing/partners/claim.ts';
import type { Partner } from '../../../../billing/partners/partner.ts';
import { DAY_MS } from '../../../../engine/time.ts';
import type { ClaimOutcome } from '../../../partners/partners.ts';
import type { Language } from '../../../texts/language.ts';

/** How a claim stands, or that it cannot be made. */
type ClaimNews = ClaimOutcome | 'expired';

/** Partner programmes; every text with a link carries the line that the operator earns on it. */
export function partnerTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    partnersNone: t('partners-none'),
    partnersNotHere: t('partners-not-here'),
    partners: t('partners-title'),
    partnerCountry: t('partner-country'),
    partner: (partner: Partner, claims: readonly PartnerClaim[]) => partnerText(language, partner, claims),
    partnerConflict: (partner: Partner) => conflictText(language, partner),
    partnerAskUid: (title: string) => t('partner-ask-uid', { title }),
    partnerBadUid: t('partner-bad-uid'),
    partnerClaim: (partner: Partner, uid: string, outcome: ClaimNews) => claimText(language, partner, { uid, outcome }),
    partnerGranted: (title: string, { tier, durationMs }: FactOf<'granted'>) =>
      t('partner-granted', { title, tier: plain(`tier-${tier}`), duration: format.duration(durationMs) }),
    partnerRevoked: (title: string) => t('partner-revoked', { title }),
    buttonPartner: (title: string) => plain('button-partner', { title }),
    buttonPartnerLink: (title: string) => plain('button-partner-link', { title }),
    buttonTradeAt: (title: string) => plain('button-trade-at', { title }),
    buttonPartnerUid: plain('button-partner-uid'),
    buttonPartners: plain('button-partners'),
  };
}

function conflictText({ t }: Language, { title, earnsOn: on }: Partner): string {
  return t('partner-conflict', { title, on });
}

function rewardLines({ t, plain, format }: Language, { reward }: Partner): readonly string[] {
  if (reward === null) return [];
  const { on, days, tier } = reward;
  return [t('partner-reward', { on, duration: format.duration(days * DAY_MS), tier: plain(`tier-${tier}`) })];
}

/** Who is confirmed and has no days yet reads what they still hang on. */
function claimText(
  language: Language,
  partner: Partner,
  { uid, outcome }: { readonly uid: string; readonly outcome: ClaimNews },
): string {
  const told = language.t('partner-claim', {
    ...{ title: partner.title, uid, outcome: outcome === 'rewarded' ? 'confirmed' : outcome },
  });
  return outcome === 'confirmed' ? [told, ...rewardLines(language, partner)].join('\n') : told;
}

function partnerText(language: Language, partner: Partner, claims: readonly PartnerClaim[]): string {
  const { t } = language;
  const { title } = partner;
  const gift = rewardLines(language, partner);
  const own = claims.map(({ uid, state }) => t('partner-own-claim', { uid, state }));
  return [
    [t('partner-title', { title }), ...gift].join('\n'),
    t('partner-steps', { title }),
    ...(own.length === 0 ? [] : [own.join('\n')]),
    conflictText(language, partner),
  ].join('\n\n');
}
