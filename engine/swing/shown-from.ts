import { meanOf } from '../math.ts';
import type { PeriodReturns } from './trend-floor.ts';

/** Shares of what an unlevered account could put into the positions, bet in equal parts: no share has to be guessed. */
const BETS = [0.125, 0.25, 0.5, 1] as const;
/** Wealth of a bettor that a worthless family reaches with a probability of at most 1/20, however often one looks (Ville 1939). */
const SHOWN_WEALTH = 20;

/**
 * When a family was first shown to be worth more than nothing after cost: the start of the period at whose end a bettor on its net returns
 * had turned 1 into 20, or null. While no period's expected net return is above 0 his wealth is a supermartingale, so this may be looked
 * at after every close for ever (testing by betting: Shafer 2021; Waudby-Smith and Ramdas 2024). `exposure` is the share of the account at
 * risk in each period, known when it began: a bet of 1 scales it up to the whole account, so that wealth never falls below 0.
 */
export function shownFromMs({ timeMs, net }: PeriodReturns, exposure: Float64Array): number | null {
  const wealth: number[] = BETS.map(() => 1);
  for (let at = 0; at < timeMs.length; at += 1) {
    const risk = exposure[at] ?? 0;
    if (!(risk > 0)) continue;
    BETS.forEach((bet, which) => {
      wealth[which] = (wealth[which] ?? 1) * Math.max(0, 1 + (bet * (net[at] ?? 0)) / risk);
    });
    if (meanOf(wealth) >= SHOWN_WEALTH) return timeMs[at] ?? null;
  }
  return null;
}
