import { type AssetClass, assetClass } from '../../../engine/market/asset-class.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { SignalReader } from '../../../engine/ports.ts';
import type { SignalFamily } from '../../../engine/signals/signal.ts';
import { isShown, type TrackRecordReader } from '../../../engine/signals/track-record.ts';

/** A family and class that is followed. */
export interface FamilyOfClass {
  readonly family: SignalFamily;
  readonly assetClass: AssetClass;
}

/** What is followed, and where its record is read. */
export interface ShownSources {
  readonly series: readonly SeriesKey[];
  /** Those of them that the swing family decides on as well. */
  readonly swing: readonly SeriesKey[];
  readonly trackRecord: TrackRecordReader;
  readonly signals: Pick<SignalReader, 'latest'>;
}

/** What is followed and not shown yet to earn its cost, each family and class once. */
export async function unshownFamilies(sources: ShownSources): Promise<readonly FamilyOfClass[]> {
  const { series, swing, trackRecord, signals } = sources;
  const record = await trackRecord.read({});
  const [newest] = swing.length === 0 ? [] : await signals.latest({ family: 'swing', limit: 1 });
  // Long before its published entries are many enough, a swing is judged by its whole past: its newest entry says how.
  const isSwingWorth = newest?.signal.worthTrading === true;
  const followed = [
    ...series.map(({ symbol }) => ({ symbol, family: 'next-candle' as const })),
    ...swing.map(({ symbol }) => ({ symbol, family: 'swing' as const })),
  ];
  const unshown = followed
    .filter((each) => !isShown(record, each) && !(each.family === 'swing' && isSwingWorth))
    .map(({ symbol, family }) => ({ family, assetClass: assetClass(symbol) }));
  return [...new Map(unshown.map((each) => [`${each.family}|${each.assetClass}`, each])).values()];
}
