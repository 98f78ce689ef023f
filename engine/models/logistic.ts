import { type FeatureMatrix, featureColumn } from '../features/matrix.ts';
import { featureRow } from '../features/table.ts';
import { sigmoid } from '../math.ts';
import type { FitInput } from './fit.ts';
import { type PenaltyBounds, solveByEvidence } from './logistic/evidence.ts';
import { HOURS, type HourBlock, sizeOf } from './logistic/information.ts';
import { type LogisticProblem, type Penalties, solveBounded } from './logistic/solve-bounded.ts';
import { type HourWeights, type LogisticWeights, type PenaltyChoice, parseLogistic } from './logistic/weights.ts';
import type { Explanation, Model } from './model.ts';

/** Standardised values beyond this many standard deviations are cut there: one wild candle shall not decide a weight. */
const CLIP = 5;
/** The feature whose whole hours become bins of their own: its effect is not linear. */
const HOUR_FEATURE = 'hours_since_new_york_close';
/** Reversal differs most between sessions, so its two best gauges may weigh differently in each hour. */
const HOUR_PARTNERS = ['close_location', 'range_position_12'] as const;
/**
 * What evidence may choose from, in units of the summed log loss. The least penalties are the belief before any data
 * that a standardised feature moves the log-odds by some .06, an hour by .16 (4 percentage points), and a feature's
 * weight between hours by .09: short histories would else take chance for sessions.
 */
const PENALTY_BOUNDS: PenaltyBounds = { plain: [300, 1e5], hours: [40, 2_000], products: [120, 2_000] };
const FIRST_PENALTIES: Penalties = { plain: 1_000, hours: 100, products: 300 };
/**
 * A Bayes factor of e⁵ is "very strong" evidence (Kass and Raftery 1995). Real markets gave 9 nats or more on the first
 * window of their walk-forward, random walks never more than 4.7 in 70 looks. Below it a model claims nothing.
 */
const MIN_EVIDENCE = 5;
/** Penalties are chosen anew when the rows have grown by this factor. */
const PENALTY_GROWTH = 1.1;
/**
 * Weights are fitted anew when the rows have grown by this factor: a hundredth of the rows moves a weight by a tenth of its standard
 * error. Each fit costs its rows, so that a fit per block makes the cost of a long walk grow with the square of its rows.
 */
const WEIGHTS_GROWTH = 1.01;

function clip(value: number): number {
  return Math.max(-CLIP, Math.min(CLIP, value));
}

function hourOf(hours: number): number {
  return Math.max(0, Math.min(HOURS - 1, Math.floor(hours)));
}

/** The matrix columns of some features, found once per list of names. */
function createColumnFinder(features: readonly string[]): (matrix: FeatureMatrix) => readonly Float64Array[] {
  let names: readonly string[] = [];
  let places: readonly number[] = [];
  return (matrix) => {
    if (matrix.names !== names) {
      for (const name of features) featureColumn(matrix, name);
      places = features.map((name) => matrix.names.indexOf(name));
      names = matrix.names;
    }
    return places.map((place) => matrix.columns[place] ?? new Float64Array(0));
  };
}

