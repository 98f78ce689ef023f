/** Bins of one column in a histogram: 255 of values and one of missing values. */
export const BINS = 256;
/** The bin of NaN. */
export const MISSING_BIN = 255;
const MAX_EDGES = 254;
/** Columns whose bins share a word. */
export const COLUMNS_PER_WORD = 4;
/** Values of a column that its quantiles are estimated from: about 32 in each bin. */
const SAMPLE_ROWS = 8_192;
const GOLDEN_SHARE = 0.618_033_988_749_894_9;

/** Columns as small whole numbers, four to a word: the bin of row r in column f is byte f mod 4 of words[⌊f / 4⌋ · rows + r]. */
export interface BinnedColumns {
  readonly rows: number;
  readonly columns: number;
  readonly words: Int32Array;
  /** Ascending edges of each column. A value's bin is the number of edges below it. */
  readonly edges: readonly Float64Array[];
  /** Whether a column has missing values among the rows. */
  readonly hasMissing: readonly boolean[];
}

/** Known values of some entries spread evenly over all, ascending. The offsets jump about, so that no hour of the day is left out. */
function sortedSample(values: Float64Array): Float64Array {
  const wanted = Math.min(values.length, SAMPLE_ROWS);
  const stride = values.length / wanted;
  const sample = new Float64Array(wanted);
  let count = 0;
  for (let at = 0; at < wanted; at += 1) {
    const offset = wanted === values.length ? 0 : (at * GOLDEN_SHARE) % 1;
    const value = values[Math.floor((at + offset) * stride)] ?? Number.NaN;
    if (!Number.isNaN(value)) {
      sample[count] = value;
      count += 1;
    }
  }
  return sample.subarray(0, count).sort();
}

/** A number between two others, below the upper one also where they are neighbours; a 32-bit float where there is room for one. */
function between(lower: number, upper: number): number {
  const middle = Math.fround(lower / 2 + upper / 2);
  return middle < upper && middle >= lower ? middle : lower;
}

/** Where each run of equal values of an ascending list begins, and its length at the end. */
function runStarts(sorted: Float64Array): Int32Array {
  const starts = new Int32Array(sorted.length + 1);
  let count = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    if (at === 0 || sorted[at] !== sorted[at - 1]) {
      starts[count] = at;
      count += 1;
    }
  }
  starts[count] = sorted.length;
  return starts.subarray(0, count + 1);
}

/**
 * At most 254 ascending edges that cut the known values into bins of about equal size; a value that fills a bin alone gets one of its
 * own, and few distinct values one each. Estimated from a sample.
 */
export function quantileEdges(values: Float64Array, maxEdges: number = MAX_EDGES): Float64Array {
  const sorted = sortedSample(values);
  const starts = runStarts(sorted);
  const runs = starts.length - 1;
  const lengthOf = (run: number): number => (starts[run + 1] ?? 0) - (starts[run] ?? 0);
  const fair = runs <= maxEdges + 1 ? 1 : sorted.length / (maxEdges + 1);
  let heavy = 0;
  let heavyRows = 0;
  for (let run = 0; run < runs; run += 1) {
    if (lengthOf(run) >= fair) {
      heavy += 1;
      heavyRows += lengthOf(run);
    }
  }
  const size = fair === 1 ? 1 : (sorted.length - heavyRows) / Math.max(1, maxEdges - 2 * heavy);
  const edges = new Float64Array(maxEdges);
  let count = 0;
  let inBin = 0;
  for (let run = 0; run + 1 < runs && count < maxEdges; run += 1) {
    inBin += lengthOf(run);
    if (inBin < size && lengthOf(run) < fair && lengthOf(run + 1) < fair) continue;
    edges[count] = between(sorted[starts[run] ?? 0] ?? 0, sorted[starts[run + 1] ?? 0] ?? 0);
    count += 1;
    inBin = 0;
  }
  return edges.slice(0, count);
}

/** Edges filled up with infinity to 255, for a search in eight steps that never branches. */
function searchable(edges: Float64Array): Float64Array {
  const padded = new Float64Array(BINS - 1).fill(Number.POSITIVE_INFINITY);
  padded.set(edges);
  return padded;
}

interface Target {
  readonly words: Int32Array;
  readonly offset: number;
  readonly shift: number;
}

/** Writes the bins of one column into its byte of the words. True when a value was missing. */
function binInto({ words, offset, shift }: Target, values: Float64Array, edges: Float64Array): boolean {
  const padded = searchable(edges);
  let missing = 0;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    let bin = Number(value > (padded[127] ?? 0)) << 7;
    bin += Number(value > (padded[bin + 63] ?? 0)) << 6;
    bin += Number(value > (padded[bin + 31] ?? 0)) << 5;
    bin += Number(value > (padded[bin + 15] ?? 0)) << 4;
    bin += Number(value > (padded[bin + 7] ?? 0)) << 3;
    bin += Number(value > (padded[bin + 3] ?? 0)) << 2;
    bin += Number(value > (padded[bin + 1] ?? 0)) << 1;
    bin += Number(value > (padded[bin] ?? 0));
    if (Number.isNaN(value)) {
      bin = MISSING_BIN;
      missing += 1;
    }
    words[offset + row] = (words[offset + row] ?? 0) | (bin << shift);
  }
  return missing > 0;
}

/** Columns to bin, written one at a time into memory that is lent. */
export interface ColumnSource {
  readonly rows: number;
  readonly columns: number;
  readonly read: (column: number, into: Float64Array) => void;
}

/** Bins of every column, cut at its quantiles. */
export function binColumns({ rows, columns, read }: ColumnSource): BinnedColumns {
  const words = new Int32Array(Math.ceil(columns / COLUMNS_PER_WORD) * rows);
  const values = new Float64Array(rows);
  const edges: Float64Array[] = [];
  const hasMissing: boolean[] = [];
  for (let column = 0; column < columns; column += 1) {
    read(column, values);
    const own = quantileEdges(values);
    edges.push(own);
    hasMissing.push(binInto({ words, offset: (column >> 2) * rows, shift: (column & 3) * 8 }, values, own));
  }
  return { rows, columns, words, edges, hasMissing };
}
