/** The factor of a symmetric positive definite matrix, ready to solve with. */
export interface Cholesky {
  /** The x with A·x = b. */
  readonly solve: (b: Float64Array) => Float64Array;
  /** The whole inverse, row-major. */
  readonly inverse: () => Float64Array;
}

/** A pivot below this share of its diagonal entry is rounding error: the matrix is singular. */
const pivotShareMin = 1e-13;

/** Σ a[i + k]·b[j + k] over k < length: every loop below runs along two rows, which is what makes it fast. */
const dot = (a: Float64Array, i: number, b: Float64Array, j: number, length: number): number => {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[i + k]! * b[j + k]!;
  return sum;
};

/** The lower factor L with A = L·Lᵀ; undefined where A is not positive definite. */
const lowerFactor = (matrix: Float64Array, order: number): Float64Array | undefined => {
  const lower = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    const row = i * order;
    for (let j = 0; j < i; j++) {
      const column = j * order;
      lower[row + j] = (matrix[row + j]! - dot(lower, row, lower, column, j)) / lower[column + j]!;
    }
    const pivot = matrix[row + i]! - dot(lower, row, lower, row, i);
    // Written so that NaN fails as well.
    if (!(pivot > pivotShareMin * matrix[row + i]!)) return undefined;
    lower[row + i] = Math.sqrt(pivot);
  }
  return lower;
};

const solveWith = (lower: Float64Array, order: number, b: Float64Array): Float64Array => {
  const x = Float64Array.from(b);
  for (let i = 0; i < order; i++) {
    x[i] = (x[i]! - dot(lower, i * order, x, 0, i)) / lower[i * order + i]!;
  }
  for (let i = order - 1; i >= 0; i--) {
    const value = x[i]! / lower[i * order + i]!;
    x[i] = value;
    for (let j = 0; j < i; j++) x[j] = x[j]! - lower[i * order + j]! * value;
  }
  return x;
};

/** A⁻¹ = L⁻ᵀ·L⁻¹, with row c of `columns` holding column c of L⁻¹, which is zero above c. */
const inverseOf = (lower: Float64Array, order: number): Float64Array => {
  const columns = new Float64Array(order * order);
  for (let c = 0; c < order; c++) {
    const at = c * order;
    columns[at + c] = 1 / lower[at + c]!;
    for (let i = c + 1; i < order; i++) {
      const row = i * order;
      columns[at + i] = -dot(lower, row + c, columns, at + c, i - c) / lower[row + i]!;
    }
  }
  const inverse = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) {
      const value = dot(columns, i * order + i, columns, j * order + i, order - i);
      inverse[i * order + j] = value;
      inverse[j * order + i] = value;
    }
  }
  return inverse;
};

/** Factorises a row-major symmetric matrix, of which only the lower triangle is read; undefined where it is singular. */
export const factorise = (matrix: Float64Array, order: number): Cholesky | undefined => {
  const lower = lowerFactor(matrix, order);
  if (lower === undefined) return undefined;
  return {
    solve: (b) => solveWith(lower, order, b),
    inverse: () => inverseOf(lower, order),
  };
};
