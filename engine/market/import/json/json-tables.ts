import { normalName } from '../role-names.ts';
import { hasPrices, rolesOfNames } from '../roles.ts';
import { readTimeText } from '../time/time-text.ts';

/** Rows of candles found somewhere in a JSON document. */
export interface JsonTable {
  /** Names of the cells; null when the rows are arrays without names. */
  readonly names: readonly string[] | null;
  readonly rows: readonly (readonly unknown[])[];
  /** Keys that lead to it. */
  readonly path: readonly string[];
}

type JsonObject = Readonly<Record<string, unknown>>;

const MOST_DEPTH = 7;
/** Objects and arrays looked at before a document is given up. */
const MOST_NODES = 20_000;
/** Children of one node that are looked into: candles are not hidden behind thousands of other things. */
const MOST_CHILDREN = 200;
/** Cells of the narrowest row: a time and four prices. */
const LEAST_WIDTH = 5;
const SAMPLE = 50;

/**
 * All tables of candles of the highest level of a document that has any, as venues wrap them: rows as arrays or objects, one array per
 * column ("t", "o", "h" … or pandas), rows under their times, and the chart of Yahoo.
 */
export function findJsonTables(content: unknown, symbol: string): readonly JsonTable[] {
  let level: readonly { readonly node: unknown; readonly path: readonly string[] }[] = [{ node: content, path: [] }];
  let nodes = 0;
  for (let depth = 0; depth < MOST_DEPTH && level.length > 0 && nodes < MOST_NODES; depth += 1) {
    const tables = level.flatMap(({ node, path }) => tableAt(node, path, symbol) ?? []);
    if (tables.length > 0) return tables;
    level = level.flatMap(({ node, path }) =>
      childrenOf(node).map(([key, child]) => ({ node: child, path: [...path, key] })),
    );
    nodes += level.length;
  }
  return [];
}

/** Whether a JSON value is an object, neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function childrenOf(node: unknown): readonly (readonly [string, unknown])[] {
  const entries = isObject(node)
    ? Object.entries(node)
    : Array.isArray(node)
      ? Object.entries(node.slice(0, MOST_CHILDREN))
      : [];
  return entries.slice(0, MOST_CHILDREN).filter(([, child]) => typeof child === 'object' && child !== null);
}

function tableAt(node: unknown, path: readonly string[], symbol: string): JsonTable | null {
  if (Array.isArray(node)) return rowsTable(node, path, symbol);
  if (!isObject(node)) return null;
  return (
    yahooTable(node, path) ??
    splitTable(node, path, symbol) ??
    columnsTable(node, path, symbol) ??
    keyedTable(node, path, symbol)
  );
}

/** Rows in a list; those that are of another kind than most are kept as rows without cells. */
function rowsTable(list: readonly unknown[], path: readonly string[], symbol: string): JsonTable | null {
  const sample = list.slice(0, SAMPLE);
  const arrays = sample.filter((item): item is readonly unknown[] => Array.isArray(item) && item.length >= LEAST_WIDTH);
  if (arrays.length * 2 > sample.length) {
    const [first = []] = arrays;
    const names = headerRow(first, symbol);
    const rows = names === null ? list : list.slice(1);
    return { names, rows: rows.map((item): readonly unknown[] => (Array.isArray(item) ? item : [])), path };
  }
  const objects = sample.filter(isObject).map(flat);
  if (objects.length * 2 <= sample.length) return null;
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  if (!hasPrices(rolesOfNames(names, symbol))) return null;
  return { names, rows: list.map((item) => cellsOf(item, names)), path };
}

/** A list whose first row names the columns. */
function headerRow(first: readonly unknown[], symbol: string): readonly string[] | null {
  const names = first.map(String);
  return first.every((cell) => typeof cell === 'string') && hasPrices(rolesOfNames(names, symbol)) ? names : null;
}

function cellsOf(item: unknown, names: readonly string[]): readonly unknown[] {
  if (!isObject(item)) return [];
  const object = flat(item);
  return names.map((name) => (Object.hasOwn(object, name) ? object[name] : undefined));
}

