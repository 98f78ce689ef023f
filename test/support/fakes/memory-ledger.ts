import { seriesName } from '../../../engine/market/series.ts';
import type { LedgerEntry, SettledReader, SignalLedger, SignalQuery, SignalReader } from '../../../engine/ports.ts';
import type { Delivery, PlannedDelivery } from '../../../engine/signals/delivery.ts';
import { signalSlot } from '../../../engine/signals/signal.ts';

const HEX = /^[0-9a-f]{6,64}$/;

/** A ledger in memory that keeps the promises of engine/ports.ts. */
export function createMemoryLedger(): SignalLedger &
  SignalReader &
  SettledReader & { readonly entries: () => readonly LedgerEntry[] } {
  const bySlot = new Map<string, LedgerEntry>();
  const entries = (): readonly LedgerEntry[] => [...bySlot.values()];
  return {
    entries,
    async open(signal, deliveries) {
      const slot = signalSlot(signal);
      if (bySlot.has(slot) || entries().some((entry) => entry.signal.id === signal.id)) return 'duplicate';
      bySlot.set(slot, { signal, steps: [], outcome: null, deliveries: deliveries.map(untouched) });
      return 'opened';
    },
    async addStep(id, step, deliveries) {
      const entry = entries().find(({ signal, outcome }) => signal.id === id && outcome === null);
      const isKnown = entry?.steps.some(
        ({ type, closeTimeMs }) => type === 'leave' || closeTimeMs === step.closeTimeMs,
      );
      if (entry === undefined || isKnown === true) return 'duplicate';
      const told = [...entry.deliveries, ...deliveries.map(untouched)];
      bySlot.set(signalSlot(entry.signal), { ...entry, steps: [...entry.steps, step], deliveries: told });
      return 'added';
    },
    async newest(series, family) {
      const own = entries().filter(
        ({ signal }) => signal.family === family && seriesName(signal.series) === seriesName(series),
      );
      return own.toSorted((a, b) => b.signal.closeTimeMs - a.signal.closeTimeMs)[0] ?? null;
    },
    async close(id, outcome) {
      const entry = entries().find(({ signal }) => signal.id === id);
      if (entry === undefined) throw new Error(`expected a signal with the id "${id}", there is none`);
      if (entry.outcome === null) bySlot.set(signalSlot(entry.signal), { ...entry, outcome });
    },
    async unsettled({ exchange, symbol, timeframe }) {
      const name = seriesName({ exchange, symbol, timeframe });
      return entries()
        .filter(({ outcome, signal }) => outcome === null && seriesName(signal.series) === name)
        .toSorted((a, b) => a.signal.closeTimeMs - b.signal.closeTimeMs);
    },
    async latest(query) {
      if (!Number.isSafeInteger(query.limit) || query.limit < 1 || query.limit > 1_000)
        throw new RangeError(`expected a limit of 1..1000, was ${query.limit}`);
      return entries()
        .filter((entry) => isWanted(entry, query))
        .toSorted((a, b) => b.signal.createdAtMs - a.signal.createdAtMs || (a.signal.id < b.signal.id ? -1 : 1))
        .slice(0, query.limit);
    },
    async settledSince(fromMs) {
      const settledMs = ({ outcome }: LedgerEntry): number => outcome?.settledAtMs ?? Number.NEGATIVE_INFINITY;
      return entries()
        .filter((entry) => settledMs(entry) >= fromMs)
        .toSorted((a, b) => settledMs(b) - settledMs(a));
    },
    async byId(idOrPrefix) {
      const prefix = idOrPrefix.toLowerCase();
      const found = HEX.test(prefix) ? entries().filter(({ signal }) => signal.id.startsWith(prefix)) : [];
      return found.length === 1 ? (found[0] ?? null) : null;
    },
  };
}

function isWanted({ signal }: LedgerEntry, query: SignalQuery): boolean {
  const { symbol, timeframe, family, beforeMs, closedBy } = query;
  const { series, closeTimeMs } = signal;
  return (
    (symbol === undefined || series.symbol === symbol) &&
    (timeframe === undefined || series.timeframe === timeframe) &&
    (family === undefined || signal.family === family) &&
    (beforeMs === undefined || signal.createdAtMs < beforeMs) &&
    (closedBy === undefined ||
      closedBy.some(
        (each) =>
          each.family === signal.family && each.timeframe === series.timeframe && closeTimeMs <= each.closeTimeMs,
      ))
  );
}

const untouched = (planned: PlannedDelivery): Delivery => ({
  ...planned,
  ...{ state: 'pending', attempt: 0, messageId: null, sentAtMs: null, form: 'text', outcomeShown: false, error: null },
});
