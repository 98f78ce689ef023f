import type { CleanResult } from './clean.ts';
import type { ClockSlip } from './compare-clocks.ts';
import { type CleanFinding, keepRows, rawRowsOf } from './raw-rows.ts';

/**
 * A series without the stretches that another source has under other times: a candle stamped too early is look-ahead:
 * it holds later prices. They are not moved back, since where one clock gave way to the other is known to a few candles
 * only.
 */
export function dropSlips({ candles, findings }: CleanResult, slips: readonly ClockSlip[]): CleanResult {
  if (slips.length === 0) return { candles, findings };
  const keep = Uint8Array.from(candles.openTimeMs, (timeMs) =>
    slips.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs <= toMs) ? 0 : 1,
  );
  const told = slips.map(
    ({ fromMs, toMs, earlyHours, correlation, correlationMoved, candles: count }): CleanFinding => {
      const until = new Date(toMs).toISOString();
      const say =
        `until ${until} stamped ${Math.abs(earlyHours)} h ${earlyHours > 0 ? 'early' : 'late'} against the other source ` +
        `(returns correlate by ${correlation.toFixed(2)} as stamped, ${correlationMoved.toFixed(2)} moved)`;
      return { code: 'clock-slip', openTimeMs: fromMs, action: 'removed', candles: count, line: null, say };
    },
  );
  const { length, openTimeMs, open, high, low, close, volume, spread, takerBuyVolume } = keepRows(
    rawRowsOf(candles),
    keep,
  );
  return {
    candles: { length, openTimeMs, open, high, low, close, volume, spread, takerBuyVolume },
    findings: [...findings, ...told].sort((one, other) => one.openTimeMs - other.openTimeMs),
  };
}
