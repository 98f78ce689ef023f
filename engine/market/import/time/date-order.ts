import { DAY_MS } from '../../../time.ts';
import { CandleFileError } from '../../csv/candle-file-error.ts';
import { printable } from '../../printable.ts';
import { type DateOrder, readTimeText } from './time-text.ts';

const NUMERIC = /^\d{1,2}([-./])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)/;
/** Steps from one date to the next that a market makes: a day, or a weekend with a holiday. */
const MOST_DAYS = 5;
/** Changes of the date that must be steps under one order, and may be under the other. */
const LEAST_CHANGES = 3;
const MOST_UNDER_RIGHT = 0.9;
const MOST_UNDER_WRONG = 0.5;

/**
 * Which of the first two numbers of dates such as 01/02/2024 is the month, from all dates of a file in its order: a 13 proves it,
 * else the days following each other do. Null when no date needs it. Throws CandleFileError when the file does not decide.
 */
export function dateOrderOf(times: Iterable<string>, file: string): DateOrder | null {
  const dates = new Set<string>();
  const proofs = new Map<DateOrder, string>();
  let hasPoints = true;
  let isNeeded = false;
  for (const text of times) {
    const [date] = NUMERIC.exec(text) ?? [];
    if (date === undefined || dates.has(date)) continue;
    const time = readTimeText(date, null);
    if (time === null) continue;
    dates.add(date);
    if (!time.hasPoints) hasPoints = false;
    if (time.order === 'either') isNeeded = true;
    else if (time.order !== null && !proofs.has(time.order)) proofs.set(time.order, text);
  }
  const [proved, contradiction] = [...proofs];
  if (proved !== undefined && contradiction !== undefined) {
    const [one, other] = [proved[1], contradiction[1]].map((text) => printable(text, 30));
    throw new CandleFileError(
      `${file}: expected dates in one order, were "${one}" and "${other}"; say which with --dates`,
    );
  }
  if (proved !== undefined) return proved[0];
  if (!isNeeded) return null;
  const order = hasPoints ? 'day-first' : orderByDays([...dates]);
  if (order !== null) return order;
  const [example = ''] = dates;
  const why = `"${printable(example, 30)}" may be either (day and month cannot be told apart)`;
  throw new CandleFileError(
    `${file}: expected dates that tell day from month, ${why}: say --dates day-first or --dates month-first`,
  );
}

/** The order under which dates follow each other day by day, null when neither or both do. */
function orderByDays(dates: readonly string[]): DateOrder | null {
  const share = (order: DateOrder): number => {
    const days = dates.map((text) => Math.floor((readTimeText(text, order)?.ms ?? Number.NaN) / DAY_MS));
    const steps = days.slice(1).map((day, index) => Math.abs(day - (days[index] ?? Number.NaN)));
    return steps.filter((step) => step <= MOST_DAYS).length / steps.length;
  };
  if (dates.length <= LEAST_CHANGES) return null;
  const [dayFirst, monthFirst] = [share('day-first'), share('month-first')];
  if (dayFirst >= MOST_UNDER_RIGHT && monthFirst <= MOST_UNDER_WRONG) return 'day-first';
  return monthFirst >= MOST_UNDER_RIGHT && dayFirst <= MOST_UNDER_WRONG ? 'month-first' : null;
}
