import { CandleFileError } from '../read-csv.ts';
import { guessColumns } from './guess-columns.ts';
import type { CellTable, ImportOptions } from './layout.ts';
import { makesCandles, type Role, refuseDoubles, rolesOfNames } from './roles.ts';
import { type TimeForm, timeForm, timeReader } from './time-text.ts';

/** Columns of a venue's own klines, of which twelve come in a row. */
const KLINE: readonly (Role | null)[] = [
  'time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  null,
  'quoteVolume',
  null,
  'takerBuyVolume',
  null,
  null,
];

/** Cells of a JSON file by role: rows as arrays, or as objects in an array or under "candles" or "data". Throws CandleFileError. */
export function readJsonTable(bytes: Buffer, options: ImportOptions): CellTable {
  const rows = rowsOf(bytes, options.name);
  const [first] = rows;
  if (first === undefined) throw new CandleFileError(`${options.name}: expected rows of candles, was an empty list`);
  const keys = Array.isArray(first) ? null : Object.keys(first);
  const width = Array.isArray(first) ? first.length : Object.keys(first).length;
  const values = rows.map((row) => valuesOf(row, keys));
  const form = formOf(values[0] ?? [], keys, options);
  const lines = Int32Array.from({ length: rows.length }, (_, row) => row + 1);
  const columns = Array.from({ length: width }, (_, field) =>
    Float64Array.from(values, (row) =>
      row.length === width ? (field === form.field ? timeOf(row[field], form.form) : numberOf(row[field])) : Number.NaN,
    ),
  );
  const { roles, columnsFrom } = rolesOf({ keys, columns, timeField: form.field, options });
  const cells = new Map<Role, Float64Array>();
  roles.forEach((role, field) => {
    const column = columns[field];
    if (role !== null && column !== undefined) cells.set(role, column);
  });
  return {
    length: rows.length,
    cells,
    lines,
    layout: { format: 'json', columns: roles, columnsFrom, bannerLines: 0, blankLines: 0, times: form.form },
  };
}

interface RoleQuestion {
  readonly keys: readonly string[] | null;
  readonly columns: readonly Float64Array[];
  readonly timeField: number;
  readonly options: ImportOptions;
}

function rolesOf({ keys, columns, timeField, options }: RoleQuestion): {
  readonly roles: readonly (Role | null)[];
  readonly columnsFrom: 'header' | 'rows' | 'option';
} {
  const { name, symbol } = options;
  const names = options.columns ?? keys;
  if (names !== null) {
    const roles = rolesOfNames(names, symbol).map((role, field) =>
      role === 'time' && field !== timeField ? null : role,
    );
    refuseDoubles(roles, names, name);
    if (!makesCandles(roles)) {
      throw new CandleFileError(
        `${name}: expected time, open, high, low and close, was ${names.join(', ')}; name them with --columns`,
      );
    }
    return { roles, columnsFrom: options.columns === null ? 'header' : 'option' };
  }
  if (columns.length === KLINE.length) return { roles: KLINE, columnsFrom: 'rows' };
  const [timeMs, ...values] = columns;
  return {
    roles: guessColumns({ name, length: timeMs?.length ?? 0, timeMs: timeMs ?? new Float64Array(0), values }),
    columnsFrom: 'rows',
  };
}

type JsonRow = readonly unknown[] | Readonly<Record<string, unknown>>;

function rowsOf(bytes: Buffer, name: string): readonly JsonRow[] {
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new CandleFileError(`${name}: expected JSON, ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  const list = Array.isArray(content) ? content : isObject(content) ? (content.candles ?? content.data) : null;
  if (!Array.isArray(list)) {
    throw new CandleFileError(
      `${name}: expected a list of candles, or an object that has one under "candles" or "data"`,
    );
  }
  const items: readonly unknown[] = list;
  return items.map((item, index) => {
    if (Array.isArray(item) || isObject(item)) return item;
    throw new CandleFileError(
      `${name} element ${index + 1}: expected an array or object, was ${JSON.stringify(item)?.slice(0, 40)}`,
    );
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valuesOf(row: JsonRow, keys: readonly string[] | null): readonly unknown[] {
  if (keys === null) return Array.isArray(row) ? row : [];
  const object: Readonly<Record<string, unknown>> = isObject(row) ? row : {};
  return keys.map((key) => object[key]);
}

function formOf(
  first: readonly unknown[],
  keys: readonly string[] | null,
  { name, symbol, columns }: ImportOptions,
): { readonly field: number; readonly form: TimeForm } {
  const names = columns ?? keys;
  const roles = names === null ? null : rolesOfNames(names, symbol);
  for (let field = 0; field < first.length; field += 1) {
    if (roles === null ? field > 0 : roles[field] !== 'time') continue;
    const form = timeForm(String(first[field]));
    if (form !== null) return { field, form };
  }
  throw new CandleFileError(`${name}: expected a time in the first candle, was ${JSON.stringify(first).slice(0, 80)}`);
}

function timeOf(value: unknown, form: TimeForm): number {
  if (typeof value !== 'number' && typeof value !== 'string') return Number.NaN;
  const bytes = Buffer.from(String(value));
  return timeReader(form)(bytes, 0, bytes.length);
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
