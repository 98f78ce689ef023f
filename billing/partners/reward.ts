import type { LedgerFact } from '../ledger-fact.ts';
import { revocationOf } from '../referrals/referral.ts';
import type { PartnerClaim } from './claim.ts';
import { type IncomeFact, standingIncome } from './income.ts';
import type { Partner } from './partner.ts';

const DAY_MS = 86_400_000;

/** What is known of an account at one partner. */
export interface Trader {
  readonly telegramId: number;
  readonly claims: readonly PartnerClaim[];
  /** Lines by the account's clicks and by its confirmed UIDs. */
  readonly income: readonly IncomeFact[];
  readonly ledger: readonly LedgerFact[];
}

/**
 * The fact that an account's reward at a partner still lacks, null when the ledger has it already: days once the configured event was
 * reported or an operator confirmed the UID (for registrations the partner's own list will do), their end once all of that was taken back.
 * An account is rewarded once by a partner, and a UID once whoever names it: the identity of the days is what earned them.
 */
export function rewardFact(
  { slug, reward }: Pick<Partner, 'slug' | 'reward'>,
  { telegramId, claims, income, ledger }: Trader,
  atMs: number,
): LedgerFact | null {
  const prefix = `partner:${slug}:`;
  const given = ledger.find(({ type, externalId }) => type === 'granted' && externalId.startsWith(prefix));
  const revoked = new Set(ledger.flatMap((fact) => (fact.type === 'revoked' ? [fact.of] : [])));
  const earnedBy = reward === null ? null : whatEarned(reward.on, claims, income);
  if (given !== undefined)
    return earnedBy === null && reward !== null && !revoked.has(given.externalId) ? revocationOf(given, atMs) : null;
  if (earnedBy === null || reward === null) return null;
  return {
    ...{ provider: 'grant', externalId: `${prefix}${earnedBy}`, telegramId, atMs },
    ...{ type: 'granted', tier: reward.tier, durationMs: reward.days * DAY_MS, reason: 'partner', code: null },
  };
}

function whatEarned(
  on: IncomeFact['kind'],
  claims: readonly PartnerClaim[],
  income: readonly IncomeFact[],
): string | null {
  const judges = on === 'registration' ? ['operator', 'lookup'] : ['operator'];
  const judged = claims.find(({ state, by }) => state === 'confirmed' && by !== null && judges.includes(by));
  if (judged !== undefined) return `uid:${judged.uid}`;
  const event = standingIncome(income).find(({ kind }) => kind === on);
  if (event === undefined) return null;
  return event.uid === null ? `click:${event.clickId}` : `uid:${event.uid}`;
}
