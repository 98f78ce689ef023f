import type { FeatureMatrix } from '../../features/matrix.ts';
import { FEATURES } from '../../features/table.ts';
import type { Random } from '../../random.ts';
import type { ColumnSource } from './bins.ts';
import { HIGHEST_THRESHOLD } from './forest.ts';
import { type Mirroring, mirroringsOf } from './mirror.ts';
import { type BoostingTree, emptyTree } from './tree.ts';

/** A column that trees are grown on: a feature or, where null, the side up of the row: +1, or −1 for a mirror image. */
export interface GrownColumn {
  readonly feature: number | null;
  readonly mirroring: Mirroring;
}

/**
 * What trees are grown on. With mirror images, each row counts twice: as it is, and as the same market turned upside
 * down with the other outcome, which carries nearly the same information and halves the noise. What is not symmetric after all (a
 * drift, an hour at which prices are quoted lower) can still be learned from the columns that differ between a row and its
 * image: the side up, and the calendar in its own direction for each side.
 */
export interface GrownColumns {
  readonly columns: readonly GrownColumn[];
  readonly isMirrored: boolean;
}

/** Columns for features as they are. */
export function plainColumns(names: readonly string[]): GrownColumns {
  return { isMirrored: false, columns: names.map((_, feature) => ({ feature, mirroring: null })) };
}

/** Columns for rows and their mirror images. A feature whose image is unknown counts as missing in images. */
export function mirroredColumns(names: readonly string[]): GrownColumns {
  const mirrorings = mirroringsOf(names);
  const calendar = names.flatMap((name, feature) =>
    FEATURES.some((row) => row.name === name && row.group === 'calendar') ? [feature] : [],
  );
  return {
    isMirrored: true,
    columns: [
      ...names.map((_, feature) => ({ feature, mirroring: mirrorings[feature] ?? null })),
      { feature: null, mirroring: null },
      ...calendar.map((feature) => ({ feature, mirroring: { image: feature, sign: -1 as const } })),
    ],
  };
}

/** Whether a column has two different known values among the rows. */
function varies(values: Float64Array | undefined, rows: Int32Array): boolean {
  let first = Number.NaN;
  for (let at = 0; at < rows.length; at += 1) {
    const value = values?.[rows[at] ?? 0] ?? Number.NaN;
    if (Number.isNaN(first)) first = value;
    else if (value !== first && !Number.isNaN(value)) return true;
  }
  return false;
}

/**
 * The columns that can be cut at all, in an order drawn by chance: columns that share a word are drawn together for a
 * tree, and neighbours in the feature table are too much alike to be left to each other.
 */
export function shuffledColumns(
  { columns, isMirrored }: GrownColumns,
  { matrix, rows, random }: { readonly matrix: FeatureMatrix; readonly rows: Int32Array; readonly random: Random },
): GrownColumns {
  const live = columns.filter(({ feature, mirroring }) => {
    if (feature === null) return isMirrored;
    const image = mirroring === null ? undefined : matrix.columns[mirroring.image];
    return varies(matrix.columns[feature], rows) || (image !== undefined && varies(image, rows));
  });
  for (let at = live.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [here, there] = [live[at], live[other]];
    if (here !== undefined && there !== undefined) [live[at], live[other]] = [there, here];
  }
  return { columns: live, isMirrored };
}

/** Rows by number; a negative entry ~r stands for the mirror image of row r. */
export type SidedRows = Int32Array;

/** The rows followed by their mirror images, if the columns know any. */
export function withImages(rows: Int32Array, { isMirrored }: GrownColumns): SidedRows {
  if (!isMirrored) return rows;
  const all = new Int32Array(2 * rows.length);
  all.set(rows);
  all.set(
    rows.map((row) => ~row),
    rows.length,
  );
  return all;
}

