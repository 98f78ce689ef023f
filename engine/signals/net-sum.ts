import type { RecordRow } from './record-row.ts';
import { SIGNAL_FAMILIES, type SignalFamily } from './signal.ts';

/** Net results by plan of a family added up, one stake each. Basis points. */
export interface NetSum {
  readonly family: SignalFamily;
  /** Signals added up. */
  readonly count: number;
  /** The sum after each close, oldest first. */
  readonly points: readonly { readonly timeMs: number; readonly sumBps: number }[];
  /** Deepest fall of the sum from its highest value before, the start (0) included; at least 0. */
  readonly deepestFallBps: number;
}

/**
 * The running sums of settled signals, a family each; families without a settled plan are left out. Void signals have no plan and
 * add nothing. Rows in any order.
 */
export function netSumsOf(rows: readonly RecordRow[]): readonly NetSum[] {
  const scored = rows.filter(({ plan }) => plan !== null).toSorted((a, b) => a.closeTimeMs - b.closeTimeMs);
  return SIGNAL_FAMILIES.flatMap((family) => {
    const own = scored.filter((row) => row.family === family);
    return own.length === 0 ? [] : [netSumOf(family, own)];
  });
}

function netSumOf(family: SignalFamily, ordered: readonly RecordRow[]): NetSum {
  let [sumBps, highest, deepestFallBps] = [0, 0, 0];
  const atClose = new Map<number, number>();
  for (const { closeTimeMs, plan } of ordered) {
    sumBps += plan?.netBps ?? 0;
    atClose.set(closeTimeMs, sumBps);
  }
  const points = [...atClose].map(([timeMs, sum]) => ({ timeMs, sumBps: sum }));
  for (const point of points) {
    highest = Math.max(highest, point.sumBps);
    deepestFallBps = Math.max(deepestFallBps, highest - point.sumBps);
  }
  return { family, count: ordered.length, points, deepestFallBps };
}
