import { type Connection, type Model, Schema } from 'mongoose';
import { z } from 'zod';
import { seriesName } from '../../market/series.ts';
import { TIMEFRAMES } from '../../market/timeframe.ts';
import type { LedgerEntry } from '../../ports.ts';
import { isWorthTrading } from '../../signals/cost.ts';
import type { Delivery, PlannedDelivery } from '../../signals/delivery.ts';
import { sizeAt } from '../../signals/levels.ts';
import { planWithin, voidOutcome } from '../../signals/outcome.ts';
import { type Outcome, SIGNAL_FAMILIES, type Signal, signalSlot } from '../../signals/signal.ts';
import { storedReason } from './stored-reason.ts';

/** Name of the collection. */
export const SIGNALS = 'signals';
/** Digits of the id kept apart with an index, so that a shortened id is found by equality. */
export const HEAD_DIGITS = 6;

const storedSignalShape = z.object({
  id: z.string(),
  // Older documents do not name it: there was one.
  family: z.enum(SIGNAL_FAMILIES).default('next-candle'),
  series: z.object({ exchange: z.string(), symbol: z.string(), timeframe: z.enum(TIMEFRAMES) }),
  closeTimeMs: z.number(),
  side: z.enum(['BUY', 'SELL']),
  probabilityUp: z.number(),
  confidence: z.number(),
  entry: z.number(),
  stop: z.number(),
  target: z.number().nullable(),
  expectedValueBps: z.number().nullable(),
  costBps: z.number(),
  // Absent in older documents: olderPlan.
  horizonCandles: z.number().nullable().optional(),
  size: z.number().nullish(),
  expectedValueInterval: z.tuple([z.number(), z.number()]).nullish(),
  worthTrading: z.boolean().nullish(),
  dataQuality: z.object({ stamp: z.enum(['green', 'amber', 'red']), reasons: z.array(storedReason) }),
  modelVersion: z.string(),
  marketSource: z.enum(['live', 'recorded', 'simulated']),
  createdAtMs: z.number(),
});

/**
 * What documents written before plans were scored do not name: all were about the next candle, and their expected value
 * is after cost.
 */
function olderPlan({ entry, stop, expectedValueBps, costBps }: z.infer<typeof storedSignalShape>) {
  const beforeCostBps = expectedValueBps === null ? null : expectedValueBps + costBps;
  return {
    horizonCandles: 1,
    size: sizeAt(entry, stop),
    expectedValueBps: beforeCostBps,
    expectedValueInterval: null,
    worthTrading: isWorthTrading(beforeCostBps, costBps),
  };
}

const signalShape = storedSignalShape.transform((stored): Signal => {
  const { size, worthTrading, horizonCandles = 1, expectedValueInterval = null, ...rest } = stored;
  if (size == null || worthTrading == null) return { ...rest, ...olderPlan(stored) };
  return { ...rest, size, worthTrading, horizonCandles, expectedValueInterval };
});

const planShape = z.object({
  touched: z.enum(['stop', 'target', 'horizon', 'exit']),
  entryPrice: z.number(),
  exitTimeMs: z.number(),
  exitPrice: z.number(),
  grossBps: z.number(),
  netBps: z.number(),
});

const outcomeShape = z.object({
  type: z.enum(['right', 'wrong', 'flat', 'void']),
  open: z.number().nullable(),
  high: z.number().nullable(),
  low: z.number().nullable(),
  close: z.number().nullable(),
  returnBps: z.number().nullable(),
  // Absent in older documents, whose prices decide it.
  plan: planShape.nullish(),
  settledAtMs: z.number(),
});

/** An outcome at rest: documents kept the fields that they were first written with. */
export type StoredOutcome = z.infer<typeof outcomeShape>;

/** An outcome as its document keeps it. */
export function storedOutcome({ direction, plan, prices, settledAtMs }: Outcome): StoredOutcome {
  const { open, high, low, close } = prices ?? { open: null, high: null, low: null, close: null };
  return { type: direction.type, open, high, low, close, returnBps: direction.grossBps, plan, settledAtMs };
}

/** The outcome of a stored signal. One that was stored without its plan is scored by its own prices. */
export function outcomeFrom(signal: Signal, stored: StoredOutcome): Outcome {
  const { type, open, high, low, close, returnBps, plan = null, settledAtMs } = stored;
  if (type === 'void' || open === null || high === null || low === null || close === null || returnBps === null)
    return voidOutcome(settledAtMs);
  const prices = { open, high, low, close };
  return {
    direction: { type, grossBps: returnBps, netBps: returnBps - signal.costBps },
    plan: plan ?? planWithin(signal, prices),
    prices,
    settledAtMs,
  };
}

const storedDeliveryShape = z.object({
  id: z.string(),
  tier: z.string(),
  tierRank: z.number(),
  chatId: z.number(),
  dueAtMs: z.number(),
  expiresAtMs: z.number(),
  state: z.enum(['pending', 'claimed', 'sent', 'dead', 'unknown', 'expired']),
  attempt: z.number(),
  messageId: z.number().nullable(),
  sentAtMs: z.number().nullable(),
  outcomeShown: z.boolean(),
  error: z.string().nullable(),
});

const deliveryShape = storedDeliveryShape.transform(
  ({ tier, tierRank, ...rest }): Delivery => ({ ...rest, audience: tier, priority: tierRank }),
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
  readonly outcome: StoredOutcome | null;
  readonly deliveries: readonly StoredDelivery[];
}

const entryShape = z
  .object({ signal: signalShape, outcome: outcomeShape.nullable(), deliveries: z.array(deliveryShape) })
  .transform(
    ({ signal, outcome, deliveries }): LedgerEntry => ({
      ...{ signal, deliveries },
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
    outcome: null,
    deliveries: deliveries.map(({ audience, priority, ...planned }) => ({
      ...planned,
      tier: audience,
      tierRank: priority,
      state: 'pending',
      attempt: 0,
      messageId: null,
      sentAtMs: null,
      outcomeShown: false,
      error: null,
      work: 'post',
      notBeforeMs: planned.dueAtMs,
      leaseUntilMs: 0,
      editAttempt: 0,
    })),
  };
}

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const maybeNumber = { type: Number, default: null } as const;
const plain = { _id: false, id: false, strict: 'throw', minimize: false } as const;

const deliverySchema = new Schema<StoredDelivery>(
  {
    id: text,
    tier: text,
    chatId: number,
    dueAtMs: number,
    expiresAtMs: number,
    state: text,
    attempt: number,
    messageId: maybeNumber,
    sentAtMs: maybeNumber,
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
    probabilityUp: number,
    confidence: number,
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
    outcome: { type: outcomeSchema, default: null },
    deliveries: [deliverySchema],
  },
  { collection: SIGNALS, id: false, strict: 'throw', minimize: false, versionKey: false },
);

/** The mongoose model on this connection, made once. */
export function signalModel(connection: Connection): Model<SignalDocument> {
  return connection.models[SIGNALS] ?? connection.model<SignalDocument>(SIGNALS, signalSchema);
}
