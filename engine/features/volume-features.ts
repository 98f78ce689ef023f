import type { FeatureRow } from './feature-row.ts';
import { copyOf } from './kernels.ts';
import * as kernels from './volume-return.ts';

const VOLUME_WHY = 'Moves on heavy volume continue or revert differently from moves on thin volume.';
const VOLUME_SOURCE = 'Llorente, Michaely, Saar and Wang 2002, "Dynamic volume-return relation"';

/** Features of volume and spread, in table order; unknown (NaN) where a source has neither. */
export const VOLUME_FEATURES: readonly FeatureRow[] = [
  {
    name: 'volume_z',
    group: 'volume',
    formula: '(v − mean of v over 24) / standard deviation of v over 168, v = ln(1 + volume)',
    window: 168,
    why: VOLUME_WHY,
    source: VOLUME_SOURCE,
    optional: true,
    needs: ['volumeZ'],
    fill: copyOf('volumeZ'),
  },
  {
    name: 'volume_z_return',
    group: 'volume',
    formula: 'volume_z · return_1',
    window: 168,
    why: VOLUME_WHY,
    source: VOLUME_SOURCE,
    optional: true,
    needs: ['volumeZ', 'logReturn', 'perSigma24'],
    fill: kernels.volumeReturn,
  },
  {
    name: 'volume_z_direction',
    group: 'volume',
    formula: 'volume_z · direction',
    window: 168,
    why: VOLUME_WHY,
    source: VOLUME_SOURCE,
    optional: true,
    needs: ['volumeZ', 'direction'],
    fill: kernels.volumeTimes('direction'),
  },
  {
    name: 'volume_z_close_location',
    group: 'volume',
    formula: 'volume_z · close_location',
    window: 168,
    why: VOLUME_WHY,
    source: VOLUME_SOURCE,
    optional: true,
    needs: ['volumeZ', 'closeLocation'],
    fill: kernels.volumeTimes('closeLocation'),
  },
  {
    name: 'taker_balance',
    group: 'volume',
    formula: '2 · taker-bought volume / volume − 1, 0 without trades',
    window: 1,
    why: 'Who crossed the spread: pushes of impatient buyers are given back sooner than quiet rises.',
    source: 'Chordia, Roll and Subrahmanyam 2002, "Order imbalance, liquidity, and market returns"',
    optional: true,
    needs: ['volume', 'takerBuyVolume'],
    fill: kernels.takerBalance,
  },
  {
    name: 'spread_volatility',
    group: 'cost',
    formula: 'ln(max((ask − bid) / c, 10⁻⁶) / σ24) at the close',
    window: 25,
    why: 'A wide quoted spread says that dealers stand back; moves made in thin quotes revert.',
    source: 'Stoll 1978, "The supply of dealer services in securities markets"',
    optional: true,
    needs: ['spread', 'close', 'perSigma24'],
    fill: kernels.spreadVolatility,
  },
];
