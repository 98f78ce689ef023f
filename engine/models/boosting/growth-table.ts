import { type BinnedColumns, binColumns, type ColumnSource } from './bins.ts';
import { createForestInputs, emptyForest, packTree } from './forest.ts';
import { createForestKernel } from './forest-kernel.ts';
import type { BoostingTree } from './tree.ts';

/** What trees are grown on: rows in bins with their labels, and what the trees grown so far answer for each row. */
export interface GrowthTable {
  readonly binned: BinnedColumns;
  /** 1 or 0 per row. */
  readonly labels: Uint8Array;
  /** Rows of one observation: itself, or itself and its mirror image. Row r + k · observations is copy k of observation r. */
  readonly copies: number;
  readonly observations: number;
  /** Log-odds per row, to be set to a start and added to by `addTree`. */
  readonly margins: Float64Array;
  addTree(tree: BoostingTree): void;
}

/** What a table is made from. */
export interface GrowthSource {
  readonly source: ColumnSource;
  readonly labels: Uint8Array;
  readonly copies: number;
  readonly maxDepth: number;
}

/** Bins the rows, and lays their values out for the kernel that scores them. */
export function createGrowthTable({ source, labels, copies, maxDepth }: GrowthSource): GrowthTable {
  const binned = binColumns(source);
  const { edges, hasMissing } = binned;
  const inputs = createForestInputs(hasMissing);
  const tree = emptyForest(1, maxDepth);
  edges.forEach((own, column) => {
    // A column of one value, or of none, is never cut.
    if (own.length === 0) return;
    inputs.slotOf(column, false);
    inputs.slotOf(column, true);
  });
  const kernel = createForestKernel({ depth: maxDepth, rows: source.rows, inputs: inputs.inputs.length, trees: 1 });
  const values = new Float64Array(source.rows);
  let read = -1;
  inputs.inputs.forEach(({ column, missingAs }, at) => {
    if (column !== read) source.read(column, values);
    read = column;
    const into = kernel.input(at);
    for (let row = 0; row < values.length; row += 1) {
      const value = values[row] ?? 0;
      into[row] = Number.isNaN(value) ? missingAs : value;
    }
  });
  return {
    binned,
    labels,
    copies,
    observations: source.rows / copies,
    margins: kernel.margins.subarray(0, source.rows),
    addTree(grown) {
      packTree(grown, { into: tree, at: 0 }, inputs);
      kernel.add(tree, { from: 0, to: 1, rows: source.rows });
    },
  };
}
