import type { DecimalMark } from './number-text.ts';
import type { Role } from './role.ts';
import type { SourceClock } from './time/clock.ts';
import type { DateOrder, TimeForm } from './time/time-text.ts';
import type { NamedZone } from './time/zone-in-name.ts';

/** What a person states about a file that the file itself may not contain. */
export interface FileReading {
  /** Clock of the times; null: those without a zone are UTC. */
  readonly clock: SourceClock | null;
  /** Names of the columns in order ("-" for one not to be read), instead of the file's header. */
  readonly columns: readonly string[] | null;
  /** What one unit of a price is worth; null: found out. */
  readonly pointSize: number | null;
  /** What 01/02/2024 means; null: found out. */
  readonly dates: DateOrder | null;
  /** What "43,921" means; null: found out. */
  readonly decimal: DecimalMark | null;
  /** When the file is read: a candle that is not over by then is left out, one that opens later refused. Absent: all are over. */
  readonly nowMs?: number;
}

/** Nothing stated: all is read from the file. */
export const AS_WRITTEN: FileReading = { clock: null, columns: null, pointSize: null, dates: null, decimal: null };

/** A file's reading with what else must be known of it. */
export interface ImportOptions extends FileReading {
  /** For messages. */
  readonly name: string;
  /** Unified symbol: its base and quote decide which volume is which, a fiat pair may be written in points. */
  readonly symbol: string;
  /** Length of a candle in milliseconds, from which the open of a candle stamped with its close follows; null when not known. */
  readonly candleMs: number | null;
}

/** How a file turned out to be written. */
export interface FileLayout {
  readonly format: 'csv' | 'json';
  /** Role of each column in order, null for one that is not read. */
  readonly columns: readonly (Role | null)[];
  readonly columnsFrom: 'header' | 'rows' | 'option';
  /** Lines before the header or the first row that are neither, and empty lines among the rows. */
  readonly bannerLines: number;
  readonly blankLines: number;
  /** Lines among or after the rows that are no rows: repeated headers, comments, footers. */
  readonly otherLines: number;
  readonly times: TimeForm;
  /** Whether the times were those of the close; the rows have those of the open. */
  readonly stampedWithClose: boolean;
  /** The stated clock, "UTC" for times with a zone, "UTC (assumed)" for those without. */
  readonly clock: string;
  readonly order: 'oldest first' | 'newest first' | 'mixed';
  readonly pointSize: number;
}

/** Cells of a file by role, in the file's order; NaN for a cell that could not be read. Times are of the open or of the close. */
export interface CellTable {
  readonly length: number;
  readonly cells: ReadonlyMap<Role, Float64Array>;
  readonly lines: Int32Array;
  /** What the file itself states about the clock of all its times. */
  readonly statedZone: NamedZone;
  readonly layout: Omit<FileLayout, 'clock' | 'order' | 'pointSize' | 'stampedWithClose'>;
}
