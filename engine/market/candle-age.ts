import { HOUR_MS } from '../time.ts';

/** How far the clocks of a source and of this machine may be apart before a candle counts as one of the future, milliseconds. */
const CLOCK_TOLERANCE_MS = 120_000;

/** The same for candles of a length: never more than half a candle. */
export function clockToleranceMs(candleMs: number): number {
  return Math.min(CLOCK_TOLERANCE_MS, candleMs / 2);
}

/** closed: over. running: it opened and is not over yet (or opens within the tolerance of clocks). future: it opens after now. */
export type CandleAge = 'closed' | 'running' | 'future';

/** Where a candle stands at nowMs. */
export function candleAge(
  openTimeMs: number,
  { candleMs, nowMs }: { readonly candleMs: number; readonly nowMs: number },
): CandleAge {
  if (openTimeMs + candleMs <= nowMs) return 'closed';
  return openTimeMs > nowMs + clockToleranceMs(candleMs) ? 'future' : 'running';
}

/** The easternmost time zone, and an hour for a candle that had only begun. */
const MOST_AHEAD_MS = 15 * HOUR_MS;

/**
 * What a candle of the future means for its clock, in words: one that opens within fifteen hours was stamped by a clock that is not UTC, a
 * later one has a wrong date or unit.
 */
export function futureText(
  openTimeMs: number,
  { candleMs, nowMs }: { readonly candleMs: number; readonly nowMs: number },
): string {
  const opens = `opens ${new Date(openTimeMs).toISOString()}, after now (${new Date(nowMs).toISOString().slice(0, 16)}Z)`;
  if (!isWithinZones(openTimeMs, nowMs))
    return `expected candles up to now, one ${opens}: its date or its unit is wrong`;
  const aheadMs = Math.max(HOUR_MS, openTimeMs - Math.floor(nowMs / candleMs) * candleMs);
  const quarters = Math.min(14 * 4, Math.ceil(aheadMs / (HOUR_MS / 4)));
  const offset = `+${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
  return `the clock is not UTC: a candle ${opens}; it looks like UTC${offset} or further east${citiesFrom(quarters / 4)}`;
}

/** Where exports in local time mostly come from, by hours ahead of UTC. */
const CITIES = [
  { hours: 2, say: '+02:00 or +03:00 (servers of MetaTrader)' },
  { hours: 8, say: '+08:00 (Shanghai, Singapore)' },
  { hours: 9, say: '+09:00 (Seoul, Tokyo)' },
  { hours: 10, say: '+10:00 (Sydney)' },
] as const;

function citiesFrom(hours: number): string {
  const likely = CITIES.filter((city) => city.hours >= hours).map(({ say }) => say);
  return likely.length === 0 ? '' : `, such as ${likely.slice(0, 3).join(', ')}`;
}

/** Whether a candle of the future may be one of a clock in another time zone. */
export function isWithinZones(openTimeMs: number, nowMs: number): boolean {
  return openTimeMs - nowMs <= MOST_AHEAD_MS;
}
