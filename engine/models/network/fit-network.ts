import type { Fit, FitInput } from '../fit.ts';
import type { Model } from '../model.ts';
import { createNetworkRunner } from './log-odds.ts';
import { type NetworkParameters, parseNetwork } from './network-json.ts';
import { createNetwork } from './network-model.ts';
import { fitScaler, inputRows } from './sequences.ts';
import type { Cell, NetworkShape } from './shape.ts';
import { type SequenceSet, type TrainingSettings, trainMember } from './train-member.ts';
import type { NetworkBackend } from './training-session.ts';

/** Candles a network looks back on. */
const STEPS = 32;
const UNITS = 16;
/** Networks from different seeds that are averaged. */
const MEMBERS = 3;
/** Share of the training time that early stopping is judged on: the newest. */
const VALIDATION_SHARE = 0.15;
/** As after a test block in the walk-forward. */
const EMBARGO_CANDLES = 24;
/** In a walk-forward a network serves this long before it is fitted again, from the weights it has. */
export const REFIT_DAYS = 180;
const DAY_MS = 86_400_000;

const SETTINGS: TrainingSettings = {
  learningRate: 1e-3,
  weightDecay: 0.01,
  batchRows: 64,
  inputDropout: 0.1,
  stateDropout: 0.3,
  roundRows: 8_192,
  maxRounds: 30,
  patience: 4,
};

/** Measures the backends that are present and picks one. */
export type ChooseBackend = (
  shape: NetworkShape,
  batchRows: number,
) => Promise<{ readonly backend: NetworkBackend; readonly text: string }>;

interface Parts {
  readonly training: Int32Array;
  readonly validation: Int32Array;
  readonly newestMs: number;
}

/** Training rows without those whose label, or the embargo before the newest block, touches that block. */
function partRows({ rows, closeTimeMs, timeframeMs }: FitInput): Parts {
  const times = Float64Array.from(rows, (row) => closeTimeMs[row] ?? 0).sort();
  const fromMs = times[Math.floor((1 - VALIDATION_SHARE) * times.length)] ?? 0;
  const untilMs = fromMs - (1 + EMBARGO_CANDLES) * timeframeMs;
  return {
    training: rows.filter((row) => (closeTimeMs[row] ?? 0) <= untilMs),
    validation: rows.filter((row) => (closeTimeMs[row] ?? 0) >= fromMs),
    newestMs: times.at(-1) ?? 0,
  };
}

/** The network before, when it is of the same make. */
function warmStart({ previous, matrix }: FitInput, cell: Cell): NetworkParameters | null {
  if (previous === null || previous.kind !== cell) return null;
  const parameters = parseNetwork(previous.toJSON());
  return parameters.scaler.features.join() === matrix.names.join() ? parameters : null;
}

/** Rows whose window lies whole within the inputs. */
function wholeWindows(rows: Int32Array, { from, wholeRows }: SequenceSet['inputs']): Int32Array {
  return rows.filter((row) => (wholeRows[row - from] ?? 0) >= STEPS);
}

/**
 * A fit of recurrent networks: standardised sequences of STEPS candles, MEMBERS networks from different seeds, each stopped early on the newest
 * purged block. In a walk-forward a network is kept REFIT_DAYS and then goes on from its weights. Deterministic for (data, seed) on one backend.
 */
export function networkFit(cell: Cell, chooseBackend: ChooseBackend): Fit {
  return async (input: FitInput): Promise<Model> => {
    const { matrix, up, rows, seed, previous, onProgress, signal } = input;
    const warm = warmStart(input, cell);
    const { training, validation, newestMs } = partRows(input);
    const ageMs = newestMs - (warm?.training.trainedUntilMs ?? Number.NEGATIVE_INFINITY);
    if (warm !== null && previous !== null && input.fresh !== true && ageMs >= 0 && ageMs < REFIT_DAYS * DAY_MS)
      return previous;

    const shape: NetworkShape = warm?.shape ?? { cell, steps: STEPS, inputs: matrix.names.length, units: UNITS };
    const scaler = warm?.scaler ?? fitScaler(matrix, training);
    const { inputWidth: width } = createNetworkRunner(shape);
    const to = rows.reduce((end, row) => Math.max(end, row + 1), 0);
    const inputs = inputRows(matrix, scaler, { from: 0, to, width });
    const data = { inputs, up, training: wholeWindows(training, inputs), validation: wholeWindows(validation, inputs) };
    if (data.training.length === 0 || data.validation.length === 0)
      throw new Error(`expected rows with ${STEPS} known candles behind them, was none`);
    const { backend, text } = await chooseBackend(shape, SETTINGS.batchRows);
    const total = MEMBERS * SETTINGS.maxRounds;
    await onProgress?.({ text, done: 0, total });
    const members = [];
    for (let member = 0; member < MEMBERS; member += 1) {
      members.push(
        await trainMember({
          backend,
          shape,
          settings: SETTINGS,
          data,
          seed: seed + 7_919 * member,
          start: warm?.members[member] ?? null,
          onRound: async (round, loss) => {
            const done = member * SETTINGS.maxRounds + round;
            await onProgress?.({ text: `network ${member + 1}, validation loss ${loss.toFixed(5)}`, done, total });
          },
          ...(signal === undefined ? {} : { signal }),
        }),
      );
    }
    return createNetwork({
      shape,
      scaler,
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
