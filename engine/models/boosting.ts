import { type FeatureMatrix, featureColumn } from '../features/matrix.ts';
import { FEATURES } from '../features/table.ts';
import { sigmoid } from '../math.ts';
import { createRandom } from '../random.ts';
import { chooseTrees } from './boosting/choose-trees.ts';
import { createForestScorer } from './boosting/forest-scorer.ts';
import { type BoostingSettings, growForest } from './boosting/grow-forest.ts';
import {
  labelsOf,
  mirroredColumns,
  plainColumns,
  shuffledColumns,
  sourceOf,
  treesOverFeatures,
  withImages,
} from './boosting/grown-columns.ts';
import { createGrowthTable, type GrowthTable } from './boosting/growth-table.ts';
import { type BoostingTree, parseTree, treeToJson } from './boosting/tree.ts';
import type { FitInput } from './fit.ts';
import type { Explanation, Model } from './model.ts';
import { purgedFolds } from './purged-folds.ts';

/** A fitted forest: P(up) = 1 / (1 + exp(−(bias + Σ leaf values))). */
export interface BoostingForest {
  readonly features: readonly string[];
  /** Features whose missing values (NaN) the trees know what to do with; NaN in another gives NaN. */
  readonly mayMiss: readonly boolean[];
  readonly bias: number;
  readonly depth: number;
  readonly trees: readonly BoostingTree[];
  /** Trees grown for each forest averaged in this one, and the training rows that number was chosen on. */
  readonly choice: { readonly trees: number; readonly rows: number };
  /** Training rows that the trees were grown on. */
  readonly grownOn: number;
}

/**
 * For labels as noisy as the next candle's direction: shallow trees, small steps, many rows in a leaf, and each tree on
 * a third of the rows and columns, so that the trees differ and their sum is steady.
 */
const BOOSTING_SETTINGS: BoostingSettings = {
  trees: 400,
  learningRate: 0.03,
  maxDepth: 4,
  maxLeaves: 12,
  l2: 10,
  minLeafRows: 200,
  minLeafHessian: 1,
  minGain: 0,
  rowShare: 0.3,
  columnShare: 1 / 3,
};

/** As after a test block in the walk-forward. */
const EMBARGO_CANDLES = 24;
/** The number of trees is chosen anew when the training rows have grown by this factor. */
const CHOOSE_AGAIN = 1.5;
/**
 * On a long past a forest is grown anew when the training rows have grown by this factor; until then a refit keeps it.
 * Growing at every refit made the time of a walk-forward grow with the square of its rows. On a shorter past the newest rows
 * are worth a new forest each time: kept until the rows had grown by a twentieth, the Brier skill fell from 1.65 to 1.61 %
 * (Bitcoin, 4 h) and from .89 to .86 % (GBPUSD).
 */
const GROW_AGAIN = 1.03;
const LONG_PAST_ROWS = 24_000;
/** Columns are laid out in one order whatever the seed of a fit, so that forests of several seeds share a table. */
const COLUMN_SEED = 1;
/** A leaf shall not need more than this share of a short past. */
const LARGEST_LEAF_SHARE = 0.05;

/** A model from its forest. */
export function createBoosting({ features, mayMiss, bias, depth, trees, choice, grownOn }: BoostingForest): Model {
  const scorer = createForestScorer({ bias, trees, mayMiss });
  let known: { readonly matrix: FeatureMatrix; readonly columns: readonly Float64Array[] } | null = null;
  const columnsOf = (matrix: FeatureMatrix): readonly Float64Array[] => {
    if (known?.matrix !== matrix) known = { matrix, columns: features.map((name) => featureColumn(matrix, name)) };
    return known.columns;
  };

  return {
    kind: 'boosting',
    features,
    rowsRead: 1,
    score: (matrix, row) => sigmoid(scorer.scoreRow(columnsOf(matrix), row)),
    scoreRows: (matrix, from, to) => scorer.scoreRows(columnsOf(matrix), from, to).map(sigmoid),
    explain(matrix, row): Explanation {
      const values = columnsOf(matrix).map((column) => column[row] ?? Number.NaN);
      const logOdds = new Float64Array(features.length);
      const start = trees.reduce((sum, tree) => sum + addPath(tree, values, logOdds), bias);
      const parts = features.map((feature, at) => ({
        feature,
        value: values[at] ?? Number.NaN,
        logOdds: Number.isNaN(values[at] ?? Number.NaN) && mayMiss[at] !== true ? Number.NaN : (logOdds[at] ?? 0),
      }));
      return { bias: start, parts: parts.toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)) };
    },
    toJSON: () => ({ features, mayMiss, bias, depth, choice, grownOn, trees: trees.map((tree) => treeToJson(tree)) }),
  };
}

