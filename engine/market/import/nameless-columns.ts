/** Columns of a file without a header. */
export interface NamelessColumns {
  readonly name: string;
  readonly length: number;
  /** The column of times, and the one with the time of day where that stands apart. */
  readonly timeField: number;
  readonly clockField: number | null;
  /** All columns in the file's order, NaN where a cell is no number; times in milliseconds. */
  readonly columns: readonly Float64Array[];
}

/** The median of the numbers in a column, NaN when most cells are none. */
export function median(column: Float64Array): number {
  const numbers = column.filter((value) => !Number.isNaN(value)).sort();
  return numbers.length * 2 > column.length ? (numbers[numbers.length >> 1] ?? Number.NaN) : Number.NaN;
}
