import { MINUTE_MS } from '../../../engine/time.ts';

const BAN_MS = 120_000;
/** A caller that goes on this often after the limit is banned, as the venue does. */
const IGNORED_BEFORE_BAN = 5;

export type WeightVerdict =
  | { readonly type: 'allowed'; readonly used: number }
  | { readonly type: 'refused'; readonly used: number; readonly status: 429 | 418; readonly retryAfterSeconds: number };

export interface WeightMeter {
  /** Books the weight of one request. */
  take(weight: number): WeightVerdict;
}

/** Request weights per minute of wall time: 429 above the limit until the minute is over, 418 for a caller that does not stop. */
export function createWeightMeter({
  weightPerMinute,
  wallNowMs,
}: {
  readonly weightPerMinute: number;
  readonly wallNowMs: () => number;
}): WeightMeter {
  let minute = 0;
  let used = 0;
  let ignored = 0;
  let bannedUntilMs = 0;
  return {
    take(weight) {
      const nowMs = wallNowMs();
      if (Math.floor(nowMs / MINUTE_MS) !== minute) {
        minute = Math.floor(nowMs / MINUTE_MS);
        used = 0;
        ignored = 0;
      }
      used += weight;
      const seconds = (untilMs: number): number => Math.max(1, Math.ceil((untilMs - nowMs) / 1_000));
      if (nowMs < bannedUntilMs)
        return { type: 'refused', used, status: 418, retryAfterSeconds: seconds(bannedUntilMs) };
      if (used <= weightPerMinute) return { type: 'allowed', used };
      ignored += 1;
      if (ignored > IGNORED_BEFORE_BAN) {
        bannedUntilMs = nowMs + BAN_MS;
        return { type: 'refused', used, status: 418, retryAfterSeconds: seconds(bannedUntilMs) };
      }
      return { type: 'refused', used, status: 429, retryAfterSeconds: seconds((minute + 1) * MINUTE_MS) };
    },
  };
}
