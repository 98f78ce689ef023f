import type { LedgerEntry } from '../../engine/ports.ts';
import { deliveredAtMs } from '../../engine/signals/delivery.ts';
import type { Outcome, Signal } from '../../engine/signals/signal.ts';

/** A signal and how it ended, as messages, charts, pages and the API show one. The outcome is the ledger's: nobody computes it again. */
export interface ShownSignal {
  readonly signal: Signal;
  /** Null until the next candle has closed. */
  readonly outcome: Outcome | null;
}

/** A signal as a reader gets it: without the chats it was sent to. */
export interface ReaderSignal extends ShownSignal {
  /** When it was first sent; when it was made, where it has been sent to nobody. */
  readonly sentAtMs: number;
  /** When somebody first got it; null while nobody has. */
  readonly deliveredAtMs: number | null;
}

/** A row of the ledger as readers get it. */
export function readerSignal(entry: LedgerEntry): ReaderSignal {
  const { signal, outcome } = entry;
  const sentMs = deliveredAtMs(entry);
  return { signal, outcome, sentAtMs: sentMs ?? signal.createdAtMs, deliveredAtMs: sentMs };
}
