import { type CollectedFacts, collectFacts, type Subscription, type TimeCut, type TimeItem } from './collect-facts.ts';
import { distinctFacts, type LedgerFact } from './ledger-fact.ts';
import type { Plan } from './plans.ts';
import type { Span } from './span.ts';
import { subscriptionSpans } from './subscription-spans.ts';
import { PAID_TIERS, type PaidTier, TIERS } from './tiers.ts';

/** Everything that follows from the facts known at one moment: the past and, if nothing more happens, what is to come. */
export interface Timeline {
  /** By tier, highest first, then by start; spans of a subscription and of other time of the same tier do not overlap. */
  readonly spans: readonly Span[];
  readonly subscriptions: readonly Subscription[];
  /** Any time was ever bought or given, whether or not it was taken back. */
  readonly hadTime: boolean;
  readonly isPaused: boolean;
}

const HIGHEST_FIRST: readonly PaidTier[] = PAID_TIERS.toReversed();

const NO_TIME: readonly Interval[] = [];

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
  const known = upTo(distinctFacts(facts), asOfMs);
  const { items, subscriptions, cuts, pauses, hadTime } = collectFacts(known, plans);
  const subscribed = sortedSpans(spansOf(subscriptions, cuts));
  const isPaused = (pauses.at(-1)?.endMs ?? 0) === Number.POSITIVE_INFINITY;
  const spans = items.length === 0 ? subscribed : withQueues(subscribed, { items, cuts, pauses });
  return { spans, subscriptions, hadTime, isPaused };
}

/** The facts, sorted by time, that are not after a moment. */
function upTo(sorted: readonly LedgerFact[], asOfMs: number): readonly LedgerFact[] {
  let count = sorted.length;
  while (count > 0 && (sorted[count - 1]?.atMs ?? 0) > asOfMs) count -= 1;
  return count === sorted.length ? sorted : sorted.slice(0, count);
}

function spansOf(subscriptions: readonly Subscription[], cuts: readonly TimeCut[]): readonly Span[] {
  const first = subscriptions[0];
  if (first === undefined) return [];
  if (subscriptions.length === 1) return subscriptionSpans(first, cuts);
  return subscriptions.flatMap((each) => subscriptionSpans(each, cuts));
}

/** The spans of subscriptions, sorted, with those of the queues of other time in their places. */
function withQueues(
  subscribed: readonly Span[],
  { items, cuts, pauses }: Pick<CollectedFacts, 'items' | 'cuts' | 'pauses'>,
): readonly Span[] {
  const spans: Span[] = [];
  for (const tier of HIGHEST_FIRST) {
    const own = subscribed.filter((span) => span.tier === tier);
    if (!items.some((item) => item.tier === tier)) {
      spans.push(...own);
      continue;
    }
    const still = stillOf(subscribed, tier, pauses);
    const arrivals = arrivalsOf(items, tier, mergedIntervals(spans));
    pushInOrder(spans, own, runQueue(arrivals, still, cuts.length === 0 ? cuts : cuts.filter(cutsTier(tier))));
  }
  return spans;
}

/** Adds two lists that are sorted by start, as one. */
function pushInOrder(into: Span[], some: readonly Span[], others: readonly Span[]): void {
  let next = 0;
  for (const span of some) {
    for (let other = others[next]; other !== undefined && other.startMs < span.startMs; other = others[next]) {
      into.push(other);
      next += 1;
    }
    into.push(span);
  }
  for (const other of next === 0 ? others : others.slice(next)) into.push(other);
}

/** When a queue stands still: while a subscription of its tier or a higher one runs, and in pauses. */
function stillOf(subscribed: readonly Span[], tier: PaidTier, pauses: readonly Interval[]): readonly Interval[] {
  if (subscribed.length === 0 && pauses.length === 0) return NO_TIME;
  const lowest = TIERS.indexOf(tier);
  const still: Interval[] = [...pauses];
  for (const span of subscribed) if (TIERS.indexOf(span.tier) >= lowest) still.push(span);
  return mergedIntervals(still);
}

/** By tier, highest first, then by start. What is in this order already, as nearly every account's, is given back as it is. */
function sortedSpans(spans: readonly Span[]): readonly Span[] {
  let before: Span | null = null;
  for (const span of spans) {
    if (before !== null && compareSpans(before, span) > 0) return spans.toSorted(compareSpans);
    before = span;
  }
  return spans;
}

function compareSpans(a: Span, b: Span): number {
  return (a.tier === b.tier ? 0 : TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier)) || a.startMs - b.startMs;
}

function cutsTier(tier: PaidTier) {
  return (cut: { readonly from: PaidTier | null }): boolean => cut.from === null || cut.from === tier;
}

