import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../../engine/signals/record-row.ts';
import { isShown, signalsRecord } from '../../../engine/signals/track-record.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { rowOf, ROW_START_MS as START_MS } from '../../support/signal-fixtures.ts';

/** One row a day for so many weeks, with the given results in turn. */
function daily(weeks: number, nets: readonly number[], changes: Partial<RecordRow> = {}): readonly RecordRow[] {
  return Array.from({ length: 7 * weeks }, (_, day) =>
    rowOf(nets[day % nets.length] ?? 0, { closeTimeMs: START_MS + day * DAY_MS, ...changes }),
  );
}

describe('the record of settled signals', () => {
  it('tells results by plan after cost, with the average win and loss beside the share of wins', () => {
    const { plan } = signalsRecord([
      rowOf(30),
      rowOf(10),
      rowOf(-50, { plan: { touched: 'stop', grossBps: -30, netBps: -50 } }),
    ]).published;
    expect(plan).toMatchObject({ count: 3, won: 2, lost: 1, stopped: 1, atTarget: 0, winShare: 2 / 3 });
    expect(plan).toMatchObject({ averageWinBps: 20, averageLossBps: -50 });
    expect(plan?.averageNetBps).toBeCloseTo(-10 / 3, 12);
  });

  it('counts the closes beside the signals', () => {
    const rows = [0, 0, 0, 4].map((hours) => rowOf(1, { closeTimeMs: START_MS + hours * HOUR_MS }));
    expect(signalsRecord(rows).published).toMatchObject({ count: 4, closes: 2 });
  });

  it('keeps what is worth trading, information and what reached nobody apart', () => {
    const rows = [rowOf(1), rowOf(2, { worthTrading: false }), rowOf(3, { worthTrading: false, inTime: false })];
    const { published, worthTrading, information, unreached } = signalsRecord(rows);
    expect([published, worthTrading, information, unreached].map(({ count }) => count)).toEqual([3, 1, 2, 1]);
  });

  it('has windows up to the newest signal, and months', () => {
    const { last7Days, last30Days, perMonth } = signalsRecord(daily(9, [5]));
    expect([last7Days.count, last30Days.count]).toEqual([7, 30]);
    expect(perMonth.map(({ month, published }) => [month, published.count])).toEqual([
      ['2024-03', 3],
      ['2024-02', 29],
      ['2024-01', 31],
    ]);
  });

  it('compounds an account at the printed sizes, the signals of one close in equal parts', () => {
    const later = START_MS + DAY_MS;
    const rows = [
      rowOf(100),
      rowOf(-300),
      rowOf(200, { closeTimeMs: later, size: 0.5 }),
      rowOf(9, { worthTrading: false }),
    ];
    const { equity } = signalsRecord(rows);
    const first = 1 + (Math.expm1(0.01) + Math.expm1(-0.03)) / 2;
    expect(equity.points.map(({ timeMs }) => timeMs)).toEqual([START_MS, later]);
    expect(equity.points[0]?.equity).toBeCloseTo(first, 12);
    expect(equity.points[1]?.equity).toBeCloseTo(first * (1 + 0.5 * Math.expm1(0.02)), 12);
    expect(equity.maxDrawdown).toBeCloseTo(1 - first, 12);
  });
});

describe('a class and family', () => {
  const other = { series: 'binance:ETH/USDT@4h', symbol: 'ETH/USDT' };
  const of = { symbol: 'SOL/USDT', family: 'next-candle' } as const;

  it.each([
    ['is shown when its weekly interval lies above 0', daily(12, [30, 10, -5]), true],
    ['is not shown before eight weeks', daily(6, [30, 10, -5]), false],
    ['is not shown when the interval contains 0', daily(12, [300, -290, 5]), false],
    ['is not shown by what was information', daily(12, [30, 10, -5], { worthTrading: false }), false],
    [
      'is not shown when one market lies wholly below',
      [...daily(12, [90, 70]), ...daily(12, [-10, -12], other)],
      false,
    ],
  ] as const)('%s', (_, rows, shown) => {
    expect(isShown(signalsRecord(rows), of)).toBe(shown);
  });

  it('is no other class or family', () => {
    const record = signalsRecord(daily(12, [30, 10, -5]));
    expect(isShown(record, { ...of, family: 'swing' })).toBe(false);
    expect(isShown(record, { ...of, symbol: 'EUR/USD' })).toBe(false);
  });
});
