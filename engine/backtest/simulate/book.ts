import { filledPrice, moveValue } from '../../signals/fills.ts';
import type { BacktestMarket } from '../plan/backtest-market.ts';
import { adverseAt, fundingBetween } from '../plan/costs.ts';
import type { BacktestPlan } from '../plan/plan.ts';
import type { Position } from './positions.ts';
import { AT_CLOSE, type ExitReason, pushTrade, type TradeLog } from './trade-log.ts';

/** An exit about to be carried out: where, when and at which market price. */
export interface ExitOrder {
  readonly row: number;
  readonly moment: number;
  readonly raw: number;
  readonly reason: ExitReason;
  readonly isMaker: boolean;
}

/** Money, open positions and the newest known price of each market. */
export interface Book {
  readonly positions: readonly Position[];
  /** Newest known price per market. */
  readonly marks: Float64Array;
  readonly cash: number;
  /** Losing trades since the last one that was not. */
  readonly lossesInRow: number;
  forgetLosses(): void;
  equity(): number;
  /** Sum of the values of the open positions. */
  invested(): number;
  open(position: Position): void;
  close(position: Position, order: ExitOrder): void;
  /** Charges the funding due in (fromMs, toMs] to the positions of a market. */
  charge(market: number, span: readonly [number, number]): void;
}

/** The market of a number. Throws when there is none. */
export function marketAt(markets: readonly BacktestMarket[], number: number): BacktestMarket {
  const market = markets[number];
  if (market === undefined) throw new RangeError(`expected a market below ${markets.length}, was ${number}`);
  return market;
}

/** The trade that an exit makes of a position: its prices, its fees and what it adds to the money. */
function tradeOf(
  plan: BacktestPlan,
  { position, market }: { readonly position: Position; readonly market: BacktestMarket },
  { row, moment, raw, reason, isMaker }: ExitOrder,
) {
  const { side, units, entryRow, entryRaw, entryPrice, entryFee, funding } = position;
  const { fee, makerFee } = plan.costs;
  // A fill at the close knows its own candle; one at the open or within knows the candle before.
  const adverse = isMaker ? 0 : adverseAt(plan, market, moment === AT_CLOSE ? row : row - 1);
  const exitPrice = filledPrice(raw, side > 0 ? -1 : 1, adverse);
  const exitFee = units * exitPrice * (isMaker ? (makerFee ?? fee) : fee);
  const gain = moveValue(side, units, { from: entryPrice, to: exitPrice });
  const fees = entryFee + exitFee + funding;
  return {
    market: position.market,
    side,
    reason,
    exitMoment: moment,
    entryRow,
    exitRow: row,
    entryRaw,
    exitRaw: raw,
    entryPrice,
    exitPrice,
    units,
    fees,
    pnl: gain - fees,
    gain,
    exitFee,
  };
}

/** An empty book with the plan's money. Closed trades go to the log. */
export function createBook(plan: BacktestPlan, markets: readonly BacktestMarket[], log: TradeLog): Book {
  const marks = new Float64Array(markets.length);
  let positions: readonly Position[] = [];
  let cash = plan.startEquity;
  let lossesInRow = 0;
  const markOf = ({ market }: Position): number => marks[market] ?? 0;

  return {
    get positions() {
      return positions;
    },
    get cash() {
      return cash;
    },
    get lossesInRow() {
      return lossesInRow;
    },
    marks,
    forgetLosses() {
      lossesInRow = 0;
    },
    equity() {
      let sum = cash;
      for (const each of positions)
        sum += moveValue(each.side, each.units, { from: each.entryPrice, to: markOf(each) });
      return sum;
    },
    invested() {
      let sum = 0;
      for (const each of positions) sum += each.units * markOf(each);
      return sum;
    },
    open(position) {
      cash -= position.entryFee;
      positions = [...positions, position];
    },
    close(position, order) {
      const trade = tradeOf(plan, { position, market: marketAt(markets, position.market) }, order);
      cash += trade.gain - trade.exitFee;
      positions = positions.filter((each) => each !== position);
      lossesInRow = trade.pnl < 0 ? lossesInRow + 1 : 0;
      pushTrade(log, trade);
    },
    charge(number, span) {
      if (positions.length === 0) return;
      const rate = fundingBetween(plan, marketAt(markets, number), span);
      if (rate === 0) return;
      for (const each of positions) {
        if (each.market !== number) continue;
        const paid = each.side * rate * each.units * markOf(each);
        each.funding += paid;
        cash -= paid;
      }
    },
  };
}
