import { deflateRawSync } from 'node:zlib';
import type { BacktestResult } from '../../../engine/backtest/backtest.ts';
import type { BacktestMarket } from '../../../engine/backtest/plan/backtest-market.ts';
import { exitTimeMs } from '../../../engine/backtest/statistics/trade-summary.ts';
import type { CandleColumns } from '../../../engine/market/candle.ts';

/** Candles and trades as a browser unpacks them (unpack-candles.js): one deflated run of variable-length numbers in base64. */
export interface PackedCandles {
  readonly base64: string;
  readonly markets: readonly {
    readonly name: string;
    readonly candles: number;
    readonly trades: number;
    readonly startMs: number;
  }[];
  /** Times are whole numbers of this. */
  readonly unitMs: number;
  /** Prices are whole numbers of this step of their natural logarithm. */
  readonly logStep: number;
  /** So many candles of the test are one here. */
  readonly merged: number;
  /** Trades that are not in here: the oldest. */
  readonly leftOut: number;
}

/** Compressed bytes that candles and trades may take; base64 makes four of three, and the rest of a report needs some 120 kB. */
const CANDLE_BYTES = 430_000;
const TRADE_BYTES = 180_000;
/** More are merged, so that a drawing stays quick and the file small. */
const MOST_CANDLES = 130_000;
/** More than these never fit. */
const MOST_TRADES = 60_000;
/** A hundredth of a basis point: finer than any quote. */
const FINEST_LOG_STEP = 1e-6;
const MILLIONTH = 1e6;

/** Whole numbers as bytes of seven bits each, the smallest first; signed ones are folded to 0, −1, 1, −2, … first. */
class ByteWriter {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;

  whole(value: number): void {
    if (this.length + 8 > this.bytes.length) {
      const wider = new Uint8Array(2 * this.bytes.length);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length] = (rest % 128) | 128;
      this.length += 1;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length] = rest;
    this.length += 1;
  }

  signed(value: number): void {
    this.whole(value < 0 ? -2 * value - 1 : 2 * value);
  }

  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** Each `every` neighbouring candles as one. */
function mergeCandles(candles: CandleColumns, every: number): CandleColumns {
  if (every === 1) return candles;
  const length = Math.ceil(candles.length / every);
  const column = (read: (from: number, to: number) => number): Float64Array =>
    Float64Array.from({ length }, (_, at) => read(at * every, Math.min(candles.length, (at + 1) * every)));
  return {
    ...candles,
    length,
    openTimeMs: column((from) => candles.openTimeMs[from] ?? 0),
    open: column((from) => candles.open[from] ?? 0),
    high: column((from, to) => candles.high.subarray(from, to).reduce((most, value) => Math.max(most, value), 0)),
    low: column((from, to) => candles.low.subarray(from, to).reduce((least, value) => Math.min(least, value))),
    close: column((_, to) => candles.close[to - 1] ?? 0),
  };
}

/** The longest step of which all candle times are whole numbers: the timeframe, a second, or a millisecond. */
function timeUnit(markets: readonly CandleColumns[], timeframeMs: number): number {
  const fits = (unit: number): boolean =>
    markets.every(({ openTimeMs }) => openTimeMs.every((timeMs) => (timeMs - (openTimeMs[0] ?? 0)) % unit === 0));
  return [timeframeMs, 1_000].find(fits) ?? 1;
}

interface Steps {
  readonly unitMs: number;
  readonly logStep: number;
}

/**
 * Columns one after the other, which deflates better than rows: time, open against the close before, close, high and low
 * against the body.
 */
function writeCandles(writer: ByteWriter, candles: CandleColumns, { unitMs, logStep }: Steps): void {
  const { openTimeMs, length } = candles;
  const steps = (column: Float64Array): Float64Array => column.map((price) => Math.round(Math.log(price) / logStep));
  const [open, high, low, close] = [candles.open, candles.high, candles.low, candles.close].map(steps);
  if (open === undefined || high === undefined || low === undefined || close === undefined) return;
  for (let row = 1; row < length; row += 1)
    writer.whole(Math.round(((openTimeMs[row] ?? 0) - (openTimeMs[row - 1] ?? 0)) / unitMs));
  for (let row = 0; row < length; row += 1) writer.signed((open[row] ?? 0) - (row === 0 ? 0 : (close[row - 1] ?? 0)));
  for (let row = 0; row < length; row += 1) writer.signed((close[row] ?? 0) - (open[row] ?? 0));
  for (let row = 0; row < length; row += 1)
    writer.whole(Math.max(0, (high[row] ?? 0) - Math.max(open[row] ?? 0, close[row] ?? 0)));
  for (let row = 0; row < length; row += 1)
    writer.whole(Math.max(0, Math.min(open[row] ?? 0, close[row] ?? 0) - (low[row] ?? 0)));
}

