import type { BacktestResult } from '../../engine/backtest/backtest.ts';
import { entryResults } from '../../engine/backtest/statistics/entry-results.ts';
import type { SharpeLine, SwingVerdict } from '../../engine/swing/judge-swing.ts';
import type { Figures } from '../results/measured.ts';

type Interval = readonly [number, number] | null;

const pair = (found: Interval): [number, number] | null => (found === null ? null : [found[0], found[1]]);
const lineOf = ({ sharpe, sharpeInterval, maxDrawdown }: SharpeLine) => ({
  sharpe,
  interval: pair(sharpeInterval),
  maxDrawdown,
});
const overOf = ({ difference, interval }: SwingVerdict['holding']) => ({ difference, interval: pair(interval) });

/** What RESULTS.md keeps of the swing family over a past. */
export function swingFigures({ published, floor, holding, since2021, shown }: SwingVerdict): Figures {
  return {
    table: 'swing',
    published: lineOf(published),
    floor: lineOf(floor),
    overHolding: overOf(holding),
    since2021:
      since2021 === null ? null : { published: lineOf(since2021.published), overHolding: overOf(since2021.holding) },
    letOut: {
      from: shown.fromMs === null ? null : new Date(shown.fromMs).toISOString(),
      entries: shown.entries,
      sharpe: shown.sharpe,
    },
  };
}

/** What RESULTS.md keeps of a model that is traded by its expected value. */
export function byValueFigures(result: BacktestResult): Figures {
  const { entriesPerYear, meanNetBps, meanNetInterval } = entryResults(result);
  const { sharpe, maxDrawdown } = result.statistics;
  return { table: 'by-value', sharpe, entriesPerYear, meanNetBps, interval: pair(meanNetInterval), maxDrawdown };
}
