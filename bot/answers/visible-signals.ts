import { TIER_RIGHTS, type Tier } from '../../billing/tiers.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { LedgerEntry, SignalQuery, SignalReader } from '../../engine/ports.ts';
import { signalId } from '../../engine/signals/signal.ts';

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

/** Signals the reader may see by now, newest first. */
export async function latestVisibleSignals(
  ask: Ask & Omit<SignalQuery, 'closedBy'>,
  { signals }: { readonly signals: SignalReader },
): Promise<readonly LedgerEntry[]> {
  const { tier, nowMs, ...query } = ask;
  if (TIER_RIGHTS[tier].delayCandles === 0) return await signals.latest(query);
  const closedBy = TIMEFRAMES.map((timeframe) => ({ timeframe, closeTimeMs: newestVisibleCloseMs(ask, timeframe) }));
  return await signals.latest({ ...query, closedBy });
}

/** later: what was decided at that close is not for this tier before fromMs, be it a signal or none. */
export type VisibleSignal =
  | { readonly type: 'visible'; readonly entry: LedgerEntry }
  | { readonly type: 'later'; readonly fromMs: number }
  | { readonly type: 'unknown' };

/** What ids of decisions are made of. */
export interface Decisions {
  /** The series followed. */
  readonly series: readonly SeriesKey[];
  /** Version of the model that serves a series, null while there is none. */
  readonly versionOf: (series: SeriesKey) => string | null;
}

/**
 * One signal by its id, or at least six digits of it. An id can be computed from public facts (series, close, model), so with
 * `decisions` "later" is the answer to every decision that the reader must wait for, whether or not a signal came of it: it
 * would otherwise tell that one was published. Who shows "later" and "unknown" alike needs no `decisions`.
 */
export async function visibleSignal(
  ask: Ask & { readonly id: string },
  deps: { readonly signals: SignalReader; readonly decisions?: Decisions },
): Promise<VisibleSignal> {
  const id = ask.id.toLowerCase();
  if (!/^[0-9a-f]{6,64}$/.test(id)) return { type: 'unknown' };
  const entry = await deps.signals.byId(id);
  if (entry !== null) {
    const { closeTimeMs, series } = entry.signal;
    const fromMs = visibleFromMs(ask.tier, { closeTimeMs, timeframe: series.timeframe });
    return fromMs <= ask.nowMs ? { type: 'visible', entry } : { type: 'later', fromMs };
  }
  const fromMs = deps.decisions === undefined ? null : awaitedFromMs({ ...ask, id }, deps.decisions);
  return fromMs === null ? { type: 'unknown' } : { type: 'later', fromMs };
}

/** When the reader may see the decision that has, or would have, this id; null when it is none they wait for. */
function awaitedFromMs(
  { tier, nowMs, id }: Ask & { readonly id: string },
  { series, versionOf }: Decisions,
): number | null {
  for (const each of series) {
    const version = versionOf(each);
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
