import { standingAt } from '../entitlement.ts';
import type { LedgerFact } from '../ledger-fact.ts';
import { isPaid } from '../tiers.ts';
import { DAY_MS } from '../time.ts';

/** Pauses within a year: enough for holidays, too few to pay only for the days that suit. */
const MOST_PAUSES = 3;

/** Why time cannot be paused: nothing that runs and ends, a subscription that is charged on, or too many pauses in a year. */
export type PauseRefusal = 'nothing' | 'subscription' | 'too-often';

/** Why an account may not pause now; null when it may. */
export function refusePause(facts: readonly LedgerFact[], nowMs: number): PauseRefusal | null {
  const { entitlement, subscriptions } = standingAt(facts, nowMs);
  if (subscriptions.length > 0) return 'subscription';
  if (!isPaid(entitlement.tier) || entitlement.paidUntilMs === null || entitlement.state === 'trial') return 'nothing';
  const recent = facts.filter(({ type, atMs }) => type === 'paused' && atMs > nowMs - 365 * DAY_MS);
  return recent.length >= MOST_PAUSES ? 'too-often' : null;
}

/** The fact of a pause or its end; `why` makes it unique. */
export function pauseFact(
  type: 'paused' | 'resumed',
  { telegramId, atMs, why }: { readonly telegramId: number; readonly atMs: number; readonly why: string },
): LedgerFact {
  return { provider: 'grant', externalId: `${type}:${telegramId}:${why}`, telegramId, atMs, type };
}
