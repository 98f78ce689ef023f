import type { SignalFilter } from '../../billing/reader-settings.ts';
import type { Signal } from '../../engine/signals/signal.ts';

/** Whether a filter lets a signal through. Whether it is worth trading is asked at the reader's cost: atReadersCost first. */
export function wantsSignal(filter: SignalFilter, signal: Signal): boolean {
  const { pairs, timeframes, side, minimumConfidence, onlyWorthTrading } = filter;
  return (
    (pairs === null || pairs.includes(signal.series.symbol)) &&
    (timeframes === null || timeframes.includes(signal.series.timeframe)) &&
    (side === null || side === signal.side) &&
    (signal.confidence === null || signal.confidence >= minimumConfidence) &&
    (!onlyWorthTrading || signal.worthTrading)
  );
}
