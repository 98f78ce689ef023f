/** One split inside the training side: row numbers to fit on and to validate on. */
export interface PurgedFold {
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

/** When rows were decided, how long a label takes, and how much room to leave after a validation block. */
export interface PurgedFoldInput {
  readonly rows: Int32Array;
  readonly closeTimeMs: Float64Array;
  /** Time from the decision to the end of its label. */
  readonly labelMs: number;
  readonly embargoMs: number;
}

/**
 * k blocks of neighbouring time, each validated once by what was fitted on the others, without rows whose label touches the block and
 * without those within the embargo after it (López de Prado 2018, "Advances in financial machine learning", chapter 7).
 */
export function purgedFolds({ rows, closeTimeMs, labelMs, embargoMs }: PurgedFoldInput, k = 5): readonly PurgedFold[] {
  const timeOf = (row: number): number => closeTimeMs[row] ?? Number.NaN;
  const times = Float64Array.from(rows, timeOf).sort();
  const bounds = Array.from({ length: k + 1 }, (_, block) =>
    block === k
      ? Number.POSITIVE_INFINITY
      : (times[Math.floor((block * times.length) / k)] ?? Number.POSITIVE_INFINITY),
  );
  return Array.from({ length: k }, (_, block) => {
    const from = bounds[block] ?? 0;
    const end = bounds[block + 1] ?? 0;
    return {
      training: rows.filter((row) => timeOf(row) + labelMs <= from || timeOf(row) >= end + embargoMs),
      validation: rows.filter((row) => timeOf(row) >= from && timeOf(row) < end),
    };
  });
}
