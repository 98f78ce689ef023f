import type { Clock } from '../../../engine/ports.ts';
import { MINUTE_MS } from '../../../engine/time.ts';
import type { RequestCounts, RequestsUsed } from '../../limits/request-counts.ts';
import type { StartTimer } from '../../telegram/deadline.ts';
import { createQuota, type QuotaRights, type QuotaState } from './quota.ts';

/** So old may be what is known of other processes' answers while most of a quota is left. */
const KNOWN_FOR_MS = 1_000;

/** A quota that processes keep together. */
export interface SharedQuota {
  /** By what this process knows. */
  peek(subject: string, rights: QuotaRights): QuotaState;
  /** Counts one request when it is allowed; a refused one costs nothing. Never rejects. */
  take(subject: string, rights: QuotaRights): Promise<QuotaState>;
  /** Stores what is counted and not stored yet. */
  flush(): Promise<void>;
}

export interface SharedQuotaDependencies {
  readonly counts: RequestCounts;
  /** Wall time. */
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly onFailed: (error: unknown) => void;
}

/** What is not stored yet of one subject. */
interface Unsaved {
  count: number;
  /** When that was counted: it belongs to the minute and day of then. */
  atMs: number;
  /** When the last was stored, and the answer said what all had used. */
  savedAtMs: number;
}

/**
 * Requests counted per subject in fixed windows by all processes together, also over a restart. A request is counted in the database before
 * it is answered, unless more than half of the window is left and this process has heard within a second how much others used: then it is
 * counted here and stored within that second, so that a busy key costs one write a second. The price: each further process may let up to
 * half a window more pass in one second, and a kill forgets a second. While the database does not answer, this process counts alone.
 */
export function createSharedQuota({ counts, clock, startTimer, onFailed }: SharedQuotaDependencies): SharedQuota {
  const quota = createQuota(clock);
  const unsaved = new Map<string, Unsaved>();
  let isFlushPlanned = false;

  /** What all have used, this process's own included; null where the database does not say. */
  const save = async (subject: string, own: Unsaved): Promise<RequestsUsed | null> => {
    const { count, atMs } = own;
    own.count = 0;
    try {
      const used = await counts.add(subject, count, atMs);
      quota.know(subject, { inMinute: used.inMinute + own.count, inDay: used.inDay + own.count }, atMs);
      own.savedAtMs = clock.nowMs();
      return used;
    } catch (error) {
      own.count += count;
      onFailed(error);
      return null;
    }
  };
  const flush = async (): Promise<void> => {
    isFlushPlanned = false;
    const nowMs = clock.nowMs();
    await Promise.all([...unsaved].filter(([, { count }]) => count !== 0).map(([subject, own]) => save(subject, own)));
    for (const [subject, { count, savedAtMs }] of unsaved)
      if (count === 0 && savedAtMs < nowMs - KNOWN_FOR_MS) unsaved.delete(subject);
  };
  const flushSoon = (): void => {
    if (isFlushPlanned) return;
    isFlushPlanned = true;
    startTimer(KNOWN_FOR_MS, () => void flush());
  };

  return {
    peek: quota.peek,
    flush,
    async take(subject, rights) {
      const before = quota.peek(subject, rights);
      if (!before.allowed) return before;
      const nowMs = clock.nowMs();
      const own = unsaved.get(subject) ?? { count: 0, atMs: nowMs, savedAtMs: Number.NEGATIVE_INFINITY };
      unsaved.set(subject, own);
      if (own.count !== 0 && Math.floor(own.atMs / MINUTE_MS) !== Math.floor(nowMs / MINUTE_MS))
        await save(subject, own);
      const isKnown = own.savedAtMs > nowMs - KNOWN_FOR_MS;
      const taken = quota.take(subject, rights);
      if (!taken.allowed) return taken;
      own.count += 1;
      own.atMs = nowMs;
      flushSoon();
      if (isKnown && before.remaining > before.limit / 2) return taken;
      const used = await save(subject, own);
      if (used === null || (used.inMinute <= rights.perMinute && used.inDay <= rights.perDay))
        return { ...quota.peek(subject, rights), allowed: true };
      // Others had used it up, so this request was none.
      own.count -= 1;
      quota.giveBack(subject);
      flushSoon();
      return { ...quota.peek(subject, rights), allowed: false };
    },
  };
}
