import type { LedgerEntry } from '../../engine/ports.ts';
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
export function readerSignal({ signal, outcome, deliveries }: LedgerEntry): ReaderSignal {
  const sent = deliveries.flatMap(({ sentAtMs }) => (sentAtMs === null ? [] : [sentAtMs]));
  const deliveredAtMs = sent.length === 0 ? null : Math.min(...sent);
  return { signal, outcome, sentAtMs: deliveredAtMs ?? signal.createdAtMs, deliveredAtMs };
}
