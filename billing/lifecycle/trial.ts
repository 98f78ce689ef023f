import type { LedgerFact } from '../ledger-fact.ts';
import { TRIAL } from '../plans.ts';
import { DAY_MS } from '../time.ts';

/** Whether somebody may have a trial: once for each account, and before anything else was bought or given. */
export function mayTry(ledger: readonly LedgerFact[]): boolean {
  return ledger.length === 0;
}

/** The fact of a trial. It has one identity for each account, so that it is there once whatever happens. */
export function trialFact(telegramId: number, atMs: number): LedgerFact {
  const { tier, days } = TRIAL;
  const common = { provider: 'grant', externalId: `trial:${telegramId}`, telegramId, atMs } as const;
  return { ...common, type: 'trial-started', tier, durationMs: days * DAY_MS, code: null };
}
