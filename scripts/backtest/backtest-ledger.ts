import { TIERS } from '../../billing/tiers.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import type { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { createMongoSignals } from '../../engine/adapters/mongo/signals.ts';
import type { BacktestResult } from '../../engine/backtest/backtest.ts';
import {
  type AudienceBacktest,
  type LedgerBacktest,
  type LedgerMarket,
  ledgerBacktest,
} from '../../engine/backtest/ledger/ledger-backtest.ts';
import { readLedger } from '../../engine/backtest/ledger/read-ledger.ts';
import type { BacktestPlan } from '../../engine/backtest/plan/plan.ts';
import { assetClass } from '../../engine/market/asset-class.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { CandleStore, LedgerEntry } from '../../engine/ports.ts';
import { sandboxDatabasesOn, withDatabase } from '../market-files/open-candles.ts';
import { durationText, percentText, plainText } from '../report/number-text.ts';
import { choiceOf } from '../terminal/arguments.ts';
import { textTable } from '../terminal/text-table.ts';
import { type BacktestValues, planOf } from './backtest-options.ts';

type Connection = Awaited<ReturnType<typeof connectMongo>>;

/** What was sent, backtested, and whose trades a report shows. */
export interface FinishedLedger {
  readonly tested: LedgerBacktest;
  readonly shown: AudienceBacktest | null;
  /** How prices within a candle were known, in words. */
  readonly rule: string;
}

const RULE = {
  finer:
    'entry at the first open of a finer candle after the delivery, exit by the printed plan: stop, target or horizon',
  rough:
    "entry at the open moved towards the candle's worst price by the square root of the elapsed share, exit by the printed plan",
  mixed:
    'entry at the first finer open after the delivery where there are finer candles, ' +
    'else at the open moved towards the worst price by the square root of the elapsed share; exit by the printed plan',
} as const;

/** The longest finer timeframe whose candles are stored over the span; null when none are. */
async function finerCandles(
  store: CandleStore,
  series: SeriesKey,
  [fromMs, toMs]: readonly [number, number],
): Promise<LedgerMarket['finer']> {
  const shorter = TIMEFRAMES.filter((timeframe) => timeframeMs(timeframe) < timeframeMs(series.timeframe));
  for (const timeframe of shorter) {
    const candles = await store.read({ ...series, timeframe }, fromMs, toMs);
    if (candles.length > 0) return { candles, candleMs: timeframeMs(timeframe) };
  }
  return null;
}

async function marketsOf(store: CandleStore, entries: readonly LedgerEntry[]): Promise<readonly LedgerMarket[]> {
  const byName = new Map(entries.map(({ signal }) => [seriesName(signal.series), signal.series]));
  return await Promise.all(
    [...byName].map(async ([name, series]) => {
      const candleMs = timeframeMs(series.timeframe);
      const times = entries
        .filter(({ signal }) => seriesName(signal.series) === name)
        .map(({ signal }) => signal.closeTimeMs);
      const span = [(times[0] ?? 0) - candleMs, (times.at(-1) ?? 0) + candleMs] as const;
      return {
        series,
        candles: await store.read(series, ...span),
        finer: await finerCandles(store, series, span),
      };
    }),
  );
}

async function readEntries(
  connection: Connection,
  place: Connection,
  asked: { readonly symbol: string | null; readonly timeframe: Timeframe },
): Promise<readonly LedgerEntry[]> {
  const { symbol, timeframe } = asked;
  const query = { timeframe, ...(symbol === null ? {} : { symbol }) };
  const entries = await readLedger(createMongoSignals(place), query);
  if (entries.length > 0) return entries;
  const replays = await sandboxDatabasesOn(connection).catch(() => []);
  const hint = replays.length === 0 ? '' : `; replays are in --database ${replays.join(', ')}`;
  throw new Error(
    `expected signals of ${symbol ?? 'any market'} at ${timeframe} in the ledger "${place.name}", was none${hint}`,
  );
}

