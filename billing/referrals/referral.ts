import {
  type ChargeFact,
  type FactOf,
  giftExternalId,
  isCharge,
  type LedgerFact,
  refundExternalId,
  standingFacts,
} from '../ledger-fact.ts';
import { findPlan } from '../plans.ts';
import type { Account } from '../ports.ts';
import { DAY_MS } from '../time.ts';

/** What an invitation brings when the friend pays. A share is 0..1 of the price; money is in the currency of the charge. */
export type ReferralReward =
  | { readonly type: 'off' }
  /** Free days of the tier bought, for both, at the friend's first payment. */
  | { readonly type: 'days'; readonly days: number }
  /** A commission on each payment of the friend, payable after the hold, paid out from the minimum on. */
  | { readonly type: 'commission'; readonly share: number; readonly holdMs: number; readonly minimumMinor: number };

/** The operator's rules: the reward, and the countries (ISO 3166) in which there is none. */
export interface ReferralRules {
  readonly reward: ReferralReward;
  readonly offIn: readonly string[];
}

/** What somebody answers who lives in none of the listed countries. */
export const ELSEWHERE = 'elsewhere';

/** The first /start of an invited account: "ref_" and the code of whoever invited it. */
const REFERRAL_START = /^ref_([A-Za-z0-9]{6,32})$/;

/** The code that brought an account; null for one that came by itself. It never changes: later links attribute nobody. */
export function inviterCode({ firstStart }: Pick<Account, 'firstStart'>): string | null {
  return REFERRAL_START.exec(firstStart ?? '')?.[1] ?? null;
}

/** Whether an account may take part. Where countries are listed, one that did not say where it lives may not. */
export function mayRefer(country: string | null, { offIn, reward }: ReferralRules): boolean {
  if (reward.type === 'off') return false;
  return offIn.length === 0 || (country !== null && !offIn.includes(country));
}

/** Whether it has to be asked where it lives before anything is promised. */
export function asksCountry(country: string | null, { offIn, reward }: ReferralRules): boolean {
  return reward.type !== 'off' && offIn.length > 0 && country === null;
}

/** Who takes part, and where they say they live. */
export interface ReferralSide {
  readonly telegramId: number;
  readonly country: string | null;
}

/** The two sides of an invitation; one level, so whoever invited the inviter is nobody here. */
export interface Referral {
  readonly friend: ReferralSide;
  readonly inviter: ReferralSide;
  /** The friend's facts, with or without the charge. */
  readonly ledger: readonly LedgerFact[];
}

/**
 * The facts that a friend's charge earns: none where either side may not take part, for oneself, for presents and free charges, or where
 * Telegram's own affiliate was paid for the sale. The same charge always gives the same facts.
 */
export function referralFacts(charge: ChargeFact, referral: Referral, rules: ReferralRules): readonly LedgerFact[] {
  const { friend, inviter, ledger } = referral;
  const { reward } = rules;
  if (reward.type === 'off' || charge.gift || charge.amountMinor === 0) return [];
  if (friend.telegramId === inviter.telegramId || !mayRefer(friend.country, rules) || !mayRefer(inviter.country, rules))
    return [];
  if (ledger.some((fact) => fact.type === 'commission' && fact.of === charge.externalId)) return [];
  const { externalId: of, atMs, currency } = charge;
  const common = { provider: 'grant', atMs } as const;
  if (reward.type === 'commission') {
    const money = {
      amountMinor: Math.floor(charge.amountMinor * reward.share),
      currency,
      payableAtMs: atMs + reward.holdMs,
    };
    const externalId = referralId(of, 'earned');
    return money.amountMinor === 0
      ? []
      : [{ ...common, ...money, externalId, telegramId: inviter.telegramId, type: 'earned', of }];
  }
  const plan = findPlan(charge.planId, charge.planVersion);
  const isFirst = !ledger.some((fact) => isCharge(fact) && !fact.gift && fact.externalId !== of && fact.atMs <= atMs);
  if (plan === null || !isFirst) return [];
  const days = {
    type: 'granted',
    tier: plan.tier,
    durationMs: reward.days * DAY_MS,
    reason: 'referral',
    code: null,
  } as const;
  return [
    { ...common, ...days, externalId: referralId(of, 'friend'), telegramId: friend.telegramId },
    { ...common, ...days, externalId: referralId(of, 'inviter'), telegramId: inviter.telegramId },
  ];
}

