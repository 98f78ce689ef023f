import { columnsOf } from '../market/candle.ts';
import type { SeriesKey } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { CandleStore } from '../ports.ts';
import type { Venue } from '../venue/venue.ts';
import { VenueError } from '../venue/venue-error.ts';
import { newestCloseMs } from '../walk/schedule.ts';
import { openTimes, type PageProblem, type PageRange, type VerifiedPage, verifyPage } from './verify-page.ts';

/**
 * Candles of a page. Pages lie on multiples of it since 1970, so that an interrupted run and an undisturbed one ask for the
 * same pages and write the same documents.
 */
const PAGE_CANDLES = 1_000;
/** The newest candles are left to the live walk until the venue has surely finished them. */
const SETTLE_MS = 10_000;
const MOST_ATTEMPTS = 6;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** Where candles come from and go to, and how waiting is done. */
export interface BackfillDeps {
  readonly venue: Venue;
  readonly store: CandleStore;
  /** Sleeps in wall time; may reject when the signal is aborted. */
  readonly wait: (ms: number) => Promise<void>;
  /** Ends the run after the page under way. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: BackfillEvent) => void;
}

/** Which series are fetched, and from when to when (epoch milliseconds). */
export interface BackfillPlan {
  /** Each once. */
  readonly series: readonly SeriesKey[];
  readonly sinceMs: number;
  /** Null: up to the newest closed candle. */
  readonly untilMs: number | null;
  /** Series under way at once; the venue's own limiter spaces their requests. */
  readonly parallel: number;
}

/** A page that was not what was asked for, after it was asked twice. Missing candles stay a gap. */
export interface UnusualPage extends PageRange {
  readonly series: SeriesKey;
  readonly expected: number;
  readonly missing: number;
  readonly problems: readonly PageProblem[];
}

/** What a backfill reports while it runs. Durations are milliseconds. */
export type BackfillEvent =
  /** How far all series are together, in candles of calendar time. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number; readonly fetched: number }
  | { readonly type: 'unusual-page'; readonly page: UnusualPage }
  | { readonly type: 'waiting'; readonly series: SeriesKey; readonly forMs: number; readonly message: string };

/** How the backfill of one series ended. */
export interface SeriesReport {
  readonly series: SeriesKey;
  /** stopped: the signal; failed: `error` says why. Both go on where they stopped when run again. */
  readonly status: 'complete' | 'stopped' | 'failed';
  readonly error: string | null;
  /** Candles that came from the venue and were written, and those that were there before. */
  readonly fetched: number;
  readonly present: number;
  readonly pages: number;
  /** Candles that the venue lacks, by the market's calendar, from the first one it has. */
  readonly missing: number;
  readonly unusual: readonly UnusualPage[];
}

/**
 * Fills the store with the candles of [sinceMs, untilMs) that it lacks. Progress is what is in the store: pages that are
 * whole there are not asked for, so that a run that was killed goes on and a second run changes nothing.
 */
export async function backfill(plan: BackfillPlan, deps: BackfillDeps): Promise<readonly SeriesReport[]> {
  const venueMs = await deps.venue.timeMs();
  const jobs = plan.series.map((series): Job => {
    const candleMs = timeframeMs(series.timeframe);
    const newestMs = newestCloseMs(venueMs - SETTLE_MS, candleMs);
    const fromMs = Math.ceil(plan.sinceMs / candleMs) * candleMs;
    const toMs = Math.max(fromMs, Math.floor(Math.min(plan.untilMs ?? newestMs, newestMs) / candleMs) * candleMs);
    return { series, candleMs, range: { fromMs, toMs }, done: 0, fetched: 0, fetchedToMs: Number.NaN };
  });
  const total = jobs.reduce((sum, { range, candleMs }) => sum + (range.toMs - range.fromMs) / candleMs, 0);
  const tell = (): void => {
    const done = jobs.reduce((sum, job) => sum + job.done, 0);
    const fetched = jobs.reduce((sum, job) => sum + job.fetched, 0);
    deps.onEvent?.({ type: 'progress', done, total, fetched });
  };
  const reports: SeriesReport[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < jobs.length) {
      const at = next;
      next += 1;
      const job = jobs[at];
      if (job !== undefined) reports[at] = await fillSeries(job, deps, tell);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(plan.parallel, jobs.length)) }, work));
  return reports;
}

interface Job {
  readonly series: SeriesKey;
  readonly candleMs: number;
  readonly range: PageRange;
  /** Candles of calendar time behind the cursor, and candles fetched: for progress. */
  done: number;
  fetched: number;
  /** Up to where this run has asked; NaN before its first page. */
  fetchedToMs: number;
}

