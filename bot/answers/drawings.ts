import type { Explained } from '../../engine/explainer.ts';
import type { CandleColumns } from '../../engine/market/candle.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { LiveCalibration } from '../../engine/monitoring/live-calibration.ts';
import type { NetSum } from '../../engine/signals/net-sum.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import type { ShownSignal } from './reader-signal.ts';

/** Looks of a picture; null: the installation's. */
export type ReaderTheme = 'light' | 'dark' | null;

/** How a picture is to look. */
export interface Look {
  readonly theme: ReaderTheme;
  /** Of the words on it. */
  readonly languageCode: string;
}

/** A signal on its candles. */
export interface SignalDrawing extends Look {
  readonly entry: ShownSignal;
  readonly candles: CandleColumns;
}

/** What moved a signal. */
export interface WhyDrawing extends Look {
  readonly answer: Explained;
  readonly signal: Signal;
}

/** A market now: its newest candles with the signals that have not ended. */
export interface MarketDrawing extends Look {
  readonly series: SeriesKey;
  readonly candles: CandleColumns;
  readonly open: readonly ShownSignal[];
}

/** What was worth trading, added up. */
export interface EquityDrawing extends Look {
  readonly netSums: readonly NetSum[];
  /** Null: all markets. */
  readonly market: string | null;
}

/** Stated against seen. */
export interface CalibrationDrawing extends Look {
  readonly calibration: LiveCalibration;
  /** Null: all markets. */
  readonly market: string | null;
}
