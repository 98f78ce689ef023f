import { isCharge } from '../ledger-fact.ts';
import type { AccountRevenue } from './recurring.ts';

/** What became of trials. */
export interface Trials {
  readonly started: number;
  /** Still running, and not paid for yet. */
  readonly running: number;
  /** Paid after they began. */
  readonly converted: number;
  /** converted / (started − running), 0..1; null where none is decided. */
  readonly conversion: number | null;
}

/** Counts the trials of all accounts, one each. */
export function trialsOf(all: readonly Pick<AccountRevenue, 'facts'>[], nowMs: number): Trials {
  const counts = { started: 0, running: 0, converted: 0 };
  for (const { facts } of all) {
    const trial = facts.find((fact) => fact.type === 'trial-started');
    if (trial?.type !== 'trial-started') continue;
    counts.started += 1;
    if (facts.some((fact) => isCharge(fact) && !fact.gift && fact.atMs >= trial.atMs)) counts.converted += 1;
    else if (trial.atMs + trial.durationMs > nowMs) counts.running += 1;
  }
  const decided = counts.started - counts.running;
  return { ...counts, conversion: decided === 0 ? null : counts.converted / decided };
}
