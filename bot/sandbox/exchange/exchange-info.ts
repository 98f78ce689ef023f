import { decimalPlaces } from './unfinished-candle.ts';

/** The venue's id of a unified spot symbol: "BTC/USDT" → "BTCUSDT". Throws for anything but a spot symbol. */
export function marketId(symbol: string): string {
  const match = /^([A-Z0-9.]+)\/([A-Z0-9.]+)$/.exec(symbol);
  if (match === null) throw new Error(`expected a spot symbol such as BTC/USDT, was "${symbol}"`);
  return `${match[1]}${match[2]}`;
}

/** Body of /api/v3/exchangeInfo, with what ccxt reads of it. */
export function exchangeInfo(
  markets: readonly { readonly symbol: string; readonly lastPrice: number }[],
  { nowMs, weightPerMinute }: { readonly nowMs: number; readonly weightPerMinute: number },
): unknown {
  return {
    timezone: 'UTC',
    serverTime: nowMs,
    rateLimits: Number.isFinite(weightPerMinute)
      ? [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: weightPerMinute }]
      : [],
    exchangeFilters: [],
    symbols: markets.map(symbolInfo),
  };
}

function symbolInfo({ symbol, lastPrice }: { readonly symbol: string; readonly lastPrice: number }): unknown {
  const [baseAsset, quoteAsset] = symbol.split('/');
  const tickSize = (10 ** -Math.max(2, decimalPlaces(lastPrice))).toFixed(8);
  return {
    symbol: marketId(symbol),
    status: 'TRADING',
    baseAsset,
    baseAssetPrecision: 8,
    quoteAsset,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    orderTypes: ['LIMIT', 'MARKET'],
    icebergAllowed: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '1000000.00000000', tickSize },
      { filterType: 'LOT_SIZE', minQty: '0.00001000', maxQty: '9000.00000000', stepSize: '0.00001000' },
      { filterType: 'NOTIONAL', minNotional: '5.00000000', applyMinToMarket: true },
    ],
    permissions: ['SPOT'],
    permissionSets: [['SPOT']],
  };
}
