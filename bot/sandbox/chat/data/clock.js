// @ts-check
/** @typedef {{ readonly nowMs: number, readonly wallMs: number }} Sign the server's time, and when it came */
/** @typedef {ReturnType<typeof createClock>} Clock */

const PACE_MIN_MS = 500;
const AHEAD_MAX_MS = 6_000;

/**
 * The virtual clock as the page knows it: the server's time at the last sign of life, moved on at the pace measured between
 * the last two (a replay may be held back, hurried or over). What is shown stands still rather than run back, unless it is
 * more than a second of that pace ahead. `speed` is what the server sends or, failing that, what was measured since the
 * page was opened.
 * @param {() => number} [wallMs]
 */
export function createClock(wallMs = () => performance.now()) {
  /** @type {Sign | null} */
  let first = null;
  /** @type {Sign | null} */
  let last = null;
  /** @type {number | null} */
  let givenSpeed = null;
  /** @type {number | null} */
  let pace = null;
  let shownMs = 0;

  function speed() {
    if (givenSpeed !== null) return givenSpeed;
    if (first === null || last === null || last.wallMs - first.wallMs < 2_000) return null;
    const measured = (last.nowMs - first.nowMs) / (last.wallMs - first.wallMs);
    return Math.abs(measured - 1) < 0.02 ? 1 : Number(measured.toPrecision(measured < 10 ? 2 : 3));
  }

  return {
    speed,
    /**
     * @param {number} nowMs
     * @param {number | null} [knownSpeed]
     */
    sync(nowMs, knownSpeed = null) {
      const sign = { nowMs, wallMs: wallMs() };
      const passedMs = last === null ? 0 : sign.wallMs - last.wallMs;
      if (last !== null && passedMs > PACE_MIN_MS) pace = Math.max(0, (nowMs - last.nowMs) / passedMs);
      if (knownSpeed !== null) givenSpeed = knownSpeed;
      if (last === null || passedMs > PACE_MIN_MS || nowMs < last.nowMs) last = sign;
      first ??= last;
      shownMs = Math.min(shownMs, nowMs + (pace ?? 1) * 1_000);
    },
    /**
     * Something dated so was seen: it is at least that late.
     * @param {number} dateMs
     */
    sawTime(dateMs) {
      if (last !== null && dateMs > last.nowMs) last = { nowMs: dateMs, wallMs: wallMs() };
    },
    nowMs() {
      if (last === null) return null;
      const ahead = Math.min(wallMs() - last.wallMs, AHEAD_MAX_MS) * (pace ?? givenSpeed ?? 1);
      shownMs = Math.max(shownMs, last.nowMs + ahead);
      return shownMs;
    },
  };
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const WEEKDAY = new Intl.DateTimeFormat('en-US', { weekday: 'short' });
const DAY = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric' });
const DAY_AND_YEAR = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', year: 'numeric' });
const SHORT_DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const SHORT_DATE = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: '2-digit', year: '2-digit' });
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
const STAMP = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

export const formatTime = (/** @type {number} */ ms) => TIME.format(ms);
export const formatFull = (/** @type {number} */ ms) => FULL.format(ms);
export const formatStamp = (/** @type {number} */ ms) => STAMP.format(ms);

/** One key per calendar day of the reader. */
export const dayKey = (/** @type {number} */ ms) => SHORT_DATE.format(ms);

/**
 * "March 12", or "March 12, 2021" when that was another year.
 * @param {number} ms
 * @param {number} nowMs
 */
export function formatDay(ms, nowMs) {
  const sameYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear();
  return dayKey(ms) === dayKey(nowMs) ? 'Today' : (sameYear ? DAY : DAY_AND_YEAR).format(ms);
}

/**
 * As the chat list shows it: the time today, then the weekday, then the date.
 * @param {number} ms
 * @param {number} nowMs
 */
export function formatListTime(ms, nowMs) {
  if (dayKey(ms) === dayKey(nowMs)) return TIME.format(ms);
  const days = (nowMs - ms) / 86_400_000;
  if (days < 6) return WEEKDAY.format(ms);
  return days < 300 ? SHORT_DAY.format(ms) : SHORT_DATE.format(ms);
}
