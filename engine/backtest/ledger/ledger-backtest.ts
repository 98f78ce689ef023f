import { type CandleColumns, candleAt, sliceColumns } from '../../market/candle.ts';
import { type SeriesKey, seriesName } from '../../market/series.ts';
import { meanOf } from '../../math.ts';
import type { LedgerEntry } from '../../ports.ts';
import { gainBps } from '../../signals/fills.ts';
import type { FinerCandles } from '../../signals/outcome.ts';
import type { Side } from '../../signals/signal.ts';
import { type BacktestResult, backtest } from '../backtest.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import type { BacktestPlan } from '../plan/plan.ts';
import { BacktestError, ENTER_LONG, ENTER_SHORT, plainSignals } from '../plan/signal-columns.ts';
import { type ReaderTrade, readerTrade } from './reader-trade.ts';

/** Candles of a series in the ledger. */
export interface LedgerMarket {
  readonly series: SeriesKey;
  readonly candles: CandleColumns;
  /** Candles of a shorter timeframe, to see prices within a candle; null when there are none. */
  readonly finer: FinerCandles | null;
}

/** A signal of the ledger as one reader met it. */
export interface MetSignal {
  readonly side: Side;
  /** Row of the candle it is about. */
  readonly row: number;
  readonly delayMs: number;
  /** As this reader could have followed the printed plan, and as the record counts it: in at the candle's open. */
  readonly own: ReaderTrade;
  readonly record: ReaderTrade;
}

/**
 * What an audience could have made of what was sent to it; "record" is the ledger's own claim: every signal,
 * entered at the open of the candle it is about. Returns are signed by the side, before cost, basis points.
 */
export interface AudienceBacktest {
  /** The audience of its deliveries, or "record". */
  readonly audience: string;
  /** Signals that reached the audience while their candle was still open. */
  readonly met: number;
  /** Sent when the candle was over already. */
  readonly late: number;
  /** Never sent: expired, refused, or of unknown fate. */
  readonly unsent: number;
  /** From the candle's open to the delivery. */
  readonly medianDelayMs: number | null;
  /** Mean return from this reader's entry to where the printed plan left. */
  readonly meanReturnBps: number | null;
  /** The same signals entered at the open: as the track record counts them. */
  readonly recordReturnBps: number | null;
  /** recordReturnBps − meanReturnBps. */
  readonly delayCostBps: number | null;
  /** Null when nothing was met. */
  readonly result: BacktestResult | null;
}

/** What the signals of a ledger would have earned, by audience and as recorded. */
export interface LedgerBacktest {
  readonly signals: number;
  /** Signals without candles to judge them by, or whose candle never came. */
  readonly withoutCandle: number;
  /** Positions held until a message ends them: not tested here, --family swing follows their rule. */
  readonly held: number;
  /** The record first, then the audiences that anything was sent to, in the order of the question. */
  readonly audiences: readonly AudienceBacktest[];
}

/** Which ledger entries to test, on which candles, under which plan. */
export interface LedgerQuestion {
  readonly entries: readonly LedgerEntry[];
  readonly markets: readonly LedgerMarket[];
  /** Every audience there may be, in the order of the result. */
  readonly audiences: readonly string[];
  /** Costs and sizes; entries and exits are those of the ledger: in within the candle, out by the printed plan. */
  readonly plan: BacktestPlan;
}

/** The line of the ledger's own claim, among those of the audiences. */
const RECORD = 'record';

type Fate = { readonly type: 'sent'; readonly delayMs: number } | { readonly type: 'late' | 'unsent' | 'not-for-them' };

