/** Candle lengths the product knows. The product predicts the middle four; the others are read, cleaned and aggregated. */
export const TIMEFRAMES = ['1m', '5m', '15m', '30m', '1h', '4h', '1d'] as const;
/** Length of a candle as exchanges write it. */
export type Timeframe = (typeof TIMEFRAMES)[number];

const LENGTH_MS: Readonly<Record<Timeframe, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
};

/** Length of one candle in milliseconds. */
export function timeframeMs(timeframe: Timeframe): number {
  return LENGTH_MS[timeframe];
}

/** The timeframe a text names, or null when it names none. Case matters: "1m" is a minute. */
export function parseTimeframe(text: string): Timeframe | null {
  return TIMEFRAMES.find((timeframe) => timeframe === text) ?? null;
}
