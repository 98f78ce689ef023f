import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binColumns } from '../../../../engine/models/boosting/bins.ts';
import { HIGHEST_THRESHOLD } from '../../../../engine/models/boosting/forest.ts';
import { packGradients, packingFor } from '../../../../engine/models/boosting/gradients.ts';
import { createTreeGrower, type TreeRules } from '../../../../engine/models/boosting/grower.ts';
import { createGrowthTable } from '../../../../engine/models/boosting/growth-table.ts';
import { emptyHistogram, fillHistogram, subtractHistogram } from '../../../../engine/models/boosting/histogram.ts';
import type { BoostingTree } from '../../../../engine/models/boosting/tree.ts';
import { createRandom } from '../../../../engine/random.ts';

const RULES: TreeRules = {
  maxDepth: 3,
  maxLeaves: 8,
  learningRate: 1,
  l2: 1,
  minLeafRows: 5,
  minLeafHessian: 0,
  minGain: 0,
};

interface Sample {
  readonly columns: readonly Float64Array[];
  readonly labels: Uint8Array;
}

/** Columns of few values, the second with holes; the label leans on the first two. */
function sample(rows: number, seed: number): Sample {
  const random = createRandom(seed);
  const columns = [0, 1, 2, 3, 4].map(() => Float64Array.from({ length: rows }, () => Math.floor(12 * random())));
  columns[1]?.forEach((_, row, values) => {
    if (random() < 0.2) values[row] = Number.NaN;
  });
  const leaning = (row: number): number => (columns[0]?.[row] ?? 0) / 12 + (Number.isNaN(columns[1]?.[row]) ? 0.3 : 0);
  return {
    columns,
    labels: Uint8Array.from({ length: rows }, (_, row) => Number(random() < 0.2 + 0.5 * leaning(row))),
  };
}

function grow({ columns, labels }: Sample, rules: Partial<TreeRules> = {}) {
  const read = (column: number, into: Float64Array): void => into.set(columns[column] ?? []);
  const binned = binColumns({ rows: labels.length, columns: columns.length, read });
  const packing = packingFor(labels.length);
  const gradients = new Float64Array(labels.length);
  packGradients({ margin: new Float64Array(labels.length), labels }, { bag: null, packing }, gradients);
  const tree = createTreeGrower(binned, { ...RULES, ...rules }, packing).grow({
    rows: null,
    gradients,
    groups: [0, 1],
  });
  return { tree, binned, gradients };
}

/** Where a row ends up, following values rather than bins. */
function leafOf(tree: BoostingTree, columns: readonly Float64Array[], row: number): number {
  let node = 0;
  for (let column = tree.column[0] ?? -1; column >= 0; column = tree.column[node] ?? -1) {
    const value = columns[column]?.[row] ?? Number.NaN;
    const right = Number.isNaN(value) ? tree.missingRight[node] === 1 : value > (tree.threshold[node] ?? 0);
    node = 2 * node + (right ? 2 : 1);
  }
  return node;
}

/** Gain of every cut of all rows by plain loops; at margin 0 a row's derivatives are ½ − y and ¼. */
function bestGain({ columns, labels }: Sample, { l2, minLeafRows }: TreeRules): number {
  const rows = [...labels.keys()];
  const scoreOf = (part: readonly number[]): number => {
    const first = part.reduce((sum, row) => sum + 0.5 - (labels[row] ?? 0), 0);
    return (first * first) / (0.25 * part.length + l2);
  };
  let best = 0;
  for (const values of columns) {
    for (const edge of new Set(values)) {
      for (const missingRight of [true, false]) {
        const goesRight = (row: number): boolean => {
          const value = values[row] ?? Number.NaN;
          return Number.isNaN(value) ? missingRight : !Number.isNaN(edge) && value > edge;
        };
        const right = rows.filter(goesRight);
        const left = rows.filter((row) => !goesRight(row));
        if (Math.min(right.length, left.length) < minLeafRows) continue;
        best = Math.max(best, scoreOf(left) + scoreOf(right) - scoreOf(rows));
      }
    }
  }
  return best;
}

