import type { SourceClock } from './clock.ts';
import type { Role } from './roles.ts';
import type { TimeForm } from './time-text.ts';

/** What a person states about a file that the file itself may not say. */
export interface ImportOptions {
  /** For messages. */
  readonly name: string;
  /** Unified symbol: its base and quote tell volumes apart, a fiat pair may be written in points. */
  readonly symbol: string;
  /** Clock of the times; null: those without a zone are UTC. */
  readonly clock: SourceClock | null;
  /** Names of the columns in order ("-" for one not to be read), instead of the file's header. */
  readonly columns: readonly string[] | null;
  /** What one unit of a price is worth; null: found out. */
  readonly pointSize: number | null;
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
  readonly times: TimeForm;
  /** The stated clock, "UTC" for times that say so themselves, "UTC (assumed)" for those that say nothing. */
  readonly clock: string;
  readonly order: 'oldest first' | 'newest first' | 'mixed';
  readonly pointSize: number;
}

/** Cells of a file by role, in the file's order; NaN for a cell that could not be read. */
export interface CellTable {
  readonly length: number;
  readonly cells: ReadonlyMap<Role, Float64Array>;
  readonly lines: Int32Array;
  readonly layout: Pick<FileLayout, 'format' | 'columns' | 'columnsFrom' | 'bannerLines' | 'blankLines' | 'times'>;
}