/** Backtests the ledger of this installation. Throws when it has no signals. */
export async function testLedger(values: BacktestValues): Promise<FinishedLedger> {
  const timeframe = choiceOf('timeframe', TIMEFRAMES, values.timeframe ?? '');
  const tier = values.tier === null ? null : choiceOf('tier', ['record', ...TIERS], values.tier);
  return await withDatabase(async (connection) => {
    const place = values.database === null ? connection : connection.useDb(values.database);
    const entries = await readEntries(connection, place, { symbol: values.symbol, timeframe });
    const markets = await marketsOf(createMongoCandles(place), entries);
    const plan: BacktestPlan = planOf(
      values,
      markets.every(({ series }) => assetClass(series.symbol) === 'crypto'),
    );
    const tested = ledgerBacktest({ entries, markets, plan, audiences: TIERS.toReversed() });
    const withFiner = markets.filter(({ finer }) => finer !== null).length;
    const rule = withFiner === 0 ? RULE.rough : withFiner === markets.length ? RULE.finer : RULE.mixed;
    const shown =
      tested.audiences.find((each) =>
        tier === null ? each.audience !== 'record' && each.met > 0 : each.audience === tier,
      ) ?? null;
    return { tested, shown, rule };
  });
}

function tierJson({ result, audience, ...line }: AudienceBacktest) {
  const s: BacktestResult['statistics'] | undefined = result?.statistics;
  return {
    tier: audience,
    ...line,
    trades: s?.trades ?? 0,
    winRate: s?.winRate ?? null,
    netReturn: s?.netReturn ?? null,
    grossReturn: s?.grossReturn ?? null,
    buyAndHoldReturn: s?.buyAndHoldReturn ?? null,
    maxDrawdown: s?.maxDrawdown ?? null,
    sharpe: s?.sharpe ?? null,
    probabilisticSharpe: s?.probabilisticSharpe ?? null,
    breakEvenCostBps: s?.breakEvenCostBps ?? null,
  };
}

/** The ledger's backtest as one JSON value. */
export function ledgerJson({ tested, rule }: FinishedLedger, elapsedMs: number) {
  const { audiences: tiers, signals, withoutCandle, held } = tested;
  const [record] = tiers;
  const times = record?.result?.simulation.timeline.openTimeMs ?? new Float64Array(0);
  const iso = (timeMs: number | undefined): string | null =>
    timeMs === undefined ? null : new Date(timeMs).toISOString();
  return {
    source: 'ledger',
    rule,
    markets: record?.result?.markets.map(({ name }) => name) ?? [],
    from: iso(times[0]),
    to: iso(times.at(-1)),
    signals,
    withoutCandle,
    held,
    tiers: tiers.map(tierJson),
    elapsedMs,
  };
}

const bps = (value: number | null): string => plainText(value, { digits: 1, signed: true });

/** One sentence for each tier, for the top of a report. */
export function ledgerNotes({ tested, rule }: FinishedLedger): readonly string[] {
  const said = tested.audiences
    .filter(({ audience, met }) => audience !== 'record' && met > 0)
    .map(
      ({ audience, met, medianDelayMs, delayCostBps, recordReturnBps, meanReturnBps }) =>
        `${audience}: ${met} signals, half of them within ${durationText(medianDelayMs)} of the open; ` +
        `the delay cost ${bps(delayCostBps)} bps a trade (${bps(recordReturnBps)} at the open, ` +
        `${bps(meanReturnBps)} for its readers, before cost).`,
    );
  return [...said, `How: ${rule}.`];
}

/** The ledger's backtest as text for a terminal. */
export function ledgerText(finished: FinishedLedger, elapsedMs: number): string {
  const { tested, rule } = finished;
  const head = ['', 'met', 'late', 'unsent', 'delay', 'at the open', 'for readers', 'delay costs', 'won', 'net'];
  const rows = tested.audiences.map(({ audience, met, late, unsent, medianDelayMs, result, ...line }) => [
    audience,
    String(met),
    String(late),
    String(unsent),
    durationText(medianDelayMs),
    bps(line.recordReturnBps),
    bps(line.meanReturnBps),
    bps(line.delayCostBps),
    percentText(result?.statistics.winRate ?? null, { digits: 1 }),
    percentText(result?.statistics.netReturn ?? null, { signed: true }),
  ]);
  return [
    `${tested.signals} signals of the ledger${tested.withoutCandle > 0 ? `, ${tested.withoutCandle} without their candle` : ''}` +
      `${tested.held > 0 ? `, ${tested.held} held until a message ends them and not tested here` : ''}; ` +
      `returns in bps of a trade before cost, signed by its side`,
    textTable([head, ...rows]),
    `How: ${rule}.`,
    `took ${(elapsedMs / 1_000).toFixed(1)} s`,
  ].join('\n');
}
