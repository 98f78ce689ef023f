import { BINS, type BinnedColumns, COLUMNS_PER_WORD } from './bins.ts';

/** Rows of a node: row numbers (null: all rows) with their packed gradients in the same order. */
export interface NodeRows {
  readonly gradients: Float64Array;
  readonly order: Int32Array | null;
}

const FLOATS_PER_WORD = COLUMNS_PER_WORD * BINS;

/** Room for the histograms of every column: sums of packed gradients, bin after bin, column after column. */
export function emptyHistogram(columns: number): Float64Array {
  return new Float64Array(Math.ceil(columns / COLUMNS_PER_WORD) * FLOATS_PER_WORD);
}

function addInOrder(words: Int32Array, gradients: Float64Array, sums: Float64Array): void {
  for (let row = 0; row < words.length; row += 1) {
    const word = words[row] ?? 0;
    const gradient = gradients[row] ?? 0;
    const a = word & 255;
    const b = 256 + ((word >>> 8) & 255);
    const c = 512 + ((word >>> 16) & 255);
    const d = 768 + (word >>> 24);
    sums[a] = (sums[a] ?? 0) + gradient;
    sums[b] = (sums[b] ?? 0) + gradient;
    sums[c] = (sums[c] ?? 0) + gradient;
    sums[d] = (sums[d] ?? 0) + gradient;
  }
}

function addByIndex(
  words: Int32Array,
  { order, gradients }: { readonly order: Int32Array; readonly gradients: Float64Array },
  sums: Float64Array,
): void {
  for (let at = 0; at < order.length; at += 1) {
    const word = words[order[at] ?? 0] ?? 0;
    const gradient = gradients[at] ?? 0;
    const a = word & 255;
    const b = 256 + ((word >>> 8) & 255);
    const c = 512 + ((word >>> 16) & 255);
    const d = 768 + (word >>> 24);
    sums[a] = (sums[a] ?? 0) + gradient;
    sums[b] = (sums[b] ?? 0) + gradient;
    sums[c] = (sums[c] ?? 0) + gradient;
    sums[d] = (sums[d] ?? 0) + gradient;
  }
}

/** Sums the gradients of a node's rows into the histograms of the given words of columns; the others are left as they are. */
export function fillHistogram(
  { words, rows }: BinnedColumns,
  { gradients, order }: NodeRows,
  { sums, groups }: { readonly sums: Float64Array; readonly groups: readonly number[] },
): void {
  for (const group of groups) {
    const into = sums.subarray(group * FLOATS_PER_WORD, (group + 1) * FLOATS_PER_WORD).fill(0);
    const from = group * rows;
    const own = words.subarray(from, from + rows);
    if (order === null) addInOrder(own, gradients, into);
    else addByIndex(own, { order, gradients }, into);
  }
}

/** What is left of a parent's histogram without one child's: the other child's, in place; only for the given words of columns. */
export function subtractHistogram(parent: Float64Array, child: Float64Array, groups: readonly number[]): void {
  for (const group of groups) {
    const to = (group + 1) * FLOATS_PER_WORD;
    for (let at = group * FLOATS_PER_WORD; at < to; at += 1) parent[at] = (parent[at] ?? 0) - (child[at] ?? 0);
  }
}
