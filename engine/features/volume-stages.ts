import type { ColumnName, Frame } from './frame.ts';
import { isResumed } from './rolling.ts';
import { type Stage, sumStage } from './stage.ts';

/** A column with its unknown values as 0, and which are known. */
function knownStage(
  input: ColumnName,
  [value, known]: readonly [ColumnName, ColumnName],
  scale: (raw: number) => number,
): Stage {
  return {
    provides: [value, known],
    needs: [input],
    run: ({ columns }, from, to) => {
      const [raws, values, knowns] = [columns[input], columns[value], columns[known]];
      for (let i = from; i < to; i += 1) {
        const raw = raws[i] ?? Number.NaN;
        const isKnown = raw >= 0;
        knowns[i] = isKnown ? 1 : 0;
        values[i] = isKnown ? scale(raw) : 0;
      }
    },
  };
}

function volumeSquares({ columns, base }: Frame, from: number, to: number): void {
  const { volumeValue, volumeSquares168 } = columns;
  let sum = from > 0 ? (volumeSquares168[from - 1] ?? 0) : 0;
  for (let i = from; i < to; i += 1) {
    if (isResumed(base + i)) {
      sum = 0;
      for (let j = i; j > i - 168 && j >= 0; j -= 1) sum += (volumeValue[j] ?? 0) * (volumeValue[j] ?? 0);
    } else {
      const entering = volumeValue[i] ?? 0;
      const leaving = i < 168 ? 0 : (volumeValue[i - 168] ?? 0);
      sum += entering * entering - leaving * leaving;
    }
    volumeSquares168[i] = sum;
  }
}

/** (v − mean over 24) / standard deviation over 168, v = ln(1 + volume); NaN unless all 168 volumes are known. */
function volumeZ({ columns }: Frame, from: number, to: number): void {
  const { volumeValue, volumeKnown168, volumeSum24, volumeSum168, volumeSquares168, volumeZ: z } = columns;
  for (let i = from; i < to; i += 1) {
    if (i < 167 || (volumeKnown168[i] ?? 0) < 168) {
      z[i] = Number.NaN;
      continue;
    }
    const sum = volumeSum168[i] ?? 0;
    const spread = ((volumeSquares168[i] ?? 0) - (sum * sum) / 168) / 167;
    z[i] = ((volumeValue[i] ?? 0) - (volumeSum24[i] ?? 0) / 24) / (spread > 1e-6 ? Math.sqrt(spread) : 1e-3);
  }
}

/** Stages of the volume, each after those it needs. An unknown volume counts as 0 in sums and makes volumeZ unknown. */
export const VOLUME_STAGES: readonly Stage[] = [
  knownStage('volume', ['volumeValue', 'volumeKnown'], Math.log1p),
  sumStage('volumeKnown', 'volumeKnown168', 168),
  sumStage('volumeValue', 'volumeSum24', 24),
  sumStage('volumeValue', 'volumeSum168', 168),
  { provides: ['volumeSquares168'], needs: ['volumeValue'], run: volumeSquares },
  {
    provides: ['volumeZ'],
    needs: ['volumeValue', 'volumeKnown168', 'volumeSum24', 'volumeSum168', 'volumeSquares168'],
    run: volumeZ,
  },
];
