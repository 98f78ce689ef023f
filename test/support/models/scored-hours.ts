import type { ScoredColumns } from '../../../engine/monitoring/scored-history.ts';
import { createRandom } from '../../../engine/random.ts';
import { HOUR_MS } from '../../../engine/time.ts';

/** Hourly rows scored 0.5 ± `reach`, right with chance `right`; every tenth published. */
export function scoredHours(
  rows: number,
  { right, reach = 0.05, seed = 1 }: { readonly right: number; readonly reach?: number; readonly seed?: number },
): ScoredColumns {
  const random = createRandom(seed);
  const saysUp = Float64Array.from({ length: rows }, () => (random() < 0.5 ? 1 : 0));
  const up = saysUp.map((says) => (random() < right ? says : 1 - says));
  return {
    closeTimeMs: Float64Array.from({ length: rows }, (_, row) => row * HOUR_MS),
    probabilityUp: saysUp.map((says) => 0.5 + (says === 1 ? reach : -reach)),
    up,
    returnNext: up.map((value) => (value === 1 ? 0.001 : -0.001)),
    lastDirection: saysUp.map((says) => (says === 1 ? -1 : 1)),
    published: Uint8Array.from({ length: rows }, (_, row) => (row % 10 === 0 ? 1 : 0)),
    withheld: new Uint8Array(rows),
  };
}
