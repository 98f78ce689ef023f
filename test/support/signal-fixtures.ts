import type { LedgerEntry, SignalQuery } from '../../engine/ports.ts';
import type { Outcome, Signal } from '../../engine/signals/signal.ts';
import { signalId } from '../../engine/signals/signal.ts';
import type { RecordLine } from '../../engine/signals/track-record.ts';
import { HOUR_MS } from '../../engine/time.ts';

/** 2024-05-12 14:00 UTC. */
export const CLOSE_TIME_MS = Date.UTC(2024, 4, 12, 14);

/** A BUY of BTC/USDT at 65,432.10 with everything usual; `changes` replaces fields. The id follows from them. */
export function signalOf(changes: Partial<Signal> = {}): Signal {
  const signal: Omit<Signal, 'id'> = {
    family: 'next-candle',
    series: { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
    closeTimeMs: CLOSE_TIME_MS,
    side: 'BUY',
    probabilityUp: 0.583,
    confidence: 0.583,
    entry: 65_432.1,
    stop: 64_900,
    target: 66_200,
    expectedValueBps: 4.2,
    costBps: 20,
    dataQuality: { stamp: 'green', reasons: [] },
    modelVersion: 'logistic-2024-05-01-a1b2c3',
    marketSource: 'live',
    createdAtMs: CLOSE_TIME_MS + 2_000,
    ...changes,
  };
  return { id: signalId(signal.series, signal.closeTimeMs, signal.modelVersion), ...signal, ...changes };
}

/** How the BUY of signalOf ended: up 0.64 %. */
export function outcomeOf(changes: Partial<Outcome> = {}): Outcome {
  return {
    type: 'right',
    open: 65_430,
    high: 65_990,
    low: 65_300,
    close: 65_850,
    returnBps: 63.98,
    settledAtMs: CLOSE_TIME_MS + HOUR_MS + 2_000,
    ...changes,
  };
}

export function entryOf(signal: Signal = signalOf(), outcome: Outcome | null = null): LedgerEntry {
  return { signal, outcome, deliveries: [] };
}

export const RECORD: RecordLine = {
  count: 420,
  right: 231,
  wrong: 183,
  flat: 4,
  void: 2,
  accuracy: 231 / 414,
  accuracyInterval: [0.51, 0.605],
  reversalAccuracy: 0.541,
  averageReturnBps: 3.1,
};

/** Whether a query that is bounded by closes shows a signal. */
export function isClosedBy({ series, closeTimeMs }: Signal, closedBy: SignalQuery['closedBy']): boolean {
  return closedBy?.some((each) => each.timeframe === series.timeframe && closeTimeMs <= each.closeTimeMs) ?? true;
}
