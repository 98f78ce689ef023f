/** Why a position was left, in the order of EXIT_REASONS. */
export const EXIT_REASONS = [
  'stop',
  'target',
  'trailing',
  'break-even',
  'signal',
  'horizon',
  'time',
  'daily-loss',
  'drawdown',
  'level-break',
  'ruin',
  'end',
] as const;
/** Why a trade ended. */
export type ExitReason = (typeof EXIT_REASONS)[number];

const CODES: Readonly<Record<ExitReason, number>> = {
  stop: 0,
  target: 1,
  trailing: 2,
  'break-even': 3,
  signal: 4,
  horizon: 5,
  time: 6,
  'daily-loss': 7,
  drawdown: 8,
  'level-break': 9,
  ruin: 10,
  end: 11,
};

/** When within the exit candle a position was left. */
export const AT_OPEN = 0;
/** Moment of an exit: between open and close, where a stop, a target or a limit was reached. */
export const WITHIN = 1;
/** Moment of an exit: at the close of the candle. */
export const AT_CLOSE = 2;

/** Closed trades as columns, in the order in which they were closed; only the first `count` entries of each column are meant. */
export interface TradeLog {
  count: number;
  /** Number of the market in the plan's list. */
  market: Uint16Array;
  /** 1 long, −1 short. */
  side: Int8Array;
  /** Index into EXIT_REASONS. */
  reason: Uint8Array;
  /** AT_OPEN, WITHIN or AT_CLOSE of the exit candle. */
  exitMoment: Uint8Array;
  /** Rows of the trade's market. */
  entryRow: Int32Array;
  exitRow: Int32Array;
  /** Prices of the market at which the orders were carried out, before spread and slippage. */
  entryRaw: Float64Array;
  exitRaw: Float64Array;
  /** Prices paid and received. */
  entryPrice: Float64Array;
  exitPrice: Float64Array;
  /** Base units, positive. */
  units: Float64Array;
  /** Fees of both sides and funding, quote currency. */
  fees: Float64Array;
  /** Profit after all costs, quote currency. */
  pnl: Float64Array;
}

/** An empty log. */
export function createTradeLog(capacity = 256): TradeLog {
  return {
    count: 0,
    market: new Uint16Array(capacity),
    side: new Int8Array(capacity),
    reason: new Uint8Array(capacity),
    exitMoment: new Uint8Array(capacity),
    entryRow: new Int32Array(capacity),
    exitRow: new Int32Array(capacity),
    entryRaw: new Float64Array(capacity),
    exitRaw: new Float64Array(capacity),
    entryPrice: new Float64Array(capacity),
    exitPrice: new Float64Array(capacity),
    units: new Float64Array(capacity),
    fees: new Float64Array(capacity),
    pnl: new Float64Array(capacity),
  };
}

/** A longer copy of a column. */
function longer<C extends Float64Array | Int32Array | Uint8Array | Int8Array | Uint16Array>(wider: C, column: C): C {
  wider.set(column);
  return wider;
}

function grow(log: TradeLog): void {
  const wider = createTradeLog(2 * log.pnl.length);
  log.market = longer(wider.market, log.market);
  log.side = longer(wider.side, log.side);
  log.reason = longer(wider.reason, log.reason);
  log.exitMoment = longer(wider.exitMoment, log.exitMoment);
  log.entryRow = longer(wider.entryRow, log.entryRow);
  log.exitRow = longer(wider.exitRow, log.exitRow);
  log.entryRaw = longer(wider.entryRaw, log.entryRaw);
  log.exitRaw = longer(wider.exitRaw, log.exitRaw);
  log.entryPrice = longer(wider.entryPrice, log.entryPrice);
  log.exitPrice = longer(wider.exitPrice, log.exitPrice);
  log.units = longer(wider.units, log.units);
  log.fees = longer(wider.fees, log.fees);
  log.pnl = longer(wider.pnl, log.pnl);
}

/** One closed trade. Prices, units, fees and pnl as in TradeLog. */
export interface Trade {
  readonly market: number;
  readonly side: 1 | -1;
  readonly reason: ExitReason;
  readonly exitMoment: number;
  readonly entryRow: number;
  readonly exitRow: number;
  readonly entryRaw: number;
  readonly exitRaw: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly units: number;
  readonly fees: number;
  readonly pnl: number;
}

/** Adds a closed trade; the log makes room for itself. */
export function pushTrade(log: TradeLog, trade: Trade): void {
  if (log.count === log.pnl.length) grow(log);
  const at = log.count;
  log.market[at] = trade.market;
  log.side[at] = trade.side;
  log.reason[at] = CODES[trade.reason];
  log.exitMoment[at] = trade.exitMoment;
  log.entryRow[at] = trade.entryRow;
  log.exitRow[at] = trade.exitRow;
  log.entryRaw[at] = trade.entryRaw;
  log.exitRaw[at] = trade.exitRaw;
  log.entryPrice[at] = trade.entryPrice;
  log.exitPrice[at] = trade.exitPrice;
  log.units[at] = trade.units;
  log.fees[at] = trade.fees;
  log.pnl[at] = trade.pnl;
  log.count = at + 1;
}

/** The trade at `index`. Throws RangeError when there is none. */
function tradeAt(log: TradeLog, index: number): Trade {
  if (!(index >= 0 && index < log.count)) throw new RangeError(`expected a trade below ${log.count}, was ${index}`);
  const read = (column: { readonly [at: number]: number }): number => column[index] ?? Number.NaN;
  return {
    market: read(log.market),
    side: read(log.side) > 0 ? 1 : -1,
    reason: EXIT_REASONS[read(log.reason)] ?? 'end',
    exitMoment: read(log.exitMoment),
    entryRow: read(log.entryRow),
    exitRow: read(log.exitRow),
    entryRaw: read(log.entryRaw),
    exitRaw: read(log.exitRaw),
    entryPrice: read(log.entryPrice),
    exitPrice: read(log.exitPrice),
    units: read(log.units),
    fees: read(log.fees),
    pnl: read(log.pnl),
  };
}

/** All trades as values; for reports, not for millions. */
export function tradesOf(log: TradeLog): readonly Trade[] {
  return Array.from({ length: log.count }, (_, index) => tradeAt(log, index));
}