/** When an audience got a signal; the record had it at the open. */
function fateOf({ signal, deliveries }: LedgerEntry, audience: string, candleMs: number): Fate {
  if (audience === RECORD) return { type: 'sent', delayMs: 0 };
  const theirs = deliveries.filter((delivery) => delivery.audience === audience);
  if (theirs.length === 0) return { type: 'not-for-them' };
  const times = theirs.flatMap(({ sentAtMs }) => (sentAtMs === null ? [] : [sentAtMs]));
  if (times.length === 0) return { type: 'unsent' };
  const delayMs = Math.min(...times) - signal.closeTimeMs;
  return delayMs >= candleMs ? { type: 'late' } : { type: 'sent', delayMs };
}

interface Met {
  readonly signals: readonly (readonly MetSignal[])[];
  readonly late: number;
  readonly unsent: number;
}

/** The signals that an audience met, market by market. */
function metBy(audience: string, { markets, plan }: LedgerQuestion, found: readonly Found[]): Met {
  const signals = markets.map((): MetSignal[] => []);
  let late = 0;
  let unsent = 0;
  for (const { entry, market, row } of found) {
    const fate = fateOf(entry, audience, plan.timeframeMs);
    if (fate.type === 'late') late += 1;
    else if (fate.type === 'unsent') unsent += 1;
    const { candles, finer = null } = markets[market] ?? {};
    if (fate.type !== 'sent' || candles === undefined) continue;
    const candle = candleAt(candles, row);
    const { delayMs } = fate;
    const read = { candleMs: plan.timeframeMs, finer };
    const record = readerTrade(entry.signal, candle, { ...read, delayMs: 0 });
    const own = readerTrade(entry.signal, candle, { ...read, delayMs });
    if (own === null || record === null) late += 1;
    else signals[market]?.push({ side: entry.signal.side, row, delayMs, own, record });
  }
  return { signals, late, unsent };
}

/**
 * A market whose candles begin, for readers of a signal, at the price they could have had: the simulator then enters
 * there as it enters at every open. Low and high still hold that price, since it lies between them. The level by which the
 * plan left is the signal's only one, at the price of that fill; without one the position is left at the candle's close.
 */
function marketOf({ series, candles }: LedgerMarket, met: readonly MetSignal[]): BacktestMarket {
  const { length } = candles;
  const action = new Uint8Array(length);
  const open = candles.open.slice();
  const [stopPrice, targetPrice] = [
    new Float64Array(length).fill(Number.NaN),
    new Float64Array(length).fill(Number.NaN),
  ];
  for (const { side, row, own } of met) {
    action[row - 1] = side === 'BUY' ? ENTER_LONG : ENTER_SHORT;
    open[row] = own.entry;
    if (own.touched === 'stop') stopPrice[row - 1] = own.exit;
    if (own.touched === 'target') targetPrice[row - 1] = own.exit;
  }
  const name = seriesName(series);
  const signals = { ...plainSignals(action), stopPrice, targetPrice };
  return { name, symbol: series.symbol, candles: { ...candles, open }, signals, sigma: null, atr: null, funding: null };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : meanOf(values);
}

const returnBps = (side: Side, { entry, exit }: ReaderTrade): number =>
  gainBps(side === 'BUY' ? 1 : -1, { from: entry, to: exit });

function audienceBacktest(audience: string, question: LedgerQuestion, found: readonly Found[]): AudienceBacktest {
  const { markets, plan } = question;
  const { signals, late, unsent } = metBy(audience, question, found);
  const met = signals.flat();
  const own = mean(met.map((each) => returnBps(each.side, each.own)));
  const record = mean(met.map((each) => returnBps(each.side, each.record)));
  return {
    audience,
    met: met.length,
    late,
    unsent,
    medianDelayMs: median(met.map(({ delayMs }) => delayMs)),
    meanReturnBps: own,
    recordReturnBps: record,
    delayCostBps: own === null || record === null ? null : record - own,
    result:
      met.length === 0
        ? null
        : backtest(
            plan,
            markets.map((market, number) => marketOf(market, signals[number] ?? [])),
          ),
  };
}

/** An entry with the candle it is about. */
interface Found {
  readonly entry: LedgerEntry;
  readonly market: number;
  readonly row: number;
}

