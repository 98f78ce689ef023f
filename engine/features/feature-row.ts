import type { ColumnName } from './frame.ts';
import type { FeatureKernel } from './kernels.ts';

/** One row of the feature table. Values at row i depend on the `window` newest candles ≤ i only (running means: in effect). */
export interface FeatureRow {
  readonly name: string;
  readonly group:
    | 'return'
    | 'momentum'
    | 'volatility'
    | 'shape'
    | 'position'
    | 'oscillator'
    | 'trend'
    | 'volume'
    | 'cost'
    | 'calendar'
    | 'market'
    | 'path'
    | 'funding'
    | 'sentiment'
    | 'library'
    | 'scale';
  readonly formula: string;
  /** Candles needed before the first value. */
  readonly window: number;
  readonly why: string;
  readonly source: string;
  /**
   * True: may be unknown (NaN) after the warm-up, where the source or the calendar has no value; a model then
   * counts it as average.
   */
  readonly optional?: true;
  readonly needs: readonly ColumnName[];
  readonly fill: FeatureKernel;
}
