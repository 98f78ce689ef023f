import { describe, expect, it } from 'vitest';
import { textCell, tradesCsv } from '../../../scripts/report/trades-csv.ts';
import { resultOf } from './random-result.ts';

describe('trades as CSV', () => {
  it('has one line a trade, with figures that read back exactly', () => {
    const result = resultOf({ rows: 400 });
    const lines = tradesCsv(result).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + result.simulation.trades.count);
    const cells = (lines[1] ?? '').split(',');
    expect(cells[4]).toBe(String(result.simulation.trades.entryPrice[0]));
    expect(Number(cells[8])).toBe(result.simulation.trades.pnl[0]);
    expect(Date.parse(cells[3] ?? '')).toBeGreaterThanOrEqual(Date.parse(cells[2] ?? ''));
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['binance:BTC/USDT', 'binance:BTC/USDT'],
    ['a,b', '"a,b"'],
  ])('writes %j as %j, which no spreadsheet takes for a formula', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });

  it('guards the market name', () => {
    expect(tradesCsv(resultOf({ rows: 300, name: '=2+5' })).split('\n')[1]).toMatch(/^'=2\+5,/);
  });
});
