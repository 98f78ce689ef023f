import type { EvaluationReport } from './report.ts';

/** The newest months that development leaves alone, so that a release is judged on candles that nobody chose by. */
export const LOCKBOX_MS = 365 * 86_400_000;

/** One reading of the lockbox: what was looked at, when, by which release, and what was seen. */
export interface LockboxReading {
  /** ISO-8601 time of the reading. */
  readonly date: string;
  readonly release: string;
  readonly markets: readonly string[];
  readonly timeframe: string;
  readonly model: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly rows: number;
  readonly accuracy: number | null;
  readonly auc: number | null;
  readonly brierSkill: number | null;
}

/** What is about to be read. */
export type LockboxQuestion = Pick<LockboxReading, 'release' | 'markets' | 'timeframe'>;

/** The lockbox was read for this release before. */
export class LockboxOpenError extends Error {
  override readonly name = 'LockboxOpenError';
}

/** Throws LockboxOpenError when this release has read the lockbox of any of these markets: reading it twice means choosing on it. */
export function requireUnread(
  { release, markets, timeframe }: LockboxQuestion,
  readings: readonly LockboxReading[],
): void {
  const before = readings.find(
    (reading) =>
      reading.release === release &&
      reading.timeframe === timeframe &&
      reading.markets.some((market) => markets.includes(market)),
  );
  if (before === undefined) return;
  throw new LockboxOpenError(
    `expected one reading of the lockbox per release: ${release} read ${before.markets.join(', ')} ` +
      `${before.timeframe} on ${before.date.slice(0, 10)} with ${before.model}`,
  );
}

/** The line for the log of readings. */
export function readingOf(report: EvaluationReport, release: string, nowMs: number): LockboxReading {
  const { markets, timeframe, model, from, to, rows, accuracy, auc, brierSkill } = report;
  return {
    date: new Date(nowMs).toISOString(),
    release,
    markets,
    timeframe,
    model,
    from,
    to,
    rows,
    accuracy,
    auc,
    brierSkill,
  };
}
