import { presentBackends } from '../../engine/adapters/tensorflow/backends.ts';
import type { BackendNames } from '../../engine/adapters/tensorflow/session.ts';
import { openTransformer, type TransformerSession } from '../../engine/adapters/tensorflow/transformer.ts';
import { sigmoid } from '../../engine/math.ts';
import { logOdds } from '../../engine/models/calibration.ts';
import type { Fit } from '../../engine/models/fit.ts';
import { createLogistic } from '../../engine/models/logistic.ts';
import type { Model } from '../../engine/models/model.ts';
import { NETWORK_CONFIG, type PreparedSequences, prepareSequences } from '../../engine/models/network/fit-network.ts';
import { createStandardise, type InputRows } from '../../engine/models/network/standardise.ts';
import {
  type Trainee,
  trainEarlyStopped,
  validationLoss,
  validationRange,
} from '../../engine/models/network/train-member.ts';
import { createRandom } from '../../engine/random.ts';

const BATCH_ROWS = 256;
const SHAPE = { width: 32, heads: 2, hidden: 64, blocks: 2 } as const;
/** Apart enough that members share no stream of chance. */
const SEED_STEP = 7_919;

/** How many transformers are averaged, and how long each may be trained. */
export interface Transformers {
  readonly members: number;
  readonly maxRounds: number;
}

/** Log-odds of the rows [from, to) under a trained transformer; NaN where a window is not whole. */
function addedBy(session: TransformerSession, inputs: InputRows, [from, to]: readonly [number, number]): Float64Array {
  const { steps } = NETWORK_CONFIG;
  const { values, width, wholeRows } = inputs;
  const count = width - 1;
  const added = new Float64Array(to - from);
  for (let start = from; start < to; start += BATCH_ROWS) {
    const rows = Math.min(BATCH_ROWS, to - start);
    const windows = new Float32Array(rows * steps * count);
    for (let row = 0; row < rows * steps; row += 1) {
      const source = (start + Math.floor(row / steps) - steps + 1 + (row % steps) - inputs.from) * width;
      if (source >= 0) windows.set(values.subarray(source, source + count), row * count);
    }
    added.set(session.logOdds(windows, rows), start - from);
  }
  return added.map((value, at) => ((wholeRows[from + at - inputs.from] ?? 0) >= steps ? value : Number.NaN));
}

/** One transformer trained on the prepared windows, at its best on the validation block. */
async function trainTransformer(
  { data }: PreparedSequences,
  backend: BackendNames,
  { seed, maxRounds }: { readonly seed: number; readonly maxRounds: number },
): Promise<TransformerSession> {
  const { steps, training } = NETWORK_CONFIG;
  const settings = { ...training, maxRounds };
  const shape = { ...SHAPE, steps, inputs: data.inputs.width - 1 };
  const random = createRandom(seed);
  const session = await openTransformer(backend, shape, { ...settings, random });
  const trainee: Trainee = {
    step: (batch) => session.step(batch),
    keep: () => session.keep(),
    validationLoss: () => validationLoss(data, addedBy(session, data.inputs, validationRange(data))),
  };
  await trainEarlyStopped(trainee, { ...shape, units: shape.width }, { settings, data, random });
  session.restore();
  return session;
}

/** The quickest backend of TensorFlow.js that works here. */
async function firstBackend(): Promise<BackendNames> {
  const [backend] = await presentBackends();
  if (backend === undefined) throw new Error('expected a TensorFlow.js backend, was none');
  return backend;
}

/**
 * Fits transformers that learn, as our networks do, what a straight line leaves over. What comes back only scores rows,
 * until the next fit: its weights are then freed, and its explanation and JSON are the line's.
 */
export async function transformerMaker({ members, maxRounds }: Transformers): Promise<{ readonly fit: Fit }> {
  const backend = await firstBackend();
  const { steps, validationShare } = NETWORK_CONFIG;
  let sessions: readonly TransformerSession[] = [];
  async function fit(input: Parameters<Fit>[0]): Promise<Model> {
    for (const session of sessions) session.dispose();
    const width = input.matrix.names.length + 1;
    const prepared = prepareSequences(input, { steps, validationShare, width, warm: null });
    const trained: TransformerSession[] = [];
    for (let member = 0; member < members; member += 1)
      trained.push(await trainTransformer(prepared, backend, { seed: input.seed + SEED_STEP * member, maxRounds }));
    sessions = trained;
    const line = createLogistic(prepared.line);
    const standardise = createStandardise(prepared.scaler);
    const scoreRows: Model['scoreRows'] = (matrix, from, to) => {
      const inputs = standardise(matrix, { from: Math.max(0, from - steps), to, width });
      const added = trained.map((session) => addedBy(session, inputs, [from, to]));
      return line.scoreRows(matrix, from, to).map((score, row) => {
        const sum = added.reduce((total, each) => total + (each[row] ?? Number.NaN), 0);
        return sigmoid(logOdds(score) + sum / members);
      });
    };
    return {
      ...line,
      rowsRead: steps,
      scoreRows,
      score: (matrix, row) => scoreRows(matrix, row, row + 1)[0] ?? Number.NaN,
    };
  }
  return { fit };
}