/** A logistic model from its weights. An optional feature that is unknown counts as its mean; any other NaN gives NaN. */
export function createLogistic(parameters: LogisticWeights): Model {
  const { features, means, scales, weights, bias, hours = null } = parameters;
  const optional = features.map((name) => featureRow(name).optional === true);
  const columnsOf = createColumnFinder(features);
  const hourColumn = features.indexOf(HOUR_FEATURE);
  const partners = (hours?.partners ?? []).map((name) => features.indexOf(name));

  const standardised = (column: number, raw: number): number => {
    if (Number.isNaN(raw) && optional[column] === true) return 0;
    return clip((raw - (means[column] ?? 0)) / (scales[column] ?? 1));
  };
  const hourPart = (columns: readonly Float64Array[], row: number): number => {
    if (hours === null) return 0;
    const hour = hourOf(columns[hourColumn]?.[row] ?? 0);
    let sum = hours.levels[hour] ?? 0;
    for (let at = 0; at < partners.length; at += 1) {
      const partner = partners[at] ?? 0;
      sum += (hours.products[at]?.[hour] ?? 0) * standardised(partner, columns[partner]?.[row] ?? Number.NaN);
    }
    return sum;
  };

  const scoreRows = (matrix: FeatureMatrix, from: number, to: number): Float64Array => {
    const columns = columnsOf(matrix);
    const logOdds = new Float64Array(to - from).fill(bias);
    for (let column = 0; column < columns.length; column += 1) {
      const values = columns[column] ?? logOdds;
      const weight = weights[column] ?? 0;
      for (let row = from; row < to; row += 1) {
        logOdds[row - from] = (logOdds[row - from] ?? 0) + weight * standardised(column, values[row] ?? Number.NaN);
      }
    }
    for (let row = from; row < to; row += 1) {
      logOdds[row - from] = sigmoid((logOdds[row - from] ?? 0) + hourPart(columns, row));
    }
    return logOdds;
  };

  return {
    kind: 'logistic',
    features,
    rowsRead: 1,
    score: (matrix, row) => scoreRows(matrix, row, row + 1)[0] ?? Number.NaN,
    scoreRows,
    explain(matrix, row): Explanation {
      const columns = columnsOf(matrix);
      const parts = features.map((feature, column) => {
        const value = columns[column]?.[row] ?? Number.NaN;
        const own = (weights[column] ?? 0) * standardised(column, value);
        return { feature, value, logOdds: column === hourColumn ? own + hourPart(columns, row) : own };
      });
      return { bias, parts: parts.toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)) };
    },
    toJSON: () => parameters,
  };
}

interface Standardised {
  readonly mean: number;
  readonly scale: number;
  /** Clipped; 0 where unknown. */
  readonly column: Float64Array;
}

/** The values of the rows in units of their standard deviation; {0, 1} for a column without spread. */
function standardise(values: Float64Array, rows: Int32Array): Standardised {
  const column = new Float64Array(rows.length);
  let count = 0;
  let sum = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const value = values[rows[at] ?? 0] ?? Number.NaN;
    column[at] = value;
    if (!Number.isNaN(value)) {
      count += 1;
      sum += value;
    }
  }
  const mean = count > 0 ? sum / count : 0;
  let squares = 0;
  for (let at = 0; at < column.length; at += 1) {
    const distance = (column[at] ?? 0) - mean;
    if (!Number.isNaN(distance)) squares += distance * distance;
  }
  const spread = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  const scale = spread > 1e-12 ? spread : 1;
  const perScale = 1 / scale;
  for (let at = 0; at < column.length; at += 1) {
    const value = ((column[at] ?? 0) - mean) * perScale;
    column[at] = Number.isNaN(value) ? 0 : clip(value);
  }
  return { mean, scale, column };
}

function hourBlock(features: readonly string[], columns: readonly Float64Array[], rows: Int32Array): HourBlock | null {
  const values = columns[features.indexOf(HOUR_FEATURE)];
  if (values === undefined) return null;
  const partners = HOUR_PARTNERS.map((name) => features.indexOf(name)).filter((at) => at >= 0);
  return { hour: Uint8Array.from(rows, (row) => hourOf(values[row] ?? 0)), partners };
}

function warmStart({ previous }: FitInput, features: readonly string[]): LogisticWeights | null {
  const before = previous?.kind === 'logistic' ? parseLogistic(previous.toJSON()) : null;
  return before !== null && before.features.join() === features.join() ? before : null;
}

/** Whether weights fitted on so many rows fewer still serve; a shorter history is another one. */
function stillServes({ choice, rows: before }: LogisticWeights, rows: number): boolean {
  return choice !== undefined && before !== undefined && rows >= before && rows < before * WEIGHTS_GROWTH;
}

function startOf({ bias, weights, hours }: LogisticWeights): readonly number[] {
  return [bias, ...weights, ...(hours === undefined ? [] : [...hours.levels, ...hours.products.flat()])];
}

interface Solved {
  readonly weights: readonly number[];
  readonly penalties: Penalties;
  readonly choice?: PenaltyChoice;
}

/** No weights but the bias that gives the labels' base rate. */
function baseRateOnly({ labels, ...columns }: LogisticProblem): readonly number[] {
  const ups = labels.reduce((sum, up) => sum + up, 0);
  const share = Math.min(labels.length - 0.5, Math.max(0.5, ups)) / labels.length;
  return Array.from({ length: sizeOf(columns) }, (_, at) => (at === 0 ? Math.log(share / (1 - share)) : 0));
}

