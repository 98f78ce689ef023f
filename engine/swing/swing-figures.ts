/** What followers of the published form lived through: a test holds it to the recorded candles that come with the repository. */
export interface SwingFigures {
  readonly entriesPerYear: number;
  /** Share of the entries that made money after 10 bps a side, 0..1. */
  readonly wonShare: number;
  /** Average win over average loss, in money of the account. */
  readonly winToLoss: number;
  /** Most losses in a row. */
  readonly lossesInRow: number;
  readonly symbol: string;
  /** First and last year of the candles. */
  readonly years: readonly [number, number];
}

/** Of BTC on Coinbase (RESULTS.md): the longest past that there is. */
export const SWING_FIGURES: SwingFigures = {
  entriesPerYear: 8.4,
  wonShare: 0.44,
  winToLoss: 8.3,
  lossesInRow: 5,
  symbol: 'BTC/USD',
  years: [2016, 2025],
};
