import { z } from 'zod';
import { type LogisticWeights, parseLogistic } from '../logistic/weights.ts';
import { CELLS, type NetworkShape, type NetworkWeights, weightLengths } from './shape.ts';
import type { Scaler } from './standardise.ts';

/** Everything a trained network is made of. */
export interface NetworkParameters {
  readonly shape: NetworkShape;
  readonly scaler: Scaler;
  /** The straight line whose log-odds the networks add to. */
  readonly line: LogisticWeights;
  /** Networks from different seeds, whose log-odds are averaged. */
  readonly members: readonly NetworkWeights[];
  readonly training: NetworkTraining;
}

/** How it came about. */
export interface NetworkTraining {
  /** Decision time of the newest training row. */
  readonly trainedUntilMs: number;
  /** What trained it; another backend gives the same weights to within rounding. */
  readonly backend: string;
  /** Per member: rounds taken until the best one, and the mean log loss there on the validation block. */
  readonly rounds: readonly number[];
  readonly validationLoss: readonly number[];
}

const numbers = z.array(z.number());
const schema = z.object({
  shape: z.object({
    cell: z.enum(CELLS),
    steps: z.number().int().positive(),
    inputs: z.number().int().positive(),
    units: z.number().int().positive().multipleOf(8),
  }),
  scaler: z.object({ features: z.array(z.string()), means: numbers, scales: numbers, clip: z.number().positive() }),
  line: z.unknown(),
  members: z
    .array(
      z.object({
        kernel: z.string(),
        recurrent: z.string(),
        bias: z.string(),
        head: z.string(),
        headBias: z.string(),
      }),
    )
    .min(1),
  training: z.object({
    trainedUntilMs: z.number(),
    backend: z.string(),
    rounds: numbers,
    validationLoss: numbers,
  }),
});

/** Little-endian 32-bit floats as base64. */
function encode(values: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(values.length * 4));
  for (const [at, value] of values.entries()) bytes.setFloat32(at * 4, value, true);
  return Buffer.from(bytes.buffer).toString('base64');
}

function decode(text: string, expected: number, name: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== expected * 4)
    throw new Error(`expected ${expected} weights of ${name}, was ${bytes.length / 4}`);
  const values = Float32Array.from({ length: expected }, (_, at) => bytes.readFloatLE(at * 4));
  if (values.some((value) => !Number.isFinite(value))) throw new Error(`expected finite weights of ${name}`);
  return values;
}

/** Plain JSON value, weights as base64. The same network gives the same value. */
export function networkToJson({ shape, scaler, line, members, training }: NetworkParameters): unknown {
  return {
    shape,
    scaler,
    line,
    members: members.map(({ kernel, recurrent, bias, head, headBias }) => ({
      kernel: encode(kernel),
      recurrent: encode(recurrent),
      bias: encode(bias),
      head: encode(head),
      headBias: encode(headBias),
    })),
    training,
  };
}

/** A network from its JSON value. Throws when the value is not what networkToJson gives, or its parts do not fit. */
export function parseNetwork(value: unknown): NetworkParameters {
  const { shape, scaler, line, members, training } = schema.parse(value);
  const counts = [scaler.features.length, scaler.means.length, scaler.scales.length];
  if (counts.some((count) => count !== shape.inputs))
    throw new Error(`expected ${shape.inputs} features with means and scales, was ${counts.join(', ')}`);
  const lengths = weightLengths(shape);
  return {
    shape,
    scaler,
    line: parseLogistic(line),
    training,
    members: members.map((member) => ({
      kernel: decode(member.kernel, lengths.kernel, 'kernel'),
      recurrent: decode(member.recurrent, lengths.recurrent, 'recurrent'),
      bias: decode(member.bias, lengths.bias, 'bias'),
      head: decode(member.head, lengths.head, 'head'),
      headBias: decode(member.headBias, lengths.headBias, 'headBias'),
    })),
  };
}
