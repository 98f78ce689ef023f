import { assetClass } from '../../engine/market/asset-class.ts';
import { parseSeries, type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { SWING_TIMEFRAME } from '../../engine/swing/decide-swing.ts';

/** A series that the product follows, and whether the swing family decides on it as well as the next-candle family. */
export interface FollowedMarket {
  readonly series: SeriesKey;
  readonly isSwing: boolean;
}

/** What follows a series in MARKETS to add the swing family. */
const SWING_SUFFIX = '+swing';

/** The market that a text such as "binance:BTC/USDT@4h+swing" names; null when it does not have that form. */
export function parseFollowedMarket(text: string): FollowedMarket | null {
  const given = text.trim();
  const isSwing = given.endsWith(SWING_SUFFIX);
  const series = parseSeries(isSwing ? given.slice(0, -SWING_SUFFIX.length) : given);
  return series === null ? null : { series, isSwing };
}

/** "binance:BTC/USDT@4h+swing", as MARKETS has it. */
export function followedName({ series, isSwing }: FollowedMarket): string {
  return seriesName(series) + (isSwing ? SWING_SUFFIX : '');
}

/** Whether the swing family can decide on a series: its rule was tested on coins at one timeframe only. */
export function allowsSwing({ symbol, timeframe }: SeriesKey): boolean {
  return timeframe === SWING_TIMEFRAME && assetClass(symbol) === 'crypto';
}

/** The series of the markets that have the swing family. */
export function swingSeries(markets: readonly FollowedMarket[]): readonly SeriesKey[] {
  return markets.flatMap(({ series, isSwing }) => (isSwing ? [series] : []));
}