/** Trades in the order of their entries. */
function writeTrades(
  writer: ByteWriter,
  { simulation: { trades }, plan }: BacktestResult,
  part: {
    readonly market: BacktestMarket;
    readonly indices: readonly number[];
    readonly steps: Steps;
    readonly merged: number;
  },
): void {
  const { market, indices, steps, merged } = part;
  const { candles } = market;
  const logOf = (price: number): number => Math.round(Math.log(price) / steps.logStep);
  let before = 0;
  for (const index of indices) {
    const [entryRow, exitRow] = [trades.entryRow[index] ?? 0, trades.exitRow[index] ?? 0];
    const [at, end] = [Math.floor(entryRow / merged), Math.floor(exitRow / merged)];
    const { timeframeMs } = plan;
    const leftMs = exitTimeMs(trades, index, { openTimeMs: candles.openTimeMs, timeframeMs });
    const isShort = (trades.side[index] ?? 0) < 0;
    writer.whole(at - before);
    writer.whole(end - at);
    writer.whole(
      ((trades.reason[index] ?? 0) * 2 + (isShort ? 1 : 0)) * 2 + (leftMs > (candles.openTimeMs[exitRow] ?? 0) ? 1 : 0),
    );
    writer.signed(logOf(trades.entryRaw[index] ?? 1) - logOf(candles.open[entryRow] ?? 1));
    writer.signed(logOf(trades.exitRaw[index] ?? 1) - logOf(candles.close[exitRow] ?? 1));
    const paid = (trades.units[index] ?? 0) * (trades.entryPrice[index] ?? 0);
    writer.signed(Math.round(((trades.pnl[index] ?? 0) / paid) * MILLIONTH));
    before = at;
  }
}

function deflated(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter();
  write(writer);
  return deflateRawSync(writer.written(), { level: 9 });
}

/** Entries of each market in time order, the newest `most` of all. */
function tradesByMarket(
  { simulation: { trades }, markets }: BacktestResult,
  most: number,
): readonly (readonly number[])[] {
  const newest = Array.from({ length: Math.min(most, trades.count) }, (_, at) => trades.count - 1 - at);
  return markets.map((_, number) =>
    newest
      .filter((index) => trades.market[index] === number)
      .sort((a, b) => (trades.entryRow[a] ?? 0) - (trades.entryRow[b] ?? 0) || a - b),
  );
}

/**
 * Candles and trades of a result, small enough for a report of less than a megabyte: prices are rounded as finely as the
 * room allows, very long runs of candles are merged, and of very many trades the oldest are left out.
 */
export function packCandles(result: BacktestResult): PackedCandles {
  const { markets, plan, candles } = result;
  const merged = Math.max(1, Math.ceil(candles / MOST_CANDLES));
  const columns = markets.map((market) => mergeCandles(market.candles, merged));
  const unitMs = timeUnit(columns, plan.timeframeMs);
  let logStep = FINEST_LOG_STEP;
  const candleBytes = (): number =>
    deflated((writer) => {
      for (const each of columns) writeCandles(writer, each, { unitMs, logStep });
    }).length;
  while (candleBytes() > CANDLE_BYTES) logStep *= 2;
  const steps = { unitMs, logStep };
  let most = Math.min(MOST_TRADES, result.simulation.trades.count);
  const writeAllTrades = (writer: ByteWriter): void =>
    tradesByMarket(result, most).forEach((indices, number) => {
      const market = markets[number];
      if (market !== undefined) writeTrades(writer, result, { market, indices, steps, merged });
    });
  for (let size = deflated(writeAllTrades).length; size > TRADE_BYTES; size = deflated(writeAllTrades).length)
    most = Math.floor((most * TRADE_BYTES * 0.97) / size);
  const all = deflated((writer) => {
    for (const each of columns) writeCandles(writer, each, steps);
    writeAllTrades(writer);
  });
  const counts = tradesByMarket(result, most).map((indices) => indices.length);
  return {
    base64: Buffer.from(all).toString('base64'),
    markets: markets.map(({ name }, number) => ({
      name,
      candles: columns[number]?.length ?? 0,
      trades: counts[number] ?? 0,
      startMs: columns[number]?.openTimeMs[0] ?? 0,
    })),
    unitMs,
    logStep,
    merged,
    leftOut: result.simulation.trades.count - most,
  };
}
