import { createRandom, type Random } from '../../random.ts';
import { createNetworkRunner } from './network-runner.ts';
import { initialWeights, type NetworkShape, type NetworkWeights } from './shape.ts';
import type { InputRows } from './standardise.ts';
import type { NetworkBackend, StepSettings, TrainingBatch } from './training-session.ts';

/** How a network is trained. */
export interface TrainingSettings extends StepSettings {
  readonly batchRows: number;
  /** Share of the inputs set to 0 in a sequence: a feature is gone from all its candles. */
  readonly inputDropout: number;
  /** Share of the last state's units set to 0. */
  readonly stateDropout: number;
  /** Sequences between two looks at the validation block: finer than an epoch, for a network learns all there is within one or two. */
  readonly roundRows: number;
  readonly maxRounds: number;
  /** Rounds without a better validation loss after which training ends. */
  readonly patience: number;
}

/** Sequences by the matrix row that each ends at, with the labels of all matrix rows. */
export interface SequenceSet {
  readonly inputs: InputRows;
  readonly up: Float64Array;
  /** Log-odds of every matrix row that are known without the network. */
  readonly offsets: Float64Array;
  readonly training: Int32Array;
  /** Rows decided after all of training's labels were known. */
  readonly validation: Int32Array;
}

/** What to train one member on and from. */
export interface MemberTask extends Omit<EarlyStopping, 'random'> {
  readonly backend: NetworkBackend;
  readonly shape: NetworkShape;
  readonly seed: number;
  /** Weights to go on from; null: new ones from the seed. */
  readonly start: NetworkWeights | null;
}

/** A trained network and how it did on the validation rows. */
export interface TrainedMember {
  readonly weights: NetworkWeights;
  /** Rounds until the best weights; 0 when no round bettered the start. */
  readonly rounds: number;
  readonly validationLoss: number;
}

/** Rows of the validation block, [from, to). */
export function validationRange({ validation }: SequenceSet): readonly [number, number] {
  return [validation[0] ?? 0, (validation.at(-1) ?? -1) + 1];
}

/** Mean log loss of the validation block, given what is added to the log-odds of each row of its range. */
export function validationLoss(data: SequenceSet, added: ArrayLike<number>): number {
  const { up, offsets, validation } = data;
  const [first] = validationRange(data);
  let sum = 0;
  for (const row of validation) {
    const value = (offsets[row] ?? 0) + (added[row - first] ?? 0);
    sum += Math.log1p(Math.exp(up[row] === 1 ? -value : value));
  }
  return sum / validation.length;
}

/** Row numbers in seeded random order, anew each time they run out (Fisher and Yates). */
function createSampler(rows: Int32Array, random: Random): (count: number) => Int32Array {
  const order = Int32Array.from(rows);
  let next = order.length;
  return (count) => {
    if (next + count > order.length) {
      for (let at = order.length - 1; at > 0; at -= 1) {
        const other = Math.floor(random() * (at + 1));
        const kept = order[at] ?? 0;
        order[at] = order[other] ?? 0;
        order[other] = kept;
      }
      next = 0;
    }
    next += count;
    return order.subarray(next - count, next);
  };
}

/** Fills values with 0 (dropped, by chance) or 1 / (1 − share). */
function drawMask(values: Float32Array, share: number, random: Random): void {
  const kept = 1 / (1 - share);
  for (let at = 0; at < values.length; at += 1) values[at] = random() < share ? 0 : kept;
}

