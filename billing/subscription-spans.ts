import type { Subscription, TimeCut } from './collect-facts.ts';
import { factKey } from './ledger-fact.ts';
import type { Span } from './span.ts';

/** How long a tier stays open after a renewal was due and has not come: it may be on its way, or be paid after a reminder. */
export const GRACE_MS = 72 * 3_600_000;

/**
 * The spans of a subscription. Each charge opens one period, from its own time or from the end of the period before, whichever
 * is later. Behind a period that no charge follows there is grace, unless it was cancelled by then, until it is cancelled.
 */
export function subscriptionSpans({ charges, turns }: Subscription, cuts: readonly TimeCut[]): readonly Span[] {
  const spans: Span[] = [];
  let paidUntilMs = Number.NEGATIVE_INFINITY;
  let last: Pick<Span, 'tier' | 'key'> | null = null;
  for (const { fact, tier, periodMs } of charges) {
    const startMs = Math.max(fact.atMs, paidUntilMs);
    if (last !== null) spans.push(...graceSpan({ turns, cuts, last }, paidUntilMs, startMs));
    last = { tier, key: factKey(fact) };
    const cutMs = cuts.find(({ atMs, from }) => atMs >= fact.atMs && (from === null || from === tier))?.atMs;
    const endMs = Math.min(startMs + periodMs, cutMs ?? Number.POSITIVE_INFINITY);
    if (endMs > startMs) spans.push({ ...last, startMs, endMs, source: 'subscription' });
    paidUntilMs = Math.max(paidUntilMs, endMs);
  }
  if (last !== null) spans.push(...graceSpan({ turns, cuts, last }, paidUntilMs, Number.POSITIVE_INFINITY));
  return spans;
}

interface Overdue {
  readonly turns: Subscription['turns'];
  readonly cuts: readonly TimeCut[];
  readonly last: Pick<Span, 'tier' | 'key'>;
}

function graceSpan({ turns, cuts, last }: Overdue, fromMs: number, untilMs: number): readonly Span[] {
  if (!(turns.findLast(({ atMs }) => atMs <= fromMs)?.goesOn ?? true)) return [];
  const stops = [
    ...turns.filter(({ goesOn }) => !goesOn),
    ...cuts.filter(({ from }) => from === null || from === last.tier),
  ].flatMap(({ atMs }) => (atMs >= fromMs ? [atMs] : []));
  const endMs = Math.min(fromMs + GRACE_MS, untilMs, ...stops);
  return endMs > fromMs ? [{ ...last, startMs: fromMs, endMs, source: 'grace' }] : [];
}