/** {"mid":{"o":1}} as {"mid_o":1}, {"$date":…} of MongoDB as what it holds. */
function flat(object: JsonObject): JsonObject {
  const entries = Object.entries(object).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    if (!isObject(value)) return [[key, value]];
    const inner = Object.entries(value);
    const [only] = inner;
    if (inner.length === 1 && only !== undefined && only[0].startsWith('$')) return [[key, only[1]]];
    return inner.map(([name, cell]) => [`${key}_${name}`, cell] as const);
  });
  return Object.fromEntries(entries);
}

/** {"columns":[…],"data":[[…]]}: pandas' "split" and many databases. */
function splitTable(node: JsonObject, path: readonly string[], symbol: string): JsonTable | null {
  const names = node.columns ?? node.fields ?? node.schema;
  const data = node.data ?? node.values ?? node.rows;
  if (!Array.isArray(names) || !Array.isArray(data)) return null;
  const texts = names.map((name) => (isObject(name) ? String(name.name) : String(name)));
  if (!hasPrices(rolesOfNames(texts, symbol))) return null;
  const { index } = node;
  const rows = data.map((item): readonly unknown[] => (Array.isArray(item) ? item : []));
  if (!Array.isArray(index)) return { names: texts, rows, path };
  return { names: ['time', ...texts], rows: rows.map((row, at) => [index[at], ...row]), path };
}

/** One array, or one object with the row's key, per column. */
function columnsTable(node: JsonObject, path: readonly string[], symbol: string): JsonTable | null {
  const columns = Object.entries(node).filter(([, value]) => Array.isArray(value) || isObject(value));
  const names = columns.map(([name]) => name);
  if (!hasPrices(rolesOfNames(names, symbol))) return null;
  const [, first] = columns[names.findIndex((name) => ['close', 'c'].includes(normalName(name)))] ?? columns[0] ?? [];
  if (Array.isArray(first)) {
    const lists = columns.map(([, value]): readonly unknown[] => (Array.isArray(value) ? value : []));
    return { names, rows: Array.from({ length: first.length }, (_, row) => lists.map((list) => list[row])), path };
  }
  if (!isObject(first)) return null;
  const keys = Object.keys(first);
  const objects = columns.map(([, value]): JsonObject => (isObject(value) ? value : {}));
  return { names: [...names, ''], rows: keys.map((key) => [...objects.map((object) => object[key]), key]), path };
}

/** {"2024-01-01 00:00:00":{"1. open":…},…}: Alpha Vantage. */
function keyedTable(node: JsonObject, path: readonly string[], symbol: string): JsonTable | null {
  const entries = Object.entries(node);
  const sample = entries.slice(0, SAMPLE);
  if (
    sample.length === 0 ||
    !sample.every(([key, value]) => readTimeText(key, null) !== null && (isObject(value) || Array.isArray(value)))
  ) {
    return null;
  }
  const [, first] = sample[0] ?? [];
  if (Array.isArray(first)) {
    const rows = entries.map(([key, value]): readonly unknown[] => [key, ...(Array.isArray(value) ? value : [])]);
    return first.length >= LEAST_WIDTH - 1 ? { names: null, rows, path } : null;
  }
  const names = [...new Set(sample.flatMap(([, value]) => (isObject(value) ? Object.keys(value) : [])))];
  if (!hasPrices(rolesOfNames(names, symbol))) return null;
  return { names: ['time', ...names], rows: entries.map(([key, value]) => [key, ...cellsOf(value, names)]), path };
}

/** {"timestamp":[…],"indicators":{"quote":[{"open":[…],…}]}} */
function yahooTable(node: JsonObject, path: readonly string[]): JsonTable | null {
  const { timestamp, indicators } = node;
  const quotes = isObject(indicators) && Array.isArray(indicators.quote) ? indicators.quote : [];
  const quote: unknown = quotes[0];
  if (!Array.isArray(timestamp) || !isObject(quote)) return null;
  const names = ['open', 'high', 'low', 'close', 'volume'];
  const lists = names.map((name): readonly unknown[] => {
    const list = quote[name];
    return Array.isArray(list) ? list : [];
  });
  return {
    names: ['timestamp', ...names],
    rows: timestamp.map((time, row) => [time, ...lists.map((list) => list[row])]),
    path,
  };
}
