import { writeFileSync } from 'node:fs';
import { importSeriesFile } from '../../engine/adapters/files/import-candles-file.ts';
import { calendarOf, missingBefore } from '../../engine/market/calendar/gaps.ts';
import { type CandleColumns, candleAt, sliceColumns } from '../../engine/market/candle.ts';
import { type ClockComparison, compareClocks } from '../../engine/market/clean/compare-clocks.ts';
import { dropSlips } from '../../engine/market/clean/drop-slips.ts';
import type { CleanFinding, FindingCode } from '../../engine/market/clean/raw-rows.ts';
import type { ImportedSeries } from '../../engine/market/import/import-series.ts';
import { type StoredChanges, storedChanges } from '../../engine/market/import/stored-changes.ts';
import { printable } from '../../engine/market/printable.ts';
import { isLaterState } from '../../engine/market/revision.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { CandleStore } from '../../engine/ports.ts';
import { fileReadingOf } from '../market-files/file-options.ts';
import { seriesOf, withCandleStore } from '../market-files/open-candles.ts';
import { printJson, UsageError } from '../terminal/arguments.ts';
import type { BackfillValues } from './backfill-options.ts';

/** Everything that is reported of an import; times as ISO-8601. */
interface FileReport {
  readonly file: string;
  readonly exchange: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly layout: ImportedSeries['layout'];
  readonly rows: number;
  readonly candles: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly stored: boolean;
  /** What became of candles stored before; null when nothing was stored. */
  readonly changes: {
    readonly added: number;
    readonly same: number;
    readonly changed: number;
    readonly firstChanged: string | null;
  } | null;
  /** Findings by code: how many, and how many candles they concern. */
  readonly counts: Readonly<
    Partial<Record<FindingCode, { readonly findings: number; readonly candles: number; readonly action: string }>>
  >;
  /** Candles missing in what is stored, market hours only: those the source lacks and those left out. */
  readonly holes: { readonly gaps: number; readonly candles: number };
  readonly compared: {
    readonly file: string;
    readonly candles: number;
    readonly correlation: number;
    readonly slips: readonly object[];
  } | null;
  readonly findings: readonly object[];
  readonly elapsedMs: number;
}

/** `npm run backfill -- --csv FILE`: reads, cleans, compares, stores and reports. */
export async function importFromFile(values: BackfillValues): Promise<void> {
  const startedMs = performance.now();
  const path = values.csv ?? '';
  const [symbol = '', another] = values.symbol;
  const [timeframe = '', anotherTimeframe] = values.timeframe;
  if (another !== undefined || anotherTimeframe !== undefined)
    throw new UsageError('expected one --symbol and one --timeframe with --csv, were several');
  const series = seriesOf(values.exchange, symbol, timeframe);
  const imported = importSeriesFile(path, series, fileReadingOf(values));
  const comparison = values.compare === null ? null : compareWith(values.compare, series, imported.candles);
  const { candles, findings } = comparison === null ? imported : dropSlips(imported, comparison.slips);
  const changes = values.check ? null : await withCandleStore((store) => appendTo(store, series, candles));
  const report: FileReport = {
    file: path,
    ...series,
    layout: imported.layout,
    rows: imported.rows,
    candles: candles.length,
    from: isoOrNull(candles.openTimeMs[0]),
    to: isoOrNull(candles.openTimeMs[candles.length - 1]),
    stored: changes !== null,
    changes: changes === null ? null : toldChanges(changes),
    counts: countsOf(findings),
    holes: holesOf(candles, series),
    compared:
      comparison === null ? null : { file: values.compare ?? '', ...comparison, slips: comparison.slips.map(toldSlip) },
    findings: findings.map(toldFinding),
    elapsedMs: Math.round(performance.now() - startedMs),
  };
  if (values.report !== null) writeFileSync(values.report, `${JSON.stringify(report, null, 1)}\n`);
  if (values.json) printJson(report);
  else process.stdout.write(summaryOf(report, series, findings));
}

/**
 * Stores candles and returns what that changed. What was still running when the file was written does not take the place of
 * the finished candle.
 */
async function appendTo(store: CandleStore, series: SeriesKey, candles: CandleColumns): Promise<StoredChanges> {
  const [firstMs = 0, lastMs = 0] = [candles.openTimeMs[0], candles.openTimeMs.at(-1)];
  const stored = await store.read(series, firstMs, lastMs + 1);
  const fresh = withoutOlderState(candles, stored);
  await store.append(series, fresh);
  return storedChanges(stored, fresh);
}

/** Candles less the newest one where a later state of it is stored: it looks closed when a file of yesterday is read today. */
function withoutOlderState(candles: CandleColumns, stored: CandleColumns): CandleColumns {
  const newest = candles.length - 1;
  const row = stored.openTimeMs.indexOf(candles.openTimeMs[newest] ?? Number.NaN);
  const isOlder = row >= 0 && isLaterState(candleAt(stored, row), candleAt(candles, newest));
  return isOlder ? sliceColumns(candles, 0, newest) : candles;
}

