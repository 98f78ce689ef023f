import { z } from 'zod';
import { TIMEFRAMES } from '../../../market/timeframe.ts';
import { isWorthTrading } from '../../../signals/cost.ts';
import { sizeAt } from '../../../signals/levels.ts';
import { planWithin, voidOutcome } from '../../../signals/outcome.ts';
import { type Outcome, SIGNAL_FAMILIES, type Signal, STEP_REASONS } from '../../../signals/signal.ts';
import { storedReason } from './stored-reason.ts';

/** A signal as its document keeps it, in the forms of all versions. */
export const storedSignalShape = z.object({
  id: z.string().min(1),
  // Older documents do not name it: there was one.
  family: z.enum(SIGNAL_FAMILIES).default('next-candle'),
  series: z.object({ exchange: z.string().min(1), symbol: z.string().min(1), timeframe: z.enum(TIMEFRAMES) }),
  closeTimeMs: z.number(),
  side: z.enum(['BUY', 'SELL']),
  probabilityUp: z.number().nullable(),
  confidence: z.number().nullable(),
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
  modelVersion: z.string().min(1),
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

/** A stored signal as the domain has it. */
export const storedSignal = storedSignalShape.transform((stored): Signal => {
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

/** A stored outcome, before its signal is known. */
export const outcomeShape = z.object({
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

/** A step of a position as its signal's document keeps it. */
export const stepShape = z.object({
  type: z.enum(['trim', 'leave']),
  closeTimeMs: z.number(),
  close: z.number(),
  fraction: z.number(),
  reason: z.enum(STEP_REASONS),
});
