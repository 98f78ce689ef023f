import { createHash } from 'node:crypto';
import { z } from 'zod';
import { TIMEFRAMES } from '../market/timeframe.ts';
import { MODEL_KINDS } from './model.ts';
import { modelMaker } from './model-maker.ts';
import type { CardNote, TrainedModel } from './trained.ts';

const FORMAT = 'analyser-model/1';

/** A model, or why the text must not serve: damaged, altered or of another make. */
export type ArtefactReading =
  | { readonly type: 'model'; readonly trained: TrainedModel }
  | { readonly type: 'refused'; readonly reason: string };

const rangeSchema = z.object({
  min: z.number(),
  max: z.number(),
  edges: z.array(z.number()).min(1).max(9),
  shares: z.array(z.number()).max(10),
});

/** Artefacts of earlier versions hold notes as sentences. */
const noteSchema = z.union([
  z.string().transform((text): CardNote => ({ code: 'text', params: { text } })),
  z.object({ code: z.literal('text'), params: z.object({ text: z.string() }) }),
  z.object({ code: z.literal('short-first-window'), params: z.object({ days: z.number() }) }),
]);

const cardSchema = z.object({
  trainedOn: z.array(z.string()),
  trainedFromMs: z.number(),
  trainedUntilMs: z.number(),
  rows: z.number().int().nonnegative(),
  seed: z.number(),
  features: z.array(
    z
      .object({ name: z.string(), weight: z.number().nullable(), range: rangeSchema.optional() })
      .transform(({ range, ...feature }) => (range === undefined ? feature : { ...feature, range })),
  ),
  outOfSample: z
    .object({
      rows: z.number().int().positive(),
      accuracy: z.number(),
      accuracyInterval: z.tuple([z.number(), z.number()]),
      auc: z.number().nullable(),
      brierSkill: z.number().nullable(),
      reversalAccuracy: z.number().nullable(),
    })
    .nullable(),
  notes: z.array(noteSchema).optional(),
});

const plattSchema = z.object({ slope: z.number(), intercept: z.number() });

const bodySchema = z.object({
  version: z.string().min(1),
  kind: z.enum(MODEL_KINDS),
  timeframe: z.enum(TIMEFRAMES),
  model: z.unknown(),
  // Only models of forex hours, and none of before, have a map for the New York close.
  calibration: plattSchema.extend({ newYorkClose: plattSchema.optional() }),
  recentConfidences: z.array(z.number().min(0.5).max(1)).max(2_000),
  // Artefacts of before expected values were calibrated have none.
  valueSlope: z
    .object({ slope: z.number(), interval: z.tuple([z.number(), z.number()]), rows: z.number() })
    .nullable()
    .default(null),
  trainedUntilMs: z.number(),
  card: cardSchema,
});

const artefactSchema = z.object({ format: z.literal(FORMAT), sha256: z.string(), body: z.string() });

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** First eight hex digits of the sha256 of a model's weights, as used in its version. */
export function weightsDigest(model: { toJSON(): unknown }): string {
  return sha256(JSON.stringify(model.toJSON())).slice(0, 8);
}

/** JSON text {format, sha256, body}: the same model gives the same bytes. body is the JSON text that the sha256 is of. */
export function writeArtefact(trained: TrainedModel): string {
  const {
    version,
    timeframe,
    model,
    calibration,
    recentConfidences,
    valueSlope = null,
    trainedUntilMs,
    card,
  } = trained;
  const body = JSON.stringify({
    version,
    kind: model.kind,
    timeframe,
    model: model.toJSON(),
    calibration,
    recentConfidences,
    valueSlope,
    trainedUntilMs,
    card,
  });
  return JSON.stringify({ format: FORMAT, sha256: sha256(body), body });
}

/** An artefact text that must not serve. */
class ArtefactRefused extends Error {
  override readonly name = 'ArtefactRefused';
}

function parseJson<T>(schema: z.ZodType<T>, text: string, part: 'envelope' | 'body'): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ArtefactRefused(
      `expected model artefact${part === 'body' ? ' body' : ''} to be JSON, was "${text.slice(0, 40)}"`,
      { cause },
    );
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ArtefactRefused(
    `expected a sound model artefact${part === 'body' ? ' body' : ''}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  );
}

function modelOf({ kind, model, card, ...rest }: z.infer<typeof bodySchema>): TrainedModel {
  const { notes, ...plain } = card;
  try {
    return { ...rest, card: notes === undefined ? plain : { ...plain, notes }, model: modelMaker(kind).parse(model) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ArtefactRefused(`expected weights of a ${kind} model: ${reason}`, { cause });
  }
}

/** The model of an artefact text; refused when the text is damaged, its sha256 does not match, or this build cannot make the model. */
export function readArtefact(text: string): ArtefactReading {
  try {
    const { body, sha256: stated } = parseJson(artefactSchema, text, 'envelope');
    const digest = sha256(body);
    if (digest !== stated)
      throw new ArtefactRefused(
        `expected a model artefact with sha256 ${stated}, was ${digest}: it was altered or damaged`,
      );
    return { type: 'model', trained: modelOf(parseJson(bodySchema, body, 'body')) };
  } catch (error) {
    if (error instanceof ArtefactRefused) return { type: 'refused', reason: error.message };
    throw error;
  }
}
