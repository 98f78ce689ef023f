import { TIER_RIGHTS } from '../../../billing/plans.ts';
import type { BotDependencies } from '../dependencies.ts';
import { delayText } from '../locales/format.ts';

/** How much later Free hears on the timeframes followed, in words; null when it does not. */
export function freeDelay({ series }: Pick<BotDependencies, 'series'>): string | null {
  return delayText(
    TIER_RIGHTS.free,
    series.map(({ timeframe }) => timeframe),
  );
}
