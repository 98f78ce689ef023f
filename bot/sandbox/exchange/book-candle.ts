/** A candle as the stand-in serves it. Unknown volumes are 0 here, as on a venue that has no word for unknown. */
export interface BookCandle {
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly takerBuyVolume: number;
}
