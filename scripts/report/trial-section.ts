import type { TrialSignificance } from '../../engine/evaluation/trials.ts';
import { percentText, plainText, pValueText } from './number-text.ts';
import { section } from './page.ts';
import { factTable } from './table.ts';

const whole = (value: number): string => plainText(value, { digits: 0 });

/** A probability, never as a certainty. */
function chanceText(value: number | null): string {
  return value !== null && value > 0.9999 ? 'above 99.99 %' : percentText(value);
}

/** All configurations tried on the same markets: how much of the best result is selection. */
export function trialSection({ trials, superiorAbility, overfitting, sharpe }: TrialSignificance): string {
  const facts: (readonly [string, string])[] = [['configurations tried on these markets', whole(trials)]];
  if (superiorAbility !== null)
    facts.push([
      'superior ability (Hansen)',
      `p ${pValueText(superiorAbility.pValue)} for “none beats the reversal rule”; ` +
        `the best is ${superiorAbility.best}, over ${whole(superiorAbility.weeks)} weeks`,
    ]);
  if (overfitting !== null)
    facts.push([
      'probability of overfitting',
      `${percentText(overfitting.probability, { digits: 0 })} over ${whole(overfitting.splits)} splits`,
    ]);
  if (sharpe !== null) {
    facts.push(['Sharpe ratio above 0 (before cost)', chanceText(sharpe.probabilistic)]);
    facts.push(['the same, deflated by the trials', chanceText(sharpe.deflated)]);
    if (sharpe.minimumTrackRecord !== null)
      facts.push(['candles that would show it', whole(Math.ceil(sharpe.minimumTrackRecord))]);
  }
  return section(
    'All that was tried',
    factTable(facts),
    'The best of many looks better than it is; these figures know how many there were.',
  );
}