/** Weights under the penalty given, under those of the fold before while they hold, or under those that evidence chooses now. */
function solve(problem: LogisticProblem, warm: LogisticWeights | null, ridge: number | undefined): Solved {
  if (ridge !== undefined) {
    const penalties = fixedPenalties(ridge);
    return { weights: solveBounded(problem, penalties), penalties };
  }
  const rows = problem.labels.length;
  const present = penaltiesOf(warm);
  const before = warm?.choice;
  if (before === undefined || rows >= before.rows * PENALTY_GROWTH) {
    const { weights, penalties, evidence } = solveByEvidence(problem, present, PENALTY_BOUNDS);
    return {
      weights: evidence < MIN_EVIDENCE ? baseRateOnly(problem) : weights,
      penalties,
      choice: { rows, evidence },
    };
  }
  const weights = before.evidence < MIN_EVIDENCE ? baseRateOnly(problem) : solveBounded(problem, present);
  return { weights, penalties: present, choice: before };
}

/**
 * Fits on the given rows only: scaling, clipping, penalties and weights. Penalties are chosen by evidence at the first
 * fit and whenever the rows have grown by a tenth, unless `ridge` fixes them; where the evidence is too weak,
 * the model answers the base rate. Fits of a walk-forward start from the weights before, and keep them until the rows have grown by a
 * hundredth. Deterministic; chance plays no part.
 */
export function fitLogistic(
  input: FitInput,
  options: { readonly features?: readonly string[]; readonly ridge?: number } = {},
): Model {
  const { matrix, up, rows } = input;
  const features = options.features ?? matrix.names;
  const warm = warmStart(input, features);
  const mayKeep = options.ridge === undefined && input.fresh !== true;
  if (mayKeep && warm !== null && stillServes(warm, rows.length)) return createLogistic(warm);
  const columns = features.map((name) => featureColumn(matrix, name));
  const hours = hourBlock(features, columns, rows);
  const isHour = (at: number): boolean => features[at] === HOUR_FEATURE;
  const scaled = columns.map((values, at) =>
    // The hour counts by its bins: its own line weighs nothing.
    isHour(at) ? { mean: 0, scale: 1, column: new Float64Array(rows.length) } : standardise(values, rows),
  );
  const problem = {
    design: scaled.map(({ column }) => column),
    hours,
    labels: Float64Array.from(rows, (row) => up[row] ?? 0),
    start: warm === null ? null : startOf(warm),
  };
  const { weights: solved, penalties, choice } = solve(problem, warm, options.ridge);
  return createLogistic({
    features,
    means: scaled.map(({ mean }) => mean),
    scales: scaled.map(({ scale }) => scale),
    weights: solved.slice(1, 1 + features.length),
    bias: solved[0] ?? 0,
    ridge: penalties.plain,
    ...(choice === undefined ? {} : { choice, rows: rows.length }),
    ...(hours === null ? {} : { hours: hourWeights(hours, { features, penalties, solved }) }),
  });
}

function penaltiesOf(warm: LogisticWeights | null): Penalties {
  if (warm === null) return FIRST_PENALTIES;
  const { ridge, hours } = warm;
  return {
    plain: ridge,
    hours: hours?.levelRidge ?? FIRST_PENALTIES.hours,
    products: hours?.productRidge ?? FIRST_PENALTIES.products,
  };
}

function fixedPenalties(ridge: number): Penalties {
  return {
    plain: ridge,
    hours: Math.max(ridge, PENALTY_BOUNDS.hours[0]),
    products: Math.max(ridge, PENALTY_BOUNDS.products[0]),
  };
}

interface Solution {
  readonly features: readonly string[];
  readonly penalties: Penalties;
  readonly solved: readonly number[];
}

function hourWeights({ partners }: HourBlock, { features, penalties, solved }: Solution): HourWeights {
  const first = 1 + features.length;
  const block = (index: number): readonly number[] => solved.slice(first + index * HOURS, first + (index + 1) * HOURS);
  return {
    partners: partners.map((at) => features[at] ?? ''),
    levels: block(0),
    products: partners.map((_, index) => block(index + 1)),
    levelRidge: penalties.hours,
    productRidge: penalties.products,
  };
}
