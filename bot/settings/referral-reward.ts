import type { ReferralReward } from '../../billing/referrals/referral.ts';
import { DAY_MS } from '../../engine/time.ts';

/** What REFERRALS may say. */
export const REFERRALS_FORM = 'off, days:N (for both), or commission:PERCENT[,hold=DAYS][,minimum=STARS]';

const DEFAULT_HOLD_DAYS = 30;
const DEFAULT_MINIMUM = 1_000;

/** What an invitation brings, by the setting; null when it cannot be understood. */
export function parseReferralReward(given: string): ReferralReward | null {
  if (given === 'off') return { type: 'off' };
  const days = /^days:([1-9]\d{0,2})$/.exec(given)?.[1];
  if (days !== undefined) return { type: 'days', days: Number(days) };
  const [, percent, hold, minimum] =
    /^commission:([1-9]\d?)(?:,hold=(\d{1,3}))?(?:,minimum=(\d{1,6}))?$/.exec(given) ?? [];
  if (percent === undefined) return null;
  const holdMs = (hold === undefined ? DEFAULT_HOLD_DAYS : Number(hold)) * DAY_MS;
  const minimumMinor = minimum === undefined ? DEFAULT_MINIMUM : Number(minimum);
  return { type: 'commission', share: Number(percent) / 100, holdMs, minimumMinor };
}
