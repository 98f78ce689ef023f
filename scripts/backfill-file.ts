import { writeFileSync } from 'node:fs';
import type { CandleColumns } from '../engine/market/candle.ts';
import { type ClockComparison, compareClocks } from '../engine/market/clean/compare-clocks.ts';
import { dropSlips } from '../engine/market/clean/drop-slips.ts';
import type { CleanFinding, FindingCode } from '../engine/market/clean/raw-rows.ts';
import { calendarOf, missingBefore } from '../engine/market/gaps.ts';
import { parseUtcOffset, parseZone, type SourceClock, ZONE_CHOICES } from '../engine/market/import/clock.ts';
import { type ImportedSeries, importSeries } from '../engine/market/import/import-series.ts';
import { type SeriesKey, seriesName } from '../engine/market/series.ts';
import { timeframeMs } from '../engine/market/timeframe.ts';
import { numberOf, printJson, UsageError } from './arguments.ts';
import type { BackfillValues } from './backfill-options.ts';
import { seriesOf, withCandleStore } from './open-candles.ts';

/** Everything that is told about an import; times as ISO-8601. */
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
  const imported = importSeries(path, series, {
    clock: clockOf(values),
    columns: values.columns?.split(',').map((name) => name.trim()) ?? null,
    pointSize:
      values['point-size'] === null ? null : numberOf('point-size', values['point-size'], { min: 1e-9, max: 1e6 }),
  });
  const comparison = values.compare === null ? null : compareWith(values.compare, series, imported.candles);
  const { candles, findings } = comparison === null ? imported : dropSlips(imported, comparison.slips);
  if (!values.check) await withCandleStore((store) => store.append(series, candles));
  const report: FileReport = {
    file: path,
    ...series,
    layout: imported.layout,
    rows: imported.rows,
    candles: candles.length,
    from: isoOrNull(candles.openTimeMs[0]),
    to: isoOrNull(candles.openTimeMs[candles.length - 1]),
    stored: !values.check,
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

function clockOf(values: BackfillValues): SourceClock | null {
  const { zone, 'utc-offset': offset } = values;
  if (zone !== null && offset !== null) throw new UsageError('expected --zone or --utc-offset, were both');
  if (zone !== null) {
    const clock = parseZone(zone);
    if (clock === null) throw new UsageError(`expected --zone to be ${ZONE_CHOICES}, was "${zone}"`);
    return clock;
  }
  if (offset === null) return null;
  const clock = parseUtcOffset(offset);
  if (clock === null) throw new UsageError(`expected --utc-offset such as +02:00, was "${offset}"`);
  return clock;
}

function compareWith(
  path: string,
  series: SeriesKey,
  candles: CandleColumns,
): Extract<ClockComparison, { type: 'compared' }> {
  const other = importSeries(path, series, { clock: null, columns: null, pointSize: null });
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

function toldSlip({ fromMs, toMs, ...facts }: Extract<ClockComparison, { type: 'compared' }>['slips'][number]): object {
  return { from: isoOrNull(fromMs), to: isoOrNull(toMs), ...facts };
}

const isoOrNull = (timeMs: number | undefined): string | null =>
  timeMs === undefined || Number.isNaN(timeMs) ? null : new Date(timeMs).toISOString();

/** Codes so frequent or so plain that a number says it all. */
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
          `compared with ${report.compared.file}: ${report.compared.candles} candles in both, returns correlate by ${report.compared.correlation.toFixed(3)}, ${report.compared.slips.length === 0 ? 'no slip of the clock' : `${report.compared.slips.length} slips of the clock`}`,
        ];
  return [
    `${report.file}: ${layout.format}, columns ${columns} (from the ${layout.columnsFrom}), ${layout.order}, times ${layout.times} in ${layout.clock}${points}`,
    `${report.rows} rows → ${report.candles} candles of ${seriesName(series)}, ${report.from ?? '–'} … ${report.to ?? '–'}${report.stored ? ', stored' : ', not stored (--check)'}`,
    ...(counts.length === 0 ? ['nothing to find'] : counts),
    `missing in the result: ${report.holes.candles} candles in ${report.holes.gaps} gaps`,
    ...compared,
    ...lines,
    ...more,
    '',
  ].join('\n');
}
