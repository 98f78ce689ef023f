/** Judged decisions as columns of equal length: probability of up 0..1 and what came (1 up, 0 down). */
export interface Judged {
  readonly probability: Float64Array;
  readonly up: Float64Array;
}

/** Decisions counted by what was called and what came; a probability of exactly ½ counts as a call for up. */
export interface Confusion {
  readonly upRight: number;
  readonly upWrong: number;
  readonly downRight: number;
  readonly downWrong: number;
}

/** Counts of right and wrong calls per side. */
export function confusionOf({ probability, up }: Judged): Confusion {
  let upRight = 0;
  let upWrong = 0;
  let downRight = 0;
  let downWrong = 0;
  for (let i = 0; i < up.length; i += 1) {
    const isUp = up[i] === 1;
    if ((probability[i] ?? 0) >= 0.5) {
      if (isUp) upRight += 1;
      else upWrong += 1;
    } else if (isUp) downWrong += 1;
    else downRight += 1;
  }
  return { upRight, upWrong, downRight, downWrong };
}

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** Share of right calls, or null without any. */
export function accuracyScore({ upRight, upWrong, downRight, downWrong }: Confusion): number | null {
  return share(upRight + downRight, upRight + upWrong + downRight + downWrong);
}

/** Mean of the recalls of both sides; null when one side never came. */
export function balancedAccuracyScore({ upRight, upWrong, downRight, downWrong }: Confusion): number | null {
  const up = share(upRight, upRight + downWrong);
  const down = share(downRight, downRight + upWrong);
  return up === null || down === null ? null : (up + down) / 2;
}

/** Matthews correlation −1..1 (Matthews 1975); null when a row or column of the table is empty. */
export function matthewsScore({ upRight, upWrong, downRight, downWrong }: Confusion): number | null {
  const scale =
    Math.sqrt(upRight + upWrong) *
    Math.sqrt(downRight + downWrong) *
    Math.sqrt(upRight + downWrong) *
    Math.sqrt(downRight + upWrong);
  return scale > 0 ? (upRight * downRight - upWrong * downWrong) / scale : null;
}

/** Share of right calls among the calls of each side. */
export function precisionScores({ upRight, upWrong, downRight, downWrong }: Confusion): SideScores {
  return { buy: share(upRight, upRight + upWrong), sell: share(downRight, downRight + downWrong) };
}

/** Share of each side's candles that were called. */
export function recallScores({ upRight, upWrong, downRight, downWrong }: Confusion): SideScores {
  return { buy: share(upRight, upRight + downWrong), sell: share(downRight, downRight + upWrong) };
}

/** A score per side; null where nothing was counted. */
export interface SideScores {
  readonly buy: number | null;
  readonly sell: number | null;
}

/** Row numbers by ascending value. Equal values keep their order. */
export function ascendingOrder(values: Float64Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
}

/** Area under the ROC curve by the rank sum with mid-ranks for ties (Mann–Whitney); null when one side never came. */
export function aucScore({ probability, up }: Judged): number | null {
  const order = ascendingOrder(probability);
  let rankSum = 0;
  let positives = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    const value = probability[order[start] ?? 0];
    while (end < order.length && probability[order[end] ?? 0] === value) end += 1;
    const midRank = (start + 1 + end) / 2;
    for (let at = start; at < end; at += 1) {
      if (up[order[at] ?? 0] === 1) {
        rankSum += midRank;
        positives += 1;
      }
    }
    start = end;
  }
  const negatives = order.length - positives;
  return positives > 0 && negatives > 0
    ? (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
    : null;
}

/** Mean squared distance of probability and outcome (Brier 1950); null without decisions. */
export function brierLoss({ probability, up }: Judged): number | null {
  let sum = 0;
  for (let i = 0; i < up.length; i += 1) sum += ((probability[i] ?? 0) - (up[i] ?? 0)) ** 2;
  return share(sum, up.length);
}

/** Mean negative log likelihood in nats; probabilities are kept 10⁻¹⁵ away from 0 and 1. Null without decisions. */
export function logLoss({ probability, up }: Judged): number | null {
  let sum = 0;
  for (let i = 0; i < up.length; i += 1) {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, probability[i] ?? 0));
    sum -= up[i] === 1 ? Math.log(p) : Math.log(1 - p);
  }
  return share(sum, up.length);
}

/** 1 − loss / base; null when either is unknown or the base is 0. */
export function skillScore(loss: number | null, base: number | null): number | null {
  return loss === null || base === null || base === 0 ? null : 1 - loss / base;
}