/** A piece of time in the queue of its tier. */
interface Waiting {
  readonly item: TimeItem;
  /** When it may begin: it came then, or the higher tier that was open ended then. */
  readonly fromMs: number;
  leftMs: number;
}

/** The pieces of time of a tier in the order in which they may begin. */
function arrivalsOf(items: readonly TimeItem[], tier: PaidTier, higher: readonly Interval[]): readonly Waiting[] {
  const arrivals: Waiting[] = [];
  for (const item of items) {
    if (item.tier !== tier) continue;
    arrivals.push({ item, fromMs: releasedMs(item.atMs, higher), leftMs: item.durationMs });
  }
  return higher.length === 0 ? arrivals : arrivals.toSorted((a, b) => a.fromMs - b.fromMs);
}

/** Lets a tier's pieces of time run one after another, but while the queue stands still, into spans. */
function runQueue(arrivals: readonly Waiting[], still: readonly Interval[], cuts: readonly TimeCut[]): readonly Span[] {
  const spans: Span[] = [];
  let waiting: Waiting[] = [];
  let nowMs = Number.NEGATIVE_INFINITY;
  let next = 0;
  for (let index = 0; index <= cuts.length; index += 1) {
    const cut = cuts[index] ?? NEVER_CUT;
    for (let each = arrivals[next]; each !== undefined && each.fromMs <= cut.atMs; each = arrivals[next]) {
      next += 1;
      // What waited behind a higher tier was cut with the rest.
      if (index > 0 && isCutBefore(each, cuts)) continue;
      nowMs = consume({ waiting, still, spans }, nowMs, each.fromMs);
      waiting.push(each);
    }
    nowMs = consume({ waiting, still, spans }, nowMs, cut.atMs);
    if (cut !== NEVER_CUT) waiting = waiting.filter(({ item }) => !isCut(item, cut));
  }
  return spans;
}

const NEVER_CUT: TimeCut = { atMs: Number.POSITIVE_INFINITY, from: null };

function isCutBefore({ item, fromMs }: Waiting, cuts: readonly TimeCut[]): boolean {
  return cuts.some((cut) => cut.atMs < fromMs && isCut(item, cut));
}

function isCut(item: TimeItem, cut: TimeCut): boolean {
  return item.atMs <= cut.atMs && (cut.from === null || item.source === 'paid');
}

/** Lets the queue run from nowMs to limitMs, pieces of time into spans; gives the time it is now. */
function consume(
  {
    waiting,
    still,
    spans,
  }: { readonly waiting: Waiting[]; readonly still: readonly Interval[]; readonly spans: Span[] },
  nowMs: number,
  limitMs: number,
): number {
  let atMs = nowMs;
  while (atMs < limitMs) {
    const first = waiting[0];
    if (first === undefined) return limitMs;
    // A piece begins when it came at the earliest: an empty queue ran ahead of it only to its arrival.
    const pause = nextInterval(still, atMs);
    if (pause !== null && pause.startMs <= atMs) {
      atMs = Math.min(pause.endMs, limitMs);
      continue;
    }
    const endMs = Math.min(limitMs, atMs + first.leftMs, pause?.startMs ?? Number.POSITIVE_INFINITY);
    const { tier, source, fact } = first.item;
    if (endMs > atMs) spans.push({ tier, startMs: atMs, endMs, source, fact });
    // What never ends has Infinity left whatever ran of it.
    first.leftMs = first.leftMs === Number.POSITIVE_INFINITY ? first.leftMs : first.leftMs - (endMs - atMs);
    atMs = endMs;
    if (first.leftMs <= 0) waiting.shift();
  }
  return atMs;
}

/** The first interval that ends after a moment. */
function nextInterval(intervals: readonly Interval[], atMs: number): Interval | null {
  for (const each of intervals) if (each.endMs > atMs) return each;
  return null;
}

/** The moment itself, or the end of the interval that it lies in. */
function releasedMs(atMs: number, intervals: readonly Interval[]): number {
  for (const { startMs, endMs } of intervals) if (startMs <= atMs && atMs < endMs) return endMs;
  return atMs;
}

function mergedIntervals(intervals: readonly Interval[]): readonly Interval[] {
  if (intervals.length === 0) return NO_TIME;
  const merged: { startMs: number; endMs: number }[] = [];
  let last: { startMs: number; endMs: number } | undefined;
  for (const { startMs, endMs } of inOrder(intervals)) {
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else {
      last = { startMs, endMs };
      merged.push(last);
    }
  }
  return merged;
}

/** By start; what is in order already, as the periods of one subscription, as it is. */
function inOrder(intervals: readonly Interval[]): readonly Interval[] {
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (const { startMs } of intervals) {
    if (startMs < beforeMs) return intervals.toSorted((a, b) => a.startMs - b.startMs);
    beforeMs = startMs;
  }
  return intervals;
}
