/** Bins of the day that a problem may have besides its columns. */
export const HOURS = 24;

/** Which hour each row belongs to, and the columns (by number) whose weight may differ from hour to hour. */
export interface HourBlock {
  readonly hour: Uint8Array;
  readonly partners: readonly number[];
}

/** The columns of a logistic problem: [1, ...design, then per hour: 1 and every partner, each HOURS long]. */
export interface LogisticColumns {
  /** Standardised columns of equal length. */
  readonly design: readonly Float64Array[];
  readonly hours: HourBlock | null;
}

/** Number of weights: bias, columns, hours. */
export function sizeOf({ design, hours }: LogisticColumns): number {
  return 1 + design.length + (hours === null ? 0 : HOURS * (1 + hours.partners.length));
}

const TILE_ROWS = 512;

/** Sums of left · right per hour; null stands for a column of ones. */
function hourlySums(hour: Uint8Array, left: Float64Array | null, right: Float64Array | null): Float64Array {
  const sums = new Float64Array(HOURS);
  for (let row = 0; row < hour.length; row += 1) {
    const product = (left === null ? 1 : (left[row] ?? 0)) * (right === null ? 1 : (right[row] ?? 0));
    const bin = hour[row] ?? 0;
    sums[bin] = (sums[bin] ?? 0) + product;
  }
  return sums;
}

/** Fills the rows of XᵀX that belong to the hours. Two hours never meet in one row: between their blocks only the diagonals are filled. */
function addHours({ design }: LogisticColumns, { hour, partners }: HourBlock, matrix: Float64Array): void {
  const factors = [null, ...partners.map((partner) => design[partner] ?? null)];
  const start = 1 + design.length;
  const size = start + HOURS * factors.length;
  factors.forEach((factor, block) => {
    const first = start + block * HOURS;
    [null, ...design].forEach((column, b) => {
      hourlySums(hour, column, factor).forEach((sum, bin) => {
        matrix[(first + bin) * size + b] = sum;
      });
    });
    for (let other = 0; other <= block; other += 1) {
      hourlySums(hour, factors[other] ?? null, factor).forEach((sum, bin) => {
        matrix[(first + bin) * size + start + other * HOURS + bin] = sum;
      });
    }
  });
}

/** Adds the products of column `a` with columns 0…a over rows [from, to) to row a + 1 of the matrix, four at a time. */
function addRow(design: readonly Float64Array[], a: number, { matrix, size, from, to }: Block): void {
  const left = design[a] ?? matrix;
  for (let b = 0; b <= a; b += 4) {
    const c0 = design[b] ?? left;
    const [c1 = c0, c2 = c0, c3 = c0] = [design[b + 1], design[b + 2], design[b + 3]];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let row = from; row < to; row += 1) {
      const value = left[row] ?? 0;
      s0 += value * (c0[row] ?? 0);
      s1 += value * (c1[row] ?? 0);
      s2 += value * (c2[row] ?? 0);
      s3 += value * (c3[row] ?? 0);
    }
    const last = Math.min(4, a + 1 - b);
    const first = (a + 1) * size + b + 1;
    [s0, s1, s2, s3].forEach((sum, at) => {
      if (at < last) matrix[first + at] = (matrix[first + at] ?? 0) + sum;
    });
  }
}

interface Block {
  readonly matrix: Float64Array;
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** XᵀX of the columns, lower triangle, row-major; row 0 is the bias. */
function crossProducts(columns: LogisticColumns, rows: number): Float64Array {
  const { design, hours } = columns;
  const size = sizeOf(columns);
  const matrix = new Float64Array(size * size);
  matrix[0] = rows;
  for (let from = 0; from < rows; from += TILE_ROWS) {
    const to = Math.min(rows, from + TILE_ROWS);
    for (let a = 0; a < design.length; a += 1) {
      const left = design[a] ?? matrix;
      let sum = 0;
      for (let row = from; row < to; row += 1) sum += left[row] ?? 0;
      matrix[(a + 1) * size] = (matrix[(a + 1) * size] ?? 0) + sum;
      addRow(design, a, { matrix, size, from, to });
    }
  }
  if (hours !== null) addHours(columns, hours, matrix);
  return matrix;
}

/** Rows that an estimated bound is made of, and the room left for what they do not show. */
const SAMPLE_ROWS = 8_192;
const SAMPLE_MARGIN = 1.08;

/** Copies every stride-th value of a column. */
function thin<T extends Float64Array | Uint8Array>(column: T, into: T, stride: number): T {
  for (let at = 0; at < into.length; at += 1) into[at] = column[at * stride] ?? 0;
  return into;
}

/** `rows` rows of the columns, every stride-th. */
function thinned({ design, hours }: LogisticColumns, rows: number, stride: number): LogisticColumns {
  return {
    design: design.map((column) => thin(column, new Float64Array(rows), stride)),
    hours: hours === null ? null : { ...hours, hour: thin(hours.hour, new Uint8Array(rows), stride) },
  };
}

/**
 * ¼·XᵀX: what the Hessian of the log loss never exceeds (Böhning and Lindsay 1988) and, with scores near ½, nearly is.
 * With many rows, and unless `isExact`, estimated from a sample.
 */
export function informationOf(columns: LogisticColumns, rows: number, isExact: boolean): Float64Array {
  const stride = isExact ? 1 : Math.max(1, Math.floor(rows / SAMPLE_ROWS));
  const isEstimate = stride > 1;
  const sampled = Math.floor(rows / stride);
  const matrix = crossProducts(isEstimate ? thinned(columns, sampled, stride) : columns, sampled);
  const scale = (isEstimate ? stride * SAMPLE_MARGIN : 1) / 4;
  for (let at = 0; at < matrix.length; at += 1) matrix[at] = (matrix[at] ?? 0) * scale;
  return matrix;
}

/** Whether informationOf would estimate. */
export function isEstimated(rows: number): boolean {
  return Math.floor(rows / SAMPLE_ROWS) > 1;
}