/**
 * Adds to each feature by how much its cuts on a row's path moved the answer from node to node (Saabas 2014); returns
 * the root's own answer, so that root and parts add up to the leaf.
 */
function addPath(tree: BoostingTree, values: readonly number[], into: Float64Array): number {
  let node = 0;
  for (let column = tree.column[0] ?? -1; column >= 0; column = tree.column[node] ?? -1) {
    const value = values[column] ?? Number.NaN;
    const goesRight = Number.isNaN(value) ? tree.missingRight[node] === 1 : value > (tree.threshold[node] ?? 0);
    const next = 2 * node + (goesRight ? 2 : 1);
    into[column] = (into[column] ?? 0) + (tree.value[next] ?? 0) - (tree.value[node] ?? 0);
    node = next;
  }
  return tree.value[0] ?? 0;
}

/** Settings given to a fit, which it then does not choose itself. */
export interface BoostingOptions {
  readonly settings?: Partial<BoostingSettings>;
  /** Forests grown from neighbouring seeds and averaged in log-odds. */
  readonly forests?: number;
  /**
   * How the number of trees is found, settings.trees being the most: on five purged blocks of the past or its last one only, which takes a
   * fifth of the time; `fixed` takes settings.trees.
   */
  readonly stopping?: 'blocks' | 'trailing-block' | 'fixed';
  /** Whether every row also counts as its mirror image; default: where the features are of the table, which defines their images. */
  readonly isMirrored?: boolean;
}

const PATIENCE = 100;

/** The settings for so many rows. */
function settingsFor(rows: number, given: Partial<BoostingSettings>): BoostingSettings {
  const settings = { ...BOOSTING_SETTINGS, ...given };
  return {
    ...settings,
    minLeafRows: Math.max(1, Math.min(settings.minLeafRows, Math.floor(rows * LARGEST_LEAF_SHARE))),
  };
}

/** Places in an ascending list of the entries of another, which it has all. */
function placesIn(list: Int32Array, entries: Int32Array): Int32Array {
  const places = new Int32Array(entries.length);
  let place = 0;
  for (let at = 0; at < entries.length; at += 1) {
    while (list[place] !== entries[at]) place += 1;
    places[at] = place;
  }
  return places;
}

/** The forest before, where a refit on so many rows may keep it: its trees know nearly all of them. */
function keptForest({ previous, rows, fresh, matrix }: FitInput): Model | null {
  if (previous?.kind !== 'boosting' || fresh === true) return null;
  const grownOn = parseGrownOn(previous.toJSON());
  const isSame = previous.features.join() === matrix.names.join();
  const isLong = grownOn >= LONG_PAST_ROWS && rows.length >= grownOn;
  return isSame && isLong && rows.length < GROW_AGAIN * grownOn ? previous : null;
}

/** The number of trees of the model before while it holds, or one chosen now. */
function choiceFor(
  { rows, closeTimeMs, timeframeMs, seed, previous }: FitInput,
  table: GrowthTable,
  { settings, stopping }: { readonly settings: BoostingSettings; readonly stopping: BoostingOptions['stopping'] },
): BoostingForest['choice'] {
  if (stopping === 'fixed') return { trees: settings.trees, rows: rows.length };
  const before = previous?.kind === 'boosting' ? parseChoice(previous.toJSON()) : null;
  if (before !== null && rows.length < CHOOSE_AGAIN * before.rows) return before;
  const all = purgedFolds({ rows, closeTimeMs, labelMs: timeframeMs, embargoMs: EMBARGO_CANDLES * timeframeMs });
  const folds = (stopping === 'trailing-block' ? all.slice(-1) : all).map(({ training, validation }) => ({
    training: placesIn(rows, training),
    validation: placesIn(rows, validation),
  }));
  return { trees: chooseTrees({ table, folds, settings, seed, patience: PATIENCE }), rows: rows.length };
}

