import type { Clock } from '../../../engine/ports.ts';
import { DAY_MS, MINUTE_MS } from '../../../engine/time.ts';
import type { RequestsUsed } from '../../limits/request-counts.ts';

export interface QuotaRights {
  readonly perMinute: number;
  readonly perDay: number;
}

/** Where a caller stands in the window that binds first. */
export interface QuotaState {
  readonly allowed: boolean;
  readonly window: 'minute' | 'day';
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window starts anew, at least 1. */
  readonly resetSeconds: number;
}

export interface Quota {
  /** Counts one request when it is allowed; a refused one costs nothing. */
  take(subject: string, rights: QuotaRights): QuotaState;
  /** As take, without counting. */
  peek(subject: string, rights: QuotaRights): QuotaState;
  /** What a subject had used at a moment, by somebody who knows better; of a window that is over nothing is taken over. */
  know(subject: string, used: RequestsUsed, atMs: number): void;
  /** The last request was none. */
  giveBack(subject: string): void;
}

interface Count {
  minute: number;
  usedInMinute: number;
  day: number;
  usedInDay: number;
}

/**
 * Requests counted per subject in fixed windows, minutes and UTC days, in this process's memory (what processes count together:
 * shared-quota.ts). At most `maxSubjects` are remembered: past that the one whose minute began longest ago is forgotten, which gives it a
 * fresh quota.
 */
export function createQuota(clock: Clock, maxSubjects = 20_000): Quota {
  const counts = new Map<string, Count>();
  const current = (subject: string, nowMs: number): Count => {
    const minute = Math.floor(nowMs / MINUTE_MS);
    const day = Math.floor(nowMs / DAY_MS);
    const known = counts.get(subject);
    return {
      minute,
      usedInMinute: known?.minute === minute ? known.usedInMinute : 0,
      day,
      usedInDay: known?.day === day ? known.usedInDay : 0,
    };
  };
  const remember = (subject: string, count: Count): void => {
    // Taken out and put in again when its minute is new, so that the map's first entry is the one idle for longest.
    if (counts.get(subject)?.minute !== count.minute) counts.delete(subject);
    counts.set(subject, count);
    if (counts.size <= maxSubjects) return;
    const oldest = counts.keys().next();
    if (oldest.done !== true) counts.delete(oldest.value);
  };
  return {
    peek: (subject, rights) => stateOf(current(subject, clock.nowMs()), rights, clock.nowMs()),
    know(subject, { inMinute, inDay }, atMs) {
      const count = current(subject, clock.nowMs());
      if (count.minute === Math.floor(atMs / MINUTE_MS)) count.usedInMinute = inMinute;
      if (count.day === Math.floor(atMs / DAY_MS)) count.usedInDay = inDay;
      remember(subject, count);
    },
    giveBack(subject) {
      const count = current(subject, clock.nowMs());
      count.usedInMinute = Math.max(0, count.usedInMinute - 1);
      count.usedInDay = Math.max(0, count.usedInDay - 1);
      remember(subject, count);
    },
    take(subject, rights) {
      const nowMs = clock.nowMs();
      const count = current(subject, nowMs);
      const before = stateOf(count, rights, nowMs);
      if (!before.allowed) return before;
      count.usedInMinute += 1;
      count.usedInDay += 1;
      remember(subject, count);
      return { ...stateOf(count, rights, nowMs), allowed: true };
    },
  };
}

function stateOf(count: Count, rights: QuotaRights, nowMs: number): QuotaState {
  const leftInMinute = Math.max(0, rights.perMinute - count.usedInMinute);
  const leftInDay = Math.max(0, rights.perDay - count.usedInDay);
  const byDay = leftInDay < leftInMinute || (leftInDay === 0 && leftInMinute === 0);
  const windowMs = byDay ? DAY_MS : MINUTE_MS;
  const remaining = byDay ? leftInDay : leftInMinute;
  return {
    allowed: remaining > 0,
    window: byDay ? 'day' : 'minute',
    limit: byDay ? rights.perDay : rights.perMinute,
    remaining,
    resetSeconds: Math.max(1, Math.ceil((windowMs - (nowMs % windowMs)) / 1000)),
  };
}
