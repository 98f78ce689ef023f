import type { CandleColumns } from '../../engine/market/candle.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { CandleStore } from '../../engine/ports.ts';
import { shortSignalId } from '../../engine/signals/signal.ts';
import type { Look, SignalDrawing } from './drawings.ts';
import type { ReaderSignal, ShownSignal } from './reader-signal.ts';
import { type SignalAsk, type SignalSources, type VisibleSignal, visibleSignal } from './visible-signals.ts';

const CANDLES_BEFORE = 80;
const CANDLES_AFTER = 12;
/** Most candles of a position that are shown: a year of four hours. */
const MOST_HELD = 2_200;

/** A signal with its picture, for a reader who may see it. */
export type SignalChart =
  | Exclude<VisibleSignal, { type: 'visible' }>
  /** png is null when there are no candles or drawing failed: the signal is then shown as text. */
  | { readonly type: 'chart'; readonly shown: ReaderSignal; readonly png: Buffer | null };

/** A signal, and how its picture is to look. */
export type ChartAsk = SignalAsk & Look;

export interface ChartSources extends SignalSources {
  readonly candles: Pick<CandleStore, 'read'>;
  /** Draws a PNG. */
  readonly renderChart: (chart: SignalDrawing) => Promise<Buffer>;
  readonly onFailed: (failure: AnswerFailure) => void;
}

/** A part of an answer that had to be left out. */
export type AnswerFailure =
  | { readonly type: 'chart-failed'; readonly signalId: string; readonly error: unknown }
  | { readonly type: 'drawing-failed'; readonly of: string; readonly error: unknown }
  | { readonly type: 'backtest-failed'; readonly series: string; readonly error: unknown };

/** One signal on its candles, with entry, stop and target. */
export async function chart(ask: ChartAsk, sources: ChartSources): Promise<SignalChart> {
  const found = await visibleSignal(ask, sources);
  if (found.type !== 'visible') return found;
  return { type: 'chart', shown: found.shown, png: await drawn(found.shown, ask, sources) };
}

async function drawn(
  shown: ReaderSignal,
  { theme, languageCode }: Look,
  sources: ChartSources,
): Promise<Buffer | null> {
  try {
    const candles = await candlesAround(shown, sources.candles);
    return candles.length === 0 ? null : await sources.renderChart({ entry: shown, candles, theme, languageCode });
  } catch (error) {
    sources.onFailed({ type: 'chart-failed', signalId: shortSignalId(shown.signal.id), error });
    return null;
  }
}

/** What the picture of a signal shows: candles before it, and those of the position up to its end. */
export async function candlesAround(
  { signal, outcome }: Pick<ShownSignal, 'signal' | 'outcome'>,
  candles: Pick<CandleStore, 'read'>,
): Promise<CandleColumns> {
  const { series, closeTimeMs, horizonCandles } = signal;
  const stepMs = timeframeMs(series.timeframe);
  const exitTimeMs = outcome?.plan?.exitTimeMs ?? closeTimeMs;
  const isHeld = outcome === null && horizonCandles === null;
  const after = isHeld
    ? MOST_HELD
    : Math.min(MOST_HELD, Math.ceil((exitTimeMs - closeTimeMs) / stepMs) + CANDLES_AFTER);
  const toMs = closeTimeMs + after * stepMs;
  const known = await candles.read(series, closeTimeMs - CANDLES_BEFORE * stepMs, toMs);
  // Of a position that was held for long each column is several candles, those before it too.
  const held = known.length - CANDLES_BEFORE;
  if (held <= CANDLES_BEFORE) return known;
  return await candles.read(series, closeTimeMs - 2 * held * stepMs, toMs);
}
