import { DAY_MS, HOUR_MS } from '../../time.ts';
import { logOdds } from '../calibration.ts';
import type { Fit, FitInput } from '../fit.ts';
import { type LogisticWeights, parseLogistic } from '../logistic/weights.ts';
import { createLogistic, fitLogistic } from '../logistic.ts';
import type { Model } from '../model.ts';
import { createNetwork } from './create-network.ts';
import { type NetworkParameters, parseNetwork } from './network-json.ts';
import { createNetworkRunner } from './network-runner.ts';
import type { Cell, NetworkShape } from './shape.ts';
import { createStandardise, fitScaler, type Scaler } from './standardise.ts';
import {
  type MemberTask,
  type SequenceSet,
  type TrainedMember,
  type TrainingSettings,
  trainMember,
} from './train-member.ts';
import type { NetworkBackend } from './training-session.ts';

/** As after a test block in the walk-forward. */
const EMBARGO_CANDLES = 24;
/** Between the seeds of members, so that those of neighbouring seeds differ. */
const SEED_STRIDE = 7_919;

/** What a network is and how it is fitted. */
export interface NetworkConfig {
  /** Candles it looks back on. */
  readonly steps: number;
  readonly units: number;
  /** Networks from different seeds that are averaged. */
  readonly members: number;
  /** Share of the training time that early stopping is judged on: the newest. */
  readonly validationShare: number;
  /** In a walk-forward a network serves this many days before it is fitted again, from the weights it has: at 1 h and above, and below. */
  readonly refitDays: { readonly hours: number; readonly minutes: number };
  readonly training: TrainingSettings;
}

/** Chosen on Coinbase BTC until 2019-10 and EURUSD until 2012, by what generalised there. */
export const NETWORK_CONFIG: NetworkConfig = {
  steps: 16,
  units: 16,
  members: 5,
  validationShare: 0.15,
  refitDays: { hours: 180, minutes: 42 },
  training: {
    learningRate: 1e-3,
    weightDecay: 0.01,
    batchRows: 64,
    inputDropout: 0.1,
    stateDropout: 0.3,
    roundRows: 8_192,
    maxRounds: 30,
    patience: 4,
  },
};

/** Measures the backends that are present and picks one. */
export type ChooseBackend = (
  shape: NetworkShape,
  batchRows: number,
) => Promise<{ readonly backend: NetworkBackend; readonly text: string }>;

