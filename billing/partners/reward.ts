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

/** Days of a partner in a ledger, oldest first: those that stand, and the lines that ended others. */
export function rewardIn(ledger: readonly LedgerFact[], slug: string) {
  const prefix = `partner:${slug}:`;
  const oldestFirst = ledger.toSorted((a, b) => a.atMs - b.atMs || (a.externalId < b.externalId ? -1 : 1));
  const revoked = oldestFirst.filter((fact) => fact.type === 'revoked' && fact.of.startsWith(prefix));
  const ended = new Set(revoked.map((fact) => (fact.type === 'revoked' ? fact.of : '')));
  const granted = oldestFirst.filter(({ type, externalId }) => type === 'granted' && externalId.startsWith(prefix));
  return { given: granted.filter(({ externalId }) => !ended.has(externalId)), revoked };
}

/**
 * The fact that an account's reward at a partner still lacks, null when the ledger has it already: days once the configured event was
 * reported or an operator confirmed the UID (for registrations the partner's own list will do), their end once all of that was taken back.
 * An account is rewarded once by a partner, and a UID once whoever names it: the identity of the days is what earned them. Where two
 * accounts that had days each became one, the first days stay.
 */
export function rewardFact(
  { slug, reward }: Pick<Partner, 'slug' | 'reward'>,
  { telegramId, claims, income, ledger }: Trader,
  atMs: number,
): LedgerFact | null {
  if (reward === null) return null;
  const { given, revoked } = rewardIn(ledger, slug);
  const earnedBy = whatEarned(reward.on, claims, income);
  const surplus = earnedBy === null ? given[0] : given[1];
  if (surplus !== undefined) return revocationOf(surplus, atMs);
  if (earnedBy === null || given.length > 0 || revoked.length > 0) return null;
  return {
    ...{ provider: 'grant', externalId: `partner:${slug}:${earnedBy}`, telegramId, atMs },
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
