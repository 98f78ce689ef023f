import type { TierRights } from '../../../billing/plans.ts';
import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';

/** "57.6%" of a fraction 0..1. */
export function percentText(fraction: number): string {
  return `${(fraction * 100).toFixed(1)}%`;
}

/** "1,950". */
export function countText(count: number): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "30 min later", or "30 min later on 1h, 2 h later on 4h" where several timeframes are followed; null without a delay. */
export function delayText(rights: Pick<TierRights, 'delayCandles'>, timeframes: readonly Timeframe[]): string | null {
  if (rights.delayCandles === 0) return null;
  const distinct = [...new Set(timeframes)];
  const laterOn = (timeframe: Timeframe): string =>
    `${durationText(rights.delayCandles * timeframeMs(timeframe))} later`;
  if (distinct.length < 2) return distinct.map(laterOn)[0] ?? null;
  return distinct.map((timeframe) => `${laterOn(timeframe)} on ${timeframe}`).join(', ');
}

/** "45 s", "30 min", "2 h" or "3 days". */
export function durationText(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${Math.round(ms / 1000)} s`;
  if (minutes < 120) return `${trimmed(minutes)} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${trimmed(hours)} h` : `${trimmed(hours / 24)} days`;
}

function trimmed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