/** Entries whose candle is there and follows the candle decided upon without a gap; one for each market and candle, the first decided. */
function findCandles({ entries, markets, plan }: LedgerQuestion): readonly Found[] {
  const rows = markets.map(({ candles }) => new Map(Array.from(candles.openTimeMs, (timeMs, row) => [timeMs, row])));
  const numbers = new Map(markets.map(({ series }, number) => [seriesName(series), number]));
  const taken = new Set<string>();
  return entries
    .toSorted((a, b) => a.signal.createdAtMs - b.signal.createdAtMs)
    .flatMap((entry) => {
      const name = seriesName(entry.signal.series);
      const market = numbers.get(name);
      if (market === undefined) return [];
      const { closeTimeMs } = entry.signal;
      const row = rows[market]?.get(closeTimeMs);
      const isAdjacent = rows[market]?.get(closeTimeMs - plan.timeframeMs) === (row ?? Number.NaN) - 1;
      const key = `${name}|${closeTimeMs}`;
      if (row === undefined || !isAdjacent || taken.has(key)) return [];
      taken.add(key);
      return [{ entry, market, row }];
    });
}

/** The rules of the ledger with a plan's costs, sizes and equity: one candle, in at a reader's price, out by the printed plan. */
function ledgerPlan(plan: BacktestPlan): BacktestPlan {
  return {
    ...plan,
    entry: { type: 'market' },
    stop: { type: 'signal' },
    target: { type: 'signal' },
    trailing: null,
    breakEven: null,
    horizonCandles: 1,
    timeExit: null,
    exitOnOpposite: false,
    maxPositions: 1,
    gaps: 'skip',
  };
}

/**
 * Backtests what was really sent: per audience the signals that it got, from the price they could have had when
 * they got them to where the printed plan left. Markets share one equity in equal parts. Pure. Throws BacktestError without
 * markets or with candles that are unsound.
 */
export function ledgerBacktest(question: LedgerQuestion): LedgerBacktest {
  const { markets } = question;
  const entries = question.entries.filter(({ signal }) => signal.horizonCandles !== null);
  if (markets.length === 0) throw new BacktestError('expected at least one market in the ledger, was none');
  const spans = markets.map((market) => ({ ...market, candles: spanOf(market, entries, question.plan.timeframeMs) }));
  const plan: BacktestPlan = {
    ...ledgerPlan(question.plan),
    sizing: { type: 'fraction', fraction: question.plan.maxExposure / markets.length },
  };
  const cut = { entries, markets: spans, plan, audiences: question.audiences };
  const found = findCandles(cut);
  const sentTo = new Set(entries.flatMap(({ deliveries }) => deliveries.map(({ audience }) => audience)));
  const audiences = question.audiences.filter((audience) => sentTo.has(audience));
  return {
    signals: question.entries.length,
    withoutCandle: entries.length - found.length,
    held: question.entries.length - entries.length,
    audiences: [RECORD, ...audiences].map((audience) => audienceBacktest(audience, cut, found)),
  };
}

/** The candles from the one decided upon first to the one after the last decision: what was before is no part of the test. */
function spanOf({ candles }: LedgerMarket, entries: readonly LedgerEntry[], candleMs: number): CandleColumns {
  const times = entries.map(({ signal }) => signal.closeTimeMs);
  const firstMs = times.reduce((least, timeMs) => Math.min(least, timeMs), Number.POSITIVE_INFINITY) - candleMs;
  const lastMs = times.reduce((most, timeMs) => Math.max(most, timeMs), Number.NEGATIVE_INFINITY);
  const from = candles.openTimeMs.findIndex((timeMs) => timeMs >= firstMs);
  const to = candles.openTimeMs.findLastIndex((timeMs) => timeMs <= lastMs) + 1;
  return from < 0 ? sliceColumns(candles, 0, 0) : sliceColumns(candles, from, to);
}
