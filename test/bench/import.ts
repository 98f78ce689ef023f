import { gunzipSync, gzipSync } from 'node:zlib';
import { clean } from '../../engine/market/clean/clean.ts';
import { readCells } from '../../engine/market/import/csv/cells.ts';
import { importCandles } from '../../engine/market/import/import-file.ts';
import { AS_WRITTEN } from '../../engine/market/import/layout.ts';
import { numberReader } from '../../engine/market/import/number-text.ts';
import { timeReader } from '../../engine/market/import/time/time-text.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { type Bench, bestMs } from './bench.ts';

const ROWS = 500_000;
const HEADER = 'time,open,high,low,close,volume';
const COMMA = 44;
const OPTIONS = { ...AS_WRITTEN, name: 'bench', symbol: 'BTC/USDT', candleMs: 60_000 };

/** A gzip CSV of minutes with prices of two decimals, as files have them. */
function file(): Buffer {
  const { openTimeMs, open, high, low, close, volume } = randomWalk({
    rows: ROWS,
    seed: 5,
    timeframeMs: 60_000,
    sigma: 0.001,
  });
  const lines = Array.from(openTimeMs, (timeMs, row) => {
    const prices = [open, high, low, close, volume].map((column) => ((column[row] ?? 0) * 100).toFixed(2));
    return `${new Date(timeMs).toISOString().replace('.000', '')},${prices.join(',')}`;
  });
  return gzipSync(`${HEADER}\n${lines.join('\n')}\n`);
}

/** Bytes to numbers and nothing else: what any reader of such a file must do. */
function bareParse(packed: Buffer): number {
  const bytes = gunzipSync(packed);
  const readers = HEADER.split(',').map((name) => (name === 'time' ? timeReader(true, null) : numberReader('point')));
  return readCells({ bytes, from: HEADER.length + 1, line: 2, delimiter: COMMA, readers, isOther: () => false }).length;
}

/** CSV.gz to clean candles (layout found out, every rule of cleaning run) beside unpacking and parsing the same bytes alone. */
export const IMPORT_BENCHES: readonly Bench[] = [
  {
    name: 'import: CSV.gz parsed and cleaned',
    unit: 'rows/s',
    async run() {
      const packed = file();
      const ours = await bestMs(4, () =>
        clean(importCandles(packed, OPTIONS).rows, { timeframe: '1m', calendar: 'always' }),
      );
      const reference = await bestMs(4, () => bareParse(packed));
      return { ours: (ROWS * 1e3) / ours, reference: (ROWS * 1e3) / reference, referenceName: 'gunzip and bare parse' };
    },
  },
];
