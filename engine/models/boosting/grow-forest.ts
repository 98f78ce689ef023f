import { createRandom, type Random } from '../../random.ts';
import { COLUMNS_PER_WORD } from './bins.ts';
import { type GradientPacking, packGradients, packingFor } from './gradients.ts';
import { createTreeGrower, type TreeRules, type TreeTask } from './grower.ts';
import type { GrowthTable } from './growth-table.ts';
import type { BoostingTree } from './tree.ts';

/** Everything that decides what boosting does with its rows, besides the seed. */
export interface BoostingSettings extends TreeRules {
  readonly trees: number;
  /** Share of the rows each tree is grown on, and of the words of columns it may cut. */
  readonly rowShare: number;
  readonly columnShare: number;
}

/** A grown forest and how its mean log loss on the observations watched went, tree after tree (empty without them). */
export interface GrownForest {
  readonly bias: number;
  readonly trees: readonly BoostingTree[];
  readonly lossAfter: readonly number[];
}

/** How a forest is grown. */
export interface Growth {
  readonly seed: number;
  /** Ascending numbers of the observations to grow on; null: all. */
  readonly training: Int32Array | null;
  /** Observations whose loss is followed, and how many trees without gain on them end the forest; null: none does. */
  readonly watched: { readonly observations: Int32Array; readonly patience: number } | null;
}

function baseLogOdds(labels: Uint8Array, rows: Int32Array): number {
  let ups = 0;
  for (let at = 0; at < rows.length; at += 1) ups += labels[rows[at] ?? 0] ?? 0;
  // Half a row of each kind keeps a one-sided past finite.
  return Math.log((ups + 0.5) / (rows.length - ups + 0.5));
}

function meanLogLoss({ margins, labels }: GrowthTable, observations: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < observations.length; at += 1) {
    const row = observations[at] ?? 0;
    const signed = labels[row] === 1 ? (margins[row] ?? 0) : -(margins[row] ?? 0);
    sum += Math.log1p(Math.exp(-signed));
  }
  return sum / observations.length;
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

/** A quarter of a random number decides on a row: its chance comes in steps of 1/256. */
const CHANCES = 256;

/** Each entry of a list with the same chance, order kept, into memory that is lent. */
function drawShare(
  random: Random,
  list: Int32Array,
  { share, into }: { readonly share: number; readonly into: Int32Array },
): Int32Array {
  const limit = Math.max(1, Math.round(share * CHANCES));
  let taken = 0;
  for (let at = 0; at < list.length; at += 4) {
    const chances = Math.floor(random() * 2 ** 32);
    const end = Math.min(4, list.length - at);
    for (let offset = 0; offset < end; offset += 1) {
      into[taken] = list[at + offset] ?? 0;
      taken += Number(((chances >>> (8 * offset)) & 255) < limit);
    }
  }
  return into.subarray(0, taken);
}

/** The rows of some observations, copy after copy. */
function rowsOf({ copies, observations }: GrowthTable, chosen: Int32Array): Int32Array {
  if (copies === 1) return chosen;
  const rows = new Int32Array(chosen.length * copies);
  for (let copy = 0; copy < copies; copy += 1) {
    const [shift, from] = [copy * observations, copy * chosen.length];
    for (let at = 0; at < chosen.length; at += 1) rows[from + at] = (chosen[at] ?? 0) + shift;
  }
  return rows;
}

/** What the growing of one tree after another shares. */
interface Workshop {
  readonly table: GrowthTable;
  readonly settings: BoostingSettings;
  readonly packing: GradientPacking;
  readonly random: Random;
  /** Ascending. */
  readonly rows: Int32Array;
}

/**
 * What a tree is grown on: all rows and columns, or some drawn by chance. A row and its image are drawn each for
 * itself: always together, they made the trees more alike and the forest worse.
 */
function nextTask({ table, settings, packing, random, rows }: Workshop): () => TreeTask {
  const { binned, labels, margins } = table;
  const isWhole = settings.rowShare >= 1 && rows.length === binned.rows;
  // One place more than there are rows: the last that is not taken is written there too.
  const room = new Int32Array(rows.length + 1);
  const all = Array.from({ length: Math.ceil(binned.columns / COLUMNS_PER_WORD) }, (_, group) => group);
  const groupCount = Math.max(1, Math.round(all.length * settings.columnShare));
  const gradients = new Float64Array(binned.rows);
  return () => {
    const bag = isWhole ? null : drawShare(random, rows, { share: settings.rowShare, into: room });
    const groups = groupCount === all.length ? all : Array.from(draw(random, all.length, groupCount));
    packGradients({ margin: margins, labels }, { bag, packing }, gradients);
    return { rows: bag, gradients, groups };
  };
}

/**
 * Gradient boosting of trees on the log loss by Newton steps (Friedman 2001; Chen and Guestrin 2016), over histograms (Ke et al. 2017).
 * Deterministic for (table, settings, growth).
 */
export function growForest(
  table: GrowthTable,
  settings: BoostingSettings,
  { seed, training, watched }: Growth,
): GrownForest {
  const observations = training ?? Int32Array.from({ length: table.observations }, (_, at) => at);
  const rows = rowsOf(table, observations);
  const bias = baseLogOdds(table.labels, rows);
  table.margins.fill(bias);
  const packing = packingFor(rows.length);
  const next = nextTask({ table, settings, packing, random: createRandom(seed), rows });
  const grower = createTreeGrower(table.binned, settings, packing);
  const trees: BoostingTree[] = [];
  const lossAfter: number[] = [];
  let best = 0;
  while (trees.length < settings.trees) {
    const tree = grower.grow(next());
    trees.push(tree);
    table.addTree(tree);
    if (watched === null) continue;
    lossAfter.push(meanLogLoss(table, watched.observations));
    if ((lossAfter.at(-1) ?? 0) < (lossAfter[best] ?? 0)) best = lossAfter.length - 1;
    if (lossAfter.length - 1 - best >= watched.patience) break;
  }
  return { bias, trees, lossAfter };
}
