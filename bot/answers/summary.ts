import type { Tier } from '../../billing/tiers.ts';
import type { LedgerEntry, SignalReader } from '../../engine/ports.ts';
import { type PlanLine, recordLineOf } from '../../engine/signals/record-line.ts';
import { type RecordRow, recordRow } from '../../engine/signals/record-row.ts';
import { DAY_MS, WEEK_MS } from '../../engine/time.ts';
import { signalVisibleFromMs } from './visible-signals.ts';

/** How often a channel gets a summary. */
export const SUMMARY_KINDS = ['daily', 'weekly'] as const;
export type SummaryKind = (typeof SUMMARY_KINDS)[number];

/** A day, or a week from Monday on (UTC): signals decided at closes from fromMs to before toMs. */
export interface SummaryPeriod {
  readonly kind: SummaryKind;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The Unix epoch was a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The newest period that was over at a moment. */
export function lastPeriod(kind: SummaryKind, nowMs: number): SummaryPeriod {
  const [lengthMs, startMs] = kind === 'daily' ? [DAY_MS, 0] : [WEEK_MS, FIRST_MONDAY_MS];
  const toMs = Math.floor((nowMs - startMs) / lengthMs) * lengthMs + startMs;
  return { kind, fromMs: toMs - lengthMs, toMs };
}

/** What became of the signals of a period in one channel. */
export interface Summary {
  readonly period: SummaryPeriod;
  /** Signals that were posted there, at how many closes, and of which pairs, most first. */
  readonly posted: number;
  readonly closes: number;
  readonly pairs: readonly (readonly [symbol: string, count: number])[];
  /** Positions posted there that were left in the period, whenever they were entered. */
  readonly exits: number;
  /**
   * Results of the period as the record counts them, after cost, by the printed plan, with intervals by closes: of signals posted in
   * it that end at their horizon, and of the positions that were left in it.
   */
  readonly plan: PlanLine | null;
  /** Posted, without a result yet; and those whose candle never came. */
  readonly open: number;
  readonly void: number;
  /** Decided and not posted: held back (information only), too late, or not taken by Telegram. */
  readonly heldBack: number;
  readonly tooLate: number;
  readonly failed: number;
}

export interface SummaryAsk {
  readonly tier: Tier;
  readonly chatId: number;
  readonly period: SummaryPeriod;
  readonly nowMs: number;
}

const PAGE = 1_000;
/** Sixty thousand signals of nine days: one of fifty markets every ten minutes. */
const MOST_PAGES = 60;
/** Positions, newest first, among which those that were left are looked for: some years of a few coins. */
const MOST_POSITIONS = 1_000;

/** The summary of a channel; null where nothing was decided in the period that its tier may know of. */
export async function summary(
  ask: SummaryAsk,
  { signals }: { readonly signals: Pick<SignalReader, 'latest'> },
): Promise<Summary | null> {
  const isVisible = ({ signal }: LedgerEntry): boolean => signalVisibleFromMs(ask.tier, signal) <= ask.nowMs;
  const decided = (await entriesFrom(signals, ask.period.fromMs)).filter(
    (entry) => isWithin(ask.period, entry.signal.closeTimeMs) && isVisible(entry),
  );
  const held = await signals.latest({ family: 'swing', limit: MOST_POSITIONS });
  const left = held.filter((entry) => isVisible(entry) && isWithin(ask.period, exitMsOf(entry)));
  return decided.length === 0 && left.length === 0 ? null : summaryOf({ decided, left }, ask);
}

/** A position's result belongs to the day on which it was left; of one that never came to anything, to that of its entry. */
function exitMsOf({ signal, outcome }: LedgerEntry): number | null {
  if (outcome === null) return null;
  return outcome.plan?.exitTimeMs ?? signal.closeTimeMs;
}

function isWithin({ fromMs, toMs }: SummaryPeriod, timeMs: number | null): boolean {
  return timeMs !== null && timeMs >= fromMs && timeMs < toMs;
}

/** Everything created at or after a moment. */
export async function entriesFrom(
  signals: Pick<SignalReader, 'latest'>,
  fromMs: number,
): Promise<readonly LedgerEntry[]> {
  const found = new Map<string, LedgerEntry>();
  let beforeMs: number | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read = await signals.latest({ limit: PAGE, ...(beforeMs === null ? {} : { beforeMs }) });
    for (const entry of read) found.set(entry.signal.id, entry);
    const oldestMs = read.at(-1)?.signal.createdAtMs ?? Number.NEGATIVE_INFINITY;
    if (read.length < PAGE || oldestMs < fromMs) break;
    // Signals of one moment may lie on both pages.
    beforeMs = oldestMs + 1;
  }
  return [...found.values()].filter(({ signal }) => signal.createdAtMs >= fromMs);
}

interface Found {
  /** Signals decided in the period. */
  readonly decided: readonly LedgerEntry[];
  /** Positions left in it. */
  readonly left: readonly LedgerEntry[];
}

function summaryOf({ decided, left }: Found, { chatId, period }: SummaryAsk): Summary {
  const stateOf = ({ deliveries }: LedgerEntry) => deliveries.find((each) => each.chatId === chatId)?.state ?? null;
  const count = (...states: readonly ReturnType<typeof stateOf>[]): number =>
    decided.filter((entry) => states.includes(stateOf(entry))).length;
  const posted = decided.filter((entry) => stateOf(entry) === 'sent');
  const exits = left.filter((entry) => stateOf(entry) === 'sent');
  const ended = [...posted.filter(({ signal }) => signal.family !== 'swing'), ...exits];
  const line = recordLineOf(ended.flatMap((entry) => rowOf(entry) ?? []));
  const isOpen = (entry: LedgerEntry): boolean =>
    entry.signal.family === 'swing' ? !isWithin({ ...period, fromMs: 0 }, exitMsOf(entry)) : entry.outcome === null;
  return {
    period,
    posted: posted.length,
    closes: new Set(posted.map(({ signal }) => signal.closeTimeMs)).size,
    pairs: pairsOf(posted),
    exits: exits.length,
    plan: line.plan,
    open: posted.filter(isOpen).length,
    void: line.void,
    heldBack: count(null),
    tooLate: count('expired', 'pending', 'claimed'),
    failed: count('dead', 'unknown'),
  };
}

/** A row of the record; null for what it does not count. */
export function rowOf({ signal, outcome, deliveries }: LedgerEntry): RecordRow | null {
  const sent = deliveries.flatMap(({ sentAtMs }) => (sentAtMs === null ? [] : [sentAtMs]));
  return recordRow({ signal, outcome, deliveredAtMs: sent.length === 0 ? null : Math.min(...sent) });
}

function pairsOf(posted: readonly LedgerEntry[]): Summary['pairs'] {
  const counts = new Map<string, number>();
  for (const { signal } of posted) counts.set(signal.series.symbol, (counts.get(signal.series.symbol) ?? 0) + 1);
  return [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}
