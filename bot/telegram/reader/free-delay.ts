import { FREE_TIER, TIER_RIGHTS, type Tier } from '../../../billing/tiers.ts';
import type { Answers } from '../../answers/answers.ts';
import type { Texts } from '../messages/texts.ts';

/** How much later Free gets signals of the timeframes followed, in words; null when it does not. */
export function freeDelay(deps: Pick<Answers, 'series'>, texts: Pick<Texts, 'language'>): string | null {
  return tierDelay(deps, texts, FREE_TIER);
}

/** How much later a tier gets signals of the timeframes followed, in words; null when at once. */
export function tierDelay(
  { series }: Pick<Answers, 'series'>,
  { language }: Pick<Texts, 'language'>,
  tier: Tier,
): string | null {
  return language.format.delay(
    TIER_RIGHTS[tier],
    series.map(({ timeframe }) => timeframe),
  );
}
