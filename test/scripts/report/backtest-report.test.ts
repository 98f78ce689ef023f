import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { chromium } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { backtest } from '../../../engine/backtest/backtest.ts';
import { plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import { judgeSweep } from '../../../engine/backtest/sweep/judge-sweep.ts';
import { createSweepRunner, sweepSize } from '../../../engine/backtest/sweep/sweep.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { linearAxis, logAxis, timeAxis } from '../../../scripts/report/axis.ts';
import { backtestReport, verdictLines } from '../../../scripts/report/backtest-report.ts';
import { packCandles } from '../../../scripts/report/candle-view/pack-candles.ts';
import { durationText, percentText, plainText, shortText } from '../../../scripts/report/number-text.ts';
import { scriptJson } from '../../../scripts/report/page.ts';
import { thinRows } from '../../../scripts/report/plot.ts';
import { sweepWarningText } from '../../../scripts/report/sweep-section.ts';
import { textCell, tradesCsv } from '../../../scripts/report/trades-csv.ts';
import { jumpyWalk, marketOf, PLAN, randomSignals } from '../../engine/backtest/backtest-fixtures.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/process/chromium.ts';

const percent = (fraction: number) => ({ type: 'percent', fraction }) as const;
const PLAN_WITH_LEVELS = { ...PLAN, stop: percent(0.02), target: percent(0.03) };

function resultOf(rows: number, seed = 1, name = 'BTC/USDT', every = 6) {
  return backtest(PLAN_WITH_LEVELS, [marketOf(jumpyWalk(rows, seed), randomSignals(rows, seed, every), name)]);
}

/** What a reader would stumble over, with a little of what stands around it. */
function nonsenseIn(html: string): readonly string[] {
  const shown = html.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, '');
  return shown.match(/.{0,40}(?:NaN|undefined|Infinity|\bnull\b).{0,20}/g) ?? [];
}

