import { type ChargeFact, isCharge, type LedgerFact } from '../ledger-fact.ts';
import type { Plan } from '../plans.ts';
import type { Span } from '../span.ts';
import { DAY_MS } from '../time.ts';
import { type Timeline, timelineOf } from '../timeline.ts';

/**
 * How recurring revenue stands. "renewing": a subscription that goes on. "prepaid": paid once, ends unless bought again. "cancelled": a
 * subscription that runs to its end. "overdue": grace. "free-time": paid before, and open for free without a gap since. "paused".
 */
export type RecurringState = 'renewing' | 'prepaid' | 'cancelled' | 'overdue' | 'free-time' | 'paused';

/** What an account pays a month at one moment, minor units of one currency. */
export interface Recurring {
  readonly currency: string;
  readonly monthlyMinor: number;
  readonly state: RecurringState;
}

/** 365 / 12. */
const MONTH_DAYS = 365 / 12;

/** A charge as minor units a month: a yearly one is a twelfth, a quarterly a third. 0 for what never ends and for presents. */
function monthlyMinor(charge: ChargeFact, plans: readonly Plan[]): number {
  const days =
    charge.subscriptionMs === null
      ? (plans.find(({ id, version }) => id === charge.planId && version === charge.planVersion)?.days ?? null)
      : charge.subscriptionMs / DAY_MS;
  if (days === null || charge.gift) return 0;
  return Math.round(charge.amountMinor / Math.max(1, Math.round(days / MONTH_DAYS)));
}

/** What one account pays at the boundaries of the months and now. */
export interface AccountRevenue {
  readonly facts: readonly LedgerFact[];
  /** One more than there are months: at their starts, and now. */
  readonly at: readonly (readonly Recurring[])[];
}

/** Answers what an account pays a month at moments up to nowMs, each as it was known then. */
export type RecurringAt = (atMs: number) => readonly Recurring[];

/**
 * Recurring revenue of one account. Charges that were taken back count until they were, so an account that returns money leaves in the
 * month in which it did; the other facts never change what came before them, so one timeline serves all moments.
 */
export function recurringOf(facts: readonly LedgerFact[], nowMs: number, plans: readonly Plan[]): RecurringAt {
  const looksBack = facts.some(({ type }) => type === 'refunded' || type.startsWith('dispute') || type === 'revoked');
  const charges = chargesByFact(facts);
  const rates = new Map([...charges].map(([fact, charge]) => [fact, rateOf(charge, plans)]));
  const all = looksBack ? null : timelineOf(facts, nowMs, plans);
  const pauses = facts
    .filter(({ type }) => type === 'paused' || type === 'resumed')
    .toSorted((a, b) => a.atMs - b.atMs);
  const firstMs = facts.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
  return (atMs) => {
    if (atMs < firstMs) return NOTHING;
    const timeline = all ?? timelineOf(facts, atMs, plans);
    const isPaused = pauses.findLast((fact) => fact.atMs <= atMs)?.type === 'paused';
    return recurringIn({ timeline, rates, charges }, atMs, isPaused);
  };
}

const NOTHING: readonly Recurring[] = [];

interface Priced {
  readonly timeline: Timeline;
  readonly charges: ReadonlyMap<LedgerFact, ChargeFact>;
  readonly rates: ReadonlyMap<LedgerFact, Omit<Recurring, 'state'>>;
}

/** Charges by the fact that time comes from: themselves, or a credit that came with them, whose time is part of what they pay for. */
function chargesByFact(facts: readonly LedgerFact[]): ReadonlyMap<LedgerFact, ChargeFact> {
  const charges = new Map<LedgerFact, ChargeFact>();
  for (const fact of facts) if (isCharge(fact)) charges.set(fact, fact);
  for (const fact of facts) {
    if (fact.type !== 'credited') continue;
    const { provider, of } = fact;
    const charge = facts.find((each) => each.externalId === of && each.provider === provider);
    if (charge !== undefined && isCharge(charge)) charges.set(fact, charge);
  }
  return charges;
}

function rateOf(charge: ChargeFact, plans: readonly Plan[]): Omit<Recurring, 'state'> {
  return { currency: charge.currency, monthlyMinor: monthlyMinor(charge, plans) };
}

function recurringIn({ timeline, rates, charges }: Priced, atMs: number, isPaused: boolean): readonly Recurring[] {
  const open = timeline.spans.filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
  const paid = open.filter(isPaid);
  if (paid.length > 0)
    return paid.flatMap((span) => {
      const rate = rates.get(span.fact);
      const charge = charges.get(span.fact);
      if (rate === undefined || rate.monthlyMinor === 0) return [];
      return [{ ...rate, state: stateOf(timeline, span, { charge, atMs }) }];
    });
  if (open.length === 0 && !isPaused) return NOTHING;
  const last = timeline.spans
    .filter((span) => isPaid(span) && span.endMs <= atMs)
    .toSorted((a, b) => a.endMs - b.endMs)
    .at(-1);
  const rate = last === undefined ? undefined : rates.get(last.fact);
  if (last === undefined || rate === undefined || rate.monthlyMinor === 0) return [];
  if (isPaused) return [{ ...rate, state: 'paused' }];
  return isUnbroken(timeline.spans, last.endMs, atMs) ? [{ ...rate, state: 'free-time' }] : [];
}

function isPaid({ source }: Span): boolean {
  return source === 'paid' || source === 'subscription' || source === 'grace';
}

function stateOf(
  { subscriptions }: Timeline,
  { source }: Span,
  { charge, atMs }: { readonly charge: ChargeFact | undefined; readonly atMs: number },
): RecurringState {
  if (source === 'grace') return 'overdue';
  if (source !== 'subscription') return 'prepaid';
  const own =
    subscriptions.length === 1
      ? subscriptions[0]
      : subscriptions.find(({ charges }) => charges.some(({ fact }) => fact === charge));
  return (own?.turns.findLast((turn) => turn.atMs <= atMs)?.goesOn ?? true) ? 'renewing' : 'cancelled';
}

/** Whether something is open all the time from fromMs to untilMs. */
function isUnbroken(spans: readonly Span[], fromMs: number, untilMs: number): boolean {
  let reachedMs = fromMs;
  for (const { startMs, endMs } of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    if (startMs <= reachedMs && endMs > reachedMs) reachedMs = endMs;
  }
  return reachedMs > untilMs;
}
