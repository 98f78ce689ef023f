/** Cholesky factor of a positive definite matrix (row-major, lower triangle read), in place in its lower triangle. */
export function choleskyFactor(matrix: Float64Array, size: number): void {
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let sum = matrix[a * size + b] ?? 0;
      for (let k = 0; k < b; k += 1) sum -= (matrix[a * size + k] ?? 0) * (matrix[b * size + k] ?? 0);
      // A hair above zero keeps a column that repeats another from dividing by nothing.
      matrix[a * size + b] = a === b ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (matrix[b * size + b] ?? 1);
    }
  }
}

/** The solution of matrix · x = right from the matrix's factor. */
export function solveFactorised(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = Float64Array.from(right);
  for (let a = 0; a < size; a += 1) {
    let sum = solution[a] ?? 0;
    for (let k = 0; k < a; k += 1) sum -= (factor[a * size + k] ?? 0) * (solution[k] ?? 0);
    solution[a] = sum / (factor[a * size + a] ?? 1);
  }
  for (let a = size - 1; a >= 0; a -= 1) {
    let sum = solution[a] ?? 0;
    for (let k = a + 1; k < size; k += 1) sum -= (factor[k * size + a] ?? 0) * (solution[k] ?? 0);
    solution[a] = sum / (factor[a * size + a] ?? 1);
  }
  return solution;
}

/** The diagonal of the inverse of a matrix from its factor. */
export function inverseDiagonal(factor: Float64Array, size: number): Float64Array {
  const diagonal = new Float64Array(size);
  const column = new Float64Array(size);
  for (let b = 0; b < size; b += 1) {
    // Column b of the factor's inverse: the squares of its entries add up to the entry of the diagonal.
    let squares = 0;
    for (let a = b; a < size; a += 1) {
      let sum = a === b ? 1 : 0;
      for (let k = b; k < a; k += 1) sum -= (factor[a * size + k] ?? 0) * (column[k] ?? 0);
      const entry = sum / (factor[a * size + a] ?? 1);
      column[a] = entry;
      squares += entry * entry;
    }
    diagonal[b] = squares;
  }
  return diagonal;
}
