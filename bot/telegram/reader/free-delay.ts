import { TIER_RIGHTS, type Tier } from '../../../billing/tiers.ts';
import type { BotDependencies } from '../dependencies.ts';
import { delayText } from '../locales/format.ts';

/** How much later Free hears on the timeframes followed, in words; null when it does not. */
export function freeDelay(deps: Pick<BotDependencies, 'series'>): string | null {
  return tierDelay(deps, 'free');
}

/** How much later a tier hears on the timeframes followed, in words; null when it hears at once. */
export function tierDelay({ series }: Pick<BotDependencies, 'series'>, tier: Tier): string | null {
  return delayText(
    TIER_RIGHTS[tier],
    series.map(({ timeframe }) => timeframe),
  );
}
