import type { SweepWarning } from '../../engine/backtest/sweep/judge-sweep.ts';

/** What a warning of a sweep means, one sentence. */
export function sweepWarningText(warning: SweepWarning): string {
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  switch (warning.code) {
    case 'nothing-traded':
      return 'No combination has traded often enough to have a Sharpe ratio.';
    case 'too-little-to-judge':
      return 'Too few days or combinations to tell luck from skill: take the best one as luck.';
    case 'is-luck':
      return (
        `The best combination is luck: in ${percent(warning.probability)} of the splits ` +
        'what was best in one half was below the median in the other.'
      );
    case 'may-be-luck':
      return (
        'The best combination may well be luck: what was best in one half was below the median in the other ' +
        `in ${percent(warning.probability)} of the splits.`
      );
    case 'as-without-skill':
      return (
        'So many combinations without any skill would show a best Sharpe ratio like this one: ' +
        `the deflated Sharpe ratio is ${warning.deflatedSharpe.toFixed(2)}, below 0.95.`
      );
    case 'best-loses':
      return 'Even the best combination loses money.';
    case 'neighbours-lose':
      return 'The combinations next to the best one lose money: it is a peak without a slope.';
    case 'few-trades':
      return `The best combination has ${warning.trades} trades, too few for any conclusion.`;
  }
}
