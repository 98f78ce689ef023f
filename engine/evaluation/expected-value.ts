import { meanOf } from '../math.ts';
import { slopeThroughOrigin } from '../statistics/slope-through-origin.ts';
import type { Dataset } from '../training/dataset.ts';
import type { ExpectedValueLine } from './report.ts';
import type { Selection } from './selected.ts';

/** What the calibrated expected values of the selected rows that are judged came to. */
export function expectedValueLine(
  { returnNext, closeTimeMs }: Dataset,
  { selected, expectedValueBps, sides }: Selection,
  isJudged: (row: number) => boolean,
): ExpectedValueLine {
  const known = [...selected.keys()].filter((at) => {
    const row = selected[at] ?? -1;
    return isJudged(row) && !Number.isNaN(returnNext[row] ?? Number.NaN);
  });
  const valued = known.filter((at) => !Number.isNaN(expectedValueBps[at] ?? Number.NaN));
  const stated = Float64Array.from(valued, (at) => expectedValueBps[at] ?? 0);
  const realised = Float64Array.from(valued, (at) => (sides[at] ?? 0) * (returnNext[selected[at] ?? -1] ?? 0) * 1e4);
  const timeMs = Float64Array.from(valued, (at) => closeTimeMs[selected[at] ?? -1] ?? 0);
  const found = slopeThroughOrigin({ stated, realised, timeMs });
  return {
    count: valued.length,
    withheldShare: known.length === 0 ? null : 1 - valued.length / known.length,
    slope: found?.slope ?? null,
    interval: found?.interval ?? null,
    stated: valued.length === 0 ? null : meanOf(stated),
    realised: valued.length === 0 ? null : meanOf(realised),
    weight: stated.reduce((sum, value) => sum + value * value, 0),
  };
}
