// The backtest of the swing family and the outcomes of its signals share this arithmetic, so that they agree to the last bit.

/** A trade under way, for each unit that was entered. Prices in the quote currency. */
export interface OpenTrade {
  readonly side: 1 | -1;
  readonly entryPrice: number;
  /** Share of the units that is still held, 0..1. */
  readonly heldShare: number;
  /** Sum of share · price over the parts sold so far. */
  readonly soldFor: number;
}

/** A trade that is over. */
export interface ClosedTrade {
  readonly side: 1 | -1;
  readonly entryPrice: number;
  /** Mean price of all exits, trims included, weighted by the share sold at each. */
  readonly exitPrice: number;
}

/** A trade entered at a price. */
export function enterTrade(side: 1 | -1, price: number): OpenTrade {
  return { side, entryPrice: price, heldShare: 1, soldFor: 0 };
}

/** The trade after a share of what is held (0..1) was sold at a price. */
export function trimTrade(trade: OpenTrade, sellFraction: number, price: number): OpenTrade {
  const share = trade.heldShare * sellFraction;
  return { ...trade, heldShare: trade.heldShare - share, soldFor: trade.soldFor + share * price };
}

/** The trade once all that is held was sold at a price. */
export function leaveTrade({ side, entryPrice, heldShare, soldFor }: OpenTrade, price: number): ClosedTrade {
  return { side, entryPrice, exitPrice: soldFor + heldShare * price };
}