interface Parts {
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

/** Training rows without those whose label, or the embargo before the newest block, touches that block. */
function partRows({ rows, closeTimeMs, timeframeMs }: FitInput, validationShare: number): Parts {
  const times = Float64Array.from(rows, (row) => closeTimeMs[row] ?? 0).sort();
  const fromMs = times[Math.floor((1 - validationShare) * times.length)] ?? 0;
  const untilMs = fromMs - (1 + EMBARGO_CANDLES) * timeframeMs;
  return {
    training: rows.filter((row) => (closeTimeMs[row] ?? 0) <= untilMs),
    validation: rows.filter((row) => (closeTimeMs[row] ?? 0) >= fromMs),
  };
}

/** The network before, when it is of the same make. */
function warmStart({ previous, matrix }: FitInput, cell: Cell): NetworkParameters | null {
  if (previous === null || previous.kind !== cell) return null;
  const parameters = parseNetwork(previous.toJSON());
  return parameters.scaler.features.join() === matrix.names.join() ? parameters : null;
}

/** Rows whose window of `steps` lies whole within the inputs. */
function wholeWindows(rows: Int32Array, { from, wholeRows }: SequenceSet['inputs'], steps: number): Int32Array {
  return rows.filter((row) => (wholeRows[row - from] ?? 0) >= steps);
}

/** What networks of any kind are trained on: windows of standardised features, and the line that they add to. */
export interface PreparedSequences {
  readonly scaler: Scaler;
  /** The line to serve with: fitted on all rows. */
  readonly line: LogisticWeights;
  readonly data: SequenceSet;
}

/** How windows are cut. */
export interface SequenceOptions {
  readonly steps: number;
  readonly validationShare: number;
  /** Floats from one row of inputs to the next. */
  readonly width: number;
  /** Scaler and line to go on from; null: new ones. */
  readonly warm: Pick<NetworkParameters, 'scaler' | 'line'> | null;
}

/** Splits off the newest block, standardises on the rest and fits the line. Throws when no row has a whole window behind it. */
export function prepareSequences(
  input: FitInput,
  { steps, validationShare, width, warm }: SequenceOptions,
): PreparedSequences {
  const { matrix, up, rows } = input;
  const { training, validation } = partRows(input, validationShare);
  const scaler = warm?.scaler ?? fitScaler(matrix, training);
  const to = rows.reduce((end, row) => Math.max(end, row + 1), 0);
  const inputs = createStandardise(scaler)(matrix, { from: 0, to, width });
  const whole = (of: Int32Array): Int32Array => wholeWindows(of, inputs, steps);
  const windows = { training: whole(training), validation: whole(validation) };
  if (windows.training.length === 0 || windows.validation.length === 0)
    throw new Error(`expected rows with ${steps} known candles behind them, was none`);
  const { line, offsets } = fitLines(input, training, warm);
  return { scaler, line, data: { inputs, up, offsets, ...windows } };
}

/** One network per seed, each trained on the same rows. */
async function trainMembers(
  input: FitInput,
  config: NetworkConfig,
  task: Pick<MemberTask, 'backend' | 'shape' | 'data'> & { readonly warm: NetworkParameters | null },
): Promise<readonly TrainedMember[]> {
  const { seed, onProgress, signal } = input;
  const { warm, ...common } = task;
  const { maxRounds } = config.training;
  const members: TrainedMember[] = [];
  for (let member = 0; member < config.members; member += 1) {
    const onRound = async (round: number, loss: number): Promise<void> => {
      const stage = { code: 'rounds', member: member + 1, members: config.members, validationLoss: loss } as const;
      await onProgress?.({ stage, done: member * maxRounds + round, total: config.members * maxRounds });
    };
    const start = warm?.members[member] ?? null;
    const options = { settings: config.training, seed: seed + SEED_STRIDE * member, start, onRound };
    members.push(await trainMember({ ...common, ...options, ...(signal === undefined ? {} : { signal }) }));
  }
  return members;
}

/** The line that the networks add to: fitted without the validation block to train against, with all rows to serve. */
function fitLines(input: FitInput, training: Int32Array, warm: Pick<NetworkParameters, 'line'> | null) {
  const fitted = fitLogistic({ ...input, rows: training, previous: warm === null ? null : createLogistic(warm.line) });
  const end = input.rows.reduce((last, row) => Math.max(last, row + 1), 0);
  return {
    offsets: fitted.scoreRows(input.matrix, 0, end).map(logOdds),
    line: parseLogistic(fitLogistic({ ...input, previous: fitted }).toJSON()),
  };
}

/**
 * A fit of recurrent networks that learn what a ridge logistic regression leaves over: standardised sequences, several
 * networks from different seeds, each stopped early on the newest purged block. In a walk-forward a network is kept
 * config.refitDays and then goes on from its weights. Deterministic for (data, seed) on one backend.
 */
export function networkFit(cell: Cell, chooseBackend: ChooseBackend, config: NetworkConfig = NETWORK_CONFIG): Fit {
  return async (input: FitInput): Promise<Model> => {
    const { matrix, previous } = input;
    const warm = warmStart(input, cell);
    const newestMs = input.rows.reduce((newest, row) => Math.max(newest, input.closeTimeMs[row] ?? 0), 0);
    const ageMs = newestMs - (warm?.training.trainedUntilMs ?? Number.NEGATIVE_INFINITY);
    const { hours, minutes } = config.refitDays;
    const isYoung = ageMs >= 0 && ageMs < (input.timeframeMs >= HOUR_MS ? hours : minutes) * DAY_MS;
    if (previous !== null && warm !== null && isYoung && input.fresh !== true) return previous;

    const { steps, units, validationShare } = config;
    const shape: NetworkShape = warm?.shape ?? { cell, steps, inputs: matrix.names.length, units };
    const { inputWidth: width } = createNetworkRunner(shape);
    const { scaler, line, data } = prepareSequences(input, { steps: shape.steps, validationShare, width, warm });
    const { backend, text } = await chooseBackend(shape, config.training.batchRows);
    await input.onProgress?.({
      stage: { code: 'backend', name: text },
      done: 0,
      total: config.members * config.training.maxRounds,
    });
    const members = await trainMembers(input, config, { backend, shape, data, warm });
    return createNetwork({
      shape,
      scaler,
      line,
      members: members.map(({ weights }) => weights),
      training: {
        trainedUntilMs: newestMs,
        backend: backend.name,
        rounds: members.map(({ rounds }) => rounds),
        validationLoss: members.map(({ validationLoss }) => validationLoss),
      },
    });
  };
}
