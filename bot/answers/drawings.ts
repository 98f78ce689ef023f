import type { CandleColumns } from '../../engine/market/candle.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { LiveCalibration } from '../../engine/monitoring/live-calibration.ts';
import type { NetSum } from '../../engine/signals/net-sum.ts';
import type { ShownSignal } from './reader-signal.ts';

/** Looks of a picture; null: the installation's. */
export type ReaderTheme = 'light' | 'dark' | null;

/** How a picture is to look. */
interface Look {
  readonly theme: ReaderTheme;
  /** Of the words on it. */
  readonly languageCode: string;
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