describe('the backtest report', () => {
  it('stays below a megabyte for 100,000 candles and as many trades as they allow, and for three times that', () => {
    for (const rows of [100_000, 300_000]) {
      const result = resultOf(rows, 3, 'BTC/USDT', 2);
      expect(result.statistics.trades).toBeGreaterThan(20_000);
      expect(Buffer.byteLength(backtestReport(result))).toBeLessThan(1_000_000);
    }
  }, 120_000);

  it('is the same for the same result', () => {
    expect(backtestReport(resultOf(500))).toBe(backtestReport(resultOf(500)));
  });

  it('asks nothing of a network', () => {
    const html = backtestReport(resultOf(2_000));
    expect(html).not.toMatch(/(?:src|href)\s*=|https?:|@import|url\(|fetch\(|XMLHttpRequest|sendBeacon|import\(/);
    expect(html).toContain("default-src 'none'");
  });

  it('shows a hostile market name as text, also in its data', () => {
    const name = '</script><img src=x onerror=alert(1)>"\'=cmd';
    const html = backtestReport(resultOf(300, 1, name), { source: name, notes: [name] });
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
        expect(nonsenseIn(backtestReport(resultOf(rows, seed)))).toEqual([]);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it('says that it lost, that cost ate the edge, and that few trades say nothing', () => {
    const { statistics, ...rest } = resultOf(300);
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

describe('the packed candles', () => {
  it('hold every candle to the step they say', () => {
    const result = resultOf(800, 4);
    const packed = packCandles(result);
    const bytes = inflateRawSync(Buffer.from(packed.base64, 'base64'));
    let at = 0;
    const whole = (): number => {
      for (let value = 0, scale = 1; ; scale *= 128) {
        const byte = bytes[at] ?? 0;
        at += 1;
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    };
    const signed = (): number => {
      const folded = whole();
      return folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
    };
    const [market] = result.markets;
    if (market === undefined) throw new Error('expected a market');
    const rows = market.candles.length;
    const steps = Array.from({ length: rows - 1 }, whole);
    expect(new Set(steps)).toEqual(new Set([1]));
    const opens = Array.from({ length: rows }, signed);
    const closes = Array.from({ length: rows }, signed);
    let close = 0;
    opens.forEach((move, row) => {
      const open = close + move;
      close = open + (closes[row] ?? 0);
      expect(Math.abs(Math.log(market.candles.open[row] ?? 0) - open * packed.logStep)).toBeLessThanOrEqual(
        packed.logStep,
      );
      expect(Math.abs(Math.log(market.candles.close[row] ?? 0) - close * packed.logStep)).toBeLessThanOrEqual(
        packed.logStep,
      );
    });
  });

  it('take times that are no multiples of the timeframe', () => {
    const candles = columnsOf(
      [0, 3_600_000, 7_200_123].map((openTimeMs) => ({ openTimeMs, open: 1, high: 2, low: 1, close: 2, volume: 1 })),
    );
    expect(packCandles(backtest(PLAN, [marketOf(candles, randomSignals(3, 1))])).unitMs).toBe(1);
  });
});

describe('trades as CSV', () => {
  it('has one line a trade, with figures that read back exactly', () => {
    const result = resultOf(400);
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
    expect(tradesCsv(resultOf(300, 1, '=2+5')).split('\n')[1]).toMatch(/^'=2\+5,/);
  });
});

describe('axes', () => {
  it.each([
    { axis: linearAxis({ from: 0, to: 1, format: shortText }), ticks: ['0', '0.2', '0.4', '0.6', '0.8', '1'] },
    { axis: linearAxis({ from: -0.03, to: 0.07, format: shortText }), ticks: ['−0.02', '0', '0.02', '0.04', '0.06'] },
    {
      axis: logAxis({ from: 900, to: 60_000, format: shortText }),
      ticks: ['1000', '2000', '5000', '10k', '20k', '50k'],
    },
    { axis: logAxis({ from: 1, to: 1e9, format: shortText }), ticks: ['1', '100', '10k', '1M', '100M'] },
    {
      axis: timeAxis({ from: Date.UTC(2020, 5, 3), to: Date.UTC(2023, 1, 1) }),
      ticks: ['2020-07', '2021-01', '2021-07', '2022-01', '2022-07', '2023-01'],
    },
    {
      axis: timeAxis({ from: Date.UTC(2020, 5, 3), to: Date.UTC(2020, 5, 4) }, 4),
      ticks: ['06-03', '06:00', '12:00', '18:00', '06-04'],
    },
  ])('puts ticks at $ticks', ({ axis, ticks }) => {
    expect(axis.ticks.map(({ text }) => text)).toEqual(ticks);
  });

  it('never yields ticks without bound or places that are no numbers', () => {
    const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        for (const axis of [
          linearAxis({ from: Math.min(a, b), to: Math.max(a, b), format: shortText }),
          logAxis({ from: Math.abs(a), to: Math.abs(b), format: shortText }),
          timeAxis({ from: Math.min(a, b) * 1_000, to: Math.max(a, b) * 1_000 }),
        ]) {
          expect(axis.ticks.length).toBeLessThan(60);
          for (const { at } of axis.ticks) expect(Number.isFinite(at)).toBe(true);
        }
      }),
      { seed: 3 },
    );
  });
});

describe('thinned lines', () => {
  it('keep the ends and the extremes', () => {
    const y = Float64Array.from(
      { length: 50_000 },
      (_, row) => Math.sin(row / 50) + (row === 12_345 ? 9 : row === 23_456 ? -9 : 0),
    );
    const x = y.map((_, row) => row);
    const rows = thinRows(x, y, 300);
    expect(rows.length).toBeLessThan(1_300);
    expect(rows).toEqual(expect.arrayContaining([0, 12_345, 23_456, 49_999]));
    expect([...rows].sort((a, b) => a - b)).toEqual(rows);
  });
});

describe('numbers in reports', () => {
  it.each([
    [percentText(0.1234), '12.34 %'],
    [percentText(-0.001, { digits: 1, signed: true }), '−0.1 %'],
    [percentText(-0.00001, { digits: 1, signed: true }), '0.0 %'],
    [percentText(null), '–'],
    [plainText(-1234567.891), '−1,234,567.89'],
    [plainText(1e21), '1.00e+21'],
    [shortText(12_500), '12.5k'],
    [shortText(-2_000_000), '−2M'],
    [durationText(90_000), '2 min'],
    [durationText(3 * 86_400_000), '3 days'],
    [scriptJson('</script>\u2028'), '"\\u003c/script>\\u2028"'],
  ])('%s is %s', (text, expected) => {
    expect(text).toBe(expected);
  });
});

const browserPath = findChromium();

describe.skipIf(browserPath === null)('the report in a browser (skipped where Chromium is absent)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backtest-report-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    { width: 390, scheme: 'light' as const },
    { width: 1280, scheme: 'dark' as const },
  ])('fits $width px in $scheme, asks for nothing, and tells each trade', async ({ width, scheme }) => {
    const result = resultOf(3_000, 9);
    const file = join(folder, `${width}.html`);
    writeFileSync(file, backtestReport(result));
    const browser = await chromium.launch({ executablePath: browserPath ?? '', args: [...CHROMIUM_FLAGS] });
    try {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
      const errors: string[] = [];
      const requests: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => errors.push(message.text()));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      await page.locator('output', { hasText: 'Drag to move' }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.locator('[data-act=before]').click();
      const { trades } = result.simulation;
      const last = trades.count - 1;
      const told = await page.locator('output').textContent();
      expect(told).toContain(
        `Trade ${trades.count} of ${trades.count}: ${(trades.side[last] ?? 0) > 0 ? 'Long' : 'Short'}`,
      );
      const [entry = Number.NaN, exit = Number.NaN] = [...(told ?? '').matchAll(/ at ([\d.]+)/g)].map((match) =>
        Number(match[1]),
      );
      expect(entry).toBeCloseTo(trades.entryRaw[last] ?? 0, 2);
      expect(exit).toBeCloseTo(trades.exitRaw[last] ?? 0, 2);
      await page.locator('[data-act=all]').click();
      await page.locator('canvas').press('+');
      expect(errors).toEqual([]);
      expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
