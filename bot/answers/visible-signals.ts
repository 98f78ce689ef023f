import { TIER_RIGHTS, type Tier } from '../../billing/tiers.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { SignalQuery, SignalReader } from '../../engine/ports.ts';
import { signalId } from '../../engine/signals/signal.ts';
import type { PairBacktests } from './pair-backtests.ts';
import { type ReaderSignal, readerSignal } from './reader-signal.ts';

/** Who asks, and when: what a reader may see follows from these alone. */
export interface Ask {
  readonly tier: Tier;
  readonly nowMs: number;
}

/** How much later than the first tier a tier sees what was decided at a close, milliseconds. */
export function delayMs(tier: Tier, timeframe: Timeframe): number {
  return Math.round(TIER_RIGHTS[tier].delayCandles * timeframeMs(timeframe));
}

/**
 * From when a tier may see a decision: the close it was taken at and the tier's delay, nothing else. Channels and deliveries
 * do not come into it: a tier whose channel is not configured, or shared with another, sees the same signals at the same time.
 */
export function visibleFromMs(tier: Tier, decided: { closeTimeMs: number; timeframe: Timeframe }): number {
  return decided.closeTimeMs + delayMs(tier, decided.timeframe);
}

/** The newest close whose decisions a reader may see by now. */
export function newestVisibleCloseMs({ tier, nowMs }: Ask, timeframe: Timeframe): number {
  return nowMs - delayMs(tier, timeframe);
}

/** A page of signals: of one pair or timeframe where they are named. */
export type SignalsAsk = Ask & Omit<SignalQuery, 'closedBy'>;

/** Signals the reader may see by now, newest first. */
export async function latestVisibleSignals(
  ask: SignalsAsk,
  { signals }: { readonly signals: SignalReader },
): Promise<readonly ReaderSignal[]> {
  const { tier, nowMs, ...query } = ask;
  const closedBy = TIMEFRAMES.map((timeframe) => ({ timeframe, closeTimeMs: newestVisibleCloseMs(ask, timeframe) }));
  const found = await signals.latest(TIER_RIGHTS[tier].delayCandles === 0 ? query : { ...query, closedBy });
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
    const { closeTimeMs, series } = entry.signal;
    const fromMs = visibleFromMs(ask.tier, { closeTimeMs, timeframe: series.timeframe });
    return fromMs <= ask.nowMs ? { type: 'visible', shown: readerSignal(entry) } : { type: 'later', fromMs };
  }
  const fromMs = awaitedFromMs({ ...ask, id }, sources);
  return fromMs === null ? { type: 'unknown' } : { type: 'later', fromMs };
}

/** When the reader may see the decision that has, or would have, this id; null when it is none they wait for. */
function awaitedFromMs({ tier, nowMs, id }: SignalAsk, { series, backtests }: SignalSources): number | null {
  for (const each of series) {
    const version = backtests.versionOf(each);
    if (version === null) continue;
    const candleMs = timeframeMs(each.timeframe);
    let closeTimeMs = Math.floor(nowMs / candleMs) * candleMs;
    while (closeTimeMs > newestVisibleCloseMs({ tier, nowMs }, each.timeframe)) {
      if (signalId(each, closeTimeMs, version).startsWith(id)) {
        return visibleFromMs(tier, { closeTimeMs, timeframe: each.timeframe });
      }
      closeTimeMs -= candleMs;
    }
  }
  return null;
}
