import type { Subscription, SubscriptionCharge, TimeCut } from './collect-facts.ts';
import type { Span } from './span.ts';
import { type PaidTier, TIERS } from './tiers.ts';
import { HOUR_MS } from './time.ts';

/** How long a tier stays open after a renewal was due and has not come: it may be on its way, or be paid after a reminder. */
export const GRACE_MS = 72 * HOUR_MS;

/**
 * The spans of a subscription. Each charge opens one period, from its own time or from the end of the period before, whichever
 * is later; one for a higher tier opens at once, because what was left of the period before was taken off its price. Behind a period
 * that no charge follows there is grace, unless it was cancelled by then, until it is cancelled.
 */
export function subscriptionSpans({ charges, turns }: Subscription, cuts: readonly TimeCut[]): readonly Span[] {
  const spans: Span[] = [];
  let paidUntilMs = Number.NEGATIVE_INFINITY;
  let last: SubscriptionCharge | null = null;
  for (const charge of charges) {
    const { fact, tier, periodMs } = charge;
    const { atMs } = fact;
    if (last !== null && atMs < paidUntilMs && TIERS.indexOf(tier) > TIERS.indexOf(last.tier)) {
      endAt(spans, atMs);
      paidUntilMs = atMs;
    }
    const startMs = Math.max(atMs, paidUntilMs);
    if (last !== null && startMs > paidUntilMs)
      addGrace(spans, { turns, cuts, last, fromMs: paidUntilMs, untilMs: startMs });
    last = charge;
    const endMs = cuts.length === 0 ? startMs + periodMs : Math.min(startMs + periodMs, firstCutMs(cuts, tier, atMs));
    if (endMs > startMs) spans.push({ tier, startMs, endMs, source: 'subscription', fact });
    paidUntilMs = Math.max(paidUntilMs, endMs);
  }
  if (last !== null) addGrace(spans, { turns, cuts, last, fromMs: paidUntilMs, untilMs: Number.POSITIVE_INFINITY });
  return spans;
}

/** Takes away what lies behind a moment. Spans of a subscription follow each other. */
function endAt(spans: Span[], atMs: number): void {
  for (let last = spans.at(-1); last !== undefined && last.endMs > atMs; last = spans.at(-1)) {
    spans.pop();
    if (last.startMs >= atMs) continue;
    spans.push({ ...last, endMs: atMs });
    return;
  }
}

/** When the time of a tier that was there at atMs is cut, Infinity when it is not. */
function firstCutMs(cuts: readonly TimeCut[], tier: PaidTier, atMs: number): number {
  for (const cut of cuts) if (cut.atMs >= atMs && (cut.from === null || cut.from === tier)) return cut.atMs;
  return Number.POSITIVE_INFINITY;
}

interface Overdue {
  readonly turns: Subscription['turns'];
  readonly cuts: readonly TimeCut[];
  readonly last: SubscriptionCharge;
  readonly fromMs: number;
  readonly untilMs: number;
}

function addGrace(spans: Span[], { turns, cuts, last, fromMs, untilMs }: Overdue): void {
  if (!(turns.findLast(({ atMs }) => atMs <= fromMs)?.goesOn ?? true)) return;
  let endMs = Math.min(fromMs + GRACE_MS, untilMs, firstCutMs(cuts, last.tier, fromMs));
  for (const { atMs, goesOn } of turns) if (!goesOn && atMs >= fromMs) endMs = Math.min(endMs, atMs);
  if (endMs > fromMs) spans.push({ tier: last.tier, startMs: fromMs, endMs, source: 'grace', fact: last.fact });
}
