import { clusteredMeanInterval, clustersOf } from '../statistics/clustered.ts';
import { DAY_MS } from '../time.ts';

const WEEK_MS = 7 * DAY_MS;

/** Net results of one market by the time at which each was decided or came, in one unit for all markets. */
export interface NetRecord {
  readonly timeMs: ArrayLike<number>;
  readonly net: ArrayLike<number>;
}

/** What the markets of a family and class came to together. */
export interface ClassVerdict {
  /** 95 % of the mean over all markets, clustered by week; null below eight weeks. */
  readonly interval: readonly [number, number] | null;
  /** Whether it lies above 0 and no single market's lies wholly below. */
  readonly isShown: boolean;
}

/** What follows a week's mood is one observation, in whichever markets it came. */
function weeklyInterval(markets: readonly NetRecord[]): readonly [number, number] | null {
  const rows = markets.flatMap(({ timeMs, net }) =>
    Array.from(timeMs, (time, at) => ({ week: Math.floor(time / WEEK_MS), net: net[at] ?? 0 })),
  );
  return clusteredMeanInterval(clustersOf(rows, { key: ({ week }) => week, value: (row) => row.net }));
}

/**
 * The class rule, of both families: a family and class counts as shown when the lower end of the 95 % interval of its net record over
 * all its markets together is above 0 and no single market's interval lies wholly below.
 */
export function judgeClass(markets: readonly NetRecord[]): ClassVerdict {
  const interval = weeklyInterval(markets);
  const isShown = interval !== null && interval[0] > 0 && markets.every((each) => !isShownWorthless(each));
  return { interval, isShown };
}

function isShownWorthless(market: NetRecord): boolean {
  const interval = weeklyInterval([market]);
  return interval !== null && interval[1] < 0;
}
