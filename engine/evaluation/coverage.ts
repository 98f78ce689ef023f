import { wilsonInterval } from '../math.ts';
import { createConfidenceWindow } from '../signals/confidence-window.ts';
import { DEFAULT_POLICY } from '../signals/decide.ts';
import { ascendingOrder, type Judged } from '../statistics/metrics.ts';

/** Decisions with the return that came: ln(close / open) of the next candle. */
export interface JudgedReturns extends Judged {
  readonly returnNext: Float64Array;
}

/** How a group of decisions did. accuracy, interval and grossBps are null when it is empty. */
export interface GroupLine {
  readonly count: number;
  readonly accuracy: number | null;
  /** Wilson 95 %. */
  readonly interval: readonly [number, number] | null;
  /** Mean return signed by the side called, before cost, basis points. */
  readonly grossBps: number | null;
}

/** Figures of the most confident share of all decisions. */
export interface CoverageLine extends GroupLine {
  /** Share of all decisions, the most confident first. */
  readonly share: number;
}

const SHARES = [1, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02] as const;

/** Counts, accuracy and gross return of some rows. */
export function groupLine({ probability, up, returnNext }: JudgedReturns, rows: Iterable<number>): GroupLine {
  let count = 0;
  let right = 0;
  let sum = 0;
  for (const row of rows) {
    const callsUp = (probability[row] ?? 0) >= 0.5;
    count += 1;
    if (callsUp === (up[row] === 1)) right += 1;
    sum += (callsUp ? 1 : -1) * (returnNext[row] ?? 0);
  }
  if (count === 0) return { count, accuracy: null, interval: null, grossBps: null };
  return { count, accuracy: right / count, interval: wilsonInterval(right, count), grossBps: (sum / count) * 1e4 };
}

/** The most confident 100, 50, 30, 20, 10, 5 and 2 % of all decisions, chosen in hindsight: a curve, not a rule that could be traded. */
export function coverageCurve(judged: JudgedReturns): readonly CoverageLine[] {
  const doubt = judged.probability.map((p) => -Math.abs(p - 0.5));
  const order = ascendingOrder(doubt);
  return SHARES.map((share) => ({ share, ...groupLine(judged, order.subarray(0, Math.round(share * order.length))) }));
}

/** Decisions of several markets, each market's in time order. */
export interface DecidedMarkets {
  /** Rows [from, to) of each market. */
  readonly markets: readonly { readonly from: number; readonly to: number }[];
  /** Per row; NaN where no decision was taken. */
  readonly probability: Float64Array;
  /** Rows that may be counted: decided, with an outcome. */
  readonly isJudged: (row: number) => boolean;
}

/**
 * The most confident shares as they could have been chosen at the time: a decision counts at a share when its
 * confidence reaches that quantile of the trailing 2,000 of its market, of which at least 200 must be known; the counts
 * come near the shares, not onto them. All decisions count at 100 %.
 */
export function causalCoverageCurve(
  { markets, probability, isJudged }: DecidedMarkets,
  outcomes: Omit<JudgedReturns, 'probability'>,
): readonly CoverageLine[] {
  const chosen = SHARES.map((): number[] => []);
  for (const { from, to } of markets) {
    const window = createConfidenceWindow(DEFAULT_POLICY, []);
    for (let row = from; row < to; row += 1) {
      const p = probability[row] ?? Number.NaN;
      if (Number.isNaN(p)) continue;
      const confidence = Math.max(p, 1 - p);
      SHARES.forEach((share, at) => {
        const isChosen = share === 1 || confidence >= (window.threshold(share) ?? Number.POSITIVE_INFINITY);
        if (isChosen && isJudged(row)) chosen[at]?.push(row);
      });
      window.push(confidence);
    }
  }
  return SHARES.map((share, at) => ({ share, ...groupLine({ probability, ...outcomes }, chosen[at] ?? []) }));
}