/** The values of rows and images, column by column, as 32-bit floats: what scores compare. */
export function sourceOf(matrix: FeatureMatrix, { columns }: GrownColumns, rows: SidedRows): ColumnSource {
  return {
    rows: rows.length,
    columns: columns.length,
    read(column, into) {
      const { feature = null, mirroring = null } = columns[column] ?? {};
      const own = feature === null ? null : matrix.columns[feature];
      const image = mirroring === null ? null : matrix.columns[mirroring.image];
      const sign = mirroring?.sign ?? 1;
      for (let at = 0; at < rows.length; at += 1) {
        const row = rows[at] ?? 0;
        if (row >= 0) into[at] = own === null ? 1 : Math.fround(own?.[row] ?? Number.NaN);
        else if (own === null) into[at] = -1;
        else into[at] = image === null ? Number.NaN : Math.fround(sign * (image?.[~row] ?? Number.NaN));
      }
    },
  };
}

/** Labels of rows and images. */
export function labelsOf(up: Float64Array, rows: SidedRows): Uint8Array {
  return Uint8Array.from(rows, (row) => (row >= 0 ? (up[row] ?? 0) : 1 - (up[~row] ?? 0)));
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The largest finite 32-bit float below one that is finite, if there is one. */
function numberBelow(value: number): number {
  if (value === 0) return -(2 ** -149);
  float[0] = value;
  bits[0] = (bits[0] ?? 0) + (value > 0 ? -1 : 1);
  return Math.max(-HIGHEST_THRESHOLD, float[0]);
}

interface Sided {
  readonly tree: BoostingTree;
  readonly columns: readonly GrownColumn[];
  readonly isImage: boolean;
  readonly scale: number;
}

/** Copies the nodes of a grown tree into one over features, as a row (or its image) with these features would walk it. */
function copyNode(
  { tree, columns, isImage, scale }: Sided,
  [from, to]: readonly [number, number],
  into: BoostingTree,
): void {
  const cut = tree.column[from] ?? -1;
  const { feature = null, mirroring = null } = columns[cut] ?? {};
  const threshold = tree.threshold[from] ?? 0;
  const missingRight = tree.missingRight[from] ?? 0;
  const goOn = (right: boolean, place: number): void =>
    copyNode({ tree, columns, isImage, scale }, [2 * from + (right ? 2 : 1), place], into);
  // A cut that all rows of this side pass alike is left out.
  if (cut >= 0 && (feature === null || (isImage && mirroring === null))) {
    goOn(feature === null ? (isImage ? -1 : 1) > threshold : missingRight === 1, to);
    return;
  }
  into.value[to] = Math.fround(scale * (tree.value[from] ?? 0));
  if (cut < 0) return;
  // −x ≤ t is x ≥ −t: the sides change places, and what is just below −t is the largest that goes left.
  const isTurned = isImage && mirroring?.sign === -1;
  into.column[to] = isImage ? (mirroring?.image ?? -1) : (feature ?? -1);
  into.threshold[to] = isTurned ? numberBelow(-threshold) : threshold;
  into.missingRight[to] = isTurned ? 1 - missingRight : missingRight;
  goOn(isTurned, 2 * to + 1);
  goOn(!isTurned, 2 * to + 2);
}

/**
 * Grown trees as trees over features whose sum is the answer for a row: with mirror images, the mean of the answer for
 * the row and the opposite of the answer for its image.
 */
export function treesOverFeatures(
  trees: readonly BoostingTree[],
  { columns, isMirrored }: GrownColumns,
  scale: number,
): readonly BoostingTree[] {
  return trees.flatMap((tree) => {
    const sides = isMirrored
      ? [
          { tree, columns, isImage: false, scale: scale / 2 },
          { tree, columns, isImage: true, scale: -scale / 2 },
        ]
      : [{ tree, columns, isImage: false, scale }];
    return sides.map((side) => {
      const copy = emptyTree(tree.depth);
      copyNode(side, [0, 0], copy);
      return copy;
    });
  });
}
