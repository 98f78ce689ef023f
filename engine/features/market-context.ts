import { assetClass } from '../market/asset-class.ts';
import type { CandleColumns } from '../market/candle.ts';
import type { ContextColumns } from '../market/context-columns.ts';
import { computeFeatures } from './compute.ts';

/** A market by its symbol, with candles of the common timeframe. */
export interface MarketOf {
  readonly symbol: string;
  readonly columns: CandleColumns;
}

/** The coin whose moves the others follow. */
const LEADER = 'BTC';
const DOLLARS = new Set(['USD', 'USDT', 'USDC', 'BUSD', 'FDUSD', 'DAI']);

const baseOf = (symbol: string): string => symbol.split('/')[0] ?? '';

/** Whether a symbol is of the coin whose moves the others follow. */
export const isLeader = (symbol: string): boolean => baseOf(symbol) === LEADER && assetClass(symbol) === 'crypto';

/** 1 where the price of the symbol rises when the dollar falls, −1 the other way round; null where it is quoted in neither. */
export function dollarSide(symbol: string): 1 | -1 | null {
  const [base = '', quote = ''] = symbol.split(':')[0]?.split('/') ?? [];
  if (DOLLARS.has(quote)) return 1;
  return DOLLARS.has(base) ? -1 : null;
}

/** A number in [0, 1) that stands for a symbol (FNV-1a): trees can split by it, and no list of symbols is needed. */
export function symbolCode(symbol: string): number {
  let hash = 0x811c9dc5;
  for (const letter of symbol) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}

interface Told {
  readonly openTimeMs: Float64Array;
  readonly returns: Float64Array;
  readonly locations: Float64Array;
}

/** Candles are never changed in place, so what they say is computed once for all markets that look at them. */
const toldOnce = new WeakMap<CandleColumns, Told>();

function toldBy({ columns }: MarketOf, timeframeMs: number): Told {
  const known = toldOnce.get(columns);
  if (known !== undefined) return known;
  const { columns: told } = computeFeatures(columns, timeframeMs, ['return_1', 'close_location']);
  const [returns = new Float64Array(0), locations = new Float64Array(0)] = told;
  const fresh = { openTimeMs: columns.openTimeMs, returns, locations };
  toldOnce.set(columns, fresh);
  return fresh;
}

/** For each row of one market the row of another with the same opening time, −1 where there is none. */
function rowsAt(openTimeMs: Float64Array, others: Float64Array): Int32Array {
  const rows = new Int32Array(openTimeMs.length).fill(-1);
  let at = 0;
  for (let row = 0; row < openTimeMs.length; row += 1) {
    while (at < others.length && (others[at] ?? 0) < (openTimeMs[row] ?? 0)) at += 1;
    if (others[at] === openTimeMs[row]) rows[row] = at;
  }
  return rows;
}

/** A mean per row over the markets that know something at it. */
interface RowMeans {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

const emptyMeans = (length: number): RowMeans => ({
  sums: new Float64Array(length),
  counts: new Float64Array(length),
});

/** Adds another market's values at `rows` (−1: none), turned round when its dollar stands on the other side. */
function addToMeans(
  { sums, counts }: RowMeans,
  values: Float64Array,
  { rows, sign }: { readonly rows: Int32Array; readonly sign: number },
): void {
  for (let row = 0; row < rows.length; row += 1) {
    const value = values[rows[row] ?? -1] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sums[row] = (sums[row] ?? 0) + sign * value;
    counts[row] = (counts[row] ?? 0) + 1;
  }
}

/** 0 / 0 is NaN: unknown where no market knows. */
const meanOf = ({ sums, counts }: RowMeans): Float64Array => sums.map((sum, row) => sum / (counts[row] ?? 0));

/**
 * How the other markets did over each candle of market `at`: the leader's move and close, and the mean of all others,
 * turned into the market's own direction.
 */
function contextOf(markets: readonly MarketOf[], told: readonly Told[], at: number): ContextColumns {
  const target = markets[at];
  const own = told[at];
  if (target === undefined || own === undefined) return {};
  const { symbol, columns } = target;
  const ownSide = dollarSide(symbol);
  const returns = emptyMeans(columns.length);
  const locations = emptyMeans(columns.length);
  const leaderAt = markets.findIndex((market) => isLeader(market.symbol));
  markets.forEach((market, other) => {
    const side = dollarSide(market.symbol);
    const theirs = told[other];
    if (other === at || theirs === undefined || side === null || ownSide === null) return;
    const rows = rowsAt(own.openTimeMs, theirs.openTimeMs);
    addToMeans(returns, theirs.returns, { rows, sign: side * ownSide });
    addToMeans(locations, theirs.locations, { rows, sign: side * ownSide });
  });
  const context = { marketReturn: meanOf(returns), marketCloseLocation: meanOf(locations) };
  const leader = told[leaderAt];
  if (leader === undefined || baseOf(symbol) === LEADER) return context;
  const rows = rowsAt(own.openTimeMs, leader.openTimeMs);
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : (values[row] ?? Number.NaN)));
  return { ...context, leaderReturn: pick(leader.returns), leaderCloseLocation: pick(leader.locations) };
}

/** One of several markets with what the others did, as withMarketContext has it for all: a decision about one needs no other. */
export function inMarketContext<Market extends MarketOf>(
  market: Market,
  others: readonly MarketOf[],
  timeframeMs: number,
): Market {
  if (others.length === 0) return market;
  const markets = [market, ...others];
  const told = markets.map((each) => toldBy(each, timeframeMs));
  return withContextOf(market, contextOf(markets, told, 0));
}

function withContextOf<Market extends MarketOf>(market: Market, told: ContextColumns): Market {
  const { columns, symbol } = market;
  const symbolCodes = new Float64Array(columns.length).fill(symbolCode(symbol));
  return { ...market, columns: { ...columns, context: { ...columns.context, ...told, symbolCode: symbolCodes } } };
}

/**
 * Several markets of one timeframe, each with what the others did over the very same candles; a single market stays as
 * it is. Row i knows candles that closed when candle i did, and none later: candles are joined by the time they opened,
 * and a market without a candle at that time does not count.
 */
export function withMarketContext<Market extends MarketOf>(
  markets: readonly Market[],
  timeframeMs: number,
): readonly Market[] {
  if (markets.length < 2) return markets;
  const told = markets.map((market) => toldBy(market, timeframeMs));
  return markets.map((market, at) => withContextOf(market, contextOf(markets, told, at)));
}
