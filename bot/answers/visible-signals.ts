import { TIER_RIGHTS, type Tier } from '../../billing/tiers.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { SignalQuery, SignalReader } from '../../engine/ports.ts';
import { SIGNAL_FAMILIES, type Signal, type SignalFamily, signalId } from '../../engine/signals/signal.ts';
import { SWING_VERSION } from '../../engine/swing/open-position.ts';
import { DAY_MS } from '../../engine/time.ts';
import type { PairBacktests } from './pair-backtests.ts';
import { type ReaderSignal, readerSignal } from './reader-signal.ts';

/** Who asks, and when: what a reader may see follows from these alone. */
export interface Ask {
  readonly tier: Tier;
  readonly nowMs: number;
}

/** A kind of decision: what its delay depends on. */
export interface DecisionKind {
  readonly family: SignalFamily;
  readonly timeframe: Timeframe;
}

/** How much later than the first tier a tier sees what was decided at a close, milliseconds. */
export function delayMs(tier: Tier, { family, timeframe }: DecisionKind): number {
  const { delayCandles, swingDelayDays } = TIER_RIGHTS[tier];
  return family === 'swing' ? swingDelayDays * DAY_MS : Math.round(delayCandles * timeframeMs(timeframe));
}

/**
 * From when a tier may see a decision: the close it was taken at and the tier's delay, nothing else. Channels and deliveries
 * do not come into it: a tier whose channel is not configured, or shared with another, sees the same signals at the same time.
 * The steps of a position are seen by who sees its entry.
 */
function visibleFromMs(tier: Tier, decided: DecisionKind & { readonly closeTimeMs: number }): number {
  return decided.closeTimeMs + delayMs(tier, decided);
}

/** From when a tier may see a signal. */
export function signalVisibleFromMs(
  tier: Tier,
  { family, series, closeTimeMs }: Pick<Signal, 'family' | 'series' | 'closeTimeMs'>,
): number {
  return visibleFromMs(tier, { family, timeframe: series.timeframe, closeTimeMs });
}

/** The newest close whose decisions a reader may see by now. */
export function newestVisibleCloseMs({ tier, nowMs }: Ask, kind: DecisionKind): number {
  return nowMs - delayMs(tier, kind);
}

const KINDS: readonly DecisionKind[] = SIGNAL_FAMILIES.flatMap((family) =>
  TIMEFRAMES.map((timeframe) => ({ family, timeframe })),
);

/** A page of signals: of one pair or timeframe where they are named. */
export type SignalsAsk = Ask & Omit<SignalQuery, 'closedBy'>;

/** Signals the reader may see by now, newest first. */
export async function latestVisibleSignals(
  ask: SignalsAsk,
  { signals }: { readonly signals: SignalReader },
): Promise<readonly ReaderSignal[]> {
  const { tier, nowMs, ...query } = ask;
  const isLater = KINDS.some((kind) => delayMs(tier, kind) > 0);
  const closedBy = KINDS.map((kind) => ({ ...kind, closeTimeMs: newestVisibleCloseMs({ tier, nowMs }, kind) }));
  const found = await signals.latest(isLater ? { ...query, closedBy } : query);
  return found.map(readerSignal);
}

/** later: what was decided at that close is not for this tier before fromMs, be it a signal or none. */
export type VisibleSignal =
  | { readonly type: 'visible'; readonly shown: ReaderSignal }
  | { readonly type: 'later'; readonly fromMs: number }
  | { readonly type: 'unknown' };

/** One signal by its id, or at least six digits of it. */
export type SignalAsk = Ask & { readonly id: string };

/** Where signals are, and what ids of decisions are made of. */
export interface SignalSources {
  readonly signals: SignalReader;
  /** The series followed. */
  readonly series: readonly SeriesKey[];
  /** Those on which the swing family decides as well. */
  readonly swing: readonly SeriesKey[];
  readonly backtests: Pick<PairBacktests, 'versionOf'>;
}

/**
 * One signal. An id can be computed from public facts (series, close, model), so "later" is the answer to every decision that
 * the reader must wait for, whether or not a signal came of it: it would otherwise tell that one was published.
 */
export async function visibleSignal(ask: SignalAsk, sources: SignalSources): Promise<VisibleSignal> {
  const id = ask.id.toLowerCase();
  if (!/^[0-9a-f]{6,64}$/.test(id)) return { type: 'unknown' };
  const entry = await sources.signals.byId(id);
  if (entry !== null) {
    const fromMs = signalVisibleFromMs(ask.tier, entry.signal);
    return fromMs <= ask.nowMs ? { type: 'visible', shown: readerSignal(entry) } : { type: 'later', fromMs };
  }
  const fromMs = awaitedFromMs({ ...ask, id }, sources);
  return fromMs === null ? { type: 'unknown' } : { type: 'later', fromMs };
}

/** When the reader may see the decision that has, or would have, this id; null when it is none they wait for. */
function awaitedFromMs({ tier, nowMs, id }: SignalAsk, { series, swing, backtests }: SignalSources): number | null {
  const decided = [
    ...series.map((each) => ({ series: each, family: 'next-candle' as const, version: backtests.versionOf(each) })),
    ...swing.map((each) => ({ series: each, family: 'swing' as const, version: SWING_VERSION })),
  ];
  for (const { series: each, family, version } of decided) {
    if (version === null) continue;
    const { timeframe } = each;
    const candleMs = timeframeMs(timeframe);
    let closeTimeMs = Math.floor(nowMs / candleMs) * candleMs;
    while (closeTimeMs > newestVisibleCloseMs({ tier, nowMs }, { family, timeframe })) {
      if (signalId(each, closeTimeMs, version).startsWith(id)) {
        return visibleFromMs(tier, { family, timeframe, closeTimeMs });
      }
      closeTimeMs -= candleMs;
    }
  }
  return null;
}