/** Builds batches in one set of arrays, used again each time. */
function createBatcher(
  { steps, inputs: count, units }: BatchShape,
  { settings, data }: Pick<EarlyStopping, 'settings' | 'data'>,
  random: Random,
): (rows: Int32Array) => TrainingBatch {
  const { values, width, from } = data.inputs;
  const { batchRows } = settings;
  const inputs = new Float32Array(batchRows * steps * count);
  const mask = new Float32Array(batchRows * units);
  const labels = new Float32Array(batchRows);
  const offsets = new Float32Array(batchRows);
  const kept = new Float32Array(count);
  return (rows) => {
    rows.forEach((row, at) => {
      labels[at] = data.up[row] ?? 0;
      offsets[at] = data.offsets[row] ?? 0;
      drawMask(kept, settings.inputDropout, random);
      for (let step = 0; step < steps; step += 1) {
        const source = (row - from - steps + 1 + step) * width;
        const target = (at * steps + step) * count;
        for (let column = 0; column < count; column += 1)
          inputs[target + column] = (values[source + column] ?? 0) * (kept[column] ?? 0);
      }
    });
    drawMask(mask, settings.stateDropout, random);
    return { rows: rows.length, inputs, mask, labels, offsets };
  };
}

/** Anything that learns from batches and has a loss on the validation block. */
export interface Trainee {
  step(batch: TrainingBatch): unknown;
  /** Mean log loss of the validation block as it is now. */
  validationLoss(): number | Promise<number>;
  /** Remembers itself as it is now: the best so far. */
  keep(): void;
}

/** Sizes of a batch: windows of steps · inputs, and the units that a mask lies over. */
export type BatchShape = Pick<NetworkShape, 'steps' | 'inputs' | 'units'>;

/** What an early stopped training goes by. */
export interface EarlyStopping {
  readonly settings: TrainingSettings;
  readonly data: SequenceSet;
  readonly random: Random;
  /** Called after each round; may pause to let others work. */
  readonly onRound?: (round: number, validationLoss: number) => void | Promise<void>;
  /** Ends the training early: the promise rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** Trains in rounds until some have gone without a better validation loss; the trainee has kept itself at its best. */
export async function trainEarlyStopped(
  trainee: Trainee,
  shape: BatchShape,
  { settings, data, random, onRound, signal }: EarlyStopping,
): Promise<{ readonly rounds: number; readonly validationLoss: number }> {
  const batchRows = Math.min(settings.batchRows, data.training.length);
  const sample = createSampler(data.training, random);
  const batchOf = createBatcher(shape, { settings: { ...settings, batchRows }, data }, random);
  let best = { rounds: 0, validationLoss: await trainee.validationLoss() };
  trainee.keep();
  for (let round = 1; round <= settings.maxRounds && round <= best.rounds + settings.patience; round += 1) {
    for (let done = 0; done < settings.roundRows; done += batchRows) {
      signal?.throwIfAborted();
      await trainee.step(batchOf(sample(batchRows)));
    }
    const loss = await trainee.validationLoss();
    if (loss < best.validationLoss) {
      best = { rounds: round, validationLoss: loss };
      trainee.keep();
    }
    await onRound?.(round, loss);
  }
  return best;
}

/**
 * Trains one network and keeps the weights that did best on the validation block. All chance comes from the seed and
 * none from the backend, so the same data, settings and seed give the same weights: bit for bit on one backend, to
 * within rounding on another.
 */
export async function trainMember({ backend, shape, seed, start, ...stopping }: MemberTask): Promise<TrainedMember> {
  const { settings, data } = stopping;
  const random = createRandom(seed);
  let weights = start ?? initialWeights(shape, random);
  let best = weights;
  const runner = createNetworkRunner(shape);
  const session = await backend.open(shape, weights, settings);
  let isFresh = true;
  const trainee: Trainee = {
    step: (batch) => session.step(batch),
    async validationLoss() {
      // The first look is at the weights as given, to the last digit.
      if (!isFresh) weights = await session.weights();
      isFresh = false;
      return validationLoss(data, runner.rows([weights], data.inputs, validationRange(data)));
    },
    keep() {
      best = weights;
    },
  };
  try {
    const found = await trainEarlyStopped(trainee, shape, { ...stopping, random });
    return { weights: best, ...found };
  } finally {
    session.dispose();
  }
}
