import type { SeriesKey } from '../market/series.ts';
import type { RowFinding } from './row-finding.ts';
import type { VenueErrorCode } from './venue-error.ts';

/** What a venue reports: a line of log and a metric each. `detail`: the message of the error, for whoever mends it. */
export type VenueEvent =
  | {
      readonly type: 'retried';
      readonly exchangeId: string;
      readonly code: VenueErrorCode;
      readonly attempt: number;
      readonly afterMs: number;
      readonly detail: string;
    }
  /** Nobody asks the venue for this long. */
  | {
      readonly type: 'paused';
      readonly exchangeId: string;
      readonly code: VenueErrorCode;
      readonly forMs: number;
      readonly detail: string;
    }
  | { readonly type: 'recovered'; readonly exchangeId: string }
  /** The venue refused this series: it is left alone for so long, longer after each refusal in a row, then tried again. */
  | {
      readonly type: 'quarantined';
      readonly exchangeId: string;
      readonly series: SeriesKey;
      readonly code: VenueErrorCode;
      readonly forMs: number;
      readonly detail: string;
    }
  /** A series that was refused is answered again. */
  | { readonly type: 'released'; readonly exchangeId: string; readonly series: SeriesKey }
  /** The venue shuts us out: nobody asks it for so long. */
  | {
      readonly type: 'disabled';
      readonly exchangeId: string;
      readonly code: VenueErrorCode;
      readonly forMs: number;
      readonly detail: string;
    }
  /** The venue's clock less ours; level "fine" when it is back. */
  | {
      readonly type: 'clock-skew';
      readonly exchangeId: string;
      readonly skewMs: number;
      readonly level: 'fine' | 'warn' | 'stop';
    }
  /** Rows of an answer were wrong and left out, or are missing. */
  | {
      readonly type: 'rows-suspect';
      readonly exchangeId: string;
      readonly series: SeriesKey;
      readonly findings: readonly RowFinding[];
    };

/** Takes one event. */
export type VenueListener = (event: VenueEvent) => void;
