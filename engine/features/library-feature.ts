import * as library from 'technicalindicators';
import type { FeatureRow } from './feature-row.ts';
import type { Frame } from './frame.ts';
import type { FeatureKernel } from './kernels.ts';

/** Names of features that the technicalindicators package computes begin with this. */
export const LIBRARY_PREFIX = 'ti:';

/** Candles that a library indicator is computed from: always the newest so many, so that it forgets what came before. */
const WINDOW = 300;

interface Parsed {
  readonly indicator: string;
  readonly settings: Readonly<Record<string, number | boolean>>;
  /** Which field of a result that has several. */
  readonly field: string | null;
  /** True: the value is a price, to be given as its distance from the close in units of σ24. */
  readonly isPrice: boolean;
}

function settingOf(text: string, name: string): readonly [string, number | boolean] {
  const [key = '', raw] = text.includes('=') ? text.split('=', 2) : ['period', text];
  const value = raw === 'true' ? true : raw === 'false' ? false : Number(raw);
  if (key === '' || Number.isNaN(value))
    throw new Error(`expected settings such as "20" or "period=20", was "${text}" in "${name}"`);
  return [key, value];
}

/** "ti:MACD(fastPeriod=12,slowPeriod=26,signalPeriod=9).histogram/close" and the like. */
function parseName(name: string): Parsed {
  const match = /^ti:([A-Za-z]+)(?:\(([^)]*)\))?(?:\.([A-Za-z]+))?(\/close)?$/.exec(name);
  if (match === null) throw new Error(`expected a name such as "ti:CCI(20)" or "ti:ADX(14).adx", was "${name}"`);
  const [, indicator = '', settings = '', field, price] = match;
  const given = settings.split(',').filter((part) => part !== '');
  return {
    indicator,
    settings: Object.fromEntries(given.map((part) => settingOf(part, name))),
    field: field ?? null,
    isPrice: price !== undefined,
  };
}

type Calculation = (input: Record<string, unknown>) => unknown;

function isCalculation(value: unknown): value is Calculation {
  return typeof value === 'function';
}

/** An indicator's `calculate`, or a candle pattern's function. Throws when the package has none of that name. */
function calculationOf(indicator: string, name: string): Calculation {
  const found: unknown = new Map<string, unknown>(Object.entries(library)).get(indicator);
  const calculate: unknown = isCalculation(found) && 'calculate' in found ? found.calculate : found;
  if (!isCalculation(calculate))
    throw new Error(`expected an indicator of technicalindicators, was "${indicator}" in "${name}"`);
  return calculate;
}

/** The newest value of what a calculation gave: a number, a pattern's yes (1) or no (0), or NaN. */
function newestValue(result: unknown, field: string | null): number {
  const newest: unknown = Array.isArray(result) ? result.at(-1) : result;
  const value: unknown =
    field !== null && typeof newest === 'object' && newest !== null
      ? new Map(Object.entries(newest)).get(field)
      : newest;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
}

function windowOf({ columns }: Frame, row: number): Record<string, readonly number[]> {
  const cut = (column: Float64Array): number[] => Array.from(column.subarray(row + 1 - WINDOW, row + 1));
  const close = cut(columns.close);
  return {
    values: close,
    open: cut(columns.open),
    high: cut(columns.high),
    low: cut(columns.low),
    close,
    volume: cut(columns.volume),
  };
}

function kernelOf({ settings, field, isPrice }: Parsed, calculate: Calculation): FeatureKernel {
  return (frame, { values, shift }, [from, to]) => {
    const { close, perSigma24 } = frame.columns;
    for (let i = from; i < to; i += 1) {
      if (i < WINDOW - 1) {
        values[i + shift] = Number.NaN;
        continue;
      }
      const value = newestValue(calculate({ ...windowOf(frame, i), ...settings }), field);
      values[i + shift] = isPrice ? (value / (close[i] ?? 0) - 1) * (perSigma24[i] ?? 0) : value;
    }
  };
}

/**
 * The feature of a name such as "ti:CCI(20)", "ti:ADX(period=14).adx", "ti:SMA(50)/close" (a price, given
 * as its
 * distance from the close in σ24) or "ti:doji" (a pattern, 1 or 0), computed by technicalindicators from the newest 300
 * candles. Some hundred times slower than a row of the table. Throws when the package has no such indicator or the name
 * is malformed.
 */
export function libraryFeature(name: string): FeatureRow {
  const parsed = parseName(name);
  return {
    name,
    group: 'library',
    formula: `technicalindicators ${parsed.indicator} over the newest ${WINDOW} candles${parsed.isPrice ? ', (value / c − 1) / σ24' : ''}`,
    window: WINDOW,
    why: 'Asked for by name.',
    source: 'technicalindicators',
    optional: true,
    needs: ['open', 'high', 'low', 'close', 'volume', 'perSigma24'],
    fill: kernelOf(parsed, calculationOf(parsed.indicator, name)),
  };
}
