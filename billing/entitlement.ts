import type { Subscription } from './collect-facts.ts';
import type { ChargeFact, LedgerFact } from './ledger-fact.ts';
import { PLANS, type Plan } from './plans.ts';
import type { Span } from './span.ts';
import { FREE_TIER, isPaid, type PaidTier, TIERS, type Tier } from './tiers.ts';
import { type Timeline, timelineOf } from './timeline.ts';

/**
 * "none": never had anything. "active": paid for, and a subscription goes on. "cancelled": a subscription that ends with its paid
 * time. "past-due": a renewal is overdue and waited for. "trial", "granted": open for free. "paused": time stands still.
 * "refunded": everything they had was given back.
 */
export type EntitlementState =
  | 'none'
  | 'active'
  | 'cancelled'
  | 'past-due'
  | 'trial'
  | 'granted'
  | 'paused'
  | 'expired'
  | 'refunded';

/**
 * What an account may hear at one moment. paidUntilMs is the end of the time that was paid or given, in the past when expired or
 * past due; null when there is none, and for time that never ends.
 */
export interface Entitlement {
  readonly tier: Tier;
  readonly paidUntilMs: number | null;
  readonly state: EntitlementState;
}

/** A subscription that is open at one moment. */
export interface RunningSubscription {
  /** The charge it began with: providers change a subscription by it. */
  readonly first: ChargeFact;
  readonly newest: ChargeFact;
  readonly tier: PaidTier;
  readonly paidUntilMs: number;
  /** False when it was cancelled. */
  readonly renews: boolean;
  /** When the access that an overdue renewal leaves ends; null when nothing is overdue. */
  readonly graceUntilMs: number | null;
}

/** Everything that follows from an account's facts at one moment. */
export interface Standing {
  readonly entitlement: Entitlement;
  /** Highest tier first. */
  readonly subscriptions: readonly RunningSubscription[];
  /** Time that begins when what is open now ends, ms by tier; Infinity for what never ends. */
  readonly kept: readonly { readonly tier: PaidTier; readonly durationMs: number }[];
}

/** The entitlement of somebody who never paid. */
export const NO_ENTITLEMENT: Entitlement = { tier: FREE_TIER, paidUntilMs: null, state: 'none' };

/**
 * What an account's facts entitle it to at nowMs: the timeline, read at that moment. Any order and any multiplicity of facts
 * gives the same answer, and facts after nowMs do not count yet.
 */
export function entitlementAt(
  facts: readonly LedgerFact[],
  nowMs: number,
  plans: readonly Plan[] = PLANS,
): Entitlement {
  return facts.length === 0 ? NO_ENTITLEMENT : entitlementIn(timelineOf(facts, nowMs, plans), nowMs);
}

/** As entitlementAt, with the subscriptions that are open and the time that is kept for later. */
export function standingAt(facts: readonly LedgerFact[], nowMs: number, plans: readonly Plan[] = PLANS): Standing {
  const timeline = timelineOf(facts, nowMs, plans);
  const entitlement = entitlementIn(timeline, nowMs);
  const subscriptions = timeline.subscriptions
    .flatMap((subscription) => runningAt(timeline, subscription, nowMs) ?? [])
    .toSorted((a, b) => TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier));
  const openUntilMs = endOf(timeline, entitlement.tier, nowMs);
  const waits = timeline.spans.filter(
    ({ startMs, endMs, source, tier }) =>
      endMs > nowMs && source !== 'grace' && (startMs > openUntilMs || (startMs > nowMs && tier !== entitlement.tier)),
  );
  const tiers = [...new Set(waits.map(({ tier }) => tier))];
  const kept = tiers.map((tier) => ({
    tier,
    durationMs: waits.reduce((sum, span) => (span.tier === tier ? sum + span.endMs - span.startMs : sum), 0),
  }));
  return { entitlement, subscriptions, kept };
}

