import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { referralBalances } from '../../../billing/referrals/referral.ts';
import type { Played } from '../run-history.ts';
import { COMMISSION } from '../world/money-world.ts';
import type { TrueCharge } from './true-charges.ts';

/**
 * Whoever invited has a share of what the invited paid and did not get back, by the providers' books: every charge of somebody who has not
 * moved earns once, and each commission is worth what is left of its charge.
 */
export function brokenCommissions({ world, people }: Played, charges: readonly TrueCharge[]): readonly string[] {
  if (world.reward.type !== 'commission') return [];
  const { lines } = world.stores.payments;
  const earned = lines.flatMap((fact) => (fact.type === 'earned' ? [fact.of] : []));
  const [, [invited, movedTo] = []] = people;
  const due = movedTo === undefined ? charges.filter((each) => each.telegramId === invited && earns(each)) : [];
  const missing = due.filter(({ id }) => !earned.includes(id)).map(({ id }) => `charge ${id} earned nothing`);
  const own = charges.filter(({ id }) => earned.includes(id));
  return [
    ...missing,
    ...['XTR', 'USD'].flatMap((currency) => {
      const is = balanceOf(lines, { currency, nowMs: world.time.nowMs() });
      const should = own.reduce((sum, each) => sum + (each.currency === currency ? leftOf(each) : 0), 0);
      return is === should ? [] : [`commissions of ${is} ${currency}, should be ${should}`];
    }),
  ];
}

function balanceOf(lines: readonly LedgerFact[], { currency, nowMs }: { currency: string; nowMs: number }): number {
  const row = referralBalances(lines, nowMs).find((each) => each.currency === currency);
  return (row?.payable ?? 0) + (row?.onHold ?? 0);
}

const earns = ({ isGift, affiliateMinor, isRefunded, isLost }: TrueCharge): boolean =>
  !isGift && affiliateMinor === 0 && !isRefunded && !isLost;

/** In whole units; what is taken off is rounded down. */
function leftOf(charge: TrueCharge): number {
  if (!earns(charge)) return 0;
  const { amountMinor, parts } = charge;
  const whole = Math.floor(amountMinor * COMMISSION.share);
  const back = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return whole - Math.floor((whole * back) / amountMinor);
}
