import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binColumns, type ColumnSource, MISSING_BIN, quantileEdges } from '../../../../engine/models/boosting/bins.ts';

/** Columns as they are. */
function sourceOf(columns: readonly Float64Array[]): ColumnSource {
  return {
    rows: columns[0]?.length ?? 0,
    columns: columns.length,
    read: (column, into) => into.set(columns[column] ?? []),
  };
}

/** The bin of a row as it was packed. */
function binOf({ words, rows }: { words: Int32Array; rows: number }, column: number, row: number): number {
  return ((words[(column >> 2) * rows + row] ?? 0) >>> ((column & 3) * 8)) & 255;
}

const anyValue = fc.oneof(
  fc.double({ noDefaultInfinity: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, Number.NaN),
);

describe('bins', () => {
  it('are the number of edges below a value, 255 where it is missing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyValue, { minLength: 40, maxLength: 40 }), { minLength: 1, maxLength: 6 }),
        (lists) => {
          const columns = lists.map((list) => Float64Array.from(list));
          const binned = binColumns(sourceOf(columns));
          columns.forEach((values, column) => {
            const edges = binned.edges[column] ?? new Float64Array(0);
            expect(edges).toEqual(edges.toSorted());
            expect(binned.hasMissing[column]).toBe(values.some((value) => Number.isNaN(value)));
            values.forEach((value, row) => {
              const expected = Number.isNaN(value) ? MISSING_BIN : edges.filter((edge) => value > edge).length;
              expect(binOf(binned, column, row)).toBe(expected);
            });
          });
        },
      ),
    );
  });

  it('tell every distinct value apart while there are at most 255', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 255 }),
        (list) => {
          const values = Float64Array.from(list);
          const binned = binColumns(sourceOf([values]));
          const bins = new Set(values.map((_, row) => binOf(binned, 0, row)));
          // +0 and −0 are equal numbers.
          expect(bins.size).toBe(new Set(list.map((value) => (value === 0 ? 0 : value))).size);
        },
      ),
    );
  });

  it('hold about equally many of many values, and a frequent value has its own', () => {
    const values = Float64Array.from({ length: 50_000 }, (_, row) =>
      row % 5 === 0 ? 0.25 : ((row * 7_919) % 50_000) / 50_000,
    );
    const edges = quantileEdges(values);
    expect(edges.length).toBeGreaterThan(240);
    expect(edges.length).toBeLessThanOrEqual(254);
    const counts = new Float64Array(edges.length + 1);
    for (const value of values)
      counts[edges.filter((edge) => value > edge).length] =
        1 + (counts[edges.filter((edge) => value > edge).length] ?? 0);
    const own = edges.filter((edge) => edge < 0.25).length;
    expect(counts[own]).toBeLessThan(10_300);
    expect(counts[own]).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...counts.filter((_, bin) => bin !== own))).toBeLessThan(3 * (40_000 / 254));
  });

  it('see every hour of a day that repeats', () => {
    const hours = Float64Array.from({ length: 48_000 }, (_, row) => row % 24);
    expect(quantileEdges(hours)).toEqual(Float64Array.from({ length: 23 }, (_, hour) => hour + 0.5));
  });

  it('are none for a column that is missing everywhere', () => {
    expect(quantileEdges(new Float64Array(50).fill(Number.NaN))).toHaveLength(0);
  });
});
