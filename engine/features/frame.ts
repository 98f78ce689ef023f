import type { CandleColumns } from '../market/candle.ts';
import { CONTEXT_NAMES, type ContextName } from '../market/context-columns.ts';

/** Columns that come with the candles, or with what was known around them. */
const OWN_INPUTS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume', 'spread', 'takerBuyVolume'] as const;
/** Columns that come from outside: the candles and their context. */
export const INPUTS = [...OWN_INPUTS, ...CONTEXT_NAMES] as const;
/** Name of a column that comes from outside. */
export type InputName = (typeof INPUTS)[number];

const isContext = (name: InputName): name is ContextName => CONTEXT_NAMES.some((one) => one === name);

/** Where candles have a column; null where they lack it. */
export function inputOf(candles: CandleColumns, name: InputName): Float64Array | null {
  return isContext(name) ? (candles.context?.[name] ?? null) : candles[name];
}

/** The inputs among some columns. */
export function inputsAmong(names: ReadonlySet<ColumnName>): readonly InputName[] {
  return INPUTS.filter((name) => names.has(name));
}

/** Candles over which the highest high and the lowest low are followed, each built from shorter ones. */
export const EXTREME_SPANS = [2, 3, 6, 12, 24, 72, 168] as const;
type ExtremeSpan = (typeof EXTREME_SPANS)[number];

const EXTREMES = EXTREME_SPANS.flatMap((span) => [`highest${span}`, `lowest${span}`] as const);

/** Minutes of a week: what the calendar repeats after. */
export const WEEK_MINUTES = 7 * 1440;

/** Columns that stages derive from them and that features are made of (see stages.ts). */
const DERIVED = [
  'logClose',
  'logReturn',
  'squares24',
  'squares168',
  'products240',
  'squares240',
  'neighbours',
  'neighbours24',
  'sigma6',
  'sigma24',
  'sigma168',
  'perSigma24',
  'perSigma168',
  'volatilityRatio',
  'range',
  'perRange',
  'closeLocation',
  'direction',
  'streak',
  'gainAverage',
  'lossAverage',
  'ema12',
  'ema24',
  'ema26',
  'macd',
  'macdSignal',
  'sumLog168',
  'atr14',
  'bandAnchor20',
  'bandSum20',
  'bandSquares20',
  'bandMean20',
  'bandWidth20',
  'volumeValue',
  'volumeKnown',
  'volumeKnown168',
  'volumeSum24',
  'volumeSum168',
  'volumeSquares168',
  'volumeZ',
  'minuteOfWeek',
] as const;

/** Every column of a frame: inputs and what stages derive from them. */
export type ColumnName =
  | (typeof INPUTS)[number]
  | (typeof DERIVED)[number]
  | `highest${ExtremeSpan}`
  | `lowest${ExtremeSpan}`;

/** Rows kept behind the newest: every kernel looks back less far. */
const HISTORY_ROWS = 512;
/** Rows worked on at a time, so that all columns of a block stay in the processor's cache. */
const BLOCK_ROWS = 1024;

/**
 * A sliding window over a series: input and derived columns of the newest rows. Kernels run over rows [from, to) in window
 * positions and read only rows below `to`; position i is row base + i of the series. All state lies in the columns, so one candle at a time
 * and a million at once do the same arithmetic in the same order and give the same bits.
 */
export interface Frame {
  readonly columns: Readonly<Record<ColumnName, Float64Array>>;
  readonly timeframeMs: number;
  /** Row number of window position 0. */
  base: number;
  /** Positions in use. */
  filled: number;
}

/** An empty frame for a series of the given candle length. */
export function createFrame(timeframeMs: number): Frame {
  const names = [...INPUTS, ...DERIVED, ...EXTREMES];
  const entries = names.map((name) => [name, new Float64Array(HISTORY_ROWS + BLOCK_ROWS)] as const);
  // Object.fromEntries forgets the key type; the keys are exactly ColumnName by construction.
  const columns = Object.fromEntries(entries) as Record<ColumnName, Float64Array>;
  return { columns, timeframeMs, base: 0, filled: 0 };
}

function slide(frame: Frame): void {
  const from = frame.filled - HISTORY_ROWS;
  for (const column of Object.values(frame.columns)) column.copyWithin(0, from, frame.filled);
  frame.base += from;
  frame.filled = HISTORY_ROWS;
}

/** What to load: candles from row `from` on, only the inputs that are asked for. */
export interface Load {
  readonly candles: CandleColumns;
  readonly from: number;
  readonly inputs: readonly InputName[];
}

/** Copies as many candles as fit into the window, sliding it first when full; returns how many. A column the source lacks is NaN. */
export function loadCandles(frame: Frame, { candles, from, inputs }: Load): number {
  if (frame.filled === HISTORY_ROWS + BLOCK_ROWS) slide(frame);
  const count = Math.min(candles.length - from, HISTORY_ROWS + BLOCK_ROWS - frame.filled);
  for (const name of inputs) {
    const source = inputOf(candles, name);
    if (source === null) frame.columns[name].fill(Number.NaN, frame.filled, frame.filled + count);
    else frame.columns[name].set(source.subarray(from, from + count), frame.filled);
  }
  frame.filled += count;
  return count;
}
