import { createRandom, type Random } from '../../evaluation/seeded-random.ts';
import { type BinnedColumns, takeBins } from './bins.ts';
import { type GradientPacking, packGradients, packingFor } from './gradients.ts';
import { createTreeGrower, type GrownTree, type TreeGrower, type TreeRules } from './grower.ts';
import { addByBins, type BoostingTree, withColumns } from './tree.ts';

/** Everything that decides what boosting does with its rows, besides the seed. */
export interface BoostingSettings extends TreeRules {
  readonly trees: number;
  /** Share of the rows each tree is grown on, and of the columns it may cut. */
  readonly rowShare: number;
  readonly columnShare: number;
}

/** Rows in bins with their labels. The first `trainingRows` are grown on; the others are only scored, to say when to stop. */
export interface BoostingProblem {
  readonly binned: BinnedColumns;
  /** 1 or 0. */
  readonly labels: Uint8Array;
  readonly trainingRows: number;
}

/** A grown forest and how its mean log loss on the scored rows went, tree after tree (empty without such rows). */
export interface GrownForest {
  readonly bias: number;
  readonly trees: readonly BoostingTree[];
  readonly lossAfter: readonly number[];
}

/** How a forest is grown: the chance it uses, and how many trees without gain on the scored rows end it (null: none do). */
export interface Growth {
  readonly seed: number;
  readonly patience: number | null;
}

function baseLogOdds(labels: Uint8Array, rows: number): number {
  let ups = 0;
  for (let row = 0; row < rows; row += 1) ups += labels[row] ?? 0;
  // Half a row of each kind keeps a one-sided past finite.
  return Math.log((ups + 0.5) / (rows - ups + 0.5));
}

function meanLogLoss(margin: Float64Array, labels: Uint8Array, from: number): number {
  let sum = 0;
  for (let row = from; row < labels.length; row += 1) {
    const signed = labels[row] === 1 ? (margin[row] ?? 0) : -(margin[row] ?? 0);
    sum += Math.log1p(Math.exp(-signed));
  }
  return sum / (labels.length - from);
}

/** So many of the first `count` whole numbers by chance, ascending (Knuth's selection sampling). */
function draw(random: Random, count: number, wanted: number): Int32Array {
  const drawn = new Int32Array(wanted);
  let taken = 0;
  for (let at = 0; taken < wanted; at += 1) {
    drawn[taken] = at;
    taken += Number(random() * (count - at) < wanted - taken);
  }
  return drawn;
}

/** What the growing of one tree after another shares. */
interface Workshop {
  readonly problem: BoostingProblem;
  readonly settings: BoostingSettings;
  readonly packing: GradientPacking;
  readonly random: Random;
  readonly margin: Float64Array;
}

/** Grows each tree on all training rows and columns, and adds it to the margins. */
function growOnAll({ problem, settings, packing, margin }: Workshop): () => GrownTree {
  const { binned, labels, trainingRows } = problem;
  const grower = createTreeGrower(binned, settings, packing);
  const gradients = new Float64Array(trainingRows);
  const columns = Array.from({ length: binned.columns }, (_, column) => column);
  return () => {
    packGradients({ margin, labels }, { bag: null, packing }, gradients);
    const grown = grower.grow({ gradients, columns });
    grower.addTo(margin);
    if (binned.rows > trainingRows) addByBins(grown, binned, { margin, from: trainingRows });
    return grown;
  };
}

/** Grows each tree on rows and columns drawn by chance, copied together so that it reads memory in order. */
function growOnSamples({ problem, settings, packing, random, margin }: Workshop): () => GrownTree {
  const { binned, labels, trainingRows } = problem;
  const rows = Math.max(1, Math.round(trainingRows * settings.rowShare));
  const live = binned.edges.flatMap((edges, column) => (edges.length > 0 ? [column] : []));
  const columnCount = Math.round(live.length * settings.columnShare) || live.length;
  const words = new Int32Array(Math.ceil(columnCount / 4) * rows);
  const gradients = new Float64Array(rows);
  const all = Array.from({ length: columnCount }, (_, column) => column);
  return () => {
    const bag = draw(random, trainingRows, rows);
    const columns = Array.from(draw(random, live.length, columnCount), (at) => live[at] ?? 0);
    packGradients({ margin, labels }, { bag, packing }, gradients);
    const grower: TreeGrower = createTreeGrower(takeBins(binned, { rows: bag, columns }, words), settings, packing);
    const { tree, bin } = grower.grow({ gradients, columns: all });
    const grown = { tree: withColumns(tree, columns), bin };
    addByBins(grown, binned, { margin, from: 0 });
    return grown;
  };
}

/**
 * Gradient boosting of trees on the log loss by Newton steps (Friedman 2001; Chen and Guestrin 2016), over histograms (Ke et al. 2017).
 * Deterministic for (problem, settings, seed).
 */
export function growForest(
  problem: BoostingProblem,
  settings: BoostingSettings,
  { seed, patience }: Growth,
): GrownForest {
  const { binned, labels, trainingRows } = problem;
  const bias = baseLogOdds(labels, trainingRows);
  const margin = new Float64Array(binned.rows).fill(bias);
  const workshop = { problem, settings, packing: packingFor(trainingRows), random: createRandom(seed), margin };
  const isSampled = settings.rowShare < 1 || settings.columnShare < 1;
  const growNext = isSampled ? growOnSamples(workshop) : growOnAll(workshop);
  const trees: BoostingTree[] = [];
  const lossAfter: number[] = [];
  let best = 0;
  while (trees.length < settings.trees) {
    trees.push(growNext().tree);
    if (binned.rows === trainingRows) continue;
    lossAfter.push(meanLogLoss(margin, labels, trainingRows));
    if ((lossAfter.at(-1) ?? 0) < (lossAfter[best] ?? 0)) best = lossAfter.length - 1;
    if (patience !== null && lossAfter.length - 1 - best >= patience) break;
  }
  return { bias, trees, lossAfter };
}
