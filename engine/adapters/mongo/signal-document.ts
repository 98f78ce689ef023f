import { type Connection, type Model, Schema } from 'mongoose';
import { z } from 'zod';
import { seriesName } from '../../market/series.ts';
import type { LedgerEntry } from '../../ports.ts';
import type { Delivery, PlannedDelivery } from '../../signals/delivery.ts';
import { type PositionStep, type Signal, signalSlot } from '../../signals/signal.ts';
import { outcomeFrom, outcomeShape, type StoredOutcome, stepShape, storedSignal } from './stored/stored-signal.ts';

/** Name of the collection. */
export const SIGNALS = 'signals';
/** Digits of the id kept apart with an index, so that a shortened id is found by equality. */
export const HEAD_DIGITS = 6;

const storedDeliveryShape = z.object({
  id: z.string(),
  // Absent in deliveries of the signal itself.
  stepCloseMs: z.number().nullish(),
  tier: z.string(),
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
  outcomeShown: z.boolean(),
  error: z.string().nullable(),
});

const deliveryShape = storedDeliveryShape.transform(
  ({ tier, tierRank, stepCloseMs, message, ...rest }): Delivery => ({
    ...{ ...rest, audience: tier, priority: tierRank },
    ...(stepCloseMs == null ? {} : { stepCloseMs }),
    ...(message == null ? {} : { message }),
  }),
);

/** A delivery at rest: what the domain knows of it, and what claiming it needs. */
export interface StoredDelivery extends Omit<Delivery, 'audience' | 'priority'> {
  /** The audience: documents kept the name they were first written with. */
  readonly tier: string;
  /** The priority. */
  readonly tierRank: number;
  /** What is left to do: "post" while pending or claimed, "edit" once sent until it shows the outcome, null when nothing. */
  readonly work: 'post' | 'edit' | null;
  /** Not claimed before: due time, or the time a retry was put off to. */
  readonly notBeforeMs: number;
  /** End of the current claim's lease, 0 when there is none. */
  readonly leaseUntilMs: number;
  readonly editAttempt: number;
}

/** One signal with its outcome and deliveries: everything about it changes in one document, atomically. */
export interface SignalDocument {
  readonly _id: string;
  readonly head: string;
  /** signalSlot, unique; of a superseded signal with its id behind it. Absent in documents that were written before it was known. */
  readonly slot?: string;
  /**
   * Id of the signal of the same slot that counts instead of this one: published twice before the slot was unique. Null: this one counts.
   */
  readonly supersededBy?: string | null;
  readonly series: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly closeTimeMs: number;
  readonly createdAtMs: number;
  readonly settled: boolean;
  readonly signal: Signal;
  /** Absent in documents of an older version. */
  readonly steps?: readonly PositionStep[];
  readonly outcome: StoredOutcome | null;
  readonly deliveries: readonly StoredDelivery[];
  /** When something of its deliveries has to be looked at next (nextWorkMs in delivery-work.ts); null: never, as things stand. */
  readonly nextWorkMs?: number | null;
  /** Counts the changes of deliveries, steps and outcome: nextWorkMs is written only by who has seen the newest. */
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

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const maybeNumber = { type: Number, default: null } as const;
const plain = { _id: false, id: false, strict: 'throw', minimize: false } as const;

const deliverySchema = new Schema<StoredDelivery>(
  {
    id: text,
    stepCloseMs: { type: Number },
    tier: text,
    chatId: number,
    dueAtMs: number,
    expiresAtMs: number,
    state: text,
    attempt: number,
    messageId: maybeNumber,
    sentAtMs: maybeNumber,
    form: { type: String, required: true, default: 'text' },
    message: { type: String },
    outcomeShown: { type: Boolean, required: true },
    error: { type: String, default: null },
    work: { type: String, default: null },
    tierRank: number,
    notBeforeMs: number,
    leaseUntilMs: number,
    editAttempt: number,
  },
  plain,
);

const outcomeSchema = new Schema(
  {
    type: { type: String, required: true },
    open: maybeNumber,
    high: maybeNumber,
    low: maybeNumber,
    close: maybeNumber,
    returnBps: maybeNumber,
    plan: {
      type: new Schema(
        { touched: text, entryPrice: number, exitTimeMs: number, exitPrice: number, grossBps: number, netBps: number },
        plain,
      ),
      default: null,
    },
    settledAtMs: number,
  },
  plain,
);

const decisionSchema = new Schema(
  {
    id: text,
    family: { type: String, required: true, default: 'next-candle' },
    series: new Schema({ exchange: text, symbol: text, timeframe: text }, plain),
    closeTimeMs: number,
    side: text,
    probabilityUp: maybeNumber,
    confidence: maybeNumber,
    entry: number,
    stop: number,
    target: maybeNumber,
    horizonCandles: maybeNumber,
    size: maybeNumber,
    expectedValueBps: maybeNumber,
    expectedValueInterval: { type: [Number], default: null },
    costBps: number,
    worthTrading: { type: Boolean, default: null },
    dataQuality: new Schema({ stamp: text, reasons: [Schema.Types.Mixed] }, plain),
    modelVersion: text,
    marketSource: text,
    createdAtMs: number,
  },
  plain,
);

const stepSchema = new Schema<PositionStep>(
  { type: { type: String, required: true }, closeTimeMs: number, close: number, fraction: number, reason: text },
  plain,
);

const signalSchema = new Schema(
  {
    _id: text,
    head: text,
    slot: { type: String },
    supersededBy: { type: String, default: null },
    series: text,
    symbol: text,
    timeframe: text,
    closeTimeMs: number,
    createdAtMs: number,
    settled: { type: Boolean, required: true },
    signal: { type: decisionSchema, required: true },
    steps: [stepSchema],
    outcome: { type: outcomeSchema, default: null },
    deliveries: [deliverySchema],
    nextWorkMs: maybeNumber,
    revision: { type: Number },
  },
  { collection: SIGNALS, id: false, strict: 'throw', minimize: false, versionKey: false },
);

/** The mongoose model on this connection, made once. */
export function signalModel(connection: Connection): Model<SignalDocument> {
  return connection.models[SIGNALS] ?? connection.model<SignalDocument>(SIGNALS, signalSchema);
}
