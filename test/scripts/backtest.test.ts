import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { randomWalk } from '../support/candles/random-walk.ts';
import { writeCandles } from '../support/candles/write-candles.ts';
import { runScript } from '../support/process/run-script.ts';
import { sharedPath } from '../support/shared.ts';

const bitstamp = sharedPath('data/BTCUSD_bitstamp_1h_2018-2022.csv.gz');
const skipReason = bitstamp === null ? ' (skipped: ../shared/data is absent)' : '';

/** The promised fields of --json (scripts/README.md); more may come. */
const promised = z.object({
  markets: z.array(z.string()),
  from: z.string(),
  to: z.string(),
  candles: z.number(),
  trades: z.number(),
  winRate: z.number().nullable(),
  netReturn: z.number(),
  grossReturn: z.number(),
  buyAndHoldReturn: z.number(),
  maxDrawdown: z.number(),
  sharpe: z.number().nullable(),
  sortino: z.number().nullable(),
  profitFactor: z.number().nullable(),
  exposure: z.number(),
  turnover: z.number(),
  breakEvenCostBps: z.number().nullable(),
  probabilisticSharpe: z.number().nullable(),
  deflatedSharpe: z.number().nullable(),
  perYear: z.array(z.object({ year: z.number(), netReturn: z.number() })),
  elapsedMs: z.number(),
  candlesPerSecond: z.number(),
});

describe('npm run backtest', () => {
  let folder: string;
  let data: string;
  const walk = randomWalk({ rows: 3_000, seed: 8 });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'backtest-'));
    data = join(folder, 'walk.csv');
    writeCandles(data, walk);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (words: readonly string[]) => runScript('backtest', words);
  const asked = (words: readonly string[]) => run(['--data', `BTC/USDT=${data}`, '--timeframe', '1h', ...words]);

  it('prints one JSON object with all that was promised', () => {
    const { status, stdout } = asked(['--rule', 'ema-cross', '--stop', '2%', '--target', '4%', '--json']);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const result = promised.parse(JSON.parse(stdout));
    expect(result).toMatchObject({ markets: ['BTC/USDT'], candles: 3_000 });
    expect(result.trades).toBeGreaterThan(20);
  });

  it('trades a file of signals, and writes trades and report', () => {
    const signals = join(folder, 'signals.csv');
    const time = (row: number): string => new Date(walk.openTimeMs[row] ?? 0).toISOString();
    writeFileSync(signals, `time,signal\n${time(10)},BUY\n${time(20)},EXIT\n${time(30)},SELL\n`);
    const [trades, report] = [join(folder, 'trades.csv'), join(folder, 'report.html')];
    const { status, stdout, stderr } = asked([
      '--signals',
      signals,
      '--horizon',
      '15',
      '--cost-bps',
      '5',
      '--trades',
      trades,
      '--report',
      report,
      '--json',
    ]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(promised.parse(JSON.parse(stdout)).trades).toBe(2);
    const lines = readFileSync(trades, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('signal');
    expect(lines[2]).toContain('horizon');
    expect(readFileSync(report, 'utf8')).toContain('</html>');
  });

  it('sweeps with a heat map, the probability of overfitting and a warning in words', () => {
    const { status, stdout } = asked([
      '--rule',
      'rsi',
      '--sweep',
      '--stop',
      '1%..3%/3,none',
      '--target',
      '1%,2%',
      '--cost-bps',
      '2,10',
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Sharpe ratio by stop \(down\) and target \(across\)/);
    expect(stdout).toMatch(/16 combinations/);
    expect(stdout).toMatch(/probability of overfitting/);
    expect(stdout).toMatch(/WARNING: /);
  });

  it.skipIf(bitstamp === null)(`trades a model walk-forward only${skipReason}`, () => {
    const path = bitstamp ?? '';
    const { status, stdout } = run([
      '--data',
      path,
      '--timeframe',
      '1h',
      '--model',
      'reversal',
      '--cost-bps',
      '10',
      '--json',
    ]);
    expect(status).toBe(0);
    const result = promised.extend({ source: z.string() }).parse(JSON.parse(stdout));
    expect(result.source).toMatch(/never in-sample/);
    // A year of the file is the first training window.
    expect(result.from >= '2019-05-15').toBe(true);
  });

  it('answers --help', () => {
    const { status, stdout } = run(['--help']);
    expect(status).toBe(0);
    for (const option of ['--model', '--signals', '--stop', '--sweep', '--cost-bps']) expect(stdout).toContain(option);
  });

  it.each<readonly [readonly string[], number, RegExp]>([
    [['--rule', 'magic'], 2, /expected --rule to be one of .* was "magic"/],
    [['--rule', 'rsi', '--stop', '2'], 2, /expected --stop to be 2%, 1.5sigma or 2atr, was "2"/],
    [['--rule', 'rsi', '--size', '150%'], 2, /expected size .* ≤ 1, was 1.5/],
    [['--rule', 'rsi', '--cost-bps=-1'], 2, /expected --cost-bps .* was "-1"/],
    [['--rule', 'rsi', '--model', 'logistic'], 2, /expected one of --model, --signals and --rule/],
    [['--rule', 'rsi', '--spread', 'measured'], 1, /expected candles with a quoted spread/],
    [['--signals', 'nowhere.csv'], 1, /expected a readable file/],
  ])('%j ends with code %i and one line', (words, code, message) => {
    const { status, stderr, stdout } = asked(words);
    expect(status).toBe(code);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
  });

  it('writes nothing when the data is bad', () => {
    const bad = join(folder, 'bad.csv');
    writeFileSync(bad, 'time,open,high,low,close\n2024-01-01T01:00:00Z,1,1,1,1\n');
    const trades = join(folder, 'none.csv');
    const { status, stderr } = run(['--data', bad, '--timeframe', '1h', '--rule', 'rsi', '--trades', trades]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/expected at least two candles, was 1/);
    expect(() => readFileSync(trades)).toThrow(/ENOENT/);
  });
});
