import { type CsvValue, csvText } from '../../../billing/revenue/csv.ts';
import type { SignalReader } from '../../../engine/ports.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { ReaderSignal } from '../reader-signal.ts';
import { type Ask, latestVisibleSignals } from '../visible-signals.ts';

/** How far back the history goes: the last twelve months. */
const DAYS = 365;
const PAGE = 1_000;
/** Newest signals that a file holds at most: some 10 MB. */
const MOST = 40_000;

/** The signals of the last twelve months as a file. */
export interface SignalHistory {
  readonly csv: string;
  readonly count: number;
  /** The oldest close in it; null when there is none. */
  readonly fromMs: number | null;
}

const time = (ms: number | null | undefined): string | null => (ms == null ? null : new Date(ms).toISOString());

/** A column of the file: its name and what stands there. Times are UTC, returns and costs basis points. */
const COLUMNS: readonly (readonly [string, (row: ReaderSignal) => CsvValue])[] = [
  ['id', ({ signal }) => signal.id],
  ['family', ({ signal }) => signal.family],
  ['exchange', ({ signal }) => signal.series.exchange],
  ['symbol', ({ signal }) => signal.series.symbol],
  ['timeframe', ({ signal }) => signal.series.timeframe],
  ['market_source', ({ signal }) => signal.marketSource],
  ['close_time', ({ signal }) => time(signal.closeTimeMs)],
  ['created_at', ({ signal }) => time(signal.createdAtMs)],
  ['delivered_at', ({ deliveredAtMs }) => time(deliveredAtMs)],
  ['side', ({ signal }) => signal.side],
  ['probability_up', ({ signal }) => signal.probabilityUp],
  ['entry', ({ signal }) => signal.entry],
  ['stop', ({ signal }) => signal.stop],
  ['target', ({ signal }) => signal.target],
  ['horizon_candles', ({ signal }) => signal.horizonCandles],
  ['expected_value_bps', ({ signal }) => signal.expectedValueBps],
  ['cost_bps', ({ signal }) => signal.costBps],
  ['worth_trading', ({ signal }) => String(signal.worthTrading)],
  ['data_quality', ({ signal }) => signal.dataQuality.stamp],
  ['model_version', ({ signal }) => signal.modelVersion],
  ['direction', ({ outcome }) => outcome?.direction.type ?? null],
  ['direction_gross_bps', ({ outcome }) => outcome?.direction.grossBps ?? null],
  ['plan_touched', ({ outcome }) => outcome?.plan?.touched ?? null],
  ['plan_entry_price', ({ outcome }) => outcome?.plan?.entryPrice ?? null],
  ['plan_exit_time', ({ outcome }) => time(outcome?.plan?.exitTimeMs)],
  ['plan_exit_price', ({ outcome }) => outcome?.plan?.exitPrice ?? null],
  ['plan_gross_bps', ({ outcome }) => outcome?.plan?.grossBps ?? null],
  ['plan_net_bps', ({ outcome }) => outcome?.plan?.netBps ?? null],
];

/** Every signal of the last twelve months that the reader may see by now, losers and information included, the newest first. */
export async function signalHistory(ask: Ask, sources: { readonly signals: SignalReader }): Promise<SignalHistory> {
  const sinceMs = ask.nowMs - DAYS * DAY_MS;
  const rows: (readonly CsvValue[])[] = [];
  let fromMs: number | null = null;
  let beforeMs: number | null = null;
  while (rows.length < MOST) {
    const page: readonly ReaderSignal[] = await latestVisibleSignals(
      { ...ask, limit: PAGE, ...(beforeMs === null ? {} : { beforeMs }) },
      sources,
    );
    const whole = wholeInstants(page);
    const recent = whole.filter(({ signal }) => signal.closeTimeMs >= sinceMs);
    for (const row of recent) {
      rows.push(COLUMNS.map(([, read]) => read(row)));
      fromMs = Math.min(fromMs ?? Number.POSITIVE_INFINITY, row.signal.closeTimeMs);
    }
    const last = whole.at(-1);
    if (last === undefined || page.length < PAGE || recent.length < whole.length) break;
    beforeMs = last.signal.createdAtMs;
  }
  return {
    csv: csvText(
      COLUMNS.map(([name]) => name),
      rows,
    ),
    count: rows.length,
    fromMs,
  };
}

/** A full page without those of its last instant, of which the next page has all: pages go on before an instant. */
function wholeInstants(page: readonly ReaderSignal[]): readonly ReaderSignal[] {
  const lastMs = page.at(-1)?.signal.createdAtMs;
  if (page.length < PAGE) return page;
  const whole = page.filter(({ signal }) => signal.createdAtMs !== lastMs);
  return whole.length === 0 ? page : whole;
}
