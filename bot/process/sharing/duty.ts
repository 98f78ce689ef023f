import type { SeriesKey } from '../../../engine/market/series.ts';

/** Who does the work, where several processes share a database. */
export interface Duty {
  /** Whether this process may begin now what one process alone does: sending, jobs, models. */
  readonly leads: () => boolean;
  /** Whether it may begin to walk a series now. */
  readonly walks: (series: SeriesKey) => boolean;
  /** Takes over what other processes have stored; true where that was a newer candle. */
  readonly follow: () => Promise<boolean>;
  /** At a close: waits a moment for what others fetch and decide; `onAnswered` is called for what may have to be sent. Never rejects. */
  readonly followClose: (onAnswered: () => void) => Promise<void>;
}