function referralId(chargeId: string, side: 'friend' | 'inviter' | 'earned'): string {
  return `referral:${chargeId}:${side}`;
}

/** The external id of the commission that a charge earned. */
export function commissionId(chargeId: string): string {
  return referralId(chargeId, 'earned');
}

/** The external ids of everything that ever follows from a charge and goes when it goes: rewards, commissions, presents. */
export function consequencesOf(chargeId: string): readonly string[] {
  return [
    ...(['friend', 'inviter', 'earned'] as const).map((side) => referralId(chargeId, side)),
    giftExternalId(chargeId),
  ];
}

/**
 * The fact that takes back what followed from a charge. It is named after its cause, because what a refund takes comes back when the refund
 * fails, and may go again by another one or by a dispute; the first refund of a charge needs no name.
 */
export function revocationOf(
  { externalId: of, telegramId }: LedgerFact,
  atMs: number,
  cause: { readonly externalId: string; readonly of: string } | null = null,
): LedgerFact {
  const isFirst = cause === null || cause.externalId === refundExternalId(cause.of);
  const externalId = isFirst ? `${of}:revoked` : `${of}:revoked:${cause.externalId}`;
  return { provider: 'grant', externalId, telegramId, atMs, type: 'revoked', of };
}

/** The external id of what a part that went back takes of a commission. */
export function reductionId({ externalId }: LedgerFact, part: string): string {
  return `${externalId}:reduced:${part}`;
}

/** The fact that a part of the charge of a commission went back. */
export function reductionOf(earned: LedgerFact, part: FactOf<'refunded-part'>, charge: ChargeFact): LedgerFact {
  const { externalId: of, telegramId } = earned;
  const { atMs, amountMinor, currency } = part;
  const common = { provider: 'grant', externalId: reductionId(earned, part.externalId), telegramId, atMs } as const;
  return { ...common, type: 'reduced', of, amountMinor, currency, chargeMinor: charge.amountMinor };
}

/** The fact that gives again what was taken back with a refund that failed. */
export function restorationOf({ externalId: of, telegramId }: LedgerFact, atMs: number): LedgerFact {
  return { provider: 'grant', externalId: `${of}:restored`, telegramId, atMs, type: 'restored', of };
}

/** An account's commissions of one currency, minor units. */
export interface ReferralBalance {
  readonly currency: string;
  readonly onHold: number;
  /** Earned and not on hold any more, less what was paid out. */
  readonly payable: number;
  readonly paidOut: number;
}

/**
 * The commissions of an account by currency: those that were taken back do not count. Where parts of a charge went back its commission is
 * less by their share of it, of all parts together and rounded down to whole units: never more than the exact share is taken.
 */
export function referralBalances(facts: readonly LedgerFact[], nowMs: number): readonly ReferralBalance[] {
  const standing = standingFacts(facts);
  const revoked = new Set(standing.flatMap((fact) => (fact.type === 'revoked' ? [fact.of] : [])));
  const rows = new Map<string, { currency: string; onHold: number; payable: number; paidOut: number }>();
  for (const fact of standing) {
    if (fact.type !== 'earned' && fact.type !== 'paid-out') continue;
    if (revoked.has(fact.externalId)) continue;
    const row = rows.get(fact.currency) ?? { currency: fact.currency, onHold: 0, payable: 0, paidOut: 0 };
    rows.set(fact.currency, row);
    if (fact.type === 'paid-out') {
      row.paidOut += fact.amountMinor;
      row.payable -= fact.amountMinor;
    } else if (fact.payableAtMs > nowMs) row.onHold += leftOf(fact, standing);
    else row.payable += leftOf(fact, standing);
  }
  return [...rows.values()];
}

/** What of a commission is left after parts of its charge went back. */
function leftOf({ externalId, amountMinor }: FactOf<'earned'>, standing: readonly LedgerFact[]): number {
  let [backMinor, chargeMinor] = [0, 0];
  for (const fact of standing) {
    if (fact.type !== 'reduced' || fact.of !== externalId) continue;
    backMinor += fact.amountMinor;
    chargeMinor = fact.chargeMinor;
  }
  return chargeMinor === 0 ? amountMinor : amountMinor - Math.floor((amountMinor * backMinor) / chargeMinor);
}
