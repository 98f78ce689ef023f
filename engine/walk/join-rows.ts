import { type CandleColumns, emptyColumns, sliceColumns } from '../market/candle.ts';

/**
 * Rows of both by open time, the second's where both have one (its unknown values do not displace known ones), the newest
 * `most` of them. Both ascend.
 */
export function joinRows(
  known: CandleColumns,
  incoming: CandleColumns,
  most: number = Number.POSITIVE_INFINITY,
): CandleColumns {
  if ((incoming.openTimeMs[0] ?? Number.POSITIVE_INFINITY) > (known.openTimeMs.at(-1) ?? Number.NEGATIVE_INFINITY))
    return newest(appended(known, incoming), most);
  const times = Float64Array.from(new Set([...known.openTimeMs, ...incoming.openTimeMs])).sort();
  const rows = { known: rowsAt(known, times), incoming: rowsAt(incoming, times) };
  const joined = {
    ...emptyColumns(times.length),
    openTimeMs: times,
    spread: known.spread === null && incoming.spread === null ? null : blank(times.length),
    takerBuyVolume: known.takerBuyVolume === null && incoming.takerBuyVolume === null ? null : blank(times.length),
  };
  for (const name of COLUMNS) {
    const target = joined[name];
    if (target === null) continue;
    for (let at = 0; at < times.length; at += 1) {
      const fresh = incoming[name]?.[rows.incoming[at] ?? -1] ?? Number.NaN;
      target[at] = Number.isNaN(fresh) ? (known[name]?.[rows.known[at] ?? -1] ?? Number.NaN) : fresh;
    }
  }
  return newest(joined, most);
}

const newest = (columns: CandleColumns, most: number): CandleColumns =>
  sliceColumns(columns, Math.max(0, columns.length - most));

/** The common case, twenty times as fast: everything that comes in is later than what is known. */
function appended(known: CandleColumns, incoming: CandleColumns): CandleColumns {
  const length = known.length + incoming.length;
  const joined = {
    ...emptyColumns(length),
    spread: known.spread === null && incoming.spread === null ? null : blank(length),
    takerBuyVolume: known.takerBuyVolume === null && incoming.takerBuyVolume === null ? null : blank(length),
  };
  for (const name of ['openTimeMs', ...COLUMNS] as const) {
    joined[name]?.set(known[name] ?? []);
    joined[name]?.set(incoming[name] ?? [], known.length);
  }
  return joined;
}

const COLUMNS = ['open', 'high', 'low', 'close', 'volume', 'spread', 'takerBuyVolume'] as const;

/** The row of each time, −1 where there is none. */
function rowsAt(columns: CandleColumns, times: Float64Array): Int32Array {
  let row = 0;
  return Int32Array.from(times, (timeMs) => {
    if (columns.openTimeMs[row] !== timeMs) return -1;
    row += 1;
    return row - 1;
  });
}

const blank = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);
