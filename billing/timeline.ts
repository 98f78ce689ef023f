import { collectFacts, type Subscription, type TimeItem } from './collect-facts.ts';
import { distinctFacts, type LedgerFact } from './ledger-fact.ts';
import type { Plan } from './plans.ts';
import type { Span } from './span.ts';
import { subscriptionSpans } from './subscription-spans.ts';
import { PAID_TIERS, type PaidTier } from './tiers.ts';

/** Everything the facts known at one moment say: past and, if nothing more happens, to come. */
export interface Timeline {
  /** By tier, highest first, then by start; spans of a subscription and of other time of the same tier do not overlap. */
  readonly spans: readonly Span[];
  readonly subscriptions: readonly Subscription[];
  /** Any time was ever bought or given, whether or not it was taken back. */
  readonly hadTime: boolean;
  readonly isPaused: boolean;
}

/** From here to there; lists of them are sorted and do not touch. */
interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The timeline of one account: a pure fold, the same for any order and repetition of facts.
 *
 * Time that was bought or given runs one piece after another in the order it came, on one queue for each tier. It stands still
 * while a subscription of the same or a higher tier runs, and while the account is paused; what comes while a higher tier is
 * open waits until that ends. A charge that was refunded, or is disputed, counts as if it had never been. Facts after asOfMs do
 * not count. Throws when a fact names a plan that `plans` does not have: plans are never removed.
 */
export function timelineOf(facts: readonly LedgerFact[], asOfMs: number, plans: readonly Plan[]): Timeline {
  const known = distinctFacts(facts).filter(({ atMs }) => atMs <= asOfMs);
  const { items, subscriptions, cuts, pauses, hadTime } = collectFacts(known, plans);
  const subscribed = subscriptions.flatMap((each) => subscriptionSpans(each, cuts));
  const spans: Span[] = [];
  for (const tier of PAID_TIERS.toReversed()) {
    const higher = mergedIntervals(spans);
    const own = subscribed.filter((span) => span.tier === tier);
    const pieces = items.filter((item) => item.tier === tier);
    const still = mergedIntervals([...spans.filter(isSubscribed), ...own, ...pauses]);
    const run = pieces.length === 0 ? [] : runQueue(pieces, { still, higher, cuts: cuts.filter(cutsTier(tier)) });
    spans.push(...[...own, ...run].toSorted((a, b) => a.startMs - b.startMs));
  }
  return { spans, subscriptions, hadTime, isPaused: (pauses.at(-1)?.endMs ?? 0) === Number.POSITIVE_INFINITY };
}

function isSubscribed({ source }: Span): boolean {
  return source === 'subscription' || source === 'grace';
}

function cutsTier(tier: PaidTier) {
  return (cut: { readonly from: PaidTier | null }): boolean => cut.from === null || cut.from === tier;
}

interface QueueRules {
  /** When the queue stands still. */
  readonly still: readonly Interval[];
  /** When a higher tier is open. */
  readonly higher: readonly Interval[];
  readonly cuts: readonly { readonly atMs: number; readonly from: PaidTier | null }[];
}

interface Waiting {
  readonly item: TimeItem;
  leftMs: number;
}

/** The spans in which a tier's pieces of time run. */
function runQueue(items: readonly TimeItem[], { still, higher, cuts }: QueueRules): readonly Span[] {
  const spans: Span[] = [];
  const arrivals = items
    .map((item) => ({ item, atMs: releasedMs(item.atMs, higher) }))
    .toSorted((a, b) => a.atMs - b.atMs);
  let queue: Waiting[] = [];
  let nowMs = Number.NEGATIVE_INFINITY;
  const runUntil = (limitMs: number): void => {
    nowMs = consume({ queue, still, spans }, nowMs, limitMs);
  };
  let next = 0;
  for (const cut of [...cuts, { atMs: Number.POSITIVE_INFINITY, from: null }]) {
    for (let each = arrivals[next]; each !== undefined && each.atMs <= cut.atMs; each = arrivals[next]) {
      next += 1;
      // What waited behind a higher tier was cut with the rest.
      if (cuts.some((earlier) => earlier.atMs < each.atMs && isCut(each.item, earlier))) continue;
      runUntil(each.atMs);
      queue.push({ item: each.item, leftMs: each.item.durationMs });
    }
    runUntil(cut.atMs);
    if (cut.atMs < Number.POSITIVE_INFINITY) queue = queue.filter(({ item }) => !isCut(item, cut));
  }
  return spans;
}

function isCut(item: TimeItem, cut: { readonly atMs: number; readonly from: PaidTier | null }): boolean {
  return item.atMs <= cut.atMs && (cut.from === null || item.source === 'paid');
}

/** Lets the queue run from nowMs to limitMs, pieces of time into spans; gives the time it is now. */
function consume(
  { queue, still, spans }: { readonly queue: Waiting[]; readonly still: readonly Interval[]; readonly spans: Span[] },
  nowMs: number,
  limitMs: number,
): number {
  let atMs = nowMs;
  while (atMs < limitMs) {
    const [first] = queue;
    if (first === undefined) return limitMs;
    // A piece begins when it came at the earliest: an empty queue ran ahead of it only to its arrival.
    const pause = still.find((each) => each.endMs > atMs);
    if (pause !== undefined && pause.startMs <= atMs) {
      atMs = Math.min(pause.endMs, limitMs);
      continue;
    }
    const endMs = Math.min(limitMs, atMs + first.leftMs, pause?.startMs ?? Number.POSITIVE_INFINITY);
    const { tier, source, key } = first.item;
    if (endMs > atMs) spans.push({ tier, startMs: atMs, endMs, source, key });
    // What never ends has Infinity left whatever ran of it.
    first.leftMs = first.leftMs === Number.POSITIVE_INFINITY ? first.leftMs : first.leftMs - (endMs - atMs);
    atMs = endMs;
    if (first.leftMs <= 0) queue.shift();
  }
  return atMs;
}

/** The moment itself, or the end of the interval that it lies in. */
function releasedMs(atMs: number, intervals: readonly Interval[]): number {
  return intervals.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs)?.endMs ?? atMs;
}

function mergedIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of intervals.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = merged.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  return merged;
}
