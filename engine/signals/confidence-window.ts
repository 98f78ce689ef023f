import { quantileOf, sortedQuantile } from '../math.ts';
import type { SignalPolicy } from './decide.ts';

/** The newest confidences of a series, of which the signal rule wants a quantile after each. */
export interface ConfidenceWindow {
  /** The (1 − q) quantile of what was pushed so far, q the policy's target coverage unless given; null while there are too few. */
  threshold(coverage?: number): number | null;
  push(confidence: number): void;
}

function firstNotBelow(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const newestKnown = (past: readonly number[], size: number): Float64Array =>
  Float64Array.from(past.filter((value) => !Number.isNaN(value)).slice(-size));

/** The threshold of a window that starts with past confidences, oldest first, without keeping one: null while there are too few. */
export function confidenceThreshold(policy: SignalPolicy, past: readonly number[], coverage: number): number | null {
  const known = newestKnown(past, policy.confidenceWindow);
  return known.length < policy.minConfidences ? null : quantileOf(known, 1 - coverage);
}

/** A window that starts with past confidences, oldest first; only the newest policy.confidenceWindow count. NaN is ignored. */
export function createConfidenceWindow(policy: SignalPolicy, past: readonly number[]): ConfidenceWindow {
  const { confidenceWindow: size, minConfidences, targetCoverage } = policy;
  const start = newestKnown(past, size);
  const ring = new Float64Array(size);
  ring.set(start);
  const sorted = new Float64Array(size + 1);
  sorted.set(start.toSorted());
  let count = start.length;
  let next = count % size;
  return {
    threshold: (coverage = targetCoverage) =>
      count < minConfidences ? null : sortedQuantile(sorted.subarray(0, count), 1 - coverage),
    push(confidence) {
      if (Number.isNaN(confidence)) return;
      if (count === size) {
        const leaving = firstNotBelow(sorted, count, ring[next] ?? 0);
        sorted.copyWithin(leaving, leaving + 1, count);
        count -= 1;
      }
      const entering = firstNotBelow(sorted, count, confidence);
      sorted.copyWithin(entering + 1, entering, count);
      sorted[entering] = confidence;
      ring[next] = confidence;
      next = (next + 1) % size;
      count += 1;
    },
  };
}