async function fillSeries(job: Job, deps: BackfillDeps, tell: () => void): Promise<SeriesReport> {
  const { series, range, candleMs } = job;
  const pageMs = PAGE_CANDLES * candleMs;
  const unusual: UnusualPage[] = [];
  const counts = { present: 0, pages: 0, missing: 0 };
  const report = (status: SeriesReport['status'], error: string | null): SeriesReport => {
    return { series, status, error, fetched: job.fetched, ...counts, unusual };
  };
  let cursor = range.fromMs;
  let begun = false;
  try {
    while (cursor < range.toMs) {
      if (deps.signal?.aborted === true) return report('stopped', null);
      const page = { fromMs: cursor, toMs: Math.min(range.toMs, (Math.floor(cursor / pageMs) + 1) * pageMs) };
      const stored = await deps.store.read(series, page.fromMs, page.toMs);
      const known = new Set(stored.openTimeMs);
      const firstMissing = openTimes(series, page).find((timeMs) => !known.has(timeMs));
      counts.present += stored.length;
      cursor = page.toMs;
      if (firstMissing !== undefined) {
        const asked = { fromMs: await fromOf(firstMissing, job, deps), toMs: page.toMs };
        const found = await askForPage(asked, job, deps);
        job.fetchedToMs = page.toMs;
        counts.pages += 1;
        if (found.candles.length > 0) await deps.store.append(series, columnsOf(found.candles));
        const fresh = found.candles.filter(({ openTimeMs }) => openTimeMs >= firstMissing);
        const had = new Set([...known, ...fresh.map(({ openTimeMs }) => openTimeMs)]);
        job.fetched += had.size - known.size;
        // What lies before the first candle of all is no gap: the market was not listed yet.
        const missing = openTimes(series, { ...asked, fromMs: firstMissing }).filter(
          (timeMs) => !had.has(timeMs) && (begun || timeMs > Math.min(...had)),
        );
        begun ||= had.size > 0;
        if (missing.length > 0 || found.problems.length > 0) {
          const told = {
            ...asked,
            series,
            expected: found.expected,
            missing: missing.length,
            problems: found.problems,
          };
          unusual.push(told);
          counts.missing += missing.length;
          deps.onEvent?.({ type: 'unusual-page', page: told });
        }
        if (fresh.length === 0)
          cursor = found.nextMs === null ? range.toMs : Math.max(cursor, found.nextMs - (found.nextMs % pageMs));
      }
      cursor = Math.min(cursor, range.toMs);
      job.done = (cursor - range.fromMs) / candleMs;
      tell();
    }
    return report('complete', null);
  } catch (error) {
    if (deps.signal?.aborted === true) return report('stopped', null);
    return report('failed', error instanceof Error ? error.message : String(error));
  }
}

/**
 * Where to ask from for a first missing candle: the candle before it is asked for again where it is stored, because it
 * may be the one that was still running when an import or an earlier run ended, and nobody else would ever ask for it.
 */
async function fromOf(firstMissingMs: number, job: Job, deps: BackfillDeps): Promise<number> {
  const { series, candleMs, range, fetchedToMs } = job;
  const beforeMs = firstMissingMs - candleMs;
  if (beforeMs < range.fromMs || firstMissingMs === fetchedToMs) return firstMissingMs;
  const before = await deps.store.read(series, beforeMs, firstMissingMs);
  return before.length === 0 ? firstMissingMs : beforeMs;
}

/** One page, asked again once when it lacks something or is odd: an answer may be cut short. Waits where the venue says later. */
async function askForPage(range: PageRange, job: Job, deps: BackfillDeps): Promise<VerifiedPage> {
  const limit = Math.round((range.toMs - range.fromMs) / job.candleMs);
  const ask = async (): Promise<VerifiedPage> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return verifyPage(await deps.venue.fetchCandles(job.series, range.fromMs, limit), job.series, range);
      } catch (error) {
        if (!(error instanceof VenueError) || error.retry === 'never' || attempt === MOST_ATTEMPTS) throw error;
        const forMs = Math.max(error.retryAfterMs, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)));
        deps.onEvent?.({ type: 'waiting', series: job.series, forMs, message: error.message });
        await deps.wait(forMs);
        if (deps.signal?.aborted === true) throw error;
      }
    }
  };
  const first = await ask();
  if (first.missing === 0 && first.problems.length === 0) return first;
  const second = await ask();
  return second.missing <= first.missing ? second : first;
}
