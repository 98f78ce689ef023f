import type { CandleColumns } from '../../engine/market/candle.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { CandleStore } from '../../engine/ports.ts';
import { shortSignalId } from '../../engine/signals/signal.ts';
import type { ReaderSignal, ShownSignal } from './reader-signal.ts';
import { type SignalAsk, type SignalSources, type VisibleSignal, visibleSignal } from './visible-signals.ts';

const CANDLES_BEFORE = 80;
const CANDLES_AFTER = 12;
/** Columns of a swing's picture, and those of them for the time it was held (charts/pick-swing-slots.ts), with room for joining. */
const SWING_COLUMNS = 60;
const SWING_COLUMNS_HELD = 16;

/** A signal with its picture, for a reader who may see it. */
export type SignalChart =
  | Exclude<VisibleSignal, { type: 'visible' }>
  /** png is null when there are no candles or drawing failed: the signal is then told in words. */
  | { readonly type: 'chart'; readonly shown: ReaderSignal; readonly png: Buffer | null };

/** A signal, and the language of the words on its picture. */
export type ChartAsk = SignalAsk & { readonly languageCode: string };

export interface ChartSources extends SignalSources {
  readonly candles: Pick<CandleStore, 'read'>;
  /** Draws a PNG. */
  readonly renderChart: (chart: {
    readonly entry: ShownSignal;
    readonly candles: CandleColumns;
    readonly languageCode: string;
  }) => Promise<Buffer>;
  readonly onFailed: (failure: AnswerFailure) => void;
}

/** A part of an answer that had to be left out. */
export type AnswerFailure =
  | { readonly type: 'chart-failed'; readonly signalId: string; readonly error: unknown }
  | { readonly type: 'backtest-failed'; readonly series: string; readonly error: unknown };

/** One signal on its candles, with entry, stop and target. */
export async function chart(ask: ChartAsk, sources: ChartSources): Promise<SignalChart> {
  const found = await visibleSignal(ask, sources);
  if (found.type !== 'visible') return found;
  return { type: 'chart', shown: found.shown, png: await drawn(found.shown, ask, sources) };
}

/** Candles that a picture shows: around the decision, of a position up to a few days after it was left. */
function stretchOf(shown: ReaderSignal, nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  const { series, closeTimeMs, family } = shown.signal;
  const stepMs = timeframeMs(series.timeframe);
  if (family !== 'swing') {
    return { fromMs: closeTimeMs - CANDLES_BEFORE * stepMs, toMs: closeTimeMs + CANDLES_AFTER * stepMs };
  }
  const toMs = (shown.outcome?.plan?.exitTimeMs ?? nowMs) + CANDLES_AFTER * stepMs;
  return { fromMs: closeTimeMs - SWING_COLUMNS * Math.max(stepMs, (toMs - closeTimeMs) / SWING_COLUMNS_HELD), toMs };
}

async function drawn(
  shown: ReaderSignal,
  { languageCode, nowMs }: ChartAsk,
  { candles, renderChart, onFailed }: ChartSources,
): Promise<Buffer | null> {
  const { id, series } = shown.signal;
  try {
    const { fromMs, toMs } = stretchOf(shown, nowMs);
    const around = await candles.read(series, fromMs, toMs);
    return around.length === 0 ? null : await renderChart({ entry: shown, candles: around, languageCode });
  } catch (error) {
    onFailed({ type: 'chart-failed', signalId: shortSignalId(id), error });
    return null;
  }
}
