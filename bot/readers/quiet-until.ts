import type { ReaderSettings } from '../../billing/reader-settings.ts';
import { atWallTime, wallDay } from './wall-time.ts';

/** What quiet hours are made of. */
export type Quiet = Pick<ReaderSettings, 'quietHours' | 'timeZone'>;

/** When the quiet hours of a moment end, Unix milliseconds; null while none run. By the clock on the wall: right over its changes. */
export function quietUntil({ quietHours, timeZone }: Quiet, nowMs: number): number | null {
  if (quietHours === null || quietHours.fromMinute === quietHours.toMinute) return null;
  const { fromMinute, toMinute } = quietHours;
  const today = wallDay(nowMs, timeZone);
  for (const day of [today - 1, today]) {
    const fromMs = atWallTime(timeZone, day, fromMinute);
    const toMs = atWallTime(timeZone, fromMinute < toMinute ? day : day + 1, toMinute);
    if (fromMs <= nowMs && nowMs < toMs) return toMs;
  }
  return null;
}
