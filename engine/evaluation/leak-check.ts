import type { CandleColumns } from '../market/candle.ts';
import { sliceColumns } from '../market/candle.ts';
import { createRandom, normalFrom } from '../random.ts';
import { labelRows } from '../training/labels.ts';
import { type LeakAlarm, leakAlarms, truncationLeaks } from './leak-alarm.ts';

/** A feature to be checked: one value per candle from candles, oldest first. */
export interface CheckedFeature {
  readonly name: string;
  readonly compute: (candles: CandleColumns) => Float64Array;
}

/** What a check found of one feature. */
export interface LeakFinding {
  readonly feature: string;
  readonly check: 'shape' | 'truncation' | 'future-scramble' | 'alarm';
  readonly ok: boolean;
  readonly detail: LeakDetail;
}

/** What a check looked at and saw. `rows` are the first rows whose value changed. */
export type LeakDetail =
  | { readonly code: 'not-a-column'; readonly candles: number; readonly was: string; readonly length: number | null }
  | { readonly code: 'same-when-cut'; readonly checked: number }
  | {
      readonly code: 'changes-when-cut';
      readonly checked: number;
      readonly changed: number;
      readonly rows: readonly number[];
    }
  | { readonly code: 'same-before-noise'; readonly checked: number }
  | { readonly code: 'changes-before-noise'; readonly rows: readonly number[] }
  | { readonly code: 'honest-ranking' }
  | { readonly code: 'ranks-too-well'; readonly auc: number };

/** The candles to check features on, their length, and the seed of the noise. */
export interface LeakCheckInput {
  readonly candles: CandleColumns;
  readonly timeframeMs: number;
  readonly seed: number;
}

const SCRAMBLES = 5;
/**
 * Every row of so many newest candles is computed anew without the candles after it. A feature that looks ahead at one row of 500 shows
 * itself at its own rows only: a draw of 50 rows misses it in nine cases of ten, this in one of four hundred.
 */
const CHECKED_CANDLES = 3_000;

function drawnRows({ candles, seed }: LeakCheckInput, count: number): readonly number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => Math.floor(random() * (candles.length - 1)));
}

/** The same candles up to a row, and a random walk after it. */
function scrambledAfter(candles: CandleColumns, row: number, seed: number): CandleColumns {
  const random = createRandom(seed);
  const copy = structuredClone(candles);
  let price = candles.close[row] ?? 1;
  for (let at = row + 1; at < candles.length; at += 1) {
    const open = price;
    price *= Math.exp(0.02 * normalFrom(random));
    copy.open[at] = open;
    copy.close[at] = price;
    copy.high[at] = Math.max(open, price) * (1 + 0.01 * random());
    copy.low[at] = Math.min(open, price) * (1 - 0.01 * random());
    copy.volume[at] = 100 * random();
  }
  return copy;
}

/** How many of the rows that changed a finding lists. */
const LISTED_ROWS = 3;

function alarmFinding(feature: CheckedFeature, values: Float64Array, input: LeakCheckInput): LeakFinding {
  const matrix = { rows: values.length, names: [feature.name], columns: [values] };
  const [alarm]: readonly LeakAlarm[] = leakAlarms(matrix, labelRows(input.candles, input.timeframeMs).up);
  const finding = { feature: feature.name, check: 'alarm' } as const;
  return alarm === undefined
    ? { ...finding, ok: true, detail: { code: 'honest-ranking' } }
    : { ...finding, ok: false, detail: { code: 'ranks-too-well', auc: alarm.auc } };
}

/**
 * Checks features for knowledge of the future (leak tests a, c and g of test/engine/leaks.test.ts): values at a row must not change
 * by a bit when the candles after it are cut off or replaced by noise, and no feature alone may rank outcomes better
 * than the alarm allows. The rows are drawn from the seed.
 */
export function checkFeature(feature: CheckedFeature, input: LeakCheckInput): readonly LeakFinding[] {
  const { name, compute } = feature;
  const values = compute(input.candles);
  if (!(values instanceof Float64Array) || values.length !== input.candles.length) {
    const length = values instanceof Float64Array ? values.length : null;
    const detail = { code: 'not-a-column', candles: input.candles.length, was: typeof values, length } as const;
    return [{ feature: name, check: 'shape', ok: false, detail }];
  }
  const recent = { ...input, candles: sliceColumns(input.candles, -CHECKED_CANDLES) };
  const rows = Array.from({ length: recent.candles.length }, (_, row) => row);
  const cut = truncationLeaks((candles) => [compute(candles)], recent.candles, rows);
  const whole = compute(recent.candles);
  const scrambled = drawnRows({ ...recent, seed: input.seed + 1 }, SCRAMBLES).filter((row) => {
    const after = compute(scrambledAfter(recent.candles, row, input.seed + row));
    return whole.subarray(0, row + 1).some((value, at) => !Object.is(value, after[at]));
  });
  return [
    {
      feature: name,
      check: 'truncation',
      ok: cut.length === 0,
      detail:
        cut.length === 0
          ? { code: 'same-when-cut', checked: rows.length }
          : { code: 'changes-when-cut', checked: rows.length, changed: cut.length, rows: cut.slice(0, LISTED_ROWS) },
    },
    {
      feature: name,
      check: 'future-scramble',
      ok: scrambled.length === 0,
      detail:
        scrambled.length === 0
          ? { code: 'same-before-noise', checked: SCRAMBLES }
          : { code: 'changes-before-noise', rows: scrambled.slice(0, LISTED_ROWS) },
    },
    alarmFinding(feature, values, input),
  ];
}
