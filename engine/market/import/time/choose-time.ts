import { CandleFileError } from '../../csv/candle-file-error.ts';
import type { Role } from '../role.ts';
import { namesClose, normalName, timeRank } from '../role-names.ts';
import { readClockText, readTimeText, serialDayMs, type TimeForm } from './time-text.ts';
import { type NamedZone, zoneInName } from './zone-in-name.ts';

/** Which form of time to read when a file has several columns of them. */
const PREFERRED: readonly TimeForm[] = ['epoch', 'zoned', 'wall', 'wall-12', 'day'];
/** Share of the sampled rows that must have the form. */
const MOST = 0.8;
const LAST_RANK = 9;
const QUARTER_MS = 900_000;

/** Where the times of a file's rows stand. */
export interface TimeColumns {
  readonly field: number;
  readonly form: TimeForm;
  /** The column with the time of day where days have a column of their own; null when one column has both. */
  readonly clockField: number | null;
  readonly isClose: boolean;
  /** Days counted as spreadsheets do. */
  readonly isSerial: boolean;
  /** What the column's name states about the clock of its times. */
  readonly zone: NamedZone;
  /** The times of the sampled rows as written. */
  readonly texts: readonly string[];
}

/** Columns that may hold the time of a candle, of which one has to be chosen. */
export interface TimeQuestion {
  /** Cells of rows that stand for the file. */
  readonly rows: readonly (readonly string[])[];
  /** Null for a file without a header. */
  readonly names: readonly string[] | null;
  readonly roles: readonly (Role | null)[] | null;
  /** For messages. */
  readonly file: string;
}

interface Candidate {
  readonly field: number;
  readonly form: TimeForm;
  readonly rank: number;
  readonly isClose: boolean;
  readonly texts: readonly string[];
}

/**
 * The column of times: of those named so the open's before the close's, then by form. Where no name means time, the first column
 * without a role whose cells are times. Null when there is none. Throws CandleFileError when two hold different times.
 */
export function chooseTime(question: TimeQuestion): TimeColumns | null {
  const { rows, roles } = question;
  const width = Math.max(0, ...rows.map((row) => row.length));
  const all = Array.from({ length: width }, (_, field) => candidate(question, field)).filter((each) => each !== null);
  const named = all.filter(({ field }) => roles?.[field] === 'time' || roles?.[field] === 'closeTime');
  const nameless = all.filter(({ field }) => roles === null || roles[field] === null).slice(0, 1);
  const usable = named.length > 0 ? named : nameless;
  const opens = usable.filter(({ isClose }) => !isClose);
  const chosen = best(opens.length > 0 ? opens : usable, question.file) ?? serial(question);
  if (chosen === null) return null;
  const name = question.names?.[chosen.field] ?? '';
  const clockField = chosen.form === 'day' ? findClock(question, chosen.field) : null;
  return {
    field: chosen.field,
    form: clockField === null && chosen.form !== 'clock' ? chosen.form : 'wall',
    clockField,
    isClose: chosen.isClose,
    isSerial: chosen.form === 'clock',
    zone: zoneInName(name),
    texts: chosen.texts,
  };
}

function candidate({ rows, names, roles }: TimeQuestion, field: number): Candidate | null {
  const texts = rows.map((row) => row[field] ?? '').filter((text) => text !== '');
  const counts = new Map<TimeForm, number>();
  for (const text of texts) {
    const form = readTimeText(text, null)?.form;
    if (form !== undefined) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const forms = [...counts].sort((one, other) => other[1] - one[1]);
  const [form] = forms[0] ?? [];
  const read = forms.reduce((sum, [, count]) => sum + count, 0);
  if (form === undefined || read < MOST * texts.length) return null;
  const name = normalName(names?.[field] ?? '');
  const isClose = roles?.[field] === 'closeTime' || (roles?.[field] === null && namesClose(name));
  return { field, form, rank: timeRank(name) ?? LAST_RANK, isClose, texts };
}

function best(candidates: readonly Candidate[], file: string): Candidate | null {
  const byForm = (one: Candidate, other: Candidate): number =>
    Number(other.rank === 0) - Number(one.rank === 0) ||
    PREFERRED.indexOf(one.form) - PREFERRED.indexOf(other.form) ||
    one.rank - other.rank;
  const [first, second] = [...candidates].sort(byForm);
  if (first === undefined) return null;
  if (
    second === undefined ||
    byForm(first, second) !== 0 ||
    first.texts.every((text, row) => text === second.texts[row])
  )
    return first;
  const [early, late] = [momentsOf(first), momentsOf(second)];
  if (early.join() === late.join()) return first;
  if (isWithin(early, late)) return first;
  if (isWithin(late, early)) return second;
  throw new CandleFileError(
    `${file}: expected one column of times, columns ${first.field + 1} and ${second.field + 1} both are; say which with --columns`,
  );
}

const momentsOf = ({ texts }: Candidate): readonly number[] =>
  texts.map((text) => readTimeText(text, 'day-first')?.ms ?? Number.NaN);

/** Whether the second times lie within the candles that the first ones begin: clocks of two zones differ by whole quarters of an hour. */
function isWithin(opens: readonly number[], others: readonly number[]): boolean {
  const later = others.map((other, row) => other - (opens[row] ?? Number.NaN));
  return later.every((ms) => ms >= 0) && later.some((ms) => ms % QUARTER_MS !== 0);
}

/** A column named after time whose cells count days. */
function serial({ rows, roles }: TimeQuestion): Candidate | null {
  const field = roles?.findIndex((role) => role === 'time' || role === 'closeTime') ?? -1;
  const texts = rows.map((row) => row[field] ?? '');
  if (field === -1 || texts.length === 0 || texts.some((text) => serialDayMs(text) === null)) return null;
  return { field, form: 'clock', rank: 0, isClose: roles?.[field] === 'closeTime', texts };
}

/** The column with the time of day: one named after time, or, in a file without a header, the next one if it cannot be a price. */
function findClock({ rows, roles }: TimeQuestion, day: number): number | null {
  const isClock = (field: number): boolean => {
    const texts = rows.map((row) => row[field] ?? '').filter((text) => text !== '');
    return texts.length > 0 && texts.filter((text) => readClockText(text) !== null).length >= MOST * texts.length;
  };
  if (roles === null) {
    const cannotBePrice = rows.some((row) => /^0\d{3}|:/.test(row[day + 1] ?? ''));
    return cannotBePrice && isClock(day + 1) ? day + 1 : null;
  }
  const field = roles.findIndex(
    (role, at) => at !== day && (role === 'time' || role === 'clock' || role === 'closeTime') && isClock(at),
  );
  if (field !== -1) return field;
  const next = roles[day + 1] === null && rows.some((row) => (row[day + 1] ?? '').includes(':')) && isClock(day + 1);
  return next ? day + 1 : null;
}
