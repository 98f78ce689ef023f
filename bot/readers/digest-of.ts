import type { Account } from '../../billing/ports.ts';
import { type ReaderSettings, settingsOf } from '../../billing/reader-settings.ts';
import { ALERT_TIERS, type Tier } from '../../billing/tiers.ts';
import type { LedgerEntry } from '../../engine/ports.ts';
import { type RecordLine, recordLineOf } from '../../engine/signals/record-line.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { rowOf } from '../answers/summary.ts';
import { signalVisibleFromMs } from '../answers/visible-signals.ts';
import { quietUntil } from './quiet-until.ts';
import { atWallTime, wallDay } from './wall-time.ts';

/** Minute of the reader's day at which a digest is due, and how long it is still sent after an outage. */
const DUE_MINUTE = 8 * 60;
const NEWS_FOR_MS = 4 * HOUR_MS;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4;

/** Days of a reader's wall, from fromDay to before toDay, in days since 1970. */
export interface DigestPeriod {
  readonly kind: ReaderSettings['digest'];
  readonly fromDay: number;
  readonly toDay: number;
}

/** What became of signals: how many, and of those that ended the right ones with their interval. */
export interface DigestLine {
  readonly signals: number;
  readonly record: Pick<RecordLine, 'right' | 'wrong' | 'accuracy' | 'accuracyInterval'>;
}

/** What a reader is told of a day or week. */
export interface Digest {
  readonly period: DigestPeriod;
  /** Everything decided that they may see. */
  readonly decided: DigestLine;
  /** Of it, what was sent to them and what their settings left out; null where nothing is sent to them directly. */
  readonly sent: DigestLine | null;
  readonly leftOut: DigestLine | null;
}

/** The period of which a digest is due at this moment by the reader's clock; null: none is. Quiet hours put it off to their end. */
export function duePeriod(settings: ReaderSettings, nowMs: number): DigestPeriod | null {
  const { timeZone, digest } = settings;
  const today = wallDay(nowMs, timeZone);
  const toDay = [today - 1, today].find((day) => {
    const dueMs = atWallTime(timeZone, day, DUE_MINUTE);
    const fromMs = quietUntil(settings, dueMs) ?? dueMs;
    return nowMs >= fromMs && nowMs < fromMs + NEWS_FOR_MS;
  });
  if (toDay === undefined) return null;
  if (digest === 'daily') return { kind: digest, fromDay: toDay - 1, toDay };
  return (toDay - FIRST_MONDAY) % 7 === 0 ? { kind: digest, fromDay: toDay - 7, toDay } : null;
}

/** The digest of a period; null where nothing was decided. `sentIds`: signals that were sent to them. */
export function digestOf(
  account: Pick<Account, 'settings'>,
  period: DigestPeriod,
  known: { readonly entries: readonly LedgerEntry[]; readonly tier: Tier; readonly sentIds: ReadonlySet<string> },
): Digest | null {
  const settings = settingsOf(account);
  const fromMs = atWallTime(settings.timeZone, period.fromDay, 0);
  const toMs = atWallTime(settings.timeZone, period.toDay, 0);
  const decided = known.entries.filter(({ signal }) => {
    const visibleMs = signalVisibleFromMs(known.tier, signal);
    return visibleMs >= fromMs && visibleMs < toMs;
  });
  if (decided.length === 0) return null;
  const isDirect = settings.messages.signal !== 'off' && ALERT_TIERS.includes(known.tier);
  const sinceMs = account.settings?.signalsSinceMs ?? fromMs;
  const isSent = ({ signal }: LedgerEntry): boolean => known.sentIds.has(signal.id);
  // What came before somebody switched signals on was left out by nobody.
  const leftOut = decided.filter((entry) => !isSent(entry) && entry.signal.closeTimeMs >= sinceMs);
  return {
    period,
    decided: lineOf(decided),
    sent: isDirect ? lineOf(decided.filter(isSent)) : null,
    leftOut: isDirect ? lineOf(leftOut) : null,
  };
}

function lineOf(entries: readonly LedgerEntry[]): DigestLine {
  return { signals: entries.length, record: recordLineOf(entries.flatMap((entry) => rowOf(entry) ?? [])) };
}
