import { candleAge, futureText } from '../candle-age.ts';
import { type CleanFinding, keepRows, lineOf, pickRows, type RawRows } from './raw-rows.ts';

/** What a step of cleaning leaves, and what it found. */
export interface Cleaned {
  readonly rows: RawRows;
  readonly findings: readonly CleanFinding[];
}

/** Leaves out rows whose time or one of whose prices could not be read. */
export function dropUnreadable(rows: RawRows): Cleaned {
  const keep = new Uint8Array(rows.length);
  const findings: CleanFinding[] = [];
  const { openTimeMs, open, high, low, close } = rows;
  for (let row = 0; row < rows.length; row += 1) {
    const time = openTimeMs[row] ?? Number.NaN;
    const sum = (open[row] ?? 0) + (high[row] ?? 0) + (low[row] ?? 0) + (close[row] ?? 0);
    // NaN spreads through the sum; a time beyond this is none that Date can hold.
    if (!Number.isNaN(sum) && Math.abs(time) < 8.64e15) {
      keep[row] = 1;
      continue;
    }
    const what = Number.isNaN(sum) ? 'open, high, low and close as numbers' : 'an open time';
    const say = `expected ${what}, was a row that has them not`;
    findings.push({
      code: 'unreadable',
      openTimeMs: time,
      action: 'removed',
      candles: 1,
      line: lineOf(rows, row),
      say,
    });
  }
  return { rows: keepRows(rows, keep), findings };
}

/**
 * Puts rows in ascending order. A file that is newest first is turned round without comment; a row that then still comes
 * after a later one is a finding. Rows with equal times keep the order in which the source gave them.
 */
export function putInOrder(rows: RawRows): Cleaned {
  const times = rows.openTimeMs;
  let rising = 0;
  let falling = 0;
  for (let row = 1; row < rows.length; row += 1) {
    const step = (times[row] ?? 0) - (times[row - 1] ?? 0);
    if (step > 0) rising += 1;
    else if (step < 0) falling += 1;
  }
  if (falling === 0) return { rows, findings: [] };
  const newestFirst = falling > rising;
  const places = Int32Array.from(times, (_, row) => (newestFirst ? rows.length - 1 - row : row));
  const findings: CleanFinding[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const row of places) {
    const time = times[row] ?? Number.NaN;
    if (time < latest) {
      const say = `expected rows by time, came after ${iso(latest)}`;
      findings.push({
        code: 'out-of-order',
        openTimeMs: time,
        action: 'repaired',
        candles: 1,
        line: lineOf(rows, row),
        say,
      });
    }
    latest = Math.max(latest, time);
  }
  // Of equal times the one that stands later in the file stays later, whichever way the file runs.
  places.sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other);
  return { rows: pickRows(rows, places), findings };
}

/**
 * Leaves out rows that do not open on a multiple of the timeframe. They are not moved to one: a candle stamped 09:28 holds
 * prices up to 10:28, so under 09:00 or 10:00 it would hold later or earlier prices.
 */
export function dropOffGrid(rows: RawRows, candleMs: number): Cleaned {
  const keep = new Uint8Array(rows.length);
  const findings: CleanFinding[] = [];
  for (let row = 0; row < rows.length; row += 1) {
    const time = rows.openTimeMs[row] ?? Number.NaN;
    if (time % candleMs === 0) {
      keep[row] = 1;
      continue;
    }
    const say = `expected an open time on the ${candleMs / 60_000}-minute grid, was ${iso(time)}`;
    findings.push({ code: 'off-grid', openTimeMs: time, action: 'removed', candles: 1, line: lineOf(rows, row), say });
  }
  return { rows: keepRows(rows, keep), findings };
}

/** Leaves out candles that are not over at nowMs: a running one is incomplete, one that opens later means a wrong clock. */
export function dropUnclosed(
  rows: RawRows,
  { candleMs, nowMs }: { readonly candleMs: number; readonly nowMs: number },
): Cleaned {
  const keep = new Uint8Array(rows.length).fill(1);
  const findings: CleanFinding[] = [];
  for (let row = 0; row < rows.length; row += 1) {
    const time = rows.openTimeMs[row] ?? Number.NaN;
    const age = candleAge(time, { candleMs, nowMs });
    if (age === 'closed') continue;
    keep[row] = 0;
    const say =
      age === 'future'
        ? futureText(time, { candleMs, nowMs })
        : `the candle of ${iso(time)} was still running at ${iso(nowMs)}; left out until it has closed`;
    findings.push({ code: age, openTimeMs: time, action: 'removed', candles: 1, line: lineOf(rows, row), say });
  }
  return { rows: keepRows(rows, keep), findings };
}

/**
 * Keeps one row per time. Rows that agree are one; of rows that differ the finished candle wins: a candle only grows, so
 * the finished one has the most volume, then the widest range; without either, the last one in the file.
 */
export function single(rows: RawRows): Cleaned {
  const times = rows.openTimeMs;
  const keep = new Uint8Array(rows.length).fill(1);
  const findings: CleanFinding[] = [];
  let best = 0;
  for (let row = 1; row < rows.length; row += 1) {
    if (times[row] !== times[best]) {
      best = row;
      continue;
    }
    const same = isSame(rows, best, row);
    const winner = same || !isMoreFinished(rows, row, best) ? best : row;
    const loser = winner === best ? row : best;
    keep[loser] = 0;
    best = winner;
    const say = same
      ? `expected one row for ${iso(times[row] ?? 0)}, were two that agree`
      : `expected one row for ${iso(times[row] ?? 0)}, were two that differ: ` +
        `close ${rows.close[loser]} and volume ${rows.volume[loser]} ` +
        `gave way to ${rows.close[winner]} and ${rows.volume[winner]}, the finished candle`;
    findings.push({
      code: same ? 'duplicate' : 'conflict',
      openTimeMs: times[row] ?? Number.NaN,
      action: 'removed',
      candles: 1,
      line: lineOf(rows, loser),
      say,
    });
  }
  return { rows: keepRows(rows, keep), findings };
}

const SAID = ['open', 'high', 'low', 'close', 'volume'] as const;

function isSame(rows: RawRows, one: number, other: number): boolean {
  return SAID.every((name) => Object.is(rows[name][one], rows[name][other]));
}

function isMoreFinished(rows: RawRows, row: number, than: number): boolean {
  const volume = (at: number): number => (Number.isNaN(rows.volume[at]) ? -1 : (rows.volume[at] ?? -1));
  const range = (at: number): number => (rows.high[at] ?? 0) - (rows.low[at] ?? 0);
  if (volume(row) !== volume(than)) return volume(row) > volume(than);
  if (range(row) !== range(than)) return range(row) > range(than);
  return true;
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();
