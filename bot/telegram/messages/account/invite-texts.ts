import type { FactOf } from '../../../../billing/ledger-fact.ts';
import { STARS_CURRENCY } from '../../../../billing/money.ts';
import type { ReferralBalance, ReferralReward } from '../../../../billing/referrals/referral.ts';
import type { Tier } from '../../../../billing/tiers.ts';
import { DAY_MS } from '../../../../engine/time.ts';
import type { Language } from '../../../texts/language.ts';

interface Invitation {
  readonly link: string;
  readonly reward: ReferralReward;
  /** How often it brought free days. */
  readonly rewards: number;
  readonly balances: readonly ReferralBalance[];
}

/** Invitations and what they bring. */
export function inviteTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    invite: (invitation: Invitation) => inviteText(language, invitation),
    inviteCaption: (link: string) => t('invite-caption', { link }),
    inviteCountry: t('invite-country'),
    inviteOff: t('invite-off'),
    invited: t('invited'),
    invitedDays: (days: number) => t('invited-days', { duration: format.duration(days * DAY_MS) }),
    referralDays: (tier: Tier, durationMs: number) =>
      t('referral-days', { tier: plain(`tier-${tier}`), duration: format.duration(durationMs) }),
    referralEarned: ({ amountMinor, currency, payableAtMs }: FactOf<'earned'>) =>
      t('referral-earned', { amount: amountOf(language, amountMinor, currency), time: format.minute(payableAtMs) }),
    buttonShare: plain('button-share'),
    buttonInvitePicture: plain('button-invite-picture'),
    buttonCountry: (country: string) => plain('button-country', { country, flag: flagOf(country) }),
    buttonElsewhere: plain('button-elsewhere'),
  };
}

/** A country's flag of its two letters. */
function flagOf(country: string): string {
  return String.fromCodePoint(...[...country].map((letter) => 0x1f1e6 + letter.charCodeAt(0) - 65));
}

function inviteText(language: Language, { link, reward, rewards, balances }: Invitation): string {
  const { t, format } = language;
  const lines = [t('invite', { link })];
  if (reward.type === 'days') lines.push(t('invite-days', { duration: format.duration(reward.days * DAY_MS) }));
  if (reward.type === 'commission')
    lines.push(
      t('invite-commission', {
        ...{ share: format.percent(reward.share, 0), hold: format.duration(reward.holdMs) },
        minimum: reward.minimumMinor,
      }),
    );
  if (rewards > 0) lines.push(t('invite-rewards', { rewards }));
  for (const { currency, payable, onHold, paidOut } of balances)
    lines.push(
      t('invite-balance', {
        payable: amountOf(language, payable, currency),
        ...{ onHold: amountOf(language, onHold, currency), paidOut: amountOf(language, paidOut, currency) },
      }),
    );
  return lines.join('\n\n');
}

function amountOf({ plain, format }: Language, amountMinor: number, currency: string): string {
  if (currency === STARS_CURRENCY) return plain('revenue-stars', { count: format.count(amountMinor) });
  return `${format.decimal(amountMinor / 100, 2)} ${currency}`;
}
