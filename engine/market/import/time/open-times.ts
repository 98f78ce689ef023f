import type { RawRows } from '../../clean/raw-rows.ts';
import { CandleFileError } from '../../csv/candle-file-error.ts';

/** A close may be stamped with the last instant of the candle, 23:59:59.999 or 23:59:59, or 23:59 where times have no seconds. */
const LAST_INSTANTS_MS = [1, 1_000, 60_000] as const;
const QUARTER_MS = 900_000;
/** Share of the rows that must be stamped so. */
const MOST = 0.9;

/** Rows under the times of their opens, which are those of the closes less a candle where the file stamps with the close. */
export function openTimes(
  rows: RawRows,
  { isClose, candleMs, name }: { readonly isClose: boolean; readonly candleMs: number | null; readonly name: string },
): RawRows {
  if (!isClose) return rows;
  if (candleMs === null)
    throw new CandleFileError(
      `${name}: expected times of the open, were times of the close of candles of unknown length`,
    );
  // Zones differ by quarters of an hour: a candle of theirs ends on one, whatever its length above that.
  const stepMs = Math.min(candleMs, QUARTER_MS);
  const share = (lackMs: number): number =>
    rows.openTimeMs.filter((timeMs) => Math.round(timeMs + lackMs) % stepMs === 0).length / rows.length;
  const lackMs = share(0) >= MOST ? 0 : (LAST_INSTANTS_MS.find((lack) => share(lack) >= MOST) ?? 0);
  return { ...rows, openTimeMs: rows.openTimeMs.map((timeMs) => Math.round(timeMs + lackMs) - candleMs) };
}
