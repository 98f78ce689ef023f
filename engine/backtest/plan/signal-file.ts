import type { CandleColumns } from '../../market/candle.ts';
import { parseTimeMs } from '../../market/csv/parse-number.ts';
import {
  BacktestError,
  ENTER_LONG,
  ENTER_SHORT,
  LEAVE_LONG,
  LEAVE_SHORT,
  type SignalColumns,
} from './signal-columns.ts';

/** One line of a file of signals. */
interface SignalRow {
  readonly line: number;
  /** Open of the candle at whose close this was decided. */
  readonly openTimeMs: number;
  readonly market: string | null;
  readonly action: number;
  readonly strength: number;
  readonly stop: number;
  readonly target: number;
}

/** Signals of a file, before they are laid on candles. */
export interface SignalFile {
  readonly name: string;
  readonly rows: readonly SignalRow[];
  readonly hasProbability: boolean;
  readonly hasStop: boolean;
  readonly hasTarget: boolean;
}

const WORDS: Readonly<Record<string, number>> = {
  buy: ENTER_LONG,
  long: ENTER_LONG,
  '1': ENTER_LONG,
  '+1': ENTER_LONG,
  sell: ENTER_SHORT,
  short: ENTER_SHORT,
  '-1': ENTER_SHORT,
  exit: LEAVE_LONG | LEAVE_SHORT,
  close: LEAVE_LONG | LEAVE_SHORT,
  flat: LEAVE_LONG | LEAVE_SHORT,
  hold: 0,
  '0': 0,
  '': 0,
};

const encoder = new TextEncoder();

function timeOf(text: string): number {
  const bytes = encoder.encode(text);
  return parseTimeMs(bytes, 0, bytes.length);
}

function priceOf(text: string | undefined): number {
  return text === undefined || text === '' ? Number.NaN : Number(text);
}

interface Fields {
  readonly at: (name: string) => string | undefined;
  readonly where: string;
  readonly line: number;
}

function parseRow({ at, where, line }: Fields, timeframeMs: number): SignalRow {
  const refuse = (field: string, expected: string): never => {
    throw new BacktestError(`${where}: expected ${field} to be ${expected}, was "${at(field) ?? ''}"`);
  };
  const timeField = at('time') === undefined ? 'close_time' : 'time';
  const timeMs = timeOf(at(timeField) ?? '');
  if (Number.isNaN(timeMs)) refuse(timeField, 'an ISO-8601 time or epoch seconds or milliseconds');
  const openTimeMs = timeField === 'time' ? timeMs : timeMs - timeframeMs;
  const text = at('probability');
  const probability = priceOf(text);
  const word = at('signal');
  const isBlank = text === '';
  if (text !== undefined && !isBlank && !(probability >= 0 && probability <= 1)) refuse('probability', 'from 0 to 1');
  const fromProbability = isBlank ? 0 : probability >= 0.5 ? ENTER_LONG : ENTER_SHORT;
  const action = word === undefined ? fromProbability : WORDS[word.toLowerCase()];
  if (action === undefined) return refuse('signal', 'BUY, SELL, EXIT or HOLD');
  for (const field of ['stop', 'target'])
    if (at(field) !== undefined && at(field) !== '' && !(priceOf(at(field)) > 0))
      refuse(field, 'a positive price or empty');
  const enters = (action & (ENTER_LONG | ENTER_SHORT)) !== 0;
  const ownSide = (action & ENTER_LONG) !== 0 ? probability : 1 - probability;
  return {
    line,
    openTimeMs,
    market: at('market') ?? null,
    action,
    strength: enters && text !== undefined ? ownSide : Number.NaN,
    stop: priceOf(at('stop')),
    target: priceOf(at('target')),
  };
}

/**
 * Signals from the text of a CSV file. Columns by name: `time` (open of the candle at whose close it was decided, as in
 * candle files) or `close_time`; `signal` (BUY, SELL, EXIT, HOLD) or `probability` that the next candle rises (0..1) or
 * both; optionally `market`, and `stop` and `target` as prices. Throws BacktestError that names the line.
 */
export function parseSignalsCsv(text: string, name: string, timeframeMs: number): SignalFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = (lines[0] ?? '').split(',').map((field) => field.trim().toLowerCase());
  const has = (field: string): boolean => names.includes(field);
  if (!(has('time') || has('close_time')) || !(has('signal') || has('probability')))
    throw new BacktestError(
      `${name} line 1: expected a header with time (or close_time) and signal or probability, was "${(lines[0] ?? '').slice(0, 80)}"`,
    );
  const rows: SignalRow[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '') continue;
    const fields = line.split(',').map((field) => field.trim());
    const where = `${name} line ${index + 1}`;
    if (fields.length !== names.length)
      throw new BacktestError(`${where}: expected ${names.length} fields, was ${fields.length}`);
    const at = (field: string): string | undefined => (has(field) ? fields[names.indexOf(field)] : undefined);
    rows.push(parseRow({ at, where, line: index + 1 }, timeframeMs));
  }
  return { name, rows, hasProbability: has('probability'), hasStop: has('stop'), hasTarget: has('target') };
}

/**
 * The signals of one market laid on its candles. Rows that name no market are for every one. Throws BacktestError that
 * names the line which fits no candle.
 */
export function placeSignals(
  file: SignalFile,
  candles: CandleColumns,
  market: { readonly name: string; readonly symbol: string },
): SignalColumns {
  const rowOf = new Map<number, number>();
  for (let row = 0; row < candles.length; row += 1) rowOf.set(candles.openTimeMs[row] ?? Number.NaN, row);
  const blank = (): Float64Array => new Float64Array(candles.length).fill(Number.NaN);
  const action = new Uint8Array(candles.length);
  const [strength, stopPrice, targetPrice] = [blank(), blank(), blank()];
  const taken = new Set<number>();
  for (const signal of file.rows) {
    if (signal.market !== null && signal.market !== market.name && signal.market !== market.symbol) continue;
    const row = rowOf.get(signal.openTimeMs);
    const time = new Date(signal.openTimeMs).toISOString();
    const where = `${file.name} line ${signal.line}`;
    if (row === undefined)
      throw new BacktestError(`${where}: expected a candle of ${market.name} that opens at ${time}, was none`);
    if (taken.has(row)) throw new BacktestError(`${where}: expected one signal per candle, ${time} came twice`);
    taken.add(row);
    action[row] = signal.action;
    strength[row] = signal.strength;
    stopPrice[row] = signal.stop;
    targetPrice[row] = signal.target;
  }
  return {
    action,
    strength: file.hasProbability ? strength : null,
    strengthIsProbability: file.hasProbability,
    stopPrice: file.hasStop ? stopPrice : null,
    targetPrice: file.hasTarget ? targetPrice : null,
  };
}

/** Names in a file of signals that are none of the markets. */
export function unknownMarkets(
  file: SignalFile,
  known: readonly { readonly name: string; readonly symbol: string }[],
): readonly string[] {
  const names = new Set(file.rows.flatMap(({ market }) => (market === null ? [] : [market])));
  for (const { name, symbol } of known) {
    names.delete(name);
    names.delete(symbol);
  }
  return [...names];
}
