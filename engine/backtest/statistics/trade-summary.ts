import { AT_CLOSE, AT_OPEN, type TradeLog } from '../simulate/trade-log.ts';

/** Figures of a group of closed trades. Returns are fractions of the value at entry, after cost; null when undefined. */
export interface TradeSummary {
  readonly trades: number;
  readonly winRate: number | null;
  /** Profit after cost, quote currency; before cost; and what cost took. */
  readonly netPnl: number;
  readonly grossPnl: number;
  readonly cost: number;
  /** Σ profits / Σ losses in money, after cost; null without losses. */
  readonly profitFactor: number | null;
  /** Mean return of a trade. */
  readonly expectancy: number | null;
  readonly averagePnl: number | null;
  readonly averageWin: number | null;
  readonly averageLoss: number | null;
  readonly bestTrade: number | null;
  readonly worstTrade: number | null;
  /** √n · mean / standard deviation of profits (V. Tharp's system quality number, as backtesting.py and vectorbt have it). */
  readonly sqn: number | null;
  readonly longestWinStreak: number;
  readonly longestLossStreak: number;
  readonly averageHoldingCandles: number | null;
  /** Values bought and sold, quote currency. */
  readonly tradedValue: number;
  /** Cost per side, in basis points of the traded value, at which these trades would have earned nothing. */
  readonly breakEvenCostBps: number | null;
}

/** Which trades a summary is of: one side or 0 for both, one market or −1 for all. */
export interface TradeGroup {
  readonly side: -1 | 0 | 1;
  readonly market: number;
}

/** Numbers of the trades in a group. */
function membersOf(log: TradeLog, { side, market }: TradeGroup): Int32Array {
  const members = new Int32Array(log.count);
  let count = 0;
  for (let index = 0; index < log.count; index += 1) {
    if (side !== 0 && log.side[index] !== side) continue;
    if (market >= 0 && log.market[index] !== market) continue;
    members[count] = index;
    count += 1;
  }
  return members.subarray(0, count);
}

interface Outcomes {
  readonly wins: number;
  readonly losses: number;
  readonly profit: number;
  readonly loss: number;
  readonly mean: number;
  readonly deviation: number;
  readonly longestWinStreak: number;
  readonly longestLossStreak: number;
}

function outcomesOf({ pnl: pnls }: TradeLog, members: Int32Array): Outcomes {
  const sums = { wins: 0, losses: 0, profit: 0, loss: 0 };
  let [mean, squares, winStreak, lossStreak, longestWinStreak, longestLossStreak] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < members.length; at += 1) {
    const pnl = pnls[members[at] ?? 0] ?? 0;
    // Welford's running mean and squares: a sum of squares would lose digits over many trades.
    const off = pnl - mean;
    mean += off / (at + 1);
    squares += off * (pnl - mean);
    winStreak = pnl > 0 ? winStreak + 1 : 0;
    lossStreak = pnl < 0 ? lossStreak + 1 : 0;
    if (winStreak > longestWinStreak) longestWinStreak = winStreak;
    if (lossStreak > longestLossStreak) longestLossStreak = lossStreak;
    if (pnl > 0) {
      sums.wins += 1;
      sums.profit += pnl;
    } else if (pnl < 0) {
      sums.losses += 1;
      sums.loss -= pnl;
    }
  }
  const deviation = members.length > 1 ? Math.sqrt(squares / (members.length - 1)) : 0;
  return { ...sums, mean, deviation, longestWinStreak, longestLossStreak };
}

interface Moves {
  readonly gross: number;
  readonly tradedValue: number;
  readonly returns: number;
  readonly best: number;
  readonly worst: number;
  readonly held: number;
}

function movesOf(log: TradeLog, members: Int32Array): Moves {
  const { pnl, units: sizes, entryRaw, exitRaw, entryPrice, side, exitRow, entryRow, exitMoment } = log;
  let [gross, tradedValue, returns, held] = [0, 0, 0, 0];
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (let at = 0; at < members.length; at += 1) {
    const index = members[at] ?? 0;
    const units = sizes[index] ?? 0;
    const [from, to] = [entryRaw[index] ?? 0, exitRaw[index] ?? 0];
    const share = (pnl[index] ?? 0) / (units * (entryPrice[index] ?? 0));
    gross += (side[index] ?? 0) * units * (to - from);
    tradedValue += units * (from + to);
    returns += share;
    if (share > best) best = share;
    if (share < worst) worst = share;
    held += (exitRow[index] ?? 0) - (entryRow[index] ?? 0) + (exitMoment[index] === AT_OPEN ? 0 : 1);
  }
  return { gross, tradedValue, returns, best, worst, held };
}

/** The figures of a group of trades. */
export function summariseTrades(log: TradeLog, group: TradeGroup): TradeSummary {
  const members = membersOf(log, group);
  const trades = members.length;
  const { wins, losses, profit, loss, mean, deviation, ...streaks } = outcomesOf(log, members);
  const { gross, tradedValue, returns, best, worst, held } = movesOf(log, members);
  const known = (value: number): number | null => (trades > 0 ? value : null);
  return {
    trades,
    winRate: known(wins / trades),
    netPnl: profit - loss,
    grossPnl: gross,
    cost: gross - (profit - loss),
    profitFactor: loss > 0 ? profit / loss : null,
    expectancy: known(returns / trades),
    averagePnl: known(mean),
    averageWin: wins > 0 ? profit / wins : null,
    averageLoss: losses > 0 ? -loss / losses : null,
    bestTrade: known(best),
    worstTrade: known(worst),
    sqn: deviation > 0 ? (Math.sqrt(trades) * mean) / deviation : null,
    ...streaks,
    averageHoldingCandles: known(held / trades),
    tradedValue,
    breakEvenCostBps: tradedValue > 0 ? (gross / tradedValue) * 1e4 : null,
  };
}

/** When a trade was left: the open of its exit candle, or its close for trades left there; a fill within counts as the open. */
export function exitTimeMs(
  log: TradeLog,
  index: number,
  market: { readonly openTimeMs: Float64Array; readonly timeframeMs: number },
): number {
  const openMs = market.openTimeMs[log.exitRow[index] ?? 0] ?? Number.NaN;
  return log.exitMoment[index] === AT_CLOSE ? openMs + market.timeframeMs : openMs;
}