describe('a tree', () => {
  it('cuts first where plain loops over all cuts find the largest gain', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 200 }), fc.nat(), (rows, seed) => {
        const data = sample(rows, seed);
        const { tree } = grow(data, { maxDepth: 1, maxLeaves: 2 });
        const scoreOf = (side: (row: number) => boolean): number => {
          const part = [...data.labels.keys()].filter(side);
          const first = part.reduce((sum, row) => sum + 0.5 - (data.labels[row] ?? 0), 0);
          return (first * first) / (0.25 * part.length + RULES.l2);
        };
        const gain =
          (tree.column[0] ?? -1) < 0
            ? 0
            : scoreOf((row) => leafOf(tree, data.columns, row) === 1) +
              scoreOf((row) => leafOf(tree, data.columns, row) === 2) -
              scoreOf(() => true);
        expect(gain).toBeCloseTo(bestGain(data, RULES), 1);
      }),
      { numRuns: 40 },
    );
  });

  it.each([1, 2, 3, 5])(
    'of %i levels adds to each row of its table the value of the leaf it falls into',
    (maxDepth) => {
      const data = sample(601, 4);
      const { tree } = grow(data, { maxDepth, maxLeaves: 2 ** maxDepth });
      const read = (column: number, into: Float64Array): void => into.set(data.columns[column] ?? []);
      const source = { rows: 601, columns: data.columns.length, read };
      const table = createGrowthTable({ source, labels: data.labels, copies: 1, maxDepth });
      table.margins.fill(0.25);
      table.addTree(tree);
      expect(table.margins).toEqual(
        Float64Array.from({ length: 601 }, (_, row) => 0.25 + (tree.value[leafOf(tree, data.columns, row)] ?? 0)),
      );
    },
  );

  it('of some rows and words is the tree of a table of those rows and words alone', () => {
    const data = sample(600, 8);
    const rows = Int32Array.from({ length: 250 }, (_, at) => 2 * at + (at % 3 === 0 ? 1 : 0));
    const few = {
      columns: data.columns.map((values) => Float64Array.from(rows, (row) => values[row] ?? 0)),
      labels: Uint8Array.from(rows, (row) => data.labels[row] ?? 0),
    };
    const { binned, gradients } = grow(data);
    const packing = packingFor(600);
    const onFew = createTreeGrower(binned, RULES, packing);
    // Used before: nothing of an earlier tree is left.
    onFew.grow({ rows: null, gradients, groups: [0, 1] });
    const tree = onFew.grow({ rows, gradients, groups: [0] });
    const alone = createTreeGrower(
      binColumns({
        rows: 250,
        columns: 4,
        read: (column: number, into: Float64Array) => into.set(few.columns[column] ?? []),
      }),
      RULES,
      packing,
    ).grow({ rows: null, gradients: Float64Array.from(rows, (row) => gradients[row] ?? 0), groups: [0] });
    // Missing values aside, which a node without any sends to its larger side.
    expect({ ...tree, missingRight: null }).toEqual({ ...alone, missingRight: null });
  });

  it('answers −ΣG / (ΣH + λ) in a leaf', () => {
    const data = sample(600, 5);
    const { tree } = grow(data);
    const leaves = new Set([...data.labels.keys()].map((row) => leafOf(tree, data.columns, row)));
    for (const leaf of leaves) {
      const rows = [...data.labels.keys()].filter((row) => leafOf(tree, data.columns, row) === leaf);
      const first = rows.reduce((sum, row) => sum + 0.5 - (data.labels[row] ?? 0), 0);
      expect(tree.value[leaf]).toBeCloseTo(-first / (0.25 * rows.length + RULES.l2), 2);
    }
  });

  it('keeps the rows of a leaf, the depth and the number of leaves within its rules', () => {
    for (const rules of [
      { maxLeaves: 5, minLeafRows: 20 },
      { maxDepth: 5, maxLeaves: 9, minLeafRows: 11 },
      { maxDepth: 1, maxLeaves: 2 },
      { minLeafRows: 400 },
    ]) {
      const data = sample(700, 6);
      const { tree } = grow(data, rules);
      const { maxDepth, maxLeaves, minLeafRows } = { ...RULES, ...rules };
      const counts = new Map<number, number>();
      for (const row of data.labels.keys()) {
        const leaf = leafOf(tree, data.columns, row);
        counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
      }
      expect(counts.size).toBeLessThanOrEqual(maxLeaves);
      expect(Math.max(...counts.keys())).toBeLessThan(2 ** (maxDepth + 1) - 1);
      expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(minLeafRows);
    }
  });

  it('sends missing values to the side where they fit, and cuts them off alone when that is best', () => {
    const holes = Float64Array.from({ length: 200 }, (_, row) => (row < 60 ? Number.NaN : row));
    const { tree } = grow(
      { columns: [holes], labels: Uint8Array.from(holes, (value) => Number(Number.isNaN(value))) },
      { maxDepth: 1 },
    );
    expect(tree.threshold[0]).toBe(HIGHEST_THRESHOLD);
    expect(tree.missingRight[0]).toBe(1);
    expect(tree.value[2]).toBeGreaterThan(1);
    for (const side of [0, 1]) {
      const labels = Uint8Array.from(holes, (value) => Number(Number.isNaN(value) ? side === 1 : value > 130));
      expect(grow({ columns: [holes], labels }, { maxDepth: 1 }).tree.missingRight[0]).toBe(side);
    }
  });
});

describe('a histogram', () => {
  it('sums what plain loops sum, and a child is its parent less its sibling', () => {
    const { binned, gradients } = grow(sample(500, 7));
    const order = Int32Array.from({ length: 180 }, (_, at) => (at * 37) % 500);
    const others = Int32Array.from(gradients.keys()).filter((row) => !order.includes(row));
    const groups = [0, 1];
    const histogramOf = (rows: Int32Array): Float64Array => {
      const sums = emptyHistogram(binned.columns);
      const own = Float64Array.from(rows, (row) => gradients[row] ?? 0);
      fillHistogram(binned, { gradients: own, order: rows }, { sums, groups });
      return sums;
    };
    const parent = emptyHistogram(binned.columns);
    fillHistogram(binned, { gradients, order: null }, { sums: parent, groups });
    const plain = new Float64Array(parent.length);
    for (let column = 0; column < 8; column += 1) {
      for (let row = 0; row < 500; row += 1) {
        const bin = ((binned.words[(column >> 2) * 500 + row] ?? 0) >>> ((column & 3) * 8)) & 255;
        plain[column * 256 + bin] = (plain[column * 256 + bin] ?? 0) + (gradients[row] ?? 0);
      }
    }
    expect(parent).toEqual(plain);
    subtractHistogram(parent, histogramOf(order), groups);
    expect(parent).toEqual(histogramOf(others));
  });
});
