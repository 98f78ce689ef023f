import type { EngineListener } from '../events.ts';
import { calendarOf } from '../market/calendar/gaps.ts';
import { type CandleColumns, candleAt } from '../market/candle.ts';
import { findLevelBreaks } from '../market/level-breaks.ts';
import type { SeriesKey } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { CandleStore, Clock, PredictionStore, SignalLedger, UnsettledSignal } from '../ports.ts';
import { type FinerCandles, needsFiner, outcomeOf } from '../signals/outcome.ts';
import type { Signal } from '../signals/signal.ts';
import type { DueCandle } from './due-candle.ts';
import { finerCandles } from './finer-candles.ts';
import { memoryOf, type Settling, type WalkMemory } from './walk-memory.ts';

/** What settling reads and writes. */
export interface SettleDependencies {
  readonly candles: CandleStore;
  readonly ledger: SignalLedger;
  readonly predictions: PredictionStore;
  readonly clock: Clock;
  readonly onEvent: EngineListener;
}

/** Settles what the newest candle decides, once a candle: while we wait for the next one there is nothing new to settle. */
export async function recordOutcomes(
  walk: SettleDependencies & { readonly memory: WalkMemory; readonly settling: Settling },
  { series, candles, watermarkMs, dueMs }: DueCandle,
): Promise<void> {
  const memory = memoryOf(walk, series);
  const newestMs = candles.openTimeMs.at(-1) ?? 0;
  if (memory.settledMs === newestMs) return;
  await walk.settling(() => settleOutcomes(walk, series, { sinceMs: watermarkMs ?? dueMs, recent: candles }));
  memory.settledMs = newestMs;
}

/**
 * Stores how the candles from sinceMs on turned out, for predictions and signals alike. `recent` are the newest stored
 * candles; the store is read again only where they do not reach back far enough. A candle in which the price changed its
 * level (another unit, a split) is no outcome: predictions of it stay open, signals are void.
 */
export async function settleOutcomes(
  deps: SettleDependencies,
  series: SeriesKey,
  { sinceMs, recent }: { readonly sinceMs: number; readonly recent: CandleColumns },
): Promise<void> {
  const candleMs = timeframeMs(series.timeframe);
  const ended = (await deps.ledger.unsettled(series)).filter(mayEnd);
  const oldestMs = Math.min(sinceMs, ...ended.map(({ signal }) => signal.closeTimeMs));
  const reaches = (recent.openTimeMs[0] ?? Number.POSITIVE_INFINITY) <= oldestMs;
  const candles = reaches ? recent : await deps.candles.read(series, oldestMs, Number.MAX_SAFE_INTEGER);
  const question = { timeframeMs: candleMs, calendar: calendarOf(series.symbol) };
  const breaks = new Set(findLevelBreaks(candles, question).map(({ openTimeMs }) => openTimeMs));
  for (let row = candles.openTimeMs.findIndex((timeMs) => timeMs >= sinceMs); row >= 0 && row < candles.length; row++) {
    const candle = candleAt(candles, row);
    if (breaks.has(candle.openTimeMs)) continue;
    const up = candle.close === candle.open ? null : candle.close > candle.open ? 1 : 0;
    await deps.predictions.settle(series, candle.openTimeMs, {
      up,
      returnNext: Math.log(candle.close / candle.open),
    });
  }
  const nowMs = deps.clock.nowMs();
  for (const { signal, steps } of ended) {
    const finer = await finerFor(deps.candles, signal, candles);
    const isVoid = breaks.has(signal.closeTimeMs);
    const outcome = outcomeOf(signal, candles, { nowMs, candleMs, finer, isVoid, steps, breaksMs: breaks });
    if (outcome === null) continue;
    await deps.ledger.close(signal.id, outcome);
    deps.onEvent({ type: 'signal-settled', signal, outcome });
  }
}

/** A position that is held until it is left has no end before that: it is not looked at, however far its entry lies back. */
function mayEnd({ signal, steps }: UnsettledSignal): boolean {
  return signal.horizonCandles !== null || steps.at(-1)?.type === 'leave';
}

/** Finer candles where a plan cannot be scored without: a read of the store, so asked for only then. */
async function finerFor(store: CandleStore, signal: Signal, candles: CandleColumns): Promise<FinerCandles | null> {
  if (!needsFiner(signal, candles)) return null;
  const { closeTimeMs, series, horizonCandles } = signal;
  const toMs = closeTimeMs + (horizonCandles ?? 1) * timeframeMs(series.timeframe);
  return await finerCandles(store, series, { fromMs: closeTimeMs, toMs });
}
