import type { LedgerFact } from '../ledger-fact.ts';
import { PLANS } from '../plans.ts';
import { timelineOf } from '../timeline.ts';
import type { ListedMember } from './member-list.ts';

/** What becomes of a listed member: time that is over, time that is there already, or the fact that gives it. */
export type MemberImport =
  | { readonly type: 'over' }
  | { readonly type: 'there' }
  | { readonly type: 'granted'; readonly fact: LedgerFact };

/**
 * The fact by which a member of an older tool has their time here too. Its id is the list's line, so that a list can be imported again,
 * longer than before or interrupted. Time that the account has here already counts: nobody gets it twice.
 */
export function importMember(member: ListedMember, ledger: readonly LedgerFact[], nowMs: number): MemberImport {
  const { telegramId, tier, untilMs } = member;
  if (untilMs <= nowMs) return { type: 'over' };
  const own = timelineOf(ledger, nowMs, PLANS).spans.filter((span) => span.tier === tier);
  const fromMs = own.reduce((latestMs, { endMs }) => Math.max(latestMs, endMs), nowMs);
  if (fromMs >= untilMs) return { type: 'there' };
  return {
    type: 'granted',
    fact: {
      ...{ provider: 'grant', externalId: `import:${telegramId}:${tier}:${untilMs}`, telegramId, atMs: nowMs },
      ...{ type: 'granted', tier, durationMs: untilMs - fromMs, reason: 'import', code: null },
    },
  };
}
