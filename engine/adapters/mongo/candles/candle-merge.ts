import { type CandleColumns, candleAt, emptyColumns } from '../../../market/candle.ts';
import type { CandleRevision } from '../../../market/revision.ts';
import { EXTRA, PLAIN } from './candle-bucket.ts';

/** Stored candles after an append, and which of them the append changed. */
export interface Merged {
  /** "same" when every incoming row was stored already. */
  readonly type: 'same' | 'changed';
  readonly columns: CandleColumns;
  readonly revisions: readonly CandleRevision[];
}

/**
 * Stored rows with incoming ones put in at their times; both ascend. The incoming value wins where both know one; an
 * unknown value (NaN) never displaces a known one, and filling in an unknown one is no revision.
 */
export function mergeCandles(stored: CandleColumns, incoming: CandleColumns): Merged {
  const rows = alignRows(stored.openTimeMs, incoming.openTimeMs);
  const merged = {
    ...emptyColumns(rows.length),
    spread: mergedExtra(stored.spread, incoming.spread, rows),
    takerBuyVolume: mergedExtra(stored.takerBuyVolume, incoming.takerBuyVolume, rows),
  };
  let changed = false;
  const revisions: CandleRevision[] = [];
  rows.forEach(({ old, fresh }, at) => {
    let filled = false;
    let revised = false;
    for (const name of [...PLAIN, ...EXTRA]) {
      const target = merged[name];
      const before = old === null ? Number.NaN : (stored[name]?.[old] ?? Number.NaN);
      const after = fresh === null ? Number.NaN : (incoming[name]?.[fresh] ?? Number.NaN);
      const value = Number.isNaN(after) ? before : after;
      if (target !== null) target[at] = value;
      if (Number.isNaN(after) || after === before) continue;
      if (Number.isNaN(before)) filled = true;
      else revised = true;
    }
    if (filled || revised) changed = true;
    if (revised && old !== null) {
      revisions.push({
        openTimeMs: merged.openTimeMs[at] ?? Number.NaN,
        before: candleAt(stored, old),
        after: candleAt(merged, at),
      });
    }
  });
  return { type: changed ? 'changed' : 'same', columns: merged, revisions };
}

interface AlignedRow {
  /** Row in the stored columns, null when the candle is new. */
  readonly old: number | null;
  /** Row in the incoming columns, null when nothing came for it. */
  readonly fresh: number | null;
}

function alignRows(stored: Float64Array, incoming: Float64Array): readonly AlignedRow[] {
  const rows: AlignedRow[] = [];
  let old = 0;
  let fresh = 0;
  while (old < stored.length || fresh < incoming.length) {
    const oldTime = stored[old] ?? Number.POSITIVE_INFINITY;
    const freshTime = incoming[fresh] ?? Number.POSITIVE_INFINITY;
    rows.push({ old: oldTime <= freshTime ? old : null, fresh: freshTime <= oldTime ? fresh : null });
    if (oldTime <= freshTime) old += 1;
    if (freshTime <= oldTime) fresh += 1;
  }
  return rows;
}

function mergedExtra(
  stored: Float64Array | null,
  incoming: Float64Array | null,
  rows: readonly AlignedRow[],
): Float64Array | null {
  return stored === null && incoming === null ? null : new Float64Array(rows.length).fill(Number.NaN);
}
