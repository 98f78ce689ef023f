import { expect } from 'vitest';
import { importSeriesFile } from '../../../../engine/adapters/files/import-candles-file.ts';
import { calendarOf } from '../../../../engine/market/calendar/gaps.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { type FindingCode, rawRowsOf } from '../../../../engine/market/clean/raw-rows.ts';
import type { ImportedSeries } from '../../../../engine/market/import/import-series.ts';
import { AS_WRITTEN } from '../../../../engine/market/import/layout.ts';
import { parseZone, type SourceClock } from '../../../../engine/market/import/time/clock.ts';
import type { Timeframe } from '../../../../engine/market/timeframe.ts';
import { firstDifference } from '../../../support/candles/same-columns.ts';
import { sharedPath } from '../../../support/shared.ts';

export const isAbsent = sharedPath('data/README.md') === null;

/** A file of ../shared/data and what is found in it. */
export interface FileCase {
  readonly file: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly zone?: string;
  readonly rows: number;
  readonly candles: number;
  /** Findings by code; candles concerned where that is another number. */
  readonly found: Readonly<Partial<Record<FindingCode, number | readonly [number, number]>>>;
  /** Layout as far as it is worth saying. */
  readonly layout: Readonly<Record<string, unknown>>;
}

/** The series of a file, cleaned. */
export const read = (
  file: string,
  symbol: string,
  { timeframe = '1h', zone }: { readonly timeframe?: Timeframe; readonly zone?: string } = {},
): ImportedSeries => {
  const clock: SourceClock | null = zone === undefined ? null : parseZone(zone);
  return importSeriesFile(sharedPath(`data/${file}`) ?? file, { symbol, timeframe }, { ...AS_WRITTEN, clock });
};

/** When what was found of one code begins. */
export const times = ({ findings }: ImportedSeries, code: FindingCode): readonly string[] =>
  findings
    .filter((finding) => finding.code === code)
    .map(({ openTimeMs }) => new Date(openTimeMs).toISOString().slice(0, 16));

export function expectFile({ file, symbol, timeframe, zone, rows, candles, found, layout }: FileCase): void {
  const series = read(file, symbol, { timeframe, ...(zone === undefined ? {} : { zone }) });
  const counts = new Map<FindingCode, [number, number]>();
  for (const { code, candles: count } of series.findings) {
    const [findings, concerned] = counts.get(code) ?? [0, 0];
    counts.set(code, [findings + 1, concerned + count]);
  }
  const expected = Object.entries(found).map(([code, count]) => [
    code,
    typeof count === 'number' ? [count, count] : count,
  ]);
  expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(expected));
  expect({ rows: series.rows, candles: series.candles.length }).toEqual({ rows, candles });
  expect(series.layout).toMatchObject(layout);
  const again = clean(rawRowsOf(series.candles), { timeframe, calendar: calendarOf(symbol) });
  expect(firstDifference(again.candles, series.candles)).toBeNull();
}
