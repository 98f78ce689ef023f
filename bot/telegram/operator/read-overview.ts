import type { LedgerEntry } from '../../../engine/ports.ts';
import { mostUrgentFirst } from '../../answers/market-status.ts';
import type { MarketStatus } from '../../market-status.ts';
import type { BotStores } from '../dependencies.ts';
import type { Operations, Overview } from '../operations.ts';

export interface OverviewSources {
  readonly operations: Pick<Operations, 'checks' | 'oldestDueAgeMs' | 'sending' | 'failures'>;
  readonly markets: () => Promise<readonly MarketStatus[]>;
  /** The newest signal, or none. */
  readonly newest: () => Promise<readonly Pick<LedgerEntry, 'signal'>[]>;
  readonly stores: Pick<BotStores, 'accounts' | 'payments' | 'tickets'>;
}

/** Tickets counted at most. */
const MOST_TICKETS = 100;

/** How the product does: for /admin, and for what is sent each day without being asked for. */
export async function readOverview(
  { operations, stores, ...sources }: OverviewSources,
  nowMs: number,
): Promise<Overview> {
  const { accounts, payments, tickets } = stores;
  const [checks, markets, newest, oldestDueAgeMs, known, payers, waiting] = await Promise.all([
    operations.checks(),
    sources.markets(),
    sources.newest(),
    operations.oldestDueAgeMs(),
    accounts.count(),
    payments.payers(),
    tickets.waiting(MOST_TICKETS),
  ]);
  return {
    ...{ nowMs, oldestDueAgeMs, markets: mostUrgentFirst(markets), tickets: waiting.length },
    sending: operations.sending(),
    failures: operations.failures(),
    failed: checks.filter(({ ok }) => !ok),
    newestSignalMs: newest[0]?.signal.closeTimeMs ?? null,
    people: { known, paid: payers.length },
  };
}