/**
 * Fits on the given rows only: bins, trees and their number. A first fit chooses the number of trees by purged cross-validation inside the
 * rows; later fits of a walk-forward keep it until the rows have grown by half, and on a long past the trees until they have grown by some
 * hundredths, unless a fresh fit is asked for. Deterministic for (input, options).
 */
export function fitBoosting(input: FitInput, options: BoostingOptions = {}): Model {
  const kept = keptForest(input);
  if (kept !== null) return kept;
  const { matrix, up, rows, seed } = input;
  const { forests = 1, stopping = 'blocks', isMirrored = matrix.names.some(isKnown) } = options;
  const every = isMirrored ? mirroredColumns(matrix.names) : plainColumns(matrix.names);
  const columns = shuffledColumns(every, { matrix, rows, random: createRandom(COLUMN_SEED) });
  const seen = withImages(rows, columns);
  const settings = settingsFor(seen.length, options.settings ?? {});
  const table = createGrowthTable({
    source: sourceOf(matrix, columns, seen),
    labels: labelsOf(up, seen),
    copies: seen.length / rows.length,
    maxDepth: settings.maxDepth,
  });
  const choice = choiceFor(input, table, { settings, stopping });
  const grown = Array.from({ length: forests }, (_, index) =>
    growForest(table, { ...settings, trees: choice.trees }, { seed: seed + index, training: null, watched: null }),
  );
  return createBoosting({
    features: matrix.names,
    mayMiss: matrix.names.map((name, feature) => isOptional(name) || isMissingIn(matrix.columns[feature], rows)),
    // The opposite answers of a row and its image take it away.
    bias: isMirrored ? 0 : (grown[0]?.bias ?? 0),
    depth: settings.maxDepth,
    trees: grown.flatMap(({ trees }) => treesOverFeatures(trees, columns, 1 / forests)),
    choice,
    grownOn: rows.length,
  });
}

function isMissingIn(column: Float64Array | undefined, rows: Int32Array): boolean {
  return rows.some((row) => Number.isNaN(column?.[row] ?? Number.NaN));
}

function isKnown(name: string): boolean {
  return FEATURES.some((feature) => feature.name === name);
}

function isOptional(name: string): boolean {
  return FEATURES.find((feature) => feature.name === name)?.optional === true;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parseChoice(value: unknown): BoostingForest['choice'] {
  const { trees, rows } = fieldsOf(fieldsOf(value).choice);
  if (typeof trees !== 'number' || typeof rows !== 'number')
    throw new Error('expected a forest with its choice {trees, rows}');
  return { trees, rows };
}

/** Forests of before this was kept were grown anew at every refit, on at least the rows of their choice. */
function parseGrownOn(value: unknown): number {
  const { grownOn } = fieldsOf(value);
  return typeof grownOn === 'number' ? grownOn : parseChoice(value).rows;
}

const MAX_DEPTH = 8;

/** A forest from its JSON value. Throws when the value is not what toJSON gives. */
export function parseBoosting(value: unknown): BoostingForest {
  const { features, mayMiss, bias, depth, trees } = fieldsOf(value);
  if (
    !Array.isArray(features) ||
    !features.every((entry) => typeof entry === 'string') ||
    !Array.isArray(mayMiss) ||
    !mayMiss.every((entry) => typeof entry === 'boolean') ||
    !Array.isArray(trees) ||
    typeof bias !== 'number' ||
    typeof depth !== 'number'
  ) {
    throw new Error('expected a forest {features, mayMiss, bias, depth, choice, trees}');
  }
  if (mayMiss.length !== features.length)
    throw new Error(`expected ${features.length} entries of mayMiss, was ${mayMiss.length}`);
  if (!Number.isInteger(depth) || depth < 1 || depth > MAX_DEPTH)
    throw new Error(`expected a depth of 1 to ${MAX_DEPTH}, was ${depth}`);
  const shape = { depth, columns: features.length };
  const choice = parseChoice(value);
  const grown = trees.map((tree: unknown) => parseTree(tree, shape));
  return { features, mayMiss, bias, depth, choice, grownOn: parseGrownOn(value), trees: grown };
}
