import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../../engine/backtest/backtest.ts';
import { plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { judgeSweep } from '../../../engine/backtest/sweep/judge-sweep.ts';
import { createSweepRunner, sweepSize } from '../../../engine/backtest/sweep/sweep.ts';
import { backtestReport, verdictLines } from '../../../scripts/report/backtest-report.ts';
import { sweepWarningText } from '../../../scripts/report/sweep-section.ts';
import { jumpyWalk, marketOf, PLAN, randomSignals } from '../../engine/backtest/backtest-fixtures.ts';
import { percent, resultOf } from './random-result.ts';

/** What a reader would stumble over, with a little of what stands around it. */
function nonsenseIn(html: string): readonly string[] {
  const shown = html.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, '');
  return shown.match(/.{0,40}(?:NaN|undefined|Infinity|\bnull\b).{0,20}/g) ?? [];
}

describe('the backtest report', () => {
  it('stays below a megabyte for 100,000 candles and as many trades as they allow, and for three times that', () => {
    for (const rows of [100_000, 300_000]) {
      const result = resultOf({ rows, seed: 3, every: 2 });
      expect(result.statistics.trades).toBeGreaterThan(20_000);
      expect(Buffer.byteLength(backtestReport(result))).toBeLessThan(1_000_000);
    }
  }, 120_000);

  it('is the same for the same result', () => {
    expect(backtestReport(resultOf({ rows: 500 }))).toBe(backtestReport(resultOf({ rows: 500 })));
  });

  it('asks nothing of a network', () => {
    const html = backtestReport(resultOf({ rows: 2_000 }));
    expect(html).not.toMatch(/(?:src|href)\s*=|https?:|@import|url\(|fetch\(|XMLHttpRequest|sendBeacon|import\(/);
    expect(html).toContain("default-src 'none'");
  });

  it('shows a hostile market name as text, also in its data', () => {
    const name = '</script><img src=x onerror=alert(1)>"\'=cmd';
    const html = backtestReport(resultOf({ rows: 300, name }), { source: name, notes: [name] });
    expect(html).not.toContain('<img');
    expect(html.match(/<\/script>/g)?.length).toBe(2);
  });

  it.each([
    { fact: 'no trade', signals: (rows: number) => plainSignals(new Uint8Array(rows)), rows: 200 },
    { fact: 'one candle', signals: (rows: number) => randomSignals(rows, 1), rows: 1 },
    { fact: 'two candles', signals: (rows: number) => randomSignals(rows, 1, 1), rows: 2 },
  ])('can be written with $fact', ({ signals, rows }) => {
    const html = backtestReport(backtest(PLAN, [marketOf(jumpyWalk(rows, 2), signals(rows))]));
    expect(nonsenseIn(html)).toEqual([]);
  });

  it('says nothing undefined, whatever happened', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), fc.integer({ min: 1, max: 1_000 }), (rows, seed) => {
        expect(nonsenseIn(backtestReport(resultOf({ rows, seed })))).toEqual([]);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it('says that it lost, that cost ate the edge, and that few trades say nothing', () => {
    const { statistics, ...rest } = resultOf({ rows: 300 });
    const said = (change: object): string =>
      verdictLines({ ...rest, statistics: { ...statistics, ...change } }).join(' ');
    expect(said({ netReturn: -0.1, grossReturn: 0.05, trades: 100 })).toMatch(/lost 10\.00 %.*cost ate the edge/);
    expect(said({ netReturn: -0.1, grossReturn: -0.05, trades: 100 })).toContain('lost before cost too');
    expect(said({ netReturn: 0.1, trades: 5 })).toContain('Only 5 trades');
    expect(said({ netReturn: 0.1, trades: 100, probabilisticSharpe: 0.8 })).toContain('not shown to be more than luck');
    expect(said({ netReturn: 0.1, trades: 100, probabilisticSharpe: 0.99, deflatedSharpe: 0.4 })).toContain(
      'things tried',
    );
    expect(said({ trades: 0 })).toContain('No trade');
  });

  it('shows a sweep as a heat map with the best cell ringed and its warnings', () => {
    const rows = 2_000;
    const markets = [marketOf(jumpyWalk(rows, 5), randomSignals(rows, 5))];
    const grid = {
      stops: [0.01, 0.02, 0.04].map(percent),
      targets: [0.01, 0.03].map(percent),
      thresholds: [null, 0.5],
      fees: [0.001],
    };
    const table = createSweepRunner({ plan: PLAN, markets, grid })(0, sweepSize(grid));
    const verdict = judgeSweep(grid, table);
    const html = backtestReport(backtest(PLAN, markets), { sweep: { grid, table, verdict } });
    expect(html.match(/ marked"/g)).toHaveLength(1);
    for (const warning of verdict.warnings) expect(html).toContain(sweepWarningText(warning).slice(0, 40));
    expect(html).toContain('Probability of backtest overfitting');
  });
});
