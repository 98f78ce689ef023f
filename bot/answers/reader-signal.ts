import type { LedgerEntry } from '../../engine/ports.ts';
import { deliveredAtMs } from '../../engine/signals/delivery.ts';
import type { Outcome, PositionStep, Signal } from '../../engine/signals/signal.ts';

/** A signal and how it ended, as messages, charts, pages and the API show one. The outcome is the ledger's: nobody computes it again. */
export interface ShownSignal {
  readonly signal: Signal;
  /** What was published of its position since; empty for a signal about the next candle. */
  readonly steps: readonly PositionStep[];
  /** Null until the next candle has closed, or what a position was left at is known. */
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
  const { signal, steps, outcome } = entry;
  const sentMs = deliveredAtMs(entry);
  return { signal, steps, outcome, sentAtMs: sentMs ?? signal.createdAtMs, deliveredAtMs: sentMs };
}
