import { createApiKeys } from '../../../billing/api-key.ts';
import type { StartTimer } from '../../../bot/telegram/deadline.ts';
import type { PersonalData } from '../../../bot/telegram/ports.ts';
import type { LedgerEntry, SignalLedger, SignalReader } from '../../../engine/ports.ts';
import type { PlannedDelivery } from '../../../engine/signals/delivery.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { createMemoryAccountLinks } from '../../../test/support/fakes/memory-account-links.ts';
import { createMemoryApiKeyStore } from '../../../test/support/fakes/memory-api-keys.ts';
import { createMemoryAccounts, createMemoryPayments } from '../../../test/support/fakes/memory-billing.ts';
import {
  createMemoryAudit,
  createMemoryMemberships,
  createMemoryNotices,
  createMemoryOperators,
  createMemoryTexts,
  createMemoryTickets,
  createMemoryUpdates,
} from '../../../test/support/fakes/memory-bot-stores.ts';
import { createMemoryCandles, createMemoryRevisions } from '../../../test/support/fakes/memory-candles.ts';
import { createMemoryLeases } from '../../../test/support/fakes/memory-leases.ts';
import { createMemoryLedger } from '../../../test/support/fakes/memory-ledger.ts';
import { createMemoryOutbox, type MemoryOutbox } from '../../../test/support/fakes/memory-outbox.ts';
import { createMemoryPredictions, createMemoryWatermarks } from '../../../test/support/fakes/memory-predictions.ts';
import { createMemoryUseCounts } from '../../../test/support/fakes/memory-use-counts.ts';

/** Everything the product keeps, in memory, by ports that pass the contract suites of the MongoDB ones. It outlives processes. */
export type FaultDatabase = ReturnType<typeof createFaultDatabase>;

/** What lies in the database, for those who judge a run. */
export interface LedgerView {
  readonly entries: () => readonly LedgerEntry[];
  /** As if no index kept a second signal of one candle out. */
  openAgain(signal: Signal, deliveries: readonly PlannedDelivery[]): void;
}

/** Nothing of a person is kept elsewhere. */
const NOTHING_PERSONAL: PersonalData = { read: async () => ({}), erase: async () => {}, move: async () => {} };

/** A message that a dead process held is free some time later, by these timers. */
export function createFaultDatabase(startTimer?: StartTimer) {
  const outbox = createMemoryOutbox();
  return {
    candles: createMemoryCandles(),
    revisions: createMemoryRevisions(),
    predictions: createMemoryPredictions(),
    watermarks: createMemoryWatermarks(),
    ledger: ledgerInto(outbox),
    outbox,
    accounts: createMemoryAccounts(),
    payments: createMemoryPayments(),
    links: createMemoryAccountLinks(),
    personal: NOTHING_PERSONAL,
    apiKeys: createApiKeys({ store: createMemoryApiKeyStore(), randomBytes: (count) => new Uint8Array(count) }),
    memberships: createMemoryMemberships(),
    notices: createMemoryNotices(startTimer),
    updates: createMemoryUpdates(),
    useCounts: createMemoryUseCounts(),
    conversations: createMemoryTexts(),
    setup: createMemoryTexts(),
    tickets: createMemoryTickets(),
    operators: createMemoryOperators(),
    audit: createMemoryAudit(),
    leases: createMemoryLeases(),
  };
}

/** The ledger and the outbox are one collection: a signal and its deliveries come into being in one insert. */
function ledgerInto(outbox: MemoryOutbox): SignalLedger & SignalReader & LedgerView {
  const ledger = createMemoryLedger();
  const again: LedgerEntry[] = [];
  return {
    ...ledger,
    entries: () => [...ledger.entries(), ...again],
    openAgain(signal, deliveries) {
      if (ledger.entries().some((entry) => entry.signal.id === signal.id)) return;
      again.push({ signal, steps: [], outcome: null, deliveries: [] });
      outbox.open(signal, deliveries);
    },
    async open(signal, deliveries) {
      const opened = await ledger.open(signal, deliveries);
      if (opened === 'opened') outbox.open(signal, deliveries);
      return opened;
    },
    async close(id, outcome) {
      await ledger.close(id, outcome);
      outbox.close(id, outcome);
    },
  };
}
