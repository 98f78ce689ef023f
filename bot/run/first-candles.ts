import { VenueError } from '../../engine/adapters/ccxt/venue-error.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import type { Pipeline } from '../../engine/pipeline.ts';
import type { Observe } from '../observe.ts';

/**
 * Fetches what every series lacks before anything is decided. A venue that cannot be asked holds up no other: it is said, and
 * the walk asks again. Returns whether every series could be asked. Rejects with what is not a venue's failure.
 */
export async function fetchFirstCandles({
  series,
  pipeline,
  observe,
  say,
}: {
  readonly series: readonly SeriesKey[];
  readonly pipeline: Pick<Pipeline, 'backfill'>;
  readonly observe: Observe;
  readonly say: (line: string) => void;
}): Promise<boolean> {
  const asked = await Promise.all(
    series.map(async (each) => {
      try {
        await pipeline.backfill(each);
        return true;
      } catch (error) {
        if (!(error instanceof VenueError)) throw error;
        observe.log({ type: 'walk-failed', series: each, error, repeats: 0 });
        say(`${seriesName(each)} cannot be asked now: ${error.message}`);
        return false;
      }
    }),
  );
  return asked.every(Boolean);
}
