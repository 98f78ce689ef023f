import type { Connection, Model } from 'mongoose';
import { z } from 'zod';
import { seriesName } from '../../market/series.ts';
import type { LedgerEntry } from '../../ports.ts';
import type { Delivery, PlannedDelivery } from '../../signals/delivery.ts';
import { type PositionStep, type Signal, signalSlot } from '../../signals/signal.ts';
import { schemaOf } from './stored/schema-of.ts';
import { outcomeFrom, outcomeShape, stepShape, storedSignal, storedSignalShape } from './stored/stored-signal.ts';

/** Name of the collection. */
export const SIGNALS = 'signals';
/** Digits of the id kept apart with an index, so that a shortened id is found by equality. */
export const HEAD_DIGITS = 6;

const storedDeliveryShape = z.object({
  id: z.string().min(1),
  // Absent in deliveries of the signal itself.
  stepCloseMs: z.number().nullish(),
  /** The audience: documents kept the name they were first written with. */
  tier: z.string().min(1),
  /** The priority. */
  tierRank: z.number(),
  chatId: z.number(),
  dueAtMs: z.number(),
  expiresAtMs: z.number(),
  state: z.enum(['pending', 'claimed', 'sent', 'dead', 'unknown', 'expired']),
  attempt: z.number(),
  messageId: z.number().nullable(),
  sentAtMs: z.number().nullable(),
  // Documents from before pictures hold texts.
  form: z.enum(['text', 'photo']).default('text'),
  message: z.string().nullish(),
  sentHtml: z.string().nullish(),
  outcomeShown: z.boolean(),
  error: z.string().nullable(),
  isRepeat: z.boolean().nullish(),
  /** What is left to do: "post" until it is sent or given up, "edit" once sent until it shows the outcome, null when nothing. */
  work: z.enum(['post', 'edit']).nullable(),
  /** Not claimed before: due time, or the time a retry was put off to. */
  notBeforeMs: z.number(),
  /** End of the current claim's lease, 0 when there is none. */
  leaseUntilMs: z.number(),
  editAttempt: z.number(),
});

/** A delivery at rest: what the domain knows of it, and what claiming it needs. */
export type StoredDelivery = Readonly<z.infer<typeof storedDeliveryShape>>;

const deliveryShape = storedDeliveryShape
  .omit({ work: true, notBeforeMs: true, leaseUntilMs: true, editAttempt: true })
  .transform(
    ({ tier, tierRank, stepCloseMs, message, sentHtml, isRepeat, ...rest }): Delivery => ({
      ...{ ...rest, audience: tier, priority: tierRank },
      ...(stepCloseMs == null ? {} : { stepCloseMs }),
      ...(message == null ? {} : { message }),
      ...(sentHtml == null ? {} : { sentHtml }),
      ...(isRepeat === true ? { isRepeat } : {}),
    }),
  );

const documentShape = z.object({
  _id: z.string().min(1),
  head: z.string().min(1),
  /** signalSlot, unique; of a superseded signal with its id behind it. Absent in documents that were written before it was known. */
  slot: z.string().optional(),
  /** Id of the signal of the same slot that counts instead: published twice before the slot was unique. Null: this one counts. */
  supersededBy: z.string().nullable(),
  series: z.string().min(1),
  symbol: z.string().min(1),
  timeframe: z.string().min(1),
  closeTimeMs: z.number(),
  createdAtMs: z.number(),
  settled: z.boolean(),
  signal: storedSignalShape,
  // Absent in documents of an older version.
  steps: z.array(stepShape),
  outcome: outcomeShape.nullable(),
  deliveries: z.array(storedDeliveryShape),
  /** When something of its deliveries has to be looked at next (nextWorkMs in delivery-work.ts); null: never, as things stand. */
  nextWorkMs: z.number().nullable(),
  /** Counts the changes of deliveries, steps and outcome: nextWorkMs is written only with the newest revision. */
  revision: z.number().optional(),
});

/** One signal with its outcome and deliveries: everything about it changes in one document, atomically. */
export interface SignalDocument
  extends Readonly<
    Omit<z.infer<typeof documentShape>, 'signal' | 'steps' | 'supersededBy' | 'nextWorkMs' | 'revision'>
  > {
  readonly signal: Signal;
  // Documents of older versions lack these.
  readonly steps?: readonly PositionStep[];
  readonly supersededBy?: string | null;
  readonly nextWorkMs?: number | null;
  readonly revision?: number | null;
}

const entryShape = z
  .object({
    signal: storedSignal,
    steps: z.array(stepShape).default([]),
    outcome: outcomeShape.nullable(),
    deliveries: z.array(deliveryShape),
  })
  .transform(
    ({ signal, steps, outcome, deliveries }): LedgerEntry => ({
      ...{ signal, steps, deliveries },
      outcome: outcome === null ? null : outcomeFrom(signal, outcome),
    }),
  );

/** A stored document as readers see it. Throws ZodError when it does not have the shape that we write. */
export function parseEntry(document: unknown): LedgerEntry {
  return entryShape.parse(document);
}

/** The document a signal is born as. */
export function signalDocument(signal: Signal, deliveries: readonly PlannedDelivery[]): SignalDocument {
  const { exchange, symbol, timeframe } = signal.series;
  return {
    _id: signal.id,
    head: signal.id.slice(0, HEAD_DIGITS),
    slot: signalSlot(signal),
    supersededBy: null,
    series: seriesName(signal.series),
    symbol,
    timeframe,
    closeTimeMs: signal.closeTimeMs,
    createdAtMs: signal.createdAtMs,
    settled: false,
    signal: { ...signal, series: { exchange, symbol, timeframe } },
    steps: [],
    outcome: null,
    deliveries: deliveries.map(newDelivery),
    nextWorkMs: deliveries.length === 0 ? null : Math.min(...deliveries.map(({ dueAtMs }) => dueAtMs)),
    revision: 0,
  };
}

/** A delivery to which nothing has happened yet. */
export function newDelivery({ audience, priority, ...planned }: PlannedDelivery): StoredDelivery {
  return {
    ...planned,
    tier: audience,
    tierRank: priority,
    state: 'pending',
    attempt: 0,
    messageId: null,
    sentAtMs: null,
    form: 'text',
    outcomeShown: false,
    error: null,
    work: 'post',
    notBeforeMs: planned.dueAtMs,
    leaseUntilMs: 0,
    editAttempt: 0,
  };
}

const signalSchema = schemaOf<SignalDocument>(documentShape, SIGNALS);

/** The mongoose model on this connection, made once. */
export function signalModel(connection: Connection): Model<SignalDocument> {
  return connection.models[SIGNALS] ?? connection.model<SignalDocument>(SIGNALS, signalSchema);
}
