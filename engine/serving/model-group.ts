import { assetClass } from '../market/asset-class.ts';
import type { SeriesKey } from '../market/series.ts';
import type { Timeframe } from '../market/timeframe.ts';

/** Series that share an asset class and a timeframe, and therefore one model. */
export interface ModelGroup {
  /** Such as "crypto@1h". */
  readonly name: string;
  readonly timeframe: Timeframe;
  /** At least one; the registry's entries of the first one name the model that serves. */
  readonly series: readonly [SeriesKey, ...SeriesKey[]];
}

/** The name of the group that a market belongs to, whether it is followed or not: "forex@15m". */
export function modelGroupName(symbol: string, timeframe: Timeframe): string {
  return `${assetClass(symbol)}@${timeframe}`;
}

/** The groups of the followed series, in the order in which they are first named. */
export function modelGroupsOf(series: readonly SeriesKey[]): readonly ModelGroup[] {
  const names = [...new Set(series.map((each) => modelGroupName(each.symbol, each.timeframe)))];
  return names.flatMap((name) => {
    const [first, ...others] = series.filter((each) => modelGroupName(each.symbol, each.timeframe) === name);
    return first === undefined ? [] : [{ name, timeframe: first.timeframe, series: [first, ...others] as const }];
  });
}
