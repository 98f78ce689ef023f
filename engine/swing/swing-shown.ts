import { judgeClass } from '../signals/judge-class.ts';
import { followSwing, type SwingHistory } from './follow-swing.ts';
import { shownFromMs } from './shown-from.ts';
import { PUBLISHED_SWING_RULE } from './swing-rule.ts';

/** Cost of a side at which the family has to be worth something, as a fraction of what is traded: a spot taker's. */
const SIDE_COST = 0.001;

/**
 * Whether the family was shown to be worth more than nothing after cost by the past of all its markets together, equal parts of one
 * account. Asked at every entry for ever, so the test that may be looked at after every close (shown-from.ts) must have been passed; and
 * the class rule must hold as of now, so that a family that has lost it since, or loses in one market, is let out no more. Otherwise
 * an entry is information.
 */
export function isSwingShown(markets: readonly SwingHistory[], candleMs: number): boolean {
  if (markets.length === 0) return false;
  const plan = { candleMs, rule: PUBLISHED_SWING_RULE, cost: SIDE_COST, startEquity: 1 };
  const { returns, exposure } = followSwing(markets, plan);
  if (shownFromMs(returns, exposure) === null) return false;
  return judgeClass(markets.map((market) => followSwing([market], plan).returns)).isShown;
}