/** Whether an entitlement opens what a tier offers; a higher tier opens the lower ones. */
export function opensTier(entitlement: Entitlement, tier: Tier): boolean {
  return TIERS.indexOf(entitlement.tier) >= TIERS.indexOf(tier);
}

/** Whether anything that has to be paid for is open. */
export function isRunning({ tier }: Entitlement): boolean {
  return isPaid(tier);
}

function entitlementIn(timeline: Timeline, nowMs: number): Entitlement {
  const open = openAt(timeline.spans, nowMs);
  if (open !== null) {
    const { tier } = open;
    const endMs = endOf(timeline, tier, nowMs);
    return { tier, paidUntilMs: Number.isFinite(endMs) ? endMs : null, state: stateOf(timeline, open) };
  }
  if (timeline.isPaused && timeline.hadTime) return { ...NO_ENTITLEMENT, state: 'paused' };
  let endedMs = Number.NEGATIVE_INFINITY;
  for (const { endMs, source } of timeline.spans)
    if (source !== 'grace' && endMs <= nowMs) endedMs = Math.max(endedMs, endMs);
  if (endedMs > Number.NEGATIVE_INFINITY) return { tier: FREE_TIER, paidUntilMs: endedMs, state: 'expired' };
  if (timeline.spans.length > 0 || !timeline.hadTime) return NO_ENTITLEMENT;
  return { ...NO_ENTITLEMENT, state: 'refunded' };
}

/** The span that decides: of the highest tier that is open, paid time before grace. */
function openAt(spans: readonly Span[], nowMs: number): Span | null {
  let grace: Span | null = null;
  // Spans come by tier, highest first.
  for (const span of spans) {
    if (grace !== null && span.tier !== grace.tier) return grace;
    if (!covers(span, nowMs)) continue;
    if (span.source !== 'grace') return span;
    grace ??= span;
  }
  return grace;
}

function stateOf({ subscriptions }: Timeline, { source, fact }: Span): EntitlementState {
  switch (source) {
    case 'grace':
      return 'past-due';
    case 'paid':
      return 'active';
    case 'trial':
    case 'granted':
      return source;
    case 'subscription': {
      // What is open now is mostly the newest.
      for (const { charges, turns } of subscriptions)
        for (let index = charges.length - 1; index >= 0; index -= 1)
          if (charges[index]?.fact === fact) return (turns.at(-1)?.goesOn ?? true) ? 'active' : 'cancelled';
      return 'active';
    }
  }
}

/** The end of the unbroken time of a tier that is open; in grace, of the paid time before it. */
function endOf({ spans }: Timeline, tier: Tier, nowMs: number): number {
  let openMs = Number.NEGATIVE_INFINITY;
  let endedMs = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    if (span.tier !== tier || span.source === 'grace') continue;
    const { startMs, endMs } = span;
    if (endMs <= nowMs) endedMs = Math.max(endedMs, endMs);
    else if (startMs <= nowMs || startMs <= openMs) openMs = Math.max(openMs, endMs);
  }
  return openMs > nowMs ? openMs : endedMs;
}

function runningAt({ spans }: Timeline, { charges, turns }: Subscription, nowMs: number): RunningSubscription | null {
  const own = spans.filter(({ fact }) => charges.some((charge) => charge.fact === fact));
  const open = own.find((span) => covers(span, nowMs));
  // A link that was paid again after its end began a new one.
  const first = (charges.findLast(({ fact }) => fact.type === 'paid') ?? charges[0])?.fact;
  const newest = charges.at(-1)?.fact;
  if (open === undefined || first === undefined || newest === undefined) return null;
  const paidUntilMs = own.reduce((end, span) => (span.source === 'grace' ? end : Math.max(end, span.endMs)), 0);
  return {
    ...{ first, newest, tier: open.tier, paidUntilMs, renews: turns.at(-1)?.goesOn ?? true },
    graceUntilMs: open.source === 'grace' ? open.endMs : null,
  };
}

function covers({ startMs, endMs }: Span, nowMs: number): boolean {
  return startMs <= nowMs && nowMs < endMs;
}
