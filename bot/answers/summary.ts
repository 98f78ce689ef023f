import type { Tier } from '../../billing/tiers.ts';
import { meanOf } from '../../engine/math.ts';
import type { LedgerEntry, SignalReader } from '../../engine/ports.ts';
import { DAY_MS, WEEK_MS } from '../../engine/time.ts';
import { visibleFromMs } from './visible-signals.ts';

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

/** What became of the signals of a period in one channel. Basis points after cost, by the printed plan; null when nothing was counted. */
export interface Summary {
  readonly period: SummaryPeriod;
  /** Signals that were posted there, at how many closes, and of which pairs, most first. */
  readonly posted: number;
  readonly closes: number;
  readonly pairs: readonly (readonly [symbol: string, count: number])[];
  /** Of these with a result, and how many of them made money. */
  readonly counted: number;
  readonly won: number;
  readonly meanNetBps: number | null;
  /** 95 % of the mean, clustered by close: signals of one close are one bet. Null below eight closes. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly averageWinBps: number | null;
  readonly averageLossBps: number | null;
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
/** Ten thousand signals of a week are more than any channel may be sent. */
const MOST_PAGES = 10;
const LEAST_CLOSES = 8;
const Z95 = 1.96;

/** The summary of a channel; null where nothing was decided in the period that its tier may know of. */
export async function summary(
  ask: SummaryAsk,
  { signals }: { readonly signals: Pick<SignalReader, 'latest'> },
): Promise<Summary | null> {
  const decided = (await entriesFrom(signals, ask.period.fromMs)).filter(({ signal: { closeTimeMs, series } }) => {
    const isWithin = closeTimeMs >= ask.period.fromMs && closeTimeMs < ask.period.toMs;
    return isWithin && visibleFromMs(ask.tier, { closeTimeMs, timeframe: series.timeframe }) <= ask.nowMs;
  });
  return decided.length === 0 ? null : summaryOf(decided, ask);
}

/** Everything created at or after a moment. */
async function entriesFrom(signals: Pick<SignalReader, 'latest'>, fromMs: number): Promise<readonly LedgerEntry[]> {
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

function summaryOf(decided: readonly LedgerEntry[], { chatId, period }: SummaryAsk): Summary {
  const stateOf = ({ deliveries }: LedgerEntry) => deliveries.find((each) => each.chatId === chatId)?.state ?? null;
  const count = (...states: readonly ReturnType<typeof stateOf>[]): number =>
    decided.filter((entry) => states.includes(stateOf(entry))).length;
  const posted = decided.filter((entry) => stateOf(entry) === 'sent');
  const results = posted.flatMap(({ signal: { closeTimeMs }, outcome }) =>
    outcome?.plan == null ? [] : [{ closeTimeMs, netBps: outcome.plan.netBps }],
  );
  const nets = results.map(({ netBps }) => netBps);
  const [won, lost] = [nets.filter((net) => net > 0), nets.filter((net) => net < 0)];
  return {
    period,
    posted: posted.length,
    closes: new Set(posted.map(({ signal }) => signal.closeTimeMs)).size,
    pairs: pairsOf(posted),
    counted: nets.length,
    won: won.length,
    meanNetBps: mean(nets),
    interval: clusteredInterval(results),
    averageWinBps: mean(won),
    averageLossBps: mean(lost),
    open: posted.filter(({ outcome }) => outcome === null).length,
    void: posted.filter(({ outcome }) => outcome !== null && outcome.plan === null).length,
    heldBack: count(null),
    tooLate: count('expired', 'pending', 'claimed'),
    failed: count('dead', 'unknown'),
  };
}

const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : meanOf(values));

function pairsOf(posted: readonly LedgerEntry[]): Summary['pairs'] {
  const counts = new Map<string, number>();
  for (const { signal } of posted) counts.set(signal.series.symbol, (counts.get(signal.series.symbol) ?? 0) + 1);
  return [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}

/** The mean with its 95 % interval by the sandwich variance of clusters (Liang and Zeger 1986), one for each close. */
function clusteredInterval(
  results: readonly { readonly closeTimeMs: number; readonly netBps: number }[],
): readonly [number, number] | null {
  const centre = mean(results.map(({ netBps }) => netBps));
  if (centre === null) return null;
  const sums = new Map<number, number>();
  for (const { closeTimeMs, netBps } of results) sums.set(closeTimeMs, (sums.get(closeTimeMs) ?? 0) + netBps - centre);
  if (sums.size < LEAST_CLOSES) return null;
  const squares = [...sums.values()].reduce((sum, each) => sum + each * each, 0);
  const error = Math.sqrt((squares * sums.size) / (sums.size - 1)) / results.length;
  return [centre - Z95 * error, centre + Z95 * error];
}