function compareWith(
  path: string,
  series: SeriesKey,
  candles: CandleColumns,
): Extract<ClockComparison, { type: 'compared' }> {
  const other = importSeriesFile(path, series);
  const comparison = compareClocks(candles, other.candles, timeframeMs(series.timeframe));
  if (comparison.type === 'incomparable') throw new Error(`${path}: ${comparison.why}`);
  return comparison;
}

function countsOf(findings: readonly CleanFinding[]): FileReport['counts'] {
  const counts: Partial<Record<FindingCode, { findings: number; candles: number; action: string }>> = {};
  for (const { code, candles, action } of findings) {
    const count = counts[code];
    if (count === undefined) counts[code] = { findings: 1, candles, action };
    else {
      count.findings += 1;
      count.candles += candles;
    }
  }
  return counts;
}

function holesOf(candles: CandleColumns, { symbol, timeframe }: SeriesKey): FileReport['holes'] {
  const missing = missingBefore(candles, timeframeMs(timeframe), calendarOf(symbol));
  return { gaps: missing.filter((count) => count > 0).length, candles: missing.reduce((sum, count) => sum + count, 0) };
}

function toldFinding({ code, openTimeMs, action, candles, line, say }: CleanFinding): object {
  return { code, time: isoOrNull(openTimeMs), action, candles, line, say };
}

function toldChanges({ firstChangedMs, ...counts }: StoredChanges): FileReport['changes'] {
  return { ...counts, firstChanged: isoOrNull(firstChangedMs) };
}

function toldSlip({ fromMs, toMs, ...facts }: Extract<ClockComparison, { type: 'compared' }>['slips'][number]): object {
  return { from: isoOrNull(fromMs), to: isoOrNull(toMs), ...facts };
}

const isoOrNull = (timeMs: number | null | undefined): string | null =>
  timeMs == null || Number.isNaN(timeMs) ? null : new Date(timeMs).toISOString();

/** Codes so frequent or so plain that only their number is printed. */
const COUNTED: readonly FindingCode[] = [
  'gap',
  'holiday',
  'zero-volume',
  'volume-swapped',
  'duplicate',
  'out-of-order',
  'off-grid',
  'unreadable',
];
const MOST_LINES = 40;

function changesText(changes: FileReport['changes']): readonly string[] {
  if (changes === null) return [];
  const { added, same, changed, firstChanged } = changes;
  const where = firstChanged === null ? '' : `, the first at ${firstChanged}`;
  return [`of these ${added} are new, ${same} were stored alike, ${changed} stored ones were changed${where}`];
}

function summaryOf(report: FileReport, series: SeriesKey, findings: readonly CleanFinding[]): string {
  const { layout } = report;
  const columns = layout.columns.map((role) => role ?? '-').join(',');
  const points = layout.pointSize === 1 ? '' : `, prices in points of ${layout.pointSize}`;
  const counts = Object.entries(report.counts).map(([code, { findings: count, candles, action }]) => {
    const size = candles === count ? '' : `, ${candles} candles`;
    return `  ${code.padEnd(14)} ${String(count).padStart(7)}  ${action}${size}`;
  });
  const single = findings.filter(({ code }) => !COUNTED.includes(code));
  const lines = single.slice(0, MOST_LINES).map(({ code, openTimeMs, line, say }) => {
    return `  ${isoOrNull(openTimeMs) ?? 'no time'}${line === null ? '' : ` (line ${line})`} ${code}: ${say}`;
  });
  const more = single.length > MOST_LINES ? [`  … and ${single.length - MOST_LINES} more: see --report or --json`] : [];
  const compared =
    report.compared === null
      ? []
      : [
          `compared with ${printable(report.compared.file, 200)}: ${report.compared.candles} candles in both, ` +
            `returns correlate by ${report.compared.correlation.toFixed(3)}, ` +
            `${report.compared.slips.length === 0 ? 'no slip of the clock' : `${report.compared.slips.length} slips of the clock`}`,
        ];
  return [
    `${printable(report.file, 200)}: ${layout.format}, columns ${columns} (from the ${layout.columnsFrom}), ` +
      `${layout.order}, times ${layout.times}${layout.stampedWithClose ? ' of the close' : ''} in ${layout.clock}${points}`,
    `${report.rows} rows → ${report.candles} candles of ${seriesName(series)}, ${report.from ?? '–'} ` +
      `… ${report.to ?? '–'}${report.stored ? ', stored' : ', not stored (--check)'}`,
    ...changesText(report.changes),
    ...(counts.length === 0 ? ['nothing to find'] : counts),
    `missing in the result: ${report.holes.candles} candles in ${report.holes.gaps} gaps`,
    ...compared,
    ...lines,
    ...more,
    '',
  ].join('\n');
}
