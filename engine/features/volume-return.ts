import type { ColumnName } from './frame.ts';
import { type FeatureKernel, LEAST_RANGE } from './kernels.ts';

/** volume_z times return_1 in σ of 24 candles. */
export const volumeReturn: FeatureKernel = ({ columns }, { values, shift }, [from, to]) => {
  const { volumeZ, logReturn, perSigma24 } = columns;
  for (let i = from; i < to; i += 1) {
    values[i + shift] = (volumeZ[i] ?? 0) * (logReturn[i] ?? 0) * (perSigma24[i] ?? 0);
  }
};

/** volume_z times a column. */
export function volumeTimes(name: ColumnName): FeatureKernel {
  return ({ columns }, { values, shift }, [from, to]) => {
    const { volumeZ, [name]: factor } = columns;
    for (let i = from; i < to; i += 1) values[i + shift] = (volumeZ[i] ?? 0) * (factor[i] ?? 0);
  };
}

/** 2·(taker-bought share of the volume) − 1; NaN where either is unknown, 0 where nothing was traded. */
export const takerBalance: FeatureKernel = ({ columns: { volume, takerBuyVolume } }, { values, shift }, [from, to]) => {
  for (let i = from; i < to; i += 1) {
    const all = volume[i] ?? Number.NaN;
    values[i + shift] = all === 0 ? 0 : (2 * (takerBuyVolume[i] ?? Number.NaN)) / all - 1;
  }
};

/** ln(quoted spread / c / σ24), the spread at least a hundredth of a basis point; NaN where unknown. */
export const spreadVolatility: FeatureKernel = (
  { columns: { spread, close, perSigma24 } },
  { values, shift },
  [from, to],
) => {
  for (let i = from; i < to; i += 1) {
    const share = (spread[i] ?? Number.NaN) / (close[i] ?? 0);
    values[i + shift] = Math.log(Math.max(share, LEAST_RANGE) * (perSigma24[i] ?? 0));
  }
};
